"""Which level a view is painted from, and which tiles are fetched in which order."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from enhancer_gui.core.geometry import Region
from enhancer_gui.gui.viewer.camera import PIXELS_FROM_SCALE, Camera
from enhancer_gui.gui.viewer.layer import PictureLayer
from enhancer_gui.gui.viewer.loader import TileRequest
from enhancer_gui.gui.viewer.picture import Picture
from enhancer_gui.gui.viewer.pyramid import TILE_BYTES, TILE_PX, Pyramid, TileKey

SHARE_IN_VIEW = 0.75
"""Share of the cache that one view may need; the rest keeps coarser tiles and what was just left."""


@dataclass(frozen=True)
class View:
    """What of a pyramid is looked at.

    Attributes:
        level: the level that is painted.
        visible: output pixels in view.
        nearby: a somewhat larger region that is fetched ahead; equals `visible` where memory is short.
        squares: the level whose pixels are seen one by one, of a result that is smaller than its photo.
    """

    level: int
    visible: Region
    nearby: Region
    squares: int = 0

    def level_of(self, picture: Picture) -> int:
        """Return the level that a picture is painted from: finer ones than its own pixels would blur them."""
        return max(self.level, picture.own_level(self.squares))


def view_of(camera: Camera, budget_bytes: int, pictures: int) -> View:
    """Return what to paint and fetch: as fine as the screen, unless that would not fit into the cache.

    Args:
        camera: where the user looks.
        budget_bytes: size of the cache.
        pictures: how many pictures share the cache.
    """
    pyramid, visible = Pyramid(camera.width, camera.height), camera.visible_region()
    allowed = budget_bytes * SHARE_IN_VIEW / TILE_BYTES / max(1, pictures)
    level = pyramid.level_for(camera.scale)
    while level < pyramid.top and _count(pyramid, level, visible) > allowed:
        level += 1
    nearby = visible.grown(TILE_PX << level).intersection(Region(0, 0, camera.width, camera.height))
    squares = camera.result_level if camera.percent >= 100 * PIXELS_FROM_SCALE else 0
    return View(level, visible, nearby if _count(pyramid, level, nearby) <= allowed else visible, squares)


def wishes(layers: Sequence[PictureLayer], view: View) -> list[TileRequest]:
    """Return all requests that a view calls for, most urgent first.

    The first layer is the original: its overview comes first, because with it nothing is ever empty; then what is
    in view from the middle outwards, all layers alike; then their overviews, and last what lies around the view.
    """
    requests = list(_overview(layers[0]))
    for ring in (view.visible, view.nearby):
        in_ring = [request for layer in layers for request in layer.wishes(_seen_tiles(layer, view, ring))]
        requests += sorted(in_ring, key=lambda request: _from_middle(request, view.visible))
        if ring is view.visible:
            requests += [request for layer in layers[1:] for request in _overview(layer)]
    return without_repeats(requests)


def everything_visible(layer: PictureLayer, view: View) -> bool:
    """Return whether no tile in view is missing."""
    return all(layer.tile(key) is not None for key in _tiles(layer, view.level, view.visible))


def _overview(layer: PictureLayer) -> Iterable[TileRequest]:
    return () if layer.picture is None else layer.wishes([layer.picture.pyramid.overview])


def _seen_tiles(layer: PictureLayer, view: View, region: Region) -> Iterable[TileKey]:
    """Yield the tiles of a view, and those of its squares: differences are made of the former at any zoom."""
    yield from _tiles(layer, view.level, region)
    if layer.picture is not None and (own := view.level_of(layer.picture)) > view.level:
        yield from _tiles(layer, own, region)


def _tiles(layer: PictureLayer, level: int, region: Region) -> Iterable[TileKey]:
    return () if layer.picture is None else layer.picture.pyramid.tiles(level, region)


def _count(pyramid: Pyramid, level: int, region: Region) -> int:
    return sum(1 for _ in pyramid.tiles(level, region))


def _from_middle(request: TileRequest, visible: Region) -> float:
    tile = request.picture.pyramid.output_region(request.key)
    dx = tile.x + tile.width / 2 - visible.x - visible.width / 2
    dy = tile.y + tile.height / 2 - visible.y - visible.height / 2
    return dx * dx + dy * dy


def without_repeats(requests: Iterable[TileRequest]) -> list[TileRequest]:
    """Return the requests with each tile wished for once, where it was wished for first."""
    first: dict[tuple[int, TileKey], TileRequest] = {}
    for request in requests:
        first.setdefault(request.place, request)
    return list(first.values())

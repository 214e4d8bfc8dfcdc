"""One half's picture: which of its tiles are here, which are wanted, and what changed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage, QPainter

from enhancer_gui.core.geometry import Region
from enhancer_gui.gui.viewer.loader import LoadedTile, TileRequest
from enhancer_gui.gui.viewer.modes import Side
from enhancer_gui.gui.viewer.picture import Picture
from enhancer_gui.gui.viewer.pyramid import APRON_PX, TileKey
from enhancer_gui.gui.viewer.source import PictureSource
from enhancer_gui.gui.viewer.tile_cache import CachedTile, TileCache


class PictureLayer:
    """The picture of one half, with the one it replaced until the new one can be seen.

    Attributes:
        picture: what is shown; None without a source.
        fallback: the version before, painted where the new one has no tile yet, so that nothing jumps.
    """

    def __init__(self, side: Side, cache: TileCache) -> None:
        """Start without a picture."""
        self.side = side
        self.picture: Picture | None = None
        self.fallback: Picture | None = None
        self._cache = cache
        self._late: defaultdict[TileKey, tuple[Region, ...]] = defaultdict(tuple)

    def show(self, source: PictureSource | None, output: tuple[int, int], *, same_photo: bool) -> None:
        """Show a source at an output size; the present picture stays as fallback if it is the same photo's."""
        previous, self._late = self.picture, defaultdict(tuple)
        self.picture = None if source is None else Picture(self.side, source, output)
        if previous is not None:
            previous.is_shown = False
        if previous is None or self.picture is None or not same_photo:
            self.drop_fallback()
            if previous is not None:
                self._cache.forget(previous)
        elif self.fallback is None:
            self.fallback = previous
        else:  # the previous version has not filled the view yet; the one before it has
            self._cache.forget(previous)

    def drop_fallback(self) -> None:
        """Give up the version before."""
        if self.fallback is not None:
            self._cache.forget(self.fallback)
            self.fallback = None

    def tile(self, key: TileKey) -> CachedTile | None:
        """Return a tile of the picture if it is here."""
        return None if self.picture is None else self._cache.get(self.picture, key)

    def stand_ins(self, key: TileKey) -> Iterator[tuple[TileKey, CachedTile]]:
        """Yield what can be painted while a tile is missing: the nearest coarser tile, then finer ones above it."""
        if self.picture is None:
            return
        for ancestor in self.picture.pyramid.ancestors(key):
            tile = self.tile(ancestor)
            if tile is not None:
                yield ancestor, tile
                break
        for child in self.picture.pyramid.children(key):
            tile = self.tile(child)
            if tile is not None and tile.image is not None:
                yield child, tile

    def wishes(self, keys: Iterable[TileKey]) -> Iterator[TileRequest]:
        """Yield requests for those tiles that are missing or out of date."""
        picture = self.picture
        if picture is None:
            return
        for key in keys:
            tile = self.tile(key)
            image_region = picture.pyramid.image_region(key)
            if tile is None:
                yield TileRequest(picture, key, image_region)
            elif tile.stale:
                around = _bounds(picture.pyramid.to_level(region, key.level) for region in tile.stale)
                region = around.grown(APRON_PX).intersection(image_region)
                yield TileRequest(picture, key, region, tile.stale)

    def mark_finished(self, region: Region, loading: Iterable[TileRequest]) -> None:
        """Remember that a region of the source is final: cached tiles are stale there, tiles on their way may be."""
        picture = self.picture
        if picture is None:
            return
        affected = picture.output_region(region)
        for key in self._cache.keys_of(picture):
            if self._touches(picture, key, affected):
                tile = self._cache.get(picture, key)
                if tile is not None:
                    self._cache.put(picture, key, replace(tile, stale=(*tile.stale, affected)))
        for request in loading:
            if request.picture is picture and not request.finished and self._touches(picture, request.key, affected):
                self._late[request.key] += (affected,)

    def land(self, answer: LoadedTile) -> tuple[Region, ...]:
        """Take in a loaded tile; return the output regions that have just become visible as finished."""
        request, picture = answer.request, answer.request.picture
        if picture is not self.picture:
            return ()
        if not request.finished:
            late = self._late.pop(request.key, ())
            self._cache.put(picture, request.key, CachedTile(answer.image, answer.is_complete, late))
            return ()
        old = self._cache.get(picture, request.key)
        if old is None:
            return ()
        stale = tuple(region for region in old.stale if region not in request.finished)
        image = answer.image
        if image is None:
            image = old.image
        elif not answer.is_complete:
            image_region = picture.pyramid.image_region(request.key)
            image = _patched(old.image, image, request.region.relative_to(image_region), image_region)
        self._cache.put(picture, request.key, CachedTile(image, answer.is_complete, stale))
        if old.is_complete:
            return ()
        tile_region = picture.pyramid.output_region(request.key)
        fresh = (region.intersection(tile_region) for region in request.finished)
        return tuple(region for region in fresh if not region.is_empty)

    @staticmethod
    def _touches(picture: Picture, key: TileKey, region: Region) -> bool:
        tile = picture.pyramid.image_region(key).scaled(1 << key.level)
        return not tile.intersection(region).is_empty


def _patched(image: QImage | None, patch: QImage, place: Region, whole: Region) -> QImage:
    """Return a copy of a tile's image with new pixels at a place."""
    if image is None:
        result = QImage(whole.width, whole.height, QImage.Format.Format_ARGB32_Premultiplied)
        result.fill(0)
    else:
        result = image.copy()
    painter = QPainter(result)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
    painter.drawImage(QPoint(place.x, place.y), patch)
    painter.end()
    return result


def _bounds(regions: Iterable[Region]) -> Region:
    """Return the smallest region around all of them; there is at least one."""
    parts = list(regions)
    x, y = min(part.x for part in parts), min(part.y for part in parts)
    right, bottom = max(part.right for part in parts), max(part.bottom for part in parts)
    return Region(x, y, right - x, bottom - y)

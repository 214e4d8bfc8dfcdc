"""What is loaded, and in which order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enhancer_gui.gui.viewer.camera import Camera
from enhancer_gui.gui.viewer.layer import PictureLayer
from enhancer_gui.gui.viewer.modes import Side
from enhancer_gui.gui.viewer.ordering import SHARE_IN_VIEW, view_of, wishes
from enhancer_gui.gui.viewer.pyramid import TILE_BYTES, Pyramid
from enhancer_gui.gui.viewer.tile_cache import TileCache
from tests.gui.viewer.fakes import EndlessSource


@given(st.integers(4, 400), st.floats(0.01, 16.0), st.sampled_from([(800, 600), (3840, 2160), (7680, 4320)]))
def test_that_a_view_never_needs_more_than_its_share_of_the_cache(
    tiles: int, scale: float, view_size: tuple[int, int]
) -> None:
    camera = Camera(*view_size, 12_000, 9_000).fit().zoom_centre(scale)
    view = view_of(camera, 2 * tiles * TILE_BYTES, 2)
    pyramid = Pyramid(12_000, 9_000)
    needed = len(list(pyramid.tiles(view.level, view.nearby)))
    assert needed <= tiles * SHARE_IN_VIEW or (view.level == pyramid.top and needed == 1)
    assert view.nearby.intersection(view.visible) == view.visible


def test_that_what_is_looked_at_comes_first() -> None:
    cache = TileCache()
    before, after = PictureLayer(Side.ORIGINAL, cache), PictureLayer(Side.AFTER, cache)
    before.show(EndlessSource((3000, 2250)), (12_000, 9_000), same_photo=False)
    after.show(EndlessSource((12_000, 9_000)), (12_000, 9_000), same_photo=False)
    camera = Camera(1000, 800, 12_000, 9_000).fit().zoom_at(900, 700, 1.0)
    view = view_of(camera, cache.budget_bytes, 2)
    requests = wishes((before, after), view)
    assert (requests[0].picture, requests[0].key.level) == (before.picture, 5)
    visible = set(Pyramid(12_000, 9_000).tiles(view.level, view.visible))
    assert {request.key for request in requests[1 : 1 + 2 * len(visible)]} == visible
    middle = requests[1].picture.pyramid.output_region(requests[1].key)
    x, y = camera.to_output(500, 400)
    assert abs(middle.x + middle.width / 2 - x) <= 256
    assert abs(middle.y + middle.height / 2 - y) <= 256
    assert len({request.place for request in requests}) == len(requests)


@pytest.mark.parametrize("level", [0, 3])
def test_that_coarse_and_fine_views_know_their_level(level: int) -> None:
    camera = Camera(1000, 800, 12_000, 9_000).fit().zoom_centre(0.9 / 2**level)
    assert view_of(camera, 256 << 20, 2).level == level

"""The grid of the mip pyramid."""

from hypothesis import given
from hypothesis import strategies as st

from enhancer_gui.core.geometry import Region
from enhancer_gui.gui.viewer.pyramid import TILE_PX, Pyramid, TileKey

PYRAMIDS = st.builds(Pyramid, st.integers(1, 9000), st.integers(1, 9000))


@given(PYRAMIDS)
def test_that_tiles_of_every_level_partition_the_picture(pyramid: Pyramid) -> None:
    whole = Region(0, 0, pyramid.width, pyramid.height)
    for level in range(pyramid.top + 1):
        regions = [pyramid.output_region(key) for key in pyramid.tiles(level, whole)]
        assert sum(region.pixels for region in regions) == whole.pixels
        assert max(region.right for region in regions) == whole.right
        assert max(region.bottom for region in regions) == whole.bottom


@given(PYRAMIDS)
def test_that_the_overview_holds_everything_in_one_tile(pyramid: Pyramid) -> None:
    assert pyramid.output_region(pyramid.overview) == Region(0, 0, pyramid.width, pyramid.height)
    assert pyramid.level_region(pyramid.overview).width <= TILE_PX


@given(PYRAMIDS, st.floats(0.001, 16.0))
def test_that_the_level_has_a_pixel_for_every_device_pixel(pyramid: Pyramid, scale: float) -> None:
    level = pyramid.level_for(scale)
    assert level == 0 or scale * 2**level <= 1.0 + 1e-6
    assert level in (0, pyramid.top) or scale * 2 ** (level + 1) > 1.0 - 1e-6


def test_that_ancestors_and_children_cover_a_tile() -> None:
    pyramid = Pyramid(5000, 4000)
    key = TileKey(1, 3, 2)
    own = pyramid.output_region(key)
    for ancestor in pyramid.ancestors(key):
        assert pyramid.output_region(ancestor).intersection(own) == own
    assert sum(pyramid.output_region(child).pixels for child in pyramid.children(key)) == own.pixels
    assert list(pyramid.children(TileKey(0, 0, 0))) == []

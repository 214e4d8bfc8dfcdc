"""Tile plans partition a picture whatever its size."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from enhancer_gui.core.geometry import Region, TilePlan

sizes = st.integers(1, 90)


@given(
    width=sizes, height=sizes, size=st.integers(1, 70), halo=st.integers(0, 20), multiple=st.sampled_from([1, 2, 4, 8])
)
def test_that_cores_partition_the_picture(width: int, height: int, size: int, halo: int, multiple: int) -> None:
    plan = TilePlan(width, height, size * multiple, halo, multiple)
    owners = np.zeros((height, width), dtype=int)
    for tile in plan.tiles:
        owners[tile.core.slices()] += 1
        assert tile.padded.x % multiple == 0 and tile.padded.width % multiple == 0
        assert tile.padded.x <= tile.core.x - halo and tile.padded.right >= tile.core.right + halo
        assert tile.padded.y <= tile.core.y - halo and tile.padded.bottom >= tile.core.bottom + halo
    assert (owners == 1).all()
    assert len(plan.tiles) == len(plan)


@given(
    width=sizes,
    height=sizes,
    size=st.integers(1, 70),
    x=st.integers(-30, 120),
    y=st.integers(-30, 120),
    w=sizes,
    h=sizes,
)
def test_that_touching_finds_exactly_the_tiles_that_meet_a_region(
    width: int, height: int, size: int, x: int, y: int, w: int, h: int
) -> None:
    plan = TilePlan(width, height, size, 0)
    region = Region(x, y, w, h)
    expected = [tile.index for tile in plan.tiles if not tile.core.intersection(region).is_empty]
    assert list(plan.touching(region)) == expected


def test_that_an_impossible_plan_is_refused() -> None:
    with pytest.raises(ValueError, match="no multiple"):
        TilePlan(10, 10, 12, 0, 8)
    with pytest.raises(ValueError, match="impossible"):
        TilePlan(0, 10, 8, 0)

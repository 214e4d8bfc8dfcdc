"""Reading beyond the edges, and the order of work."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from enhancer_gui.core.geometry import Region, TilePlan
from enhancer_gui.engine.tiling import next_tile, read_reflected


@given(
    width=st.integers(1, 9),
    height=st.integers(1, 9),
    x=st.integers(-20, 12),
    y=st.integers(-20, 12),
    w=st.integers(1, 30),
    h=st.integers(1, 30),
)
def test_that_a_region_equals_the_same_cut_of_a_padded_picture(
    width: int, height: int, x: int, y: int, w: int, h: int
) -> None:
    samples = np.random.default_rng(0).random((height, width, 3), dtype=np.float32)
    padded = np.pad(samples, ((64, 64), (64, 64), (0, 0)), mode="reflect")
    expected = padded[64 + y : 64 + y + h, 64 + x : 64 + x + w]
    assert np.array_equal(read_reflected(samples, Region(x, y, w, h)), expected)


def test_that_the_tile_under_the_eye_comes_first() -> None:
    plan = TilePlan(100, 100, 10, 2)
    pending = set(range(len(plan)))
    assert next_tile(pending, plan, None) == 0
    focus = Region(52, 31, 14, 4)
    order = []
    while pending:
        index = next_tile(pending, plan, focus)
        order.append(index)
        pending.discard(index)
    visible = set(plan.touching(focus))
    assert set(order[: len(visible)]) == visible
    assert order[0] in visible

"""Any size from 1 to 16 times, by as few passes as reach it."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enhancer_gui.core.errors import RecipeError
from enhancer_gui.core.sizes import SizeMode, SizeTarget, passes


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        (SizeTarget(SizeMode.SCALE, 2), (640, 480)),
        (SizeTarget(SizeMode.WIDTH, 1000), (1000, 750)),
        (SizeTarget(SizeMode.HEIGHT, 1000), (1333, 1000)),
        (SizeTarget(SizeMode.LONG_SIDE, 1600), (1600, 1200)),
        (SizeTarget(SizeMode.MEGAPIXELS, 3), (2000, 1500)),
        (SizeTarget(SizeMode.FIT, 3840, 2160), (2880, 2160)),
        (SizeTarget(SizeMode.FILL, 3840, 2160), (3840, 2880)),
        (SizeTarget(SizeMode.PERCENT, 150), (480, 360)),
        (SizeTarget(SizeMode.PAPER_CM, 21, 29.7, 300), (3307, 2480)),
        (SizeTarget(SizeMode.PAPER_INCH, 8, 10, 100), (1000, 750)),
    ],
)
def test_that_a_320x240_photo_gets_the_size_asked_for(target: SizeTarget, expected: tuple[int, int]) -> None:
    assert target.dimensions(320, 240) == expected


@given(width=st.integers(500, 4000), height=st.integers(500, 4000))
def test_that_a_print_fits_its_paper_either_way_up(width: int, height: int) -> None:
    size = SizeTarget(SizeMode.PAPER_CM, 29.7, 21, 300).dimensions(width, height)
    assert max(size) <= 3508 and min(size) <= 2480
    assert max(size) == 3508 or min(size) == 2480


def test_that_paper_needs_a_resolution() -> None:
    with pytest.raises(RecipeError, match="0 dpi is not a resolution"):
        SizeTarget(SizeMode.PAPER_CM, 20, 30)


@given(factor=st.floats(0.1, 16))
def test_that_passes_reach_the_factor_without_waste(factor: float) -> None:
    scales = passes(factor)
    product = math.prod(scales)
    assert product * 1.02 >= factor
    assert product == 1 or product / 2 * 1.02 < factor
    assert sorted(scales, reverse=True) == list(scales)


def test_that_more_than_16_times_is_refused_with_a_remedy() -> None:
    with pytest.raises(RecipeError, match=r"20\.0 times.*smaller size"):
        SizeTarget(SizeMode.WIDTH, 2000).dimensions(100, 100)


@pytest.mark.parametrize("value", [0, -1, math.nan, math.inf])
def test_that_a_size_of_nothing_is_refused(value: float) -> None:
    with pytest.raises(RecipeError, match="is not a size"):
        SizeTarget(SizeMode.WIDTH, value)
    with pytest.raises(RecipeError, match=rf"fit 10 x {value:g} is not a size"):
        SizeTarget(SizeMode.FIT, 10, value)

"""Prints: pixels from paper and distance, and what a photo carries."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enhancer_gui.core.prints import (
    CARRIED_SCALE,
    PAPERS,
    Paper,
    PrintFit,
    PrintVerdict,
    distance_for_dpi,
    dpi_for_distance,
    plan_print,
)
from enhancer_gui.core.sizes import SizeMode

A4 = next(paper for paper in PAPERS if paper.id == "a4")
SIDES = st.integers(50, 20_000)


def test_that_an_a4_print_at_300_dpi_has_the_known_pixels() -> None:
    plan = plan_print((3000, 2000), A4, 300, PrintFit.FIT)
    assert plan.paper_cm == (29.7, 21.0)
    assert plan.size.dimensions(3000, 2000) == (3508, 2339)
    assert plan.size.mode is SizeMode.PAPER_CM
    assert plan.size.dpi == 300


def test_that_the_paper_turns_with_the_photo() -> None:
    assert plan_print((2000, 3000), A4, 300, PrintFit.FIT).paper_cm == (21.0, 29.7)


def test_that_filling_cuts_off_what_fitting_leaves_white() -> None:
    fitted = plan_print((1000, 1000), A4, 300, PrintFit.FIT)
    filled = plan_print((1000, 1000), A4, 300, PrintFit.FILL)
    assert fitted.cut_share == pytest.approx(0)
    assert filled.white_share == pytest.approx(0)
    assert fitted.white_share == pytest.approx(filled.cut_share) == pytest.approx(1 - 21.0 / 29.7)


@given(SIDES, SIDES, st.sampled_from(PAPERS), st.sampled_from(PrintFit))
def test_that_the_size_asked_for_has_the_resolution_wanted(
    width: int, height: int, paper: Paper, fit: PrintFit
) -> None:
    plan = plan_print((width, height), paper, 300, fit)
    if plan.verdict is not PrintVerdict.IMPOSSIBLE:
        assert plan.size.factor(width, height) == pytest.approx(plan.factor, rel=2e-3)
    assert plan.source_dpi * plan.factor == pytest.approx(300)


@pytest.mark.parametrize(
    ("long_side", "verdict"),
    [
        (4000, PrintVerdict.ENOUGH),
        (1000, PrintVerdict.ENLARGED),
        (400, PrintVerdict.STRETCHED),
        (200, PrintVerdict.IMPOSSIBLE),
    ],
)
def test_that_a_photo_that_is_too_small_is_told_with_figures(long_side: int, verdict: PrintVerdict) -> None:
    plan = plan_print((long_side, long_side * 210 // 297), A4, 300, PrintFit.FIT)
    assert plan.verdict is verdict
    own = long_side / (29.7 / 2.54)
    assert plan.source_dpi == pytest.approx(own, rel=0.01)
    assert plan.carried_dpi == pytest.approx(min(300, own * CARRIED_SCALE), rel=0.01)


def test_that_the_eye_needs_about_290_dpi_in_the_hand_and_less_with_distance() -> None:
    assert dpi_for_distance(30) == pytest.approx(291, abs=1)
    assert dpi_for_distance(60) == pytest.approx(dpi_for_distance(30) / 2)
    assert distance_for_dpi(dpi_for_distance(77)) == pytest.approx(77)

"""A print that fills its paper: what sticks out is cut off the file, where the user wants it."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image as PillowImage

from enhancer_gui.core.cancel import JobControl
from enhancer_gui.core.errors import RecipeError
from enhancer_gui.core.events import Finished
from enhancer_gui.core.geometry import Region
from enhancer_gui.core.models import Task
from enhancer_gui.core.prints import PAPERS, PrintFit, plan_print
from enhancer_gui.core.recipe import ExportSpec, OutputSharpening, Recipe, Step
from enhancer_gui.core.sizes import SizeMode, SizeTarget
from enhancer_gui.jobs.plan import JobOptions, make_job
from enhancer_gui.jobs.runner import Surroundings, run_job
from enhancer_gui.storage.recipe_codec import recipe_from_dict, recipe_to_dict
from tests.fakes import FakeBackend, fake_catalogue


def photo(path: Path, *, alpha: bool = False) -> Path:
    channels = 4 if alpha else 3
    pixels = np.random.default_rng(5).integers(0, 256, (40, 60, channels), dtype=np.uint8)
    PillowImage.fromarray(pixels).save(path)
    return path


def written(source: Path, recipe: Recipe, folder: Path) -> np.ndarray:
    target = folder / "result.png"
    job = make_job(source, recipe, target, JobOptions(tile_px=16))
    *_, last = run_job(job, FakeBackend(), JobControl(), Surroundings(fake_catalogue(), folder / "stores"))
    assert isinstance(last, Finished)
    with PillowImage.open(target) as result:
        return np.asarray(result)


def recipe(size: SizeTarget, *steps: Step) -> Recipe:
    return Recipe("cut", "Cut", steps, export=ExportSpec(size=size))


@pytest.mark.parametrize(("place", "left"), [(0.0, 0), (0.5, 10), (1.0, 20)])
@pytest.mark.parametrize("alpha", [False, True])
def test_that_the_part_wanted_is_kept_to_the_pixel(tmp_path: Path, place: float, left: int, alpha: bool) -> None:
    source = photo(tmp_path / "photo.png", alpha=alpha)
    size = SizeTarget(SizeMode.CROP, 40, 40, 300, place)
    with PillowImage.open(source) as original:
        expected = np.asarray(original)[:, left : left + 40]
    assert np.array_equal(written(source, recipe(size), tmp_path), expected)


def test_that_what_is_enlarged_is_cut_after_it_and_sharpened_as_cut(tmp_path: Path) -> None:
    source = photo(tmp_path / "photo.png")
    whole = recipe(SizeTarget(value=2), Step(Task.UPSCALE))
    part = recipe(SizeTarget(SizeMode.CROP, 120, 50, place=1.0), Step(Task.UPSCALE))
    assert np.array_equal(written(source, part, tmp_path), written(source, whole, tmp_path / "whole")[30:])
    sharp = replace(part, export=replace(part.export, sharpening=OutputSharpening.PRINT))
    assert written(source, sharp, tmp_path / "sharp").shape == (50, 120, 3)


@given(
    width=st.integers(1, 900),
    height=st.integers(1, 900),
    box=st.tuples(st.integers(1, 900), st.integers(1, 900)),
    place=st.floats(0, 1),
)
def test_that_the_box_is_filled_from_inside_the_picture(
    width: int, height: int, box: tuple[int, int], place: float
) -> None:
    size = SizeTarget(SizeMode.CROP, *box, place=place)
    try:
        cut = size.cut(width, height)
    except RecipeError:
        return
    kept = size.dimensions(width, height)
    assert all(abs(side - wanted) <= 1 for side, wanted in zip(kept, box, strict=True))
    if cut is not None:
        assert cut.kept.intersection(Region(0, 0, *cut.whole)) == cut.kept
        assert cut.whole == SizeTarget(SizeMode.FILL, *box).dimensions(width, height)


def test_that_a_place_outside_the_photo_is_refused_and_one_inside_is_written() -> None:
    with pytest.raises(RecipeError, match=r"1\.5 is no place to cut"):
        SizeTarget(SizeMode.CROP, 10, 10, place=1.5)
    wanted = recipe(SizeTarget(SizeMode.CROP, 10, 10, 240, 0.25))
    assert recipe_from_dict(recipe_to_dict(wanted)) == wanted


def test_that_a_print_that_fills_its_paper_has_the_paper_s_pixels() -> None:
    a4 = next(paper for paper in PAPERS if paper.id == "a4")
    plan = plan_print((2000, 2000), a4, 300, PrintFit.FILL, 0.2)
    assert plan.size.dimensions(2000, 2000) == (3508, 2480)
    cut = plan.size.cut(2000, 2000)
    assert cut is not None
    assert cut.kept == Region(0, round(0.2 * (3508 - 2480)), 3508, 2480)

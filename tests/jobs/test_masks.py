"""A job with masks: one step among several is limited while it is computed, and what is missing is told at once."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from enhancer_gui.backends.local import LocalBackend
from enhancer_gui.backends.remote import far_recipe
from enhancer_gui.core.cancel import JobControl
from enhancer_gui.core.events import Event, Failed, Finished, TileDone
from enhancer_gui.core.masks import Mask
from enhancer_gui.core.models import Task
from enhancer_gui.core.recipe import ExportSpec, Recipe, Step
from enhancer_gui.core.sizes import SizeTarget
from enhancer_gui.jobs.plan import make_job, plan_work
from enhancer_gui.jobs.runner import Surroundings, run_job
from enhancer_gui.storage.masks import mask_shelf
from tests.fakes import fake_catalogue
from tests.tiny_models import Brighter

SIZE = (96, 64)
RECIPE = Recipe("two", "Two", (Step(Task.RESTORE), Step(Task.UPSCALE)), export=ExportSpec(size=SizeTarget(value=2.0)))


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    values = np.random.default_rng(3).integers(40, 160, (SIZE[1], SIZE[0], 3), np.uint8)
    Image.fromarray(values).save(tmp_path / "photo.png")
    return tmp_path / "photo.png"


def half_mask() -> Mask:
    """Return a mask that is white in the right half."""
    picture = np.zeros((SIZE[1], SIZE[0]), np.uint8)
    picture[:, SIZE[0] // 2 :] = 255
    shelf = mask_shelf()
    name = shelf.take(picture)
    shelf.write()
    return Mask(name)


def run(photo: Path, recipe: Recipe, target: Path) -> list[Event]:
    backend = LocalBackend(lambda card: Brighter(card.scale))
    job = replace(make_job(photo, recipe, target), device="cpu", tile_px=32)
    return list(run_job(job, backend, JobControl(), Surroundings(fake_catalogue(), photo.parent / "stores")))


def pixels(path: Path) -> NDArray[np.int16]:
    with Image.open(path) as file:
        return np.asarray(file, np.int16)


def test_that_a_step_among_several_is_limited_while_it_is_computed(photo: Path, tmp_path: Path) -> None:
    masked = RECIPE.with_step(0, replace(RECIPE.steps[0], mask=half_mask()))
    for recipe, name in ((RECIPE, "plain"), (masked, "masked")):
        assert isinstance(run(photo, recipe, tmp_path / f"{name}.png")[-1], Finished)
    plain, limited = pixels(tmp_path / "plain.png"), pixels(tmp_path / "masked.png")
    assert np.abs(plain - limited)[:, 104:].max() <= 1
    lost = (plain - limited)[:, :88].mean()
    assert lost == pytest.approx(25.5, abs=1)


def test_that_a_changed_mask_of_the_only_step_computes_nothing_again(photo: Path, tmp_path: Path) -> None:
    only = replace(RECIPE, steps=RECIPE.steps[1:])
    masked = only.with_step(0, replace(only.steps[0], mask=half_mask()))
    assert any(isinstance(event, TileDone) for event in run(photo, only, tmp_path / "plain.png"))
    events = run(photo, masked, tmp_path / "masked.png")
    assert isinstance(events[-1], Finished) and not any(isinstance(event, TileDone) for event in events)
    assert not np.array_equal(pixels(tmp_path / "plain.png"), pixels(tmp_path / "masked.png"))


def test_that_a_missing_mask_fails_the_job_before_anything_is_computed(photo: Path, tmp_path: Path) -> None:
    recipe = replace(RECIPE, masks=replace(RECIPE.masks, result=Mask("ab" * 32)))
    events = run(photo, recipe, tmp_path / "out.png")
    assert isinstance(events[-1], Failed) and len(events) == 1
    assert events[-1].message == "The mask of the result is not on this computer."
    assert f"{'ab' * 32}.png" in events[-1].remedy
    assert not (tmp_path / "out.png").exists()


def test_that_a_mask_of_a_step_travels_with_it() -> None:
    masked = RECIPE.with_step(0, replace(RECIPE.steps[0], mask=Mask("ab" * 32)))
    work = plan_work(masked, SIZE, fake_catalogue())
    assert work.stages[0].mask is not None and far_recipe(work).steps[0].mask == work.stages[0].mask

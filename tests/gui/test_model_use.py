"""A model chosen in the dialog goes into the recipe in hand."""

from dataclasses import replace

import pytest

from enhancer_gui.core.models import Task
from enhancer_gui.core.recipe import ExportSpec, Recipe, Step
from enhancer_gui.core.sizes import SizeMode, SizeTarget
from enhancer_gui.gui.model_use import with_model
from enhancer_gui.jobs.plan import plan_work
from enhancer_gui.storage.catalogue import Catalogue
from tests.fakes import fake_card, fake_catalogue

UPSCALE, SHARPEN = fake_card("big", Task.UPSCALE, 4), fake_card("sharp", Task.DEBLUR, 1)
ENLARGE = Recipe(
    "r", "R", (Step(Task.UPSCALE, strength=0.5, enabled=False),), export=ExportSpec(size=SizeTarget(value=2))
)


def test_that_the_step_of_its_task_takes_the_model_and_is_switched_on() -> None:
    changed = with_model(ENLARGE, UPSCALE)
    assert changed.steps == (Step(Task.UPSCALE, "big", strength=0.5),)
    assert changed.export == ENLARGE.export


def test_that_a_missing_step_is_added_where_it_works_on_the_fewest_pixels() -> None:
    assert [step.model_id for step in with_model(ENLARGE, SHARPEN).steps] == ["sharp", ""]
    clean = Recipe("r", "R", (Step(Task.RESTORE),), export=ExportSpec(size=SizeTarget(value=1)))
    changed = with_model(clean, UPSCALE)
    assert [step.task for step in changed.steps] == [Task.RESTORE, Task.UPSCALE]
    assert changed.export.size == SizeTarget(value=4)


@pytest.mark.parametrize("size", [SizeTarget(value=3), SizeTarget(SizeMode.WIDTH, 800)])
def test_that_a_size_that_was_chosen_stays(size: SizeTarget) -> None:
    recipe = replace(ENLARGE, export=ExportSpec(size=size))
    assert with_model(recipe, UPSCALE).export.size == size


def test_that_the_changed_recipe_can_be_planned() -> None:
    catalogue = Catalogue({**fake_catalogue().cards, "big": UPSCALE, "sharp": SHARPEN})
    recipe = with_model(with_model(ENLARGE, UPSCALE), SHARPEN)
    work = plan_work(recipe, (100, 80), catalogue)
    assert [stage.card.id for stage in work.stages] == ["sharp", "big"]

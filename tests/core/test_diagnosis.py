"""Remedies come into a recipe and leave it again."""

import pytest

from enhancer_gui.core.diagnosis import Remedy, has_remedy, with_remedy, without_remedy
from enhancer_gui.core.models import Task
from enhancer_gui.core.recipe import ExportSpec, Recipe, Step
from enhancer_gui.core.sizes import SizeMode, SizeTarget

ENLARGE = Recipe("x2", "Enlarge", (Step(Task.UPSCALE, "faithful"),), export=ExportSpec(size=SizeTarget(value=2)))


@pytest.mark.parametrize("remedy", Remedy)
def test_that_a_remedy_is_there_once_it_is_added_and_gone_once_it_is_withdrawn(remedy: Remedy) -> None:
    empty = Recipe("none", "None", ())
    treated = with_remedy(empty, remedy)
    assert not has_remedy(empty, remedy) and has_remedy(treated, remedy)
    assert not has_remedy(without_remedy(treated, remedy), remedy)
    assert with_remedy(treated, remedy) is treated


def test_that_steps_are_added_in_the_order_in_which_they_help() -> None:
    recipe = ENLARGE
    for remedy in (Remedy.SHARPEN, Remedy.MEND, Remedy.CLEAN):
        recipe = with_remedy(recipe, remedy)
    assert [step.task for step in recipe.steps] == [Task.REPAIR, Task.RESTORE, Task.DEBLUR, Task.UPSCALE]


def test_that_a_step_that_was_switched_off_comes_back_as_it_was() -> None:
    off = without_remedy(ENLARGE, Remedy.ENLARGE)
    assert not off.steps[0].enabled
    assert with_remedy(off, Remedy.ENLARGE) == ENLARGE


def test_that_enlarging_asks_for_a_size_where_the_recipe_keeps_the_photos_own() -> None:
    same = Recipe("clean", "Clean", (Step(Task.RESTORE),), export=ExportSpec(size=SizeTarget(value=1)))
    assert with_remedy(same, Remedy.ENLARGE).export.size == SizeTarget(value=2)
    assert without_remedy(with_remedy(same, Remedy.ENLARGE), Remedy.ENLARGE).export.size == SizeTarget(value=1)
    screen = Recipe("4k", "4K", (), export=ExportSpec(size=SizeTarget(SizeMode.FIT, 3840, 2160)))
    assert with_remedy(screen, Remedy.ENLARGE).export == screen.export

"""How often the steps of a recipe enlarge."""

import pytest

from enhancer_gui.core.enlargement import native_passes
from enhancer_gui.core.models import Task
from enhancer_gui.core.recipe import Recipe, Step

SCALES = {"two": 2, "four": 4, "same": 1}


@pytest.mark.parametrize(
    ("model_ids", "factor", "wanted"),
    [
        ([""], 3, {0: (4,)}),
        ([""], 8, {0: (4, 2)}),
        ([""], 1, {0: ()}),
        (["four"], 1, {0: (4,)}),
        (["two"], 3, {0: (2, 2)}),
        (["four", "two"], 16, {0: (4,), 1: (2, 2)}),
        (["four", ""], 8, {0: (4,), 1: (2,)}),
        (["same"], 4, {0: (1,)}),
        (["not here"], 4, {0: (4,)}),
    ],
)
def test_that_steps_enlarge_until_the_size_is_reached(
    model_ids: list[str], factor: float, wanted: dict[int, tuple[int, ...]]
) -> None:
    recipe = Recipe("x", "X", tuple(Step(Task.UPSCALE, model_id) for model_id in model_ids))
    assert native_passes(recipe, factor, SCALES.get) == wanted


def test_that_other_steps_enlarge_nothing() -> None:
    recipe = Recipe("x", "X", (Step(Task.RESTORE), Step(Task.UPSCALE, "two", enabled=False), Step(Task.UPSCALE)))
    assert native_passes(recipe, 2, SCALES.get) == {1: (2,)}

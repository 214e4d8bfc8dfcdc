"""How often each step of a recipe enlarges, so that a size is reached."""

import math
from collections.abc import Callable

from enhancer_gui.core.models import Task
from enhancer_gui.core.recipe import Recipe
from enhancer_gui.core.sizes import PASS_TOLERANCE, passes


def native_passes(recipe: Recipe, factor: float, scale_of: Callable[[str], int | None]) -> dict[int, tuple[int, ...]]:
    """Return the native scales that every enlarging step runs at, by its place among the active steps.

    A step without a model enlarges by 4 and 2 as often as the size asks for; one with a model runs at least once, and
    the recipe's last one as often as the size asks for. What then remains is resampled.

    Args:
        recipe: whose steps are asked about.
        factor: of the result's sides over the photo's.
        scale_of: what a model, by its id, enlarges by; None for one that is not here: it counts as no model.
    """
    places = [place for place, step in enumerate(recipe.active_steps) if step.task is Task.UPSCALE]
    found: dict[int, tuple[int, ...]] = {}
    reached = 1
    for place in places:
        model_id = recipe.active_steps[place].model_id
        scale = scale_of(model_id) if model_id else None
        rest = factor / reached
        wanted = rest if place == places[-1] else 1.0
        found[place] = passes(rest) if scale is None else (scale,) * _repeats(scale, wanted)
        reached *= math.prod(found[place])
    return found


def _repeats(scale: int, wanted: float) -> int:
    """Return how often a model of a scale must run to reach an enlargement; once at least."""
    times = 1
    while scale > 1 and scale**times * PASS_TOLERANCE < wanted:
        times += 1
    return times

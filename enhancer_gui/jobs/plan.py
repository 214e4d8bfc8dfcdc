"""From a recipe and a photo's size to concrete work, and from paths to jobs."""

import math
import uuid
from dataclasses import dataclass
from pathlib import Path

from enhancer_gui.core.errors import ModelError
from enhancer_gui.core.jobs import Job
from enhancer_gui.core.models import ModelCard, Task, Tiling
from enhancer_gui.core.recipe import Recipe
from enhancer_gui.core.sizes import PASS_TOLERANCE, passes
from enhancer_gui.core.work import Stage, Work
from enhancer_gui.storage.catalogue import Catalogue


@dataclass(frozen=True)
class JobOptions:
    """How jobs are run, beside the recipe: device id, precision, tile size, and whether to resume."""

    device: str = "auto"
    precision: str = "auto"
    tile_px: int | None = None
    resume: bool = True


def make_job(source: Path, recipe: Recipe, target: Path | None, options: JobOptions | None = None) -> Job:
    """Return a job with a fresh id; `target` None computes tiles only."""
    options = options or JobOptions()
    return Job(
        id=uuid.uuid4().hex,
        source=source,
        target=target,
        recipe=recipe,
        device=options.device,
        precision=options.precision,
        tile_px=options.tile_px,
        resume=options.resume,
    )


def plan_work(recipe: Recipe, source_size: tuple[int, int], catalogue: Catalogue) -> Work:
    """Return the stages that a recipe means for a photo of (width, height).

    An UPSCALE step without a model becomes as many 4x and 2x passes as the size asks for; one with a model
    runs at least once, and the recipe's last one as often as the size asks for. What then remains is resampled.

    Raises:
        RecipeError: a size beyond 16 times.
        ModelError: an unknown model, or none installed for a task.
    """
    factor = recipe.export.size.factor(*source_size)
    last = max((i for i, step in enumerate(recipe.active_steps) if step.task is Task.UPSCALE), default=-1)
    stages: list[Stage] = []
    reached = 1
    for index, step in enumerate(recipe.active_steps):
        if step.task is not Task.UPSCALE:
            cards = [catalogue.get(step.model_id) if step.model_id else _first(catalogue, step.task, 1)]
        elif step.model_id:
            card = catalogue.get(step.model_id)
            wanted = factor / reached if index == last else 1.0
            cards = [card] * _repeats(card.scale, wanted)
        else:
            cards = [card for scale in passes(factor / reached) for card in _enlarging(catalogue, scale)]
        stages += [Stage(card, step.strength) for card in cards]
        reached *= math.prod(card.scale for card in cards)
    for stage in stages:
        if stage.card.tiling is not Tiling.EXACT:
            raise ModelError(
                f"“{stage.card.title}” cannot be computed in exact tiles, and this version knows no other way.",
                remedy="Choose another model.",
            )
    return Work(tuple(stages), source_size, recipe.export.size.dimensions(*source_size))


def _repeats(scale: int, wanted: float) -> int:
    """Return how often a model of a scale must run to reach an enlargement; once at least."""
    times = 1
    while scale > 1 and scale**times * PASS_TOLERANCE < wanted:
        times += 1
    return times


def _enlarging(catalogue: Catalogue, scale: int) -> list[ModelCard]:
    """Return the models that together enlarge by 2 or 4: where there is no 4x one, the 2x one runs twice."""
    twice = scale == 4 and not catalogue.for_task(Task.UPSCALE, 4)
    return [_first(catalogue, Task.UPSCALE, 2)] * 2 if twice else [_first(catalogue, Task.UPSCALE, scale)]


def _first(catalogue: Catalogue, task: Task, scale: int) -> ModelCard:
    cards = catalogue.for_task(task, scale)
    if not cards:
        raise ModelError(
            f"There is no model installed for {task.value} at {scale}×.", remedy="Install the program again."
        )
    return cards[0]

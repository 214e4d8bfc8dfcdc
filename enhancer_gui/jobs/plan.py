"""From a recipe and a photo's size to concrete work, and from paths to jobs."""

import uuid
from dataclasses import dataclass
from pathlib import Path

from enhancer_gui.core.errors import ModelError
from enhancer_gui.core.jobs import Job
from enhancer_gui.core.models import ModelCard, Task
from enhancer_gui.core.recipe import Recipe
from enhancer_gui.core.sizes import passes
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

    A step with a model runs that model once. An UPSCALE step without one becomes as many 4x and 2x
    passes as the size asks for; a size that needs more than the recipe's steps reach is left to them
    and the final resampling.

    Raises:
        RecipeError: a size beyond 16 times.
        ModelError: an unknown model, or none installed for a task.
    """
    factor = recipe.export.size.factor(*source_size)
    stages: list[Stage] = []
    for step in recipe.active_steps:
        if step.model_id:
            stages.append(Stage(catalogue.get(step.model_id), step.strength))
        elif step.task is Task.UPSCALE:
            stages += [Stage(_first(catalogue, Task.UPSCALE, scale), step.strength) for scale in passes(factor)]
        else:
            stages.append(Stage(_first(catalogue, step.task, 1), step.strength))
    return Work(tuple(stages), source_size, recipe.export.size.dimensions(*source_size))


def _first(catalogue: Catalogue, task: Task, scale: int) -> ModelCard:
    cards = catalogue.for_task(task, scale)
    if not cards:
        raise ModelError(
            f"There is no model installed for {task.value} at {scale}×.", remedy="Install the program again."
        )
    return cards[0]

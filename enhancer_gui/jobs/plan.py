"""From a recipe and a photo's size to concrete work, and from paths to jobs."""

import uuid
from dataclasses import dataclass, replace
from pathlib import Path

from enhancer_gui.core.enlargement import native_passes
from enhancer_gui.core.errors import EnhancerError, ModelError, RecipeError
from enhancer_gui.core.jobs import Job, Signer
from enhancer_gui.core.masks import Mask
from enhancer_gui.core.models import ModelCard, Task, Tiling
from enhancer_gui.core.recipe import Recipe, Step
from enhancer_gui.core.work import Stage, Work
from enhancer_gui.storage.catalogue import Catalogue

_SOME_NOISE = 0.5


@dataclass(frozen=True)
class JobOptions:
    """How jobs are run, beside the recipe: device id, precision, tile size, whether to resume, and who signs."""

    device: str = "auto"
    precision: str = "auto"
    tile_px: int | None = None
    resume: bool = True
    signer: Signer | None = None


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
        signer=options.signer,
    )


def plan_work(recipe: Recipe, source_size: tuple[int, int], catalogue: Catalogue) -> Work:
    """Return the stages that a recipe means for a photo of (width, height).

    How often the enlarging steps run is said in `core.enlargement`.

    Raises:
        RecipeError: a size beyond 16 times, or a denoise strength for a model that has none.
        ModelError: an unknown model, none installed for a task, or one that cannot take a picture of this size.
    """
    factor = recipe.export.size.factor(*source_size)
    enlarging = native_passes(recipe, factor, lambda model_id: catalogue.get(model_id).scale)
    stages: list[Stage] = []
    for index, step in enumerate(recipe.active_steps):
        mask = step.mask if len(recipe.active_steps) > 1 else None  # that of the only one is `Recipe.tile_masks`'
        if step.task is not Task.UPSCALE:
            cards = [catalogue.get(step.model_id) if step.model_id else _first(catalogue, step.task, 1)]
        elif step.model_id:
            cards = [catalogue.get(step.model_id)] * len(enlarging[index])
        else:
            cards = [card for scale in enlarging[index] for card in _enlarging(catalogue, scale)]
        stages += [_stage(card, step, mask, catalogue) for card in cards]
    size = recipe.export.size
    work = Work(tuple(stages), source_size, size.dimensions(*source_size), size.cut(*source_size))
    _check_whole(work)
    return work


def denoisable_steps(recipe: Recipe, source_size: tuple[int, int], catalogue: Catalogue) -> frozenset[int]:
    """Return the places of those steps of a recipe whose models can all be told how much noise to take."""
    return frozenset(
        index
        for index, step in enumerate(recipe.steps)
        if step.enabled and _can_denoise(recipe, index, source_size, catalogue)
    )


def _can_denoise(recipe: Recipe, index: int, source_size: tuple[int, int], catalogue: Catalogue) -> bool:
    asked = replace(recipe, steps=tuple(replace(step, denoise=None) for step in recipe.steps))
    asked = asked.with_step(index, replace(asked.steps[index], denoise=_SOME_NOISE))
    try:
        stages = plan_work(asked, source_size, catalogue).stages
    except EnhancerError:  # no twin, or none on this computer
        return False
    return any(stage.twin is not None for stage in stages)


def _stage(card: ModelCard, step: Step, mask: Mask | None, catalogue: Catalogue) -> Stage:
    """Return a step's stage with one of its models; with the model's twin where the step says how much to denoise."""
    if step.denoise is None:
        return Stage(card, step.strength, mask=mask)
    if not card.twin:
        raise RecipeError(
            f"“{card.title}” has no denoise strength of its own.",
            remedy="Leave it out, add a restoring step, or choose a model with a denoising twin.",
        )
    return Stage(card, step.strength, step.denoise, catalogue.get(card.twin), mask)


def _check_whole(work: Work) -> None:
    """Raise ModelError where a model that needs its whole input at once would get more than it can hold."""
    for part in work.groups:
        card = part.stages[0].card
        width, height = part.source_size
        if card.tiling is Tiling.WHOLE and width * height > card.window_px**2:
            raise ModelError(
                f"“{card.title}” needs the whole picture at once, at most {card.window_px**2 / 1e6:.1f} megapixels; "
                f"it would get {width} × {height}.",
                remedy="Use a smaller photo, or another model.",
            )


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

"""From the options of `enhancer run` to a recipe. Pure: reads nothing, prints nothing.

What is done follows from `--preset`, or from `--task` and `--model`, or from a size alone:

- a preset brings its steps; the other options change its size, finish and file;
- tasks run in the order given; a model alone implies its task and, where no size is given, its scale;
- a size without an enlarging step adds one at the end;
- nothing at all enlarges twice.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from enhancer_gui.cli.size_options import size_label
from enhancer_gui.core.errors import RecipeError
from enhancer_gui.core.image import BitDepth
from enhancer_gui.core.models import ModelCard, Task
from enhancer_gui.core.recipe import (
    Chroma,
    ColourSpace,
    ExportSpec,
    FileFormat,
    MetadataGroup,
    OnConflict,
    OutputSharpening,
    Recipe,
    Step,
)
from enhancer_gui.core.sizes import SizeTarget

DEFAULT_SCALE = 2.0
"""Enlargement where nothing says how much: the smallest that a model is trained for."""


@dataclass(frozen=True)
class RecipeOptions:
    """What was asked for; None leaves it to the preset or the default.

    Attributes:
        preset: the preset named.
        tasks: in the order given.
        models: cards of the models named, in the order given.
        strength: 0..1, mix of the enlarged original and the result.
        denoise: 0..1, how much noise the models named take away that have a twin.
        colour_lock: whether the low frequencies of the result are held to the photo's.
        dpi: pixels an inch that the file states.
        formats: the first is the file's, the others are written beside it.
        keep_metadata: False where metadata shall not be written.
    """

    preset: Recipe | None = None
    tasks: tuple[Task, ...] = ()
    models: tuple[ModelCard, ...] = ()
    size: SizeTarget | None = None
    strength: float | None = None
    denoise: float | None = None
    colour_lock: bool | None = None
    dpi: float | None = None
    formats: tuple[FileFormat, ...] = ()
    depth: BitDepth | None = None
    quality: int | None = None
    name_pattern: str | None = None
    on_conflict: OnConflict | None = None
    keep_metadata: bool | None = None
    chroma: Chroma | None = None
    colour: ColourSpace | None = None
    left_out: tuple[MetadataGroup, ...] = ()
    record: bool | None = None
    sharpening: OutputSharpening | None = None


def build_recipe(options: RecipeOptions) -> Recipe:
    """Return the recipe that the options mean.

    Raises:
        RecipeError: they contradict each other.
    """
    recipe = _changed_preset(options) if options.preset else _own_recipe(options)
    finish = recipe.finish
    if options.strength is not None:
        finish = replace(finish, strength=options.strength)
    if options.colour_lock is not None:
        finish = replace(finish, colour_lock=float(options.colour_lock))
    if options.denoise is not None:
        recipe = replace(recipe, steps=_with_denoise(recipe.steps, options.models, options.denoise))
    return replace(recipe, finish=finish, export=_export(recipe.export, options))


def _changed_preset(options: RecipeOptions) -> Recipe:
    assert options.preset is not None
    if options.tasks:
        raise RecipeError("--preset and --task exclude each other.", remedy="A preset brings its own steps.")
    steps = _with_models(options.preset.steps, options.models)
    if options.size is not None:
        steps = _with_enlarging_step(steps)
    return replace(options.preset, steps=steps)


def _own_recipe(options: RecipeOptions) -> Recipe:
    tasks, models = options.tasks, options.models
    if len(set(tasks)) < len(tasks):
        raise RecipeError("A task is named twice.", remedy="Name each --task once.")
    if tasks:
        steps = _with_models(tuple(Step(task) for task in tasks), models)
    else:
        steps = tuple(Step(card.task, card.id) for card in models)
    size = options.size
    if size is None:
        size = _native_size(steps, models)
    elif steps:
        steps = _with_enlarging_step(steps)
    steps = steps or (Step(Task.UPSCALE),)
    names = list(dict.fromkeys(step.task.value for step in steps))
    if options.size is not None or Task.UPSCALE in names:
        names.append(size_label(size))
    title = ", ".join(names)
    return Recipe("-".join(names), title.capitalize(), steps, export=ExportSpec(size=size))


def _native_size(steps: tuple[Step, ...], models: Iterable[ModelCard]) -> SizeTarget:
    """Return the size without a size option: the named models' scale, twice, or as it is."""
    scales = {card.id: card.scale for card in models}
    if not steps:
        return SizeTarget(value=DEFAULT_SCALE)
    factor = 1.0
    for step in steps:
        if step.task is Task.UPSCALE:
            factor *= scales.get(step.model_id, DEFAULT_SCALE)
    return SizeTarget(value=factor)


def _with_models(steps: tuple[Step, ...], models: Iterable[ModelCard]) -> tuple[Step, ...]:
    """Return the steps with each model put into the first step of its task."""
    changed = list(steps)
    placed: set[int] = set()
    for card in models:
        places = (i for i, step in enumerate(changed) if step.task is card.task and i not in placed)
        place = next(places, None)
        if place is None:
            raise RecipeError(
                f"The model {card.id} is made for {card.task.value}, which is not among the steps.",
                remedy=f"Add --task {card.task.value}, or leave --task and --preset out.",
            )
        placed.add(place)
        changed[place] = replace(changed[place], model_id=card.id, enabled=True)
    return tuple(changed)


def _with_denoise(steps: tuple[Step, ...], models: Iterable[ModelCard], denoise: float) -> tuple[Step, ...]:
    """Return the steps, those of the named models that have a twin with their denoise strength."""
    with_twin = {card.id for card in models if card.twin}
    if not with_twin:
        raise RecipeError(
            "--denoise needs a --model that has a denoising twin.",
            remedy="Name one, or add --task restore.",
        )
    return tuple(replace(step, denoise=denoise) if step.model_id in with_twin else step for step in steps)


def _with_enlarging_step(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """Return the steps with one that enlarges as far as the size asks; it costs nothing where none is needed."""
    if any(step.task is Task.UPSCALE and step.enabled for step in steps):
        return steps
    return (*steps, Step(Task.UPSCALE))


def _export(export: ExportSpec, options: RecipeOptions) -> ExportSpec:
    size = export.size if options.size is None else options.size
    first, *further = options.formats or (export.format, *export.also)
    return ExportSpec(
        format=first,
        size=size if options.dpi is None else replace(size, dpi=options.dpi),
        depth=export.depth if options.depth is None else options.depth,
        quality=export.quality if options.quality is None else options.quality,
        keep_metadata=export.keep_metadata if options.keep_metadata is None else options.keep_metadata,
        name_pattern=export.name_pattern if options.name_pattern is None else options.name_pattern,
        on_conflict=export.on_conflict if options.on_conflict is None else options.on_conflict,
        chroma=export.chroma if options.chroma is None else options.chroma,
        colour=export.colour if options.colour is None else options.colour,
        left_out=options.left_out or export.left_out,
        record=export.record if options.record is None else options.record,
        sharpening=export.sharpening if options.sharpening is None else options.sharpening,
        also=tuple(dict.fromkeys(further)),
    )

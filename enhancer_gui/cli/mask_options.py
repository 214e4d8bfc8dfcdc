"""`--mask`, `--step-mask`, `--guard-mask`: pictures that say where the result, a step or the guard of blur counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from enhancer_gui.core.errors import RecipeError
from enhancer_gui.core.masks import MOST_FEATHER_PX, Mask
from enhancer_gui.core.models import Task
from enhancer_gui.core.recipe import Recipe
from enhancer_gui.storage.masks import mask_shelf, read_mask_file

_PANEL = "Masks (pictures in the shape of the photo)"
_SIGN = "="

MaskFile: TypeAlias = Annotated[
    Path | None,
    typer.Option("--mask", metavar="FILE", help="White where the photo shall be enhanced.", rich_help_panel=_PANEL),
]
StepMaskFiles: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--step-mask",
        metavar="TASK=FILE",
        help="White where one step shall count, as in deblur=mask.png; may be repeated.",
        rich_help_panel=_PANEL,
    ),
]
GuardMaskFile: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--guard-mask",
        metavar="FILE",
        help="White where blur is meant and stays, black where detail may grow, grey as measured.",
        rich_help_panel=_PANEL,
    ),
]
FeatherPx: TypeAlias = Annotated[
    float,
    typer.Option(
        "--mask-feather",
        metavar="PX",
        min=0,
        max=MOST_FEATHER_PX,
        help="Soft edge of these masks, in pixels of the photo.",
        rich_help_panel=_PANEL,
    ),
]
Inverted: TypeAlias = Annotated[
    bool, typer.Option("--mask-invert", help="White and black change places in them.", rich_help_panel=_PANEL)
]


@dataclass(frozen=True)
class MaskOptions:
    """What was asked for.

    Attributes:
        result: a picture, white where the photo shall be enhanced, finish included; None leaves the recipe as it is.
        steps: the same for the steps of tasks.
        guard: what the guard of blur protects beside what it measures.
        feather_px: width of the softened edges in pixels of the photo.
        inverted: white and black change places.
    """

    result: Path | None = None
    steps: Mapping[Task, Path] = field(default_factory=dict)
    guard: Path | None = None
    feather_px: float = 0.0
    inverted: bool = False


def mask_options(
    result: Path | None, steps: Sequence[str] | None, guard: Path | None, feather_px: float, *, inverted: bool
) -> MaskOptions:
    """Return the options; raises RecipeError where there is no such task, or one comes twice."""
    files: dict[Task, Path] = {}
    for text in steps or ():
        name, sign, file = text.partition(_SIGN)
        known = {task.value: task for task in Task}
        if not sign or not file or name not in known:
            raise RecipeError(
                f"“{text}” does not say which step it limits.",
                remedy=f"Write TASK=FILE; tasks are: {', '.join(known)}.",
            )
        if known[name] in files:
            raise RecipeError(f"The step “{name}” has two masks.", remedy="Name one for each step.")
        files[known[name]] = Path(file)
    return MaskOptions(result, files, guard, feather_px, inverted)


def with_masks(recipe: Recipe, options: MaskOptions) -> Recipe:
    """Return the recipe with the masks in the files, which are kept, so that results can be repeated without them.

    Raises:
        PhotoError: a file is no picture.
        RecipeError: a step is not in the recipe, or there is no mask to feather.
        StoreError: a mask cannot be kept.
    """
    files = (options.result, options.guard, *options.steps.values())
    if not any(files):
        if options != MaskOptions():
            raise RecipeError("There is no mask that this could be about.", remedy="Name one with --mask.")
        return recipe
    there = {step.task for step in recipe.active_steps}
    for task in options.steps:
        if task not in there:
            raise RecipeError(
                f"There is no step “{task.value}” that the mask could limit.",
                remedy=f"Add --task {task.value}, or leave --step-mask {task.value}{_SIGN}… out.",
            )
    shelf = mask_shelf()

    def kept(file: Path) -> Mask:
        return Mask(shelf.take(read_mask_file(file)), options.feather_px, options.inverted)

    limits = {task: kept(file) for task, file in options.steps.items()}
    steps = tuple(replace(step, mask=limits.get(step.task, step.mask)) for step in recipe.steps)
    masks = recipe.masks
    if options.result is not None:
        masks = replace(masks, result=kept(options.result))
    finish = recipe.finish
    if options.guard is not None:
        masks = replace(masks, guard=kept(options.guard))
        finish = replace(finish, guard=finish.guard or 1.0)  # a mask of a guard that is off would do nothing
    shelf.write()
    return replace(recipe, steps=steps, masks=masks, finish=finish)

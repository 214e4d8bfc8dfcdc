"""`enhancer run --mask`: a picture that limits the result, or one step of it."""

from dataclasses import dataclass, replace
from pathlib import Path

from enhancer_gui.core.errors import RecipeError
from enhancer_gui.core.masks import Mask
from enhancer_gui.core.models import Task
from enhancer_gui.core.recipe import Recipe
from enhancer_gui.storage.masks import mask_shelf, read_mask_file


@dataclass(frozen=True)
class MaskOptions:
    """What was asked for.

    Attributes:
        file: a picture, white where the photo shall be enhanced; None leaves the recipe as it is.
        feather_px: width of the softened edge in pixels of the photo.
        inverted: black is where the photo shall be enhanced.
        task: the step that is limited; None is the whole result, finish included.
    """

    file: Path | None = None
    feather_px: float = 0.0
    inverted: bool = False
    task: Task | None = None


def with_mask(recipe: Recipe, options: MaskOptions) -> Recipe:
    """Return the recipe with the mask in the file, which is kept, so that results can be repeated without it.

    Raises:
        PhotoError: the file is no picture.
        RecipeError: the step is not in the recipe, or there is no mask to feather.
        StoreError: the mask cannot be kept.
    """
    if options.file is None:
        if options != MaskOptions():
            raise RecipeError("There is no mask that this could be about.", remedy="Name one with --mask.")
        return recipe
    if options.task is not None and all(step.task is not options.task for step in recipe.active_steps):
        raise RecipeError(
            f"There is no step “{options.task.value}” that the mask could limit.",
            remedy=f"Add --task {options.task.value}, or leave --mask-task out.",
        )
    shelf = mask_shelf()
    mask = Mask(shelf.take(read_mask_file(options.file)), options.feather_px, options.inverted)
    shelf.write()
    if options.task is None:
        return replace(recipe, masks=replace(recipe.masks, result=mask))
    steps = tuple(replace(step, mask=mask) if step.task is options.task else step for step in recipe.steps)
    return replace(recipe, steps=steps)

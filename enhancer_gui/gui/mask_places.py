"""What a mask can limit, and what the window says of the mask in hand: plain values for views and controllers."""

from dataclasses import dataclass, replace
from enum import Enum, auto

from enhancer_gui.core.masks import Mask
from enhancer_gui.core.models import Task
from enhancer_gui.core.recipe import Recipe


class MaskKind(Enum):
    """What a mask is about."""

    RESULT = auto()
    STEP = auto()
    GUARD = auto()


@dataclass(frozen=True)
class MaskPlace:
    """A place in a recipe where a mask can be.

    Attributes:
        step: which of the recipe's steps, for STEP.
        task: that step's task, by which it is known again.
    """

    kind: MaskKind
    step: int = 0
    task: Task | None = None

    def is_in(self, recipe: Recipe) -> bool:
        """Return whether a recipe has the place."""
        if self.kind is not MaskKind.STEP:
            return True
        return self.step < len(recipe.steps) and recipe.steps[self.step].task is self.task

    def mask_in(self, recipe: Recipe) -> Mask | None:
        """Return the mask that a recipe has there."""
        match self.kind:
            case MaskKind.RESULT:
                return recipe.masks.result
            case MaskKind.GUARD:
                return recipe.masks.guard
            case MaskKind.STEP:
                return recipe.steps[self.step].mask if self.is_in(recipe) else None

    def with_mask(self, recipe: Recipe, mask: Mask | None) -> Recipe:
        """Return the recipe with another mask there; a guard that is painted is switched on."""
        match self.kind:
            case MaskKind.RESULT:
                return replace(recipe, masks=replace(recipe.masks, result=mask))
            case MaskKind.GUARD:
                finish = recipe.finish
                if mask is not None and not finish.guard:
                    finish = replace(finish, guard=1.0)
                return replace(recipe, masks=replace(recipe.masks, guard=mask), finish=finish)
            case MaskKind.STEP:
                return recipe.with_step(self.step, replace(recipe.steps[self.step], mask=mask))


RESULT = MaskPlace(MaskKind.RESULT)
GUARD = MaskPlace(MaskKind.GUARD)


class MaskEffect(Enum):
    """When a change of a mask is seen."""

    AT_ONCE = auto()
    COMPUTED = auto()
    STEP_OFF = auto()


@dataclass(frozen=True)
class MaskState:
    """What is painted, and with what.

    Attributes:
        place: where in the recipe.
        mask: None while everything counts, or all is as measured.
        effect: when it is seen.
        size_px: diameter of the brush in pixels of the photo.
        most_px: the largest that makes sense on this photo.
        softness: 0..1, of the brush.
        erases: takes away.
        is_shown: it is laid over the photo.
    """

    place: MaskPlace
    mask: Mask | None
    effect: MaskEffect
    size_px: float
    most_px: float
    softness: float
    erases: bool
    is_shown: bool


def effect_of(recipe: Recipe, place: MaskPlace) -> MaskEffect:
    """Return when a change of a mask is seen: that of one step among several is part of the inference."""
    if place.kind is not MaskKind.STEP:
        return MaskEffect.AT_ONCE
    if not recipe.steps[place.step].enabled:
        return MaskEffect.STEP_OFF
    return MaskEffect.AT_ONCE if len(recipe.active_steps) == 1 else MaskEffect.COMPUTED

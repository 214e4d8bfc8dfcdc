"""What is wrong with a photo, and what helps: found by the engine, told by window and command line."""

from dataclasses import dataclass, replace
from enum import StrEnum

from enhancer_gui.core.models import Task
from enhancer_gui.core.recipe import Recipe, Step
from enhancer_gui.core.sizes import SizeMode


class Subject(StrEnum):
    """What was looked at."""

    NOISE = "noise"
    JPEG = "jpeg"
    BLUR = "blur"
    DETAIL = "detail"
    FADING = "fading"
    CAST = "cast"
    SCRATCHES = "scratches"
    SIZE = "size"


class Degree(StrEnum):
    """How much of it there is."""

    NONE = "none"
    SLIGHT = "slight"
    CLEAR = "clear"
    STRONG = "strong"


class BlurKind(StrEnum):
    """Where a blur comes from: a moved camera, a missed focus, a soft lens or enlargement; or it is uneven."""

    NONE = "none"
    MOTION = "motion"
    DEFOCUS = "defocus"
    SOFT = "soft"
    UNEVEN = "uneven"


class Remedy(StrEnum):
    """What can be added to a recipe against something."""

    MEND = "mend"
    CLEAN = "clean"
    SHARPEN = "sharpen"
    ENLARGE = "enlarge"
    REVIVE = "revive"
    BALANCE = "balance"


@dataclass(frozen=True)
class Finding:
    """One measurement and what follows from it.

    Attributes:
        figure: noise: standard deviation in 8-bit steps; JPEG: quality 1..100; blur: length of the motion, radius of
            the disc, sigma of the softness or, of an uneven one, width of edges in pixels; detail: share 0..1 of a
            side's pixels that it would need; fading: share 0..1 of the range between black and white that is used;
            cast: chroma in Lab; scratches: share 0..1 of the pixels; size: megapixels.
        blur: the kind, for BLUR.
        angle_deg: direction of a motion, counter-clockwise from the horizontal.
        remedy: what is expected to help; None where nothing is needed or nothing helps.
    """

    subject: Subject
    degree: Degree
    figure: float
    blur: BlurKind = BlurKind.NONE
    angle_deg: float = 0.0
    remedy: Remedy | None = None


@dataclass(frozen=True)
class Diagnosis:
    """All findings on a photo, in the order in which they should be told.

    Attributes:
        size: (width, height) of the photo.
    """

    size: tuple[int, int]
    findings: tuple[Finding, ...]

    @property
    def remedies(self) -> tuple[Remedy, ...]:
        """What is expected to help, each once; none where no benefit is expected."""
        found = (finding.remedy for finding in self.findings)
        return tuple(dict.fromkeys(remedy for remedy in found if remedy is not None))

    @property
    def may_look_crisper(self) -> bool:
        """Whether only a network that guesses may make edges crisper: no step helps, and the photo is soft."""
        detail = self.finding(Subject.DETAIL)
        return not self.remedies and detail is not None and detail.degree is not Degree.NONE

    def finding(self, subject: Subject) -> Finding | None:
        """Return what was found on a subject; None where it could not be measured."""
        return next((finding for finding in self.findings if finding.subject is subject), None)


_TASKS = {
    Remedy.MEND: Task.REPAIR,
    Remedy.CLEAN: Task.RESTORE,
    Remedy.SHARPEN: Task.DEBLUR,
    Remedy.ENLARGE: Task.UPSCALE,
}
_ORDER = (Task.REPAIR, Task.RESTORE, Task.DEBLUR, Task.UPSCALE)
"""Damage first, so that no later step takes it for detail; enlarging last, so that the others have fewer pixels."""
_TWICE = 2.0
_GENTLE = 0.8
"""How much of a tone repair is proposed: on faded prints nearer to the truth than all of it (`engine.tones`)."""


def task_of(remedy: Remedy) -> Task | None:
    """Return the step that a remedy is; None where it is part of the finish."""
    return _TASKS.get(remedy)


def has_remedy(recipe: Recipe, remedy: Remedy) -> bool:
    """Return whether a recipe does what a remedy asks for, however strongly."""
    task = task_of(remedy)
    if task is not None:
        is_there = any(step.task is task for step in recipe.active_steps)
        return is_there and not (remedy is Remedy.ENLARGE and _keeps_size(recipe))
    return (recipe.finish.fading if remedy is Remedy.REVIVE else recipe.finish.balance) > 0


def with_remedy(recipe: Recipe, remedy: Remedy) -> Recipe:
    """Return the recipe with a remedy added, or the recipe itself where it is there already."""
    if has_remedy(recipe, remedy):
        return recipe
    task = task_of(remedy)
    if task is None:
        return _with_tones(recipe, remedy, _GENTLE)
    if any(step.task is task for step in recipe.steps):
        steps = tuple(replace(step, enabled=True) if step.task is task else step for step in recipe.steps)
    else:
        later = _ORDER[_ORDER.index(task) + 1 :]
        place = next((at for at, step in enumerate(recipe.steps) if step.task in later), len(recipe.steps))
        steps = (*recipe.steps[:place], Step(task), *recipe.steps[place:])
    treated = replace(recipe, steps=steps)
    return _scaled(treated, _TWICE) if remedy is Remedy.ENLARGE and _keeps_size(treated) else treated


def without_remedy(recipe: Recipe, remedy: Remedy) -> Recipe:
    """Return the recipe with a remedy switched off; its step stays, for the next time. Not enlarged means 1×."""
    task = task_of(remedy)
    if task is None:
        return _with_tones(recipe, remedy, 0.0)
    steps = tuple(replace(step, enabled=False) if step.task is task else step for step in recipe.steps)
    treated = replace(recipe, steps=steps)
    is_scaled = treated.export.size.mode is SizeMode.SCALE
    return _scaled(treated, 1.0) if remedy is Remedy.ENLARGE and is_scaled else treated


def _keeps_size(recipe: Recipe) -> bool:
    """Return whether a recipe asks for the photo's own size, so that an enlarging step has nothing to do."""
    return recipe.export.size.mode is SizeMode.SCALE and recipe.export.size.value <= 1


def _scaled(recipe: Recipe, scale: float) -> Recipe:
    size = replace(recipe.export.size, mode=SizeMode.SCALE, value=scale)
    return replace(recipe, export=replace(recipe.export, size=size))


def _with_tones(recipe: Recipe, remedy: Remedy, strength: float) -> Recipe:
    if remedy is Remedy.REVIVE:
        return replace(recipe, finish=replace(recipe.finish, fading=strength))
    return replace(recipe, finish=replace(recipe.finish, balance=strength))

"""How each way of asking for a size is offered, and what it comes to: pure functions behind the size panel."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from enhancer_gui.core.enlargement import native_passes
from enhancer_gui.core.errors import RecipeError
from enhancer_gui.core.models import Task
from enhancer_gui.core.recipe import Recipe
from enhancer_gui.core.sizes import MAX_SCALE, SizeMode, SizeTarget
from enhancer_gui.gui.panels.facts import PhotoFacts

translate = QCoreApplication.translate

_CM_PER_INCH = 2.54
_A4_CM = (21.0, 29.7)
_PRINT_DPI = 300.0
_MEGA = 1_000_000
_SCREEN_4K = (3840.0, 2160.0)
_MOST_PX = 200_000.0
"""More than any file format in use can hold in one direction of a photo."""


@dataclass(frozen=True)
class FieldSpec:
    """Range and unit of a number."""

    least: float
    most: float
    step: float
    decimals: int
    unit: str


def field_spec(mode: SizeMode) -> FieldSpec:
    """Return what may be typed for a mode; boxes leave the unit out for want of room."""
    match mode:
        case SizeMode.SCALE:
            return FieldSpec(0.01, MAX_SCALE, 0.5, 2, "×")
        case SizeMode.PERCENT:
            return FieldSpec(1.0, 100 * MAX_SCALE, 10.0, 0, " %")
        case SizeMode.PAPER_CM | SizeMode.PAPER_INCH:
            return FieldSpec(0.5, 500.0, 1.0, 1, "")
        case SizeMode.MEGAPIXELS:
            return FieldSpec(0.01, 4000.0, 1.0, 2, " MP")
        case SizeMode.FIT | SizeMode.FILL | SizeMode.CROP:
            return FieldSpec(1.0, _MOST_PX, 10.0, 0, "")
        case SizeMode.WIDTH | SizeMode.HEIGHT | SizeMode.LONG_SIDE:
            return FieldSpec(1.0, _MOST_PX, 10.0, 0, " px")


def mode_words() -> dict[SizeMode, str]:
    """Return the modes in the order in which they are offered, in words."""
    return {
        SizeMode.SCALE: translate("size", "Enlarge by"),
        SizeMode.PERCENT: translate("size", "Per cent"),
        SizeMode.WIDTH: translate("size", "Width"),
        SizeMode.HEIGHT: translate("size", "Height"),
        SizeMode.LONG_SIDE: translate("size", "Long side"),
        SizeMode.MEGAPIXELS: translate("size", "Megapixels"),
        SizeMode.FIT: translate("size", "Fit inside"),
        SizeMode.FILL: translate("size", "Fill"),
        SizeMode.CROP: translate("size", "Fill and cut"),
        SizeMode.PAPER_CM: translate("size", "Paper (cm)"),
        SizeMode.PAPER_INCH: translate("size", "Paper (inch)"),
    }


def converted(target: SizeTarget, mode: SizeMode, photo: PhotoFacts | None) -> SizeTarget:
    """Return the same size asked for in another mode; boxes start as a 4K screen, paper as A4.

    Without a photo, or where the size is not possible, twice its size (or 1000 px) is the start.
    """
    if mode.is_paper:
        return _paper(target, mode)
    if mode.is_box:
        box = (target.value, target.value2) if target.mode.is_box and not target.mode.is_paper else _SCREEN_4K
        return SizeTarget(mode, *box)
    try:
        width, height = target.dimensions(photo.width, photo.height) if photo else (1000, 1000)
    except RecipeError:
        width, height = (2 * photo.width, 2 * photo.height) if photo else (1000, 1000)
    match mode:
        case SizeMode.SCALE:
            return SizeTarget(mode, round(width / photo.width, 2) if photo else 2.0)
        case SizeMode.PERCENT:
            return SizeTarget(mode, round(100 * width / photo.width) if photo else 200.0)
        case SizeMode.WIDTH:
            return SizeTarget(mode, width)
        case SizeMode.HEIGHT:
            return SizeTarget(mode, height)
        case SizeMode.LONG_SIDE:
            return SizeTarget(mode, max(width, height))
        case _:
            return SizeTarget(SizeMode.MEGAPIXELS, max(0.01, round(width * height / _MEGA, 2)))


def _paper(target: SizeTarget, mode: SizeMode) -> SizeTarget:
    """Return the same paper in another unit."""
    if target.mode is mode:
        return target
    factor = 1.0 if mode is SizeMode.PAPER_CM else 1 / _CM_PER_INCH
    box = _A4_CM
    if target.mode.is_paper:
        factor = _CM_PER_INCH if mode is SizeMode.PAPER_CM else 1 / _CM_PER_INCH
        box = target.value, target.value2
    first, second = (round(side * factor, 1) for side in box)
    return SizeTarget(mode, first, second, target.dpi or _PRINT_DPI)


def path_words(recipe: Recipe, photo: PhotoFacts, scales: Mapping[str, int]) -> str:
    """Return how the size is reached ("Enlarged 4×, then 2×, then resampled").

    Args:
        recipe: with the size.
        photo: that gets it.
        scales: what each model that is here enlarges by.

    Raises:
        RecipeError: the size is not possible.
    """
    factor = recipe.export.size.factor(photo.width, photo.height)
    cut = recipe.export.size.cut(photo.width, photo.height)
    size = recipe.export.size.dimensions(photo.width, photo.height) if cut is None else cut.whole
    ways = _ways(recipe, photo, factor, size, scales)
    return ways if cut is None else translate("size", "{0}, then cut").format(ways)


def _ways(recipe: Recipe, photo: PhotoFacts, factor: float, size: tuple[int, int], scales: Mapping[str, int]) -> str:
    """Return how a size is reached before anything is cut off."""
    enlarges = any(step.task is Task.UPSCALE for step in recipe.active_steps)
    if size == (photo.width, photo.height):
        return translate("size", "The photo's own size")
    if factor < 1:
        return translate("size", "Made smaller by resampling")
    if not enlarges:
        return translate("size", "Resampled only: Enlarge is off")
    native = [scale for of_step in native_passes(recipe, factor, scales.get).values() for scale in of_step]
    parts = [translate("size", "{0}×").format(scale) for scale in native]
    reached = math.prod(native)
    if size != (photo.width * reached, photo.height * reached):
        parts.append(translate("size", "resampled"))
    return translate("size", "Enlarged {0}").format(translate("size", ", then ").join(parts))

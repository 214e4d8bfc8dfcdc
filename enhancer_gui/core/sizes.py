"""Which size the result shall have, and which passes lead there."""

import math
from dataclasses import dataclass
from enum import StrEnum

from enhancer_gui.core.errors import RecipeError
from enhancer_gui.core.geometry import Region

MAX_SCALE = 16.0
"""Largest enlargement: beyond it nothing in the source supports a pixel of the result."""

MAX_DPI = 10_000.0
"""Finer than any printer."""

PASS_TOLERANCE = 1.02
"""A last stretch of up to 2 % is left to the resampling rather than paid for with another 2x pass."""


class SizeMode(StrEnum):
    """How a size is asked for."""

    SCALE = "scale"
    WIDTH = "width"
    HEIGHT = "height"
    LONG_SIDE = "long_side"
    MEGAPIXELS = "megapixels"
    FIT = "fit"
    FILL = "fill"
    CROP = "crop"
    PERCENT = "percent"
    PAPER_CM = "paper_cm"
    PAPER_INCH = "paper_inch"

    @property
    def is_box(self) -> bool:
        """Whether a size of this mode has two numbers."""
        return self in (SizeMode.FIT, SizeMode.FILL, SizeMode.CROP) or self.is_paper

    @property
    def is_paper(self) -> bool:
        """Whether the pixels follow from a print's size and its resolution."""
        return self in (SizeMode.PAPER_CM, SizeMode.PAPER_INCH)


CM_PER_INCH = 2.54


@dataclass(frozen=True)
class Cut:
    """What is cut off a picture once it has its size.

    Attributes:
        whole: (width, height) of the picture before.
        kept: the part that stays.
    """

    whole: tuple[int, int]
    kept: Region


@dataclass(frozen=True)
class SizeTarget:
    """A wanted size; nothing is ever stretched out of its shape.

    Attributes:
        mode: what `value` means.
        value: factor, per cent, pixels or megapixels; the width of the box for FIT, FILL, CROP and paper.
        value2: height of the box for FIT, FILL, CROP and paper, else 0.
        dpi: pixels an inch of a print, stated in the file; 0 keeps what the photo states. Paper needs it.
        place: 0..1, which part of the photo CROP keeps: 0 is its left or upper end, 1 the other.

    FIT is the largest size inside the box; FILL the smallest that covers it (nothing is cut off); CROP the box itself,
    with what sticks out of it cut off. Paper is the largest size inside the box with the paper turned as suits the
    photo.
    """

    mode: SizeMode = SizeMode.SCALE
    value: float = 1.0
    value2: float = 0.0
    dpi: float = 0.0
    place: float = 0.5

    def __post_init__(self) -> None:
        """Reject sizes that mean nothing."""
        numbers = (self.value, self.value2) if self.mode.is_box else (self.value,)
        if not all(math.isfinite(number) and number > 0 for number in numbers):
            what = " x ".join(f"{number:g}" for number in numbers)
            raise RecipeError(f"{self.mode.value} {what} is not a size.", remedy="Give a number above zero.")
        if not 0 <= self.dpi <= MAX_DPI or (self.mode.is_paper and not self.dpi > 0):
            raise RecipeError(f"{self.dpi:g} dpi is not a resolution.", remedy=f"Give one of 1 to {MAX_DPI:.0f} dpi.")
        if not 0 <= self.place <= 1:
            raise RecipeError(f"{self.place:g} is no place to cut.", remedy="Give one of 0 to 1.")

    def factor(self, width: int, height: int) -> float:
        """Return the enlargement for a picture of (width, height).

        Raises:
            RecipeError: more than 16 times.
        """
        match self.mode:
            case SizeMode.SCALE:
                factor = self.value
            case SizeMode.PERCENT:
                factor = self.value / 100
            case SizeMode.WIDTH:
                factor = self.value / width
            case SizeMode.HEIGHT:
                factor = self.value / height
            case SizeMode.LONG_SIDE:
                factor = self.value / max(width, height)
            case SizeMode.MEGAPIXELS:
                factor = math.sqrt(self.value * 1e6 / (width * height))
            case SizeMode.FIT:
                factor = min(self.value / width, self.value2 / height)
            case SizeMode.FILL | SizeMode.CROP:
                factor = max(self.value / width, self.value2 / height)
            case SizeMode.PAPER_CM | SizeMode.PAPER_INCH:
                factor = self._on_paper(width, height)
        if factor > MAX_SCALE:
            raise RecipeError(
                f"This size is {factor:.1f} times the photo's; the most is {MAX_SCALE:.0f} times.",
                remedy="Choose a smaller size.",
            )
        return factor

    def _on_paper(self, width: int, height: int) -> float:
        """Return the largest enlargement that fits the paper, turned or not."""
        dots = self.dpi / (CM_PER_INCH if self.mode is SizeMode.PAPER_CM else 1.0)
        long, short = sorted((self.value * dots, self.value2 * dots), reverse=True)
        return min(long / max(width, height), short / min(width, height))

    def dimensions(self, width: int, height: int) -> tuple[int, int]:
        """Return the resulting (width, height), at least one pixel each.

        Raises:
            RecipeError: more than 16 times.
        """
        cut = self.cut(width, height)
        return self._whole(width, height) if cut is None else (cut.kept.width, cut.kept.height)

    def cut(self, width: int, height: int) -> Cut | None:
        """Return what is cut off the result for a picture of (width, height); None where nothing is.

        Raises:
            RecipeError: more than 16 times.
        """
        if self.mode is not SizeMode.CROP:
            return None
        whole = self._whole(width, height)
        kept = min(whole[0], max(1, round(self.value))), min(whole[1], max(1, round(self.value2)))
        if kept == whole:
            return None
        x, y = (round(self.place * (side - part)) for side, part in zip(whole, kept, strict=True))
        return Cut(whole, Region(x, y, *kept))

    def _whole(self, width: int, height: int) -> tuple[int, int]:
        """Return the size before anything is cut off, at least one pixel each."""
        factor = self.factor(width, height)
        return max(1, round(width * factor)), max(1, round(height * factor))


def passes(factor: float) -> tuple[int, ...]:
    """Return the native scales (4s, then a 2) whose product reaches `factor`; empty for 1 and less.

    The rest is one resampling, downwards but for the last 2 %.
    """
    needed: list[int] = []
    reached = 1
    while reached * PASS_TOLERANCE < factor:
        step = 4 if factor / reached > 2 * PASS_TOLERANCE else 2
        needed.append(step)
        reached *= step
    return tuple(needed)

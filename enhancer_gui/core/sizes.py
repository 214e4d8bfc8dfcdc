"""Which size the result shall have, and which passes lead there."""

import math
from dataclasses import dataclass
from enum import StrEnum

from enhancer_gui.core.errors import RecipeError

MAX_SCALE = 16.0
"""Largest enlargement: beyond it nothing in the source supports a pixel of the result."""

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


@dataclass(frozen=True)
class SizeTarget:
    """A wanted size; the aspect ratio is always kept.

    Attributes:
        mode: what `value` means.
        value: factor, pixels or megapixels; the width of the box for FIT and FILL.
        value2: height of the box for FIT and FILL, else 0.

    FIT is the largest size inside the box; FILL the smallest that covers it (nothing is cropped).
    """

    mode: SizeMode = SizeMode.SCALE
    value: float = 1.0
    value2: float = 0.0

    def __post_init__(self) -> None:
        """Reject sizes that mean nothing."""
        box = self.mode in (SizeMode.FIT, SizeMode.FILL)
        if not (math.isfinite(self.value) and self.value > 0) or (box and not self.value2 > 0):
            raise RecipeError(f"{self.mode.value} {self.value:g} is not a size.", remedy="Give a number above zero.")

    def factor(self, width: int, height: int) -> float:
        """Return the enlargement for a picture of (width, height).

        Raises:
            RecipeError: more than 16 times.
        """
        match self.mode:
            case SizeMode.SCALE:
                factor = self.value
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
            case SizeMode.FILL:
                factor = max(self.value / width, self.value2 / height)
        if factor > MAX_SCALE:
            raise RecipeError(
                f"This size is {factor:.1f} times the photo's; the most is {MAX_SCALE:.0f} times.",
                remedy="Choose a smaller size.",
            )
        return factor

    def dimensions(self, width: int, height: int) -> tuple[int, int]:
        """Return the resulting (width, height), at least one pixel each.

        Raises:
            RecipeError: more than 16 times.
        """
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

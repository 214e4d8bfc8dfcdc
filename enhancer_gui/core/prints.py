"""From paper, resolution and viewing distance to pixels, and whether a photo can carry the print."""

import math
from dataclasses import dataclass
from enum import StrEnum

from enhancer_gui.core.sizes import CM_PER_INCH, MAX_SCALE, SizeMode, SizeTarget

CARRIED_SCALE = 4.0
"""Up to this enlargement a network has something in the photo to go by: all models here are trained for 2x or 4x, and a
second pass enlarges what the first one has invented."""

SHARP_EYE = math.radians(1 / 60)
"""Angle that a normal eye just resolves: one minute of arc, the definition of visual acuity 1.0 (20/20)."""


@dataclass(frozen=True)
class Paper:
    """A size of paper in upright position, in cm; `id` is what settings and choices hold."""

    id: str
    name: str
    width_cm: float
    height_cm: float


PAPERS: tuple[Paper, ...] = (
    Paper("9x13", "9 × 13 cm", 8.9, 12.7),
    Paper("10x15", "10 × 15 cm", 10.2, 15.2),
    Paper("13x18", "13 × 18 cm", 12.7, 17.8),
    Paper("20x30", "20 × 30 cm", 20.3, 30.5),
    Paper("30x45", "30 × 45 cm", 30.5, 45.7),
    Paper("a6", "A6", 10.5, 14.8),
    Paper("a5", "A5", 14.8, 21.0),
    Paper("a4", "A4", 21.0, 29.7),
    Paper("a3", "A3", 29.7, 42.0),
    Paper("a2", "A2", 42.0, 59.4),
    Paper("letter", "Letter", 21.59, 27.94),
    Paper("tabloid", "Tabloid", 27.94, 43.18),
    Paper("8x10in", "8 × 10 in", 20.32, 25.4),
    Paper("16x20in", "16 × 20 in", 40.64, 50.8),
)
"""Formats of ISO 216 and of North America, and the usual ones of photo shops with their true sizes."""


class PrintFit(StrEnum):
    """How a photo of another shape goes onto the paper: with white edges, or cut off."""

    FIT = "fit"
    FILL = "fill"


class PrintVerdict(StrEnum):
    """What the photo has for the print."""

    ENOUGH = "enough"
    ENLARGED = "enlarged"
    STRETCHED = "stretched"
    IMPOSSIBLE = "impossible"


@dataclass(frozen=True)
class PrintPlan:
    """What a print needs of a photo.

    Attributes:
        paper_cm: (width, height), turned as suits the photo.
        print_cm: (width, height) of the picture; larger than the paper where it is cut off.
        dpi: wanted pixels an inch.
        source_dpi: pixels an inch that the photo itself has at this size.
        factor: enlargement that leads to `dpi`.
        size: what to ask for in a recipe.
    """

    paper_cm: tuple[float, float]
    print_cm: tuple[float, float]
    dpi: float
    source_dpi: float
    factor: float
    size: SizeTarget

    @property
    def verdict(self) -> PrintVerdict:
        """What the photo has for the print."""
        if self.factor <= 1:
            return PrintVerdict.ENOUGH
        if self.factor <= CARRIED_SCALE:
            return PrintVerdict.ENLARGED
        return PrintVerdict.STRETCHED if self.factor <= MAX_SCALE else PrintVerdict.IMPOSSIBLE

    @property
    def carried_dpi(self) -> float:
        """Pixels an inch that the photo carries with the help of a network, at most `dpi`."""
        return min(self.dpi, self.source_dpi * CARRIED_SCALE)

    @property
    def cut_share(self) -> float:
        """Share 0..1 of the photo that is cut off."""
        return 1 - _ratio(self.paper_cm, self.print_cm)

    @property
    def white_share(self) -> float:
        """Share 0..1 of the paper that stays white."""
        return 1 - _ratio(self.print_cm, self.paper_cm)


def plan_print(photo: tuple[int, int], paper: Paper, dpi: float, fit: PrintFit, place: float = 0.5) -> PrintPlan:
    """Return what a print of a photo of (width, height) pixels needs; the paper is turned as suits it.

    `place` 0..1 says which part of the photo is kept where it is cut off.

    Raises:
        RecipeError: the resolution cannot be meant.
    """
    short, long = sorted((paper.width_cm, paper.height_cm))
    sheet = (long, short) if photo[0] >= photo[1] else (short, long)
    each = (sheet[0] / photo[0], sheet[1] / photo[1])
    cm_per_px = min(each) if fit is PrintFit.FIT else max(each)
    source_dpi = CM_PER_INCH / cm_per_px
    if fit is PrintFit.FIT:
        size = SizeTarget(SizeMode.PAPER_CM, *sheet, dpi)
    else:
        dots = dpi / CM_PER_INCH
        size = SizeTarget(SizeMode.CROP, round(sheet[0] * dots), round(sheet[1] * dots), dpi, place)
    print_cm = (photo[0] * cm_per_px, photo[1] * cm_per_px)
    return PrintPlan(sheet, print_cm, dpi, source_dpi, dpi / source_dpi, size)


def dpi_for_distance(distance_cm: float) -> float:
    """Return the pixels an inch beyond which an eye at this distance sees no difference."""
    return CM_PER_INCH / (distance_cm * math.tan(SHARP_EYE))


def distance_for_dpi(dpi: float) -> float:
    """Return from which distance in cm on a print of this resolution looks sharp."""
    return CM_PER_INCH / (dpi * math.tan(SHARP_EYE))


def _ratio(part: tuple[float, float], whole: tuple[float, float]) -> float:
    """Return which share of `whole` lies inside `part`, both centred."""
    return min(part[0] / whole[0], 1.0) * min(part[1] / whole[1], 1.0)

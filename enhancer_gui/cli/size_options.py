"""From the size options of `enhancer run` to a size, and what sizes are called in names. Pure."""

import re
from dataclasses import dataclass

from enhancer_gui.core.errors import RecipeError
from enhancer_gui.core.sizes import SizeMode, SizeTarget

_BOX = re.compile(r"(\d+)\s*[x×X]\s*(\d+)")
_PAPER = re.compile(r"(\d+(?:\.\d+)?)\s*[x×X]\s*(\d+(?:\.\d+)?)\s*(cm|mm|in)")
_PAPER_UNITS = {"cm": (SizeMode.PAPER_CM, 1.0), "mm": (SizeMode.PAPER_CM, 0.1), "in": (SizeMode.PAPER_INCH, 1.0)}
PRINT_DPI = 300.0
"""What is asked for where nobody names a resolution: photographic paper at reading distance."""

_LABELS = {
    SizeMode.SCALE: "{0:.9g}x",
    SizeMode.WIDTH: "width-{0:.9g}",
    SizeMode.HEIGHT: "height-{0:.9g}",
    SizeMode.LONG_SIDE: "long-side-{0:.9g}",
    SizeMode.MEGAPIXELS: "{0:.9g}mp",
    SizeMode.FIT: "fit-{0:.9g}x{1:.9g}",
    SizeMode.FILL: "fill-{0:.9g}x{1:.9g}",
    SizeMode.CROP: "crop-{0:.9g}x{1:.9g}",
    SizeMode.PERCENT: "{0:.9g}pc",
    SizeMode.PAPER_CM: "paper-{0:.9g}x{1:.9g}cm",
    SizeMode.PAPER_INCH: "paper-{0:.9g}x{1:.9g}in",
}
"""What a size is called in a file name; `jobs.earlier_results` knows these names again."""


@dataclass(frozen=True)
class SizeOptions:
    """The size options as typed; at most one may be set beside `dpi`."""

    scale: float | None = None
    width: int | None = None
    height: int | None = None
    long_side: int | None = None
    megapixels: float | None = None
    fit: str | None = None
    fill: str | None = None
    percent: float | None = None
    paper: str | None = None
    dpi: float | None = None
    crop: str | None = None


def size_target(options: SizeOptions) -> SizeTarget | None:
    """Return the size that was asked for, or None.

    Raises:
        RecipeError: two sizes at once, a box that is not WxH, or a size that means nothing.
    """
    given = {name: value for name, value in vars(options).items() if value is not None and name != "dpi"}
    if not given:
        return None
    if len(given) > 1:
        names = " and ".join("--" + name.replace("_", "-") for name in given)
        raise RecipeError(f"{names} exclude each other.", remedy="Give one size.")
    name, value = next(iter(given.items()))
    if name == "paper":
        return _paper(str(value), options.dpi or PRINT_DPI)
    mode = SizeMode(name)
    if not mode.is_box:
        return SizeTarget(mode, float(value))
    box = _BOX.fullmatch(str(value).strip())
    if box is None:
        raise RecipeError(f"{_option(mode)} {value} is not a box.", remedy="Write width x height, as in 3840x2160.")
    return SizeTarget(mode, float(box[1]), float(box[2]))


def _paper(text: str, dpi: float) -> SizeTarget:
    paper = _PAPER.fullmatch(text.strip())
    if paper is None:
        raise RecipeError(
            f"--paper {text} is no size of paper.", remedy="Write width x height and a unit, as in 20x30cm or 8x10in."
        )
    mode, factor = _PAPER_UNITS[paper[3]]
    return SizeTarget(mode, float(paper[1]) * factor, float(paper[2]) * factor, dpi)


def size_label(size: SizeTarget) -> str:
    """Return what a size is called in a file name."""
    return _LABELS[size.mode].format(size.value, size.value2)


def _option(mode: SizeMode) -> str:
    return "--" + mode.value.replace("_", "-")

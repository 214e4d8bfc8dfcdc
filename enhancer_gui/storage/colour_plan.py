"""Which colours a file will hold: the photo's own with their profile wherever it can be embedded, else sRGB.

Conversions happen in float32 on the way out, after everything else, so nothing is rounded twice. They are made by
littleCMS through imagecodecs: Pillow's ImageCms knows 8 bits only. P3 to sRGB in float32 was measured within 0.12 of
255 of the exact values. Float keeps what lies beyond the gamut of sRGB; integers are clipped to it.
"""

import logging
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from enhancer_gui.core.recipe import ColourSpace
from enhancer_gui.storage.colour import UNUSABLE_PROFILE, is_srgb, profile_space, srgb_profile, transformed
from enhancer_gui.storage.photo_formats import Convert, PhotoHeader

_SPACES = {"RGB": "rgb", "GRAY": "gray"}


_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class ColourPlan:
    """The header as the file will have it, the conversion of its colours, and sentences about it."""

    header: PhotoHeader
    convert: Convert | None = None
    notes: tuple[str, ...] = ()


def plan_colour(header: PhotoHeader) -> ColourPlan:
    """Return how a photo's colours reach the file that `header` describes."""
    icc = header.metadata.icc
    if icc is None:
        return ColourPlan(header)
    space = _SPACES.get(profile_space(icc) or "")
    if space is None:
        return ColourPlan(_with_profile(header, None))
    is_held = header.holds_profile(grey=space == "gray")
    wanted = header.colour is ColourSpace.SRGB
    if is_held and not wanted:
        return ColourPlan(header)
    embedded = srgb_profile() if header.facts.profile and not header.is_grey else None
    if is_srgb(icc):
        return ColourPlan(_with_profile(header, icc if is_held else None))
    convert = _Conversion(icc, space)
    try:
        convert(np.zeros((1, 1, 3), np.float32))
    except RuntimeError as error:
        _log.info("a colour profile that cannot be used: %r", error)
        return ColourPlan(_with_profile(header, None), notes=(UNUSABLE_PROFILE,))
    plan = ColourPlan(_with_profile(header, embedded), convert)
    if wanted:
        return plan
    title = header.facts.title
    return replace(plan, notes=(f"{title} cannot hold the photo's colour profile here: it was converted to sRGB.",))


def _with_profile(header: PhotoHeader, icc: bytes | None) -> PhotoHeader:
    return replace(header, metadata=replace(header.metadata, icc=icc))


@dataclass(frozen=True)
class _Conversion:
    """A `Convert` from a profile to sRGB; grey stays grey, exactly."""

    icc: bytes
    space: str

    def __call__(self, colours: NDArray[np.float32]) -> NDArray[np.float32]:
        if self.space == "gray":
            return transformed(colours[..., :1], self.icc, self.space)[..., :1].astype(np.float32)
        if colours.shape[2] == 1:
            colours = np.repeat(colours, 3, axis=2)
        return transformed(colours, self.icc, self.space).astype(np.float32)

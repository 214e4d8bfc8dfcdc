"""Colour profiles: which can be used, and the conversions to sRGB that reading and showing need (littleCMS)."""

from functools import lru_cache
from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageCms

from enhancer_gui.core.image import BitDepth, to_depth

_INTENT = ImageCms.Intent.RELATIVE_COLORIMETRIC
_FLAGS = ImageCms.Flags.BLACKPOINTCOMPENSATION
_MODES = {"RGB": "RGB", "GRAY": "L", "CMYK": "CMYK"}
_PROFILE_ERRORS = (ImageCms.PyCMSError, OSError, ValueError, TypeError)


@lru_cache(maxsize=32)
def profile_space(icc: bytes) -> str | None:
    """Return the colour space of a profile's device side ("RGB", "GRAY", "CMYK", ...); None for a broken one."""
    try:
        return ImageCms.ImageCmsProfile(BytesIO(icc)).profile.xcolor_space.strip()
    except _PROFILE_ERRORS:
        return None


@lru_cache(maxsize=32)
def _transform(icc: bytes) -> tuple[str, ImageCms.ImageCmsTransform] | None:
    """Return (Pillow mode, transform to 8-bit sRGB), or None where there is nothing to convert."""
    mode = _MODES.get(profile_space(icc) or "")
    if mode is None:
        return None
    try:
        profile = ImageCms.ImageCmsProfile(BytesIO(icc))
        if "sRGB" in ImageCms.getProfileDescription(profile):
            return None
        srgb = ImageCms.createProfile("sRGB")
        return mode, ImageCms.buildTransform(profile, srgb, mode, "RGB", _INTENT, _FLAGS)
    except _PROFILE_ERRORS:
        return None


def white_of(dtype: np.dtype[np.generic]) -> float:
    """Return the sample value that stands for white in uint8, uint16 or float32."""
    return {np.dtype(np.uint8): 255.0, np.dtype(np.uint16): 65535.0}.get(dtype, 1.0)


def to_8bit(samples: NDArray[np.generic]) -> NDArray[np.uint8]:
    """Return samples of any depth reduced to 8 bits, rounded."""
    if samples.dtype == np.uint8:
        return samples.astype(np.uint8, copy=False)
    if samples.dtype == np.uint16:
        return ((samples.astype(np.uint32) * 255 + 32767) // 65535).astype(np.uint8)
    return to_depth(np.nan_to_num(samples.astype(np.float32)), BitDepth.U8).astype(np.uint8, copy=False)


def to_srgb_8bit(samples: NDArray[np.generic], icc: bytes | None) -> NDArray[np.uint8]:
    """Return (H, W, 3) samples of any depth as 8-bit sRGB, for showing.

    Without a usable profile only the depth is reduced. The transform of a profile is made once.
    """
    reduced = to_8bit(samples)
    found = _transform(icc) if icc else None
    if found is None or found[0] == "CMYK" or not reduced.size:
        return reduced
    mode, transform = found
    pixels = reduced[..., 0] if mode == "L" else reduced
    shown = ImageCms.applyTransform(Image.fromarray(np.ascontiguousarray(pixels)), transform)
    assert shown is not None
    return np.array(shown)


def cmyk_to_srgb(picture: Image.Image, icc: bytes | None) -> Image.Image:
    """Return a CMYK picture as sRGB: by its profile, else by the plain formula (1 - C)(1 - K)."""
    found = _transform(icc) if icc else None
    if found is None or found[0] != "CMYK":
        return picture.convert("RGB")
    converted = ImageCms.applyTransform(picture, found[1])
    assert converted is not None
    return converted


def lab_to_srgb(picture: Image.Image) -> Image.Image:
    """Return a picture of Pillow's mode LAB (D50) as sRGB."""
    lab, srgb = ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB")
    converted = ImageCms.applyTransform(picture, ImageCms.buildTransform(lab, srgb, "LAB", "RGB", _INTENT, _FLAGS))
    assert converted is not None
    return converted

"""Colour profiles: which can be used, and the conversions to sRGB that reading and showing need (littleCMS)."""

from functools import lru_cache
from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageCms

from enhancer_gui.core.image import BitDepth, to_depth

_INTENT = ImageCms.Intent.RELATIVE_COLORIMETRIC
_FLAGS = ImageCms.Flags.BLACKPOINTCOMPENSATION
_NO_OPTIMISATION = 0x0100
"""littleCMS otherwise puts a coarse table in place of a 16-bit transform: P3 to sRGB was up to 11 of 255 off (tried
with 2.18); without the table both 16 bits and float are within 0.12 of the exact values."""

UNUSABLE_PROFILE = "The photo's colour profile is damaged; sRGB is assumed."
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


def cmyk_to_srgb_deep(inks: NDArray[np.generic], icc: bytes | None) -> NDArray[np.generic]:
    """Return (H, W, 4) inks (0 is paper) as (H, W, 3) sRGB in the same depth: by their profile, else (1 - C)(1 - K).

    littleCMS through Pillow knows 8 bits only; deeper inks go through imagecodecs, which has all of it.
    """
    if inks.dtype == np.uint8:
        return np.array(cmyk_to_srgb(Image.fromarray(np.ascontiguousarray(inks), "CMYK"), icc))
    if icc is not None and inks.dtype == np.uint16 and profile_space(icc) == "CMYK":
        return transformed(inks, icc, "cmyk")
    white = white_of(inks.dtype)
    paper = 1 - inks.astype(np.float64) / white
    depth = BitDepth.U16 if inks.dtype == np.uint16 else BitDepth.F32
    return to_depth((paper[..., :3] * paper[..., 3:]).astype(np.float32), depth)


def transformed(samples: NDArray[np.generic], icc: bytes, space: str) -> NDArray[np.generic]:
    """Return (H, W, C) samples of a profile as (H, W, 3) sRGB of the same type; float keeps what lies beyond 0..1.

    Args:
        samples: uint8, uint16 or float32; one channel for "gray", three for "rgb", four for "cmyk".
        icc: the profile of the samples.
        space: "gray", "rgb" or "cmyk".

    Raises:
        RuntimeError: littleCMS refuses the profile.
    """
    import imagecodecs

    pixels = np.ascontiguousarray(samples[..., 0] if space == "gray" else samples)
    converted: NDArray[np.generic] = imagecodecs.cms_transform(
        pixels,
        icc,
        srgb_profile(),
        colorspace=space,
        outcolorspace="rgb",
        intent=int(_INTENT),
        flags=int(_FLAGS) | _NO_OPTIMISATION,
    )
    return converted


@lru_cache(maxsize=1)
def srgb_profile() -> bytes:
    """Return an sRGB profile to embed."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def is_srgb(icc: bytes) -> bool:
    """Return whether a profile calls itself sRGB."""
    try:
        return "sRGB" in ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(BytesIO(icc)))
    except _PROFILE_ERRORS:
        return False


_D50 = (0.96422, 1.0, 0.82521)
_XYZ_TO_SRGB = np.array(
    [[3.1338561, -1.6168667, -0.4906146], [-0.9787684, 1.9161415, 0.0334540], [0.0719453, -0.2289914, 1.4052427]]
)
"""From XYZ at D50 to linear sRGB, white point adapted by Bradford's transform (B. Lindbloom, RGB/XYZ matrices)."""
_LAB_EPSILON, _LAB_KAPPA = 216 / 24389, 24389 / 27
_ROWS_AT_ONCE = 256


def lab_to_srgb_deep(lab: NDArray[np.generic], *, signed: bool) -> NDArray[np.generic]:
    """Return (H, W, 3) Lab (D50) as sRGB of the same depth, clipped to its gamut.

    Args:
        lab: uint8, uint16, or float32 (then L is 0..100 and a, b are in their own units).
        signed: a and b are stored in two's complement (TIFF's CIELAB) rather than offset (ICC, Photoshop).

    Source: CIE 15:2004; TIFF 6.0, section 23; ICC.1, section 6.3.4.
    """
    depth = {np.dtype(np.uint8): BitDepth.U8, np.dtype(np.uint16): BitDepth.U16}.get(lab.dtype, BitDepth.F32)
    result = np.empty(lab.shape, depth.dtype)
    for top in range(0, lab.shape[0], _ROWS_AT_ONCE):
        rows = slice(top, top + _ROWS_AT_ONCE)
        result[rows] = to_depth(_lab_rows(lab[rows], signed=signed), depth)
    return result


def _lab_rows(lab: NDArray[np.generic], *, signed: bool) -> NDArray[np.float32]:
    if lab.dtype == np.uint8:
        offset = lab.view(np.int8)[..., 1:].astype(np.float64) if signed else lab[..., 1:].astype(np.float64) - 128
        light = lab[..., 0].astype(np.float64) * (100 / 255)
    elif lab.dtype == np.uint16:
        wide = lab.view(np.int16)[..., 1:] if signed else lab[..., 1:].astype(np.float64) - 32768
        light, offset = lab[..., 0].astype(np.float64) * (100 / 65535), wide.astype(np.float64) / 256
    else:
        light, offset = lab[..., 0].astype(np.float64), lab[..., 1:].astype(np.float64)
    y = (light + 16) / 116
    axes = np.stack([y + offset[..., 0] / 500, y, y - offset[..., 1] / 200], axis=-1)
    xyz = np.where(axes**3 > _LAB_EPSILON, axes**3, (116 * axes - 16) / _LAB_KAPPA) * _D50
    return encoded_srgb(np.clip(xyz @ _XYZ_TO_SRGB.T, 0, 1))


def encoded_srgb(linear: NDArray[np.floating]) -> NDArray[np.float32]:
    """Return linear light (1.0 is white) with sRGB's curve applied, continued beyond white and mirrored below black."""
    size = np.abs(linear)
    curved = np.where(size <= 0.0031308, size * 12.92, 1.055 * size ** (1 / 2.4) - 0.055)
    encoded: NDArray[np.float32] = np.copysign(curved, linear).astype(np.float32)
    return encoded

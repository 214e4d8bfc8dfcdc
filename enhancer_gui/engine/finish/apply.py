"""A region of the native result with its finish, from stored pixels to what is seen."""

import math
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from enhancer_gui.core.geometry import Region
from enhancer_gui.core.image import Image
from enhancer_gui.core.masks import NO_MASKS
from enhancer_gui.core.recipe import Finish
from enhancer_gui.engine.alpha import enlarge_photo
from enhancer_gui.engine.evidence import correction, evidence_context_px
from enhancer_gui.engine.finish.faces import keep_faces
from enhancer_gui.engine.finish.facts import facts_of
from enhancer_gui.engine.finish.grain import grain
from enhancer_gui.engine.masks import NO_LIMITS, Limits, guarded
from enhancer_gui.engine.resample import Kernel, Reader, resample_region
from enhancer_gui.engine.sharpness import cell_px
from enhancer_gui.engine.tones import repair

_LUMA = np.array([0.299, 0.587, 0.114], np.float32)
_COARSE_SIGMA = 2.0
"""Between coarse and fine, in photo pixels: noise and texture below, blotches, shading and colour above."""
_BAND_SIGMA, _ENERGY_SIGMA = 3.0, 2.0
"""Of the guard, in photo pixels: what counts as detail, and over which neighbourhood its energy is compared. Of 1 to 4
each, these leave a background of discs nearest to what it was after deblurring."""
_ENERGY_FLOOR = (0.5 / 255) ** 2
_MOST_SHARPENING = 1.5
"""Amount of an unsharp mask that the slider's end stands for."""


def context_px(finish: Finish, scale: int) -> int:
    """Return how many pixels of the native result around a region its finish depends on."""
    halo = 0
    if finish.coarse != finish.fine:
        halo += _radius(_COARSE_SIGMA * scale)
    if finish.guard:
        halo += _radius(_BAND_SIGMA * scale) + _radius(_ENERGY_SIGMA * scale)
    if finish.sharpen:
        halo += _radius(finish.sharpen_radius)
    return halo + evidence_context_px(finish) * scale


def finish_region(
    read: Reader, region: Region, image: Image, scale: int, finish: Finish, limits: Limits = NO_LIMITS
) -> NDArray[np.float32]:
    """Return a region of the native result with the finish applied, where the masks let it.

    Args:
        read: returns the stored pixels of a region inside the native result as float32 (h, w, C); called once.
        region: in pixels of the native result.
        image: the photo, which the result is mixed with and compared to.
        scale: native size over photo size.
        finish: what to apply.
        limits: where; outside the mask of the result the enlarged photo is left.

    Shape:
        Returns float32 (region.height, region.width, C); a fourth channel is alpha, which stays. Not clipped.
    """
    if finish == Finish() and limits.masks == NO_MASKS:
        return read(region)
    bounds = Region(0, 0, image.width * scale, image.height * scale)
    whole = region.grown(context_px(finish, scale)).aligned(scale).intersection(bounds)
    stored = _limited_step(read(whole), whole, image, scale, limits)
    own = context_px(finish, scale) - evidence_context_px(finish) * scale
    outer = region.grown(own).intersection(bounds)

    def part(wanted: Region) -> NDArray[np.float32]:
        return stored[wanted.relative_to(whole).slices()]

    rgb = part(outer)[:, :, :3]
    if finish.evidence or finish.colour_lock:
        rgb = rgb + correction(part, outer, image, scale, finish)
    protected = protection(outer, image, scale, finish, limits) if finish.guard else None
    rgb = _mixed(rgb, outer, image, scale, finish, protected)
    if finish.sharpen:
        rgb = _sharpened(rgb, finish, protected)
    rgb = keep_faces(rgb, outer, image, scale, finish.faces)
    result = part(region).copy()
    rgb = rgb[region.relative_to(outer).slices()]
    if finish.fading or finish.balance:
        rgb = repair(facts_of(image).tones, finish.fading, finish.balance)(rgb)
    if finish.grain:
        rgb = rgb + grain(rgb, region, scale, finish.grain * facts_of(image).noise)
    if (mask := limits.masks.result) is not None:
        rgb = _limited(rgb, limits.pictures.values(mask, *_sizes(image, scale), region), region, image, scale)
    result[:, :, :3] = rgb
    return result


def _limited_step(
    stored: NDArray[np.float32], region: Region, image: Image, scale: int, limits: Limits
) -> NDArray[np.float32]:
    """Return stored pixels with the models' work only where the mask of their step lets it."""
    if (mask := limits.masks.step) is None:
        return stored
    share = limits.pictures.values(mask, *_sizes(image, scale), region)
    limited = stored.copy()
    limited[:, :, :3] = _limited(stored[:, :, :3], share, region, image, scale)
    return limited


def _limited(
    rgb: NDArray[np.float32], share: NDArray[np.float32], region: Region, image: Image, scale: int
) -> NDArray[np.float32]:
    """Return the mix of the enlarged photo (0) and a picture (1)."""
    if share.min() == 1:
        return rgb
    original = enlarge_photo(image, scale, region)
    return np.asarray(original + share[..., None] * (rgb - original), dtype=np.float32)


def _sizes(image: Image, scale: int) -> tuple[tuple[int, int], tuple[int, int]]:
    return (image.width, image.height), (image.width * scale, image.height * scale)


def _mixed(
    rgb: NDArray[np.float32],
    region: Region,
    image: Image,
    scale: int,
    finish: Finish,
    protected: NDArray[np.float32] | None,
) -> NDArray[np.float32]:
    """Return the mix of the enlarged photo and the result that strengths and guard ask for."""
    shares = finish.strength, finish.luminance, finish.colour, finish.coarse, finish.fine
    if protected is None and all(share == 1 for share in shares):
        return rgb
    original = enlarge_photo(image, scale, region)
    change = rgb - original
    if protected is not None:
        change -= _grown_detail(change, original, scale) * protected[..., None]
    if finish.coarse != finish.fine:
        coarse = _blurred(change, _COARSE_SIGMA * scale)
        change = np.float32(finish.fine) * change + np.float32(finish.coarse - finish.fine) * coarse
    else:
        change = np.float32(finish.fine) * change
    if finish.luminance != finish.colour:
        light = (change @ _LUMA)[..., None]
        change = np.float32(finish.colour) * change + np.float32(finish.luminance - finish.colour) * light
    else:
        change = np.float32(finish.colour) * change
    return np.asarray(original + np.float32(finish.strength) * change)


def _grown_detail(change: NDArray[np.float32], original: NDArray[np.float32], scale: int) -> NDArray[np.float32]:
    """Return the detail that the result has beyond the photo's, which has no place where the photo is out of focus.

    Detail may shrink there, as noise does when it is cleaned, but not grow: intended blur stays as it is.
    """
    before = original - _blurred(original, _BAND_SIGMA * scale)
    after = before + change - _blurred(change, _BAND_SIGMA * scale)
    energy_before, energy_after = (
        _blurred((band * band).mean(axis=2), _ENERGY_SIGMA * scale) + np.float32(_ENERGY_FLOOR)
        for band in (before, after)
    )
    kept = np.minimum(1, np.sqrt(energy_before / energy_after))
    return np.asarray(after * (1 - kept)[..., None], dtype=np.float32)


def _sharpened(rgb: NDArray[np.float32], finish: Finish, protected: NDArray[np.float32] | None) -> NDArray[np.float32]:
    """Return the picture with an unsharp mask on its luma, which makes no coloured fringes; guarded like the rest."""
    light = rgb @ _LUMA
    detail = np.float32(_MOST_SHARPENING * finish.sharpen) * (light - _blurred(light, finish.sharpen_radius))
    if protected is not None:
        detail = detail * (1 - protected)
    return np.asarray(rgb + detail[..., None])


def protection(region: Region, image: Image, scale: int, finish: Finish, limits: Limits) -> NDArray[np.float32]:
    """Return how strongly a region of the native result is kept from gaining detail, 0..1. Shape: (h, w)."""
    blurred = 1 - sharpness_of(region, image, scale)
    if (mask := limits.masks.guard) is not None:
        painted = limits.pictures.values(replace(mask, inverted=False), *_sizes(image, scale), region)
        blurred = guarded(blurred, painted, inverted=mask.inverted)
    return np.asarray(np.float32(finish.guard) * blurred, dtype=np.float32)


def sharpness_of(region: Region, image: Image, scale: int) -> NDArray[np.float32]:
    """Return how sharp the photo is under a region of the native result: 1 in focus, 0 out of it. Shape: (h, w)."""
    cells = facts_of(image).sharpness[..., None]
    size, side = (cells.shape[1], cells.shape[0]), cell_px(image.height, image.width) * scale
    covered = size[0] * side, size[1] * side
    shares = resample_region(lambda part: cells[part.slices()], size, covered, region, Kernel.BICUBIC)
    return np.clip(shares[:, :, 0], 0, 1)


def _blurred(values: NDArray[np.float32], sigma: float) -> NDArray[np.float32]:
    side = 2 * _radius(sigma) + 1
    return np.asarray(cv2.GaussianBlur(values, (side, side), sigma, borderType=cv2.BORDER_REFLECT_101))


def _radius(sigma: float) -> int:
    return math.ceil(3 * sigma)

"""Transparency: enlarged with its edges, and kept from tinting what is visible.

Colours under fully transparent pixels are arbitrary, mostly black. A network or a kernel that reaches over the
edge would draw them into the visible side as a dark seam. So before anything is enlarged, the visible colours are
spread some way into what is transparent; files that are only copied keep what lies hidden.
"""

import numpy as np
from numpy.typing import NDArray

from enhancer_gui.core.geometry import Region
from enhancer_gui.core.image import Image, to_float
from enhancer_gui.engine.resample import Kernel, Reader, enlarge_region, resample_region
from enhancer_gui.engine.tiling import read_reflected

REACH_PX = 12
"""How far visible colours are spread: beyond what kernels (3 px) and the weight of a network's halo reach."""

_MARGIN_PX = 4
"""Source pixels around a region that its enlargement by a kernel may look at."""
_NOTHING = 1e-6
_STEADY = 0.25
"""Below this visibility the negative lobes of a sharp kernel leave too little to divide by: a soft one is used."""


def spread(colours: NDArray[np.float32], alpha: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return colours with those of fully transparent pixels replaced by their visible neighbours' mean.

    Pixels farther than `REACH_PX` from anything visible keep what they have.

    Shape:
        colours: (h, w, C); alpha: (h, w). Returns (h, w, C).
    """
    known = alpha > 0
    if known.all() or not known.any():
        return colours
    result = colours.copy()
    for _ in range(REACH_PX):
        count = _ring_sum(known.astype(np.float32)[..., None])[..., 0]
        new = ~known & (count > 0)
        if not new.any():
            break
        total = _ring_sum(np.where(known[..., None], result, 0))
        result[new] = total[new] / count[new][:, None]
        known |= new
    return result


def _ring_sum(values: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return for each pixel the sum over itself and its eight neighbours; nothing lies beyond the edges."""
    padded = np.pad(values, ((1, 1), (1, 1), (0, 0)))
    rows = padded[:-2] + padded[1:-1] + padded[2:]
    summed: NDArray[np.float32] = rows[:, :-2] + rows[:, 1:-1] + rows[:, 2:]
    return summed


def read_spread(image: Image, region: Region) -> NDArray[np.float32]:
    """Return a region of a photo as `read_reflected` does, visible colours spread into what is transparent."""
    if image.alpha is None:
        return read_reflected(image.samples, region)
    outer = region.grown(REACH_PX)
    alpha = read_reflected(image.alpha, outer)
    inner = region.relative_to(outer).slices()
    if (alpha > 0).all():
        return read_reflected(image.samples, region)
    return spread(read_reflected(image.samples, outer), alpha)[inner]


def enlarge_photo(image: Image, scale: int, region: Region) -> NDArray[np.float32]:
    """Return a region of a photo's colours enlarged as `enlarge_region` does, without what is hidden seeping in."""
    if image.alpha is None or scale == 1:
        return enlarge_region(image.samples, scale, region)
    return resample_region(
        lambda part: read_spread(image, part),
        (image.width, image.height),
        (image.width * scale, image.height * scale),
        region,
        Kernel.BICUBIC,
    )


def is_even(alpha: NDArray[np.generic], core: Region) -> bool:
    """Return whether transparency is the same all over a region and next to it."""
    near = _near(alpha, core)
    return bool((near == near.flat[0]).all())


def within_neighbours(
    enlarged: NDArray[np.float32], alpha: NDArray[np.generic], core: Region, scale: int
) -> NDArray[np.float32]:
    """Return enlarged transparency held between the least and the greatest of each source pixel's neighbourhood.

    What sharpens an edge also overshoots beside it: a rim of half visible pixels, a halo. The neighbourhood is 3 x 3.

    Shape:
        enlarged: (core.height · scale, core.width · scale); alpha: (H, W) of the photo. Returns as `enlarged`.
    """
    around = read_reflected(alpha, core.grown(1))
    windows = [around[y : y + core.height, x : x + core.width] for y in range(3) for x in range(3)]
    least, greatest = np.minimum.reduce(windows), np.maximum.reduce(windows)
    return np.clip(enlarged, _blown_up(least, scale), _blown_up(greatest, scale))


def enlarge_alpha(alpha: NDArray[np.generic], scale: int, core: Region) -> NDArray[np.float32]:
    """Return the transparency of a region of the source, enlarged by interpolation and without a halo.

    Shape:
        alpha: (H, W), any depth. Returns float32 (core.height · scale, core.width · scale).
    """
    if scale == 1:
        return to_float(alpha[core.slices()])
    enlarged = enlarge_region(alpha[..., None], scale, core.scaled(scale))[..., 0]
    return within_neighbours(enlarged, alpha, core, scale)


def _near(alpha: NDArray[np.generic], core: Region) -> NDArray[np.generic]:
    bounds = Region(0, 0, alpha.shape[1], alpha.shape[0])
    near: NDArray[np.generic] = alpha[core.grown(_MARGIN_PX).intersection(bounds).slices()]
    return near


def _blown_up(values: NDArray[np.float32], scale: int) -> NDArray[np.float32]:
    return values.repeat(scale, axis=0).repeat(scale, axis=1)


def resample_visible(
    read: Reader, source_size: tuple[int, int], target_size: tuple[int, int], region: Region
) -> NDArray[np.float32]:
    """Return a region of a picture with transparency resampled: each colour counts as much as it is visible.

    Colours are multiplied by alpha, resampled (Lanczos) and divided again; alpha itself is resampled without negative
    lobes, which would leave a rim. Arguments as `resample_region`; pixels have their alpha as the last channel.
    """

    def multiplied(part: Region) -> NDArray[np.float32]:
        pixels = read(part)
        alpha = pixels[..., -1:]
        return np.concatenate([pixels[..., :-1] * alpha, pixels], axis=2)

    smooth = resample_region(multiplied, source_size, target_size, region, Kernel.LANCZOS)
    positive = resample_region(multiplied, source_size, target_size, region, Kernel.BILINEAR)
    count = smooth.shape[2] // 2
    weight, alpha = smooth[..., -1:], positive[..., -1:]
    colours = np.where(
        weight > _STEADY,
        smooth[..., :count] / np.maximum(weight, _STEADY),
        np.where(alpha > _NOTHING, positive[..., :count] / np.maximum(alpha, _NOTHING), positive[..., count:-1]),
    )
    return np.concatenate([colours, np.clip(alpha, 0, 1)], axis=2).astype(np.float32)

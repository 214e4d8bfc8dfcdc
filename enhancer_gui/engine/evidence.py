"""What the photo proves: the result reduced to the photo's size must be the photo.

Whatever a network invents, its low frequencies can be checked: reduced like a camera or a program would have reduced
it (antialiased bicubic, as the networks were trained), the result has to give the photo back.
"""

from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from enhancer_gui.core.geometry import Region
from enhancer_gui.core.image import Image
from enhancer_gui.core.recipe import Finish
from enhancer_gui.engine.alpha import read_spread
from enhancer_gui.engine.resample import Kernel, Reader, resample_region

_PASSES = 4
"""Rounds of back-projection: what is left of the contradiction after four is below a tenth (measured at 2x and 4x)."""
_FILTER_PX = 4
"""Radius in photo pixels beyond which enlarging and reducing moves nothing."""
_LOCK_SIGMA_PX = 4.0
"""Colours that change more slowly than this many photo pixels are locked; finer ones are the network's to sharpen."""
_LOCK_PX = 12
_ENLARGING_PX = 4
_REDUCING_PX = 4


def evidence_context_px(finish: Finish) -> int:
    """Return how many photo pixels around a region its correction depends on."""
    if not finish.evidence and not finish.colour_lock:
        return 0
    filtering = (_PASSES * _FILTER_PX if finish.evidence else 0) + (_LOCK_PX if finish.colour_lock else 0)
    return _ENLARGING_PX + filtering + _FILTER_PX + _REDUCING_PX


def reduced(read: Reader, scale: int, image: Image, region: Region) -> NDArray[np.float32]:
    """Return a region of the result reduced to the photo's size.

    Args:
        read: returns a region of the native result, float32 (h, w, C).
        scale: native size over photo size.
        image: the photo.
        region: in photo pixels.

    Shape:
        Returns float32 (region.height, region.width, 3).
    """
    if scale == 1:
        return read(region)[:, :, :3]
    native = image.width * scale, image.height * scale
    return resample_region(
        lambda part: read(part)[:, :, :3], native, (image.width, image.height), region, Kernel.BICUBIC
    )


def correction(read: Reader, region: Region, image: Image, scale: int, finish: Finish) -> NDArray[np.float32]:
    """Return what must be added to a region of the native result to pull it back to the evidence.

    The contradiction between the photo and the reduced result is enlarged and added, again and again; since enlarging
    and reducing is a fixed filter, all rounds but the last are done at the photo's size.

    Source: Irani and Peleg, "Improving resolution by image registration", 1991.

    Args:
        read: returns a region of the native result; called once.
        region: in pixels of the native result.
        image: the photo.
        scale: native size over photo size.
        finish: how far to pull.

    Shape:
        Returns float32 (region.height, region.width, 3).
    """
    size = image.width, image.height
    outer = region.aligned(scale)
    wanted = Region(outer.x // scale, outer.y // scale, outer.width // scale, outer.height // scale)
    around = wanted.grown(evidence_context_px(finish) - _REDUCING_PX).intersection(image.bounds)
    contradiction = read_spread(image, around) - reduced(read, scale, image, around)
    change = np.zeros_like(contradiction)
    if finish.colour_lock:
        side = 2 * _LOCK_PX + 1
        slow = cv2.GaussianBlur(contradiction, (side, side), _LOCK_SIGMA_PX, borderType=cv2.BORDER_REFLECT_101)
        change += np.float32(finish.colour_lock) * np.asarray(slow)
    if finish.evidence:
        target = contradiction - _there_and_back(change, scale)
        pulled = np.zeros_like(change)
        for _ in range(_PASSES):
            pulled += target - _there_and_back(pulled, scale)
        change += np.float32(finish.evidence) * pulled
    if scale == 1:
        return change[region.relative_to(around).slices()]
    native = image.width * scale, image.height * scale
    return resample_region(lambda part: change[part.relative_to(around).slices()], size, native, region, Kernel.BICUBIC)


def _there_and_back(values: NDArray[np.float32], scale: int) -> NDArray[np.float32]:
    """Return what enlarging and reducing again leaves of a picture at the photo's size."""
    if scale == 1:
        return values
    kernel = _filter(scale)
    return np.asarray(cv2.sepFilter2D(values, -1, kernel, kernel, borderType=cv2.BORDER_REPLICATE), dtype=np.float32)


@lru_cache(maxsize=8)
def _filter(scale: int) -> NDArray[np.float32]:
    """Return the one-dimensional response of enlarging and reducing to a single bright pixel, 9 values."""
    side = 4 * _FILTER_PX + 1
    dot = np.zeros((1, side, 1), np.float32)
    dot[0, side // 2] = 1
    size, native = (side, 1), (side * scale, scale)
    large = resample_region(lambda part: dot[part.slices()], size, native, Region(0, 0, *native), Kernel.BICUBIC)
    small = resample_region(lambda part: large[part.slices()], native, size, Region(0, 0, *size), Kernel.BICUBIC)
    response = small[0, side // 2 - _FILTER_PX : side // 2 + _FILTER_PX + 1, 0]
    return np.ascontiguousarray(response / response.sum())

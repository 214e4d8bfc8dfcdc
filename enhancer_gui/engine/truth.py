"""The truth meter: what of a result the photo confirms, and where it does not."""

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from enhancer_gui.core.geometry import Region
from enhancer_gui.core.image import Image, to_float
from enhancer_gui.core.recipe import Finish
from enhancer_gui.core.truth import Truth
from enhancer_gui.engine.evidence import reduced
from enhancer_gui.engine.finish import finish_region
from enhancer_gui.engine.masks import NO_LIMITS, Limits
from enhancer_gui.engine.metrics.colour import ciede2000
from enhancer_gui.engine.resample import Kernel, Reader, resample_region

_BLOCK_PX = 48
_MOST_BLOCKS = 48
"""A hundred thousand photo pixels, spread evenly: their mean is within 0.1 dB of the whole on photos tried."""
_AROUND_PX = 4


def measure_truth(
    read: Reader,
    is_ready: Callable[[Region], bool],
    image: Image,
    scale: int,
    finish: Finish,
    limits: Limits = NO_LIMITS,
) -> Truth | None:
    """Return how far a result agrees with its photo, from blocks spread over what is computed; None where nothing is.

    Grain and the repair of tones are left out: they are asked for, not invented. So is what is transparent: a file
    may hold any colour there, the result holds its surroundings', and nobody sees either.

    Args:
        read: returns stored pixels of the native result.
        is_ready: tells whether a region of the native result is computed.
        image: the photo.
        scale: native size over photo size.
        finish: with which the result is shown.
        limits: with which it is shown.
    """
    side_x, side_y = min(_BLOCK_PX, image.width), min(_BLOCK_PX, image.height)
    places = [
        Region(x, y, side_x, side_y)
        for y in range(0, image.height - side_y + 1, side_y)
        for x in range(0, image.width - side_x + 1, side_x)
    ]
    ready = [place for place in places if is_ready(place.scaled(scale))]
    if not ready:
        return None
    step = max(1, round(len(ready) / _MOST_BLOCKS))
    squares, colours, weight = 0.0, 0.0, 0.0
    for place in ready[step // 2 :: step]:
        result, photo = _pair(read, place, image, scale, finish, limits)
        seen = _seen(image, place)
        squares += float(np.sum(((result - photo) ** 2).mean(axis=2) * seen, dtype=np.float64))
        colours += float(np.sum(ciede2000(result, photo) * seen, dtype=np.float64))
        weight += float(np.sum(seen, dtype=np.float64))
    if weight == 0:
        return None
    mse = squares / weight
    psnr = math.inf if mse == 0 else -10 * math.log10(mse)
    return Truth(math.sqrt(mse), psnr, colours / weight, len(ready) / len(places))


def contradiction(
    read: Reader, region: Region, image: Image, scale: int, finish: Finish, limits: Limits = NO_LIMITS
) -> NDArray[np.float32]:
    """Return how much the photo contradicts a region of the native result, in CIEDE2000.

    Shape:
        Returns float32 (region.height, region.width).
    """
    outer = region.aligned(scale)
    wanted = Region(outer.x // scale, outer.y // scale, outer.width // scale, outer.height // scale)
    around = wanted.grown(_AROUND_PX).intersection(image.bounds)
    result, photo = _pair(read, around, image, scale, finish, limits)
    differences = (ciede2000(result, photo) * _seen(image, around))[..., None]
    size, native = (image.width, image.height), (image.width * scale, image.height * scale)
    large = resample_region(
        lambda part: differences[part.relative_to(around).slices()], size, native, region, Kernel.BICUBIC
    )
    return np.maximum(large[:, :, 0], 0)


def _seen(image: Image, place: Region) -> NDArray[np.float32]:
    """Return how much each photo pixel counts, (h, w): as much as it covers."""
    if image.alpha is None:
        return np.ones((place.height, place.width), dtype=np.float32)
    return to_float(image.alpha[place.slices()])


def _pair(
    read: Reader, place: Region, image: Image, scale: int, finish: Finish, limits: Limits
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return the finished result reduced, and the photo, at a place in photo pixels."""
    plain = replace(finish, grain=0.0, fading=0.0, balance=0.0)
    small = reduced(lambda part: finish_region(read, part, image, scale, plain, limits), scale, image, place)
    return np.clip(small, 0, 1), np.clip(to_float(image.samples[place.slices()]), 0, 1)

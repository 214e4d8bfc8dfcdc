"""Making pictures smaller and larger, with and without care."""

from collections.abc import Mapping
from types import MappingProxyType

import cv2
import numpy as np
from numpy.typing import NDArray

from enhancer_gui.engine.degrade.vocabulary import Pixels, Rng

# Real-ESRGAN draws one of these for every resize; bilinear and bicubic are not antialiased, as in careless software.
INTERPOLATIONS: Mapping[str, int] = MappingProxyType(
    {"area": cv2.INTER_AREA, "bilinear": cv2.INTER_LINEAR, "bicubic": cv2.INTER_CUBIC}
)


def downsample_bicubic(image: NDArray[np.uint8], scale: int) -> NDArray[np.uint8]:
    """Return the picture 1/scale the size by antialiased bicubic (a = -0.5), rounded to 8 bits.

    This is the LR of every classical benchmark: the kernel widened by `scale`, edges mirrored, and exact
    arithmetic before the one rounding (MATLAB imresize). Pillow's BICUBIC is the same kernel in 8-bit fixed
    point, rounded after each direction, with the kernel cut at the edges: 0.003 dB less on Set5 at 2x.

    Shape:
        image: (H, W, 3) or (H, W), H and W multiples of scale.
    """
    offsets = np.arange(-2 * scale, 3 * scale)
    taps = _bicubic(((scale - 1) / 2 - offsets) / scale)
    taps /= taps.sum()
    reduced = image.astype(np.float64)
    for axis in (0, 1):
        margins = [(2 * scale, 2 * scale) if each == axis else (0, 0) for each in range(image.ndim)]
        padded = np.pad(reduced, margins, mode="symmetric")
        reduced = np.zeros([side // scale if each == axis else side for each, side in enumerate(reduced.shape)])
        for start, tap in enumerate(taps):
            if tap:
                reduced += tap * padded[_every(scale, start, image.shape[axis], axis)]
    return np.floor(np.clip(reduced, 0, 255) + 0.5).astype(np.uint8)


def _every(step: int, start: int, length: int, axis: int) -> tuple[slice, ...]:
    """Return the index of every `step`-th line of an axis, `length` / `step` of them."""
    return (*(slice(None),) * axis, slice(start, start + length, step))


def _bicubic(x: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return Keys' cubic convolution kernel with a = -0.5 (1981, equation 15)."""
    x = np.abs(x)
    near, far = (1.5 * x - 2.5) * x**2 + 1, ((-0.5 * x + 2.5) * x - 4) * x + 2
    return np.where(x <= 1, near, np.where(x < 2, far, 0.0))


def resize_carelessly(image: Pixels, height: int, width: int, rng: Rng) -> Pixels:
    """Return the picture at another size by area, bilinear or bicubic interpolation, each as likely.

    Shape:
        Returns (height, width, C); bicubic may overshoot 0..1.
    """
    interpolation = list(INTERPOLATIONS.values())[int(rng.integers(len(INTERPOLATIONS)))]
    if image.shape[:2] == (height, width):
        return image
    return np.asarray(cv2.resize(image, (width, height), interpolation=interpolation))

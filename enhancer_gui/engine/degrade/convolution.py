"""Convolution with kernels of any shape, fast at the sizes that blur has."""

from collections.abc import Callable
from itertools import product

import cv2
import numpy as np

from enhancer_gui.engine.degrade.vocabulary import Pixels

# OpenCV filters directly up to 11x11 and by a Fourier transform above, which is 20 times as slow on a crop:
# 0.6 ms for 11x11 and 12 ms for 13x13 on 256x256x3 (OpenCV 5.0, one core).
_BLOCK = 11
_MOST_BLOCKS = 20
_NEGLIGIBLE = 1e-7


def convolve(image: Pixels, kernel: Pixels) -> Pixels:
    """Return the picture convolved with a centred kernel, edges reflected, the same shape.

    Kernels that are a column times a row are applied as such. Other large ones are cut into blocks of at most 11x11;
    blocks of zeros, of which the path of a camera leaves many, cost nothing.

    Shape:
        image: (H, W) or (H, W, C). kernel: (K, L), K and L odd.
    """
    weights = np.ascontiguousarray(kernel[::-1, ::-1], dtype=np.float32)
    rows, columns = weights.shape
    column, row = weights[:, columns // 2], weights[rows // 2]
    centre = float(row[columns // 2])
    if centre > 0 and np.abs(np.outer(column, row) / centre - weights).max() < _NEGLIGIBLE:
        return np.asarray(cv2.sepFilter2D(image, -1, row, column / centre, borderType=cv2.BORDER_REFLECT_101))
    blocks = [
        (y, x)
        for y, x in product(range(0, rows, _BLOCK), range(0, columns, _BLOCK))
        if np.abs(weights[y : y + _BLOCK, x : x + _BLOCK]).max() > _NEGLIGIBLE
    ]
    if max(rows, columns) <= _BLOCK or len(blocks) > _MOST_BLOCKS:
        return np.asarray(cv2.filter2D(image, -1, weights, borderType=cv2.BORDER_REFLECT_101))
    height, width = image.shape[:2]
    up, left = rows // 2, columns // 2
    padded = cv2.copyMakeBorder(image, up, rows - 1 - up, left, columns - 1 - left, cv2.BORDER_REFLECT_101)
    total = np.zeros_like(image)
    for y, x in blocks:
        block = weights[y : y + _BLOCK, x : x + _BLOCK]
        part = padded[y : y + height + block.shape[0] - 1, x : x + width + block.shape[1] - 1]
        total += cv2.filter2D(part, -1, block, anchor=(0, 0))[:height, :width]
    return total


def trimmed(kernel: Pixels, loss: float = 1e-3) -> Pixels:
    """Return the smallest centred part of a non-negative kernel that holds all but `loss` of its weight, summing to 1.

    Shape:
        kernel: (K, K), K odd. Returns (L, L), L odd, L <= K.
    """
    half = kernel.shape[0] // 2
    total = float(kernel.sum())
    for keep in range(half):
        part = kernel[half - keep : half + keep + 1, half - keep : half + keep + 1]
        if float(part.sum()) >= (1 - loss) * total:
            return np.asarray(part / part.sum(), dtype=np.float32)
    return np.asarray(kernel / total, dtype=np.float32)


def in_light(image: Pixels, blur: Callable[[Pixels], Pixels], *, linear: bool) -> Pixels:
    """Return the picture blurred as encoded values or, when `linear`, as light (gamma 2.2), as a sensor sums it."""
    if not linear:
        return blur(image)
    light = blur(np.power(np.clip(image, 0, 1), np.float32(2.2)))
    return np.power(np.clip(light, 0, 1), np.float32(1 / 2.2))

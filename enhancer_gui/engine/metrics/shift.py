"""Blur pairs of real camera shake are registered only to a few pixels: they are compared where they fit best."""

import math
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from enhancer_gui.engine.metrics.fidelity import luma_601, psnr

_T = TypeVar("_T", bound=np.generic)


def best_shift(
    result: NDArray[_T], truth: NDArray[np.uint8], *, max_shift: int
) -> tuple[NDArray[_T], NDArray[np.uint8]]:
    """Return the part of a result that fits the inner part of the truth best, and that inner part.

    Source: the search over integer shifts of at most `max_shift` pixels for the best luma PSNR is the
    protocol of Levin et al., "Understanding and evaluating blind deconvolution algorithms", 2009.
    """
    height, width = truth.shape[:2]
    inner = slice(max_shift, height - max_shift), slice(max_shift, width - max_shift)
    luma, luma_truth = luma_601(result), luma_601(truth)[inner]
    best, place = -math.inf, inner
    for dy in range(2 * max_shift + 1):
        for dx in range(2 * max_shift + 1):
            window = slice(dy, dy + luma_truth.shape[0]), slice(dx, dx + luma_truth.shape[1])
            fit = psnr(luma[window], luma_truth)
            if fit > best:
                best, place = fit, window
    return result[place], truth[inner]

"""Telling a result from no picture at all: a driver or a number format that fails returns black, or not-a-number."""

import numpy as np
from numpy.typing import NDArray

_DEAD_INPUT_SPREAD = 0.02
"""Standard deviation (of 1.0) above which an input counts as textured: five 8-bit steps."""
_DEAD_OUTPUT_SPREAD = 0.1
"""A living result keeps at least this share of its input's spread; a black one keeps none."""
_DEAD_DRIFT = 0.05
"""How far the mean of a flat result may lie from its input's, when all that went was noise."""
_COARSE_PX = 16
"""Side of the blocks whose means tell a picture from noise: noise of sigma 50 averages to three 8-bit steps."""


def is_dead(result: NDArray[np.float32], source: NDArray[np.float32]) -> bool:
    """Return whether a result is no picture: not finite, or flat although its source shows something.

    A flat result of a noisy sky is alive: there the source's block means are flat too, and equal to the result's.
    """
    if not np.isfinite(result).all():
        return True
    spread = float(source.std())
    if spread <= _DEAD_INPUT_SPREAD or float(result.std()) >= _DEAD_OUTPUT_SPREAD * spread:
        return False
    drift = abs(float(result.mean()) - float(source.mean()))
    return drift > _DEAD_DRIFT or float(_block_means(source).std()) > _DEAD_INPUT_SPREAD


def _block_means(values: NDArray[np.float32]) -> NDArray[np.float32]:
    rows, columns = (side // _COARSE_PX for side in values.shape[:2])
    blocks = values[: rows * _COARSE_PX, : columns * _COARSE_PX].mean(axis=2)
    if not blocks.size:
        return np.zeros(1, dtype=np.float32)
    means: NDArray[np.float32] = blocks.reshape(rows, _COARSE_PX, columns, _COARSE_PX).mean(axis=(1, 3))
    return means

"""Smooth random fields: depth, and the unevenness in everything that ages."""

import cv2
import numpy as np

from enhancer_gui.engine.degrade.vocabulary import Pixels, Rng


def smooth_noise(height: int, width: int, cell_px: float, rng: Rng) -> Pixels:
    """Return noise that changes over about `cell_px` pixels, mean 0 and deviation about 0.7. Shape: (height, width)."""
    grid = _grid(2 + int(height / cell_px), 2 + int(width / cell_px), rng)
    return np.asarray(cv2.resize(grid, (width, height), interpolation=cv2.INTER_CUBIC))


def rough_noise(height: int, width: int, cell_px: float, rng: Rng) -> Pixels:
    """Return noise with detail from `cell_px` down to a quarter of it, deviation about 0.8. Shape: (height, width)."""
    rows, columns = 2 + int(height / cell_px), 2 + int(width / cell_px)
    field = _grid(rows, columns, rng)
    for finer, weight in ((2, 0.6), (4, 0.4)):
        larger = cv2.resize(field, (columns * finer, rows * finer), interpolation=cv2.INTER_CUBIC)
        field = np.asarray(larger + np.float32(weight) * _grid(rows * finer, columns * finer, rng))
    return np.asarray(cv2.resize(field, (width, height), interpolation=cv2.INTER_CUBIC))


def crops_in(height: int, width: int) -> float:
    """Return how many crops of 256 by 256 pixels make this area: what is counted is counted for one of them."""
    return height * width / 256**2


def spread(plane: Pixels) -> Pixels:
    """Return a plane repeated for three channels, which multiplies faster than broadcasting. Shape: (H, W, 3)."""
    return np.asarray(cv2.merge((plane, plane, plane)))


def _grid(rows: int, columns: int, rng: Rng) -> Pixels:
    """Return independent values of mean 0 and deviation 1, from bytes: ten times as fast as normal ones."""
    values = np.frombuffer(rng.bytes(rows * columns), dtype=np.uint8).astype(np.float32)
    return (values.reshape(rows, columns) - np.float32(127.5)) * np.float32(1 / 73.9)

"""Which small part of a photo tells most of what an enhancement does to it."""

import cv2
import numpy as np
from numpy.typing import NDArray

from enhancer_gui.core.geometry import Region
from enhancer_gui.core.image import to_float

_MOST_CELLS = 96
"""Along the long side; in a photo with more, only every second, third, ... cell is looked at."""
_EDGE = 0.15
"""Difference of neighbours, of 0..1, beyond which an edge counts no more: one hard edge is less than much texture."""
_EDGE_LOSS = 0.4
"""How much less the border counts than the middle, where the subject is."""


def telling_place(samples: NDArray[np.generic], width_px: int, height_px: int) -> Region:
    """Return the part of a photo, at most (width_px, height_px), with the most detail, the middle preferred.

    Shape:
        samples: (H, W, 3), any depth.
    """
    height, width = samples.shape[:2]
    across, down = max(1, width // width_px), max(1, height // height_px)
    step = -(-max(across, down) // _MOST_CELLS)
    best, place = -1.0, Region(0, 0, min(width_px, width), min(height_px, height))
    for row in range(0, down, step):
        for column in range(0, across, step):
            cell = Region(column * width_px, row * height_px, place.width, place.height)
            away = max(abs((column + 0.5) / across - 0.5), abs((row + 0.5) / down - 0.5))
            worth = _detail(samples[cell.slices()]) * (1 - 2 * _EDGE_LOSS * away)
            if worth > best:
                best, place = worth, cell
    return place


def _detail(cell: NDArray[np.generic]) -> float:
    """Return the sum of differences of neighbours in a lightly smoothed cell, so that noise counts little."""
    light = np.clip(to_float(np.ascontiguousarray(cell)), 0, 1).mean(axis=2)
    smooth = np.asarray(cv2.GaussianBlur(light, (0, 0), 1.0))
    across, down = np.abs(np.diff(smooth, axis=1)), np.abs(np.diff(smooth, axis=0))
    return float(np.minimum(across, _EDGE).sum() + np.minimum(down, _EDGE).sum())

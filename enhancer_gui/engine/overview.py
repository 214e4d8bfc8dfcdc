"""A photo at a glance: reduced without holding it in float as a whole."""

import cv2
import numpy as np
from numpy.typing import NDArray

from enhancer_gui.core.image import to_float

_SAMPLES_A_SIDE = 4
"""Pixels of the photo along a side that one pixel of the overview is the mean of, at most: more change little."""
_ROWS = 128
"""So many at a time are held in float: 9 MB of 24 megapixels, of which the whole would be 290."""


def overview(samples: NDArray[np.generic], side_px: int) -> NDArray[np.float32]:
    """Return a photo of any depth at `side_px` along its long side, 0..1; one that is smaller stays as it is.

    Shape:
        samples: (H, W, C). Returns float32 (h, w, C).
    """
    step = max(1, max(samples.shape[:2]) // (_SAMPLES_A_SIDE * side_px))
    part = samples[::step, ::step]
    share = min(1.0, side_px / max(part.shape[:2]))
    height, width = (max(1, round(side * share)) for side in part.shape[:2])
    narrow = np.empty((part.shape[0], width, part.shape[2]), np.float32)
    for top in range(0, len(part), _ROWS):
        rows = np.clip(to_float(np.ascontiguousarray(part[top : top + _ROWS])), 0, 1)
        narrow[top : top + len(rows)] = _resized(rows, width, len(rows))
    return _resized(narrow, width, height)


def _resized(pixels: NDArray[np.float32], width: int, height: int) -> NDArray[np.float32]:
    """Return the means of what falls onto each pixel; the axes are independent of each other."""
    small = np.asarray(cv2.resize(pixels, (width, height), interpolation=cv2.INTER_AREA), dtype=np.float32)
    return small.reshape(height, width, -1)  # OpenCV drops a single channel

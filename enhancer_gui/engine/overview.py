"""A photo at a glance: reduced without holding it in float as a whole."""

import cv2
import numpy as np
from numpy.typing import NDArray

from enhancer_gui.core.image import to_float

_SAMPLES_A_SIDE = 4
"""Pixels of the photo along a side that one pixel of the overview is the mean of, at most: more change little."""


def overview(samples: NDArray[np.generic], side_px: int) -> NDArray[np.float32]:
    """Return a photo of any depth at `side_px` along its long side, 0..1; one that is smaller stays as it is.

    Shape:
        samples: (H, W, 3). Returns float32 (h, w, 3).
    """
    step = max(1, max(samples.shape[:2]) // (_SAMPLES_A_SIDE * side_px))
    part = np.clip(to_float(np.ascontiguousarray(samples[::step, ::step])), 0, 1)
    share = min(1.0, side_px / max(part.shape[:2]))
    size = max(1, round(part.shape[1] * share)), max(1, round(part.shape[0] * share))
    return np.asarray(cv2.resize(part, size, interpolation=cv2.INTER_AREA), dtype=np.float32)

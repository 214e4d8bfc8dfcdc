"""Where a photo is in focus: a map that keeps detail from growing in intended blur."""

import cv2
import numpy as np
from numpy.typing import NDArray

from enhancer_gui.engine.diagnose.blur import find_blur
from enhancer_gui.engine.diagnose.crops import luma_crops, luma_of

_CELL_PX = 16
_MOST_PIXELS = 16_000_000
"""Larger photos are looked at with every second, third, ... pixel."""
_NEAR_PX, _FAR_PX = 0.8, 3.2
"""Sigmas between which contrast lies that sharp edges and blurred ones have alike; below the first, only sharp ones."""
_STRONGEST = 95
"""Percentile of a cell's pixels that stands for it: one sharp edge in a cell is in focus."""
_FLAT = 0.012
"""Contrast (of 1.0) below which a cell is flat: sky, skin out of focus, a wall."""
_QUIET, _NOISE = 10, 1.4
"""The percentile of the cells whose finest contrast is grain, and how much of that is taken off all."""
_REFERENCE = 85
"""Percentile of the cells that stands for the photo's own sharpness: a photo that is evenly soft has no bokeh."""
_SOFT, _SHARP = 0.22, 0.5
"""Share of that sharpness up to which a cell is out of focus, and from which it is in focus."""
_BEST = 97
_BLURRED_AT_BEST, _FOCUSED_AT_BEST = 0.28, 0.42
"""Sharpness of the best cells in a photo that is blurred everywhere, and in soft portraits before a background that is
meant to be softer still; photos blurred by a disc of two pixels and more reach 0.14 to 0.30, Set14 0.35 to 1.1."""


def sharpness_map(samples: NDArray[np.generic]) -> NDArray[np.float32]:
    """Return 1 where a photo is as sharp as it gets, down to 0 where it is out of focus or flat.

    Each cell of 16 pixels tells how strong its finest contrast is beside its medium one; the photo's sharpest cells are
    the measure. The map reaches one cell beyond what is sharp, so that an outline keeps its outer side.

    Where nothing in the photo is sharp, none of its blur is intended: the map is 1 there.

    Source: the ratio of a picture's gradient to that of its blurred self (Zhuo and Sim, "Defocus map estimation from a
    single image", 2011), taken between bands instead of at single edges, which needs no interpolation between them.

    Shape:
        samples: (H, W, 3) of any depth. Returns (rows, columns), one value a cell, at least one.
    """
    step = _step(*samples.shape[:2])
    luma = luma_of(samples[::step, ::step])
    near, far = (np.asarray(cv2.GaussianBlur(luma, (0, 0), sigma)) for sigma in (_NEAR_PX, _FAR_PX))
    fine, medium = _strongest(np.abs(luma - near)), _strongest(np.abs(near - far))
    fine = np.maximum(fine - np.float32(_NOISE) * np.percentile(fine, _QUIET), 0)
    sharpness = fine / (medium + np.float32(_FLAT))
    told = sharpness[medium > 2 * _FLAT]
    sharpest = float(np.percentile(told, _REFERENCE)) if len(told) else 0.0
    if sharpest <= 0:  # nothing but grain: nothing is known of its focus
        return np.ones(sharpness.shape, np.float32)
    unintended = _unintended(samples, float(np.percentile(told, _BEST)))
    if unintended == 1:
        return np.ones(sharpness.shape, np.float32)
    share = np.clip((sharpness / np.float32(sharpest) - _SOFT) / (_SHARP - _SOFT), 0, 1)
    smooth = (share * share * (3 - 2 * share)).astype(np.float32)
    wide = np.asarray(cv2.dilate(cv2.medianBlur(smooth, 3), np.ones((3, 3), np.uint8)))
    found = np.asarray(cv2.GaussianBlur(wide, (0, 0), 0.7), dtype=np.float32)
    return found + np.float32(unintended) * (1 - found)


def _unintended(samples: NDArray[np.generic], best: float) -> float:
    """Return how surely a photo's blur is nobody's intention, 0..1."""
    blur = find_blur(luma_crops(samples))
    if blur is None:
        return 0.0
    return max(blur.moved, blur.out_of_focus * float(np.interp(best, (_BLURRED_AT_BEST, _FOCUSED_AT_BEST), (1, 0))))


def cell_px(height: int, width: int) -> int:
    """Return the side of a cell in pixels of a photo of this size."""
    return _CELL_PX * _step(height, width)


def _step(height: int, width: int) -> int:
    return int(np.ceil(np.sqrt(height * width / _MOST_PIXELS)))


def _strongest(values: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return a high percentile of each cell; cells at the right and lower edge are mirrored to full size."""
    rows, columns = -(-values.shape[0] // _CELL_PX), -(-values.shape[1] // _CELL_PX)
    room = ((0, rows * _CELL_PX - values.shape[0]), (0, columns * _CELL_PX - values.shape[1]))
    cells = np.pad(values, room, mode="symmetric").reshape(rows, _CELL_PX, columns, _CELL_PX)
    flat = cells.transpose(0, 2, 1, 3).reshape(rows, columns, -1)
    place = _CELL_PX**2 * _STRONGEST // 100
    flat.partition(place, axis=2)
    return flat[:, :, place].copy()

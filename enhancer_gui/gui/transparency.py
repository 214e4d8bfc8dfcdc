"""What shows through where a photo is transparent: a chequered ground of two greys, so that nothing hidden is seen."""

import numpy as np
from numpy.typing import NDArray

from enhancer_gui.core.geometry import Region
from enhancer_gui.core.image import to_float

_GREYS = (176, 144)
"""Neutral, apart from the surround of either theme, and close enough to each other to stay quiet."""

_SQUARES = 64
_LEAST_PX = 4


def square_px(size: tuple[int, int]) -> int:
    """Return the side of a square in pixels of a photo: always as many along its long side, however large it is."""
    return max(_LEAST_PX, max(size) // _SQUARES)


def over_ground(rgb: NDArray[np.uint8], alpha: NDArray[np.generic], region: Region, square: int) -> NDArray[np.uint8]:
    """Return what is seen of a region with the ground behind it.

    Args:
        rgb: (h, w, 3) uint8 sRGB.
        alpha: (h, w), integers of any depth or floats 0..1; 0 is transparent.
        region: where it lies in its picture: neighbouring pieces share their squares.
        square: side of a square in the picture's pixels.
    """
    share = to_float(alpha).clip(0.0, 1.0)[..., None]
    rows, columns = (
        (start + np.arange(count)) // square for start, count in zip((region.y, region.x), alpha.shape, strict=True)
    )
    ground = np.asarray(_GREYS, dtype=np.float32)[(rows[:, None] + columns) % 2][..., None]
    seen: NDArray[np.uint8] = np.rint(rgb * share + ground * (1 - share)).astype(np.uint8)
    return seen

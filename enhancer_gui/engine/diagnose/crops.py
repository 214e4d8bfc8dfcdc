"""Which parts of a photo are measured: whole photos would take seconds and tell no more."""

import numpy as np
from numpy.typing import NDArray

from enhancer_gui.core.geometry import Region
from enhancer_gui.core.image import to_float

CROP_PX = 512
_GRID = 3
_ALIGNED_PX = 8
"""Crops begin where JPEG blocks of an uncropped photo begin."""
_LUMA = np.array([0.299, 0.587, 0.114], np.float32)
_ROWS = 256
"""So many at a time are held as float colours: `sharpness_map` asks for 16 megapixels, of which they take 190 MB."""


def luma_crops(samples: NDArray[np.generic]) -> NDArray[np.float32]:
    """Return the luma of up to five crops of a photo of any depth, the one with most detail first.

    Shape:
        samples: (H, W, 3). Returns (N, h, w) in 0..1, h and w at most 512.
    """
    regions = crop_regions(samples.shape[1], samples.shape[0])
    planes = [luma_of(samples[region.slices()]) for region in regions]
    order = sorted(range(len(planes)), key=lambda index: -_detail(planes[index]))
    return np.stack([planes[index] for index in order])


def luma_of(samples: NDArray[np.generic]) -> NDArray[np.float32]:
    """Return BT.601 luma in 0..1, full range as in JPEG, of pixels of any depth. Shape: (h, w, 3) to (h, w)."""
    luma = np.empty(samples.shape[:2], np.float32)
    for top in range(0, len(luma), _ROWS):
        luma[top : top + _ROWS] = np.clip(to_float(samples[top : top + _ROWS]), 0, 1) @ _LUMA
    return luma


def crop_regions(width: int, height: int) -> tuple[Region, ...]:
    """Return the middle and the four corners of the inner part of a photo; the whole of a small one."""
    across, down = min(CROP_PX, width), min(CROP_PX, height)
    places = {(1, 1), (0, 0), (0, 2), (2, 0), (2, 2)} if width * height > 2 * CROP_PX**2 else {(1, 1)}
    return tuple(
        Region(
            (width - across) * (2 * column + 1) // (2 * _GRID) // _ALIGNED_PX * _ALIGNED_PX,
            (height - down) * (2 * row + 1) // (2 * _GRID) // _ALIGNED_PX * _ALIGNED_PX,
            across,
            down,
        )
        for row, column in sorted(places)
    )


def _detail(plane: NDArray[np.float32]) -> float:
    return float(np.abs(np.diff(plane, axis=0)).sum() + np.abs(np.diff(plane, axis=1)).sum())

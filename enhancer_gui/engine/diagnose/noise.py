"""How noisy a photo is."""

import cv2
import numpy as np
from numpy.typing import NDArray

_BLOCK_PX = 16
_QUIET_SHARE = 10
"""Percentile of the blocks, the quietest first: of 5, 10 and 25 the nearest on photos with known noise."""
_QUIET_BIAS = 0.93
"""What the 10th percentile of the blocks finds on noise alone, over its true deviation (10,000 blocks)."""
_MOST_CLIPPED = 0.02
"""Blocks with a larger share of pure black or white have lost a part of their noise."""


def noise_level(planes: NDArray[np.float32]) -> float:
    """Return the standard deviation of the noise in luma planes, in their units (0..1).

    Every block tells a deviation by what a Laplacian's Laplacian leaves of it, which is blind to slopes. Texture raises
    it, so the quietest tenth of the blocks counts.

    Source: Immerkær, "Fast noise variance estimation", 1996, per block as in Liu et al., "Single-image noise level
    estimation for blind denoising", 2013.
    Noise that a camera or JPEG has smoothed is found to be less than it was.

    Shape:
        planes: (N, H, W), crops of one photo.
    """
    deviations = np.concatenate([_block_deviations(plane) for plane in planes])
    if not len(deviations):
        return 0.0
    return float(np.percentile(deviations, _QUIET_SHARE) / _QUIET_BIAS)


def _block_deviations(plane: NDArray[np.float32]) -> NDArray[np.float64]:
    mask = np.outer([1, -2, 1], [1, -2, 1]).astype(np.float32)
    left = np.abs(np.asarray(cv2.filter2D(plane, -1, mask, borderType=cv2.BORDER_REFLECT_101)))
    strength, clipped = _block_means(left), _block_means(((plane <= 0) | (plane >= 1)).astype(np.float32))
    inside = clipped < _MOST_CLIPPED
    found = strength[inside] if inside.any() else strength.ravel()
    return np.asarray(found * np.sqrt(np.pi / 2) / np.linalg.norm(mask), dtype=np.float64)


def _block_means(plane: NDArray[np.float32]) -> NDArray[np.float64]:
    rows, columns = plane.shape[0] // _BLOCK_PX, plane.shape[1] // _BLOCK_PX
    part = plane[: rows * _BLOCK_PX, : columns * _BLOCK_PX].astype(np.float64)
    return np.asarray(part.reshape(rows, _BLOCK_PX, columns, _BLOCK_PX).mean(axis=(1, 3)), dtype=np.float64)

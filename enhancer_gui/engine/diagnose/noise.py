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
_BLOTCHES = (1.7, 2.0, 2.5, 3.0)
"""How much more noise half the size may show than white noise would leave, for it to be a camera's: white noise shows
0.9 to 1.6 times that, noise through a camera's processing 2.1 to 2.5, texture 2.6 to 6."""
_UNDERRATED = 2.1
"""What a camera's noise is over what its finest detail tells of it."""
_FAINT = (1.2 / 255, 2.0 / 255)
"""Deviations between which noise begins to be told from texture."""
_FILLED = 0.8
"""Share of a photo's size that its detail fills from which its noise, too, is as fine as its pixels."""
_BELOW_DETAIL = 0.7
"""Detail ends gradually: what has its coarseness shows at this part of the size that it fills. At all of it a fifth of
the noise is found, and below 0.65 more than there is."""


def noise_level(planes: NDArray[np.float32], detail: float = 1.0) -> float:
    """Return the standard deviation of the noise in luma planes, in their units (0..1).

    Every block tells a deviation by what a Laplacian's Laplacian leaves of it, which is blind to slopes. Texture raises
    it, so the quietest tenth of the blocks counts. Such fine detail holds half of a camera's noise only, which its
    processing has spread over two or three pixels; half the size shows the rest.

    Source: Immerkær, "Fast noise variance estimation", 1996, per block as in Liu et al., "Single-image noise level
    estimation for blind denoising", 2013; that it underrates noise through a demosaicing is measured here.
    White noise of 8 to 25 steps is found within a tenth and a step. Noise of sensors on Set14 is found at 0.97 to 1.13
    of what it is (medians of four strengths; four of five photos 0.63 to 1.85, the weakest noise worst), by finest
    detail alone at 0.54 to 0.84.
    Noise that JPEG has smoothed is found to be less than it was. Where a photo was enlarged with its noise, the finest
    detail holds none of it; at the size that its detail would fit into, noise of 10 steps, enlarged twice and three
    times, is found as 6.5 and 7.8 (medians of thirteen photos; before as 1.1 and 0.3), and of 322 photos without noise
    none is called noisy that was not before.

    Args:
        planes: (N, H, W), crops of one photo.
        detail: share of a side's pixels that its detail would need (`detail_share`).
    """
    if detail < _FILLED:
        planes = _reduced(planes, detail * _BELOW_DETAIL)
    fine = fine_noise(planes)
    if not fine or min(planes.shape[1:]) < 2 * _BLOCK_PX:
        return fine
    ratio = 2 * fine_noise(_halved(planes)) / fine
    is_a_camera = np.interp(ratio, _BLOTCHES, (0, 1, 1, 0)) * np.interp(fine, _FAINT, (0, 1))
    return fine * float(1 + is_a_camera * (_UNDERRATED - 1))


def fine_noise(planes: NDArray[np.float32]) -> float:
    """Return the standard deviation of white noise that would leave as much of the finest detail, 0..1."""
    deviations = np.concatenate([_block_deviations(plane) for plane in planes])
    return float(np.percentile(deviations, _QUIET_SHARE) / _QUIET_BIAS) if len(deviations) else 0.0


def _reduced(planes: NDArray[np.float32], share: float) -> NDArray[np.float32]:
    """Return planes at a share of their size, or at two blocks along their shorter side where that is more."""
    height, width = planes.shape[1:]
    share = min(1.0, max(share, 2 * _BLOCK_PX / min(height, width)))
    size = round(width * share), round(height * share)
    return np.stack([np.asarray(cv2.resize(plane, size, interpolation=cv2.INTER_AREA)) for plane in planes])


def _halved(planes: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the means of 2 x 2 pixels: half of the deviation of white noise stays."""
    even = planes[:, : planes.shape[1] // 2 * 2, : planes.shape[2] // 2 * 2]
    count, height, width = even.shape
    return np.ascontiguousarray(even.reshape(count, height // 2, 2, width // 2, 2).mean(axis=(2, 4)))


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

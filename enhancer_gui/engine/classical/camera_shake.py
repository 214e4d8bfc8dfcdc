"""The kernel of a camera's shake, of any shape but the same all over the photo.

Source: Cho and Lee, "Fast motion deblurring", 2009. From coarse to fine, in turns: edges are predicted by smoothing
and shocking what is known of the sharp photo; the kernel is the least-squares solution that turns those edges into the
blurred ones; and the photo is deconvolved with it. Deconvolution and thresholds are our own. On the shaken photos of
Levin et al. (2009) Richardson-Lucy with these kernels gains 3 dB; blur that varies over the photo is beyond it.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from enhancer_gui.engine.classical.deconvolution import wiener

Plane = NDArray[np.float32]

_CROP_PX = 512
"""The middle of the photo tells the kernel: more of it changes little and costs much."""
_LARGEST_PX, _SMALLEST_PX = 27, 5
_SMALLEST_PHOTO_PX = 4 * _LARGEST_PX
_STEP = 1.414
_TURNS = 7
_BALANCE = 0.02
_KERNEL_WEIGHT = 0.02
"""Penalty on the kernel's energy over the mean energy of the edges' spectrum."""
_EDGES_PER_SIDE = 2.5
"""Edge pixels kept for a pixel of the kernel's and of the photo's side; a tenth more of the range each turn."""
_TINY = float(np.finfo(np.float64).tiny)
_FAINTEST = 1 / 12
_SMALLEST_PIECE = 0.1


def estimate_shake(luma: Plane) -> Plane:
    """Return the kernel with which a photo was most likely shaken; it sums to 1 and its mean lies in the middle.

    It always finds one, for a sharp photo too; none (1, 1) where the photo is too small to tell.

    Shape:
        luma: (H, W), 0..1. Returns (27, 27).
    """
    height, width = luma.shape
    if min(height, width) < _SMALLEST_PHOTO_PX:
        return np.ones((1, 1), dtype=np.float32)
    top, left = max(0, (height - _CROP_PX) // 2), max(0, (width - _CROP_PX) // 2)
    blurred = np.ascontiguousarray(luma[top : top + _CROP_PX, left : left + _CROP_PX])
    sharp: Plane | None = None
    kernel = np.ones((1, 1), dtype=np.float32)
    for side in _sides():
        factor = side / _LARGEST_PX
        small = np.asarray(cv2.resize(blurred, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA), np.float32)
        start = small if sharp is None else cv2.resize(sharp, small.shape[::-1], interpolation=cv2.INTER_CUBIC)
        kernel, sharp = _refined(small, np.asarray(start, np.float32), side)
    return kernel


def _sides() -> list[int]:
    """Return the odd sides of the kernel from coarse to fine."""
    sides = [_LARGEST_PX]
    while sides[-1] > _SMALLEST_PX:
        sides.append(max(_SMALLEST_PX, int(sides[-1] / _STEP) // 2 * 2 + 1))
    return sides[::-1]


def _refined(blurred: Plane, sharp: Plane, side: int) -> tuple[Plane, Plane]:
    """Return the kernel of a side and the photo without it, after some turns at one scale."""
    window = np.outer(np.hanning(blurred.shape[0]), np.hanning(blurred.shape[1])) ** 0.25
    seen = _spectra(_gradients(blurred), window)
    threshold = 0.0
    kernel = np.ones((1, 1), dtype=np.float32)
    for turn in range(_TURNS):
        edges = _gradients(_predicted(sharp, 0.02 + 0.2 * 0.9**turn))
        strength = np.hypot(*edges)
        if turn == 0:
            count = min(strength.size, int(_EDGES_PER_SIDE * side * strength.size**0.5))
            threshold = float(np.partition(strength.ravel(), -count)[-count])
        kept = window * (strength > threshold * 0.9**turn)
        kernel = _cleaned(_least_squares(_spectra(edges, kept), seen, blurred.shape, side))
        sharp = wiener(blurred[..., None], kernel, balance=_BALANCE)[..., 0]
    return kernel, sharp


def _predicted(image: Plane, range_sigma: float) -> Plane:
    """Return a picture smoothed but for its edges, and those made steep. Source: Osher and Rudin's shock filter."""
    shocked = np.asarray(cv2.bilateralFilter(image, 5, range_sigma, 2.0))
    for _ in range(2):
        gx, gy = (cv2.Sobel(shocked, cv2.CV_32F, dx, 1 - dx, ksize=1) for dx in (1, 0))
        shocked = shocked - np.sign(cv2.Laplacian(shocked, cv2.CV_32F)) * np.float32(0.25) * np.hypot(gx, gy)
    return np.asarray(shocked, np.float32)


def _gradients(image: Plane) -> tuple[Plane, Plane]:
    return np.roll(image, -1, axis=1) - image, np.roll(image, -1, axis=0) - image


def _spectra(planes: tuple[Plane, Plane], weights: NDArray[np.float64]) -> NDArray[np.complex128]:
    return np.stack([np.fft.rfft2(plane * weights) for plane in planes])


def _least_squares(
    edges: NDArray[np.complex128], seen: NDArray[np.complex128], shape: tuple[int, ...], side: int
) -> NDArray[np.float64]:
    """Return the kernel that best makes the seen edges of the predicted ones (the paper's equation 9)."""
    energy = (np.abs(edges) ** 2).sum(axis=0)
    ratio = (np.conj(edges) * seen).sum(axis=0) / (energy + _KERNEL_WEIGHT * energy.mean() + _TINY)
    half = side // 2
    return np.roll(np.fft.irfft2(ratio, s=shape), (half, half), axis=(0, 1))[:side, :side]


def _cleaned(kernel: NDArray[np.float64]) -> Plane:
    """Return a kernel without faint values and stray pieces, its mean in the middle."""
    clean = np.where(kernel < _FAINTEST * kernel.max(), 0, kernel)
    pieces, labels = cv2.connectedComponents((clean > 0).astype(np.uint8), connectivity=8)
    total = clean.sum()
    for piece in range(1, pieces):
        if clean[labels == piece].sum() < _SMALLEST_PIECE * total:
            clean[labels == piece] = 0
    if clean.sum() <= 0:  # no edges, or only stray pieces: nothing is known
        clean = np.zeros_like(kernel)
        clean[kernel.shape[0] // 2, kernel.shape[1] // 2] = 1
    clean /= clean.sum()
    places = np.arange(clean.shape[0])
    middle = clean.shape[0] // 2
    shift = (middle - round(float(clean.sum(axis=axis) @ places)) for axis in (1, 0))
    return np.roll(clean, tuple(shift), axis=(0, 1)).astype(np.float32)

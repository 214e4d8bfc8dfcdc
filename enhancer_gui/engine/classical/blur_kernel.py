"""Which blur a photo has, read off its power spectrum.

The power spectrum of photographs falls as a power of the frequency (Field, "Relations between the statistics of
natural images and the response properties of cortical cells", 1987), and a uniform blur multiplies it by the squared
transfer function of its kernel, whose zeros betray length and angle (Cannon, "Blind deconvolution of spatially
invariant image blurs with phase", 1976). So every kernel of a family is divided out, and the one is taken that
leaves the spectrum most like a photograph's: least squares on the logarithm of the averaged spectrum.
A blur that varies over the photo, or that follows no line, is mostly found to be none.
"""

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import cv2
import numpy as np
from numpy.typing import NDArray

_BLOCK_PX = 128
"""Side of the blocks whose spectra are averaged (Welch): resolves the zeros of a blur of up to 32 pixels."""
_FLOOR = 0.01
"""Power that noise leaves in the zeros, over the power without blur: 0.003 to 0.03 name the same kernels."""
_CONVINCING = 0.65
"""A blur is believed when it leaves less than this share of the deviation that no blur leaves. Uniform blurs put on
photos leave 0.15 to 0.5, the kernels named for sharp photos and for blur that varies mostly 0.7 and more."""
_LOWEST, _HIGHEST = 0.03, 0.45
"""Band that is looked at, in cycles a pixel: below are few blocks' worth of content, above is noise."""
_AXES_LEFT_OUT = 1.5 / _BLOCK_PX
"""Horizontal and vertical frequencies, full of edges of buildings and of the frame, are left out."""


class BlurShape(StrEnum):
    """Families of kernels."""

    NONE = "none"
    LINE = "line"
    DISC = "disc"
    GAUSSIAN = "gaussian"


@dataclass(frozen=True)
class BlurKernel:
    """A uniform blur: length of the line, radius of the disc or sigma of the Gaussian, in pixels.

    `angle_deg` is a line's, counter-clockwise from the horizontal.
    """

    shape: BlurShape
    size_px: float = 0.0
    angle_deg: float = 0.0


_LENGTHS_PX = (3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 18, 20, 22, 25, 28, 32)
_FAMILY = (
    BlurKernel(BlurShape.NONE),
    *(BlurKernel(BlurShape.LINE, length, angle) for length in _LENGTHS_PX for angle in range(0, 180, 10)),
    *(BlurKernel(BlurShape.DISC, radius) for radius in (1, 1.5, 2, 2.5, 3, 3.5, 4, 5)),
    *(BlurKernel(BlurShape.GAUSSIAN, sigma) for sigma in (0.7, 1, 1.5, 2, 2.5)),
)


def estimate_blur(luma: NDArray[np.float32]) -> BlurKernel:
    """Return the uniform blur that a photo most likely has; none where it is smaller than a block.

    Shape:
        luma: (H, W), any range.
    """
    if min(luma.shape) < _BLOCK_PX:
        return BlurKernel(BlurShape.NONE)
    ruler = _ruler()
    spectrum = np.log(_averaged_spectrum(luma)[ruler.band] + np.finfo(np.float64).tiny)
    unexplained = spectrum - ruler.photograph @ (ruler.photograph.T @ spectrum)
    deviations = unexplained @ unexplained - 2 * ruler.transfers @ unexplained + ruler.energies
    best = int(np.argmin(deviations))
    return _FAMILY[best if deviations[best] < _CONVINCING * deviations[0] else 0]


def blur_kernel(blur: BlurKernel) -> NDArray[np.float32]:
    """Return the centred kernel of a blur, which sums to 1. Shape: (K, K), K odd."""
    kernel: NDArray[np.float64]
    match blur.shape:
        case BlurShape.NONE:
            kernel = np.ones((1, 1))
        case BlurShape.LINE:
            kernel = _line(blur.size_px, blur.angle_deg)
        case BlurShape.DISC:
            kernel = np.clip(blur.size_px + 0.5 - _distances(int(np.ceil(blur.size_px + 0.5))), 0, 1)
        case BlurShape.GAUSSIAN:
            kernel = np.exp(-(_distances(int(np.ceil(3 * blur.size_px))) ** 2) / (2 * blur.size_px**2))
    kernel /= kernel.sum()
    return kernel.astype(np.float32)


def _distances(half: int) -> NDArray[np.float64]:
    offsets = np.arange(-half, half + 1, dtype=np.float64)
    return np.hypot(offsets[:, None], offsets[None, :])


def _line(length: float, angle_deg: float) -> NDArray[np.float64]:
    """Return a line of even light, spread bilinearly over the pixels."""
    half = int(length) // 2 + 1
    kernel = np.zeros((2 * half + 1, 2 * half + 1))
    along = np.linspace(-(length - 1) / 2, (length - 1) / 2, int(8 * length) + 1)
    x = half + along * np.cos(np.deg2rad(angle_deg))
    y = half - along * np.sin(np.deg2rad(angle_deg))
    left, top = np.floor(x).astype(int), np.floor(y).astype(int)
    for dy, weight_y in ((0, top + 1 - y), (1, y - top)):
        for dx, weight_x in ((0, left + 1 - x), (1, x - left)):
            np.add.at(kernel, (top + dy, left + dx), weight_y * weight_x)
    return kernel


def _averaged_spectrum(luma: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return the mean power spectrum of half-overlapping blocks under a Hann window. Source: Welch, 1967."""
    window = np.outer(np.hanning(_BLOCK_PX), np.hanning(_BLOCK_PX))
    power = np.zeros((_BLOCK_PX, _BLOCK_PX))
    for top in range(0, luma.shape[0] - _BLOCK_PX + 1, _BLOCK_PX // 2):
        for left in range(0, luma.shape[1] - _BLOCK_PX + 1, _BLOCK_PX // 2):
            block = luma[top : top + _BLOCK_PX, left : left + _BLOCK_PX].astype(np.float64)
            power += np.abs(np.fft.fft2((block - block.mean()) * window)) ** 2
    return power


@dataclass(frozen=True, eq=False)
class _Ruler:
    """What does not depend on the photo.

    Attributes:
        band: which frequencies count, (128, 128).
        transfers: log power that each blur of the family leaves at them, (blurs, frequencies), without what a
            photograph may have as well.
        energies: sum of the squares of each, (blurs,).
        photograph: orthonormal basis of the log spectra of unblurred photographs, (frequencies, 6): a power law
            whose strength changes smoothly with the direction.
    """

    band: NDArray[np.bool_]
    transfers: NDArray[np.float64]
    energies: NDArray[np.float64]
    photograph: NDArray[np.float64]


@functools.cache
def _ruler() -> _Ruler:
    fy, fx = np.meshgrid(np.fft.fftfreq(_BLOCK_PX), np.fft.fftfreq(_BLOCK_PX), indexing="ij")
    frequency = np.hypot(fx, fy)
    band = (frequency > _LOWEST) & (frequency < _HIGHEST) & (fy > _AXES_LEFT_OUT) & (np.abs(fx) > _AXES_LEFT_OUT)
    direction = np.arctan2(fy[band], fx[band])
    terms: Sequence[NDArray[np.float64]] = (
        np.ones(direction.shape),
        np.log(frequency[band]),
        *(wave(turns * direction) for turns in (2, 4) for wave in (np.cos, np.sin)),
    )
    transfers = np.stack([np.log(_transfer(blur_kernel(blur))[band] + _FLOOR) for blur in _FAMILY])
    photograph = np.linalg.qr(np.stack(terms, axis=1))[0]
    transfers -= (transfers @ photograph) @ photograph.T
    return _Ruler(band, transfers, np.square(transfers).sum(axis=1), photograph)


def _transfer(kernel: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return the squared transfer function, blurred as the Hann window blurs spectra."""
    padded = np.zeros((_BLOCK_PX, _BLOCK_PX))
    padded[: kernel.shape[0], : kernel.shape[1]] = kernel
    power = np.abs(np.fft.fft2(padded)) ** 2
    leak = np.array([0.25, 0.5, 0.25])
    wrapped = np.pad(power, 1, mode="wrap")
    return np.asarray(cv2.sepFilter2D(wrapped, -1, leak, leak)[1:-1, 1:-1], dtype=np.float64)

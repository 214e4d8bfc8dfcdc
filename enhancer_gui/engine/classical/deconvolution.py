"""Undoing a known uniform blur."""

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.float32]

_BALANCE = 0.01
"""Weight of the smoothness that the Wiener filter asks for: noise over signal power of an 8-bit photo."""
_ITERATIONS = 30
"""More of them sharpen further and let noise and rings grow."""
_SMALLEST = np.float32(1e-4)


def wiener(image: Pixels, kernel: Pixels, *, balance: float = _BALANCE) -> Pixels:
    """Return the picture with a blur undone where its spectrum allows, clipped to 0..1, the same shape.

    Source: Hunt, "The application of constrained least squares estimation to image restoration", 1973: a Wiener
    filter whose noise-to-signal ratio is the squared Laplacian times `balance`. Edges are mirrored.

    Shape:
        image: (H, W, C), 0..1. kernel: (K, K), K odd, sums to 1.
    """
    margin = 2 * kernel.shape[0]
    padded = _mirrored(image, margin)
    shape = padded.shape[:2]
    transfer = _spectrum(kernel, shape)
    laplacian = _spectrum(np.array([[0, -1, 0], [-1, 4, -1], [0, -1, 0]], dtype=np.float32), shape)
    inverse = np.conj(transfer) / (np.abs(transfer) ** 2 + balance * np.abs(laplacian) ** 2)
    spectra = np.fft.rfft2(padded, axes=(0, 1))
    restored = np.fft.irfft2(spectra * inverse[..., None], s=shape, axes=(0, 1))
    return _inner(restored, margin)


def richardson_lucy(image: Pixels, kernel: Pixels, *, iterations: int = _ITERATIONS) -> Pixels:
    """Return the likeliest sharp picture under Poisson noise after some iterations, clipped to 0..1, the same shape.

    Source: Richardson, "Bayesian-based iterative method of image restoration", 1972; Lucy, 1974. Edges are mirrored.

    Shape:
        image: (H, W, C), 0..1. kernel: (K, K), K odd, sums to 1.
    """
    margin = 2 * kernel.shape[0]
    seen = np.maximum(_mirrored(image, margin), _SMALLEST)
    flipped = np.ascontiguousarray(kernel[::-1, ::-1])
    guess = seen.copy()
    for _ in range(iterations):
        blurred = cv2.filter2D(guess, -1, flipped, borderType=cv2.BORDER_REFLECT)
        ratio = seen / np.maximum(blurred, _SMALLEST).reshape(seen.shape)
        guess *= cv2.filter2D(ratio, -1, kernel, borderType=cv2.BORDER_REFLECT).reshape(seen.shape)
    return _inner(guess, margin)


def _mirrored(image: Pixels, margin: int) -> Pixels:
    return np.pad(image, ((margin, margin), (margin, margin), (0, 0)), mode="symmetric")


def _inner(image: NDArray[np.floating], margin: int) -> Pixels:
    inner: Pixels = image[margin:-margin, margin:-margin].astype(np.float32)
    return np.clip(inner, 0, 1)


def _spectrum(kernel: Pixels, shape: tuple[int, ...]) -> NDArray[np.complex128]:
    """Return the transfer function of a centred kernel on a picture of a shape."""
    padded = np.zeros(shape)
    height, width = kernel.shape
    padded[:height, :width] = kernel
    return np.fft.rfft2(np.roll(padded, (-(height // 2), -(width // 2)), axis=(0, 1)))

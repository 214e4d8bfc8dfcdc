"""Blur kernels other than motion: discs, Gaussians and their relatives, and the ideal low-pass filter.

Source: Real-ESRGAN (Wang et al., 2021), sections 3.2 and 3.4: generalised Gaussian and plateau-shaped distributions
from Liu et al., "Estimating generalized Gaussian blur kernels for out-of-focus image deblurring", 2020, and the
sinc filter that cuts off high frequencies and so leaves ringing.
"""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from enhancer_gui.engine.degrade.vocabulary import Pixels


def disc_kernel(radius_px: float) -> Pixels:
    """Return a defocus disc whose edge fades over one pixel and that sums to 1. Shape: (K, K), K odd."""
    half = int(np.ceil(radius_px + 0.5))
    grid = np.arange(-half, half + 1, dtype=np.float32)
    distance = np.hypot(grid[:, None], grid[None, :])
    kernel = np.clip(radius_px + 0.5 - distance, 0, 1)
    return np.asarray(kernel / kernel.sum(), dtype=np.float32)


def gaussian_kernel(size: int, sigma_x: float, sigma_y: float, angle: float) -> Pixels:
    """Return a Gaussian turned by `angle` (radians) that sums to 1. Shape: (size, size), size odd."""
    return _normalised(np.exp(-0.5 * _ellipse(size, sigma_x, sigma_y, angle)))


def generalised_kernel(size: int, sigma_x: float, sigma_y: float, angle: float, beta: float) -> Pixels:
    """Return a generalised Gaussian, exp(-0.5 * d**beta); beta 1 is the Gaussian. Sums to 1. Shape: (size, size)."""
    return _normalised(np.exp(-0.5 * np.power(_ellipse(size, sigma_x, sigma_y, angle), beta)))


def plateau_kernel(size: int, sigma_x: float, sigma_y: float, angle: float, beta: float) -> Pixels:
    """Return a plateau, 1 / (1 + d**beta). Sums to 1. Shape: (size, size), size odd."""
    return _normalised(1 / (1 + np.power(_ellipse(size, sigma_x, sigma_y, angle), beta)))


def sinc_kernel(size: int, cutoff: float) -> Pixels:
    """Return the circular low-pass filter of a cutoff frequency in radians a pixel (pi keeps all); sums to 1.

    Equation (6) of Real-ESRGAN: cutoff / (2 pi r) * J1(cutoff r), cut to a square.

    Shape:
        Returns (size, size), size odd; has negative weights.
    """
    grid = np.arange(size) - size // 2
    radius = np.hypot(grid[:, None], grid[None, :])
    places, values = _bessel_over_x()
    return _normalised(cutoff**2 * np.interp(cutoff * radius, places, values))


def _ellipse(size: int, sigma_x: float, sigma_y: float, angle: float) -> NDArray[np.float64]:
    """Return the squared distance from the centre in units of the two sigmas."""
    grid = np.arange(size, dtype=np.float64) - size // 2
    y, x = grid[:, None], grid[None, :]
    along = (x * np.cos(angle) + y * np.sin(angle)) / sigma_x
    across = (y * np.cos(angle) - x * np.sin(angle)) / sigma_y
    return np.asarray(along**2 + across**2)


def _normalised(kernel: NDArray[np.float64]) -> Pixels:
    return np.asarray(kernel / kernel.sum(), dtype=np.float32)


@lru_cache(maxsize=1)
def _bessel_over_x() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return x in 0..64 and J1(x) / x there, from Bessel's integral.

    The trapezium rule on the periodic integrand is exact to rounding with 128 points up to x = 64.
    """
    x = np.linspace(0.0, 64.0, 6401)
    turn = (np.arange(128) + 0.5) * (2 * np.pi / 128)
    j1 = np.cos(turn[None, :] - x[:, None] * np.sin(turn)[None, :]).mean(axis=1)
    ratio = np.full_like(x, 0.5)
    ratio[1:] = j1[1:] / x[1:]
    return x, ratio

"""PSNR and SSIM, on luma and on the colour channels."""

import math
from typing import TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray

_T = TypeVar("_T", bound=np.generic)
_LUMA = np.array([65.481, 128.553, 24.966], dtype=np.float64) / 255.0
_SSIM_C1 = (0.01 * 255) ** 2
_SSIM_C2 = (0.03 * 255) ** 2
_EQUAL_MSE = 1e-8
"""What float32 leaves of 8-bit values that went to 0..1 and back: not a difference."""
_SSIM_WINDOW_PX = 11
_SSIM_SIGMA_PX = 1.5


def luma_601(image: NDArray[np.generic]) -> NDArray[np.float64]:
    """Return Y in 16..235, unrounded, of an RGB or grey picture.

    Shape:
        image: (H, W, 3) or (H, W), uint8 or float 0..1. Returns (H, W).
    Source: ITU-R BT.601, as in MATLAB's rgb2ycbcr.
    """
    rgb = _on_255(image)
    if rgb.ndim == 2:
        rgb = np.repeat(rgb[..., None], 3, axis=2)
    return 16.0 + rgb @ _LUMA


def psnr(a: NDArray[np.generic], b: NDArray[np.generic], *, border: int = 0) -> float:
    """Return the peak signal-to-noise ratio in dB of two pictures on a 0..255 scale.

    Shape:
        a, b: the same shape, (H, W) or (H, W, C). `border` pixels are cut on each side.
    Returns infinity for equal pictures.
    """
    difference = _cut(a, border).astype(np.float64) - _cut(b, border).astype(np.float64)
    mse = float(np.mean(difference**2))
    return math.inf if mse < _EQUAL_MSE else 10.0 * math.log10(255.0**2 / mse)


def psnr_y(a: NDArray[np.generic], b: NDArray[np.generic], *, border: int = 0) -> float:
    """Return the PSNR in dB of the luma of two pictures, uint8 or float 0..1, `border` pixels cut."""
    return psnr(luma_601(a), luma_601(b), border=border)


def psnr_rgb(a: NDArray[np.generic], b: NDArray[np.generic], *, border: int = 0) -> float:
    """Return the PSNR in dB over all channels of two pictures, uint8 or float 0..1, `border` pixels cut."""
    return psnr(_on_255(a), _on_255(b), border=border)


def ssim(a: NDArray[np.generic], b: NDArray[np.generic], *, border: int = 0) -> float:
    """Return the structural similarity of two planes (H, W) on a 0..255 scale, `border` pixels cut.

    Source: Wang et al., "Image Quality Assessment", 2004: 11x11 Gaussian window, sigma 1.5, population
    statistics, only windows that lie wholly inside the picture.
    """
    x = _cut(a, border).astype(np.float64)
    y = _cut(b, border).astype(np.float64)
    window = cv2.getGaussianKernel(_SSIM_WINDOW_PX, _SSIM_SIGMA_PX)
    half = _SSIM_WINDOW_PX // 2

    def blur(values: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray(cv2.sepFilter2D(values, -1, window, window)[half:-half, half:-half], dtype=np.float64)

    mean_x, mean_y = blur(x), blur(y)
    var_x = blur(x * x) - mean_x**2
    var_y = blur(y * y) - mean_y**2
    cov = blur(x * y) - mean_x * mean_y
    score = ((2 * mean_x * mean_y + _SSIM_C1) * (2 * cov + _SSIM_C2)) / (
        (mean_x**2 + mean_y**2 + _SSIM_C1) * (var_x + var_y + _SSIM_C2)
    )
    return float(score.mean())


def ssim_y(a: NDArray[np.generic], b: NDArray[np.generic], *, border: int = 0) -> float:
    """Return the SSIM of the luma of two pictures, uint8 or float 0..1, `border` pixels cut."""
    return ssim(luma_601(a), luma_601(b), border=border)


def ssim_rgb(a: NDArray[np.generic], b: NDArray[np.generic], *, border: int = 0) -> float:
    """Return the mean SSIM of the channels of two pictures (H, W, C), uint8 or float 0..1, `border` pixels cut."""
    x, y = _on_255(a), _on_255(b)
    return float(np.mean([ssim(x[..., c], y[..., c], border=border) for c in range(x.shape[2])]))


def _on_255(image: NDArray[np.generic]) -> NDArray[np.float64]:
    values = image.astype(np.float64)
    return values * 255.0 if np.issubdtype(image.dtype, np.floating) else values


def _cut(image: NDArray[_T], border: int) -> NDArray[_T]:
    return image[border:-border, border:-border] if border else image

"""Full-reference measures with the super-resolution field's conventions.

Y is BT.601 studio-swing luma (MATLAB rgb2ycbcr), pictures are compared after rounding to 8 bits, and
a border of `border` pixels is cut on every side: the protocol of every published Set5/Set14 table.
"""

import math
from typing import TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray

_T = TypeVar("_T", bound=np.generic)
_LUMA = np.array([65.481, 128.553, 24.966], dtype=np.float64) / 255.0
_SSIM_C1 = (0.01 * 255) ** 2
_SSIM_C2 = (0.03 * 255) ** 2


def luma_601(image: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Return Y in 16..235 of an 8-bit RGB or grey picture.

    Shape:
        image: (H, W, 3) or (H, W). Returns (H, W). Source: ITU-R BT.601, as in MATLAB's rgb2ycbcr.
    """
    rgb = image.astype(np.float64)
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
    return math.inf if mse == 0 else 10.0 * math.log10(255.0**2 / mse)


def psnr_y(a: NDArray[np.uint8], b: NDArray[np.uint8], *, border: int = 0) -> float:
    """Return the PSNR in dB of the luma of two 8-bit pictures, `border` pixels cut."""
    return psnr(luma_601(a), luma_601(b), border=border)


def ssim_y(a: NDArray[np.uint8], b: NDArray[np.uint8], *, border: int = 0) -> float:
    """Return the structural similarity of the luma of two 8-bit pictures.

    Source: Wang et al., "Image Quality Assessment", 2004: 11x11 Gaussian window, sigma 1.5, population
    statistics, only windows that lie wholly inside the picture.
    """
    x = _cut(luma_601(a), border)
    y = _cut(luma_601(b), border)
    window = cv2.getGaussianKernel(11, 1.5)

    def blur(values: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray(cv2.sepFilter2D(values, -1, window, window)[5:-5, 5:-5], dtype=np.float64)

    mean_x, mean_y = blur(x), blur(y)
    var_x = blur(x * x) - mean_x**2
    var_y = blur(y * y) - mean_y**2
    cov = blur(x * y) - mean_x * mean_y
    score = ((2 * mean_x * mean_y + _SSIM_C1) * (2 * cov + _SSIM_C2)) / (
        (mean_x**2 + mean_y**2 + _SSIM_C1) * (var_x + var_y + _SSIM_C2)
    )
    return float(score.mean())


def best_shift(
    result: NDArray[np.uint8], truth: NDArray[np.uint8], *, max_shift: int
) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Return the part of a result that fits the inner part of the truth best, and that inner part.

    Blur pairs of real camera shake are registered only to a few pixels; the search over integer shifts of at
    most `max_shift` pixels for the best luma PSNR is the protocol of Levin et al., "Understanding and
    evaluating blind deconvolution algorithms", 2009.
    """
    height, width = truth.shape[:2]
    inner = slice(max_shift, height - max_shift), slice(max_shift, width - max_shift)
    luma, luma_truth = luma_601(result), luma_601(truth)[inner]
    best, place = -math.inf, inner
    for dy in range(2 * max_shift + 1):
        for dx in range(2 * max_shift + 1):
            window = slice(dy, dy + luma_truth.shape[0]), slice(dx, dx + luma_truth.shape[1])
            fit = psnr(luma[window], luma_truth)
            if fit > best:
                best, place = fit, window
    return result[place], truth[inner]


def _cut(image: NDArray[_T], border: int) -> NDArray[_T]:
    return image[border:-border, border:-border] if border else image

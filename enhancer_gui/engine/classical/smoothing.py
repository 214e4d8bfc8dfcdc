"""Taking noise out, as strongly as the noise asks for."""

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.float32]

_NLM_STRENGTH = 0.8
"""Filter strength over sigma: of 0.6 to 2 the best on colour noise of sigma 15, 25 and 50, with patches of 5 pixels."""
_PATCH_PX, _SEARCH_PX = 5, 21
_BILATERAL_STRENGTH = 4.0
"""Range sigma over the noise's, with the radius below: of 1.5 to 4 and 1.5 to 3 pixels the best on the same noise."""
_BILATERAL_RADIUS_PX = 1.5


def noise_sigma(image: Pixels) -> float:
    """Return the standard deviation of the noise, 0..1, from what a Laplacian's Laplacian leaves.

    Source: Immerkær, "Fast noise variance estimation", 1996, with the median in place of the mean, which edges
    would raise. Of several channels the mean is returned. Shape: (H, W, C).
    """
    mask = np.outer([1, -2, 1], [1, -2, 1]).astype(np.float32)
    left = np.asarray(cv2.filter2D(image, -1, mask, borderType=cv2.BORDER_REFLECT_101))
    deviations = np.median(np.abs(left.reshape(-1, image.shape[2])), axis=0) / 0.6745
    return float(deviations.mean() / np.linalg.norm(mask))


def non_local_means(image: Pixels) -> Pixels:
    """Return the picture averaged over patches that look alike, in 8 bits.

    Source: Buades et al., "A non-local algorithm for image denoising", 2005, as OpenCV has it, on all channels at
    once: its variant for colour, which smooths in Lab, is 2 dB worse here.
    """
    strength = max(1.0, _NLM_STRENGTH * 255 * noise_sigma(image))
    clean = cv2.fastNlMeansDenoising(_to_8bit(image), None, strength, _PATCH_PX, _SEARCH_PX)
    return clean.astype(np.float32) / np.float32(255)


def bilateral(image: Pixels) -> Pixels:
    """Return the picture averaged over near pixels of a near colour. Source: Tomasi and Manduchi, 1998; OpenCV."""
    sigma = max(1 / 255, _BILATERAL_STRENGTH * noise_sigma(image))
    return np.asarray(cv2.bilateralFilter(image, -1, sigma, _BILATERAL_RADIUS_PX))


def _to_8bit(image: Pixels) -> NDArray[np.uint8]:
    return np.rint(np.clip(image, 0, 1) * 255).astype(np.uint8)

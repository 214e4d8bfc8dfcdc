"""Transparency of decoded samples: colours that were stored multiplied by it are divided again."""

import numpy as np
from numpy.typing import NDArray

from enhancer_gui.storage.colour import white_of


def unmultiplied(pixels: NDArray[np.generic]) -> NDArray[np.generic]:
    """Return (H, W, C) samples, alpha last, with their colours divided by alpha; black where alpha is none."""
    white = white_of(pixels.dtype)
    alpha = pixels[..., -1:].astype(np.float64)
    colour = pixels[..., :-1].astype(np.float64) * white / np.maximum(alpha, white * 1e-9)
    if pixels.dtype != np.float32:
        colour = np.rint(np.minimum(colour, white))
    return np.concatenate([colour.astype(pixels.dtype), pixels[..., -1:]], axis=2)

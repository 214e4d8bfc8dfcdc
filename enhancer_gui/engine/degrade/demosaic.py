"""From the one colour that a pixel of the sensor sees to three, as different cameras do it."""

import cv2
import numpy as np
from numpy.typing import NDArray

from enhancer_gui.engine.degrade.vocabulary import Pixels

# Room below black for the negative swings of the noise, and above white, in the 16-bit mosaic.
_PEDESTAL = 0.25
_FULL = 65535 / (1 + 2 * _PEDESTAL)


def _kernel(*rows: tuple[float, ...]) -> NDArray[np.float32]:
    return np.asarray(rows, dtype=np.float32) / np.float32(8)


_GREEN = _kernel((0, 0, -1, 0, 0), (0, 0, 2, 0, 0), (-1, 2, 4, 2, -1), (0, 0, 2, 0, 0), (0, 0, -1, 0, 0))
_BESIDE = _kernel((0, 0, 0.5, 0, 0), (0, -1, 0, -1, 0), (-1, 4, 5, 4, -1), (0, -1, 0, -1, 0), (0, 0, 0.5, 0, 0))
_ABOVE = np.ascontiguousarray(_BESIDE.T)
_ACROSS = _kernel((0, 0, -1.5, 0, 0), (0, 2, 0, 2, 0), (-1.5, 0, 6, 0, -1.5), (0, 2, 0, 2, 0), (0, 0, -1.5, 0, 0))


def edge_aware(raw: Pixels) -> Pixels:
    """Return the colours of an RGGB mosaic, each interpolated by itself, green along edges (OpenCV's EA).

    Shape:
        raw: (H, W), linear, about 0..1. Returns (H, W, 3), limited to -0.25..1.25.
    """
    code = np.clip((raw + np.float32(_PEDESTAL)) * np.float32(_FULL), 0, 65535).astype(np.uint16)
    # A mirrored pixel of border keeps the pattern and spares the edge, which OpenCV fills by copying.
    wide = cv2.copyMakeBorder(code, 2, 2, 2, 2, cv2.BORDER_REFLECT_101)
    colour = np.asarray(cv2.demosaicing(wide, cv2.COLOR_BayerRGGB2RGB_EA))[2:-2, 2:-2]
    return colour.astype(np.float32) * np.float32(1 / _FULL) - np.float32(_PEDESTAL)


def gradient_corrected(raw: Pixels) -> Pixels:
    """Return the colours of an RGGB mosaic, each corrected by the gradients of the others: brightness stays sharp.

    Shape:
        raw: (H, W), linear. Returns (H, W, 3).

    Source: Malvar, He and Cutler, "High-quality linear interpolation for demosaicing of Bayer-patterned color
    images", 2004, figure 2.
    """
    green, beside, above, across = (
        np.asarray(cv2.filter2D(raw, -1, kernel, borderType=cv2.BORDER_REFLECT_101))
        for kernel in (_GREEN, _BESIDE, _ABOVE, _ACROSS)
    )
    colour = np.repeat(raw[..., None], 3, axis=2)
    colour[0::2, 0::2, 1], colour[1::2, 1::2, 1] = green[0::2, 0::2], green[1::2, 1::2]
    colour[0::2, 1::2, 0], colour[1::2, 0::2, 0] = beside[0::2, 1::2], above[1::2, 0::2]
    colour[0::2, 1::2, 2], colour[1::2, 0::2, 2] = above[0::2, 1::2], beside[1::2, 0::2]
    colour[1::2, 1::2, 0], colour[0::2, 0::2, 2] = across[1::2, 1::2], across[0::2, 0::2]
    return colour

"""Pillow's many modes reduced to four by declared conversions: grey, grey + alpha, RGB, RGB + alpha."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from enhancer_gui.storage.colour import cmyk_to_srgb, lab_to_srgb

_TRANSPARENT = {"1": "LA", "L": "LA", "RGB": "RGBA", "P": "RGBA"}
"""Modes whose transparency is one colour or a table, and the mode that has it as a channel."""

_CONVERSIONS = {
    "1": "L",
    "P": "RGB",
    "PA": "RGBA",
    "La": "LA",
    "RGBa": "RGBA",
    "RGBX": "RGB",
    "YCbCr": "RGB",
    "HSV": "RGB",
}


def pixels_of(picture: Image.Image, icc: bytes | None = None) -> NDArray[np.generic]:
    """Return (H, W, C) samples of a loaded picture, uint8, uint16 or float32; C as in `Decoded`.

    CMYK is converted to sRGB with its profile, Lab with littleCMS; a palette becomes RGB; one-bit samples
    become 0 and 255.

    Raises:
        ValueError: a mode that no conversion is declared for.
    """
    if picture.mode == "CMYK":
        picture = cmyk_to_srgb(picture, icc)
    elif picture.mode == "LAB":
        picture = lab_to_srgb(picture)
    elif picture.mode in _TRANSPARENT and "transparency" in picture.info:
        picture = picture.convert(_TRANSPARENT[picture.mode])
    elif picture.mode in _CONVERSIONS:
        picture = picture.convert(_CONVERSIONS[picture.mode])
    if picture.mode not in ("L", "LA", "RGB", "RGBA", "I;16", "F"):
        raise ValueError(f"mode {picture.mode} is not supported")
    pixels = np.array(picture)
    return pixels.reshape(picture.height, picture.width, -1)

"""Pillow's many modes reduced to four by declared conversions: grey, grey + alpha, RGB, RGB + alpha."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from enhancer_gui.storage.colour import cmyk_to_srgb, lab_to_srgb
from enhancer_gui.storage.scratch import gather, is_too_large

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


_BAND_ROWS = 256


def pixels_of(picture: Image.Image, icc: bytes | None = None) -> NDArray[np.generic]:
    """Return (H, W, C) samples of a loaded picture, uint8, uint16 or float32; C as in `Decoded`.

    Many are gathered band by band in a scratch file: Pillow has the whole picture already, and a copy of it beside,
    or two, would be what memory has no room for.

    CMYK is converted to sRGB with its profile, Lab with littleCMS; a palette becomes RGB; one-bit samples
    become 0 and 255.

    Raises:
        ValueError: a mode that no conversion is declared for.
    """
    if is_too_large(picture.height, picture.width, len(picture.getbands()), np.dtype(np.uint8)):
        tops = range(0, picture.height, _BAND_ROWS)
        boxes = ((0, top, picture.width, min(top + _BAND_ROWS, picture.height)) for top in tops)
        return gather((_converted(picture.crop(box), icc) for box in boxes), picture.height)
    return _converted(picture, icc)


def _converted(picture: Image.Image, icc: bytes | None) -> NDArray[np.generic]:
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

"""Sharpening of the finished file for a screen or for paper: the last step, at the file's own size.

An unsharp mask on lightness alone, so colours stay and grey stays grey. Its radius follows what will be looked at: for
a screen half a pixel, for paper what the eye can just tell apart at 30 cm, a minute of arc, which is 1/290 inch:
sharper edges are seen, and no halo around them.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from enhancer_gui.core.geometry import Region
from enhancer_gui.core.recipe import OutputSharpening
from enhancer_gui.engine.resample import Reader

DEFAULT_DPI = 300.0
"""Of a print whose resolution nobody states: what printers' services ask for."""

_LUMA = np.array([0.299, 0.587, 0.114], np.float32)
_SCREEN_SIGMA_PX, _SCREEN_AMOUNT = 0.5, 0.6
_PRINT_SIGMA_INCH, _PRINT_AMOUNT = 1 / 300, 0.9
"""Ink spreads: paper needs about half as much again as a screen."""
_LEAST_SIGMA_PX, _MOST_SIGMA_PX = 0.5, 4.0
_REACH = 3


def sharpen_region(
    read: Reader, size: tuple[int, int], region: Region, kind: OutputSharpening, dpi: float
) -> NDArray[np.float32]:
    """Return a region of a picture sharpened for its use.

    Args:
        read: returns a region of the picture as float32 (h, w, C); called once.
        size: (width, height) of the picture.
        region: the part that is wanted.
        kind: what for; NONE returns the region as it is.
        dpi: pixels an inch on paper; 0 where nobody says.

    Shape:
        Returns float32 (region.height, region.width, C); a fourth channel is alpha, which stays. Values between 0 and 1
        stay there.
    """
    if kind is OutputSharpening.NONE:
        return read(region)
    sigma, amount = _SCREEN_SIGMA_PX, _SCREEN_AMOUNT
    if kind is OutputSharpening.PRINT:
        sigma = min(max((dpi or DEFAULT_DPI) * _PRINT_SIGMA_INCH, _LEAST_SIGMA_PX), _MOST_SIGMA_PX)
        amount = _PRINT_AMOUNT
    margin = int(np.ceil(_REACH * sigma))
    outer = region.grown(margin).intersection(Region(0, 0, *size))
    pixels = read(outer)
    light = np.ascontiguousarray(pixels[:, :, :3] @ _LUMA)
    kernel = 2 * margin + 1
    detail = light - cv2.GaussianBlur(light, (kernel, kernel), sigma, borderType=cv2.BORDER_REPLICATE)
    inner = region.relative_to(outer).slices()
    result = pixels[inner].copy()
    colours = result[:, :, :3]
    low, high = np.minimum(colours, 0), np.maximum(colours, 1)
    result[:, :, :3] = np.clip(colours + np.float32(amount) * detail[inner][..., None], low, high)
    return result

"""How different two colours look."""

import cv2
import numpy as np
from numpy.typing import NDArray


def ciede2000(a: NDArray[np.float32], b: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the CIEDE2000 difference of each pixel of two sRGB pictures.

    Shape:
        a, b: float32 (H, W, 3), 0..1. Returns (H, W).
    Source: Sharma, Wu and Dalal, "The CIEDE2000 color-difference formula: implementation notes", 2005, equations (2)
    to (22), with all weights 1.
    """
    first, second = (
        np.asarray(cv2.cvtColor(np.clip(each, 0, 1), cv2.COLOR_RGB2Lab)).astype(np.float64) for each in (a, b)
    )
    l1, a1, b1 = np.moveaxis(first, 2, 0)
    l2, a2, b2 = np.moveaxis(second, 2, 0)
    grey = 1 + 0.5 * (1 - _saturation((np.hypot(a1, b1) + np.hypot(a2, b2)) / 2))
    c1, c2 = np.hypot(grey * a1, b1), np.hypot(grey * a2, b2)
    h1, h2 = (np.degrees(np.arctan2(y, grey * x)) % 360 for x, y in ((a1, b1), (a2, b2)))
    is_grey = c1 * c2 == 0
    turn = np.where(is_grey, 0, (h2 - h1 + 180) % 360 - 180)
    hue = np.where(is_grey, h1 + h2, (h1 + ((h2 - h1 + 180) % 360 - 180) / 2) % 360)
    light, chroma = (l1 + l2) / 2, (c1 + c2) / 2
    weight = (
        1
        - 0.17 * np.cos(np.radians(hue - 30))
        + 0.24 * np.cos(np.radians(2 * hue))
        + 0.32 * np.cos(np.radians(3 * hue + 6))
        - 0.20 * np.cos(np.radians(4 * hue - 63))
    )
    bow = (light - 50) ** 2
    by_light = (l2 - l1) / (1 + 0.015 * bow / np.sqrt(20 + bow))
    by_chroma = (c2 - c1) / (1 + 0.045 * chroma)
    by_hue = 2 * np.sqrt(c1 * c2) * np.sin(np.radians(turn / 2)) / (1 + 0.015 * chroma * weight)
    blue = np.radians(60 * np.exp(-(((hue - 275) / 25) ** 2)))
    twist = -np.sin(blue) * 2 * _saturation(chroma)
    square = by_light**2 + by_chroma**2 + by_hue**2 + twist * by_chroma * by_hue
    return np.asarray(np.sqrt(square), dtype=np.float32)


def _saturation(chroma: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.sqrt(chroma**7 / (chroma**7 + 25.0**7))

"""Grain that belongs to a place: the same pixels get the same grain, whatever tile they are finished in."""

import cv2
import numpy as np
from numpy.typing import NDArray

from enhancer_gui.core.geometry import Region

_CELL_PX = 256
GRAIN_SEED = 1826
"""Any number: the year of the first photograph that lasts."""
_CLUMP_PX = 0.4
"""Softness of grain over the enlargement: a photo's own noise, enlarged, would clump more and look like blotches."""
_MIDDLE = 0.2
"""Share of the grain that black and white keep; film and sensors show most of it between."""


def grain(rgb: NDArray[np.float32], region: Region, scale: int, sigma: float) -> NDArray[np.float32]:
    """Return grey grain for a region, strongest in the middle tones, where its standard deviation is `sigma`.

    Shape:
        rgb: (h, w, 3), the pixels of `region` of the native result. Returns (h, w, 1).
    """
    softness = _CLUMP_PX * scale if scale > 1 else 0.0
    margin = int(np.ceil(3 * softness))
    noise = _noise(region.grown(margin))
    if margin:
        noise = np.asarray(cv2.GaussianBlur(noise, (2 * margin + 1, 2 * margin + 1), softness))
        noise *= np.float32(2 * softness * np.sqrt(np.pi))  # what blurring by this sigma takes off white noise
        noise = noise[margin:-margin, margin:-margin]
    light = np.clip(rgb.mean(axis=2), 0, 1)
    share = np.sqrt(_MIDDLE + (1 - _MIDDLE) * 4 * light * (1 - light))
    return np.asarray((noise * share * np.float32(sigma))[..., None], dtype=np.float32)


def _noise(region: Region) -> NDArray[np.float32]:
    """Return white noise of deviation 1 for a region, drawn in cells that each have their own seed."""
    result = np.empty((region.height, region.width), np.float32)
    for row in range(region.y // _CELL_PX, (region.bottom - 1) // _CELL_PX + 1):
        for column in range(region.x // _CELL_PX, (region.right - 1) // _CELL_PX + 1):
            cell = Region(column * _CELL_PX, row * _CELL_PX, _CELL_PX, _CELL_PX)
            part = cell.intersection(region)
            rng = np.random.default_rng([GRAIN_SEED, row + 1, column + 1])
            drawn = rng.standard_normal((_CELL_PX, _CELL_PX), dtype=np.float32)
            result[part.relative_to(region).slices()] = drawn[part.relative_to(cell).slices()]
    return result

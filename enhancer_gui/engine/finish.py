"""What is applied to finished tiles when they are shown or saved: no inference, no torch."""

import numpy as np
from numpy.typing import NDArray

from enhancer_gui.core.geometry import Region
from enhancer_gui.core.image import Image
from enhancer_gui.core.recipe import Finish
from enhancer_gui.engine.resample import enlarge_region


def apply_finish(
    result: NDArray[np.float32], region: Region, image: Image, scale: int, finish: Finish
) -> NDArray[np.float32]:
    """Return a region of the native result with the finish applied.

    Args:
        result: float32 (h, w, C), the stored pixels of `region`; C is 4 with alpha, which stays.
        region: in pixels of the native result.
        image: the photo, which the result is mixed with.
        scale: native size over photo size.
        finish: what to apply.
    """
    if finish.strength >= 1:
        return result
    original = enlarge_region(image.samples, scale, region)
    mixed = result.copy()
    mixed[:, :, :3] = original + np.float32(finish.strength) * (result[:, :, :3] - original)
    return mixed

"""Resampling of float pictures by regions, so that no whole picture is ever held in float.

Pillow does the arithmetic (antialiased, separable, float32): its `box` argument names the exact part
of the source that fills the result, so neighbouring bands join without a seam.
"""

from collections.abc import Callable
from enum import Enum

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from enhancer_gui.core.geometry import Region
from enhancer_gui.core.image import to_float

Reader = Callable[[Region], NDArray[np.float32]]


class Kernel(Enum):
    """Resampling kernels with their radius in source pixels (when enlarging)."""

    BILINEAR = (Image.Resampling.BILINEAR, 1)
    BICUBIC = (Image.Resampling.BICUBIC, 2)
    LANCZOS = (Image.Resampling.LANCZOS, 3)

    @property
    def radius(self) -> int:
        """Support radius."""
        return int(self.value[1])


def resample_region(
    read: Reader,
    source_size: tuple[int, int],
    target_size: tuple[int, int],
    region: Region,
    kernel: Kernel,
) -> NDArray[np.float32]:
    """Return a region of the picture resampled from source to target size, both (width, height).

    Args:
        read: returns a region of the source as float32 (h, w, C); called once, inside the source.
        source_size: size of the whole source.
        target_size: size of the whole result.
        region: the part of the result that is wanted.
        kernel: how to interpolate; widened when reducing, as antialiasing asks.

    Shape:
        Returns float32 (region.height, region.width, C); may overshoot 0..1.
    """
    ratio_x, ratio_y = source_size[0] / target_size[0], source_size[1] / target_size[1]
    left, right = region.x * ratio_x, region.right * ratio_x
    top, bottom = region.y * ratio_y, region.bottom * ratio_y
    margin_x = int(np.ceil(kernel.radius * max(1.0, ratio_x))) + 1
    margin_y = int(np.ceil(kernel.radius * max(1.0, ratio_y))) + 1
    x0, y0 = max(0, int(left) - margin_x), max(0, int(top) - margin_y)
    x1 = min(source_size[0], int(np.ceil(right)) + margin_x)
    y1 = min(source_size[1], int(np.ceil(bottom)) + margin_y)
    source = read(Region(x0, y0, x1 - x0, y1 - y0))
    box = (left - x0, top - y0, min(right - x0, x1 - x0), min(bottom - y0, y1 - y0))
    result = np.empty((region.height, region.width, source.shape[2]), dtype=np.float32)
    for channel in range(source.shape[2]):
        plane = Image.fromarray(np.ascontiguousarray(source[:, :, channel]))
        resized = plane.resize((region.width, region.height), kernel.value[0], box=box)
        result[:, :, channel] = np.asarray(resized)
    return result


def enlarge_region(samples: NDArray[np.generic], scale: int, region: Region) -> NDArray[np.float32]:
    """Return a region of a picture enlarged `scale` times by bicubic interpolation.

    Shape:
        samples: (H, W, C), any depth. `region` in enlarged pixels. Returns float32 (h, w, C).
    """
    height, width = samples.shape[:2]
    if scale == 1:
        return to_float(samples[region.slices()])
    return resample_region(
        lambda part: to_float(samples[part.slices()]),
        (width, height),
        (width * scale, height * scale),
        region,
        Kernel.BICUBIC,
    )

"""What a finish needs to know of the whole photo: found when it is first asked for, once."""

import threading
import weakref
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from PIL import Image as Pillow

from enhancer_gui.core.image import Image
from enhancer_gui.engine.diagnose.crops import luma_crops
from enhancer_gui.engine.diagnose.noise import noise_level
from enhancer_gui.engine.sharpness import cell_px, sharpness_map
from enhancer_gui.engine.tones import Tones, measure_tones

_LEAST_NOISE = 1.5 / 255
"""Of a photo without noise grain takes the least that can be seen."""


class PhotoFacts:
    """Figures of one photo. Two threads that ask at once may both measure: they find the same."""

    def __init__(self, samples: NDArray[np.generic], alpha: NDArray[np.generic] | None) -> None:
        self._samples, self._alpha = samples, alpha

    @cached_property
    def tones(self) -> Tones:
        """Black, white and cast."""
        return measure_tones(self._samples, self._alpha)

    @cached_property
    def noise(self) -> float:
        """Standard deviation of the noise in luma, 0..1."""
        return max(_LEAST_NOISE, noise_level(luma_crops(self._samples)))

    @cached_property
    def sharpness(self) -> NDArray[np.float32]:
        """Map of what is in focus; see `sharpness_map`."""
        return sharpness_map(self._samples)


_known: weakref.WeakKeyDictionary[Image, PhotoFacts] = weakref.WeakKeyDictionary()
_lock = threading.Lock()


def facts_of(image: Image) -> PhotoFacts:
    """Return a photo's figures; they are kept as long as the photo is."""
    with _lock:
        return _known.setdefault(image, PhotoFacts(image.samples, image.alpha))


def sharpness_at(image: Image, size: tuple[int, int]) -> NDArray[np.float32]:
    """Return what is in focus in a whole photo seen at (width, height). Shape: (height, width), 0..1."""
    cells, side = facts_of(image).sharpness, cell_px(image.height, image.width)
    box = 0, 0, image.width / side, image.height / side
    large = Pillow.fromarray(cells).resize(size, Pillow.Resampling.BICUBIC, box=box)
    return np.clip(np.asarray(large, dtype=np.float32), 0, 1)

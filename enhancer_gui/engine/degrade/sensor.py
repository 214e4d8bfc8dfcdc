"""Noise where it arises: on the sensor, before the camera makes a picture of it.

Source: Brooks et al., "Unprocessing images for learned raw denoising", 2019, sections 3.1 and 3.2: the picture is taken
back to raw values (gamma, colour matrix, white balance, Bayer pattern), noise with a variance of shot * value + read
(Foi et al., "Practical Poissonian-Gaussian noise modeling", 2008) is added there, and the picture is developed again.
So the noise comes out as it does from a camera: coloured, blotchy over 2-3 pixels and strongest in the dark. The same
way without noise is taken off again: a photo has been through a Bayer pattern once and need not lose detail twice.
"""

import math
from dataclasses import dataclass
from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from enhancer_gui.engine.degrade.vocabulary import Pixels, Range, Rng, Settings

_GAMMA = 2.2
# Room below black for the negative swings of the noise, and above white, in the 16-bit mosaic.
_PEDESTAL = 0.25
_FULL = 65535 / (1 + 2 * _PEDESTAL)


@dataclass(frozen=True)
class SensorNoise(Settings):
    """The noise of a camera's sensor, seen through its own processing.

    Attributes:
        shot: range of the variance a unit of signal, drawn evenly in the logarithm. The read noise follows from it as
            in table 1 of Brooks et al. 1e-4 is a camera in the sun, 0.012 a phone in the dark.
    """

    kind: Literal["sensor_noise"] = "sensor_noise"
    probability: float = 1.0
    shot: Range = (1e-4, 0.012)

    def __call__(self, image: Pixels, rng: Rng) -> Pixels:
        """Return the noisy picture, 0..1, the same shape."""
        shot = math.exp(rng.uniform(math.log(self.shot[0]), math.log(self.shot[1])))
        read = math.exp(2.18 * math.log(shot) + 1.2 + rng.normal(0, 0.26))
        to_srgb = _draw_colour_matrix(rng)
        gains = np.ones(image.shape[:2], dtype=np.float32)
        gains[0::2, 0::2], gains[1::2, 1::2] = rng.uniform(1.9, 2.4), rng.uniform(1.5, 1.9)
        light = np.power(np.clip(image, 0, 1), np.float32(_GAMMA))
        balanced = _mosaic(np.asarray(cv2.transform(light, np.linalg.inv(to_srgb)), dtype=np.float32))
        variance = np.maximum(balanced / gains, 0) * np.float32(shot) + np.float32(read)
        noise = rng.standard_normal(gains.shape, dtype=np.float32) * np.sqrt(variance)
        change = _develop(balanced + gains * noise, to_srgb) - _develop(balanced, to_srgb)
        return np.clip(image + change, 0, 1)


def _draw_colour_matrix(rng: Rng) -> NDArray[np.float64]:
    """Return a matrix from camera colours to sRGB: grey stays grey, colours gain saturation, as published ones do."""
    leaks = rng.uniform(0.05, 0.45, size=(3, 3))
    np.fill_diagonal(leaks, 0)
    return np.asarray(np.diag(1 + leaks.sum(axis=1)) - leaks)


def _mosaic(image: Pixels) -> Pixels:
    """Return what a sensor under an RGGB pattern sees. Shape: (H, W)."""
    raw = np.asarray(cv2.extractChannel(image, 1), dtype=np.float32)
    raw[0::2, 0::2] = image[0::2, 0::2, 0]
    raw[1::2, 1::2] = image[1::2, 1::2, 2]
    return raw


def _develop(raw: Pixels, to_srgb: NDArray[np.float64]) -> Pixels:
    """Return the encoded picture from a white-balanced RGGB mosaic. Shape: (H, W, 3)."""
    code = np.clip((raw + np.float32(_PEDESTAL)) * np.float32(_FULL), 0, 65535).astype(np.uint16)
    # A mirrored pixel of border keeps the pattern and spares the edge, which OpenCV fills by copying.
    wide = cv2.copyMakeBorder(code, 2, 2, 2, 2, cv2.BORDER_REFLECT_101)
    colour = np.asarray(cv2.demosaicing(wide, cv2.COLOR_BayerRGGB2RGB_EA))[2:-2, 2:-2]
    light = cv2.transform(colour.astype(np.float32) * np.float32(1 / _FULL) - np.float32(_PEDESTAL), to_srgb)
    return np.power(np.clip(light, 0, 1), np.float32(1 / _GAMMA))

"""Noise where it arises: on the sensor, before the camera makes a picture of it.

Source: Brooks et al., "Unprocessing images for learned raw denoising", 2019, sections 3.1 and 3.2: the picture is taken
back to raw values (gamma, colour matrix, white balance, Bayer pattern), noise with a variance of shot * value + read
(Foi et al., "Practical Poissonian-Gaussian noise modeling", 2008) is added there, and the picture is developed again.
So the noise comes out as it does from a camera: coloured, blotchy over 2-3 pixels and strongest in the dark. The same
way without noise is taken off again: a photo has been through a Bayer pattern once and need not lose detail twice.

How colours are interpolated shapes the noise more than anything else. Measured on plain parts of four photos of phones
in the dark: brightness varies 0.7 to 1.3 times as much as the difference of red and green, and neighbours share 0.32 to
0.44 of it, of the difference 0.54 to 0.69. With gradients corrected these come out as 0.5 to 0.6, 0.3 and 0.65; with
every colour by itself as 0.25, 0.5 and 0.55.
"""

import math
from dataclasses import dataclass
from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from enhancer_gui.engine.degrade.demosaic import edge_aware, gradient_corrected
from enhancer_gui.engine.degrade.vocabulary import Pixels, Range, Rng, Settings

_GAMMA = 2.2


@dataclass(frozen=True)
class SensorNoise(Settings):
    """The noise of a camera's sensor, seen through its own processing.

    Attributes:
        shot: range of the variance a unit of signal, drawn evenly in the logarithm. The read noise follows from it as
            in table 1 of Brooks et al. 1e-4 is a camera in the sun, 0.012 a phone in the dark.
        corrected: share of the cameras that correct colours by each other's gradients; the others interpolate each
            by itself.
    """

    kind: Literal["sensor_noise"] = "sensor_noise"
    probability: float = 1.0
    shot: Range = (1e-4, 0.012)
    corrected: float = 0.75

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
        demosaiced = gradient_corrected if rng.random() < self.corrected else edge_aware
        noisy, plain = (_encoded(demosaiced(raw), to_srgb) for raw in (balanced + gains * noise, balanced))
        change = noisy - plain
        return np.clip(image + change, 0, 1)


def _draw_colour_matrix(rng: Rng) -> NDArray[np.float64]:
    """Return a matrix from camera colours to sRGB: grey stays grey, colours gain saturation, as published ones do."""
    leaks = rng.uniform(0.0, 0.4, size=(3, 3))
    np.fill_diagonal(leaks, 0)
    return np.asarray(np.diag(1 + leaks.sum(axis=1)) - leaks)


def _mosaic(image: Pixels) -> Pixels:
    """Return what a sensor under an RGGB pattern sees. Shape: (H, W)."""
    raw = np.asarray(cv2.extractChannel(image, 1), dtype=np.float32)
    raw[0::2, 0::2] = image[0::2, 0::2, 0]
    raw[1::2, 1::2] = image[1::2, 1::2, 2]
    return raw


def _encoded(colour: Pixels, to_srgb: NDArray[np.float64]) -> Pixels:
    """Return the picture as a file holds it, from a camera's linear colours. Shape: (H, W, 3)."""
    return np.power(np.clip(cv2.transform(colour, to_srgb), 0, 1), np.float32(1 / _GAMMA))

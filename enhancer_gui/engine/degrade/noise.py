"""Noise in the encoded picture."""

from dataclasses import dataclass
from typing import Literal

import cv2
import numpy as np

from enhancer_gui.engine.degrade.vocabulary import Pixels, Rng, Settings


@dataclass(frozen=True)
class Noise(Settings):
    """Gaussian noise, colour or grey, plus noise that grows with the light (Poisson-Gaussian).

    Source: Foi et al., "Practical Poissonian-Gaussian noise modeling", 2008, with both parts Gaussian.
    Sigmas are in 8-bit steps.
    """

    kind: Literal["noise"] = "noise"
    probability: float = 1.0
    min_sigma: float = 0.0
    max_sigma: float = 50.0
    grey: float = 0.2
    signal_dependent: float = 0.3

    def __call__(self, image: Pixels, rng: Rng) -> Pixels:
        """Return the noisy picture, clipped to 0..1, the same shape."""
        sigma = rng.uniform(self.min_sigma, self.max_sigma) / 255
        shape = (*image.shape[:2], 1) if rng.random() < self.grey else image.shape
        noise = rng.standard_normal(shape, dtype=np.float32) * np.float32(sigma)
        if rng.random() < self.signal_dependent:
            noise = noise * np.sqrt(np.clip(image, 0, 1) + np.float32(0.05))
        return np.clip(image + noise, 0, 1).astype(np.float32)


def gaussian_noise(image: Pixels, sigma: float, rng: Rng, *, grey: bool) -> Pixels:
    """Return the picture with Gaussian noise of `sigma` (range 0..1), not clipped; grey: equal in all channels."""
    shape = (*image.shape[:2], 1) if grey else image.shape
    return image + rng.standard_normal(shape, dtype=np.float32) * np.float32(sigma)


def poisson_noise(image: Pixels, scale: float, rng: Rng, *, grey: bool) -> Pixels:
    """Return the picture with the noise of about 256 photons a white pixel times `scale`, not clipped.

    Real-ESRGAN counts 2**ceil(log2(number of values in the picture)) photons, which is 256 for nearly every
    photo; the Gaussian of the same variance stands for the Poisson law, which differs only in the deepest shadows and
    takes 30 times as long to draw.

    Source: Real-ESRGAN (Wang et al., 2021), section 3.2 and its published code.
    """
    light = np.clip(image.mean(axis=2, keepdims=True) if grey else image, 0, 1)
    noise = rng.standard_normal(light.shape, dtype=np.float32)
    return np.asarray(image + np.sqrt(light) * (noise * np.float32(scale / 16)))


def correlated_noise(image: Pixels, sigma: float, rng: Rng) -> Pixels:
    """Return the picture with Gaussian noise whose channels hang together at random, not clipped.

    Source: BSRGAN (Zhang et al., 2021), section 3.3: the covariance is sigma**2 times a random rotation of a random
    diagonal of 0..1.
    """
    axes = np.linalg.qr(rng.standard_normal((3, 3)))[0]
    mix = axes * np.sqrt(rng.random(3)) * sigma
    noise = rng.standard_normal(image.shape, dtype=np.float32)
    return np.asarray(image + cv2.transform(noise, mix))

"""BSRGAN's chain: the same kinds of damage in a random order.

Source: Zhang et al., "Designing a practical degradation model for deep blind image super-resolution", 2021, section 3
and its published code: two blurs, two reductions, Gaussian noise, JPEG and camera noise are shuffled, the last
reduction stays behind the first, and a final JPEG stands for the way of the picture to its viewer.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import cv2
import numpy as np

from enhancer_gui.engine.degrade.compression import jpeg
from enhancer_gui.engine.degrade.convolution import convolve, trimmed
from enhancer_gui.engine.degrade.focus import gaussian_blur
from enhancer_gui.engine.degrade.kernels import gaussian_kernel
from enhancer_gui.engine.degrade.noise import correlated_noise, gaussian_noise
from enhancer_gui.engine.degrade.resizing import resize_carelessly
from enhancer_gui.engine.degrade.sensor import SensorNoise
from enhancer_gui.engine.degrade.vocabulary import Pixels, Range, Rng, Settings

_Step = Callable[[Pixels], Pixels]


@dataclass(frozen=True)
class Shuffled(Settings):
    """Seven steps in random order and a final JPEG; probabilities and ranges as published.

    Attributes:
        scale: the result is 1/scale the size; 1 keeps it.
        halved_first: probability that at scale 4 half of the reduction comes before everything else.
        noise_sigma: range in 8-bit steps.
        jpeg: probability of the JPEG among the shuffled steps; the final one always happens.
        sensor_noise: probability of noise through a camera's processing.
    """

    kind: Literal["shuffled"] = "shuffled"
    probability: float = 1.0
    scale: int = 1
    halved_first: float = 0.25
    noise_sigma: Range = (2.0, 25.0)
    jpeg: float = 0.9
    jpeg_quality: tuple[int, int] = (30, 95)
    sensor_noise: float = 0.25

    def __call__(self, image: Pixels, rng: Rng) -> Pixels:
        """Return the damaged picture, clipped to 0..1.

        Shape:
            image: (H, W, 3), H and W multiples of scale. Returns (H / scale, W / scale, 3).
        """
        height, width = image.shape[0] // self.scale, image.shape[1] // self.scale
        out, scale = image, self.scale
        if scale == 4 and rng.random() < self.halved_first:
            out, scale = resize_carelessly(out, 2 * height, 2 * width, rng), 2
        for step in self._order(height, width, scale, rng):
            out = np.clip(step(out), 0, 1)
        return jpeg(out, self._quality(rng))

    def _order(self, height: int, width: int, scale: int, rng: Rng) -> list[_Step]:
        """Return the steps in the order of this picture, the last reduction behind the first."""
        steps: list[_Step] = [
            lambda picture: _blur(picture, scale, rng),
            lambda picture: _blur(picture, scale, rng),
            lambda picture: _reduce(picture, scale, rng),
            lambda picture: resize_carelessly(picture, height, width, rng),
            lambda picture: self._noise(picture, rng),
            lambda picture: jpeg(picture, self._quality(rng)) if rng.random() < self.jpeg else picture,
            lambda picture: SensorNoise()(picture, rng) if rng.random() < self.sensor_noise else picture,
        ]
        order = rng.permutation(len(steps)).tolist()
        first, last = order.index(2), order.index(3)
        if first > last:
            order[first], order[last] = 3, 2
        return [steps[i] for i in order]

    def _noise(self, image: Pixels, rng: Rng) -> Pixels:
        """Return the picture with colour (40 %), grey (40 %) or correlated noise (20 %)."""
        sigma = rng.uniform(*self.noise_sigma) / 255
        luck = rng.random()
        if luck < 0.8:
            return gaussian_noise(image, sigma, rng, grey=luck < 0.4)
        return correlated_noise(image, sigma, rng)

    def _quality(self, rng: Rng) -> int:
        return int(rng.integers(self.jpeg_quality[0], self.jpeg_quality[1] + 1))


def _blur(image: Pixels, scale: int, rng: Rng) -> Pixels:
    """Return the picture blurred by a Gaussian, turned and stretched half of the time; wider for larger scales."""
    size = 2 * int(rng.integers(2, 12)) + 3
    if rng.random() < 0.5:
        # The published range is that of the covariance's eigenvalues.
        variances = np.maximum(rng.uniform(0, 4 + scale, size=2), 1e-2)
        sigma_x, sigma_y = np.sqrt(variances).tolist()
        angle = rng.uniform(0, np.pi)
    else:
        sigma_x = sigma_y = max(0.1, rng.uniform(0, 2 + 0.2 * scale))
        angle = 0.0
    return convolve(image, trimmed(gaussian_kernel(size, sigma_x, sigma_y, angle)))


def _reduce(image: Pixels, scale: int, rng: Rng) -> Pixels:
    """Return the picture reduced by a random factor, or by the scale with a Gaussian before it is sampled."""
    height, width = image.shape[:2]
    if rng.random() < 0.75:
        factor = rng.uniform(1, 2 * scale)
        return resize_carelessly(image, round(height / factor), round(width / factor), rng)
    blurred = gaussian_blur(image, max(0.1, rng.uniform(0.1, 0.6 * scale)))
    return np.asarray(cv2.resize(blurred, (width // scale, height // scale), interpolation=cv2.INTER_LINEAR))

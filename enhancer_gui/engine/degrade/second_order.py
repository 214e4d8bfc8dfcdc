"""Real-ESRGAN's second-order chain: the photo that was scaled, saved and sent around twice.

Source: Wang et al., "Real-ESRGAN: Training real-world blind super-resolution with pure synthetic data", 2021,
section 3; ranges and probabilities are those of its published training options for x4.
"""

from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from enhancer_gui.engine.degrade.compression import jpeg
from enhancer_gui.engine.degrade.convolution import convolve, trimmed
from enhancer_gui.engine.degrade.kernels import gaussian_kernel, generalised_kernel, plateau_kernel, sinc_kernel
from enhancer_gui.engine.degrade.noise import gaussian_noise, poisson_noise
from enhancer_gui.engine.degrade.resizing import resize_carelessly
from enhancer_gui.engine.degrade.vocabulary import Pixels, Range, Rng, Settings, pick

_SMALLEST_PX = 8


@dataclass(frozen=True)
class BlurShapes(Settings):
    """How often each family of kernels is drawn; the weights need not sum to 1."""

    isotropic: float = 0.45
    anisotropic: float = 0.25
    generalised_isotropic: float = 0.12
    generalised_anisotropic: float = 0.03
    plateau_isotropic: float = 0.12
    plateau_anisotropic: float = 0.03


@dataclass(frozen=True)
class Stage(Settings):
    """One round of blur, resize, noise and JPEG.

    Attributes:
        blur: probability that the picture is blurred at all.
        sinc: share of the blurs that are ideal low-pass filters.
        sigma_px, generalised_beta, plateau_beta: ranges of the other kernels.
        enlarge, reduce: probabilities of a resize; the rest keeps its size.
        factors: range of the resize, below and above 1.
        gaussian: share of Gaussian noise; the rest is Poisson noise.
        noise_sigma: range in 8-bit steps. photon_scale: range of the Poisson noise's strength.
        grey: share of the noise that is equal in all channels.
        jpeg_quality: range.
    """

    blur: float = 1.0
    sinc: float = 0.1
    shapes: BlurShapes = field(default_factory=BlurShapes)
    sigma_px: Range = (0.2, 3.0)
    generalised_beta: Range = (0.5, 4.0)
    plateau_beta: Range = (1.0, 2.0)
    enlarge: float = 0.2
    reduce: float = 0.7
    factors: Range = (0.15, 1.5)
    gaussian: float = 0.5
    noise_sigma: Range = (1.0, 30.0)
    photon_scale: Range = (0.05, 3.0)
    grey: float = 0.4
    jpeg_quality: tuple[int, int] = (30, 95)


@dataclass(frozen=True)
class SecondStage(Stage):
    """The second round: milder, as published; its resize counts from the final size."""

    blur: float = 0.8
    sigma_px: Range = (0.2, 1.5)
    enlarge: float = 0.3
    reduce: float = 0.4
    factors: Range = (0.3, 1.2)
    noise_sigma: Range = (1.0, 25.0)
    photon_scale: Range = (0.05, 2.5)


@dataclass(frozen=True)
class SecondOrder(Settings):
    """Two rounds of blur, resize, noise and JPEG, then the final size, with or without a sinc filter.

    Attributes:
        scale: the result is 1/scale the size; 1 keeps it.
        final_sinc: probability of the last sinc filter, which leaves ringing and overshoot.
    """

    kind: Literal["second_order"] = "second_order"
    probability: float = 1.0
    scale: int = 1
    first: Stage = field(default_factory=Stage)
    second: SecondStage = field(default_factory=SecondStage)
    final_sinc: float = 0.8

    def __call__(self, image: Pixels, rng: Rng) -> Pixels:
        """Return the damaged picture, clipped to 0..1.

        Shape:
            image: (H, W, 3), H and W multiples of scale. Returns (H / scale, W / scale, 3).
        """
        height, width = image.shape[0] // self.scale, image.shape[1] // self.scale
        out = blur(image, self.first, rng)
        out = _resize(out, image.shape[0], image.shape[1], self.first, rng)
        out = jpeg(_noise(out, self.first, rng), quality(self.first, rng))
        out = blur(out, self.second, rng)
        out = _resize(out, height, width, self.second, rng)
        out = np.clip(_noise(out, self.second, rng), 0, 1)
        last = quality(self.second, rng)
        if rng.random() < 0.5:
            return jpeg(self._finish(out, height, width, rng), last)
        return np.clip(self._finish(jpeg(out, last), height, width, rng), 0, 1)

    def _finish(self, image: Pixels, height: int, width: int, rng: Rng) -> Pixels:
        sized = resize_carelessly(image, height, width, rng)
        if rng.random() >= self.final_sinc:
            return sized
        return convolve(sized, sinc_kernel(_draw_size(rng), rng.uniform(np.pi / 3, np.pi)))


def blur(image: Pixels, stage: Stage, rng: Rng) -> Pixels:
    """Return the picture blurred as the stage says, or as it is."""
    return convolve(image, draw_kernel(stage, rng)) if rng.random() < stage.blur else image


def draw_kernel(stage: Stage, rng: Rng) -> Pixels:
    """Return a kernel of 7 to 21 pixels that sums to 1, of the families and ranges of the stage; empty borders cut."""
    size = _draw_size(rng)
    if rng.random() < stage.sinc:
        lowest = np.pi / 3 if size < 13 else np.pi / 5
        return sinc_kernel(size, rng.uniform(lowest, np.pi))
    shape = pick(rng, vars(stage.shapes))
    sigma_x = sigma_y = rng.uniform(*stage.sigma_px)
    angle = 0.0
    if shape.endswith("anisotropic"):
        sigma_y = rng.uniform(*stage.sigma_px)
        angle = rng.uniform(-np.pi, np.pi)
    if shape.startswith("generalised"):
        kernel = generalised_kernel(size, sigma_x, sigma_y, angle, _draw_beta(stage.generalised_beta, rng))
    elif shape.startswith("plateau"):
        kernel = plateau_kernel(size, sigma_x, sigma_y, angle, _draw_beta(stage.plateau_beta, rng))
    else:
        kernel = gaussian_kernel(size, sigma_x, sigma_y, angle)
    return trimmed(kernel)


def quality(stage: Stage, rng: Rng) -> int:
    """Return a JPEG quality of the stage's range."""
    return int(rng.integers(stage.jpeg_quality[0], stage.jpeg_quality[1] + 1))


def _draw_size(rng: Rng) -> int:
    return 2 * int(rng.integers(3, 11)) + 1


def _draw_beta(span: Range, rng: Rng) -> float:
    """Return an exponent, as often below 1 as above: the two sides are different shapes, not one scale."""
    low, high = span
    if low >= 1:
        return float(rng.uniform(low, high))
    return float(rng.uniform(low, 1) if rng.random() < 0.5 else rng.uniform(1, high))


def _resize(image: Pixels, height: int, width: int, stage: Stage, rng: Rng) -> Pixels:
    """Return the picture at a random factor of (height, width)."""
    luck = rng.random()
    factor = 1.0
    if luck < stage.enlarge:
        factor = rng.uniform(1, max(1, stage.factors[1]))
    elif luck < stage.enlarge + stage.reduce:
        factor = rng.uniform(min(1, stage.factors[0]), 1)
    tall, wide = max(_SMALLEST_PX, round(height * factor)), max(_SMALLEST_PX, round(width * factor))
    return resize_carelessly(image, tall, wide, rng)


def _noise(image: Pixels, stage: Stage, rng: Rng) -> Pixels:
    grey = bool(rng.random() < stage.grey)
    if rng.random() < stage.gaussian:
        return gaussian_noise(image, rng.uniform(*stage.noise_sigma) / 255, rng, grey=grey)
    return poisson_noise(image, rng.uniform(*stage.photon_scale), rng, grey=grey)

"""Blur by a lens that is out of focus."""

from dataclasses import dataclass
from typing import Literal

import cv2
import numpy as np

from enhancer_gui.engine.degrade.convolution import convolve, in_light
from enhancer_gui.engine.degrade.fields import smooth_noise, spread
from enhancer_gui.engine.degrade.kernels import disc_kernel
from enhancer_gui.engine.degrade.vocabulary import Pixels, Rng, Settings


@dataclass(frozen=True)
class SoftFocus(Settings):
    """Defocus (a disc with a soft edge) or a Gaussian, for lenses and soft scans."""

    kind: Literal["soft_focus"] = "soft_focus"
    probability: float = 1.0
    max_radius_px: float = 5.0

    def __call__(self, image: Pixels, rng: Rng) -> Pixels:
        """Return the blurred picture, the same shape."""
        radius = rng.uniform(0.5, self.max_radius_px)
        if rng.random() < 0.5:
            return convolve(image, disc_kernel(radius))
        return gaussian_blur(image, radius / 2)


@dataclass(frozen=True)
class GaussianBlur(Settings):
    """A Gaussian of random width: the plainest model of a soft picture."""

    kind: Literal["gaussian_blur"] = "gaussian_blur"
    probability: float = 1.0
    min_sigma_px: float = 0.2
    max_sigma_px: float = 3.0

    def __call__(self, image: Pixels, rng: Rng) -> Pixels:
        """Return the blurred picture, the same shape."""
        return gaussian_blur(image, rng.uniform(self.min_sigma_px, self.max_sigma_px))


@dataclass(frozen=True)
class DepthFocus(Settings):
    """Defocus that differs from pixel to pixel, as a scene with depth gives: sharp where the lens is focused.

    The depth is a smooth random field, now and then with a step such as a subject before its background; the radius
    of a pixel's disc grows with its distance from the plane in focus (the thin lens: Potmesil and Chakravarty, "A lens
    and aperture camera model for synthetic image generation", 1981). Between pictures blurred with a few discs each
    pixel is interpolated by its radius. With probability `linear_light` this is done on linearised values.
    """

    kind: Literal["depth_focus"] = "depth_focus"
    probability: float = 1.0
    max_radius_px: float = 5.0
    linear_light: float = 0.7

    def __call__(self, image: Pixels, rng: Rng) -> Pixels:
        """Return the blurred picture, the same shape."""
        largest = rng.uniform(0.3, 1) * self.max_radius_px
        radii = draw_radii(image.shape[0], image.shape[1], largest, rng)
        return in_light(image, lambda light: blur_by_radius(light, radii), linear=rng.random() < self.linear_light)


def draw_radii(height: int, width: int, largest_px: float, rng: Rng) -> Pixels:
    """Return the radius of the disc at each pixel, 0..largest_px. Shape: (height, width)."""
    depth = smooth_noise(height, width, rng.uniform(0.4, 1.0) * max(height, width), rng)
    if rng.random() < 0.4:
        depth = depth + (smooth_noise(height, width, 0.35 * max(height, width), rng) > 0)
    nearest, farthest = float(depth.min()), float(depth.max())
    away = np.abs((depth - nearest) / max(farthest - nearest, 1e-6) - rng.uniform(0, 1))
    return np.asarray(away * (largest_px / max(float(away.max()), 1e-6)), dtype=np.float32)


def blur_by_radius(image: Pixels, radii_px: Pixels) -> Pixels:
    """Return the picture blurred by a disc of its own radius at each pixel.

    Shape:
        image: (H, W, 3). radii_px: (H, W), >= 0. Returns (H, W, 3).
    """
    steps = 3
    spacing = max(float(radii_px.max()) / steps, 1e-6)
    place = radii_px * np.float32(1 / spacing)
    total = np.zeros_like(image)
    for step in range(steps + 1):
        weight = np.clip(1 - np.abs(place - np.float32(step)), 0, 1)
        blurred = convolve(image, disc_kernel(step * spacing)) if step > 0 else image
        total += blurred * spread(weight)
    return total


def gaussian_blur(image: Pixels, sigma_px: float) -> Pixels:
    """Return the picture blurred by a Gaussian, edges reflected, the same shape."""
    return np.asarray(cv2.GaussianBlur(image, (0, 0), sigma_px, borderType=cv2.BORDER_REFLECT_101))

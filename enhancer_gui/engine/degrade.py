"""From a good photo to a bad one: the damage that the networks learn to undo.

Every degradation is a small frozen value with a `kind`, so that a training configuration can name
it, and a call `degradation(image, rng)` on float32 (H, W, 3) RGB 0..1 that draws its parameters from
`rng` alone: the same seed makes the same damage on any machine.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

Pixels: TypeAlias = NDArray[np.float32]
Rng: TypeAlias = np.random.Generator


def downsample_bicubic(image: NDArray[np.uint8], scale: int) -> NDArray[np.uint8]:
    """Return the picture 1/scale the size by antialiased bicubic (a = -0.5), rounded to 8 bits.

    This is the LR of every classical benchmark (MATLAB imresize); Pillow's kernel is the same.

    Shape:
        image: (H, W, 3) or (H, W), H and W multiples of scale.
    """
    height, width = image.shape[:2]
    small = Image.fromarray(image).resize((width // scale, height // scale), Image.Resampling.BICUBIC)
    return np.asarray(small)


@dataclass(frozen=True)
class MotionBlur:
    """Camera shake: the picture averaged along a random trajectory of the camera.

    Source: the random walk with inertia of Boracchi and Foi, "Modeling the performance of image
    restoration from motion blur", 2012, section IV, as DeblurGAN (Kupyn et al., 2018) uses it. With
    probability `linear_light` the average is taken on linearised values (gamma 2.2), as a sensor does.
    """

    kind: Literal["motion_blur"] = "motion_blur"
    probability: float = 1.0
    max_length_px: float = 24.0
    linear_light: float = 0.5

    def __call__(self, image: Pixels, rng: Rng) -> Pixels:
        """Return the blurred picture, the same shape."""
        length = rng.uniform(2.0, self.max_length_px)
        kernel = trajectory_kernel(length, curvature=float(rng.choice([0.0, 0.1, 0.4, 1.0])), rng=rng)
        return _in_light(image, lambda light: convolve(light, kernel), linear=rng.random() < self.linear_light)


@dataclass(frozen=True)
class TurningBlur:
    """Spatially varying shake: the camera turns, zooms and moves a little during the exposure."""

    kind: Literal["turning_blur"] = "turning_blur"
    probability: float = 1.0
    max_length_px: float = 20.0
    linear_light: float = 0.5

    def __call__(self, image: Pixels, rng: Rng) -> Pixels:
        """Return the average of the picture warped along the movement, the same shape."""
        height, width = image.shape[:2]
        reach = max(height, width) / 2
        turn = rng.normal(0, self.max_length_px / 3) / reach
        zoom = rng.normal(0, self.max_length_px / 6) / reach
        move = rng.normal(0, self.max_length_px / 4, size=2)
        centre = rng.uniform(0, 1, size=2) * (width, height)
        frames = int(np.clip(np.ceil(self.max_length_px * 1.5), 8, 24))

        def expose(light: Pixels) -> Pixels:
            total = np.zeros_like(light)
            for t in np.linspace(-0.5, 0.5, frames):
                matrix = cv2.getRotationMatrix2D(
                    (float(centre[0]), float(centre[1])), np.degrees(turn * t), 1 + zoom * t
                )
                matrix[:, 2] += move * t
                total += cv2.warpAffine(
                    light, matrix, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101
                )
            return total / np.float32(frames)

        return _in_light(image, expose, linear=rng.random() < self.linear_light)


@dataclass(frozen=True)
class SoftFocus:
    """Defocus (a disc with a soft edge) or a Gaussian, for lenses and soft scans."""

    kind: Literal["soft_focus"] = "soft_focus"
    probability: float = 1.0
    max_radius_px: float = 5.0

    def __call__(self, image: Pixels, rng: Rng) -> Pixels:
        """Return the blurred picture, the same shape."""
        radius = rng.uniform(0.5, self.max_radius_px)
        if rng.random() < 0.5:
            return convolve(image, disc_kernel(radius))
        sigma = radius / 2
        return np.asarray(cv2.GaussianBlur(image, (0, 0), sigma, borderType=cv2.BORDER_REFLECT_101))


@dataclass(frozen=True)
class Noise:
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


@dataclass(frozen=True)
class Jpeg:
    """JPEG compression at a random quality, chroma halved as cameras and phones do."""

    kind: Literal["jpeg"] = "jpeg"
    probability: float = 1.0
    min_quality: int = 10
    max_quality: int = 95

    def __call__(self, image: Pixels, rng: Rng) -> Pixels:
        """Return the picture after one round of JPEG, the same shape."""
        quality = int(rng.integers(self.min_quality, self.max_quality + 1))
        return jpeg(image, quality)


Degradation: TypeAlias = MotionBlur | TurningBlur | SoftFocus | Noise | Jpeg


def apply_chain(image: Pixels, chain: Sequence[Degradation], rng: Rng) -> Pixels:
    """Return the picture after each degradation whose probability comes up, in order."""
    out = image
    for degradation in chain:
        if rng.random() < degradation.probability:
            out = degradation(out, rng)
    return out


def jpeg(image: Pixels, quality: int) -> Pixels:
    """Return the picture encoded and decoded as JPEG (4:2:0) at `quality` 1..100."""
    encoded = cv2.imencode(".jpg", _to_bgr8(image), [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
    decoded = cv2.imdecode(encoded, cv2.IMREAD_COLOR)
    assert decoded is not None
    return decoded[..., ::-1].astype(np.float32) / np.float32(255)


def trajectory_kernel(length_px: float, *, curvature: float, rng: Rng) -> Pixels:
    """Return a motion-blur kernel of the given path length that sums to 1.

    The camera keeps its speed and turns by a random angle a step (standard deviation `curvature`
    over the whole path, in half turns); positions are spread bilinearly over the pixels.

    Shape:
        Returns (K, K), K odd, just large enough for the centred path.
    """
    steps = max(8, int(length_px * 4))
    turns = rng.normal(0, curvature * np.pi / np.sqrt(steps), size=steps)
    angle = rng.uniform(0, 2 * np.pi) + np.cumsum(turns)
    path = np.cumsum(np.stack([np.cos(angle), np.sin(angle)], axis=1), axis=0) * (length_px / steps)
    path -= (path.min(axis=0) + path.max(axis=0)) / 2
    half = int(np.ceil(np.abs(path).max())) + 1
    size = 2 * half + 1
    kernel = np.zeros((size, size), dtype=np.float64)
    weights = rng.uniform(0.5, 1.5, size=steps)
    x, y = path[:, 0] + half, path[:, 1] + half
    x0, y0 = np.floor(x).astype(int), np.floor(y).astype(int)
    fx, fy = x - x0, y - y0
    for dy, wy in ((0, 1 - fy), (1, fy)):
        for dx, wx in ((0, 1 - fx), (1, fx)):
            np.add.at(kernel, (y0 + dy, x0 + dx), weights * wx * wy)
    return np.asarray(kernel / kernel.sum(), dtype=np.float32)


def disc_kernel(radius_px: float) -> Pixels:
    """Return a defocus disc whose edge fades over one pixel and that sums to 1. Shape: (K, K), K odd."""
    half = int(np.ceil(radius_px + 0.5))
    grid = np.arange(-half, half + 1, dtype=np.float32)
    distance = np.hypot(grid[:, None], grid[None, :])
    kernel = np.clip(radius_px + 0.5 - distance, 0, 1)
    return np.asarray(kernel / kernel.sum(), dtype=np.float32)


def convolve(image: Pixels, kernel: Pixels) -> Pixels:
    """Return the picture convolved with a centred kernel, edges reflected, the same shape."""
    flipped = np.ascontiguousarray(kernel[::-1, ::-1])
    return np.asarray(cv2.filter2D(image, -1, flipped, borderType=cv2.BORDER_REFLECT_101))


def _in_light(image: Pixels, blur: Callable[[Pixels], Pixels], *, linear: bool) -> Pixels:
    if not linear:
        return blur(image)
    light = blur(np.power(np.clip(image, 0, 1), np.float32(2.2)))
    return np.power(np.clip(light, 0, 1), np.float32(1 / 2.2))


def _to_bgr8(image: Pixels) -> NDArray[np.uint8]:
    rounded = np.rint(np.clip(image, 0, 1) * 255).astype(np.uint8)
    return np.ascontiguousarray(rounded[..., ::-1])

"""Blur by a camera that moves while the shutter is open: the same all over the picture, or turning."""

from dataclasses import dataclass
from typing import Literal

import cv2
import numpy as np

from enhancer_gui.engine.degrade.convolution import convolve, in_light
from enhancer_gui.engine.degrade.trajectories import path_kernel, shaken_path, trajectory_kernel
from enhancer_gui.engine.degrade.vocabulary import Pixels, Rng, Settings

_FEWEST_VIEWS = 4
_MOST_VIEWS = 40


@dataclass(frozen=True)
class MotionBlur(Settings):
    """Camera shake: the picture averaged along a random trajectory of the camera.

    Source: Boracchi and Foi, "Modeling the performance of image restoration from motion blur", 2012, section IV. With
    probability `shaken` the path is theirs in full, with inertia, a pull back to the centre and sudden jerks, as
    DeblurGAN (Kupyn et al., 2018, section 3.3) uses it; otherwise it keeps its speed and turns at random. With
    probability `linear_light` the average is taken on linearised values (gamma 2.2), as a sensor does.
    """

    kind: Literal["motion_blur"] = "motion_blur"
    probability: float = 1.0
    max_length_px: float = 24.0
    linear_light: float = 0.5
    shaken: float = 0.0

    def __call__(self, image: Pixels, rng: Rng) -> Pixels:
        """Return the blurred picture, the same shape."""
        length = rng.uniform(2.0, self.max_length_px)
        if self.shaken > 0 and rng.random() < self.shaken:
            kernel = path_kernel(shaken_path(length, rng))
        else:
            kernel = trajectory_kernel(length, curvature=float(rng.choice([0.0, 0.1, 0.4, 1.0])), rng=rng)
        return in_light(image, lambda light: convolve(light, kernel), linear=rng.random() < self.linear_light)


@dataclass(frozen=True)
class TurningBlur(Settings):
    """Spatially varying shake: the camera turns, zooms and moves a little during the exposure.

    Source: the projective motion path of Tai et al., "Richardson-Lucy deblurring for scenes under a projective motion
    path", 2011: the photo is the mean of the views along the path, here rotation, zoom and shift. With probability
    `shaken` the shift follows the trajectory of `MotionBlur` with its jerks, otherwise it is straight and even.
    """

    kind: Literal["turning_blur"] = "turning_blur"
    probability: float = 1.0
    max_length_px: float = 20.0
    linear_light: float = 0.5
    shaken: float = 0.0

    def __call__(self, image: Pixels, rng: Rng) -> Pixels:
        """Return the average of the picture warped along the movement, the same shape."""
        height, width = image.shape[:2]
        reach = max(height, width) / 2
        turn = rng.normal(0, self.max_length_px / 3) / reach
        zoom = rng.normal(0, self.max_length_px / 6) / reach
        move = rng.normal(0, self.max_length_px / 4, size=2)
        centre = rng.uniform(0, 1, size=2) * (width, height)
        farthest = float(np.hypot(*np.maximum(centre, (width, height) - centre)))
        shift_px = float(np.hypot(*move))
        # One view a pixel of the longest way: fewer leave ghosts, more cost time and change nothing.
        frames = int(np.clip(np.ceil(np.hypot(turn, zoom) * farthest + shift_px), _FEWEST_VIEWS, _MOST_VIEWS))
        times = np.linspace(-0.5, 0.5, frames)
        shifts = times[:, None] * move
        if self.shaken > 0 and rng.random() < self.shaken:
            path = shaken_path(shift_px, rng)
            shifts = path[np.linspace(0, len(path) - 1, frames).astype(int)] - path.mean(axis=0)

        def expose(light: Pixels) -> Pixels:
            total = np.zeros_like(light)
            for t, shift in zip(times, shifts, strict=True):
                matrix = cv2.getRotationMatrix2D(
                    (float(centre[0]), float(centre[1])), np.degrees(turn * t), 1 + zoom * t
                )
                matrix[:, 2] += shift
                total += cv2.warpAffine(
                    light, matrix, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101
                )
            return total / np.float32(frames)

        return in_light(image, expose, linear=rng.random() < self.linear_light)

"""Blur of a moving scene: the camera's path, depth and a moving subject, averaged over the exposure."""

from dataclasses import dataclass
from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from enhancer_gui.engine.degrade.convolution import in_light
from enhancer_gui.engine.degrade.vocabulary import Pixels, Rng, Settings

_SHORTEST_PX = 1.5
_FRAMES = (7, 17)
"""Fewest and most views of one exposure: what 240 frames a second leave in a photo of 1/30 to 1/14 s."""


@dataclass(frozen=True)
class SceneMotion(Settings):
    """Blur that differs from place to place, as a hand-held camera sees a street.

    Every view of the exposure is the picture moved by a field: the camera's path (constant speed, gently bent), scaled
    by a smooth depth, plus turning and zooming about a random centre, and with probability `subject` another movement
    inside a blob, which may also stand still (a panned subject). The middle view is the sharp picture itself.

    Source: blur as an average of views, Nah et al., "Deep Multi-scale Convolutional Neural Network for Dynamic Scene
    Deblurring", 2017, section 3; one motion vector a pixel, Gong et al., "From Motion Blur to Motion Flow", 2017.
    """

    kind: Literal["scene_motion"] = "scene_motion"
    probability: float = 1.0
    max_length_px: float = 24.0
    linear_light: float = 0.3
    depth: float = 0.7
    subject: float = 0.4

    def __call__(self, image: Pixels, rng: Rng) -> Pixels:
        """Return the mean of the views, the same shape."""
        height, width = image.shape[:2]
        length = _SHORTEST_PX + self._length(rng)
        frames = int(np.clip(length, *_FRAMES)) | 1
        times = np.linspace(-0.5, 0.5, frames)
        path = _camera_path(length, times, rng)
        y, x = np.mgrid[0:height, 0:width].astype(np.float32)
        depth = np.ones((height, width), np.float32)
        if rng.random() < self.depth:
            depth += np.float32(0.25) * _smooth_field(height, width, int(rng.integers(2, 5)), rng)
        turning = _turning(x, y, length, rng)
        subject = self._subject(height, width, rng) if rng.random() < self.subject else None

        def expose(light: Pixels) -> Pixels:
            total = np.zeros_like(light)
            for time, (camera_x, camera_y) in zip(times, path, strict=True):
                move_x = np.float32(camera_x) * depth + turning[0] * np.float32(time)
                move_y = np.float32(camera_y) * depth + turning[1] * np.float32(time)
                if subject is not None:
                    blob, (way_x, way_y) = subject
                    move_x += (np.float32(way_x * time) - move_x) * blob
                    move_y += (np.float32(way_y * time) - move_y) * blob
                total += cv2.remap(light, x + move_x, y + move_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101)
            return total / np.float32(frames)

        return in_light(image, expose, linear=rng.random() < self.linear_light)

    def _length(self, rng: Rng) -> float:
        """Return a length of blur; short ones are the more frequent, as in photos."""
        return self.max_length_px * float(rng.beta(1.0, 1.6))

    def _subject(self, height: int, width: int, rng: Rng) -> tuple[Pixels, tuple[float, float]]:
        """Return where the subject is, 0..1, and its way through the exposure in pixels."""
        field = _smooth_field(height, width, int(rng.integers(3, 6)), rng) - np.float32(rng.uniform(-0.2, 1.0))
        blob = np.clip(field * 12 + np.float32(0.5), 0, 1)
        stands_still = rng.random() < 0.4
        way = 0.0 if stands_still else self._length(rng)
        angle = rng.uniform(0, 2 * np.pi)
        return blob, (way * float(np.cos(angle)), way * float(np.sin(angle)))


def _camera_path(length: float, times: NDArray[np.float64], rng: Rng) -> NDArray[np.float64]:
    """Return the camera's place at each time, zero in the middle. Shape: (frames, 2), pixels."""
    bend = rng.normal(0, 0.25 if rng.random() < 0.6 else 1.0)
    directions = rng.uniform(0, 2 * np.pi) + bend * np.pi * times
    path = np.cumsum(np.stack([np.cos(directions), np.sin(directions)], axis=1), axis=0) * (length / len(times))
    return np.asarray(path - path[len(times) // 2])


def _turning(x: Pixels, y: Pixels, length: float, rng: Rng) -> tuple[Pixels, Pixels]:
    """Return the field of a camera that turns and zooms about a centre, for one unit of time."""
    height, width = x.shape
    reach = max(height, width) / 2
    turn = np.float32(rng.normal(0, 0.15 * length) / reach)
    zoom = np.float32(rng.normal(0, 0.1 * length) / reach)
    away_x, away_y = (a - np.float32(rng.uniform(-0.5, 1.5) * side) for a, side in ((x, width), (y, height)))
    return zoom * away_x - turn * away_y, zoom * away_y + turn * away_x


def _smooth_field(height: int, width: int, cells: int, rng: Rng) -> Pixels:
    grid = rng.standard_normal((cells, cells)).astype(np.float32)
    return np.asarray(cv2.resize(grid, (width, height), interpolation=cv2.INTER_CUBIC), dtype=np.float32)

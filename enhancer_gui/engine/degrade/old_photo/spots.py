"""Where the picture is covered by dust or has flaked off: coverage of specks, blotches and worn borders."""

import math

import cv2
import numpy as np

from enhancer_gui.engine.degrade.fields import crops_in, rough_noise
from enhancer_gui.engine.degrade.vocabulary import Pixels, Rng

_FINER = 2
_SHIFT = 4


def dust(height: int, width: int, size: float, amount: float, rng: Rng) -> Pixels:
    """Return the coverage of specks, most of them under a pixel, a few long as lint. Shape: (height, width)."""
    count = 1 + int(rng.poisson(crops_in(height, width) * amount * rng.exponential(60)))
    canvas = np.zeros((height * _FINER, width * _FINER), dtype=np.uint8)
    unit = _FINER << _SHIFT
    centres = np.rint(rng.uniform(0, 1, size=(count, 2)) * (width, height) * unit).astype(int).tolist()
    radii = np.minimum(3.5, size * rng.lognormal(-0.55, 0.5, size=count))
    lengths = np.where(rng.random(count) < 0.15, rng.uniform(1.5, 4, size=count), rng.uniform(1, 1.5, size=count))
    axes = np.rint(np.stack([radii * lengths, radii], axis=1) * unit).astype(int).tolist()
    angles = rng.uniform(0, 180, size=count).tolist()
    greys = (255 * rng.uniform(0.35, 1, size=count)).tolist()
    for centre, both, angle, grey in zip(centres, axes, angles, greys, strict=True):
        cv2.ellipse(canvas, centre, both, angle, 0, 360, grey, cv2.FILLED, cv2.LINE_AA, _SHIFT)
    small = cv2.resize(canvas, (width, height), interpolation=cv2.INTER_AREA)
    return small.astype(np.float32) * np.float32(1 / 255)


def blotches(height: int, width: int, size: float, amount: float, rng: Rng) -> Pixels:
    """Return the coverage of ragged patches where the emulsion is gone. Shape: (height, width)."""
    coverage = np.zeros((height, width), dtype=np.float32)
    for _ in range(1 + int(rng.poisson(2 * amount * crops_in(height, width)))):
        radius = size * min(28.0, 2.5 * rng.lognormal(0.4, 0.7))
        half = math.ceil(1.8 * radius) + 1
        x, y = int(rng.integers(width)), int(rng.integers(height))
        top, left = max(0, y - half), max(0, x - half)
        window = coverage[top : y + half, left : x + half]
        rows = np.arange(top, top + window.shape[0], dtype=np.float32)[:, None] - y
        columns = np.arange(left, left + window.shape[1], dtype=np.float32)[None, :] - x
        angle, stretch = rng.uniform(0, math.pi), rng.uniform(1, 2.2)
        along = columns * np.float32(math.cos(angle)) + rows * np.float32(math.sin(angle))
        across = rows * np.float32(math.cos(angle)) - columns * np.float32(math.sin(angle))
        away = np.hypot(along, across * np.float32(stretch)) / np.float32(radius)
        ragged = away + 0.28 * rough_noise(window.shape[0], window.shape[1], max(2.0, 0.6 * radius), rng)
        np.maximum(window, np.clip((np.float32(1) - ragged) * np.float32(radius), 0, 1), out=window)
    return coverage


def worn_border(height: int, width: int, size: float, rng: Rng) -> Pixels:
    """Return the coverage of one or two sides worn down to the paper, with nicks. Shape: (height, width)."""
    away = np.full((height, width), np.inf, dtype=np.float32)
    down = np.arange(height, dtype=np.float32)[:, None]
    right = np.arange(width, dtype=np.float32)[None, :]
    sides = (down, height - 1 - down, right, width - 1 - right)
    for side in rng.choice(4, size=int(rng.integers(1, 3)), replace=False):
        away = np.minimum(away, sides[int(side)])
    depth = size * rng.uniform(1, 6)
    reach = depth * (1 + rough_noise(height, width, 7 * size, rng)) + 1.5 * depth * np.maximum(
        0, rough_noise(height, width, 30 * size, rng) - 0.8
    )
    return np.asarray(np.clip(reach - away, 0, 1))


def torn_corner(height: int, width: int, size: float, rng: Rng) -> tuple[Pixels, Pixels]:
    """Return the coverage of a missing corner and of the fringe of bare paper along it. Shape: (height, width)."""
    down = np.arange(height, dtype=np.float32)[:, None]
    right = np.arange(width, dtype=np.float32)[None, :]
    if rng.random() < 0.5:
        down = height - 1 - down
    if rng.random() < 0.5:
        right = width - 1 - right
    tall, wide = height * rng.uniform(0.08, 0.35), width * rng.uniform(0.08, 0.35)
    inside = (1 - down / np.float32(tall) - right / np.float32(wide)) * np.float32(min(tall, wide))
    inside = inside + 1.6 * size * rough_noise(height, width, 14 * size, rng)
    fringe_px = size * np.maximum(0.5, 2 + 1.5 * rough_noise(height, width, 10 * size, rng))
    gone = np.clip(inside, 0, 1)
    return gone, np.clip(inside + fringe_px, 0, 1) - gone

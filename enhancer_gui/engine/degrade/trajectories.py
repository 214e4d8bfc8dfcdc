"""Random paths of a camera during an exposure, and the kernels that they draw."""

import math

import numpy as np
from numpy.typing import NDArray

from enhancer_gui.engine.degrade.vocabulary import Pixels, Rng


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
    return path_kernel(path, rng.uniform(0.5, 1.5, size=steps))


def shaken_path(length_px: float, rng: Rng) -> NDArray[np.float64]:
    """Return the path of a hand-held camera: a particle with inertia, a pull back to its start, and jerks.

    Velocity changes a step by a Gaussian push and by the pull towards the start; now and then a jerk turns it about.
    The strengths follow section IV of Boracchi and Foi (2012), for 128 steps instead of 2000.

    Shape:
        Returns (128, 2), x and y in pixels, of about the total length asked for.
    """
    steps = 128
    nervousness = 0.1 * rng.random()
    jerk_chance = 0.2 * rng.random() * 16 / steps
    push = 10 * nervousness * rng.standard_normal((steps, 2)) / math.sqrt(steps)
    pull = 0.7 * rng.random() * 16 / steps
    chance = rng.random(steps)
    bearing = rng.uniform(-0.5, 0.5, size=steps)
    start = rng.uniform(0, 2 * math.pi)
    vx, vy = math.cos(start), math.sin(start)
    x = y = 0.0
    path = np.empty((steps, 2))
    for i in range(steps):
        path[i] = x, y
        if chance[i] < jerk_chance:
            heading = math.atan2(vy, vx) + math.pi + bearing[i]
            vx, vy = 2 * math.cos(heading), 2 * math.sin(heading)
        vx += push[i, 0] - pull * x / steps
        vy += push[i, 1] - pull * y / steps
        speed = math.hypot(vx, vy) or 1.0
        vx, vy = vx / speed, vy / speed
        x, y = x + vx, y + vy
    return np.asarray(path * (length_px / steps))


def path_kernel(path: NDArray[np.float64], dwell: NDArray[np.float64] | None = None) -> Pixels:
    """Return the kernel that sums to 1 and that a path draws, centred; each point spread bilinearly over the pixels.

    Shape:
        path: (N, 2), x and y in pixels. dwell: (N,), how long the camera stays at each point; default: evenly.
        Returns (K, K), K odd, just large enough.
    """
    centred = path - (path.min(axis=0) + path.max(axis=0)) / 2
    half = int(np.ceil(np.abs(centred).max())) + 1
    size = 2 * half + 1
    weights = np.ones(len(path)) if dwell is None else dwell
    kernel = np.zeros((size, size), dtype=np.float64)
    x, y = centred[:, 0] + half, centred[:, 1] + half
    x0, y0 = np.floor(x).astype(int), np.floor(y).astype(int)
    fx, fy = x - x0, y - y0
    for dy, wy in ((0, 1 - fy), (1, fy)):
        for dx, wx in ((0, 1 - fx), (1, fx)):
            np.add.at(kernel, (y0 + dy, x0 + dx), weights * wx * wy)
    return np.asarray(kernel / kernel.sum(), dtype=np.float32)

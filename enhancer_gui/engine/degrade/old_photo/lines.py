"""Where the picture is scratched, cracked or folded: strokes and the coverage they give."""

import math

import cv2
import numpy as np

from enhancer_gui.engine.degrade.fields import crops_in, rough_noise
from enhancer_gui.engine.degrade.old_photo.strokes import Stroke, stroke_along, wander
from enhancer_gui.engine.degrade.vocabulary import Pixels, Rng


def film_scratches(height: int, width: int, size: float, amount: float, rng: Rng) -> list[Stroke]:
    """Return long, nearly straight scratches side by side, as transport leaves them; mostly upright."""
    upright = rng.random() < 0.8
    reach, across = (height, width) if upright else (width, height)
    lean = rng.normal(0, 0.03)
    strokes = []
    for _ in range(1 + int(rng.poisson(3 * amount))):
        length = reach * min(1.2, rng.exponential(0.7) + 0.15)
        place = rng.uniform(0, across), rng.uniform(-0.1 * reach, max(1, reach - length))
        start = place if upright else (place[1], place[0])
        heading = (math.pi / 2 if upright else 0.0) + lean + rng.normal(0, 0.01)
        path = wander(start, heading, length, 12.0, rng, jitter=0.02, bend=0.004)
        opacity = rng.uniform(0.3, 1)
        stroke = stroke_along(path, size * rng.uniform(0.4, 1.1), opacity, rng, uneven=0.35, taper=False)
        strokes.append(stroke)
        if rng.random() < 0.15:
            strokes.append(Stroke(path + size * rng.uniform(2, 4), stroke.widths_px, stroke.opacities))
    return strokes


def handling_scratches(height: int, width: int, size: float, amount: float, rng: Rng) -> list[Stroke]:
    """Return short scratches, straight or bowed, a few of them in one direction, as fingers and boxes leave them."""
    common = rng.uniform(0, math.pi)
    strokes = []
    for _ in range(1 + int(rng.poisson(7 * amount * crops_in(height, width)))):
        heading = common + rng.normal(0, 0.25) if rng.random() < 0.5 else rng.uniform(0, 2 * math.pi)
        length = size * min(0.7 * max(height, width), 6 + rng.exponential(28))
        start = rng.uniform(0, width), rng.uniform(0, height)
        path = wander(start, heading, length, 5.0 * size, rng, jitter=0.06, bend=rng.choice([0.0, 0.02, 0.08]))
        wide, opacity = size * rng.uniform(0.35, 1.2), rng.uniform(0.3, 1)
        strokes.append(stroke_along(path, wide, opacity, rng, uneven=0.3, taper=rng.random() < 0.6))
    return strokes


def hairs(height: int, width: int, size: float, amount: float, rng: Rng) -> list[Stroke]:
    """Return curled hairs and fibres of even width, as they lie on a negative or on the glass of a scanner."""
    strokes = []
    for _ in range(1 + int(rng.poisson(1.5 * amount * crops_in(height, width)))):
        step = 2.5 * size
        steps = int(rng.uniform(8, 36))
        curl = np.cumsum(rng.normal(0, 0.07, size=steps)) + rng.normal(0, 0.06)
        headings = rng.uniform(0, 2 * math.pi) + np.cumsum(curl * 0.6)
        walk = np.cumsum(np.stack([np.cos(headings), np.sin(headings)], axis=1), axis=0) * step
        path = walk + np.array([rng.uniform(0, width), rng.uniform(0, height)])
        wide, opacity = size * rng.uniform(0.5, 1.0), rng.uniform(0.5, 1)
        strokes.append(stroke_along(path, wide, opacity, rng, uneven=0.08, taper=False))
    return strokes


def crack_tree(
    start: tuple[float, float], heading: float, length_px: float, width_px: float, size: float, rng: Rng
) -> list[Stroke]:
    """Return a crack that jags, thins out and branches, each branch shorter and thinner than its stem."""
    strokes: list[Stroke] = []
    waiting = [(start, heading, length_px, width_px)]
    while waiting and len(strokes) < 16:
        origin, direction, length, wide = waiting.pop(0)
        path = wander(origin, direction, length, max(2.2, 3.0 * size), rng, jitter=0.42, bend=0.06)
        strokes.append(stroke_along(path, wide, 1.0, rng, uneven=0.25, taper=True))
        for joint in path[2:-1][rng.random(len(path) - 3) < 0.07]:
            side = rng.choice([-1, 1]) * rng.uniform(0.5, 1.4)
            waiting.append(
                ((joint[0], joint[1]), direction + side, length * rng.uniform(0.3, 0.7), wide * rng.uniform(0.4, 0.8))
            )
    return strokes


def cracks(height: int, width: int, size: float, amount: float, rng: Rng) -> list[Stroke]:
    """Return a few trees of cracks, most from the border inwards, few of them wide."""
    strokes = []
    for _ in range(1 + int(rng.poisson(3.5 * amount))):
        start, heading = _from_border(height, width, rng)
        if rng.random() < 0.35:
            start, heading = (rng.uniform(0, width), rng.uniform(0, height)), rng.uniform(0, 2 * math.pi)
        length = max(height, width) * rng.uniform(0.15, 0.8)
        strokes += crack_tree(start, heading, length, size * min(4.5, 0.7 * rng.lognormal(0.2, 0.6)), size, rng)
    return strokes


def fold(height: int, width: int, size: float, rng: Rng) -> list[Stroke]:
    """Return a fold from border to border, nearly straight, with small cracks leaving it."""
    start, heading = _from_border(height, width, rng)
    wide = size * rng.uniform(0.5, 2.2)
    length = 1.5 * max(height, width) * (1 if rng.random() < 0.7 else rng.uniform(0.3, 0.7))
    path = wander(start, heading, length, max(2.2, 3.0 * size), rng, jitter=0.2, bend=0.007)
    strokes = [stroke_along(path, wide, 1.0, rng, uneven=0.3, taper=False)]
    for joint in path[rng.random(len(path)) < 0.05]:
        side = heading + rng.choice([-1, 1]) * rng.uniform(0.4, 1.5)
        strokes += crack_tree((joint[0], joint[1]), side, size * rng.uniform(8, 40), 0.6 * wide, size, rng)
    return strokes


def frayed(coverage: Pixels, size: float, patchiness: float, rng: Rng) -> Pixels:
    """Return the coverage with ragged edges, faint where the surface held and wider where it flaked off.

    A soft copy of the line is cut at a height that wanders with noise, which frays the edge; the line itself stays
    as a hairline, stronger and weaker along its way.
    """
    height, width = coverage.shape
    soft = cv2.GaussianBlur(coverage, (0, 0), 0.75 * size)
    wear = rough_noise(height, width, 40.0 * size, rng)
    level = 0.40 + 0.1 * rough_noise(height, width, 2.2 * size, rng) + patchiness * wear
    flaked = np.clip((soft - np.maximum(level, 0.12)) * np.float32(4), 0, 1)
    hairline = coverage * np.clip(np.float32(0.62) - np.float32(0.45) * wear, 0, 1)
    return np.asarray(np.maximum(flaked, hairline))


def relief(coverage: Pixels, size: float, rng: Rng) -> Pixels:
    """Return the light and shadow along a crease under a slanting lamp: about -1..1, 0 away from it."""
    soft = cv2.GaussianBlur(coverage, (0, 0), 1.1 * size)
    angle = rng.uniform(0, 2 * math.pi)
    dx, dy = math.cos(angle) * 1.2 * size, math.sin(angle) * 1.2 * size
    height, width = coverage.shape
    shift = np.array([[1, 0, dx], [0, 1, dy]], dtype=np.float32)
    return np.asarray(cv2.warpAffine(soft, shift, (width, height)) - soft)


def _from_border(height: int, width: int, rng: Rng) -> tuple[tuple[float, float], float]:
    """Return a place on the border and a heading inwards."""
    along = rng.uniform(0.05, 0.95)
    side = int(rng.integers(4))
    x = (along * width, float(width), along * width, 0.0)[side]
    y = (0.0, along * height, float(height), along * height)[side]
    inwards = (math.pi / 2, math.pi, -math.pi / 2, 0.0)[side]
    return (x, y), inwards + rng.normal(0, 0.4)

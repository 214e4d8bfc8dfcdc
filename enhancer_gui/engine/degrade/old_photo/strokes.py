"""Thin lines of varying width, drawn between the pixels."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from enhancer_gui.engine.degrade.vocabulary import Pixels, Rng

_FINER = 2
_SHIFT = 4
# Segments over which a width stays about the same.
_SWELL = 4


@dataclass(frozen=True)
class Stroke:
    """A polyline.

    Attributes:
        points: (N, 2), x and y in pixels.
        widths_px: (N - 1,), the width of each segment.
        opacities: (N - 1,), 0..1.
    """

    points: NDArray[np.float64]
    widths_px: NDArray[np.float64]
    opacities: NDArray[np.float64]


def draw(height: int, width: int, strokes: Iterable[Stroke]) -> Pixels:
    """Return how much of each pixel the strokes cover, 0..1. Shape: (height, width)."""
    canvas = np.zeros((height * _FINER, width * _FINER), dtype=np.uint8)
    for stroke in strokes:
        places = np.rint(stroke.points * (_FINER << _SHIFT)).astype(int).tolist()
        wide = stroke.widths_px * _FINER
        # Below one pixel of the finer canvas a line cannot become thinner, only fainter.
        greys = (255 * stroke.opacities * np.minimum(1, wide)).tolist()
        thick = np.maximum(1, np.rint(wide)).astype(int).tolist()
        for start, end, thickness, grey in zip(places[:-1], places[1:], thick, greys, strict=True):
            cv2.line(canvas, start, end, grey, thickness, cv2.LINE_AA, _SHIFT)
    small = cv2.resize(canvas, (width, height), interpolation=cv2.INTER_AREA)
    return small.astype(np.float32) * np.float32(1 / 255)


def wander(
    start: tuple[float, float],
    heading: float,
    length_px: float,
    step_px: float,
    rng: Rng,
    *,
    jitter: float,
    bend: float,
) -> NDArray[np.float64]:
    """Return a path of even steps that keeps its heading but for a jitter a step and a slow bend (radians).

    Shape:
        Returns (N, 2), N >= 3.
    """
    steps = max(2, math.ceil(length_px / step_px))
    headings = heading + jitter * rng.standard_normal(steps) + np.cumsum(rng.normal(0, bend, size=steps))
    path = np.empty((steps + 1, 2))
    path[0] = start
    path[1:, 0] = start[0] + np.cumsum(np.cos(headings)) * step_px
    path[1:, 1] = start[1] + np.cumsum(np.sin(headings)) * step_px
    return path


def stroke_along(
    points: NDArray[np.float64], width_px: float, opacity: float, rng: Rng, *, uneven: float, taper: bool
) -> Stroke:
    """Return a stroke whose width swells and shrinks along its way by a factor of about exp(±uneven).

    With `taper` it starts at its full width and ends at a quarter of it.
    """
    segments = len(points) - 1
    swell = np.convolve(rng.standard_normal(segments + _SWELL - 1), np.full(_SWELL, _SWELL**-0.5), "valid")
    widths = width_px * np.exp(uneven * swell)
    if taper:
        widths = widths * np.linspace(1.0, 0.25, segments)
    opacities = np.clip(opacity * (1 + 0.6 * uneven * rng.standard_normal(segments)), 0.1, 1)
    return Stroke(points, widths, opacities)

"""Strokes of a round brush on a mask's picture: numpy alone, cheap enough to follow a pointer."""

import math

import numpy as np
from numpy.typing import NDArray

from enhancer_gui.core.geometry import Region

MASK_SIDE_PX = 2048
"""Longest side of a picture that a mask is begun on: with 24 megapixels beneath, a hard edge is three of them wide."""
_WHITE = 255
_EDGE_PX = 1.0
"""Width of a hard brush's edge in pixels of the picture: none would show stairs."""

Picture = NDArray[np.uint8]


def blank_picture(photo_size: tuple[int, int], value: int) -> Picture:
    """Return an even picture in the shape of a photo of (width, height), not larger than it."""
    share = min(1.0, MASK_SIDE_PX / max(photo_size))
    width, height = (max(1, round(side * share)) for side in photo_size)
    return np.full((height, width), value, np.uint8)


class Stroke:
    """One stroke: wherever it crosses itself, it counts once."""

    def __init__(self, picture: Picture, value: int, radius_px: float, softness: float) -> None:
        """Begin over a picture, which stays as it is.

        Args:
            picture: (H, W).
            value: what the stroke paints, 0..255.
            radius_px: in pixels of the picture, to the outer end of the soft edge.
            softness: 0..1, the share of the radius over which the stroke fades.
        """
        self._before = picture
        self._value = value
        self._radius = max(radius_px, _EDGE_PX / 2)
        self._fade = max(_EDGE_PX, softness * self._radius)
        self._cover: NDArray[np.float32] = np.zeros(picture.shape, np.float32)
        self._last: tuple[float, float] | None = None

    def to(self, x: float, y: float) -> Region:
        """Go on to a point, in pixels of the picture, and return the region that has changed; it may be empty."""
        from_x, from_y = self._last or (x, y)
        self._last = x, y
        reach = math.ceil(self._radius + _EDGE_PX)
        left, top = math.floor(min(from_x, x)) - reach, math.floor(min(from_y, y)) - reach
        right, bottom = math.ceil(max(from_x, x)) + reach, math.ceil(max(from_y, y)) + reach
        height, width = self._before.shape
        region = Region(left, top, right - left, bottom - top).intersection(Region(0, 0, width, height))
        if not region.is_empty:
            away = _distance(region, (from_x, from_y), (x, y))
            share = np.clip((self._radius + _EDGE_PX / 2 - away) / self._fade, 0, 1)
            here = self._cover[region.slices()]
            np.maximum(here, share * share * (3 - 2 * share), out=here)
        return region

    def part(self, region: Region) -> Picture:
        """Return a region of the picture with the stroke on it."""
        before = self._before[region.slices()].astype(np.float32)
        painted = before + self._cover[region.slices()] * (np.float32(self._value) - before)
        return np.asarray(np.rint(painted), dtype=np.uint8)

    def picture(self) -> Picture:
        """Return the whole picture with the stroke on it."""
        height, width = self._before.shape
        return self.part(Region(0, 0, width, height))


def _distance(region: Region, start: tuple[float, float], end: tuple[float, float]) -> NDArray[np.float32]:
    """Return how far the middle of each pixel of a region is from a line between two points."""
    x = np.arange(region.x, region.right, dtype=np.float32)[None, :] + np.float32(0.5 - start[0])
    y = np.arange(region.y, region.bottom, dtype=np.float32)[:, None] + np.float32(0.5 - start[1])
    way_x, way_y = end[0] - start[0], end[1] - start[1]
    length = way_x * way_x + way_y * way_y
    share = np.clip((x * way_x + y * way_y) / length, 0, 1) if length > 0 else np.float32(0)
    return np.asarray(np.hypot(x - share * way_x, y - share * way_y), dtype=np.float32)

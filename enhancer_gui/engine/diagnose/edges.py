"""How wide the edges of a photo are: what tells blur of any kind, one that follows no simple kernel included."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

_FINE_PX, _COARSE_PX = 0.8, 2.0
"""Sigmas at which slopes are compared; with the finer one an edge of pixels is still told from noise."""
_LEAST_SLOPE = 0.012
"""A pixel, of 1.0: lesser slopes are shading, and blocks of JPEG."""
_NOISES = 2.5
"""How many deviations of the noise's own slopes an edge must rise above them."""
_WIDEST_PX = 8.0
"""Beyond, a slope is shading and no edge."""
_FEWEST, _FEWEST_A_WAY = 300, 100
"""Points on edges that a crop, and a direction of one, must have to be believed."""
_WAYS = 8
_SHARPEST, _SHARPEST_A_WAY = 5, 10
"""Percentiles of the widths that stand for the sharpest edges: of a crop, and of one direction."""
_BORDER_PX = 6
_NEIGHBOURS = ((0, 1), (1, 1), (1, 0), (1, -1))
"""(down, across) along a slope of 0, 45, 90 and 135 degrees, rows counted downwards."""


@dataclass(frozen=True)
class EdgeWidths:
    """Sigmas in pixels of the Gaussians that would make such edges of steps; 0 for a thin line.

    Attributes:
        sharpest: of the sharpest twentieth in the crop that has the sharpest: none is sharper anywhere.
        middle: the median of the crop with most detail. A Gaussian or a disc on a sharp photo is found within 0.3 px of
            its own sigma and half a pixel together (squares added).
        widest: of the sharpest tenth of one direction, the widest direction: motion leaves no edge across it sharp.
    """

    sharpest: float
    middle: float
    widest: float


def edge_widths(planes: NDArray[np.float32], noise: float) -> EdgeWidths | None:
    """Return how wide edges are; None where there are too few.

    An edge blurred again loses the more of its slope the sharper it was, so two slopes of the same edge tell its width.
    Neither JPEG down to quality 25 nor white noise of up to 10 steps, which are few against the slope of an edge,
    moves the figures of blurred photos by more than 0.2 px.

    Source: Zhuo and Sim, "Defocus map estimation from a single image", 2011, section 3, between two Gaussians instead
    of with the photo itself, whose slopes are noisy.

    Shape:
        planes: (N, H, W), luma 0..1 of crops of one photo, the one with most detail first. noise: in the same units.
    """
    found = [_widths(plane, noise) for plane in planes]
    told = [widths for widths, _ in found if len(widths) >= _FEWEST]
    if not told:
        return None
    widths, ways = found[0]
    sharpest = min(float(np.percentile(each, _SHARPEST)) for each in told)
    if len(widths) < _FEWEST:
        return EdgeWidths(sharpest, float(np.median(told[0])), 0.0)
    return EdgeWidths(sharpest, float(np.median(widths)), _widest(widths, ways))


def _widest(widths: NDArray[np.float32], ways: NDArray[np.float32]) -> float:
    """Return the largest of the sharpest widths of each direction."""
    found = [0.0]
    for way in range(_WAYS):
        off = np.abs((ways - way * np.pi / _WAYS + np.pi / 2) % np.pi - np.pi / 2)
        own = widths[off < np.pi / _WAYS]
        if len(own) >= _FEWEST_A_WAY:
            found.append(float(np.percentile(own, _SHARPEST_A_WAY)))
    return max(found)


def _widths(plane: NDArray[np.float32], noise: float) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return the width at each point on an edge, and the direction 0..pi of its slope."""
    (fine_x, fine_y), (x, y) = _slopes(plane, _FINE_PX), _slopes(plane, _COARSE_PX)
    slope, way = np.hypot(x, y), np.arctan2(y, x) % np.float32(np.pi)
    noise_slope = noise / (np.sqrt(8 * np.pi) * _FINE_PX**2)  # of a Gaussian's derivative on white noise
    on_edge = _crests(slope, way) & (slope > max(_LEAST_SLOPE, _NOISES * noise_slope))
    slope, way = slope[on_edge], way[on_edge]
    fine = np.abs(fine_x[on_edge] * x[on_edge] + fine_y[on_edge] * y[on_edge]) / slope
    ratio = np.maximum(fine**2 - np.float32(noise_slope**2), 0) / slope**2
    squares = (_COARSE_PX**2 - ratio * _FINE_PX**2) / np.maximum(ratio - 1, np.float32(1e-3))
    return np.asarray(np.sqrt(np.clip(squares, 0, _WIDEST_PX**2)), dtype=np.float32), way


def _slopes(plane: NDArray[np.float32], sigma: float) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return the slope across and down, a pixel."""
    smooth = np.asarray(cv2.GaussianBlur(plane, (0, 0), sigma))
    centred, none = np.array([-0.5, 0, 0.5], np.float32), np.ones(1, np.float32)
    across, down = (cv2.sepFilter2D(smooth, -1, *each) for each in ((centred, none), (none, centred)))
    return np.asarray(across), np.asarray(down)


def _crests(slope: NDArray[np.float32], way: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Return where a slope is steeper than before and behind it, away from the border."""
    nearest = np.rint(way / (np.pi / 4)).astype(np.int8) % len(_NEIGHBOURS)
    crests = np.zeros(slope.shape, np.bool_)
    for index, (down, across) in enumerate(_NEIGHBOURS):
        before, behind = (np.roll(slope, (sign * down, sign * across), (0, 1)) for sign in (1, -1))
        crests |= (nearest == index) & (slope >= before) & (slope >= behind)
    crests[:_BORDER_PX] = crests[-_BORDER_PX:] = False
    crests[:, :_BORDER_PX] = crests[:, -_BORDER_PX:] = False
    return crests

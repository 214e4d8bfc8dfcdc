"""Cutting padded tiles out of a picture, and choosing which comes next."""

import numpy as np
from numpy.typing import NDArray

from enhancer_gui.core.geometry import Region, TilePlan
from enhancer_gui.core.image import to_float


def read_reflected(samples: NDArray[np.generic], region: Region) -> NDArray[np.float32]:
    """Return a region as float32, the picture continued beyond its edges by reflection.

    Reflection does not repeat the edge pixel and goes on as often as needed, so a halo may be larger
    than the picture.

    Shape:
        samples: (H, W) or (H, W, C), any depth. Returns (region.height, region.width[, C]).
    """
    rows = reflected(region.y, region.bottom, samples.shape[0])
    columns = reflected(region.x, region.right, samples.shape[1])
    inside_rows = region.y >= 0 and region.bottom <= samples.shape[0]
    inside_columns = region.x >= 0 and region.right <= samples.shape[1]
    if inside_rows and inside_columns:
        return to_float(samples[region.slices()])
    if inside_columns:
        return to_float(samples[rows, region.x : region.right])
    return to_float(samples[rows[:, None], columns[None, :]])


def reflected(start: int, stop: int, length: int) -> NDArray[np.intp]:
    """Return which of `length` places stand at start..stop when a row is continued by reflection on both sides."""
    if length == 1:
        return np.zeros(stop - start, dtype=np.intp)
    period = 2 * (length - 1)
    folded = np.arange(start, stop, dtype=np.intp) % period
    return np.minimum(folded, period - folded)


def next_tile(pending: set[int], plan: TilePlan, focus: Region | None) -> int:
    """Return the pending tile that matters most.

    Tiles that touch the focus come first, from its centre outwards, then the others by their
    distance; without a focus they come row by row.
    """
    if focus is None or focus.is_empty:
        return min(pending)
    centre = Region(focus.x + focus.width // 2, focus.y + focus.height // 2, 1, 1)

    def urgency(index: int) -> tuple[float, float, int]:
        core = plan.tile(index).core
        return core.distance_to(focus), core.distance_to(centre), index

    return min(pending, key=urgency)

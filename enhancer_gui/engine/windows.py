"""Blended tiling: a fixed grid of overlapping windows, mixed by raised-cosine weights.

A network that looks at the whole of what it is given (attention, global means, norms by the picture's statistics) has
no halo that makes tiles exact: neighbouring tiles would differ by a step. So the picture is covered once and for all by
windows that overlap; the network sees whole windows only, and each pixel is the weighted mean of the windows it lies
in. The weights rise from the window's edge like a raised cosine, so no edge of a window is ever seen.

The grid depends on the picture's size and the model's card alone, never on how a job is cut into tiles: a tile's core
is computed from the windows it touches, is final when it is written, and is the same in whichever order tiles are
computed; memory that runs out is the one exception (smaller windows for what is left). Windows are kept for the
neighbouring tiles, up to a budget; one that was dropped is computed again.

Source of the weights: the Hann window of overlap-add processing (Harris, "On the Use of Windows for Harmonic Analysis",
1978), as tiled upscalers use it against seams; measured in tests/engine/test_windows.py.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from enhancer_gui.core.geometry import Region
from enhancer_gui.core.models import ModelCard, Tiling

CACHE_BYTES = 1 << 30
"""Room for the windows of two tile rows of a photo 6000 pixels wide at 4x with windows of 256 pixels: 0.6 GB."""

_LEAST_CELLS, _LEAST_PX = 4, 16
"""Side of the smallest window, in multiples that the model needs and in pixels."""


@dataclass(frozen=True)
class WindowGrid:
    """The windows of a picture of (width, height).

    Attributes:
        window: side of a window in pixels; one that ends at the picture's edge may be up to `multiple` larger.
        overlap: pixels that neighbouring windows share at least, but for the rounding to `multiple`.
        multiple: windows start on multiples of this.
    """

    width: int
    height: int
    window: int
    overlap: int
    multiple: int = 1

    @cached_property
    def columns(self) -> tuple[tuple[int, int], ...]:
        """(start, end) of the windows along the width."""
        return _spans(self.width, self.window, self.overlap, self.multiple)

    @cached_property
    def rows(self) -> tuple[tuple[int, int], ...]:
        """(start, end) of the windows along the height."""
        return _spans(self.height, self.window, self.overlap, self.multiple)

    def touching(self, region: Region) -> Iterator[Region]:
        """Yield the windows that share a pixel with a region inside the picture, row by row."""
        for top, bottom in self.rows:
            for left, right in self.columns:
                window = Region(left, top, right - left, bottom - top)
                if not window.intersection(region).is_empty:
                    yield window

    def weights(self, window: Region, scale: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Return the weights of a window's rows and of its columns, in pixels of the result; always above 0."""
        return (
            _ramps(window.y, window.bottom, self.height, self.overlap, scale),
            _ramps(window.x, window.right, self.width, self.overlap, scale),
        )


class WindowCache:
    """Results of windows, the longest unused dropped first when they outgrow a budget. Used by one thread."""

    def __init__(self, budget_bytes: int = CACHE_BYTES) -> None:
        """Start empty."""
        self._budget_bytes = budget_bytes
        self._results: OrderedDict[tuple[int, Region], NDArray[np.float32]] = OrderedDict()
        self._bytes = 0

    def get(self, stage: int, window: Region, compute: Callable[[], NDArray[np.float32]]) -> NDArray[np.float32]:
        """Return a window's result, computed only where it is not kept; the caller must not change it."""
        key = (stage, window)
        if key in self._results:
            self._results.move_to_end(key)
            return self._results[key]
        result = compute()
        self._results[key] = result
        self._bytes += result.nbytes
        while self._bytes > self._budget_bytes and len(self._results) > 1:
            _, dropped = self._results.popitem(last=False)
            self._bytes -= dropped.nbytes
        return result

    def clear(self) -> None:
        """Forget everything."""
        self._results.clear()
        self._bytes = 0


def grid_of(card: ModelCard, size: tuple[int, int], halvings: int = 0) -> WindowGrid:
    """Return the windows of a model for a picture of (width, height), its input.

    Args:
        card: of a blended or a whole model; the windows of a whole one are the picture.
        size: (width, height) of the model's input.
        halvings: how often memory was too short for a window.
    """
    if card.tiling is Tiling.WHOLE:
        return WindowGrid(*size, max(size), 0)
    window = max(_least(card.multiple_of), (card.window_px >> halvings) // card.multiple_of * card.multiple_of)
    return WindowGrid(*size, window, min(card.halo_px, window // 4), card.multiple_of)


def with_context(window: Region, multiple: int) -> Region:
    """Return the window, grown on both sides to the least that a network is given; it may reach beyond the picture.

    A network on cells that sees a strip of one cell sees little but its own zeros around it: what finds scratches took
    an eighth of a ramp 16 pixels high for damage, and of the same ramp continued by reflection nothing.
    """
    across, down = (max(0, _least(multiple) - side) for side in (window.width, window.height))
    return Region(window.x - across // 2, window.y - down // 2, window.width + across, window.height + down)


def _least(multiple: int) -> int:
    return max(_LEAST_CELLS * multiple, _LEAST_PX)


def blend(
    grid: WindowGrid, region: Region, scale: int, compute: Callable[[Region], NDArray[np.float32]]
) -> NDArray[np.float32]:
    """Return a region of the result, mixed from the windows it touches.

    Args:
        grid: of the network's input.
        region: in pixels of the result, inside it.
        scale: result size over input size.
        compute: returns a window's result, float32 (window.height · scale, window.width · scale, C).

    Shape:
        Returns float32 (region.height, region.width, C).
    """
    outer = region.aligned(scale)
    touched = list(grid.touching(Region(*(side // scale for side in (outer.x, outer.y, outer.width, outer.height)))))
    if len(touched) == 1:
        return compute(touched[0])[region.relative_to(touched[0].scaled(scale)).slices()].copy()
    total = None
    weight = np.zeros((region.height, region.width, 1), dtype=np.float32)
    for window in touched:
        result = compute(window)
        if total is None:
            total = np.zeros((region.height, region.width, result.shape[2]), dtype=np.float32)
        native = window.scaled(scale)
        part = native.intersection(region)
        rows, columns = part.relative_to(native).slices()
        by_row, by_column = grid.weights(window, scale)
        share = (by_row[rows, None] * by_column[None, columns])[..., None]
        here = part.relative_to(region).slices()
        total[here] += share * result[rows, columns]
        weight[here] += share
    assert total is not None, "windows cover the picture"
    mixed: NDArray[np.float32] = total / weight
    return mixed


def _spans(length: int, window: int, overlap: int, multiple: int) -> tuple[tuple[int, int], ...]:
    """Return (start, end) of windows spread evenly over a length; one where all of it fits."""
    if length <= window:
        return ((0, length),)
    count = -(-(length - overlap) // (window - overlap))
    starts = [index * (length - window) // (count - 1) // multiple * multiple for index in range(count)]
    return (*((start, start + window) for start in starts[:-1]), (starts[-1], length))


def _ramps(start: int, end: int, length: int, overlap: int, scale: int) -> NDArray[np.float32]:
    """Return a window's weights along one side: raised cosines at ends inside the picture, 1 elsewhere."""
    place = np.arange((end - start) * scale, dtype=np.float64) + 0.5
    weights = np.ones_like(place)
    ramp = max(1, overlap * scale)
    if start > 0:
        weights *= _raised_cosine(place / ramp)
    if end < length:
        weights *= _raised_cosine((place[-1] + 0.5 - place) / ramp)
    return weights.astype(np.float32)


def _raised_cosine(x: NDArray[np.float64]) -> NDArray[np.float64]:
    rising: NDArray[np.float64] = 0.5 - 0.5 * np.cos(np.pi * np.clip(x, 0, 1))
    return rising

"""Pixels of one pyramid level, read straight from a source in bounded memory.

A level is not composed from finer cached tiles: that would drag 100 megapixels through the cache to show
an overview. Instead the source is read in strips and averaged at once, so the cost of a coarse tile is one
pass over its pixels and its memory a strip. Unfinished pixels count as nothing: colours are premultiplied
with the share of finished pixels, which becomes the alpha of the result.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from enhancer_gui.core.geometry import Region
from enhancer_gui.gui.viewer.source import PictureSource, PiecewiseSource

STRIP_PIXELS = 1 << 20
"""Source pixels that are held at a time while averaging: 3 MB."""

PROBE_PX = 64
"""Step in which a source without a grid of pieces is asked what is ready."""

_KERNEL_PX = 2
"""Reach of the bicubic kernel."""


class Abandoned(Exception):
    """The pixels are no longer wanted."""


@dataclass(frozen=True)
class Pixels:
    """Pixels of a level.

    Attributes:
        rgb: (H, W, 3) uint8, premultiplied with `alpha`.
        alpha: (H, W) uint8 share of finished pixels, or None where all are finished.
    """

    rgb: NDArray[np.uint8]
    alpha: NDArray[np.uint8] | None

    @property
    def is_blank(self) -> bool:
        """Whether no pixel is finished."""
        return self.alpha is not None and not self.alpha.any()


def level_pixels(
    source: PictureSource, output: tuple[int, int], level: int, region: Region, wanted: Callable[[], bool]
) -> Pixels:
    """Return a region of a pyramid level; beyond the picture its edge pixels are repeated.

    A whole reduction is an exact average; an enlargement is bicubic; anything between is averaged to less than
    twice the size and then interpolated.

    Args:
        source: the picture to read.
        output: (width, height) of the picture at level 0, in output pixels.
        level: 0 is the output's own size, each further level half of it.
        region: in pixels of the level; may reach beyond the picture.
        wanted: asked between strips.

    Raises:
        Abandoned: `wanted` said no.
        EnhancerError, OSError: the source cannot be read.
    """
    ratio_x = source.size[0] / output[0] * (1 << level)
    ratio_y = source.size[1] / output[1] * (1 << level)
    block = max(1, int(min(ratio_x, ratio_y)))
    if ratio_x == block and ratio_y == block:
        return _reduced(source, block, region, wanted)
    x0, y0 = region.x * ratio_x / block, region.y * ratio_y / block
    x1, y1 = region.right * ratio_x / block, region.bottom * ratio_y / block
    left, top = int(np.floor(x0)) - _KERNEL_PX, int(np.floor(y0)) - _KERNEL_PX
    around = Region(left, top, int(np.ceil(x1)) + _KERNEL_PX - left, int(np.ceil(y1)) + _KERNEL_PX - top)
    step = (ratio_x / block, ratio_y / block)
    return _interpolated(_reduced(source, block, around, wanted), region, (x0 - left, y0 - top), step)


def _interpolated(pixels: Pixels, region: Region, start: tuple[float, float], step: tuple[float, float]) -> Pixels:
    """Return `region`-sized pixels taken at start + (index + 1/2) * step, pixel edges being whole numbers."""
    import cv2

    kernel = cv2.INTER_CUBIC if max(step) <= 1.0 else cv2.INTER_LINEAR
    # cv2 counts from pixel centres, and asks for the source place of each target pixel.
    place = np.array(
        [[step[0], 0.0, start[0] + step[0] / 2 - 0.5], [0.0, step[1], start[1] + step[1] / 2 - 0.5]], dtype=np.float64
    )

    def warp(array: NDArray[np.uint8]) -> NDArray[np.uint8]:
        flags, border = kernel | cv2.WARP_INVERSE_MAP, cv2.BORDER_REPLICATE
        warped = cv2.warpAffine(array, place, (region.width, region.height), flags=flags, borderMode=border)
        return np.asarray(warped, dtype=np.uint8)

    if pixels.alpha is None:
        return Pixels(warp(pixels.rgb), None)
    alpha = warp(pixels.alpha)
    return Pixels(np.minimum(warp(pixels.rgb), alpha[..., None]), alpha)


def _reduced(source: PictureSource, block: int, region: Region, wanted: Callable[[], bool]) -> Pixels:
    """Return a region of the source averaged over block x block pixels; `region` counts blocks."""
    width, height = -(-source.size[0] // block), -(-source.size[1] // block)
    inside = _nearest_inside(region, width, height)
    rgb = np.empty((inside.height, inside.width, 3), np.uint8)
    alpha = np.empty((inside.height, inside.width), np.uint8)
    rows = max(1, STRIP_PIXELS // (inside.width * block * block))
    for y in range(inside.y, inside.bottom, rows):
        if not wanted():
            raise Abandoned
        strip = Region(inside.x, y, inside.width, min(rows, inside.bottom - y))
        target = strip.relative_to(inside).slices()
        rgb[target], alpha[target] = _averaged(source, block, strip)
    complete = bool((alpha == 255).all())
    margins = (
        (inside.y - region.y, region.bottom - inside.bottom),
        (inside.x - region.x, region.right - inside.right),
    )
    if any(before or after for before, after in margins):
        rgb = np.pad(rgb, (*margins, (0, 0)), mode="edge")
        alpha = np.pad(alpha, margins, mode="edge")
    return Pixels(rgb, None if complete else alpha)


def _nearest_inside(region: Region, width: int, height: int) -> Region:
    """Return the part of a region inside (width, height); at least the nearest pixel where they do not meet."""
    x, y = min(max(region.x, 0), width - 1), min(max(region.y, 0), height - 1)
    right, bottom = max(min(region.right, width), x + 1), max(min(region.bottom, height), y + 1)
    return Region(x, y, right - x, bottom - y)


def _averaged(source: PictureSource, block: int, strip: Region) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Return (rgb, alpha) of a strip of blocks that begins inside the source."""
    whole = strip.scaled(block)
    region = whole.intersection(Region(0, 0, *source.size))
    if source.is_ready(region):
        return _shrunk(source.read(region), whole, block), np.full((strip.height, strip.width), 255, np.uint8)
    rgb = np.zeros((region.height, region.width, 3), np.uint8)
    alpha = np.zeros((region.height, region.width), np.uint8)
    for ready in _ready_parts(source, region):
        target = ready.relative_to(region).slices()
        rgb[target], alpha[target] = source.read(ready), 255
    return _shrunk(rgb, whole, block), _shrunk(alpha, whole, block)


def _ready_parts(source: PictureSource, region: Region) -> Iterator[Region]:
    """Yield the finished cells of the source's grid, cut to a region."""
    side = cell_px(source)
    grid, picture = region.aligned(side), Region(0, 0, *source.size)
    for y in range(grid.y, grid.bottom, side):
        for x in range(grid.x, grid.right, side):
            cell = Region(x, y, side, side).intersection(picture)
            if source.is_ready(cell):
                yield cell.intersection(region)


def cell_px(source: PictureSource) -> int:
    """Return the side of the cells in which a source is asked what is ready, in its own pixels."""
    return source.piece_px if isinstance(source, PiecewiseSource) else PROBE_PX


def _shrunk(array: NDArray[np.uint8], whole: Region, block: int) -> NDArray[np.uint8]:
    """Return block averages; blocks that the picture's edge cuts are continued with their last pixels."""
    missing = ((0, whole.height - array.shape[0]), (0, whole.width - array.shape[1]))
    if missing != ((0, 0), (0, 0)):
        array = np.pad(array, (*missing, (0, 0))[: array.ndim], mode="edge")
    if block == 1:
        return array
    import cv2

    size = (whole.width // block, whole.height // block)
    return np.asarray(cv2.resize(array, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)

"""A source together with its place in the comparison: what a tile is a tile of."""

import math
from itertools import count

from enhancer_gui.core.geometry import Region
from enhancer_gui.gui.viewer.modes import Side
from enhancer_gui.gui.viewer.pyramid import Pyramid
from enhancer_gui.gui.viewer.resample import PROBE_PX
from enhancer_gui.gui.viewer.source import PictureSource

_serials = count()


class Picture:
    """One source shown at one output size.

    Attributes:
        serial: distinguishes the tiles of this picture from those of any other, also of the same source.
        side: the half it belongs to.
        source: where its pixels come from.
        pyramid: its grid, in output pixels.
        cell_px: the grid in which the source becomes ready, in its own pixels; learned with the first tile,
            on a loading thread, because asking may open a file.
        is_shown: False once another picture took its place; its tiles are then no longer worth loading.
    """

    def __init__(self, side: Side, source: PictureSource, output: tuple[int, int]) -> None:
        """Give the picture its own serial."""
        self.serial = next(_serials)
        self.side = side
        self.source = source
        self.pyramid = Pyramid(*output)
        self.cell_px = PROBE_PX
        self.is_shown = True

    @property
    def output(self) -> tuple[int, int]:
        """(width, height) in output pixels."""
        return self.pyramid.width, self.pyramid.height

    def own_level(self, result_level: int) -> int:
        """Return the level of a picture's own pixels: a result's where it is that small, and else the finest."""
        return result_level if self.source.size[0] << result_level <= self.pyramid.width else 0

    def output_region(self, region: Region) -> Region:
        """Return the output pixels that a region of the source touches once it is widened to whole cells."""
        ratio_x = self.pyramid.width / self.source.size[0]
        ratio_y = self.pyramid.height / self.source.size[1]
        cells = region.aligned(self.cell_px)
        x, y = math.floor(cells.x * ratio_x), math.floor(cells.y * ratio_y)
        right, bottom = math.ceil(cells.right * ratio_x), math.ceil(cells.bottom * ratio_y)
        return Region(x, y, right - x, bottom - y).intersection(Region(0, 0, *self.output))

    def source_region(self, level: int, region: Region) -> Region:
        """Return the source's pixels beneath a region of a level, inside the source."""
        ratio_x = self.source.size[0] / self.pyramid.width * (1 << level)
        ratio_y = self.source.size[1] / self.pyramid.height * (1 << level)
        x, y = math.floor(region.x * ratio_x), math.floor(region.y * ratio_y)
        right, bottom = math.ceil(region.right * ratio_x), math.ceil(region.bottom * ratio_y)
        return Region(x, y, right - x, bottom - y).intersection(Region(0, 0, *self.source.size))

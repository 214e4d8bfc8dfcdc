"""From tiles to the pixels of the file: what is looked at has the size that is saved, made as the file is made."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from enhancer_gui.core.geometry import Region

if TYPE_CHECKING:
    from enhancer_gui.engine.resample import Reader

BAND_PIXELS = 2_000_000
"""Native pixels that are held at a time: a photo of 100 megapixels that is saved small is read in bands, too."""

_REACH = 3
"""Of the Lanczos kernel, in pixels of the coarser of the two pictures."""


@dataclass(frozen=True)
class Resizing:
    """A result's way from one size to another.

    Attributes:
        native: (width, height) of the tiles' result.
        size: (width, height) of the file before anything is cut off.
        has_alpha: the last channel is transparency.
    """

    native: tuple[int, int]
    size: tuple[int, int]
    has_alpha: bool = False

    @property
    def is_needed(self) -> bool:
        """Whether the sizes differ."""
        return self.native != self.size

    def beneath(self, region: Region) -> Region:
        """Return the native pixels beneath a region of the file."""
        return region.resized(self.size, self.native)

    def above(self, region: Region) -> Region:
        """Return the pixels of the file that a region of native ones has a part in."""
        reach = self._reach_px if self.is_needed else 0
        return region.grown(reach).resized(self.native, self.size)

    def read(self, read: "Reader", region: Region) -> NDArray[np.float32]:
        """Return a region of the file; `read` returns native ones. Shape: (h, w, C)."""
        if not self.is_needed:
            return read(region)
        beneath = self.beneath(region)
        columns = beneath.width + 2 * self._reach_px
        rows = max(1, region.height * BAND_PIXELS // (columns * max(1, beneath.height)))
        bands = [
            self._resampled(read, Region(region.x, top, region.width, min(rows, region.bottom - top)))
            for top in range(region.y, region.bottom, rows)
        ]
        return bands[0] if len(bands) == 1 else np.concatenate(bands)

    def _resampled(self, read: "Reader", region: Region) -> NDArray[np.float32]:
        from enhancer_gui.engine.alpha import resample_visible
        from enhancer_gui.engine.resample import Kernel, resample_region

        if self.has_alpha:
            return resample_visible(read, self.native, self.size, region)
        return resample_region(read, self.native, self.size, region, Kernel.LANCZOS)

    @property
    def _reach_px(self) -> int:
        ratio = max(wide / own for wide, own in zip(self.native, self.size, strict=True))
        return int(np.ceil(_REACH * max(1.0, ratio))) + 1

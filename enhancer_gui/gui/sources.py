"""The two pictures that the viewer compares, read piece by piece: the photo, and the tiles in its store.

Nothing is decoded or converted twice as a whole: a photo is held once, in its own samples, and every
piece is converted to the screen's eight bits when the viewer asks for it, on the viewer's own threads.
"""

import threading
import weakref
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from enhancer_gui.core.events import Started
from enhancer_gui.core.geometry import Region
from enhancer_gui.core.image import Image, to_depth
from enhancer_gui.core.masks import NO_MASKS, TileMasks
from enhancer_gui.core.recipe import Finish
from enhancer_gui.core.truth import Truth
from enhancer_gui.gui.panels.facts import PixelValue
from enhancer_gui.gui.resizing import Resizing
from enhancer_gui.gui.transparency import over_ground, square_px
from enhancer_gui.storage.tile_store import TileStore

if TYPE_CHECKING:
    from enhancer_gui.engine.masks import Limits

_PIECES_A_TILE = 4
"""Where tiles and pixels do not meet, finer pieces leave less of a tile waiting for its neighbour."""
_LEAST_PIECE_PX = 64


class PhotoSource:
    """The original."""

    def __init__(self, image: Image) -> None:
        """Show a decoded photo."""
        self._image = image

    @property
    def size(self) -> tuple[int, int]:
        """(width, height) in pixels."""
        return self._image.width, self._image.height

    def read(self, region: Region) -> NDArray[np.uint8]:
        """Return a region as (h, w, 3) uint8 sRGB, on a ground where it is transparent."""
        from enhancer_gui.storage.photos import to_srgb_8bit

        shown = to_srgb_8bit(self._image.samples[region.slices()], self._image.metadata.icc)
        if self._image.alpha is None:
            return shown
        return over_ground(shown, self._image.alpha[region.slices()], region, square_px(self.size))

    def is_ready(self, region: Region) -> bool:
        """Return True: a photo is whole."""
        return True

    def pixel(self, x: int, y: int) -> PixelValue:
        """Return one pixel's value."""
        return _value_of(self._image.samples[y : y + 1, x : x + 1], self._image)


class StoreSource:
    """The result so far as the file will be, with the finish and in its size; the tiles are those on disk.

    All of it, also what the file's size cuts off, and before it is sharpened for what it will be looked at on.
    """

    def __init__(
        self,
        started: Started,
        image: Image,
        finish: Finish,
        masks: TileMasks = NO_MASKS,
        size: tuple[int, int] | None = None,
    ) -> None:
        """Show the tiles in `started.store` at a size, by default their own.

        Store and masks are opened with the first piece that is read.
        """
        self._folder = started.store
        self._resizing = Resizing(started.native_size, size or started.native_size, image.alpha is not None)
        self._scale = started.native_size[0] // started.source_size[0]
        self._image = image
        self._finish = finish
        self._masks = masks
        self._opening = threading.Lock()
        self._opened: TileStore | None = None

    @property
    def size(self) -> tuple[int, int]:
        """(width, height) in pixels."""
        return self._resizing.size

    @property
    def piece_px(self) -> int:
        """Side of a tile in pixels of the result; of a part of it where tiles end between two pixels."""
        tile_px = self._store.plan.size * self._scale
        if not self._resizing.is_needed:
            return tile_px
        return max(_LEAST_PIECE_PX, tile_px * self.size[0] // self._resizing.native[0] // _PIECES_A_TILE)

    def read(self, region: Region) -> NDArray[np.uint8]:
        """Return a region as (h, w, 3) uint8 sRGB, on a ground where it is transparent.

        Raises:
            StoreError: the store is gone.
            RecipeError: a mask is gone.
        """
        from enhancer_gui.storage.photos import to_srgb_8bit

        finished = self._resizing.read(self._finished, region)
        shown = to_srgb_8bit(finished[:, :, :3], self._image.metadata.icc)
        if self._image.alpha is None:
            return shown
        square = square_px((self._image.width, self._image.height)) * self.size[0] // self._image.width
        return over_ground(shown, finished[:, :, 3], region, max(1, square))

    def is_ready(self, region: Region) -> bool:
        """Return whether all tiles of a region are computed."""
        return self._store.region_done(self._resizing.beneath(region))

    def changed_by(self, tile: Region) -> Region:
        """Return what looks different once a tile, in pixels of the tiles' result, is there: its neighbours', too."""
        from enhancer_gui.engine.finish import context_px

        reach = 0 if self._finish == Finish() else context_px(self._finish, self._scale)
        return self._resizing.above(tile.grown(reach))

    def pixel(self, x: int, y: int) -> PixelValue | None:
        """Return one pixel's value as the file will hold it; None where it is not computed yet.

        Raises:
            StoreError: the store is gone.
        """
        region = Region(x, y, 1, 1)
        if not self.is_ready(region):
            return None
        finished = self._resizing.read(self._finished, region)
        return _value_of(to_depth(finished[:, :, :3], self._image.depth), self._image)

    def truth(self) -> Truth | None:
        """Return how far the result agrees with the photo; None where nothing is computed. Takes a moment.

        Raises:
            StoreError: the store is gone.
        """
        from enhancer_gui.engine.truth import measure_truth

        return measure_truth(self.stored, self._store.region_done, self._image, self._scale, self._finish, self._limits)

    def contradiction(self, region: Region) -> NDArray[np.float32]:
        """Return how much the photo contradicts a region, in CIEDE2000; raises StoreError if the store is gone."""
        from enhancer_gui.engine.truth import contradiction

        def native(part: Region) -> NDArray[np.float32]:
            found = contradiction(self.stored, part, self._image, self._scale, self._finish, self._limits)
            return found[..., None]

        return replace(self._resizing, has_alpha=False).read(native, region)[..., 0]

    def stored(self, region: Region) -> NDArray[np.float32]:
        """Return a region's tiles as they are on disk; the enlarged photo stands in for those still to come.

        A finish looks a few pixels beyond what it paints, so it meets unfinished neighbours.

        Raises:
            StoreError: the store is gone.
        """
        from enhancer_gui.engine.resample import enlarge_region

        store, scale = self._store, self._scale
        outer = region.aligned(scale)
        source = Region(outer.x // scale, outer.y // scale, outer.width // scale, outer.height // scale)
        missing = [index for index in store.plan.touching(source) if not store.is_done(index)]
        samples = store.read(region)
        for index in missing:
            part = store.plan.tile(index).core.scaled(scale).intersection(region)
            place = part.relative_to(region).slices()
            samples[place][:, :, :3] = enlarge_region(self._image.samples, scale, part)
        return samples

    def _finished(self, region: Region) -> NDArray[np.float32]:
        from enhancer_gui.engine.finish import finish_region

        return finish_region(self.stored, region, self._image, self._scale, self._finish, self._limits)

    @cached_property
    def _limits(self) -> "Limits":
        """The masks with their pictures; two threads that ask at once make the same."""
        return limits_of(self._masks, self._image)

    @property
    def _store(self) -> TileStore:
        with self._opening:
            if self._opened is None:
                self._opened = TileStore.open(self._folder)
                # Closed when nobody reads any more: not sooner, since the viewer's threads come and go.
                weakref.finalize(self, self._opened.close)
            return self._opened


def limits_of(masks: TileMasks, image: Image) -> "Limits":
    """Return masks of a photo with their pictures; raises RecipeError where one is gone."""
    from enhancer_gui.engine.masks import NO_LIMITS, Limits, MaskPictures
    from enhancer_gui.storage.masks import pictures_of

    if masks == NO_MASKS:
        return NO_LIMITS
    return Limits(masks, MaskPictures(pictures_of(masks.each, (image.width, image.height))))


def _value_of(samples: NDArray[np.generic], image: Image) -> PixelValue:
    """Return one pixel (1, 1, 3) in the photo's own depth and colours, and as the screen shows it."""
    from enhancer_gui.storage.photos import to_srgb_8bit

    red, green, blue = (int(part) for part in to_srgb_8bit(samples, image.metadata.icc)[0, 0])
    return PixelValue(tuple(float(part) for part in samples[0, 0]), image.depth, f"#{red:02x}{green:02x}{blue:02x}")

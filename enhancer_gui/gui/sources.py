"""The two pictures that the viewer compares, read piece by piece: the photo, and the tiles in its store.

Nothing is decoded or converted twice as a whole: a photo is held once, in its own samples, and every
piece is converted to the screen's eight bits when the viewer asks for it, on the viewer's own threads.
"""

import threading
import weakref

import numpy as np
from numpy.typing import NDArray

from enhancer_gui.core.events import Started
from enhancer_gui.core.geometry import Region
from enhancer_gui.core.image import Image
from enhancer_gui.core.recipe import Finish
from enhancer_gui.storage.tile_store import TileStore


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
        """Return a region as (h, w, 3) uint8 sRGB."""
        from enhancer_gui.storage.photos import to_srgb_8bit

        return to_srgb_8bit(self._image.samples[region.slices()], self._image.metadata.icc)

    def is_ready(self, region: Region) -> bool:
        """Return True: a photo is whole."""
        return True


class StoreSource:
    """The result so far, with the finish applied; the tiles are those that a job left or is leaving on disk."""

    def __init__(self, started: Started, image: Image, finish: Finish) -> None:
        """Show the tiles in `started.store`; the store is opened with the first piece that is read."""
        self._folder = started.store
        self._size = started.native_size
        self._scale = started.native_size[0] // started.source_size[0]
        self._image = image
        self._finish = finish
        self._opening = threading.Lock()
        self._opened: TileStore | None = None

    @property
    def size(self) -> tuple[int, int]:
        """(width, height) of the native result in pixels."""
        return self._size

    @property
    def piece_px(self) -> int:
        """Side of a tile in pixels of the result."""
        return self._store.plan.size * self._scale

    def read(self, region: Region) -> NDArray[np.uint8]:
        """Return a region as (h, w, 3) uint8 sRGB; raises StoreError if the store is gone."""
        from enhancer_gui.engine.finish import apply_finish
        from enhancer_gui.storage.photos import to_srgb_8bit

        stored = self._store.read(region)
        finished = apply_finish(stored, region, self._image, self._scale, self._finish)
        return to_srgb_8bit(finished[:, :, :3], self._image.metadata.icc)

    def is_ready(self, region: Region) -> bool:
        """Return whether all tiles of a region are computed."""
        return self._store.region_done(region)

    @property
    def _store(self) -> TileStore:
        with self._opening:
            if self._opened is None:
                self._opened = TileStore.open(self._folder)
                # Closed when nobody reads any more: not sooner, since the viewer's threads come and go.
                weakref.finalize(self, self._opened.close)
            return self._opened

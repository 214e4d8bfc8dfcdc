"""Tiles that another machine has sent, held against what was asked for."""

import numpy as np
from numpy.typing import NDArray

from enhancer_gui.backends.base import TileResult, WorkOrder
from enhancer_gui.backends.tile_stream import Broken
from enhancer_gui.backends.wire import Frame, is_intact, tile_samples, wrong_tile
from enhancer_gui.core.errors import BackendError
from enhancer_gui.core.geometry import Tile
from enhancer_gui.core.image import BitDepth


class ExpectedBytes:
    """The bytes that the tiles of an order are on their way here: `done_bytes` of `total_bytes`."""

    def __init__(self, order: WorkOrder) -> None:
        channels = 3 if order.image.alpha is None else 4
        self._per_pixel = order.work.scale**2 * channels * (4 if order.image.depth is BitDepth.F32 else 2)
        self.done_bytes = 0
        self.total_bytes = sum(order.plan.tile(index).core.pixels for index in order.pending) * self._per_pixel

    def take(self, result: TileResult) -> None:
        """Count a tile that is here."""
        self.done_bytes += result.tile.core.pixels * self._per_pixel


def tile_of(frame: Frame, order: WorkOrder) -> Tile:
    """Return the tile that a frame holds; raises Broken where the far side has cut the photo otherwise."""
    index = frame.header.get("index")
    if isinstance(index, int) and 0 <= index < len(order.plan):
        tile = order.plan.tile(index)
        core = tuple(frame.header.get(name) for name in ("x", "y", "width", "height"))
        if core == (tile.core.x, tile.core.y, tile.core.width, tile.core.height):
            return tile
    raise Broken(f"a strange tile: {frame.header}", wrong_tile(str(frame.header)))


def samples_of(frame: Frame, tile: Tile, order: WorkOrder) -> NDArray[np.float32]:
    """Return a tile's samples; raises Broken where they were damaged on the way or are another picture's."""
    if not is_intact(frame):
        raise Broken(f"tile {tile.index} was damaged on the way")
    scale = order.work.scale
    channels = 3 if order.image.alpha is None else 4
    try:
        return tile_samples(frame, (tile.core.height * scale, tile.core.width * scale, channels))
    except BackendError as e:
        raise Broken(f"a strange tile: {frame.header}", e) from e


class FarNotes:
    """What the far side notes, on its way to the next tile; a line that is taken up again says all of it again."""

    def __init__(self) -> None:
        """Nothing was said yet."""
        self._said: set[str] = set()
        self._waiting: list[str] = []

    def hear(self, note: str) -> None:
        """Take a note, unless it was said before."""
        if note and note not in self._said:
            self._said.add(note)
            self._waiting.append(note)

    def taken(self) -> str:
        """Return what waits, and keep it no longer."""
        note = " ".join(self._waiting)
        self._waiting.clear()
        return note

"""Tiles that are ready to paint, the longest unused given up first when memory is short."""

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtGui import QImage

from enhancer_gui.core.geometry import Region
from enhancer_gui.gui.viewer.picture import Picture
from enhancer_gui.gui.viewer.pyramid import TileKey

DEFAULT_BUDGET_BYTES = 256 << 20
"""Holds two 4K views and what surrounds them."""

_BLANK_BYTES = 256
"""What a tile without an image is counted as, so that blanks cannot grow without end either."""


@dataclass(frozen=True)
class CachedTile:
    """A tile in memory.

    Attributes:
        image: core and apron; None where nothing is finished.
        is_complete: every pixel is finished and the image is opaque.
        stale: output regions that were finished after the image was made.
    """

    image: QImage | None
    is_complete: bool
    stale: tuple[Region, ...] = ()

    @property
    def size_bytes(self) -> int:
        """Memory of the image."""
        return _BLANK_BYTES if self.image is None else self.image.sizeInBytes()


class TileCache:
    """Tiles by picture and place, within a budget of bytes."""

    def __init__(self, budget_bytes: int = DEFAULT_BUDGET_BYTES) -> None:
        """Start empty."""
        self.budget_bytes = budget_bytes
        self.used_bytes = 0
        self._tiles: OrderedDict[tuple[int, TileKey], CachedTile] = OrderedDict()

    def get(self, picture: Picture, key: TileKey) -> CachedTile | None:
        """Return a tile and mark it as used, or None."""
        tile = self._tiles.get((picture.serial, key))
        if tile is not None:
            self._tiles.move_to_end((picture.serial, key))
        return tile

    def put(self, picture: Picture, key: TileKey, tile: CachedTile) -> None:
        """Keep a tile, giving up the longest unused ones beyond the budget."""
        self._remove((picture.serial, key))
        self._tiles[picture.serial, key] = tile
        self.used_bytes += tile.size_bytes
        while self.used_bytes > self.budget_bytes and self._tiles:
            self._remove(next(iter(self._tiles)))

    def keys_of(self, picture: Picture) -> Iterator[TileKey]:
        """Yield the places of a picture's cached tiles."""
        return iter([key for serial, key in self._tiles if serial == picture.serial])

    def forget(self, picture: Picture) -> None:
        """Give up all tiles of a picture."""
        for key in self.keys_of(picture):
            self._remove((picture.serial, key))

    def _remove(self, place: tuple[int, TileKey]) -> None:
        tile = self._tiles.pop(place, None)
        if tile is not None:
            self.used_bytes -= tile.size_bytes

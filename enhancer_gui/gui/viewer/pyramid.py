"""The grid of a picture's mip pyramid: which tiles exist, where they lie, which of them a view needs.

Level k shows the output at 1 / 2**k of its size. All pictures of a comparison share one grid in output
pixels, so that both halves show the same place by construction. Numbers only; no pixels.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from enhancer_gui.core.geometry import Region

TILE_PX = 512
"""Side of a tile: 1 MB as RGB32; small enough to appear quickly, large enough that a 4K view needs about 60."""

APRON_PX = 1
"""Border of neighbouring pixels in each tile's image, so that smooth scaling leaves no seam between tiles."""

TILE_BYTES = (TILE_PX + 2 * APRON_PX) ** 2 * 4
"""Memory of one full tile as a 32 bit image."""


@dataclass(frozen=True, order=True)
class TileKey:
    """Place of a tile in the pyramid."""

    level: int
    column: int
    row: int


@dataclass(frozen=True)
class Pyramid:
    """The grid over an output of (width, height) pixels."""

    width: int
    height: int

    @property
    def top(self) -> int:
        """The level at which one tile holds the whole picture."""
        return max(0, math.ceil(math.log2(max(self.width, self.height) / TILE_PX)))

    @property
    def overview(self) -> TileKey:
        """The tile that holds the whole picture."""
        return TileKey(self.top, 0, 0)

    def level_for(self, scale: float) -> int:
        """Return the coarsest level that still has a pixel for every device pixel at a scale."""
        if scale >= 1.0:
            return 0
        return min(self.top, math.floor(math.log2(1.0 / scale) + 1e-9))

    def level_size(self, level: int) -> tuple[int, int]:
        """Return (width, height) of a level in its own pixels; a partly covered last pixel counts."""
        side = 1 << level
        return -(-self.width // side), -(-self.height // side)

    def level_region(self, key: TileKey) -> Region:
        """Return a tile's own pixels, in pixels of its level."""
        width, height = self.level_size(key.level)
        tile = Region(key.column * TILE_PX, key.row * TILE_PX, TILE_PX, TILE_PX)
        return tile.intersection(Region(0, 0, width, height))

    def image_region(self, key: TileKey) -> Region:
        """Return the pixels of a tile's image: its own and the apron, in pixels of its level."""
        return self.level_region(key).grown(APRON_PX)

    def output_region(self, key: TileKey) -> Region:
        """Return a tile's own pixels, in output pixels."""
        return self.level_region(key).scaled(1 << key.level).intersection(Region(0, 0, self.width, self.height))

    def to_level(self, region: Region, level: int) -> Region:
        """Return the level's pixels that an output region touches."""
        grid = region.aligned(1 << level)
        return Region(grid.x >> level, grid.y >> level, grid.width >> level, grid.height >> level)

    def tiles(self, level: int, region: Region) -> Iterator[TileKey]:
        """Yield the tiles of a level that an output region touches, row by row."""
        inside = region.intersection(Region(0, 0, self.width, self.height))
        if inside.is_empty:
            return
        grid = self.to_level(inside, level).aligned(TILE_PX)
        for row in range(grid.y // TILE_PX, grid.bottom // TILE_PX):
            for column in range(grid.x // TILE_PX, grid.right // TILE_PX):
                yield TileKey(level, column, row)

    def ancestors(self, key: TileKey) -> Iterator[TileKey]:
        """Yield the coarser tiles that hold a tile, nearest first."""
        for level in range(key.level + 1, self.top + 1):
            shift = level - key.level
            yield TileKey(level, key.column >> shift, key.row >> shift)

    def children(self, key: TileKey) -> Iterator[TileKey]:
        """Yield the tiles one level finer that together cover a tile."""
        if key.level > 0:
            yield from self.tiles(key.level - 1, self.output_region(key))

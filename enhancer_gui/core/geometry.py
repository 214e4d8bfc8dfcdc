"""Regions of pictures and the plan that cuts them into tiles.

(width, height) order lives here only; arrays are (H, W, C) everywhere.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, order=True)
class Region:
    """A rectangle of whole pixels; `x` and `y` may lie outside a picture (negative)."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """First column beyond the region."""
        return self.x + self.width

    @property
    def bottom(self) -> int:
        """First row below the region."""
        return self.y + self.height

    @property
    def pixels(self) -> int:
        """Area in pixels."""
        return self.width * self.height

    @property
    def is_empty(self) -> bool:
        """Whether the region holds no pixel."""
        return self.width <= 0 or self.height <= 0

    def scaled(self, scale: int) -> "Region":
        """Return the same area of a picture enlarged `scale` times."""
        return Region(self.x * scale, self.y * scale, self.width * scale, self.height * scale)

    def resized(self, old: tuple[int, int], new: tuple[int, int]) -> "Region":
        """Return the smallest region around the same area once a picture of size `old` has size `new`."""
        x, y = self.x * new[0] // old[0], self.y * new[1] // old[1]
        right, bottom = -(-self.right * new[0] // old[0]), -(-self.bottom * new[1] // old[1])
        return Region(x, y, right - x, bottom - y)

    def grown(self, margin: int) -> "Region":
        """Return the region with `margin` pixels more on each side."""
        return Region(self.x - margin, self.y - margin, self.width + 2 * margin, self.height + 2 * margin)

    def aligned(self, multiple: int) -> "Region":
        """Return the smallest region around this one that starts and ends on multiples."""
        x, y = self.x // multiple * multiple, self.y // multiple * multiple
        right, bottom = -(-self.right // multiple) * multiple, -(-self.bottom // multiple) * multiple
        return Region(x, y, right - x, bottom - y)

    def intersection(self, other: "Region") -> "Region":
        """Return the common area; it may be empty."""
        x, y = max(self.x, other.x), max(self.y, other.y)
        width, height = min(self.right, other.right) - x, min(self.bottom, other.bottom) - y
        return Region(x, y, max(0, width), max(0, height))

    def relative_to(self, outer: "Region") -> "Region":
        """Return this region in the coordinates of `outer`'s top left corner."""
        return Region(self.x - outer.x, self.y - outer.y, self.width, self.height)

    def slices(self) -> tuple[slice, slice]:
        """Return the (rows, columns) index of an (H, W, ...) array."""
        return slice(self.y, self.bottom), slice(self.x, self.right)

    def distance_to(self, other: "Region") -> float:
        """Return the distance in pixels between the nearest points; 0 where they touch or overlap."""
        dx = max(other.x - self.right, self.x - other.right, 0)
        dy = max(other.y - self.bottom, self.y - other.bottom, 0)
        return float((dx * dx + dy * dy) ** 0.5)


@dataclass(frozen=True)
class Tile:
    """One piece of work.

    Attributes:
        index: position in the plan, row by row.
        core: the pixels that this tile owns, in input pixels; cores partition the picture.
        padded: core plus halo, aligned to the plan's multiple; may reach beyond the picture, where
            the picture is continued by reflection.
    """

    index: int
    core: Region
    padded: Region


@dataclass(frozen=True)
class TilePlan:
    """How a picture of (width, height) is cut: cores of at most `size` pixels a side.

    Attributes:
        size: side of a core in input pixels; a multiple of `multiple_of`.
        halo: context around a core in input pixels that is computed and thrown away.
        multiple_of: padded regions start and end on multiples of this.
    """

    width: int
    height: int
    size: int
    halo: int
    multiple_of: int = 1

    def __post_init__(self) -> None:
        """Reject plans that cannot be cut."""
        if min(self.width, self.height, self.size, self.multiple_of) < 1 or self.halo < 0:
            raise ValueError(f"impossible tile plan: {self}")
        if self.size % self.multiple_of:
            raise ValueError(f"tile size {self.size} is no multiple of {self.multiple_of}")

    @property
    def columns(self) -> int:
        """Tiles in a row."""
        return -(-self.width // self.size)

    @property
    def rows(self) -> int:
        """Tiles in a column."""
        return -(-self.height // self.size)

    def __len__(self) -> int:
        """Return the number of tiles."""
        return self.columns * self.rows

    @cached_property
    def tiles(self) -> tuple[Tile, ...]:
        """All tiles, row by row."""
        return tuple(self.tile(index) for index in range(len(self)))

    def tile(self, index: int) -> Tile:
        """Return one tile."""
        row, column = divmod(index, self.columns)
        x, y = column * self.size, row * self.size
        core = Region(x, y, min(self.size, self.width - x), min(self.size, self.height - y))
        return Tile(index, core, self.padded(core))

    def padded(self, core: Region) -> Region:
        """Return the region that must be computed for the pixels of `core` to be exact."""
        return core.grown(self.halo).aligned(self.multiple_of)

    def touching(self, region: Region) -> Iterator[int]:
        """Yield the indices of the tiles whose cores meet `region`, row by row."""
        inside = region.intersection(Region(0, 0, self.width, self.height))
        if inside.is_empty:
            return
        for row in range(inside.y // self.size, (inside.bottom - 1) // self.size + 1):
            for column in range(inside.x // self.size, (inside.right - 1) // self.size + 1):
                yield row * self.columns + column

"""A recipe made concrete for one photo: which models run, and how much context a tile needs."""

import math
from dataclasses import dataclass

from enhancer_gui.core.geometry import Region, TilePlan
from enhancer_gui.core.models import ModelCard


@dataclass(frozen=True)
class Stage:
    """One model in the chain that every tile travels, and how strongly its result counts (0..1)."""

    card: ModelCard
    strength: float = 1.0


@dataclass(frozen=True)
class Work:
    """The chain of stages for one photo.

    Attributes:
        stages: in order; may be empty (then a tile is only copied).
        source_size: (width, height) of the photo.
        target_size: (width, height) of the file that is to be written.
    """

    stages: tuple[Stage, ...]
    source_size: tuple[int, int]
    target_size: tuple[int, int]

    @property
    def scale(self) -> int:
        """Native enlargement: the product of the stages' scales."""
        return math.prod(stage.card.scale for stage in self.stages)

    @property
    def native_size(self) -> tuple[int, int]:
        """Return (width, height) of the tiles' result, before resampling to `target_size`."""
        return self.source_size[0] * self.scale, self.source_size[1] * self.scale

    @property
    def halo_px(self) -> int:
        """Context in source pixels: every stage's halo, divided by the enlargement that precedes it."""
        halo, before = 0, 1
        for stage in self.stages:
            halo += -(-stage.card.halo_px // before)
            before *= stage.card.scale
        return halo

    @property
    def multiple_of(self) -> int:
        """Source pixels on whose multiples tiles must lie, so that every stage's input does."""
        multiple, before = 1, 1
        for stage in self.stages:
            own = stage.card.multiple_of
            multiple = math.lcm(multiple, own // math.gcd(own, before))
            before *= stage.card.scale
        return multiple

    @property
    def operations_per_pixel(self) -> int:
        """Multiply-adds for one source pixel."""
        total, before = 0, 1
        for stage in self.stages:
            total += stage.card.work_per_pixel * before**2
            before *= stage.card.scale
        return total

    @property
    def live_channels(self) -> int:
        """Peak of values alive at once for one source pixel, over all stages."""
        peak, before = 8, 1
        for stage in self.stages:
            peak = max(peak, stage.card.live_channels * before**2)
            before *= stage.card.scale
        return peak

    def tile_plan(self, tile_px: int) -> TilePlan:
        """Return the plan with cores of about `tile_px` source pixels, rounded down to the multiple."""
        size = max(self.multiple_of, tile_px // self.multiple_of * self.multiple_of)
        width, height = self.source_size
        return TilePlan(width, height, size, self.halo_px, self.multiple_of)

    def to_native(self, region: Region) -> Region:
        """Return a source region in pixels of the native result."""
        return region.scaled(self.scale)

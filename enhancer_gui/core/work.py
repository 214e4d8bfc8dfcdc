"""A recipe made concrete for one photo: which models run, and how much context a tile needs."""

import math
from dataclasses import dataclass

from enhancer_gui.core.geometry import Region, TilePlan
from enhancer_gui.core.masks import Mask
from enhancer_gui.core.models import ModelCard, Tiling
from enhancer_gui.core.sizes import Cut


@dataclass(frozen=True)
class Stage:
    """One model in the chain that every tile travels.

    Attributes:
        card: which model.
        strength: 0..1, how strongly its result counts.
        denoise: 0..1, mix of the model (1) and its twin (0); None is the model alone.
        twin: the twin, where `denoise` asks for it.
        mask: where its result counts.
    """

    card: ModelCard
    strength: float = 1.0
    denoise: float | None = None
    twin: ModelCard | None = None
    mask: Mask | None = None

    @property
    def identity(self) -> str:
        """What the stage's pixels depend on beside its input: part of every tile store's key."""
        parts = f"{self.card.sha256}@{self.strength:.4f}"
        if self.twin is not None:
            parts += f"+{self.twin.sha256}@{self.denoise:.4f}"
        if (mask := self.mask) is not None:
            parts += f"*{mask.picture}~{mask.feather_px:.2f}{'-' if mask.inverted else ''}"
        return parts

    @property
    def is_exact(self) -> bool:
        """Whether a halo makes the stage's tiles equal to the whole picture's result."""
        return self.card.tiling is Tiling.EXACT


@dataclass(frozen=True)
class Work:
    """The chain of stages for one photo.

    Attributes:
        stages: in order; may be empty (then a tile is only copied).
        source_size: (width, height) of the photo.
        target_size: (width, height) of the file that is to be written.
        cut: what is cut off the result to get there, once it is resampled; None is nothing.
    """

    stages: tuple[Stage, ...]
    source_size: tuple[int, int]
    target_size: tuple[int, int]
    cut: Cut | None = None

    @property
    def resampled_size(self) -> tuple[int, int]:
        """Return (width, height) of the result before anything is cut off."""
        return self.target_size if self.cut is None else self.cut.whole

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
        """Context in source pixels: every stage's halo, divided by the enlargement that precedes it.

        A stage that is not exact asks for whole windows instead (engine.windows); its halo is their overlap.
        """
        halo, before = 0, 1
        for stage in self.stages:
            halo += -(-stage.card.halo_px // before)
            before *= stage.card.scale
        return halo

    @property
    def multiple_of(self) -> int:
        """Source pixels on whose multiples tiles must lie, so that every exact stage's input does."""
        multiple, before = 1, 1
        for stage in self.stages:
            own = stage.card.multiple_of if stage.is_exact else 1
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

    @property
    def groups(self) -> tuple["Work", ...]:
        """The chain cut into works that follow each other: exact stages in a row together, each other stage alone."""
        runs: list[list[Stage]] = []
        for stage in self.stages:
            if runs and stage.is_exact and runs[-1][-1].is_exact:
                runs[-1].append(stage)
            else:
                runs.append([stage])
        works: list[Work] = []
        size = self.source_size
        for run in runs:
            works.append(Work(tuple(run), size, size))
            size = works[-1].native_size
        return tuple(works)

    def tile_plan(self, tile_px: int) -> TilePlan:
        """Return the plan with cores of about `tile_px` source pixels, rounded down to the multiple."""
        size = max(self.multiple_of, tile_px // self.multiple_of * self.multiple_of)
        width, height = self.source_size
        return TilePlan(width, height, size, self.halo_px, self.multiple_of)

    def to_native(self, region: Region) -> Region:
        """Return a source region in pixels of the native result."""
        return region.scaled(self.scale)

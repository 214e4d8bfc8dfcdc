"""Stages with their networks, and the groups of them that are computed at a stretch."""

from collections.abc import Sequence
from dataclasses import dataclass

from torch import nn

from enhancer_gui.core.models import Tiling
from enhancer_gui.core.work import Stage, Work


@dataclass(frozen=True, eq=False)
class LoadedStage:
    """A stage with its network, on the device and in the precision it runs in."""

    stage: Stage
    network: nn.Module

    @property
    def consumed_px(self) -> int:
        """Input pixels by which the network's result is smaller on each side."""
        return int(getattr(self.network, "consumed_px", 0))


@dataclass(frozen=True, eq=False)
class LoadedGroup:
    """Stages that are computed at a stretch, as a work of their own, with their networks."""

    work: Work
    stages: tuple[LoadedStage, ...]

    @property
    def tiling(self) -> Tiling:
        """How tiles of the group join: a group that is not exact has one stage."""
        return self.stages[0].stage.card.tiling


def loaded_groups(work: Work, stages: Sequence[LoadedStage]) -> tuple[LoadedGroup, ...]:
    """Return a work's groups with their networks; `stages` are those of the work, in order."""
    remaining = iter(stages)
    return tuple(LoadedGroup(part, tuple(next(remaining) for _ in part.stages)) for part in work.groups)

"""How long a run is, how large its steps are, and how fast it learns."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, TypeAlias

from pydantic import Field, model_validator

from enhancer_gui.training.tables import Table

OptimiserKind: TypeAlias = Literal["adam", "muon"]


class LaterPatches(Table):
    """Patches of another size from a step on: small ones teach fast, large ones what a whole photo looks like inside.

    At the border of a patch a convolution reads zeros. A U-Net whose view is wider than its patches never sees
    anything else, and is at a loss inside a photo.
    """

    from_step: int = Field(ge=1)
    batch: int = Field(ge=1)
    patch_px: int = Field(ge=8)


class ScheduleConfig(Table):
    """How long, how large and how fast.

    Attributes:
        steps: optimiser steps in all.
        batch: patches a step, of all processes together.
        patch_px: side of an LR patch.
        later: other patches from some step on, in order.
        optimiser: Adam, or Muon for the large kernels and Adam for the rest.
        learning_rate: peak, reached after `warmup_steps` and left on a cosine down to a hundredth.
        gradient_clip: norm that gradients are cut down to; by default 1 with Adam and none with Muon,
            whose moves have their own size.
    """

    steps: int = Field(ge=1)
    batch: int = Field(default=16, ge=1)
    patch_px: int = Field(default=48, ge=8)
    later: tuple[LaterPatches, ...] = ()
    optimiser: OptimiserKind = "adam"
    learning_rate: float = Field(default=1e-3, gt=0)
    warmup_steps: int = Field(default=200, ge=0)
    ema_decay: float = Field(default=0.999, ge=0, lt=1)
    gradient_clip: float | None = Field(default=None, gt=0)
    checkpoint_every_s: float = Field(default=120, gt=0)
    evaluate_every_steps: int = Field(default=2000, ge=1)

    @model_validator(mode="after")
    def _later_comes_later(self) -> "ScheduleConfig":
        starts = [0, *(part.from_step for part in self.later), self.steps]
        if any(start >= following for start, following in pairwise(starts)):
            raise ValueError("the steps of `later` must rise and lie before the last step")
        return self

    @property
    def largest_patch_px(self) -> int:
        """Side of the largest patch."""
        return max(self.patch_px, *(part.patch_px for part in self.later), 0)

    def stages(self) -> tuple["Stage", ...]:
        """Return the parts of the run in which all patches are alike, in order."""
        starts = [0, *(part.from_step for part in self.later)]
        plain = self.model_copy(update={"later": ()})
        sizes = [{}, *({"batch": part.batch, "patch_px": part.patch_px} for part in self.later)]
        ends = [*starts[1:], self.steps]
        return tuple(Stage(end, plain.model_copy(update=size)) for end, size in zip(ends, sizes, strict=True))

    @property
    def clip(self) -> float | None:
        """Norm that gradients are cut down to, or None for no limit."""
        if self.gradient_clip is None and self.optimiser == "adam":
            return 1.0
        return self.gradient_clip


@dataclass(frozen=True)
class Stage:
    """A part of a run: the step it ends before, and a schedule whose batch and patch are those of the part."""

    end: int
    schedule: ScheduleConfig

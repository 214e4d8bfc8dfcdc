"""What each task learns from and how it is marked: one row a task.

A new kind of task is one new file with a `Lesson`, and its row here.
"""

from typing import Protocol

import torch
from torch import Tensor

from enhancer_gui.core.errors import ConfigError
from enhancer_gui.core.models import Task
from enhancer_gui.training.batches import Batch
from enhancer_gui.training.config import FEATURES, TrainingConfig
from enhancer_gui.training.features import FeatureLesson
from enhancer_gui.training.pairs import PairMaker, PhotoPairs, smallest_photo_px
from enhancer_gui.training.photos import PhotoPool
from enhancer_gui.training.repair import RepairLesson


class Lesson(Protocol):
    """How a task is trained.

    Attributes:
        unit: of the mark, for people.
    """

    unit: str

    def smallest_photo_px(self, config: TrainingConfig) -> int:
        """Return the shorter side that a photo needs, in pixels."""
        ...

    def pairs(self, config: TrainingConfig, pool: PhotoPool) -> PairMaker:
        """Return what makes pairs from photos."""
        ...

    def mark(self, output: Tensor, batch: Batch) -> float:
        """Return how good an output is; more is better."""
        ...

    def pictures(self, output: Tensor, batch: Batch) -> list[Tensor]:
        """Return the columns of a sample sheet, (N, 3, H, W) each, the truth last."""
        ...


class PhotoLesson:
    """A picture for a picture: enlarging, deblurring, restoring."""

    unit = "dB"

    def smallest_photo_px(self, config: TrainingConfig) -> int:
        """Return the side of the windows that pairs are made from."""
        return smallest_photo_px(config)

    def pairs(self, config: TrainingConfig, pool: PhotoPool) -> PairMaker:
        """Return pairs of patches and what damage leaves of them."""
        return PhotoPairs(config, pool)

    def mark(self, output: Tensor, batch: Batch) -> float:
        """Return the mean PSNR in dB over the pictures of a batch, on RGB."""
        error = (output.clamp(0, 1) - batch.target).square().mean(dim=(1, 2, 3))
        return float((-10 * torch.log10(error.clamp(min=1e-10))).mean())

    def pictures(self, output: Tensor, batch: Batch) -> list[Tensor]:
        """Return input, output and truth."""
        return [batch.input, output, batch.target]


_LESSONS: dict[str, Lesson] = {
    Task.UPSCALE: PhotoLesson(),
    Task.DEBLUR: PhotoLesson(),
    Task.RESTORE: PhotoLesson(),
    Task.REPAIR: RepairLesson(),
    FEATURES: FeatureLesson(),
}


def lesson_of(task: str) -> Lesson:
    """Return how a task is trained.

    Raises:
        ConfigError: it is not trained here.
    """
    if task not in _LESSONS:
        raise ConfigError(f"There is no training for the task “{task}”.")
    return _LESSONS[task]

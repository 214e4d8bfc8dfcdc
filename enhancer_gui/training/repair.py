"""Scratches: what finds and fills them learns from prints that were damaged on purpose, mask and all."""

import cv2
import numpy as np
import torch
from torch import Tensor

from enhancer_gui.core.errors import ConfigError
from enhancer_gui.engine.degrade import Jpeg, Noise, OldPhotoDamage, apply_chain
from enhancer_gui.training.batches import Batch
from enhancer_gui.training.config import TrainingConfig
from enhancer_gui.training.pairs import Pair, PairMaker, as_float, cut_window, turn
from enhancer_gui.training.photos import PhotoPool

_UNDAMAGED = 0.3
"""Share of the patches that show no damage, so that a good photo is left alone."""

_WIDENED = 0.5
"""Share of the masks given to the filler that are a pixel wider than the damage, as the detector's are."""

_MISTAKEN = 0.25
"""Share of the masks given to the filler that mark undamaged places too, as the detector's do now and then."""

_RGB = 3


class RepairPairs:
    """A damaged print with the mask of what is lost beside it, and the same print undamaged."""

    def __init__(self, config: TrainingConfig, pool: PhotoPool) -> None:
        """Keep what is needed for a pair.

        Raises:
            ConfigError: the configuration's damage is not exactly one `old_photo`.
        """
        chain = config.data.degradations
        damage = [each for each in chain if isinstance(each, OldPhotoDamage)]
        others = [each for each in chain if isinstance(each, Noise | Jpeg)]
        if len(damage) != 1 or len(damage) + len(others) != len(chain):
            raise ConfigError(
                "Repair learns from the degradation old_photo, with noise and jpeg after it.",
                remedy="Name it once in data.degradations.",
            )
        self._damage = damage[0]
        self._after = others
        self._pool = pool
        self._config = config

    def __call__(self, rng: np.random.Generator) -> Pair:
        """Return a pair: input (P, P, 4) with the mask, target (P, P, 3), mask (P, P, 1)."""
        side = self._config.schedule.patch_px
        picture = as_float(turn(cut_window(self._pool, side, self._config.data, rng), int(rng.integers(8))))
        if rng.random() < _UNDAMAGED:
            whole, damaged, lost = picture, picture, np.zeros((side, side), np.float32)
        else:
            print_ = self._damage.in_stages(picture, rng)
            whole, damaged, lost = print_.toned, print_.damaged, print_.mask
        damaged = apply_chain(damaged, self._after, rng)
        given = lost
        if rng.random() < _WIDENED:
            given = np.asarray(cv2.dilate(lost, np.ones((3, 3), np.uint8)), dtype=np.float32)
        if rng.random() < _MISTAKEN:
            given = np.maximum(given, np.rot90(given, 1 + int(rng.integers(3))))
        return Pair(np.concatenate([damaged, given[..., None]], axis=2), whole, lost[..., None])


class RepairLesson:
    """Finding and filling, marked by how well the places were found."""

    unit = "F1"

    def smallest_photo_px(self, config: TrainingConfig) -> int:
        """Return the side of the largest patch."""
        return config.schedule.largest_patch_px

    def pairs(self, config: TrainingConfig, pool: PhotoPool) -> PairMaker:
        """Return damaged prints and what they were."""
        return RepairPairs(config, pool)

    def mark(self, output: Tensor, batch: Batch) -> float:
        """Return the F1 score of the found pixels, 0..1."""
        assert batch.mask is not None
        found, lost = output[:, _RGB:] > 0, batch.mask > 0.5
        hits = float((found & lost).sum())
        return 2 * hits / max(1.0, float(found.sum() + lost.sum()))

    def pictures(self, output: Tensor, batch: Batch) -> list[Tensor]:
        """Return the damaged print, what was found, the filled print and the truth."""
        found = torch.sigmoid(output[:, _RGB:]).expand(-1, _RGB, -1, -1)
        return [batch.input[:, :_RGB], found, output[:, :_RGB], batch.target]

"""The photos of a run: those it learns from, and fixed examples that show how far it has come."""

from dataclasses import dataclass

import numpy as np

from enhancer_gui.training.batches import Batch, make_batch
from enhancer_gui.training.config import TrainingConfig
from enhancer_gui.training.photos import PhotoPool, list_photos, load_pool
from enhancer_gui.training.tasks import Lesson

_HELD_BACK_PAIRS = 32
_SHOWN_PAIRS = 4

_EXAMPLES_STEP = 2**32 - 1
"""Stands for the step in the seed of the examples: no step of training has it."""


@dataclass(frozen=True)
class Photos:
    """What a run learns from and is marked on.

    Attributes:
        pool: the photos to learn from.
        examples: fixed pairs, from photos that were held back where there are such.
        held_back: whether the examples are from photos that are not learned from.
    """

    pool: PhotoPool
    examples: Batch
    held_back: bool


def gather_photos(config: TrainingConfig, lesson: Lesson) -> Photos:
    """Read the photos of a configuration, a seeded share of them held back.

    Raises:
        ConfigError: there are no photos, or none large enough.
        PhotoError: a photo cannot be read.
    """
    paths = list_photos(config.data.photos)
    order = np.random.default_rng(config.seed).permutation(len(paths))
    held_back = min(len(paths) - 1, int(np.ceil(len(paths) * config.data.held_back)))
    groups = [sorted(paths[i] for i in part) for part in (order[held_back:], order[:held_back])]
    smallest, memory = lesson.smallest_photo_px(config), config.data.memory_mb * 1_000_000 // len(paths)
    learn, show = (
        load_pool(group, smallest_px=smallest, memory_bytes=memory * len(group), seed=config.seed) if group else None
        for group in groups
    )
    assert learn is not None, "at least one photo is never held back"
    shown = lesson.pairs(config, learn if show is None else show)
    number = _SHOWN_PAIRS if show is None else _HELD_BACK_PAIRS
    examples = make_batch(shown, seed=config.seed, step=_EXAMPLES_STEP, numbers=range(number))
    return Photos(learn, examples, show is not None)

"""A configuration for going on with a model that exists, on photos of one's own.

What damage a model undoes it goes on to learn: from its shipped training configuration where it has
one, else from a plain default for its task.
"""

import logging
from dataclasses import dataclass
from pathlib import Path

from enhancer_gui.core.errors import ConfigError
from enhancer_gui.core.models import Colour, ModelCard, Task, Tiling
from enhancer_gui.engine.degrade import Degradation, Jpeg, MotionBlur, Noise, SoftFocus
from enhancer_gui.storage.paths import resources_dir
from enhancer_gui.training.config import (
    CardConfig,
    DataConfig,
    GivenConfig,
    TrainingConfig,
    load_config,
)
from enhancer_gui.training.loss_config import AdversarialLoss, AnyLoss, PerceptualLoss, PixelLoss
from enhancer_gui.training.schedule_config import ScheduleConfig

log = logging.getLogger(__name__)

CONFIGS_FOLDER = "training"
STEPS = 2000

_DAMAGE: dict[Task, tuple[Degradation, ...]] = {
    Task.UPSCALE: (),
    Task.DEBLUR: (MotionBlur(probability=0.7), SoftFocus(probability=0.3, max_radius_px=3.0)),
    Task.RESTORE: (Noise(probability=0.75), Jpeg(probability=0.6)),
}

_LEARNING_RATE = 1e-4
"""A tenth of what networks start with: what is known already is bent and not broken."""

_BATCH = 8
_HELD_BACK = 0.1
_EVALUATIONS = 8
_PATCH_PX = {1: 96, 2: 48, 3: 48, 4: 48}
_REACH_PX = 24
_LOSSES = (PixelLoss(kind="l1"),)


@dataclass(frozen=True)
class _Lesson:
    damage: tuple[Degradation, ...]
    reach_px: int
    losses: tuple[AnyLoss, ...]
    patch_px: int
    batch: int = _BATCH


@dataclass(frozen=True)
class OwnPhotos:
    """What a user wants: which model, on which photos, for how long."""

    card: ModelCard
    weights: Path
    photos: Path
    steps: int = STEPS


def finetune_config(wish: OwnPhotos) -> TrainingConfig:
    """Return the configuration that goes on with a model on a folder of photos.

    One photo in ten is held back, at least one where there are two: the run is marked on them before and
    after.

    Raises:
        ConfigError: the model cannot be trained on, or its shipped configuration is broken.
    """
    card = wish.card
    if not _is_plain(card):
        raise ConfigError(
            f"“{card.title}” cannot be trained on: its network needs its tiles or values in its own way.",
            remedy="Take a shipped model that enlarges, cleans or sharpens.",
        )
    lesson = _lesson_of(card)
    return TrainingConfig(
        name=f"{card.id}-tuned",
        task=card.task,
        scale=card.scale,
        warm_start=wish.weights.resolve(),
        network=GivenConfig(architecture="given"),
        data=DataConfig(
            photos=wish.photos.resolve(),
            held_back=_HELD_BACK,
            detail_tries=2,
            reach_px=lesson.reach_px,
            degradations=lesson.damage,
        ),
        schedule=ScheduleConfig(
            steps=wish.steps,
            batch=lesson.batch,
            patch_px=lesson.patch_px,
            learning_rate=_LEARNING_RATE,
            warmup_steps=min(50, wish.steps // 10),
            evaluate_every_steps=max(1, wish.steps // _EVALUATIONS),
        ),
        losses=lesson.losses,
        card=CardConfig(
            title=f"{card.title} (own photos)",
            summary=card.summary,
            weaknesses=f"Those of “{card.title}”, and what the own photos did not show.",
            data_licence="the owner's own photos",
            remark=f"Went on from “{card.id}” on photos of the owner's.",
            licence=card.licence,
            source=f"{card.source}; trained further on own photos",
            command=f"enhancer train --from {card.id} --photos FOLDER --steps {wish.steps}",
        ),
    )


def _is_plain(card: ModelCard) -> bool:
    """Return whether a network takes and gives plain RGB patches of any place."""
    values_are_plain = card.value_range == (0.0, 1.0) and card.mean == (0.0, 0.0, 0.0) and card.colour is Colour.RGB
    return values_are_plain and card.tiling is Tiling.EXACT and not card.picture_statistics


def _lesson_of(card: ModelCard) -> _Lesson:
    """Return what a model is taught: as before where that is known, but without discriminator and teacher."""
    shipped = resources_dir() / CONFIGS_FOLDER / f"{card.id}.toml"
    if shipped.is_file():
        before = load_config(shipped)
        plain = tuple(loss for loss in before.losses if not isinstance(loss, PerceptualLoss | AdversarialLoss))
        last = before.schedule.stages()[-1].schedule
        return _Lesson(
            before.data.degradations,
            before.data.reach_px,
            plain or _LOSSES,
            last.patch_px,
            min(_BATCH, last.batch),
        )
    if card.task not in _DAMAGE:
        raise ConfigError(
            f"“{card.title}” cannot be trained on: nothing is known of the damage it undoes.",
            remedy="Write a CONFIG.toml that starts from its weights (warm_start).",
        )
    return _Lesson(_DAMAGE[card.task], _REACH_PX, _LOSSES, _PATCH_PX.get(card.scale, 48))

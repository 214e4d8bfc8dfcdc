"""The training configuration: one TOML file says everything that makes a model."""

import tomllib
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from enhancer_gui.core.errors import ConfigError
from enhancer_gui.engine.degrade import Jpeg, MotionBlur, Noise, SoftFocus, TurningBlur

AnyDegradation = Annotated[MotionBlur | TurningBlur | SoftFocus | Noise | Jpeg, Field(discriminator="kind")]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class CompactConfig(_Table):
    """SRVGGNetCompact: see `engine.networks.compact`."""

    architecture: Literal["compact"]
    features: int = Field(64, ge=4)
    convolutions: int = Field(16, ge=1)


class DRUNetConfig(_Table):
    """DRUNet: see `engine.networks.drunet`."""

    architecture: Literal["drunet"]
    widths: tuple[int, int, int, int] = (64, 128, 256, 512)
    blocks: int = Field(4, ge=1)


class DataConfig(_Table):
    """Where the photos are and how patches are cut from them.

    Attributes:
        photos: folder of photos, searched recursively; relative to the working directory.
        crops: how many of the most detailed crops are kept in memory.
        crop_px: side of a crop; LR patches are cut at random places inside it.
        degradations: what is done to HR besides the reduction to LR, in order.
    """

    photos: Path
    crops: int = Field(5000, ge=1)
    crop_px: int = Field(144, ge=16)
    degradations: tuple[AnyDegradation, ...] = ()


class ScheduleConfig(_Table):
    """How long, how large and how fast.

    Attributes:
        steps: optimiser steps in all.
        batch: patches a step.
        patch_px: side of an LR patch.
        learning_rate: peak, reached after `warmup_steps` and left on a cosine down to a hundredth.
    """

    steps: int = Field(ge=1)
    batch: int = Field(16, ge=1)
    patch_px: int = Field(48, ge=8)
    learning_rate: float = Field(1e-3, gt=0)
    warmup_steps: int = Field(200, ge=0)
    ema_decay: float = Field(0.999, ge=0, lt=1)
    gradient_clip: float = Field(1.0, gt=0)
    checkpoint_every_s: float = Field(120, gt=0)
    evaluate_every_steps: int = Field(2000, ge=1)


class EvaluationConfig(_Table):
    """A set to score on while training: `truth` alone (LR is made), or `input` and `truth` twins.

    Attributes:
        damage: for 1x models without `input`: degradations applied to the truth with a fixed seed.
    """

    name: str
    truth: Path
    input: Path | None = None
    damage: tuple[AnyDegradation, ...] = ()
    max_shift_px: int = 0


class CardConfig(_Table):
    """What the model card says in words; the facts and figures are filled in by the trainer."""

    title: str
    summary: str
    weaknesses: str
    data_licence: str
    remark: str = ""
    licence: str = "Apache-2.0"


class TrainingConfig(_Table):
    """One model: what it is, what it is made from, and how it is scored."""

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9._-]*$")
    task: Literal["upscale", "deblur", "restore"]
    scale: int = Field(1, ge=1, le=4)
    seed: int = 0
    precision: Literal["bf16", "fp32"] = "bf16"
    loss: Literal["l1", "charbonnier"] = "l1"
    warm_start: Path | None = None
    network: Annotated[CompactConfig | DRUNetConfig, Field(discriminator="architecture")]
    data: DataConfig
    schedule: ScheduleConfig
    evaluation: tuple[EvaluationConfig, ...] = ()
    card: CardConfig | None = None


def load_config(path: Path) -> TrainingConfig:
    """Return the validated configuration of a TOML file.

    Raises:
        ConfigError: the file is missing, no TOML, or says something that makes no sense.
    """
    try:
        with path.open("rb") as file:
            return TrainingConfig.model_validate(tomllib.load(file))
    except OSError as e:
        raise ConfigError(f"The training configuration {path} cannot be read: {e.strerror}.") from e
    except tomllib.TOMLDecodeError as e:
        raise ConfigError(f"{path} is not valid TOML: {e}.") from e
    except ValidationError as e:
        first = e.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise ConfigError(f"{path}: {place}: {first['msg']}.", detail=str(e)) from e

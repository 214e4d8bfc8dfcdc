"""The training configuration: one TOML file says everything that makes a model."""

import tomllib
from pathlib import Path
from typing import Annotated, Final, Literal, TypeAlias

from pydantic import Field, ValidationError, model_validator

from enhancer_gui.core.errors import ConfigError
from enhancer_gui.core.models import Task
from enhancer_gui.engine.degrade import Degradation
from enhancer_gui.training.loss_config import AnyLoss, PixelLoss
from enhancer_gui.training.schedule_config import ScheduleConfig
from enhancer_gui.training.tables import Table
from enhancer_gui.training.teacher_config import TeacherConfig

AnyDegradation = Annotated[Degradation, Field(discriminator="kind")]

FEATURES: Final = "features"
"""The task of the network behind the perceptual loss, which no photo ever passes through outside training."""


class CompactConfig(Table):
    """SRVGGNetCompact: see `engine.networks.compact`."""

    architecture: Literal["compact"]
    features: int = Field(default=64, ge=4)
    convolutions: int = Field(default=16, ge=1)


class DRUNetConfig(Table):
    """DRUNet: see `engine.networks.drunet`."""

    architecture: Literal["drunet"]
    widths: tuple[int, int, int, int] = (64, 128, 256, 512)
    blocks: int = Field(default=4, ge=1)
    unshuffle: int = Field(default=1, ge=1, le=4)


class FeatureConfig(Table):
    """The network of the task `features`: see `training.features`."""

    architecture: Literal["features"]
    widths: tuple[int, ...] = (32, 64, 96, 128)


class UNetConfig(Table):
    """Widths and blocks of one of the U-Nets of a ScratchRepair."""

    widths: tuple[int, int, int, int]
    blocks: int = Field(default=2, ge=1)


class ScratchRepairConfig(Table):
    """ScratchRepair: see `engine.networks.scratch_repair`."""

    architecture: Literal["scratch_repair"]
    detector: UNetConfig
    filler: UNetConfig


class GivenConfig(Table):
    """The network that the weights of `warm_start` belong to, whichever it is."""

    architecture: Literal["given"]


AnyNetwork: TypeAlias = Annotated[
    CompactConfig | DRUNetConfig | ScratchRepairConfig | FeatureConfig | GivenConfig,
    Field(discriminator="architecture"),
]


class DataConfig(Table):
    """Where the photos are and how patches are cut from them.

    Attributes:
        photos: folder of photos, searched recursively; relative to the working directory.
        memory_mb: photos are kept in memory as bytes; what does not fit is cut to random windows of them.
        held_back: share of the photos that is not trained on: scores and sheets are made from them.
        detail_tries: a patch is the most detailed of so many random places; 1 is no preference.
        rescaled: share of the patches that are cut larger and reduced first, so that fine detail is seen
            at more sizes than the camera's.
        smallest_scale: the strongest of these reductions.
        recoloured: share of the patches whose channels get a random order, gain and sign. Photos are mostly
            grey in their detail; a network that has seen nothing else blurs the edges between strong colours.
        rendered_text: share of the patches that are not from photos but drawn: text, signs and line art.
        fonts: folder of the fonts that text is drawn with; by default the one that Pillow brings.
        reach_px: how far in HR pixels the damage of one pixel may reach; so much is damaged around a
            patch and cut away.
        aligned: share of the damaged patches that begin at the corner of a JPEG block, as whole photos do. Networks
            that work on cells of pixels can then tell blocks from texture by their place.
        degradations: what is done to HR besides the reduction to LR, in order.
    """

    photos: Path
    memory_mb: int = Field(default=4000, ge=1)
    held_back: float = Field(default=0.0, ge=0, le=0.5)
    detail_tries: int = Field(default=1, ge=1)
    rescaled: float = Field(default=0.0, ge=0, le=1)
    smallest_scale: float = Field(default=0.5, gt=0, le=1)
    recoloured: float = Field(default=0.0, ge=0, le=1)
    rendered_text: float = Field(default=0.0, ge=0, le=1)
    fonts: Path | None = None
    reach_px: int = Field(default=16, ge=0)
    aligned: float = Field(default=0.0, ge=0, le=1)
    degradations: tuple[AnyDegradation, ...] = ()


class EvaluationConfig(Table):
    """A set to score on while training: `truth` alone (LR is made), or `input` and `truth` twins.

    Attributes:
        damage: for 1x models without `input`: degradations applied to the truth with a fixed seed.
        mask: folder of twins that are white where the input is damaged.
    """

    name: str
    truth: Path
    input: Path | None = None
    mask: Path | None = None
    damage: tuple[AnyDegradation, ...] = ()
    max_shift_px: int = 0


class CardConfig(Table):
    """What the model card says in words; the facts and figures are filled in by the trainer.

    Attributes:
        source: where architecture and weights come from; by default the trainer's own words.
        command: what made the weights; by default `enhancer train` with the shipped configuration.
    """

    title: str
    summary: str
    weaknesses: str
    data_licence: str
    remark: str = ""
    licence: str = "Apache-2.0"
    source: str = ""
    command: str = ""


class TrainingConfig(Table):
    """One model: what it is, what it is made from, and how it is scored.

    Attributes:
        weight_bits: of a value in the finished file; the run itself works in float32.
        frozen: parts of the network, by the beginning of their parameters' names, that stay as `warm_start` has them.
    """

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9._-]*$")
    task: Task | Literal["features"]
    scale: int = Field(default=1, ge=1, le=4)
    seed: int = 0
    precision: Literal["bf16", "fp16", "fp32"] = "bf16"
    warm_start: Path | None = None
    frozen: tuple[str, ...] = ()
    weight_bits: Literal[8, 16] = 16
    network: AnyNetwork
    data: DataConfig
    schedule: ScheduleConfig
    teacher: TeacherConfig | None = None
    losses: tuple[AnyLoss, ...] = Field(default=(PixelLoss(kind="l1"),), min_length=1)
    evaluation: tuple[EvaluationConfig, ...] = ()
    tensorboard: bool = False
    card: CardConfig | None = None

    @model_validator(mode="after")
    def _given_means_given(self) -> "TrainingConfig":
        if isinstance(self.network, GivenConfig) and self.warm_start is None:
            raise ValueError("a given network needs the weights of warm_start")
        return self

    @model_validator(mode="after")
    def _frozen_has_learned(self) -> "TrainingConfig":
        if self.frozen and self.warm_start is None:
            raise ValueError("what is frozen needs the weights of warm_start")
        return self


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

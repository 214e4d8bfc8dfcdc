"""What is known of a model before its weights are touched."""

from dataclasses import dataclass
from enum import StrEnum


class Task(StrEnum):
    """What a model does to a photo."""

    UPSCALE = "upscale"
    DEBLUR = "deblur"
    RESTORE = "restore"


class Precision(StrEnum):
    """Number format that a network runs in."""

    FP32 = "fp32"
    BF16 = "bf16"
    FP16 = "fp16"


class Tiling(StrEnum):
    """How tiles of a model join: exact with enough halo, blended, or not at all (whole picture)."""

    EXACT = "exact"
    BLENDED = "blended"
    WHOLE = "whole"


@dataclass(frozen=True)
class ModelCard:
    """Facts about a model: enough to plan a job without loading torch.

    Attributes:
        id: stable identifier, used in recipes and on the command line.
        title: name for people.
        summary: one line for people.
        scale: output size over input size.
        architecture: key of `engine.networks`.
        halo_px: context in input pixels that makes a tile exact.
        multiple_of: tile regions start and end on multiples of this.
        precisions: formats the weights were found safe in.
        weights: file name beside the card.
        sha256: of the weights file; part of every tile store's key.
        work_per_pixel: multiply-adds for one input pixel; estimates time.
        live_channels: values alive at once for one input pixel at the peak; sizes tiles.
        licence: SPDX identifier of the weights.
        source: where weights and architecture come from.
    """

    id: str
    title: str
    summary: str
    task: Task
    scale: int
    architecture: str
    halo_px: int
    multiple_of: int
    precisions: tuple[Precision, ...]
    tiling: Tiling
    weights: str
    sha256: str
    size_bytes: int
    work_per_pixel: int
    live_channels: int
    licence: str
    source: str

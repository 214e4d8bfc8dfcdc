"""What is known of a model before its weights are touched."""

from dataclasses import dataclass
from enum import StrEnum


class Task(StrEnum):
    """What a model does to a photo."""

    UPSCALE = "upscale"
    DEBLUR = "deblur"
    RESTORE = "restore"
    REPAIR = "repair"


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


class Colour(StrEnum):
    """What a network reads: red, green and blue in this order, or the luma alone (BT.601, studio range)."""

    RGB = "rgb"
    LUMA = "luma"


class Padding(StrEnum):
    """How a picture is continued to the size a network can take: mirrored without or with its edge pixel, or grey.

    NEUTRAL continues with the middle of the network's value range where that is -1..1, with black where it is 0..1:
    zeros in the network's own terms.
    """

    REFLECT = "reflect"
    SYMMETRIC = "symmetric"
    NEUTRAL = "neutral"


@dataclass(frozen=True)
class ModelCard:
    """Facts about a model: enough to plan a job without loading torch.

    Attributes:
        id: stable identifier, used in recipes and on the command line.
        title: name for people.
        summary: one line for people.
        scale: output size over input size.
        architecture: key of `engine.networks`.
        halo_px: context in input pixels that makes a tile exact; for blended models the width of the band in which
            two windows are mixed.
        multiple_of: tile regions start and end on multiples of this.
        precisions: formats the weights were found safe in.
        weights: file name beside the card.
        sha256: of the weights file; part of every tile store's key.
        work_per_pixel: multiply-adds for one input pixel; estimates time.
        live_channels: values alive at once for one input pixel at the peak; sizes tiles.
        licence: SPDX identifier of the weights.
        source: where weights and architecture come from.
        window_px: side in input pixels of the windows of a blended model; for a whole one the side of the largest
            square it may be given; 0 where tiles are exact.
        value_range: values that stand for black and white inside the network.
        mean: of red, green and blue, in 0..1, which the network takes off on its way in and adds on its way out.
        colour: what the network reads.
        padding: how its input is continued to a size it can take.
        picture_statistics: whether its norms use the picture's own mean and variance at inference too, so that
            every pixel depends on all others.
        twin: id of the model with the same architecture that keeps more of the noise; with one, a step can say how
            much noise to take (`Step.denoise`).
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
    window_px: int = 0
    value_range: tuple[float, float] = (0.0, 1.0)
    mean: tuple[float, float, float] = (0.0, 0.0, 0.0)
    colour: Colour = Colour.RGB
    padding: Padding = Padding.REFLECT
    picture_statistics: bool = False
    twin: str = ""

"""What the keys of a checkpoint say about its network."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from torch import Tensor, nn

from enhancer_gui.core.models import Colour, Padding, Precision, Task, Tiling

StateDict = Mapping[str, Tensor]

ALL_PRECISIONS = (Precision.FP32, Precision.BF16, Precision.FP16)
NEVER_FP16 = (Precision.FP32, Precision.BF16)
ONLY_FP32 = (Precision.FP32,)
NEVER_BF16 = (Precision.FP32, Precision.FP16)
"""For networks whose published weights lose more than two 8-bit steps somewhere in bf16, measured on the shared ones:
SRCNN 3.5, Swift-SRGAN 4.1, DnCNN 5.0 (VDSR 1.6, Compact 1.1); in fp16 all stay below one."""

UPSAMPLED_SCALES = (2, 3, 4)
"""Enlargements that VDSR and SRCNN were trained for: their keys do not tell which."""


@dataclass(frozen=True)
class NetworkFacts:
    """What the keys of a checkpoint say about its network; `build` makes it as it was published.

    Attributes:
        architecture: the name the model cards use.
        scale: output size over input size.
        halo_px: exact tiling: radius of the receptive field, in input pixels: with this much context around a
            tile, its result equals that of the whole picture. Blended: width of the band in which two windows mix.
        multiple_of: the network takes sizes that are multiples of this many input pixels.
        live_channels: values alive at once for one input pixel at the peak; sizes tiles.
        build: makes the published network with uninitialised weights, its keys those of the checkpoint.
        task: what it was published for, as far as the keys tell.
        variant: size of the network in words.
        source: paper and official code.
        tiling: how tiles join.
        window_px: side of the windows of blended tiling, of the largest square for whole; 0 for exact.
        precisions: formats it is known to be safe in.
        colour: what it reads.
        value_range: values that stand for black and white inside the network.
        mean: what the network itself takes off and adds again, in 0..1.
        padding: how the published code continues a picture to `multiple_of`.
        always_pads: the published code adds at least one pixel, and a whole multiple where the size is one already.
        smallest_px: smallest padded side the network can take.
        picture_statistics: norms use the statistics of the picture itself at inference too.
        scales: enlargements to choose from where the picture is enlarged before the network; else empty.
        needs_mask: it fills what a mask marks, and is no step that a recipe could run by itself.
        is_complete: `build` returns the network with its weights, which takes and returns RGB 0..1 of any size.
        rename: gives a state dict of an older key layout the names of the network that `build` makes.
    """

    architecture: str
    scale: int
    halo_px: int
    multiple_of: int
    live_channels: int
    build: Callable[[], nn.Module]
    task: Task = Task.UPSCALE
    variant: str = ""
    source: str = ""
    tiling: Tiling = Tiling.EXACT
    window_px: int = 0
    precisions: tuple[Precision, ...] = ALL_PRECISIONS
    colour: Colour = Colour.RGB
    value_range: tuple[float, float] = (0.0, 1.0)
    mean: tuple[float, float, float] = (0.0, 0.0, 0.0)
    padding: Padding = Padding.REFLECT
    always_pads: bool = False
    smallest_px: int = 1
    picture_statistics: bool = False
    scales: tuple[int, ...] = ()
    needs_mask: bool = False
    is_complete: bool = False
    rename: Callable[[StateDict], dict[str, Tensor]] = dict


Recognise = Callable[[StateDict], NetworkFacts | None]
"""What each network file offers: the facts of its own checkpoints, None for others."""


def count_blocks(state: StateDict, prefix: str) -> int:
    """Return how many consecutive numbers follow a prefix in the keys: blocks of a chain `prefix0.`, `prefix1.`, ..."""
    return len({key[len(prefix) :].split(".")[0] for key in state if key.startswith(prefix)})

"""One architecture a file, and one place that knows them all.

A checkpoint needs no configuration beside it: `describe` reads the architecture and its
hyper-parameters from the key names and shapes alone.
"""

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from enhancer_gui.core.errors import ModelError
from enhancer_gui.core.models import Precision
from enhancer_gui.engine.networks.compact import Compact
from enhancer_gui.engine.networks.drunet import DRUNet

StateDict = Mapping[str, Tensor]

_DTYPES = {Precision.FP32: torch.float32, Precision.BF16: torch.bfloat16, Precision.FP16: torch.float16}


@dataclass(frozen=True)
class NetworkFacts:
    """What the keys of a checkpoint say about its network.

    Attributes:
        architecture: the name the model cards use.
        scale: output size over input size.
        halo_px: radius of the receptive field, in input pixels: with this much context around a
            tile, its result equals that of the whole picture.
        multiple_of: tiles must start and end on multiples of this many input pixels.
        live_channels: values alive at once for one input pixel at the peak; sizes tiles.
        build: makes the network with uninitialised weights.
    """

    architecture: str
    scale: int
    halo_px: int
    multiple_of: int
    live_channels: int
    build: Callable[[], nn.Module]


def describe(state: StateDict) -> NetworkFacts:
    """Return the facts of the network that a state dict belongs to.

    Raises:
        ModelError: no known architecture has these keys.
    """
    for recognise in (_compact, _drunet):
        facts = recognise(state)
        if facts is not None:
            return facts
    sample = ", ".join(list(state)[:4])
    raise ModelError(
        f"These weights belong to no network known here (first keys: {sample}).",
        remedy="Use a Compact (SRVGGNetCompact) or DRUNet checkpoint.",
    )


def build(state: StateDict) -> nn.Module:
    """Return the network of a state dict with its weights loaded, in evaluation mode.

    Raises:
        ModelError: unknown architecture, or keys or shapes that differ from the architecture's.
    """
    facts = describe(state)
    with torch.device("meta"):
        network = facts.build()
    try:
        network.load_state_dict(dict(state), strict=True, assign=True)
    except RuntimeError as e:
        raise ModelError(f"The weights do not fit the {facts.architecture} network: {e}") from e
    return network.eval()


def dtype_of(precision: Precision) -> torch.dtype:
    """Return torch's type of a precision."""
    return _DTYPES[precision]


def channels_last(network: nn.Module) -> nn.Module:
    """Return the same network, its kernels laid out channels-last (what CPUs and tensor cores want)."""
    for parameter in network.parameters():
        if parameter.dim() == 4:
            parameter.data = parameter.data.contiguous(memory_format=torch.channels_last)
    return network


def to_precision(network: nn.Module, precision: Precision) -> nn.Module:
    """Return a copy of a network whose inner arithmetic runs in a precision; its skips stay float32.

    Both architectures add their result to the float32 input at the very end, so rounding touches only
    what the network adds and not the photo itself.
    """
    copied = channels_last(copy.deepcopy(network))
    dtype = dtype_of(precision)
    outer = {id(module) for module in getattr(copied, "float32_modules", ())}
    for module in copied.modules():
        if id(module) not in outer and not list(module.children()):
            module.to(dtype)
    return copied


def _compact(state: StateDict) -> NetworkFacts | None:
    if not {"body.0.weight", "body.1.weight"} <= state.keys():
        return None
    last = max(int(key.split(".")[1]) for key in state if key.startswith("body."))
    features = state["body.0.weight"].shape[0]
    scale = round((state[f"body.{last}.bias"].shape[0] / 3) ** 0.5)
    convolutions = (last - 2) // 2
    return NetworkFacts(
        architecture="compact",
        scale=scale,
        halo_px=convolutions + 2,
        multiple_of=1,
        live_channels=3 * features + 9 * scale**2,
        build=lambda: Compact(features=features, convolutions=convolutions, scale=scale),
    )


def _drunet(state: StateDict) -> NetworkFacts | None:
    if not {"m_head.weight", "m_down3.0.res.0.weight", "m_tail.weight"} <= state.keys():
        return None
    names = ("m_head", "m_down2.0.res.0", "m_down3.0.res.0", "m_body.0.res.0")
    w1, w2, w3, w4 = (state[f"{name}.weight"].shape[0] for name in names)
    blocks = len({key.split(".")[1] for key in state if key.startswith("m_body.")})
    return NetworkFacts(
        architecture="drunet",
        scale=1,
        halo_px=_drunet_halo(blocks),
        multiple_of=8,
        live_channels=5 * w1 + w2,
        build=lambda: DRUNet(widths=(w1, w2, w3, w4), blocks=blocks),
    )


def _drunet_halo(blocks: int) -> int:
    """Return the receptive radius: two pixels a block at each level's spacing, and the resampling cells.

    Going down and up, levels of spacing 1, 2, 4 are passed twice and 8 once; head and tail add one
    pixel each; the 2x2 cells of the six resamplings add at most one cell of 8.
    """
    radius = 2 * blocks * (2 * (1 + 2 + 4) + 8) + 2 + 8
    return -(-radius // 8) * 8

"""Architectures that are not written here, through spandrel: SPAN, HAT, DAT, RealPLKSR, SCUNet, FBCNN and many more.

spandrel is the optional extra `community`; it is imported only when no network of our own fits a checkpoint. It imports
torchvision at its top, for two functions, and beside a CPU-only torch the torchvision of the package registry, which is
built for CUDA, fails at import ("operator torchvision::nms does not exist"). So where torchvision is absent or fails, a
stand-in with what spandrel uses of it takes its place during spandrel's import, and is taken out again behind it.
"""

import importlib
import importlib.util
import logging
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import Enum
from functools import cache
from types import ModuleType
from typing import Protocol

import torch
from torch import Tensor, nn

from enhancer_gui.core.errors import ModelError
from enhancer_gui.core.models import Precision, Task, Tiling
from enhancer_gui.engine.networks.facts import NetworkFacts, StateDict

INSTALL = "pip install “enhancer-gui[community]”"

WINDOW_PX, OVERLAP_PX = 256, 32
"""For networks that spandrel says may be tiled, how far they look being unknown."""
LARGE_WINDOW_PX, LARGE_OVERLAP_PX = 512, 64
"""For networks that use global information ("tiling discouraged")."""
LARGEST_WHOLE_PX = 1024
"""Side of the largest square for networks that must not be tiled: attention over more outgrows common memory."""
LIVE_CHANNELS = 1024
"""A cautious guess: HAT, the largest common one, keeps about 800 values for each pixel."""

_STAND_IN = ("torchvision", "torchvision.transforms", "torchvision.transforms.functional")
_log = logging.getLogger(__name__)


class _Size(Protocol):
    multiple_of: int


class _Architecture(Protocol):
    id: str
    name: str


class _Descriptor(Protocol):
    """What is used of spandrel's ImageModelDescriptor, which is a network with its facts and its pre-processing."""

    model: nn.Module
    architecture: _Architecture
    tags: list[str]
    scale: int
    input_channels: int
    output_channels: int
    supports_half: bool
    supports_bfloat16: bool
    size_requirements: _Size
    tiling: Enum

    def __call__(self, image: Tensor) -> Tensor:
        """Return the enhanced picture."""


class Community(nn.Module):
    """A network of spandrel's behind its own pre-processing: RGB 0..1 of any size in and out."""

    def __init__(self, descriptor: _Descriptor) -> None:
        """Wrap spandrel's descriptor; its network is a part of this module, so that both move together."""
        super().__init__()
        self.network = descriptor.model
        self._descriptor = descriptor

    def forward(self, x: Tensor) -> Tensor:
        """Return the result. Shape: (N, 3, H, W) RGB 0..1 to (N, 3, H·scale, W·scale), 0..1."""
        return self._descriptor(x.to(next(self.network.parameters()).dtype))


def recognise(state: StateDict) -> NetworkFacts | None:
    """Return the facts of a checkpoint that spandrel knows, None where it does not.

    Raises:
        ModelError: spandrel is not installed; or the network does something else than enhance a colour picture.
    """
    spandrel = _spandrel()
    if spandrel is None:
        raise ModelError(
            f"These weights belong to no network known here (first keys: {', '.join(list(state)[:4])}).",
            remedy=f"Many more are known with the community extra: {INSTALL}.",
        )
    try:
        descriptor = spandrel.MAIN_REGISTRY.load(dict(state))
    except spandrel.UnsupportedModelError:
        return None
    except (RuntimeError, KeyError, ValueError, AssertionError) as e:
        _log.info("spandrel cannot load a checkpoint that it seemed to know: %s", e)
        return None
    name = descriptor.architecture.name
    channels = (descriptor.input_channels, descriptor.output_channels)
    if not isinstance(descriptor, spandrel.ImageModelDescriptor) or channels != (3, 3):
        raise ModelError(
            f"{name} networks do not turn a colour picture into a colour picture, and cannot be a step of a recipe.",
            remedy="Use a model that enlarges or restores colour photos.",
        )
    return _facts(descriptor)


def _facts(descriptor: _Descriptor) -> NetworkFacts:
    network = Community(descriptor).eval()
    tiling, window_px, overlap_px = {
        "SUPPORTED": (Tiling.BLENDED, WINDOW_PX, OVERLAP_PX),
        "DISCOURAGED": (Tiling.BLENDED, LARGE_WINDOW_PX, LARGE_OVERLAP_PX),
        "INTERNAL": (Tiling.WHOLE, LARGEST_WHOLE_PX, 0),
    }[descriptor.tiling.name]
    precisions = [Precision.FP32]
    precisions += [Precision.BF16] if descriptor.supports_bfloat16 else []
    precisions += [Precision.FP16] if descriptor.supports_half else []
    return NetworkFacts(
        architecture=f"community-{descriptor.architecture.id.lower().replace(' ', '-')}",
        scale=descriptor.scale,
        halo_px=overlap_px,
        multiple_of=descriptor.size_requirements.multiple_of,
        live_channels=LIVE_CHANNELS,
        build=lambda: network,
        task=Task.UPSCALE if descriptor.scale > 1 else Task.RESTORE,
        variant=", ".join(descriptor.tags),
        source=f"{descriptor.architecture.name}, through spandrel",
        tiling=tiling,
        window_px=window_px,
        precisions=tuple(precisions),
        is_complete=True,
    )


@cache
def _spandrel() -> ModuleType | None:
    """Return the module, None where it is not installed."""
    if importlib.util.find_spec("spandrel") is None:
        return None
    with _torchvision_or_stand_in():
        return importlib.import_module("spandrel")


@contextmanager
def _torchvision_or_stand_in() -> Iterator[None]:
    """Make `import torchvision` work inside the block, and leave no trace of a stand-in behind it."""
    try:
        importlib.import_module("torchvision.transforms.functional")
    except (ImportError, RuntimeError, AttributeError, OSError) as e:
        _log.info("torchvision cannot be imported (%s): spandrel gets a stand-in", e)
    else:
        yield
        return
    for name in [name for name in sys.modules if name.split(".")[0] == "torchvision"]:
        del sys.modules[name]  # what a failed import has left
    modules = {name: ModuleType(name) for name in _STAND_IN}
    for name, module in modules.items():
        module.__path__ = []
        parent, _, child = name.rpartition(".")
        if parent:
            setattr(modules[parent], child, module)
    functional = modules[_STAND_IN[-1]]
    vars(functional).update(normalize=_normalize, rotate=_rotate, InterpolationMode=_InterpolationMode)
    sys.modules.update(modules)
    try:
        yield
    finally:
        for name in modules:
            sys.modules.pop(name, None)


def _normalize(x: Tensor, mean: Sequence[float], std: Sequence[float]) -> Tensor:
    """Return (x - mean) / std for each channel, as torchvision's function does for RestoreFormer."""
    centre, spread = (torch.tensor(values, dtype=x.dtype, device=x.device)[:, None, None] for values in (mean, std))
    return (x - centre) / spread


class _InterpolationMode(Enum):
    """The one mode that spandrel names."""

    BILINEAR = "bilinear"


def _rotate(x: Tensor, angle: Tensor, interpolation: _InterpolationMode, fill: float) -> Tensor:
    """Refuse: LaMa's learnt rotation is part of no published checkpoint that spandrel loads."""
    raise ModelError(
        "This network rotates its features, which needs a working torchvision.",
        remedy="Install the torchvision that belongs to the installed torch.",
        detail=f"shape {tuple(x.shape)}, angle {angle}, {interpolation.value}, fill {fill}",
    )

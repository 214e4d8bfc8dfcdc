"""RRDBNet: the generator of ESRGAN and Real-ESRGAN, residual blocks of dense blocks.

Source: Wang et al., "ESRGAN", 2018, section 3.1 (residual scaling 0.2, 32 growth channels); Wang et al., "Real-
ESRGAN", 2021, section 3.3 (pixel-unshuffle before a 2x or 1x network). Three key layouts are in use: BasicSR's
(`body.N.rdbK`), the one of the ESRGAN repository (`RRDB_trunk.N.RDBK`), and the first one (`model.1.sub.N.RDBK`); the
last two are renamed.

The receptive field of 23 blocks is 350 pixels, which would cost a tile of 256 pixels fourteen times its work, while the
published scripts tile with ten pixels of context: tiles are blended instead.
"""

import re

import torch
from torch import Tensor, nn
from torch.nn import functional

from enhancer_gui.core.models import Tiling
from enhancer_gui.engine.networks.facts import NetworkFacts, StateDict, count_blocks

RESIDUAL_SCALE = 0.2
WINDOW_PX = 256
"""The 4x result of a window takes 12 MB, so a whole row of a photo's windows can wait for the next."""
OVERLAP_PX = 32

_TRUNK = "body."
_SLOPE = 0.2
_SCRIPT_NAMES = {
    "RRDB_trunk": "body",
    "trunk_conv": "conv_body",
    "upconv1": "conv_up1",
    "upconv2": "conv_up2",
    "HRconv": "conv_hr",
}


class DenseBlock(nn.Module):
    """Five convolutions, each over all earlier results; a fifth of the last is added to the input."""

    def __init__(self, features: int, growth: int) -> None:
        super().__init__()
        for index in range(4):
            self.add_module(f"conv{index + 1}", nn.Conv2d(features + index * growth, growth, 3, padding=1))
        self.conv5 = nn.Conv2d(features + 4 * growth, features, 3, padding=1)

    def forward(self, x: Tensor) -> Tensor:
        """Return x plus its scaled residual. Shape: (N, features, H, W) to the same."""
        known = x
        for index in range(4):
            fresh = functional.leaky_relu(self.get_submodule(f"conv{index + 1}")(known), _SLOPE, inplace=True)
            known = torch.cat([known, fresh], dim=1)
        residual: Tensor = self.conv5(known)
        return torch.add(x, residual, alpha=RESIDUAL_SCALE)


class RRDB(nn.Module):
    """Three dense blocks in a residual block."""

    def __init__(self, features: int, growth: int) -> None:
        super().__init__()
        self.rdb1 = DenseBlock(features, growth)
        self.rdb2 = DenseBlock(features, growth)
        self.rdb3 = DenseBlock(features, growth)

    def forward(self, x: Tensor) -> Tensor:
        """Return x plus its scaled residual. Shape: (N, features, H, W) to the same."""
        residual: Tensor = self.rdb3(self.rdb2(self.rdb1(x)))
        return torch.add(x, residual, alpha=RESIDUAL_SCALE)


class RRDBNet(nn.Module):
    """Unshuffle, trunk of RRDBs with a skip over all of them, doublings, two last convolutions."""

    def __init__(
        self, *, features: int = 64, blocks: int = 23, growth: int = 32, unshuffle: int = 1, doublings: int = 2
    ) -> None:
        """Build the network; it enlarges 2^doublings / unshuffle times."""
        super().__init__()
        self.unshuffle, self.doublings = unshuffle, doublings
        self.conv_first = nn.Conv2d(3 * unshuffle**2, features, 3, padding=1)
        self.body = nn.Sequential(*[RRDB(features, growth) for _ in range(blocks)])
        self.conv_body = nn.Conv2d(features, features, 3, padding=1)
        for index in range(doublings):
            self.add_module(f"conv_up{index + 1}", nn.Conv2d(features, features, 3, padding=1))
        self.conv_hr = nn.Conv2d(features, features, 3, padding=1)
        self.conv_last = nn.Conv2d(features, 3, 3, padding=1)

    def forward(self, x: Tensor) -> Tensor:
        """Return the enlarged picture.

        Shape:
            x: (N, 3, H, W) RGB 0..1, H and W multiples of `unshuffle`. Returns (N, 3, H·scale, W·scale), not clamped.
        """
        first = self.conv_first(functional.pixel_unshuffle(x.to(self.conv_first.weight.dtype), self.unshuffle))
        out: Tensor = first + self.conv_body(self.body(first))
        for index in range(self.doublings):
            enlarged = functional.interpolate(out, scale_factor=2.0, mode="nearest")
            out = functional.leaky_relu(self.get_submodule(f"conv_up{index + 1}")(enlarged), _SLOPE, inplace=True)
        last: Tensor = self.conv_last(functional.leaky_relu(self.conv_hr(out), _SLOPE, inplace=True))
        return last


def recognise(state: StateDict) -> NetworkFacts | None:
    """Return the facts of an ESRGAN or Real-ESRGAN checkpoint in any of its key layouts, None for others."""
    renamed = rename(state)
    if not {"conv_first.weight", f"{_TRUNK}0.rdb1.conv1.weight", "conv_last.weight"} <= renamed.keys():
        return None
    growth, features = renamed[f"{_TRUNK}0.rdb1.conv1.weight"].shape[:2]
    channels = renamed["conv_first.weight"].shape[1]
    unshuffle = {3: 1, 12: 2, 48: 4}.get(channels)
    is_plain = not any("conv1x1" in key for key in renamed)  # ESRGAN+ has pointwise skips
    if unshuffle is None or renamed["conv_last.weight"].shape[0] != 3 or not is_plain:
        return None
    blocks = count_blocks(renamed, _TRUNK)
    doublings = sum(key.startswith("conv_up") and key.endswith(".weight") for key in renamed)
    scale = 2**doublings // unshuffle
    return NetworkFacts(
        architecture="rrdb",
        scale=scale,
        halo_px=OVERLAP_PX,
        multiple_of=unshuffle,
        live_channels=3 * features * max(1, scale) ** 2,
        build=lambda: RRDBNet(
            features=features, blocks=blocks, growth=growth, unshuffle=unshuffle, doublings=doublings
        ),
        variant=f"{blocks} blocks",
        source="RRDBNet: Wang et al., ESRGAN, 2018 (arXiv 1809.00219), Real-ESRGAN, 2021 (arXiv 2107.10833)",
        tiling=Tiling.BLENDED,
        window_px=WINDOW_PX,
        rename=rename,
    )


def rename(state: StateDict) -> dict[str, Tensor]:
    """Return the tensors under BasicSR's names; those already under them come back as they are."""
    if "model.0.weight" in state and any(key.startswith("model.1.sub.") for key in state):
        return {_from_first_layout(key, state): tensor for key, tensor in state.items()}
    renamed = {}
    for key, tensor in state.items():
        head, _, rest = key.partition(".")
        renamed[f"{_SCRIPT_NAMES.get(head, head)}.{rest.replace('RDB', 'rdb')}"] = tensor
    return renamed


def _from_first_layout(key: str, state: StateDict) -> str:
    """Return BasicSR's name of a key of the first layout: `model` is one numbered chain, with layers without weights.

    0 is the first convolution, 1 the trunk, then three numbers a doubling, the second a convolution's; the last two
    convolutions follow two numbers apart.
    """
    numbers = sorted({int(k.split(".")[1]) for k in state if not k.startswith("model.1.")})
    last, before_last = numbers[-1], numbers[-2]
    blocks = count_blocks(state, "model.1.sub.") - 1
    if inner := re.fullmatch(r"model\.1\.sub\.(\d+)\.RDB(\d)\.conv(\d)\.0\.(\w+)", key):
        block, dense, convolution, kind = inner.groups()
        return f"body.{block}.rdb{dense}.conv{convolution}.{kind}"
    number, kind = key.split(".")[-2:]
    if key.startswith("model.1.sub."):
        return f"conv_body.{kind}" if int(number) == blocks else key
    index = int(number)
    names = {0: "conv_first", before_last: "conv_hr", last: "conv_last"}
    return f"{names.get(index, f'conv_up{index // 3}')}.{kind}"

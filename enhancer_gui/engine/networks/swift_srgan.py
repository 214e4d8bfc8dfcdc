"""Swift-SRGAN: SRGAN's generator with depthwise separable convolutions.

Source: Krishnan et al., "SwiftSRGAN - Rethinking Super-Resolution for Efficient and Real-time Inference", 2021,
section III (repository Koushik0901/Swift-SRGAN); the layout is that of Ledig et al., "SRGAN", 2017, figure 4. Reads
RGB 0..1 and returns (tanh + 1) / 2.
"""

import torch
from torch import Tensor, nn

from enhancer_gui.engine.networks.facts import NEVER_BF16, NetworkFacts, StateDict, count_blocks


class _Separable(nn.Module):
    """A convolution a channel, then one across channels."""

    def __init__(self, inputs: int, outputs: int, kernel: int, *, bias: bool) -> None:
        super().__init__()
        self.depthwise = nn.Conv2d(inputs, inputs, kernel, padding=kernel // 2, groups=inputs, bias=bias)
        self.pointwise = nn.Conv2d(inputs, outputs, 1, bias=bias)

    def forward(self, x: Tensor) -> Tensor:
        mixed: Tensor = self.pointwise(self.depthwise(x))
        return mixed


class _Normed(nn.Module):
    """Separable convolution and batch norm; `act` exists in every checkpoint, and counts only where `activated`."""

    def __init__(self, features: int, *, activated: bool) -> None:
        super().__init__()
        self.cnn = _Separable(features, features, 3, bias=False)
        self.bn = nn.BatchNorm2d(features)
        self.act = nn.PReLU(features)
        self.activated = activated

    def forward(self, x: Tensor) -> Tensor:
        normed: Tensor = self.bn(self.cnn(x))
        return self.act(normed) if self.activated else normed


class _Residual(nn.Module):
    """Two normed convolutions plus the input."""

    def __init__(self, features: int) -> None:
        super().__init__()
        self.block1 = _Normed(features, activated=True)
        self.block2 = _Normed(features, activated=False)

    def forward(self, x: Tensor) -> Tensor:
        residual: Tensor = self.block2(self.block1(x))
        return x + residual


class _First(nn.Module):
    """Separable 9x9 convolution of the picture and PReLU."""

    def __init__(self, features: int) -> None:
        super().__init__()
        self.cnn = _Separable(3, features, 9, bias=True)
        self.act = nn.PReLU(features)

    def forward(self, x: Tensor) -> Tensor:
        activated: Tensor = self.act(self.cnn(x))
        return activated


class _Doubling(nn.Module):
    """Separable convolution, pixel shuffle, PReLU."""

    def __init__(self, features: int) -> None:
        super().__init__()
        self.conv = _Separable(features, 4 * features, 3, bias=True)
        self.ps = nn.PixelShuffle(2)
        self.act = nn.PReLU(features)

    def forward(self, x: Tensor) -> Tensor:
        doubled: Tensor = self.act(self.ps(self.conv(x)))
        return doubled


class SwiftSRGAN(nn.Module):
    """First convolution, residual blocks, doublings, last convolution."""

    def __init__(self, *, features: int = 64, blocks: int = 16, doublings: int = 1) -> None:
        """Build the generator; it enlarges 2^doublings times."""
        super().__init__()
        self.initial = _First(features)
        self.residual = nn.Sequential(*[_Residual(features) for _ in range(blocks)])
        self.convblock = _Normed(features, activated=False)
        self.upsampler = nn.Sequential(*[_Doubling(features) for _ in range(doublings)])
        self.final_conv = _Separable(features, 3, 9, bias=True)

    def forward(self, x: Tensor) -> Tensor:
        """Return the enlarged picture. Shape: (N, 3, H, W) RGB 0..1 to (N, 3, H·scale, W·scale), 0..1."""
        first = self.initial(x.to(self.initial.act.weight.dtype))
        out = self.convblock(self.residual(first)) + first
        last = self.final_conv(self.upsampler(out))
        return (torch.tanh(last) + 1) / 2


def recognise(state: StateDict) -> NetworkFacts | None:
    """Return the facts of a Swift-SRGAN checkpoint, None for others."""
    if not {"initial.cnn.depthwise.weight", "final_conv.pointwise.weight", "convblock.bn.weight"} <= state.keys():
        return None
    features = state["initial.cnn.pointwise.weight"].shape[0]
    blocks, doublings = count_blocks(state, "residual."), count_blocks(state, "upsampler.")
    scale = 2**doublings
    return NetworkFacts(
        architecture="swift-srgan",
        scale=scale,
        halo_px=4 + 2 * blocks + 1 + _enlarged_radius(doublings),
        multiple_of=1,
        live_channels=features * (1 + scale**2 + 2 * scale**2),
        build=lambda: SwiftSRGAN(features=features, blocks=blocks, doublings=doublings),
        variant=f"{blocks} blocks",
        source="Swift-SRGAN: Krishnan et al., 2021 (arXiv 2111.14320)",
        precisions=NEVER_BF16,
    )


def _enlarged_radius(doublings: int) -> int:
    """Return the input pixels that the doublings' 3x3 and the last 9x9 convolutions reach, each at its own size."""
    return doublings + -(-4 // (1 << doublings))

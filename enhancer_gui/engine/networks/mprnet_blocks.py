"""The parts of MPRNet: attention blocks, U-Net halves, the full-resolution stage, supervised attention.

Source: Zamir et al., "Multi-Stage Progressive Image Restoration", 2021: section 3.1 (encoder-decoder, original
resolution subnetwork), 3.2 (cross-stage feature fusion), 3.3 (supervised attention module).
"""

from collections.abc import Sequence

import torch
from torch import Tensor, nn


def convolution(inputs: int, outputs: int, kernel: int) -> nn.Conv2d:
    """Return a convolution that keeps the size; MPRNet has no biases."""
    return nn.Conv2d(inputs, outputs, kernel, padding=kernel // 2, bias=False)


class _ChannelAttention(nn.Module):
    """Each channel weighed by what the means of all say."""

    def __init__(self, width: int, reduction: int) -> None:
        super().__init__()
        self.conv_du = nn.Sequential(
            convolution(width, width // reduction, 1),
            nn.ReLU(inplace=True),
            convolution(width // reduction, width, 1),
            nn.Sigmoid(),
        )

    def forward(self, x: Tensor) -> Tensor:
        weights: Tensor = self.conv_du(x.mean((2, 3), keepdim=True))
        return x * weights


class AttentionBlock(nn.Module):
    """Two convolutions and channel attention, plus the input ("CAB")."""

    def __init__(self, width: int, reduction: int, act: nn.Module) -> None:
        super().__init__()
        self.CA = _ChannelAttention(width, reduction)
        self.body = nn.Sequential(convolution(width, width, 3), act, convolution(width, width, 3))

    def forward(self, x: Tensor) -> Tensor:
        """Return the block's result. Shape: (N, width, H, W) to the same."""
        residual: Tensor = self.CA(self.body(x))
        return x + residual


class _Down(nn.Module):
    """Half the size, bilinear, then a pointwise convolution."""

    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__()
        self.down = nn.Sequential(_resampling(0.5), convolution(inputs, outputs, 1))

    def forward(self, x: Tensor) -> Tensor:
        smaller: Tensor = self.down(x)
        return smaller


class _Up(nn.Module):
    """Twice the size, bilinear, then a pointwise convolution."""

    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__()
        self.up = nn.Sequential(_resampling(2.0), convolution(inputs, outputs, 1))

    def forward(self, x: Tensor) -> Tensor:
        larger: Tensor = self.up(x)
        return larger


class Encoder(nn.Module):
    """Three levels of two attention blocks; a later stage adds what the earlier one found at each."""

    def __init__(self, width: int, step: int, reduction: int, act: nn.Module, *, crosses_stages: bool) -> None:
        super().__init__()
        widths = (width, width + step, width + 2 * step)
        for level, each in enumerate(widths, start=1):
            self.add_module(f"encoder_level{level}", _pair(each, reduction, act))
        self.down12 = _Down(widths[0], widths[1])
        self.down23 = _Down(widths[1], widths[2])
        if crosses_stages:
            for level, each in enumerate(widths, start=1):
                self.add_module(f"csff_enc{level}", convolution(each, each, 1))
            for level, each in enumerate(widths, start=1):
                self.add_module(f"csff_dec{level}", convolution(each, each, 1))

    def forward(
        self, x: Tensor, found: Sequence[Tensor] | None = None, decoded: Sequence[Tensor] | None = None
    ) -> list[Tensor]:
        """Return the maps of the three levels; `found` and `decoded` are those of the stage before."""
        maps = []
        for level, down in ((1, self.down12), (2, self.down23), (3, None)):
            x = self.get_submodule(f"encoder_level{level}")(x)
            if found is not None and decoded is not None:
                x = x + self.get_submodule(f"csff_enc{level}")(found[level - 1])
                x = x + self.get_submodule(f"csff_dec{level}")(decoded[level - 1])
            maps.append(x)
            if down is not None:
                x = down(x)
        return maps


class Decoder(nn.Module):
    """Three levels of two attention blocks, up again, with an attention block on each skip."""

    def __init__(self, width: int, step: int, reduction: int, act: nn.Module) -> None:
        super().__init__()
        widths = (width, width + step, width + 2 * step)
        for level, each in enumerate(widths, start=1):
            self.add_module(f"decoder_level{level}", _pair(each, reduction, act))
        self.skip_attn1 = AttentionBlock(widths[0], reduction, act)
        self.skip_attn2 = AttentionBlock(widths[1], reduction, act)
        self.up21 = _Up(widths[1], widths[0])
        self.up32 = _Up(widths[2], widths[1])

    def forward(self, maps: Sequence[Tensor]) -> list[Tensor]:
        """Return the decoded maps of the three levels, the finest first."""
        level3 = self.get_submodule("decoder_level3")(maps[2])
        level2 = self.get_submodule("decoder_level2")(self.up32(level3) + self.skip_attn2(maps[1]))
        level1 = self.get_submodule("decoder_level1")(self.up21(level2) + self.skip_attn1(maps[0]))
        return [level1, level2, level3]


class _Group(nn.Module):
    """A chain of attention blocks and a convolution, plus the input ("ORB")."""

    def __init__(self, width: int, reduction: int, act: nn.Module, blocks: int) -> None:
        super().__init__()
        chain = [AttentionBlock(width, reduction, act) for _ in range(blocks)]
        self.body = nn.Sequential(*chain, convolution(width, width, 3))

    def forward(self, x: Tensor) -> Tensor:
        residual: Tensor = self.body(x)
        return x + residual


class FullResolution(nn.Module):
    """Three groups at full size, each followed by what the second stage found at one of its levels ("ORSNet")."""

    def __init__(self, width: int, step: int, extra: int, reduction: int, act: nn.Module, blocks: int) -> None:
        super().__init__()
        for index in (1, 2, 3):
            self.add_module(f"orb{index}", _Group(width + extra, reduction, act, blocks))
        for side in ("enc", "dec"):
            self.add_module(f"up_{side}1", _Up(width + step, width))
            two = nn.Sequential(_Up(width + 2 * step, width + step), _Up(width + step, width))
            self.add_module(f"up_{side}2", two)
            for index in (1, 2, 3):
                self.add_module(f"conv_{side}{index}", convolution(width, width + extra, 1))

    def forward(self, x: Tensor, found: Sequence[Tensor], decoded: Sequence[Tensor]) -> Tensor:
        """Return features at full size. Shape: (N, width + extra, H, W) to the same."""
        for index in (1, 2, 3):
            x = self.get_submodule(f"orb{index}")(x)
            x = x + self._from_stage2("enc", index, found[index - 1])
            x = x + self._from_stage2("dec", index, decoded[index - 1])
        return x

    def _from_stage2(self, side: str, index: int, level: Tensor) -> Tensor:
        if index > 1:
            level = self.get_submodule(f"up_{side}{index - 1}")(level)
        projected: Tensor = self.get_submodule(f"conv_{side}{index}")(level)
        return projected


class Supervised(nn.Module):
    """A stage's picture, and its features weighed by that picture ("SAM")."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.conv1 = convolution(width, width, 1)
        self.conv2 = convolution(width, 3, 1)
        self.conv3 = convolution(3, width, 1)

    def forward(self, features: Tensor, picture: Tensor) -> tuple[Tensor, Tensor]:
        """Return (features for the next stage, this stage's picture)."""
        restored = self.conv2(features) + picture
        weighed = self.conv1(features) * torch.sigmoid(self.conv3(restored))
        return weighed + features, restored


def _pair(width: int, reduction: int, act: nn.Module) -> nn.Sequential:
    return nn.Sequential(AttentionBlock(width, reduction, act), AttentionBlock(width, reduction, act))


def _resampling(factor: float) -> nn.Module:
    return nn.Upsample(scale_factor=factor, mode="bilinear", align_corners=False)

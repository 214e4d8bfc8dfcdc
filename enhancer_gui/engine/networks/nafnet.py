"""NAFNet: a U-Net whose blocks gate by multiplication instead of activations.

Source: Chen et al., "Simple Baselines for Image Restoration", 2022, sections 3 and 4 (repository megvii-
research/NAFNet). The published test scripts compute the channel attention's mean over windows of 1.5 times the
training side instead of the whole picture (Chu et al., "Improving Image Restoration by Revisiting Global Information
Aggregation", TLC, 2022, section 3.2); so does this one. Up to that side both are the same.
"""

import torch
from torch import Tensor, nn
from torch.nn import functional

from enhancer_gui.core.models import Padding, Task, Tiling
from enhancer_gui.engine.networks.facts import ONLY_FP32, NetworkFacts, StateDict, count_blocks

POOL_SIDE_PX = 384
"""1.5 times the training side of 256 (TLC's choice), in pixels of the picture."""
WINDOW_PX = 512
OVERLAP_PX = 64

_LEVELS = 4
_GOPRO_DEEPEST = 28
"""Blocks of the coarsest encoder of the deblurring models; the denoising ones have 8."""


class LayerNorm2d(nn.Module):
    """Layer norm across channels, at each pixel."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width))
        self.bias = nn.Parameter(torch.zeros(width))

    def forward(self, x: Tensor) -> Tensor:
        """Return x with zero mean and unit variance at each pixel, scaled and shifted. Shape: (N, C, H, W)."""
        centred = x - x.mean(1, keepdim=True)
        normed = centred / (centred.square().mean(1, keepdim=True) + 1e-6).sqrt()
        return normed * self.weight[:, None, None] + self.bias[:, None, None]


class LocalMean(nn.Module):
    """Mean over a window around each pixel, at the edges that of the last whole window; of all where that fits."""

    def __init__(self, side: int) -> None:
        super().__init__()
        self.side = side

    def forward(self, x: Tensor) -> Tensor:
        """Return means. Shape: (N, C, H, W) to the same, or to (N, C, 1, 1) where the window holds all of it."""
        height, width = x.shape[2:]
        overall = x.mean((2, 3), keepdim=True)
        if max(height, width) <= self.side:
            return overall
        rows, columns = min(height, self.side), min(width, self.side)
        # Sums of what is left without the overall mean stay small: float32 keeps their differences exact enough.
        sums = functional.pad((x - overall).cumsum(-1).cumsum(-2), (1, 0, 1, 0))
        inside = sums[:, :, rows:, columns:] - sums[:, :, :-rows, columns:]
        inside = inside - sums[:, :, rows:, :-columns] + sums[:, :, :-rows, :-columns]
        local = overall + inside / (rows * columns)
        down, right = height - local.shape[2], width - local.shape[3]
        return functional.pad(local, (right // 2, (right + 1) // 2, down // 2, (down + 1) // 2), mode="replicate")


def gate(x: Tensor) -> Tensor:
    """Return the first half of the channels times the second."""
    first, second = x.chunk(2, dim=1)
    return first * second


class NAFBlock(nn.Module):
    """Gated depthwise convolution with channel attention, then a gated pointwise MLP, each with a scaled skip."""

    def __init__(self, width: int, pool_side: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(width, 2 * width, 1)
        self.conv2 = nn.Conv2d(2 * width, 2 * width, 3, padding=1, groups=2 * width)
        self.conv3 = nn.Conv2d(width, width, 1)
        self.sca = nn.Sequential(LocalMean(pool_side), nn.Conv2d(width, width, 1))
        self.conv4 = nn.Conv2d(width, 2 * width, 1)
        self.conv5 = nn.Conv2d(width, width, 1)
        self.norm1 = LayerNorm2d(width)
        self.norm2 = LayerNorm2d(width)
        self.beta = nn.Parameter(torch.zeros(1, width, 1, 1))
        self.gamma = nn.Parameter(torch.zeros(1, width, 1, 1))

    def forward(self, x: Tensor) -> Tensor:
        """Return the block's result. Shape: (N, width, H, W) to the same."""
        out = gate(self.conv2(self.conv1(self.norm1(x))))
        x = x + self.conv3(out * self.sca(out)) * self.beta
        mixed: Tensor = x + self.conv5(gate(self.conv4(self.norm2(x)))) * self.gamma
        return mixed


class NAFNet(nn.Module):
    """Levels down and up: `encoders` counts blocks from fine to coarse, `decoders` from coarse to fine."""

    def __init__(self, *, width: int, encoders: tuple[int, ...], middle: int, decoders: tuple[int, ...]) -> None:
        super().__init__()
        levels = range(len(encoders))

        def blocks(count: int, level: int) -> nn.Sequential:
            return nn.Sequential(*[NAFBlock(width << level, POOL_SIDE_PX >> level) for _ in range(count)])

        self.intro = nn.Conv2d(3, width, 3, padding=1)
        self.ending = nn.Conv2d(width, 3, 3, padding=1)
        self.encoders = nn.ModuleList([blocks(count, level) for level, count in enumerate(encoders)])
        self.decoders = nn.ModuleList([blocks(c, level) for level, c in zip(reversed(levels), decoders, strict=True)])
        self.middle_blks = blocks(middle, len(encoders))
        self.ups = nn.ModuleList(
            [
                nn.Sequential(nn.Conv2d(width << level + 1, width << level + 2, 1, bias=False), nn.PixelShuffle(2))
                for level in reversed(levels)
            ]
        )
        self.downs = nn.ModuleList([nn.Conv2d(width << level, width << level + 1, 2, stride=2) for level in levels])

    def forward(self, x: Tensor) -> Tensor:
        """Return the restored picture. Shape: (N, 3, H, W) RGB 0..1 to the same, any size, not clamped."""
        height, width = x.shape[2:]
        multiple = 1 << len(self.downs)
        x = functional.pad(x, (0, -width % multiple, 0, -height % multiple))
        out = self.intro(x)
        skips = []
        for encoder, down in zip(self.encoders, self.downs, strict=True):
            out = encoder(out)
            skips.append(out)
            out = down(out)
        out = self.middle_blks(out)
        for decoder, up, skip in zip(self.decoders, self.ups, reversed(skips), strict=True):
            out = decoder(up(out) + skip)
        restored: Tensor = self.ending(out) + x
        return restored[:, :, :height, :width]


def recognise(state: StateDict) -> NetworkFacts | None:
    """Return the facts of a NAFNet checkpoint, None for others."""
    if not {"intro.weight", "ending.weight", "middle_blks.0.beta", "downs.0.weight"} <= state.keys():
        return None
    levels = count_blocks(state, "downs.")
    if state["intro.weight"].shape[1] != 3 or levels != _LEVELS:
        return None
    width = state["intro.weight"].shape[0]
    encoders = tuple(count_blocks(state, f"encoders.{level}.") for level in range(levels))
    decoders = tuple(count_blocks(state, f"decoders.{level}.") for level in range(levels))
    middle = count_blocks(state, "middle_blks.")
    return NetworkFacts(
        architecture="nafnet",
        scale=1,
        halo_px=OVERLAP_PX,
        multiple_of=1 << levels,
        live_channels=8 * width,
        build=lambda: NAFNet(width=width, encoders=encoders, middle=middle, decoders=decoders),
        task=Task.DEBLUR if encoders[-1] == _GOPRO_DEEPEST else Task.RESTORE,
        variant=f"width {width}",
        source="NAFNet: Chen et al., 2022 (arXiv 2204.04676); local means: Chu et al., 2022 (arXiv 2112.04491)",
        tiling=Tiling.BLENDED,
        window_px=WINDOW_PX,
        precisions=ONLY_FP32,
        padding=Padding.NEUTRAL,
    )

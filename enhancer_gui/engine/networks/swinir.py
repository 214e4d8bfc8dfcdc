"""SwinIR: shifted-window transformer blocks between convolutions, for enlarging, denoising and JPEG damage.

Source: Liang et al., "SwinIR: Image Restoration Using Swin Transformer", 2021, section 3 (repository
JingyunLiang/SwinIR). The DIV2K mean, taken off and added again, and the range are constants of the official class, not
keys: 255 for the JPEG models, which are the ones with a window of 7. Attention overflows in fp16 (issues 103 and 180 of
the repository): never use it there.
"""

import math
from enum import Enum

import torch
from torch import Tensor, nn
from torch.nn import functional

from enhancer_gui.core.models import Padding, Task, Tiling
from enhancer_gui.engine.networks.facts import NEVER_FP16, NetworkFacts, StateDict, count_blocks
from enhancer_gui.engine.networks.swin_blocks import SwinBlock, shift_mask

MEAN = (0.4488, 0.4371, 0.4040)
"""Mean of DIV2K's red, green and blue."""

OVERLAP_PX = 32
"""As in the official script's tiles."""
WINDOWS_A_TILE = 32
"""Side of a blended tile in attention windows: 256 pixels for a window of 8."""

_JPEG_WINDOW = 7
_STEEP, _GENTLE = 0.2, 0.01


class Tail(Enum):
    """How the result gets its size: "classical", "lightweight", "real-world", and no enlargement."""

    PIXEL_SHUFFLE = "pixelshuffle"
    DIRECT = "pixelshuffledirect"
    NEAREST = "nearest+conv"
    NONE = ""


class _Group(nn.Module):
    """The blocks of a residual group; a module of its own for its keys' sake."""

    def __init__(self, blocks: list[SwinBlock]) -> None:
        super().__init__()
        self.blocks = nn.ModuleList(blocks)


class _ResidualGroup(nn.Module):
    """Swin blocks, a convolution, and the input."""

    def __init__(self, blocks: list[SwinBlock], conv: nn.Module) -> None:
        super().__init__()
        self.residual_group = _Group(blocks)
        self.conv = conv

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        out = x
        for block in self.residual_group.blocks:
            out = block(out, mask)
        convolved: Tensor = self.conv(out.permute(0, 3, 1, 2)).permute(0, 2, 3, 1)
        return x + convolved


class _Embedding(nn.Module):
    """The layer norm before the first block; a module of its own for its keys' sake."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(width)


class SwinIR(nn.Module):
    """Shallow features, residual groups of Swin blocks with a skip over all of them, and a tail.

    Attributes:
        value_range: the network computes in 0..value_range, around the mean.
    """

    def __init__(
        self,
        *,
        width: int,
        depths: tuple[int, ...],
        heads: int,
        hidden: int,
        window: int,
        tail: Tail,
        scale: int,
        triple: bool,
        mask_windows: int,
        value_range: float,
        features: int = 64,
    ) -> None:
        """Build the network; `triple` puts three convolutions where the classical one has one."""
        super().__init__()
        self.window, self.tail, self.scale, self.value_range = window, tail, scale, value_range

        def blocks(depth: int) -> list[SwinBlock]:
            return [
                SwinBlock(width, window, heads, hidden, shift=index % 2 * (window // 2), mask_windows=mask_windows)
                for index in range(depth)
            ]

        self.conv_first = nn.Conv2d(3, width, 3, padding=1)
        self.patch_embed = _Embedding(width)
        self.layers = nn.ModuleList([_ResidualGroup(blocks(depth), _convolution(width, triple)) for depth in depths])
        self.norm = nn.LayerNorm(width)
        self.conv_after_body = _convolution(width, triple)
        self._build_tail(width, features)

    def _build_tail(self, width: int, features: int) -> None:
        if self.tail is Tail.DIRECT:
            last = nn.Conv2d(width, 3 * self.scale**2, 3, padding=1)
            self.upsample = nn.Sequential(last, nn.PixelShuffle(self.scale))
            return
        if self.tail is Tail.NONE:
            self.conv_last = nn.Conv2d(width, 3, 3, padding=1)
            return
        self.conv_before_upsample = nn.Sequential(nn.Conv2d(width, features, 3, padding=1), nn.LeakyReLU(_GENTLE))
        if self.tail is Tail.PIXEL_SHUFFLE:
            self.upsample = nn.Sequential(*_shuffles(self.scale, features))
        else:
            for index in range(int(math.log2(self.scale))):
                self.add_module(f"conv_up{index + 1}", nn.Conv2d(features, features, 3, padding=1))
            self.conv_hr = nn.Conv2d(features, features, 3, padding=1)
        self.conv_last = nn.Conv2d(features, 3, 3, padding=1)

    def forward(self, x: Tensor) -> Tensor:
        """Return the restored or enlarged picture.

        Shape:
            x: (N, 3, H, W) RGB 0..1; sides that are no multiple of the window are continued by reflection. Returns
            (N, 3, H·scale, W·scale), not clamped.
        """
        height, width = x.shape[2:]
        x = functional.pad(x, (0, -width % self.window, 0, -height % self.window), mode="reflect")
        mean = torch.tensor(MEAN, device=x.device)[None, :, None, None]
        centred = (x - mean) * self.value_range
        first = self.conv_first(centred.to(self.conv_first.weight.dtype))
        deep = self.conv_after_body(self._body(first)) + first
        result = self._finish(deep, centred) / self.value_range + mean
        return result[:, :, : height * self.scale, : width * self.scale]

    def _body(self, first: Tensor) -> Tensor:
        mask = shift_mask(first.shape[2], first.shape[3], self.window, self.window // 2, first)
        out = self.patch_embed.norm(first.permute(0, 2, 3, 1))
        for layer in self.layers:
            out = layer(out, mask)
        body: Tensor = self.norm(out).permute(0, 3, 1, 2)
        return body

    def _finish(self, deep: Tensor, centred: Tensor) -> Tensor:
        if self.tail is Tail.NONE:
            residual: Tensor = self.conv_last(deep)
            return centred + residual
        if self.tail is Tail.DIRECT:
            direct: Tensor = self.upsample(deep)
            return direct.to(centred.dtype)
        out = self.conv_before_upsample(deep)
        if self.tail is Tail.PIXEL_SHUFFLE:
            out = self.upsample(out)
        else:
            for index in range(int(math.log2(self.scale))):
                enlarged = functional.interpolate(out, scale_factor=2.0, mode="nearest")
                out = functional.leaky_relu(self.get_submodule(f"conv_up{index + 1}")(enlarged), _STEEP)
            out = functional.leaky_relu(self.conv_hr(out), _STEEP)
        last: Tensor = self.conv_last(out)
        return last.to(centred.dtype)


def _convolution(width: int, triple: bool) -> nn.Module:
    if not triple:
        return nn.Conv2d(width, width, 3, padding=1)
    quarter = width // 4
    return nn.Sequential(
        nn.Conv2d(width, quarter, 3, padding=1),
        nn.LeakyReLU(_STEEP),
        nn.Conv2d(quarter, quarter, 1),
        nn.LeakyReLU(_STEEP),
        nn.Conv2d(quarter, width, 3, padding=1),
    )


def _shuffles(scale: int, features: int) -> list[nn.Module]:
    steps = [3] if scale == 3 else [2] * int(math.log2(scale))
    return [
        layer
        for step in steps
        for layer in (nn.Conv2d(features, features * step**2, 3, padding=1), nn.PixelShuffle(step))
    ]


def recognise(state: StateDict) -> NetworkFacts | None:
    """Return the facts of a SwinIR checkpoint for colour pictures, None for others."""
    attention = "layers.0.residual_group.blocks.0.attn.relative_position_bias_table"
    needed = {"conv_first.weight", "patch_embed.norm.weight", attention, "norm.weight"}
    if not needed <= state.keys() or state["conv_first.weight"].shape[1] != 3:
        return None
    entries, heads = state[attention].shape
    window = (math.isqrt(entries) + 1) // 2
    width = state["conv_first.weight"].shape[0]
    depths = tuple(
        count_blocks(state, f"layers.{layer}.residual_group.blocks.") for layer in range(count_blocks(state, "layers."))
    )
    mask = state.get("layers.0.residual_group.blocks.1.attn_mask")
    tail, scale = _tail(state)
    before = state.get("conv_before_upsample.0.weight")
    return NetworkFacts(
        architecture="swinir",
        scale=scale,
        halo_px=OVERLAP_PX,
        multiple_of=window,
        live_channels=16 * width + 64 * scale**2,
        build=lambda: SwinIR(
            width=width,
            depths=depths,
            heads=heads,
            hidden=state["layers.0.residual_group.blocks.0.mlp.fc1.weight"].shape[0],
            window=window,
            tail=tail,
            scale=scale,
            triple="conv_after_body.0.weight" in state,
            mask_windows=0 if mask is None else mask.shape[0],
            value_range=255.0 if window == _JPEG_WINDOW else 1.0,
            features=64 if before is None else before.shape[0],
        ),
        task=Task.UPSCALE if scale > 1 else Task.RESTORE,
        variant=f"{len(depths)} groups of {width} channels",
        source="SwinIR: Liang et al., 2021 (arXiv 2108.10257)",
        tiling=Tiling.BLENDED,
        window_px=WINDOWS_A_TILE * window,
        precisions=NEVER_FP16,
        mean=MEAN,
        padding=Padding.SYMMETRIC,
        always_pads=True,
    )


def _tail(state: StateDict) -> tuple[Tail, int]:
    """Return how a checkpoint ends and its enlargement."""
    if "conv_up1.weight" in state:
        return Tail.NEAREST, 4 if "conv_up2.weight" in state else 2
    shuffles = [key for key in state if key.startswith("upsample.") and key.endswith(".weight")]
    if not shuffles:
        return Tail.NONE, 1
    if "conv_before_upsample.0.weight" not in state:
        return Tail.DIRECT, math.isqrt(state["upsample.0.weight"].shape[0] // 3)
    return Tail.PIXEL_SHUFFLE, math.prod(math.isqrt(state[key].shape[0] // state[key].shape[1]) for key in shuffles)

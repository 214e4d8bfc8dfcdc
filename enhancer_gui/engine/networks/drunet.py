"""DRUNet: a bias-free U-Net of residual blocks.

Source: Zhang et al., "Plug-and-Play Image Restoration with Deep Denoiser Prior", 2021, section 4.1
(KAIR repository, class UNetRes). Only convolutions and ReLU, so that bf16 on a CPU keeps its gain.
The published network takes a noise-level map as a fourth channel; here the map is constant
(`NOISE_LEVEL`), the value spandrel feeds too, so one checkpoint means the same in both.
"""

import math

import torch
from torch import Tensor, nn
from torch.nn import functional

from enhancer_gui.core.models import Task
from enhancer_gui.engine.networks.facts import NetworkFacts, StateDict, count_blocks

NOISE_LEVEL = 15 / 255
"""Value of the noise-level channel: spandrel's default for DRUNet, and therefore ours."""

_FELT_CELLS = 48
"""On cells of 2 x 2 pixels the receptive field of three blocks reaches 144 cells, which as a halo would cost a tile of
512 pixels four times its work. What lies farther away than this changes a pixel of a very noisy photo by 0.015 of an
8-bit step at most (measured on the shipped weights; at 32 cells it is a whole step)."""

_QUIET = 0.001
"""Share of their usual size that the last layers start at: the picture comes out within 0.01 of how it went in."""


class ResidualBlock(nn.Module):
    """Convolution, ReLU, convolution, plus the input."""

    def __init__(self, width: int) -> None:
        """Build the block for `width` channels."""
        super().__init__()
        self.res = nn.Sequential(
            nn.Conv2d(width, width, 3, padding=1, bias=False),
            nn.ReLU(inplace=True),
            nn.Conv2d(width, width, 3, padding=1, bias=False),
        )

    def forward(self, x: Tensor) -> Tensor:
        """Return x plus its residual. Shape: (N, width, H, W) to the same."""
        residual: Tensor = self.res(x)
        return x + residual


class DRUNet(nn.Module):
    """Four levels of residual blocks, strided convolutions down, transposed convolutions up."""

    def __init__(
        self,
        *,
        widths: tuple[int, int, int, int] = (64, 128, 256, 512),
        blocks: int = 4,
        unshuffle: int = 1,
        reads: int = 3,
        returns: int = 3,
    ) -> None:
        """Build the U-Net.

        Args:
            widths: channels of each level, from fine to coarse.
            blocks: residual blocks a level.
            unshuffle: side of the cells of pixels that the finest level works on. With 2 the same
                arithmetic sees twice as far, which is what long blur asks for (Shi et al., "Real-time single
                image super-resolution using sub-pixel convolution", 2016, run backwards at the head).
            reads: channels of the input, without the noise level.
            returns: channels of the output.
        """
        super().__init__()
        self.unshuffle = unshuffle
        w1, w2, w3, w4 = widths

        def level(width: int) -> list[nn.Module]:
            return [ResidualBlock(width) for _ in range(blocks)]

        def down(width: int, coarser: int) -> nn.Module:
            return nn.Conv2d(width, coarser, 2, stride=2, bias=False)

        def up(width: int, finer: int) -> nn.Module:
            return nn.ConvTranspose2d(width, finer, 2, stride=2, bias=False)

        self.m_head = nn.Conv2d(reads * unshuffle**2 + 1, w1, 3, padding=1, bias=False)
        self.m_down1 = nn.Sequential(*level(w1), down(w1, w2))
        self.m_down2 = nn.Sequential(*level(w2), down(w2, w3))
        self.m_down3 = nn.Sequential(*level(w3), down(w3, w4))
        self.m_body = nn.Sequential(*level(w4))
        self.m_up3 = nn.Sequential(up(w4, w3), *level(w3))
        self.m_up2 = nn.Sequential(up(w3, w2), *level(w2))
        self.m_up1 = nn.Sequential(up(w2, w1), *level(w1))
        self.m_tail = nn.Conv2d(w1, returns * unshuffle**2, 3, padding=1, bias=False)

    @property
    def float32_modules(self) -> tuple[nn.Module, ...]:
        """Modules that keep float32 in every precision: the photo itself passes through them."""
        return self.m_head, self.m_tail

    def forward(self, x: Tensor) -> Tensor:
        """Return the restored picture.

        Shape:
            x: (N, reads, H, W), RGB 0..1, H and W multiples of 8 · unshuffle. Returns (N, returns, H, W), not
            clamped. Head and tail run in the precision of their own weights, the rest in that of theirs.
        """
        if self.unshuffle > 1:
            x = functional.pixel_unshuffle(x, self.unshuffle)
        level = torch.full_like(x[:, :1], NOISE_LEVEL)
        # The photo itself passes through head and tail: an autocast to bf16 would round it to 8 bits of mantissa.
        with torch.autocast("cpu" if x.is_meta else x.device.type, enabled=False):
            x1 = self.m_head(torch.cat([x, level], dim=1))
        x2 = self.m_down1(x1.to(next(self.m_down1.parameters()).dtype))
        x3 = self.m_down2(x2)
        x4 = self.m_down3(x3)
        out = self.m_body(x4)
        out = self.m_up3(out + x4)
        out = self.m_up2(out + x3)
        out = self.m_up1(out + x2)
        with torch.autocast("cpu" if x.is_meta else x.device.type, enabled=False):
            restored: Tensor = self.m_tail(out.to(x1.dtype) + x1)
        return functional.pixel_shuffle(restored, self.unshuffle) if self.unshuffle > 1 else restored


def initialise_as_identity(network: DRUNet) -> None:
    """Start the U-Net as the identity, so that training spends no step on learning to copy.

    The head passes the picture into its first channels, the tail reads them back, and what the levels
    between add to that skip is too little to see.
    """
    for module in network.modules():
        if isinstance(module, nn.Conv2d | nn.ConvTranspose2d):
            nn.init.kaiming_normal_(module.weight, nonlinearity="relu")
        if isinstance(module, ResidualBlock):
            for convolution in module.res:
                if isinstance(convolution, nn.Conv2d):
                    convolution.weight.data.mul_(0.5)
    for level in (network.m_up2, network.m_up3):
        next(level.parameters()).data.mul_(0.1)
    next(network.m_up1.parameters()).data.mul_(_QUIET)
    network.m_head.weight.data.mul_(0.1)
    network.m_tail.weight.data.mul_(_QUIET)
    carried = min(network.m_head.in_channels - 1, network.m_head.out_channels, network.m_tail.out_channels)
    for channel in range(carried):
        for convolution in (network.m_head, network.m_tail):
            convolution.weight.data[channel].zero_()
            convolution.weight.data[channel, channel, 1, 1] = 1.0


def recognise(state: StateDict) -> NetworkFacts | None:
    """Return the facts of a DRUNet checkpoint for colour pictures, None for others."""
    if not {"m_head.weight", "m_down3.0.res.0.weight", "m_tail.weight"} <= state.keys():
        return None
    unshuffle = math.isqrt(state["m_tail.weight"].shape[0] // 3)
    if state["m_tail.weight"].shape[0] != 3 * unshuffle**2:
        return None
    widths, blocks = shape_of(state)
    return NetworkFacts(
        architecture="drunet",
        scale=1,
        halo_px=halo_px(blocks, unshuffle),
        multiple_of=8 * unshuffle,
        live_channels=live_channels(widths, unshuffle),
        build=lambda: DRUNet(widths=widths, blocks=blocks, unshuffle=unshuffle),
        task=Task.RESTORE,
        variant=f"{blocks} blocks, {widths[0]} channels",
        source="DRUNet: Zhang et al., Plug-and-Play Image Restoration with Deep Denoiser Prior, 2021",
    )


def shape_of(state: StateDict, prefix: str = "") -> tuple[tuple[int, int, int, int], int]:
    """Return widths and blocks of the DRUNet whose keys start with `prefix`."""
    names = ("m_head", "m_down2.0.res.0", "m_down3.0.res.0", "m_body.0.res.0")
    w1, w2, w3, w4 = (state[f"{prefix}{name}.weight"].shape[0] for name in names)
    return (w1, w2, w3, w4), count_blocks(state, f"{prefix}m_body.")


def live_channels(widths: tuple[int, int, int, int], unshuffle: int) -> int:
    """Return the values alive at once for one input pixel at the peak, at the finest level."""
    return -(-(5 * widths[0] + widths[1]) // unshuffle**2)


def halo_px(blocks: int, unshuffle: int) -> int:
    """Return the receptive radius, for networks on cells no more of it than is felt.

    Two cells a block at each level's spacing, and the resampling cells: going down and up, levels of spacing 1, 2, 4
    are passed twice and 8 once; head and tail add one cell each; the 2x2 cells of the six resamplings add at most one
    cell of 8.
    """
    radius = 2 * blocks * (2 * (1 + 2 + 4) + 8) + 2 + 8
    reach = -(-radius // 8) * 8
    return reach if unshuffle == 1 else min(reach, _FELT_CELLS) * unshuffle

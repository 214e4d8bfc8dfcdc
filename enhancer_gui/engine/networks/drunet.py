"""DRUNet: a bias-free U-Net of residual blocks.

Source: Zhang et al., "Plug-and-Play Image Restoration with Deep Denoiser Prior", 2021, section 4.1
(KAIR repository, class UNetRes). Only convolutions and ReLU, so that bf16 on a CPU keeps its gain.
The published network takes a noise-level map as a fourth channel; here the map is constant
(`NOISE_LEVEL`), the value spandrel feeds too, so one checkpoint means the same in both.
"""

import torch
from torch import Tensor, nn

NOISE_LEVEL = 15 / 255
"""Value of the noise-level channel: spandrel's default for DRUNet, and therefore ours."""


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

    def __init__(self, *, widths: tuple[int, int, int, int] = (64, 128, 256, 512), blocks: int = 4) -> None:
        """Build the U-Net with `blocks` residual blocks a level, `widths` channels from fine to coarse."""
        super().__init__()
        w1, w2, w3, w4 = widths

        def level(width: int) -> list[nn.Module]:
            return [ResidualBlock(width) for _ in range(blocks)]

        def down(width: int, coarser: int) -> nn.Module:
            return nn.Conv2d(width, coarser, 2, stride=2, bias=False)

        def up(width: int, finer: int) -> nn.Module:
            return nn.ConvTranspose2d(width, finer, 2, stride=2, bias=False)

        self.m_head = nn.Conv2d(4, w1, 3, padding=1, bias=False)
        self.m_down1 = nn.Sequential(*level(w1), down(w1, w2))
        self.m_down2 = nn.Sequential(*level(w2), down(w2, w3))
        self.m_down3 = nn.Sequential(*level(w3), down(w3, w4))
        self.m_body = nn.Sequential(*level(w4))
        self.m_up3 = nn.Sequential(up(w4, w3), *level(w3))
        self.m_up2 = nn.Sequential(up(w3, w2), *level(w2))
        self.m_up1 = nn.Sequential(up(w2, w1), *level(w1))
        self.m_tail = nn.Conv2d(w1, 3, 3, padding=1, bias=False)

    @property
    def float32_modules(self) -> tuple[nn.Module, ...]:
        """Modules that keep float32 in every precision: the photo itself passes through them."""
        return self.m_head, self.m_tail

    def forward(self, x: Tensor) -> Tensor:
        """Return the restored picture.

        Shape:
            x: (N, 3, H, W), RGB 0..1, H and W multiples of 8. Returns the same shape, not clamped. Head and
            tail run in the precision of their own weights, the rest in that of theirs.
        """
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
        return restored


def initialise_as_identity(network: DRUNet) -> None:
    """Start the U-Net as the identity, so that training spends no step on learning to copy.

    The head passes RGB into its first three channels, the tail reads them back, and everything
    between adds to that skip from a tenth of its usual size.
    """
    for module in network.modules():
        if isinstance(module, nn.Conv2d | nn.ConvTranspose2d):
            nn.init.kaiming_normal_(module.weight, nonlinearity="relu")
        if isinstance(module, ResidualBlock):
            for convolution in module.res:
                if isinstance(convolution, nn.Conv2d):
                    convolution.weight.data.mul_(0.5)
    for level in (network.m_up1, network.m_up2, network.m_up3):
        next(level.parameters()).data.mul_(0.1)
    for convolution in (network.m_head, network.m_tail):
        convolution.weight.data.mul_(0.1)
        for channel in range(3):
            convolution.weight.data[channel, channel].zero_()
            convolution.weight.data[channel, channel, 1, 1] = 1.0

"""A discriminator that judges every pixel: a U-Net whose layers are held to spectral norm one.

Source: Wang et al., "Real-ESRGAN", 2021, section 3.3; spectral normalisation: Miyato et al., 2018.
"""

import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.utils.parametrizations import spectral_norm

_SLOPE = 0.2


class Discriminator(nn.Module):
    """Three levels down by strided convolutions, three up with additive skips, one logit a pixel."""

    def __init__(self, features: int = 64) -> None:
        """Build the U-Net with `features` channels at full size, doubling with each level."""
        super().__init__()
        f = features
        self.head = nn.Conv2d(3, f, 3, padding=1)
        self.down = nn.ModuleList(_normed(f * 2**i, f * 2 ** (i + 1), 4, stride=2) for i in range(3))
        self.up = nn.ModuleList(_normed(f * 2 ** (i + 1), f * 2**i, 3) for i in reversed(range(3)))
        self.tail = nn.ModuleList(_normed(f, f, 3) for _ in range(2))
        self.verdict = nn.Conv2d(f, 1, 3, padding=1)

    def forward(self, x: Tensor) -> Tensor:
        """Return a logit for every pixel: above zero where it looks like a photo.

        Shape:
            x: (N, 3, H, W), RGB 0..1, H and W at least 8. Returns (N, 1, H, W).
        """
        levels = [functional.leaky_relu(self.head(x), _SLOPE)]
        for down in self.down:
            levels.append(functional.leaky_relu(down(levels[-1]), _SLOPE))
        out = levels.pop()
        for up in self.up:
            skip = levels.pop()
            larger = functional.interpolate(out, size=skip.shape[-2:], mode="bilinear", align_corners=False)
            out = functional.leaky_relu(up(larger), _SLOPE) + skip
        for layer in self.tail:
            out = functional.leaky_relu(layer(out), _SLOPE)
        verdict: Tensor = self.verdict(out)
        return verdict


def _normed(into: int, out: int, kernel: int, *, stride: int = 1) -> nn.Module:
    convolution: nn.Module = spectral_norm(nn.Conv2d(into, out, kernel, stride=stride, padding=1, bias=False))
    return convolution


def freeze(network: nn.Module, *, frozen: bool) -> None:
    """Let a network pass gradients on without collecting its own, or collect them again."""
    for parameter in network.parameters():
        parameter.requires_grad_(not frozen)


def real_and_fake(verdicts: Tensor) -> tuple[Tensor, Tensor]:
    """Return the two halves of the verdicts on a batch of real pictures followed by as many fakes."""
    real, fake = torch.chunk(verdicts.float(), 2)
    return real, fake

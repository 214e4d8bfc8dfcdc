"""From pictures to what a published network wants, and back: size, value range, luma.

The networks are kept as they were published. What their authors' scripts do around them is done here, from the
facts: the picture is enlarged first where the network expects that, its values are mapped, and it is continued at the
right and at the bottom to a size the network can take, then cropped.
"""

from collections.abc import Iterable

import torch
from torch import Tensor, nn
from torch.nn import functional

from enhancer_gui.core.models import Colour, Padding, Tiling
from enhancer_gui.engine.networks.facts import NetworkFacts

_LUMA = (65.481 / 255, 128.553 / 255, 24.966 / 255)
_BLACK = 16 / 255
"""BT.601 in studio range, as MATLAB's rgb2ycbcr: luma of black is 16/255, of white 235/255."""
_STUDIO_GAIN = 255 / 219
"""What a step of studio-range luma is worth in red, green and blue each, chroma unchanged (BT.601)."""

_BICUBIC_RADIUS_PX = 2


class PicturesIn(nn.Module):
    """A network behind its authors' pre-processing: RGB 0..1 of any size in and out.

    Attributes:
        network: as published.
        scale: output size over input size.
    """

    def __init__(self, network: nn.Module, facts: NetworkFacts, scale: int) -> None:
        """Wrap a network; `scale` differs from the facts' only where they leave a choice."""
        super().__init__()
        self.network = network
        self.scale = scale
        self._facts = facts

    @property
    def float32_modules(self) -> Iterable[nn.Module]:
        """Modules that keep float32 in every precision."""
        modules: Iterable[nn.Module] = getattr(self.network, "float32_modules", ())
        return modules

    def forward(self, x: Tensor) -> Tensor:
        """Return the result. Shape: (N, 3, H, W) RGB 0..1 to (N, 3, H·scale, W·scale), float32, not clamped."""
        return self._luma_only(x) if self._facts.colour is Colour.LUMA else self._all_channels(x)

    def _all_channels(self, x: Tensor) -> Tensor:
        low, high = self._facts.value_range
        height, width = x.shape[2:]
        inner = continued(x * (high - low) + low, self._facts)
        result: Tensor = self.network(inner)[:, :, : height * self.scale, : width * self.scale].float()
        return (result - low) / (high - low)

    def _luma_only(self, x: Tensor) -> Tensor:
        """Let the network change the luma of the enlarged picture; its colours stay those of the enlargement."""
        enlarged = enlarged_bicubic(x, self.scale)
        weights = torch.tensor(_LUMA, dtype=x.dtype, device=x.device)[None, :, None, None]
        luma = (enlarged * weights).sum(1, keepdim=True) + _BLACK
        change: Tensor = self.network(luma).float() - luma
        return enlarged + change * _STUDIO_GAIN


def for_pictures(network: nn.Module, facts: NetworkFacts, scale: int | None = None) -> nn.Module:
    """Return a network that takes and returns RGB 0..1 of any size: the same one where it already does.

    Args:
        network: as published.
        facts: what its keys say.
        scale: the enlargement, where the facts leave a choice.
    """
    plain = facts.colour is Colour.RGB and facts.value_range == (0.0, 1.0)
    if facts.is_complete or (plain and facts.tiling is Tiling.EXACT and facts.multiple_of == 1):
        return network
    return PicturesIn(network, facts, facts.scale if scale is None else scale).eval()


def halo_before_enlarging(facts: NetworkFacts, scale: int) -> int:
    """Return the halo in input pixels of a network that sees the picture enlarged: its own there, and the kernel's."""
    return -(-facts.halo_px // scale) + _BICUBIC_RADIUS_PX + 1


def continued(x: Tensor, facts: NetworkFacts) -> Tensor:
    """Return a picture continued to the right and downwards to a size its network can take.

    Shape: (N, C, H, W) to (N, C, H', W'), both multiples of `facts.multiple_of`, at least `facts.smallest_px`.
    """
    height, width = (_padded_side(side, facts) for side in x.shape[2:])
    if facts.padding is Padding.NEUTRAL:
        return functional.pad(x, (0, width - x.shape[3], 0, height - x.shape[2]))
    repeats_edge = facts.padding is Padding.SYMMETRIC
    rows = _mirrored(x.shape[2], height, repeats_edge).to(x.device)
    columns = _mirrored(x.shape[3], width, repeats_edge).to(x.device)
    return x[:, :, rows][:, :, :, columns]


def enlarged_bicubic(x: Tensor, scale: int) -> Tensor:
    """Return a picture enlarged with the bicubic kernel of MATLAB and Pillow (a = -0.5).

    torch's own bicubic has a = -0.75; with `antialias`, which changes nothing else when enlarging, it has -0.5.
    """
    return functional.interpolate(x, scale_factor=float(scale), mode="bicubic", align_corners=False, antialias=True)


def _padded_side(side: int, facts: NetworkFacts) -> int:
    multiple = facts.multiple_of
    padded = (side // multiple + 1) * multiple if facts.always_pads else -(-side // multiple) * multiple
    return max(padded, facts.smallest_px)


def _mirrored(length: int, wanted: int, repeats_edge: bool) -> Tensor:
    """Return `wanted` indices that walk to and fro through `length`."""
    index = torch.arange(wanted)
    if repeats_edge:
        folded = index % (2 * length)
        return torch.minimum(folded, 2 * length - 1 - folded)
    if length == 1:
        return torch.zeros_like(index)
    folded = index % (2 * (length - 1))
    return torch.minimum(folded, 2 * (length - 1) - folded)

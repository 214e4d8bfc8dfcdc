"""ScratchRepair: one small U-Net finds scratches, dust and creases, a second one fills them.

Two stages as in Wan et al., "Bringing Old Photos Back to Life", 2020, section 3.2: the places that are
lost are found first, and everything else passes through untouched. The filler starts from a smooth filling
that is interpolated from around (`smooth_filling`) and sees beside it the mask and the damaged picture
itself: a scratch is seldom opaque, and what was taken for one by mistake can be kept. Both are DRUNets
(see `drunet`) on cells of 2 x 2 pixels.
"""

import torch
from torch import Tensor, nn
from torch.nn import functional

from enhancer_gui.core.models import Task, Tiling
from enhancer_gui.engine.networks.drunet import DRUNet, live_channels, shape_of
from enhancer_gui.engine.networks.facts import NEVER_FP16, NetworkFacts, StateDict

UNSHUFFLE = 2
"""Side of the cells that both U-Nets work on."""

_WINDOW_PX, _OVERLAP_PX = 768, 96
"""Both receptive fields together reach 320 pixels, which as an exact halo would cost a tile six times its work."""

_RGB = 3
_OCTAVES = 5
"""A hole up to 32 pixels wide is filled from its own rim; the middle of a wider one from coarser cells all the same."""

_SURE_WEIGHT = 0.25
"""A cell of which this share is known counts as known altogether."""

_SURE, _DOUBTFUL = 0.95, 0.8
"""Found with this probability, a pixel is filled altogether; below the second it is left as it is.

Far above one half: a scratch that stays is seen and can be mended, a detail that is painted over is gone.
"""


class ScratchRepair(nn.Module):
    """A detector and a filler."""

    def __init__(
        self, *, detector: tuple[tuple[int, int, int, int], int], filler: tuple[tuple[int, int, int, int], int]
    ) -> None:
        """Build both U-Nets from their widths and blocks."""
        super().__init__()
        self.detector = DRUNet(widths=detector[0], blocks=detector[1], unshuffle=UNSHUFFLE, reads=_RGB, returns=1)
        self.filler = DRUNet(widths=filler[0], blocks=filler[1], unshuffle=UNSHUFFLE, reads=2 * _RGB + 1, returns=_RGB)

    @property
    def float32_modules(self) -> tuple[nn.Module, ...]:
        """Modules that keep float32 in every precision."""
        return *self.detector.float32_modules, *self.filler.float32_modules

    def forward(self, x: Tensor) -> Tensor:
        """Return the picture with its lost places filled.

        With a fourth channel, the mask of what is lost is given: that is filled, and what the detector
        thinks comes as a fourth channel (logits). This is how both learn from one picture. A filler that is
        frozen while the detector learns is not run: the picture then comes back as it is.

        Shape:
            x: (N, 3, H, W), RGB 0..1, or (N, 4, H, W) with a mask 0..1; H and W multiples of 16.
            Returns the same shape, not clamped.
        """
        picture = x[:, :_RGB]
        if x.shape[1] > _RGB:
            frozen = self.training and not any(each.requires_grad for each in self.filler.parameters())
            filled = picture if frozen else self.fill(picture, x[:, _RGB:])
            return torch.cat([filled, self.detector(picture)], dim=1)
        return self.fill(picture, self.find(picture))

    def find(self, picture: Tensor) -> Tensor:
        """Return how surely each pixel is lost, 0..1, of the picture's type. Shape: (N, 3, H, W) to (N, 1, H, W)."""
        found = torch.sigmoid(self.detector(picture).float())
        return ((found - _DOUBTFUL) / (_SURE - _DOUBTFUL)).clamp(0, 1).to(picture.dtype)

    def fill(self, picture: Tensor, mask: Tensor) -> Tensor:
        """Return the picture with the marked places filled; where the mask is zero it stays as it is, to the bit."""
        start = smooth_filling(picture, mask)
        filling: Tensor = self.filler(torch.cat([start, mask, picture], dim=1))
        return picture + mask * (filling - picture)


def smooth_filling(picture: Tensor, mask: Tensor) -> Tensor:
    """Return the picture with what is masked interpolated from around it, at several widths at once.

    Shape:
        picture (N, C, H, W), mask (N, 1, H, W) 0..1; any size. Returns the picture's shape; where the mask is zero
        the picture itself.

    Source: the pull-push algorithm of Gortler et al., "The Lumigraph", 1996, section 3.4.
    """
    known = 1 - mask
    levels = [(picture * known, known)]
    for _ in range(_OCTAVES):
        values, weights = (functional.avg_pool2d(each, 2, ceil_mode=True) for each in levels[-1])
        levels.append((values, weights))
    values, weights = levels.pop()
    mean = values.mean(dim=(2, 3), keepdim=True) / weights.mean(dim=(2, 3), keepdim=True).clamp(min=1e-4)
    filling = _mixed(values, weights, mean)
    while levels:
        values, weights = levels.pop()
        wider = functional.interpolate(filling, size=values.shape[2:], mode="bilinear", align_corners=False)
        filling = _mixed(values, weights, wider)
    return picture + mask * (filling - picture)


def _mixed(values: Tensor, weights: Tensor, otherwise: Tensor) -> Tensor:
    """Return values / weights as far as the weights can be relied on, and `otherwise` for the rest."""
    trust = (weights / _SURE_WEIGHT).clamp(max=1)
    return otherwise + trust * (values / weights.clamp(min=1e-4) - otherwise)


def recognise(state: StateDict) -> NetworkFacts | None:
    """Return the facts of a ScratchRepair checkpoint, None for others."""
    if not {"detector.m_head.weight", "filler.m_head.weight"} <= state.keys():
        return None
    detector, filler = shape_of(state, "detector."), shape_of(state, "filler.")
    return NetworkFacts(
        architecture="scratch_repair",
        scale=1,
        halo_px=_OVERLAP_PX,
        multiple_of=8 * UNSHUFFLE,
        live_channels=max(live_channels(shape[0], UNSHUFFLE) for shape in (detector, filler)),
        build=lambda: ScratchRepair(detector=detector, filler=filler),
        task=Task.REPAIR,
        tiling=Tiling.BLENDED,
        window_px=_WINDOW_PX,
        variant=f"{detector[0][0]} + {filler[0][0]} channels",
        source="Two-stage repair as in Wan et al., Bringing Old Photos Back to Life, 2020; DRUNet: Zhang et al., 2021",
        precisions=NEVER_FP16,
    )

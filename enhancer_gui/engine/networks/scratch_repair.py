"""ScratchRepair: one small U-Net finds scratches, dust and creases, a second one fills them.

Two stages as in Wan et al., "Bringing Old Photos Back to Life", 2020, section 3.2: the places that are
lost are found first, and everything else passes through untouched. The filler sees the picture with the
lost places blanked and the mask beside it (Pathak et al., "Context Encoders", 2016). Both are DRUNets
(see `drunet`) on cells of 2 x 2 pixels.
"""

import torch
from torch import Tensor, nn

from enhancer_gui.core.models import Task, Tiling
from enhancer_gui.engine.networks.drunet import DRUNet, live_channels, shape_of
from enhancer_gui.engine.networks.facts import NEVER_FP16, NetworkFacts, StateDict

UNSHUFFLE = 2
"""Side of the cells that both U-Nets work on."""

_WINDOW_PX, _OVERLAP_PX = 768, 96
"""Both receptive fields together reach 320 pixels, which as an exact halo would cost a tile six times its work."""

_RGB = 3
_BLANK = 0.5
"""What the filler sees in lost places."""

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
        self.filler = DRUNet(widths=filler[0], blocks=filler[1], unshuffle=UNSHUFFLE, reads=_RGB + 1, returns=_RGB)

    @property
    def float32_modules(self) -> tuple[nn.Module, ...]:
        """Modules that keep float32 in every precision."""
        return *self.detector.float32_modules, *self.filler.float32_modules

    def forward(self, x: Tensor) -> Tensor:
        """Return the picture with its lost places filled.

        With a fourth channel, the mask of what is lost is given: that is filled, and what the detector
        thinks comes as a fourth channel (logits). This is how both learn from one picture.

        Shape:
            x: (N, 3, H, W), RGB 0..1, or (N, 4, H, W) with a mask 0..1; H and W multiples of 16.
            Returns the same shape, not clamped.
        """
        picture = x[:, :_RGB]
        if x.shape[1] > _RGB:
            return torch.cat([self.fill(picture, x[:, _RGB:]), self.detector(picture)], dim=1)
        return self.fill(picture, self.find(picture))

    def find(self, picture: Tensor) -> Tensor:
        """Return how surely each pixel is lost, 0..1, of the picture's type. Shape: (N, 3, H, W) to (N, 1, H, W)."""
        found = torch.sigmoid(self.detector(picture).float())
        return ((found - _DOUBTFUL) / (_SURE - _DOUBTFUL)).clamp(0, 1).to(picture.dtype)

    def fill(self, picture: Tensor, mask: Tensor) -> Tensor:
        """Return the picture with the marked places filled; where the mask is zero it stays as it is, to the bit."""
        blanked = picture + mask * (_BLANK - picture)
        filling: Tensor = self.filler(torch.cat([blanked, mask], dim=1))
        return picture + mask * (filling - picture)


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

"""MPRNet: three stages, over quarters, halves and the whole picture, each handing its features to the next.

Source: Zamir et al., "Multi-Stage Progressive Image Restoration", 2021, section 3 and figures 2 to 4. Written from the
paper; the keys are those of the authors' checkpoints (deblurring, denoising and deraining differ in their widths).
The first two stages cut the picture in the middle and attend over the whole of each part, so that no halo makes tiles
exact: they are blended.
"""

import torch
from torch import Tensor, nn

from enhancer_gui.core.models import Padding, Task, Tiling
from enhancer_gui.engine.networks.facts import ONLY_FP32, NetworkFacts, StateDict, count_blocks
from enhancer_gui.engine.networks.mprnet_blocks import (
    AttentionBlock,
    Decoder,
    Encoder,
    FullResolution,
    Supervised,
    convolution,
)

WINDOW_PX = 512
OVERLAP_PX = 64
_MULTIPLE = 8
_DEBLURRING_WIDTH = 96
"""Features of the deblurring network; 80 denoises and 40 derains."""


class MPRNet(nn.Module):
    """The three stages; `forward` returns the last one's picture, `all_stages` each."""

    def __init__(self, *, width: int, step: int, extra: int, reduction: int, blocks: int) -> None:
        """Build the network.

        Args:
            width: channels at full size.
            step: channels more at each coarser level of the U-Nets.
            extra: channels more in the last stage.
            reduction: of the channel attention.
            blocks: attention blocks in each group of the last stage.
        """
        super().__init__()
        act = nn.PReLU()  # one slope serves the whole network, under many keys

        def shallow() -> nn.Sequential:
            return nn.Sequential(convolution(3, width, 3), AttentionBlock(width, reduction, act))

        self.shallow_feat1, self.shallow_feat2, self.shallow_feat3 = shallow(), shallow(), shallow()
        self.stage1_encoder = Encoder(width, step, reduction, act, crosses_stages=False)
        self.stage1_decoder = Decoder(width, step, reduction, act)
        self.stage2_encoder = Encoder(width, step, reduction, act, crosses_stages=True)
        self.stage2_decoder = Decoder(width, step, reduction, act)
        self.stage3_orsnet = FullResolution(width, step, extra, reduction, act, blocks)
        self.sam12 = Supervised(width)
        self.sam23 = Supervised(width)
        self.concat12 = convolution(2 * width, width, 3)
        self.concat23 = convolution(2 * width, width + extra, 3)
        self.tail = convolution(width + extra, 3, 3)

    def forward(self, x: Tensor) -> Tensor:
        """Return the restored picture. Shape: (N, 3, H, W) RGB 0..1, sides multiples of 8, to the same, not clamped."""
        return self.all_stages(x)[0]

    def all_stages(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return the pictures of the third, second and first stage; shapes as in `forward`."""
        middle_row, middle_column = x.shape[2] // 2, x.shape[3] // 2
        halves = x[:, :, :middle_row], x[:, :, middle_row:]
        found1, decoded1 = zip(*(self._quarters(half, middle_column) for half in halves), strict=True)
        handed1 = [self.sam12(decoded[0], half) for decoded, half in zip(decoded1, halves, strict=True)]
        stage1 = torch.cat([picture for _, picture in handed1], dim=2)

        found2_halves = []
        for half, (features, _), found, decoded in zip(halves, handed1, found1, decoded1, strict=True):
            joined = self.concat12(torch.cat([self.shallow_feat2(half), features], dim=1))
            found2_halves.append(self.stage2_encoder(joined, found, decoded))
        found2 = [torch.cat(pair, dim=2) for pair in zip(*found2_halves, strict=True)]
        decoded2 = self.stage2_decoder(found2)
        features, stage2 = self.sam23(decoded2[0], x)

        joined = self.concat23(torch.cat([self.shallow_feat3(x), features], dim=1))
        stage3 = self.tail(self.stage3_orsnet(joined, found2, decoded2)) + x
        return stage3, stage2, stage1

    def _quarters(self, half: Tensor, middle: int) -> tuple[list[Tensor], list[Tensor]]:
        """Return the first stage's encoder and decoder maps of the picture's upper or lower half."""
        quarters = [self.stage1_encoder(self.shallow_feat1(q)) for q in (half[..., :middle], half[..., middle:])]
        found = [torch.cat(pair, dim=3) for pair in zip(*quarters, strict=True)]
        return found, self.stage1_decoder(found)


def recognise(state: StateDict) -> NetworkFacts | None:
    """Return the facts of an MPRNet checkpoint, None for others."""
    needed = {"shallow_feat1.0.weight", "stage1_encoder.down12.down.1.weight", "sam12.conv1.weight", "tail.weight"}
    if not needed <= state.keys():
        return None
    width = state["shallow_feat1.0.weight"].shape[0]
    step = state["stage1_encoder.down12.down.1.weight"].shape[0] - width
    extra = state["tail.weight"].shape[1] - width
    reduction = width // state["shallow_feat1.1.CA.conv_du.0.weight"].shape[0]
    blocks = count_blocks(state, "stage3_orsnet.orb1.body.") - 1
    return NetworkFacts(
        architecture="mprnet",
        scale=1,
        halo_px=OVERLAP_PX,
        multiple_of=_MULTIPLE,
        live_channels=12 * width,
        build=lambda: MPRNet(width=width, step=step, extra=extra, reduction=reduction, blocks=blocks),
        task=Task.DEBLUR if width == _DEBLURRING_WIDTH else Task.RESTORE,
        variant=f"width {width}",
        source="MPRNet: Zamir et al., 2021 (arXiv 2102.02808)",
        tiling=Tiling.BLENDED,
        window_px=WINDOW_PX,
        precisions=ONLY_FP32,
        padding=Padding.REFLECT,
    )

"""SRCNN: three convolutions over an enlarged picture's luma.

Source: Dong et al., "Image Super-Resolution Using Deep Convolutional Networks", 2014 and 2016, section 3 (f1-f2-f3 =
9-1-5 and 9-5-5). Keys as in the PyTorch versions: `conv1`, `conv2`, `conv3`. The luma is that of BT.601 in studio range
over 255; the picture is enlarged by bicubic interpolation before the network, so the keys do not tell the scale.
"""

from torch import Tensor, nn

from enhancer_gui.core.models import Colour
from enhancer_gui.engine.networks.facts import NEVER_BF16, UPSAMPLED_SCALES, NetworkFacts, StateDict


class SRCNN(nn.Module):
    """Patches, mapping, reconstruction."""

    def __init__(self, *, widths: tuple[int, int] = (64, 32), kernels: tuple[int, int, int] = (9, 5, 5)) -> None:
        """Build the three convolutions; each keeps the picture's size."""
        super().__init__()
        first, second = widths
        k1, k2, k3 = kernels
        self.conv1 = nn.Conv2d(1, first, k1, padding=k1 // 2)
        self.conv2 = nn.Conv2d(first, second, k2, padding=k2 // 2)
        self.conv3 = nn.Conv2d(second, 1, k3, padding=k3 // 2)

    def forward(self, y: Tensor) -> Tensor:
        """Return the sharper luma. Shape: (N, 1, H, W) to the same, about 0.06..0.92, not clamped."""
        out = self.conv1(y.to(self.conv1.weight.dtype)).relu()
        out = self.conv2(out).relu()
        sharper: Tensor = self.conv3(out)
        return sharper


def recognise(state: StateDict) -> NetworkFacts | None:
    """Return the facts of an SRCNN checkpoint, None for others."""
    names = ("conv1.weight", "conv2.weight", "conv3.weight")
    if not set(names) <= state.keys() or len(state) != 6 or state["conv1.weight"].shape[1] != 1:
        return None
    weights = [state[name] for name in names]
    k1, k2, k3 = (weight.shape[-1] for weight in weights)
    widths = (weights[0].shape[0], weights[1].shape[0])
    return NetworkFacts(
        architecture="srcnn",
        scale=2,
        scales=UPSAMPLED_SCALES,
        halo_px=k1 // 2 + k2 // 2 + k3 // 2,
        multiple_of=1,
        live_channels=sum(widths),
        build=lambda: SRCNN(widths=widths, kernels=(k1, k2, k3)),
        variant=f"{k1}-{k2}-{k3}",
        source="SRCNN: Dong et al., 2014 (arXiv 1501.00092)",
        precisions=NEVER_BF16,
        colour=Colour.LUMA,
    )

"""VDSR: twenty 3x3 convolutions that add detail to an enlarged picture's luma.

Source: Kim et al., "Accurate Image Super-Resolution Using Very Deep Convolutional Networks", 2016, section 3. Keys of
the PyTorch version (twtygqyy/pytorch-vdsr): `input`, `residual_layer.N.conv`, `output`, without biases. One checkpoint
serves every scale: the picture is enlarged by bicubic interpolation before the network.
"""

from torch import Tensor, nn

from enhancer_gui.core.models import Colour
from enhancer_gui.engine.networks.facts import UPSAMPLED_SCALES, NetworkFacts, StateDict, count_blocks

_CHAIN = "residual_layer."


class _Layer(nn.Module):
    """Convolution and ReLU."""

    def __init__(self, features: int) -> None:
        super().__init__()
        self.conv = nn.Conv2d(features, features, 3, padding=1, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        activated: Tensor = self.conv(x).relu_()
        return activated


class VDSR(nn.Module):
    """A chain of convolutions whose result is added to its input."""

    def __init__(self, *, features: int = 64, inner: int = 18) -> None:
        """Build the chain with `inner` convolutions between the first and the last."""
        super().__init__()
        self.residual_layer = nn.Sequential(*[_Layer(features) for _ in range(inner)])
        self.input = nn.Conv2d(1, features, 3, padding=1, bias=False)
        self.output = nn.Conv2d(features, 1, 3, padding=1, bias=False)

    def forward(self, y: Tensor) -> Tensor:
        """Return luma plus detail, added in the luma's own precision. Shape: (N, 1, H, W) to the same."""
        detail: Tensor = self.output(self.residual_layer(self.input(y.to(self.input.weight.dtype)).relu_()))
        return y + detail


def recognise(state: StateDict) -> NetworkFacts | None:
    """Return the facts of a VDSR checkpoint, None for others."""
    if not {"input.weight", "output.weight", f"{_CHAIN}0.conv.weight"} <= state.keys():
        return None
    features, inner = state["input.weight"].shape[0], count_blocks(state, _CHAIN)
    return NetworkFacts(
        architecture="vdsr",
        scale=2,
        scales=UPSAMPLED_SCALES,
        halo_px=inner + 2,
        multiple_of=1,
        live_channels=3 * features,
        build=lambda: VDSR(features=features, inner=inner),
        variant=f"{inner + 2} layers",
        source="VDSR: Kim et al., 2016 (arXiv 1511.04587)",
        colour=Colour.LUMA,
    )

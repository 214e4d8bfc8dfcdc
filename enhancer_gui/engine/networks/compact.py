"""SRVGGNetCompact: a plain chain of 3x3 convolutions at input size, then one pixel shuffle.

Source: the network of Real-ESRGAN's compact models (Wang et al., "Real-ESRGAN", 2021, official
repository, class SRVGGNetCompact). It spends all its arithmetic in 3x3 convolutions of constant
width, which is what a CPU does best: every other efficient network that was timed in bf16 lost more
in its gates, norms and reshapes than it saved in arithmetic.
"""

from torch import Tensor, nn
from torch.nn import functional

from enhancer_gui.core.models import Task
from enhancer_gui.engine.networks.facts import NetworkFacts, StateDict


class Compact(nn.Module):
    """SRVGGNetCompact with PReLU activations.

    Key layout of the published checkpoints: `body.0` is the first convolution, odd indices are
    activations, `body.<last>` is the convolution before the pixel shuffle.
    """

    def __init__(self, *, features: int = 64, convolutions: int = 16, scale: int = 4) -> None:
        """Build the chain: first convolution, `convolutions` inner ones, one to scale² · 3 channels."""
        super().__init__()
        self.scale = scale
        layers: list[nn.Module] = [nn.Conv2d(3, features, 3, padding=1), nn.PReLU(features)]
        for _ in range(convolutions):
            layers += [nn.Conv2d(features, features, 3, padding=1), nn.PReLU(features)]
        layers.append(nn.Conv2d(features, 3 * scale**2, 3, padding=1))
        self.body = nn.ModuleList(layers)
        self.upsampler = nn.PixelShuffle(scale)
        self.consumed_px = 0

    def remove_padding(self) -> None:
        """Let every convolution consume a pixel of context instead of padding it with zeros.

        For tiles that bring their halo along: what the zeros would spoil is not computed at all, so
        the cost of the halo falls by half (7 instead of 15 % at 512 pixels and 16 convolutions). The
        result is then `consumed_px` input pixels smaller on each side.
        """
        convolutions = [layer for layer in self.body if isinstance(layer, nn.Conv2d)]
        for convolution in convolutions:
            convolution.padding = (0, 0)
        self.consumed_px = len(convolutions)

    def forward(self, x: Tensor) -> Tensor:
        """Return the picture `scale` times larger.

        Shape:
            x: (N, 3, H, W), RGB 0..1. Returns (N, 3, H·scale, W·scale), not clamped. The chain runs in
            the precision of its weights, the last addition in that of x.
        """
        out = x.to(next(self.body.parameters()).dtype)
        for layer in self.body:
            out = layer(out)
        margin = self.consumed_px
        inner = x[:, :, margin : x.shape[2] - margin, margin : x.shape[3] - margin]
        enlarged = functional.interpolate(inner, scale_factor=float(self.scale), mode="nearest")
        detail: Tensor = self.upsampler(out)
        return enlarged + detail


def initialise_as_residual(network: Compact) -> None:
    """Start every inner convolution as the identity plus a little noise.

    A chain without skip connections trains slowly. A convolution that starts at the identity is a
    residual block whose skip has been folded into the kernel (Ding et al., "RepVGG", 2021, section
    3.3; Zhang et al., "Edge-oriented Convolution Block", 2021), so the chain trains like a residual
    network while its key layout stays that of SRVGGNetCompact. The last convolution starts near
    zero: the network starts at nearest-neighbour enlargement.
    """
    convolutions = [layer for layer in network.body if isinstance(layer, nn.Conv2d)]
    for convolution in convolutions:
        fan_in = convolution.in_channels * 9
        nn.init.normal_(convolution.weight, std=0.3 * (2.0 / fan_in) ** 0.5)
        if convolution.bias is not None:
            nn.init.zeros_(convolution.bias)
    for convolution in convolutions[1:-1]:
        width = convolution.in_channels
        index = range(width)
        convolution.weight.data[index, index, 1, 1] += 1.0
    nn.init.kaiming_normal_(convolutions[0].weight)
    convolutions[-1].weight.data.mul_(0.1)


def recognise(state: StateDict) -> NetworkFacts | None:
    """Return the facts of a Compact checkpoint, None for others."""
    if not {"body.0.weight", "body.1.weight"} <= state.keys() or state["body.0.weight"].shape[1] != 3:
        return None
    last = max(int(key.split(".")[1]) for key in state if key.startswith("body."))
    features = state["body.0.weight"].shape[0]
    scale = round((state[f"body.{last}.bias"].shape[0] / 3) ** 0.5)
    convolutions = (last - 2) // 2
    return NetworkFacts(
        architecture="compact",
        scale=scale,
        halo_px=convolutions + 2,
        multiple_of=1,
        live_channels=3 * features + 9 * scale**2,
        build=lambda: Compact(features=features, convolutions=convolutions, scale=scale),
        task=Task.UPSCALE if scale > 1 else Task.RESTORE,
        variant=f"{convolutions + 2} convolutions of {features} channels",
        source="SRVGGNetCompact: Wang et al., Real-ESRGAN, 2021 (arXiv 2107.10833)",
    )

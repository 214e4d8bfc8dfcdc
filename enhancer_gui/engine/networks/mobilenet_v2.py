"""MobileNetV2 without its classifier: the small encoder of DeblurGAN-v2.

Source: Sandler et al., "MobileNetV2: Inverted Residuals and Linear Bottlenecks", 2018, section 3 and table 2.
"""

from torch import Tensor, nn

from enhancer_gui.engine.networks.picture_norms import PictureBatchNorm

# Expansion, channels, repetitions, stride of the first: table 2.
_STAGES = (
    (1, 16, 1, 1),
    (6, 24, 2, 2),
    (6, 32, 3, 2),
    (6, 64, 4, 2),
    (6, 96, 3, 1),
    (6, 160, 3, 2),
    (6, 320, 1, 1),
)
_FIRST, _LAST = 32, 1280


class _InvertedResidual(nn.Module):
    """Expand, filter each channel, project; plus the input where the shape stays."""

    def __init__(self, inputs: int, outputs: int, stride: int, expansion: int) -> None:
        super().__init__()
        hidden = inputs * expansion
        layers = _layer(inputs, hidden, 1) if expansion > 1 else []
        layers += _layer(hidden, hidden, 3, stride=stride, groups=hidden)
        layers += [nn.Conv2d(hidden, outputs, 1, bias=False), PictureBatchNorm(outputs)]
        self.conv = nn.Sequential(*layers)
        self.adds = stride == 1 and inputs == outputs

    def forward(self, x: Tensor) -> Tensor:
        out: Tensor = self.conv(x)
        return x + out if self.adds else out


def mobilenet_v2_features() -> nn.Sequential:
    """Return the layers `features` of MobileNetV2, width 1: RGB at the given size to 1280 channels at 1/32."""
    layers: list[nn.Module] = [nn.Sequential(*_layer(3, _FIRST, 3, stride=2))]
    inputs = _FIRST
    for expansion, outputs, repetitions, stride in _STAGES:
        for index in range(repetitions):
            layers.append(_InvertedResidual(inputs, outputs, stride if index == 0 else 1, expansion))
            inputs = outputs
    layers.append(nn.Sequential(*_layer(inputs, _LAST, 1)))
    return nn.Sequential(*layers)


def _layer(inputs: int, outputs: int, kernel: int, *, stride: int = 1, groups: int = 1) -> list[nn.Module]:
    convolution = nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, groups=groups, bias=False)
    return [convolution, PictureBatchNorm(outputs), nn.ReLU6(inplace=True)]

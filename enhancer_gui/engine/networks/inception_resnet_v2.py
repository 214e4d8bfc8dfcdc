"""Inception-ResNet-v2: the large encoder of DeblurGAN-v2.

Source: Szegedy et al., "Inception-v4, Inception-ResNet and the Impact of Residual Connections on Learning", 2017,
figures 15 to 19 and section 3.3 (residual scaling), in the widths of the published ImageNet weights (Cadene,
pretrained-models.pytorch, class InceptionResNetV2). Parts behind 1/32 are never used, but stand in every checkpoint.
"""

import torch
from torch import Tensor, nn

from enhancer_gui.engine.networks.picture_norms import PictureBatchNorm

_EPS = 0.001
_CLASSES = 1000


class Convolution(nn.Module):
    """Convolution, batch norm, ReLU."""

    def __init__(
        self,
        inputs: int,
        outputs: int,
        kernel: int | tuple[int, int],
        *,
        stride: int = 1,
        padding: int | tuple[int, int] = 0,
    ) -> None:
        super().__init__()
        self.conv = nn.Conv2d(inputs, outputs, kernel, stride, padding, bias=False)
        self.bn = PictureBatchNorm(outputs, eps=_EPS)

    def forward(self, x: Tensor) -> Tensor:
        """Return the activated result. Shape: (N, inputs, H, W) to (N, outputs, h, w)."""
        normed: Tensor = self.bn(self.conv(x))
        return normed.relu_()


class _Branches(nn.Module):
    """Branches side by side, their results joined."""

    def __init__(self, *branches: nn.Module) -> None:
        super().__init__()
        self.count = len(branches)
        for index, branch in enumerate(branches):
            self.add_module(f"branch{index}", branch)

    def forward(self, x: Tensor) -> Tensor:
        return torch.cat([self.get_submodule(f"branch{index}")(x) for index in range(self.count)], dim=1)


class _ResidualBranches(_Branches):
    """Branches whose joined result is projected, scaled and added to the input."""

    def __init__(self, *branches: nn.Module, joined: int, width: int, scale: float, activated: bool = True) -> None:
        super().__init__(*branches)
        self.scale, self.activated = scale, activated
        self.conv2d = nn.Conv2d(joined, width, 1)

    def forward(self, x: Tensor) -> Tensor:
        out = torch.add(x, self.conv2d(super().forward(x)), alpha=self.scale)
        return out.relu_() if self.activated else out


class InceptionResNetV2(nn.Module):
    """All layers under their published names; `stages` are the parts that an encoder uses."""

    def __init__(self) -> None:
        super().__init__()
        self.conv2d_1a = Convolution(3, 32, 3, stride=2)
        self.conv2d_2a = Convolution(32, 32, 3)
        self.conv2d_2b = Convolution(32, 64, 3, padding=1)
        self.maxpool_3a = nn.MaxPool2d(3, stride=2)
        self.conv2d_3b = Convolution(64, 80, 1)
        self.conv2d_4a = Convolution(80, 192, 3)
        self.maxpool_5a = nn.MaxPool2d(3, stride=2)
        self.mixed_5b = _mixed_5b()
        self.repeat = nn.Sequential(*[_block35() for _ in range(10)])
        self.mixed_6a = _mixed_6a()
        self.repeat_1 = nn.Sequential(*[_block17() for _ in range(20)])
        self.mixed_7a = _mixed_7a()
        self.repeat_2 = nn.Sequential(*[_block8(activated=True) for _ in range(9)])
        self.block8 = _block8(activated=False)
        self.conv2d_7b = Convolution(2080, 1536, 1)
        self.last_linear = nn.Linear(1536, _CLASSES)

    def stages(self) -> tuple[nn.Module, ...]:
        """Return the five parts that end at about 1/2, 1/4, 1/8, 1/16 and 1/32 of the picture's size."""
        return (
            self.conv2d_1a,
            nn.Sequential(self.conv2d_2a, self.conv2d_2b, self.maxpool_3a),
            nn.Sequential(self.conv2d_3b, self.conv2d_4a, self.maxpool_5a),
            nn.Sequential(self.mixed_5b, self.repeat, self.mixed_6a),
            nn.Sequential(self.repeat_1, self.mixed_7a),
        )


def _mixed_5b() -> nn.Module:
    pooled = nn.AvgPool2d(3, stride=1, padding=1, count_include_pad=False)
    return _Branches(
        Convolution(192, 96, 1),
        nn.Sequential(Convolution(192, 48, 1), Convolution(48, 64, 5, padding=2)),
        nn.Sequential(Convolution(192, 64, 1), Convolution(64, 96, 3, padding=1), Convolution(96, 96, 3, padding=1)),
        nn.Sequential(pooled, Convolution(192, 64, 1)),
    )


def _block35() -> nn.Module:
    return _ResidualBranches(
        Convolution(320, 32, 1),
        nn.Sequential(Convolution(320, 32, 1), Convolution(32, 32, 3, padding=1)),
        nn.Sequential(Convolution(320, 32, 1), Convolution(32, 48, 3, padding=1), Convolution(48, 64, 3, padding=1)),
        joined=128,
        width=320,
        scale=0.17,
    )


def _mixed_6a() -> nn.Module:
    return _Branches(
        Convolution(320, 384, 3, stride=2),
        nn.Sequential(
            Convolution(320, 256, 1), Convolution(256, 256, 3, padding=1), Convolution(256, 384, 3, stride=2)
        ),
        nn.MaxPool2d(3, stride=2),
    )


def _block17() -> nn.Module:
    return _ResidualBranches(
        Convolution(1088, 192, 1),
        nn.Sequential(
            Convolution(1088, 128, 1),
            Convolution(128, 160, (1, 7), padding=(0, 3)),
            Convolution(160, 192, (7, 1), padding=(3, 0)),
        ),
        joined=384,
        width=1088,
        scale=0.10,
    )


def _mixed_7a() -> nn.Module:
    return _Branches(
        nn.Sequential(Convolution(1088, 256, 1), Convolution(256, 384, 3, stride=2)),
        nn.Sequential(Convolution(1088, 256, 1), Convolution(256, 288, 3, stride=2)),
        nn.Sequential(
            Convolution(1088, 256, 1), Convolution(256, 288, 3, padding=1), Convolution(288, 320, 3, stride=2)
        ),
        nn.MaxPool2d(3, stride=2),
    )


def _block8(*, activated: bool) -> nn.Module:
    return _ResidualBranches(
        Convolution(2080, 192, 1),
        nn.Sequential(
            Convolution(2080, 192, 1),
            Convolution(192, 224, (1, 3), padding=(0, 1)),
            Convolution(224, 256, (3, 1), padding=(1, 0)),
        ),
        joined=448,
        width=2080,
        scale=0.20 if activated else 1.0,
        activated=activated,
    )

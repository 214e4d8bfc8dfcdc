"""DeblurGAN-v2: a feature pyramid over an ImageNet encoder, its levels joined at a quarter of the size.

Source: Kupyn et al., "DeblurGAN-v2: Deblurring (Orders-of-Magnitude) Faster and Better", 2019, section 3.1 and figure 2
(repository VITA-Group/DeblurGANv2). Computes on RGB -1..1; the published script continues the picture with zeros there,
to the next multiple of 32 and by at least one pixel, and its norms use the statistics of that picture. So every pixel
depends on all others: windows are large, and blended.
"""

import torch
from torch import Tensor, nn
from torch.nn import functional

from enhancer_gui.core.models import Padding, Task, Tiling
from enhancer_gui.engine.networks.facts import ONLY_FP32, NetworkFacts, StateDict
from enhancer_gui.engine.networks.inception_resnet_v2 import InceptionResNetV2
from enhancer_gui.engine.networks.mobilenet_v2 import mobilenet_v2_features
from enhancer_gui.engine.networks.picture_norms import PictureInstanceNorm

WINDOW_PX = 768
OVERLAP_PX = 128
_MULTIPLE = 32
_SMALLEST_INCEPTION_PX = 128
"""Below it the coarsest map has one pixel, which has no variance to norm by."""

_MOBILENET_STAGES = ((0, 2), (2, 4), (4, 7), (7, 11), (11, 16))
_MOBILENET_WIDTHS = (16, 24, 32, 64, 160)
_INCEPTION_WIDTHS = (32, 64, 192, 1088, 2080)


class _Pyramid(nn.Module):
    """Encoder and top-down path: maps at 1/2 (narrow), 1/4, 1/8, 1/16 and 1/32 of the picture's size."""

    def __init__(self, stages: tuple[nn.Module, ...], encoder_widths: tuple[int, ...], width: int) -> None:
        super().__init__()
        for index, stage in enumerate(stages):
            self.add_module(f"enc{index}", stage)
        for index in (1, 2, 3):
            convolution = nn.Conv2d(width, width, 3, padding=1)
            top_down = nn.Sequential(convolution, PictureInstanceNorm(width), nn.ReLU(inplace=True))
            self.add_module(f"td{index}", top_down)
        for index, encoder_width in reversed(list(enumerate(encoder_widths))):
            outputs = width if index else width // 2
            self.add_module(f"lateral{index}", nn.Conv2d(encoder_width, outputs, 1, bias=False))

    def forward(self, x: Tensor) -> list[Tensor]:
        maps = []
        for index in range(5):
            x = self.get_submodule(f"enc{index}")(x)
            maps.append(self._completed(index, self.get_submodule(f"lateral{index}")(x)))
        for index, level in ((1, 3), (2, 2), (3, 1)):
            coarser = functional.interpolate(maps[level + 1], scale_factor=2.0, mode="nearest")
            maps[level] = self.get_submodule(f"td{index}")(maps[level] + coarser)
        return maps

    def _completed(self, level: int, lateral: Tensor) -> Tensor:
        """Return a level's map at the size its neighbours need."""
        return lateral


class _MobileNetPyramid(_Pyramid):
    """The pyramid over MobileNetV2, whose convolutions keep even sizes."""

    def __init__(self, width: int) -> None:
        features = mobilenet_v2_features()
        stages = tuple(nn.Sequential(*list(features)[a:b]) for a, b in _MOBILENET_STAGES)
        super().__init__(stages, _MOBILENET_WIDTHS, width)
        self.features = features


class _InceptionPyramid(_Pyramid):
    """The pyramid over Inception-ResNet-v2, whose unpadded convolutions leave maps that lack a few edge pixels."""

    # Left, right, top, bottom; finest level first (official code).
    _LACKING = ((0, 1, 0, 1), (1, 1, 1, 1), (1, 2, 1, 2), (1, 1, 1, 1), (1, 1, 1, 1))

    def __init__(self, width: int) -> None:
        inception = InceptionResNetV2()
        super().__init__(inception.stages(), _INCEPTION_WIDTHS, width)
        self.inception = inception

    def _completed(self, level: int, lateral: Tensor) -> Tensor:
        return functional.pad(lateral, self._LACKING[level], mode="reflect")


class _Head(nn.Module):
    """Two convolutions with ReLU."""

    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__()
        self.block0 = nn.Conv2d(inputs, outputs, 3, padding=1, bias=False)
        self.block1 = nn.Conv2d(outputs, outputs, 3, padding=1, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        activated: Tensor = self.block1(self.block0(x).relu_()).relu_()
        return activated


class DeblurGANv2(nn.Module):
    """The generator: pyramid, a head a level, two smoothing convolutions on the way up, and the picture."""

    def __init__(self, pyramid: nn.Module, *, width: int, pyramid_width: int) -> None:
        """Build the generator around a pyramid of `pyramid_width` channels; its heads have `width`."""
        super().__init__()
        self.fpn = pyramid
        for index in range(1, 5):
            self.add_module(f"head{index}", _Head(pyramid_width, width))
        self.smooth = nn.Sequential(
            nn.Conv2d(4 * width, width, 3, padding=1), PictureInstanceNorm(width), nn.ReLU(inplace=True)
        )
        self.smooth2 = nn.Sequential(
            nn.Conv2d(width, width // 2, 3, padding=1), PictureInstanceNorm(width // 2), nn.ReLU(inplace=True)
        )
        self.final = nn.Conv2d(width // 2, 3, 3, padding=1)

    def forward(self, x: Tensor) -> Tensor:
        """Return the sharper picture.

        Shape: (N, 3, H, W) RGB -1..1, sides multiples of 32, to the same, clamped.
        """
        finest, *levels = self.fpn(x)
        heads = [
            _enlarged(self.get_submodule(f"head{index}")(level), 2 ** (index - 1))
            for index, level in enumerate(levels, start=1)
        ]
        out = _enlarged(self.smooth(torch.cat(heads[::-1], dim=1)), 2)
        out = _enlarged(self.smooth2(out + finest), 2)
        return (torch.tanh(self.final(out)) + x).clamp(-1, 1)


def recognise(state: StateDict) -> NetworkFacts | None:
    """Return the facts of a DeblurGAN-v2 checkpoint of either encoder, None for others."""
    if not {"fpn.td1.0.weight", "fpn.lateral0.weight", "head1.block0.weight", "final.weight"} <= state.keys():
        return None
    pyramid_width = state["fpn.td1.0.weight"].shape[0]
    width = state["head1.block0.weight"].shape[0]
    if "fpn.features.0.0.weight" in state:
        return _facts("deblurgan-v2-mobilenet", _MobileNetPyramid, width, pyramid_width, 1, "MobileNetV2")
    if "fpn.inception.conv2d_1a.conv.weight" in state:
        smallest, encoder = _SMALLEST_INCEPTION_PX, "Inception-ResNet-v2"
        return _facts("deblurgan-v2-inception", _InceptionPyramid, width, pyramid_width, smallest, encoder)
    return None


def _facts(
    name: str,
    pyramid: type[_MobileNetPyramid] | type[_InceptionPyramid],
    width: int,
    pyramid_width: int,
    smallest_px: int,
    encoder: str,
) -> NetworkFacts:
    return NetworkFacts(
        architecture=name,
        scale=1,
        halo_px=OVERLAP_PX,
        multiple_of=_MULTIPLE,
        live_channels=3 * width,
        build=lambda: DeblurGANv2(pyramid(pyramid_width), width=width, pyramid_width=pyramid_width),
        task=Task.DEBLUR,
        variant=f"pyramid over {encoder}",
        source="DeblurGAN-v2: Kupyn et al., 2019 (arXiv 1908.03826)",
        tiling=Tiling.BLENDED,
        window_px=WINDOW_PX,
        precisions=ONLY_FP32,
        value_range=(-1.0, 1.0),
        padding=Padding.NEUTRAL,
        always_pads=True,
        smallest_px=smallest_px,
        picture_statistics=True,
    )


def _enlarged(x: Tensor, times: int) -> Tensor:
    return functional.interpolate(x, scale_factor=float(times), mode="nearest")

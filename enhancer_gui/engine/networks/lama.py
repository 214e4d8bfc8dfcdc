"""LaMa: fills large holes with convolutions that see the whole picture through its Fourier transform.

Source: Suvorov et al., "Resolution-robust Large Mask Inpainting with Fourier Convolutions", 2022, section 2.1 and
figure 2; Chi et al., "Fast Fourier Convolution", 2020 (repository advimman/lama, configuration big-lama). Its input is
the picture with the hole blanked, and the hole. So it is no step that a recipe could run by itself; `fill` is the way
in.
"""

import torch
from torch import Tensor, nn

from enhancer_gui.core.models import Padding, Task, Tiling
from enhancer_gui.engine.networks.facts import ONLY_FP32, NetworkFacts, StateDict
from enhancer_gui.engine.networks.pictures import continued

LARGEST_SIDE_PX = 2048
"""Side of the largest square it may be given: 4 megapixels keep about 9 GB of values alive."""

_MULTIPLE = 8
_DOWNS = 3
_GLOBAL_SHARE = 0.75
_FIRST_BLOCK = 2 + _DOWNS
"""Layers are numbered in one chain: padding, first convolution, downs, blocks, joining, ups, padding, last."""

Halves = tuple[Tensor, Tensor]
"""Local and global channels."""


class _FourierUnit(nn.Module):
    """A pointwise convolution among the frequencies of a picture."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.conv_layer = nn.Conv2d(2 * width, 2 * width, 1, bias=False)
        self.bn = nn.BatchNorm2d(2 * width)

    def forward(self, x: Tensor) -> Tensor:
        size = x.shape[2:]
        spectrum = torch.view_as_real(torch.fft.rfftn(x, dim=(2, 3), norm="ortho"))
        n, channels, rows, columns, _ = spectrum.shape
        stacked = spectrum.permute(0, 1, 4, 2, 3).reshape(n, 2 * channels, rows, columns)
        mixed = self.bn(self.conv_layer(stacked)).relu_()
        parts = mixed.view(n, channels, 2, rows, columns).permute(0, 1, 3, 4, 2).contiguous()
        back: Tensor = torch.fft.irfftn(torch.view_as_complex(parts), s=size, dim=(2, 3), norm="ortho")
        return back


class _Spectral(nn.Module):
    """Fourier unit at half the width, with a skip."""

    def __init__(self, width: int) -> None:
        super().__init__()
        half = width // 2
        self.conv1 = nn.Sequential(nn.Conv2d(width, half, 1, bias=False), nn.BatchNorm2d(half), nn.ReLU(inplace=True))
        self.fu = _FourierUnit(half)
        self.conv2 = nn.Conv2d(half, width, 1, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        narrow = self.conv1(x)
        out: Tensor = self.conv2(narrow + self.fu(narrow))
        return out


class _Ffc(nn.Module):
    """Convolutions between local and global channels; global to global goes through the spectrum."""

    def __init__(self, local: int, whole: int) -> None:
        super().__init__()
        self.convl2l = _convolution(local, local)
        self.convl2g = _convolution(local, whole)
        self.convg2l = _convolution(whole, local)
        self.convg2g = _Spectral(whole)

    def forward(self, x: Halves) -> Halves:
        local, whole = x
        return self.convl2l(local) + self.convg2l(whole), self.convl2g(local) + self.convg2g(whole)


class _NormedFfc(nn.Module):
    """Fast Fourier convolution, batch norm, ReLU."""

    def __init__(self, local: int, whole: int) -> None:
        super().__init__()
        self.ffc = _Ffc(local, whole)
        self.bn_l = nn.BatchNorm2d(local)
        self.bn_g = nn.BatchNorm2d(whole)

    def forward(self, x: Halves) -> Halves:
        local, whole = self.ffc(x)
        return self.bn_l(local).relu_(), self.bn_g(whole).relu_()


class _Block(nn.Module):
    """Two fast Fourier convolutions plus the input."""

    def __init__(self, local: int, whole: int) -> None:
        super().__init__()
        self.conv1 = _NormedFfc(local, whole)
        self.conv2 = _NormedFfc(local, whole)

    def forward(self, x: Halves) -> Halves:
        local, whole = self.conv2(self.conv1(x))
        return x[0] + local, x[1] + whole


class _Entry(nn.Module):
    """The local convolutions of an entry layer; with `whole`, also those that open the global channels."""

    def __init__(self, inputs: int, local: int, whole: int, kernel: int, stride: int) -> None:
        super().__init__()
        self.convl2l = _convolution(inputs, local, kernel=kernel, stride=stride)
        if whole:
            self.convl2g = _convolution(inputs, whole, kernel=kernel, stride=stride)


class _NormedEntry(nn.Module):
    """Entry layer, batch norm, ReLU: returns (local,) or (local, global) channels."""

    def __init__(self, inputs: int, local: int, *, whole: int = 0, kernel: int = 3, stride: int = 2) -> None:
        super().__init__()
        self.ffc = _Entry(inputs, local, whole, kernel, stride)
        self.bn_l = nn.BatchNorm2d(local)
        if whole:
            self.bn_g = nn.BatchNorm2d(whole)

    def forward(self, x: Tensor) -> Tensor:
        local: Tensor = self.bn_l(self.ffc.convl2l(x))
        return local.relu_()

    def whole(self, x: Tensor) -> Tensor:
        """Return the global channels."""
        opened: Tensor = self.bn_g(self.ffc.convl2g(x))
        return opened.relu_()


class LaMa(nn.Module):
    """Down three times, residual blocks of fast Fourier convolutions, up three times."""

    def __init__(self, *, width: int = 64, blocks: int = 18) -> None:
        """Build the generator; the deepest level has eight times `width` channels."""
        super().__init__()
        deepest = width << _DOWNS
        whole = int(deepest * _GLOBAL_SHARE)
        local = deepest - whole
        self.blocks = blocks
        chain: list[nn.Module] = [nn.ReflectionPad2d(3), _NormedEntry(4, width, kernel=7, stride=1)]
        chain += [_NormedEntry(width << level, width << (level + 1)) for level in range(_DOWNS - 1)]
        chain.append(_NormedEntry(deepest // 2, local, whole=whole))
        chain += [_Block(local, whole) for _ in range(blocks)]
        chain.append(nn.Identity())
        for level in reversed(range(_DOWNS)):
            outputs = width << level
            up = nn.ConvTranspose2d(2 * outputs, outputs, 3, stride=2, padding=1, output_padding=1)
            chain += [up, nn.BatchNorm2d(outputs), nn.ReLU(inplace=True)]
        chain += [nn.ReflectionPad2d(3), nn.Conv2d(width, 3, 7), nn.Sigmoid()]
        self.model = nn.ModuleList(chain)

    def forward(self, x: Tensor) -> Tensor:
        """Return the generated picture.

        Shape: (N, 4, H, W), RGB 0..1 blanked in the hole and the hole as 1, sides multiples of 8, to (N, 3, H, W) 0..1.
        """
        last_down = _FIRST_BLOCK - 1
        for layer in self.model[:last_down]:
            x = layer(x)
        opening = self.model[last_down]
        assert isinstance(opening, _NormedEntry)
        halves = opening(x), opening.whole(x)
        for block in self.model[_FIRST_BLOCK : _FIRST_BLOCK + self.blocks]:
            halves = block(halves)
        x = torch.cat(halves, dim=1)
        for layer in self.model[_FIRST_BLOCK + self.blocks :]:
            x = layer(x)
        return x


def fill(network: LaMa, facts: NetworkFacts, picture: Tensor, hole: Tensor) -> Tensor:
    """Return a picture with its hole filled; what lies outside is untouched.

    Shape:
        picture: (N, 3, H, W) RGB 0..1, any size. hole: (N, 1, H, W); above 0 is hole. Returns as picture.
    """
    mask = (hole > 0).to(picture.dtype)
    both = continued(torch.cat([picture * (1 - mask), mask], dim=1), facts)
    made: Tensor = network(both)[:, :, : picture.shape[2], : picture.shape[3]]
    return mask * made + (1 - mask) * picture


def recognise(state: StateDict) -> NetworkFacts | None:
    """Return the facts of a LaMa generator, None for others; a training file's other networks are left aside."""
    own = generator(state)
    if not {"model.1.ffc.convl2l.weight", f"model.{_FIRST_BLOCK}.conv1.ffc.convg2g.fu.conv_layer.weight"} <= own.keys():
        return None
    width, inputs = own["model.1.ffc.convl2l.weight"].shape[:2]
    if inputs != 4:
        return None
    blocks = len({key.split(".")[1] for key in own if ".conv1.ffc.convl2l." in key})
    return NetworkFacts(
        architecture="lama",
        scale=1,
        halo_px=0,
        multiple_of=_MULTIPLE,
        live_channels=9 * width,
        build=lambda: LaMa(width=width, blocks=blocks),
        task=Task.RESTORE,
        variant=f"{blocks} blocks",
        source="LaMa: Suvorov et al., 2022 (arXiv 2109.07161)",
        tiling=Tiling.WHOLE,
        window_px=LARGEST_SIDE_PX,
        precisions=ONLY_FP32,
        padding=Padding.SYMMETRIC,
        needs_mask=True,
        rename=generator,
    )


def generator(state: StateDict) -> dict[str, Tensor]:
    """Return the generator's tensors; in a training file they stand under "generator.", beside a discriminator's."""
    prefix = "generator."
    inside = {key.removeprefix(prefix): tensor for key, tensor in state.items() if key.startswith(prefix)}
    return inside or dict(state)


def _convolution(inputs: int, outputs: int, *, kernel: int = 3, stride: int = 1) -> nn.Conv2d:
    """Return a convolution that continues the picture by reflection; the 7x7 ones get theirs from a layer before."""
    padding = 1 if kernel == 3 else 0
    return nn.Conv2d(inputs, outputs, kernel, stride, padding, bias=False, padding_mode="reflect")

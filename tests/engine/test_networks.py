"""Every architecture, small: recognised by its keys alone, built again, and tiled as its facts say."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from PIL import Image as PillowImage
from torch import Tensor, nn

from enhancer_gui.core.cancel import JobControl
from enhancer_gui.core.errors import ModelError
from enhancer_gui.core.image import Image
from enhancer_gui.core.models import Padding, Task
from enhancer_gui.core.work import Stage, Work
from enhancer_gui.engine import networks
from enhancer_gui.engine.devices import choose_device
from enhancer_gui.engine.enhance import MemoryLimit, TileEnhancer
from enhancer_gui.engine.loaded import LoadedStage
from enhancer_gui.engine.networks import NetworkFacts
from enhancer_gui.engine.networks.dncnn import DnCNN
from enhancer_gui.engine.networks.mprnet import MPRNet
from enhancer_gui.engine.networks.nafnet import NAFNet
from enhancer_gui.engine.networks.pictures import continued, enlarged_bicubic, halo_before_enlarging
from enhancer_gui.engine.networks.rrdb import RRDBNet
from enhancer_gui.engine.networks.srcnn import SRCNN
from enhancer_gui.engine.networks.swift_srgan import SwiftSRGAN
from enhancer_gui.engine.networks.swinir import SwinIR, Tail
from enhancer_gui.engine.networks.vdsr import VDSR
from tests.fakes import fake_card


def swinir(tail: Tail, scale: int, *, triple: bool = False, window: int = 4) -> SwinIR:
    value_range = 255.0 if window == 7 else 1.0
    return SwinIR(
        width=8,
        depths=(2, 2),
        heads=2,
        hidden=16,
        window=window,
        tail=tail,
        scale=scale,
        triple=triple,
        mask_windows=4,
        value_range=value_range,
    )


SMALL: dict[str, tuple[Callable[[], nn.Module], str, int]] = {
    "srcnn": (lambda: SRCNN(widths=(6, 4), kernels=(9, 1, 5)), "srcnn", 2),
    "vdsr": (lambda: VDSR(features=4, inner=3), "vdsr", 2),
    "dncnn": (lambda: DnCNN(features=4, layers=17), "dncnn", 1),
    "swift-srgan": (lambda: SwiftSRGAN(features=4, blocks=2, doublings=2), "swift-srgan", 4),
    "rrdb x4": (lambda: RRDBNet(features=6, blocks=2, growth=4), "rrdb", 4),
    "rrdb x2": (lambda: RRDBNet(features=6, blocks=1, growth=4, unshuffle=2), "rrdb", 2),
    "rrdb x1": (lambda: RRDBNet(features=6, blocks=1, growth=4, unshuffle=4), "rrdb", 1),
    "rrdb x8": (lambda: RRDBNet(features=6, blocks=1, growth=4, doublings=3), "rrdb", 8),
    "swinir classical x3": (lambda: swinir(Tail.PIXEL_SHUFFLE, 3), "swinir", 3),
    "swinir classical x4": (lambda: swinir(Tail.PIXEL_SHUFFLE, 4), "swinir", 4),
    "swinir lightweight x3": (lambda: swinir(Tail.DIRECT, 3), "swinir", 3),
    "swinir real-world x2": (lambda: swinir(Tail.NEAREST, 2, triple=True), "swinir", 2),
    "swinir real-world x4": (lambda: swinir(Tail.NEAREST, 4), "swinir", 4),
    "swinir jpeg": (lambda: swinir(Tail.NONE, 1, window=7), "swinir", 1),
    "nafnet": (lambda: NAFNet(width=4, encoders=(1, 1, 1, 8), middle=2, decoders=(2, 1, 1, 1)), "nafnet", 1),
    "mprnet": (lambda: MPRNet(width=8, step=4, extra=4, reduction=4, blocks=2), "mprnet", 1),
}


def small(name: str) -> nn.Module:
    torch.manual_seed(5)
    network = SMALL[name][0]().eval()
    for parameter in network.parameters():  # no parameter may start at zero: it would hide a missing key
        parameter.data += 0.02 * torch.randn_like(parameter)
    return network


@pytest.mark.parametrize("name", SMALL)
def test_that_keys_alone_rebuild_the_network(name: str) -> None:
    network = small(name)
    _, architecture, scale = SMALL[name]
    state = network.state_dict()
    facts = networks.describe(state)
    assert (facts.architecture, facts.scale) == (architecture, scale)
    rebuilt = networks.build(state)
    x = torch.rand(1, 1 if facts.scales else 3, 32, 24)
    with torch.inference_mode():
        y = network(x)
        assert torch.equal(rebuilt(x), y)
    assert y.shape[2:] == (32, 24) if facts.scales else (32 * scale, 24 * scale)


@pytest.mark.parametrize("name", SMALL)
def test_that_a_picture_of_any_size_comes_back_in_the_right_one(name: str) -> None:
    network = small(name)
    facts = networks.describe(network.state_dict())
    wrapped = networks.for_pictures(network, facts)
    with torch.inference_mode():
        for height, width in ((1, 1), (5, 13), (17, 9)):
            assert wrapped(torch.rand(1, 3, height, width)).shape == (1, 3, height * facts.scale, width * facts.scale)


@pytest.mark.parametrize("name", ["rrdb x4", "swinir classical x4", "swinir jpeg", "vdsr", "dncnn"])
def test_that_lower_precision_stays_near(name: str) -> None:
    network = small(name)
    facts = networks.describe(network.state_dict())
    wrapped = networks.for_pictures(network, facts)
    x = torch.rand(1, 3, 16, 16)
    with torch.inference_mode():
        exact = wrapped(x)
        for precision in facts.precisions:
            found = networks.to_precision(wrapped, precision)(x).float()
            assert float((found - exact).abs().max()) < 0.05, precision


def first_layout(state: dict[str, Tensor], doublings: int) -> dict[str, Tensor]:
    """Return a state under the keys of the first ESRGAN checkpoints."""
    blocks = 1 + max(int(key.split(".")[1]) for key in state if key.startswith("body."))
    heads = {"conv_first": "model.0", "conv_body": f"model.1.sub.{blocks}"}
    heads |= {f"conv_up{n}": f"model.{3 * n}" for n in range(1, doublings + 1)}
    heads |= {"conv_hr": f"model.{3 * doublings + 2}", "conv_last": f"model.{3 * doublings + 4}"}
    renamed = {}
    for key, tensor in state.items():
        head, rest = key.split(".", 1)
        if head == "body":
            block, dense, convolution, kind = rest.split(".")
            renamed[f"model.1.sub.{block}.{dense.upper()}.{convolution}.0.{kind}"] = tensor
        else:
            renamed[f"{heads[head]}.{rest}"] = tensor
    return renamed


@pytest.mark.parametrize("doublings", [0, 1, 2, 3])
def test_that_the_first_key_layout_of_esrgan_is_the_same_network(doublings: int) -> None:
    network = RRDBNet(features=6, blocks=2, growth=4, doublings=doublings).eval()
    old = first_layout(network.state_dict(), doublings)
    facts = networks.describe(old)
    assert facts.scale == 2**doublings
    x = torch.rand(1, 3, 9, 7)
    with torch.inference_mode():
        assert torch.equal(networks.build(old)(x), network(x))


def tiled(
    network: nn.Module, facts: NetworkFacts, image: Image, tile_px: int, scale: int, halo_px: int
) -> NDArray[np.float32]:
    card = replace(fake_card("small", Task.UPSCALE, scale), halo_px=halo_px, multiple_of=facts.multiple_of)
    stage = Stage(card)
    work = Work((stage,), (image.width, image.height), (image.width, image.height))
    loaded = [LoadedStage(stage, networks.for_pictures(network, facts, scale))]
    enhancer = TileEnhancer(image, work, loaded, choose_device("cpu"), MemoryLimit())
    plan = work.tile_plan(tile_px)
    whole = np.full((image.height * scale, image.width * scale, 3), np.nan, dtype=np.float32)
    for tile in plan.tiles:
        whole[tile.core.scaled(scale).slices()] = enhancer.enhance(tile.core, plan, JobControl())
    return whole


@pytest.mark.parametrize(("name", "scale"), [("srcnn", 3), ("vdsr", 2), ("vdsr", 4), ("dncnn", 1), ("swift-srgan", 4)])
def test_that_exact_tiles_equal_the_whole(name: str, scale: int) -> None:
    network = small(name)
    facts = networks.describe(network.state_dict())
    image = Image(np.random.default_rng(3).random((37, 41, 3), dtype=np.float32))
    halo_px = halo_before_enlarging(facts, scale) if facts.scales else facts.halo_px
    whole = tiled(network, facts, image, 64, scale, halo_px)
    assert np.abs(tiled(network, facts, image, 12, scale, halo_px) - whole).max() < 1e-5
    assert np.abs(tiled(network, facts, image, 12, scale, 0) - whole).max() > 1e-3, "a halo must matter"


def test_that_luma_networks_leave_grey_grey_and_colours_theirs() -> None:
    network = networks.for_pictures(small("vdsr"), networks.describe(small("vdsr").state_dict()), 2)
    x = torch.rand(1, 3, 8, 10)
    with torch.inference_mode():
        change = network(x) - enlarged_bicubic(x, 2)
        grey = network(x[:, :1].expand(1, 3, 8, 10))
    assert float((change - change[:, :1]).abs().max()) < 1e-5, "the change has no colour"
    assert float((grey - grey[:, :1]).abs().max()) < 1e-5
    assert float(change.abs().max()) > 1e-3, "the network must change something"


def test_that_enlarging_is_pillow_s_bicubic() -> None:
    x = torch.rand(1, 3, 9, 11)
    expected = PillowImage.fromarray(x[0, 1].numpy()).resize((33, 27), PillowImage.Resampling.BICUBIC)
    assert np.allclose(enlarged_bicubic(x, 3)[0, 1].numpy(), np.asarray(expected), atol=1e-5)


@pytest.mark.parametrize(
    ("padding", "mode"), [(Padding.REFLECT, "reflect"), (Padding.SYMMETRIC, "symmetric"), (Padding.NEUTRAL, "constant")]
)
@pytest.mark.parametrize("always", [False, True])
def test_that_a_picture_is_continued_as_numpy_would(padding: Padding, mode: str, always: bool) -> None:
    facts = replace(networks.describe(small("dncnn").state_dict()), multiple_of=8, padding=padding, always_pads=always)
    for height, width in ((3, 5), (8, 16), (9, 1)):
        x = torch.rand(1, 3, height, width)
        wanted = [(side // 8 + 1) * 8 if always else -(-side // 8) * 8 for side in (height, width)]
        margins = [(0, 0), (0, 0), (0, wanted[0] - height), (0, wanted[1] - width)]
        assert np.array_equal(continued(x, facts).numpy(), np.pad(x.numpy(), margins, mode=mode))  # type: ignore[call-overload]


def test_that_a_network_that_needs_a_least_size_gets_it() -> None:
    facts = replace(networks.describe(small("dncnn").state_dict()), multiple_of=32, smallest_px=128)
    assert continued(torch.rand(1, 3, 20, 130), facts).shape == (1, 3, 128, 160)


@pytest.mark.parametrize(
    "keys",
    [
        ("body.0.weight", "body.1.weight", "body.tail.weight"),
        ("m_head.weight", "m_down3.0.res.0.weight", "m_tail.weight"),
        ("intro.weight", "ending.weight", "middle_blks.0.beta", "downs.0.weight"),
        ("model.0.weight", "model.1.sub.0.RDB1.conv1.0.weight", "model.x.weight"),
    ],
)
def test_that_a_network_that_only_looks_like_one_of_ours_is_no_surprise(keys: tuple[str, ...]) -> None:
    with pytest.raises(ModelError, match="no network known here"):
        networks.describe({key: torch.zeros(3, 3, 3, 3) for key in keys})

"""Every architecture computes what the official code computes: keys, shapes, outputs, and their scripts' padding.

Slow ones take two seconds and more on a core; each family keeps a quick one in the default suite.
"""

from collections.abc import Collection
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from enhancer_gui.core.models import Precision, Task, Tiling
from enhancer_gui.engine import networks
from enhancer_gui.engine.networks import NetworkFacts, lama, swin_blocks
from enhancer_gui.engine.networks.mprnet import MPRNet
from enhancer_gui.engine.networks.picture_norms import PictureBatchNorm, PictureInstanceNorm
from tests.golden.vectors import Golden

SECONDS = {
    "srcnn": 0,
    "vdsr": 0,
    "realesr_animevideov3": 0,
    "realesr_general_x4v3": 0,
    "realesrgan_anime_6B": 3,
    "realesrgan_x2plus": 1,
    "esrgan_rrdb_x4_old": 5,
    "esrgan_rrdb_x4_new": 4,
    "swinir_lightweight_S_x2": 1,
    "swinir_color_jpeg_car": 9,
    "swinir_color_dn": 6,
    "swinir_classical_M_x4": 8,
    "swinir_real_L_x4": 21,
    "nafnet_gopro_width32": 0,
    "nafnet_gopro_width64": 3,
    "mprnet_denoising": 3,
    "mprnet_deblurring": 4,
    "deblurganv2_mobilenet": 0,
    "deblurganv2_inception": 3,
}
"""Measured on one core of an AMD EPYC with AVX2; what takes longer than a second is slow."""

QUICK_S = 1

# Architecture, scale, task and a fact that only the keys' shapes tell.
RECOGNISED = {
    "srcnn": ("srcnn", 2, Task.UPSCALE, "9-5-5"),
    "vdsr": ("vdsr", 2, Task.UPSCALE, "20 layers"),
    "realesr_animevideov3": ("compact", 4, Task.UPSCALE, "18 convolutions of 64 channels"),
    "realesr_general_x4v3": ("compact", 4, Task.UPSCALE, "34 convolutions of 64 channels"),
    "realesrgan_anime_6B": ("rrdb", 4, Task.UPSCALE, "6 blocks"),
    "realesrgan_x2plus": ("rrdb", 2, Task.UPSCALE, "23 blocks"),
    "esrgan_rrdb_x4_old": ("rrdb", 4, Task.UPSCALE, "23 blocks"),
    "esrgan_rrdb_x4_new": ("rrdb", 4, Task.UPSCALE, "23 blocks"),
    "swinir_lightweight_S_x2": ("swinir", 2, Task.UPSCALE, "4 groups of 60 channels"),
    "swinir_color_jpeg_car": ("swinir", 1, Task.RESTORE, "6 groups of 180 channels"),
    "swinir_color_dn": ("swinir", 1, Task.RESTORE, "6 groups of 180 channels"),
    "swinir_classical_M_x4": ("swinir", 4, Task.UPSCALE, "6 groups of 180 channels"),
    "swinir_real_L_x4": ("swinir", 4, Task.UPSCALE, "9 groups of 240 channels"),
    "nafnet_gopro_width32": ("nafnet", 1, Task.DEBLUR, "width 32"),
    "nafnet_gopro_width64": ("nafnet", 1, Task.DEBLUR, "width 64"),
    "mprnet_denoising": ("mprnet", 1, Task.RESTORE, "width 80"),
    "mprnet_deblurring": ("mprnet", 1, Task.DEBLUR, "width 96"),
    "deblurganv2_mobilenet": ("deblurgan-v2-mobilenet", 1, Task.DEBLUR, "pyramid over MobileNetV2"),
    "deblurganv2_inception": ("deblurgan-v2-inception", 1, Task.DEBLUR, "pyramid over Inception-ResNet-v2"),
}


def each(*, at_least_quick: bool = False, without: Collection[str] = ()) -> list[object]:
    """Return every golden network but some, the slow ones marked so."""
    marks = {name: [pytest.mark.slow] if seconds > QUICK_S else [] for name, seconds in SECONDS.items()}
    return [
        pytest.param(name, marks=[] if at_least_quick else marks[name], id=name)
        for name in SECONDS
        if name not in without
    ]


def with_pipeline() -> list[object]:
    return each(without=WITHOUT_PIPELINE)


WITHOUT_PIPELINE = (
    *("srcnn", "vdsr", "realesr_animevideov3", "realesr_general_x4v3"),
    *("realesrgan_anime_6B", "esrgan_rrdb_x4_old", "esrgan_rrdb_x4_new"),
)
"""Networks that take any size: their scripts do nothing around them."""


@pytest.fixture
def golden(request: pytest.FixtureRequest, shared: Path) -> Golden:
    return Golden(shared / "golden" / request.param)


def to_network(x: Tensor, facts: NetworkFacts) -> Tensor:
    low, high = facts.value_range
    return x * (high - low) + low


def worst(found: Tensor, expected: np.ndarray) -> float:
    assert found.shape == expected.shape
    return float(np.abs(found.numpy() - expected).max())


@pytest.mark.parametrize("golden", each(at_least_quick=True), indirect=True)
def test_that_keys_and_shapes_are_those_of_the_official_code(golden: Golden) -> None:
    name = golden.folder.name
    shapes = {key.name.removeprefix("module."): torch.empty(key.shape, device="meta") for key in golden.keys}
    facts = networks.describe(shapes)
    assert (facts.architecture, facts.scale, facts.task, facts.variant) == RECOGNISED[name]
    with torch.device("meta"):
        own = facts.build().state_dict()
    published = facts.rename(shapes)
    assert len(published) == len(shapes)
    assert {key: tensor.shape for key, tensor in own.items()} == {key: t.shape for key, t in published.items()}
    if name != "esrgan_rrdb_x4_old":
        assert set(published) == set(shapes), "the layout is the official one, not renamed"


@pytest.mark.parametrize("golden", each(), indirect=True)
def test_that_outputs_are_those_of_the_official_code(golden: Golden) -> None:
    state = golden.state()
    facts = networks.describe(state)
    with torch.inference_mode():
        found = networks.build(state)(to_network(golden.network_input(), facts))
    assert worst(found, golden.output()) <= golden.tolerance


@pytest.mark.parametrize("golden", with_pipeline(), indirect=True)
def test_that_pictures_of_any_size_are_continued_as_the_official_script_does(golden: Golden) -> None:
    state = golden.state()
    facts = networks.describe(state)
    network = networks.build(state)
    if facts.tiling is not Tiling.EXACT:
        network = networks.for_pictures(network, facts)
    with torch.inference_mode():
        found = to_network(network(golden.pipeline_input()), facts)
    assert worst(found, golden.output("output_pipeline.npy")) <= golden.tolerance


FLOAT64 = [
    *("srcnn", "vdsr", "nafnet_gopro_width32", "deblurganv2_mobilenet"),
    pytest.param("realesrgan_x2plus", marks=pytest.mark.slow),
    pytest.param("swinir_lightweight_S_x2", marks=pytest.mark.slow),
    pytest.param("mprnet_denoising", marks=pytest.mark.slow),
]


@pytest.mark.parametrize("golden", FLOAT64, indirect=True)
def test_that_float64_agrees_to_nine_digits(golden: Golden) -> None:
    """Sharper than float32, which cannot see the least influential tensors."""
    if not golden.numbers_are_those_of_the_original():
        pytest.skip("This CPU draws random numbers that differ in their last digits from the original machine's.")
    state = golden.state()
    facts = networks.describe(state)
    network = networks.build(state).double()
    x = to_network(golden.network_input(), facts).double()
    with torch.inference_mode():
        found = _in_float64(network, x)
    places, values = golden.spots()
    assert float(np.abs(found.flatten()[places].numpy() - values).max()) <= golden.spot_tolerance()


def _in_float64(network: nn.Module, x: Tensor) -> Tensor:
    result: Tensor = network(x)
    assert result.dtype == torch.float64
    return result


@pytest.mark.parametrize("golden", ["deblurganv2_mobilenet"], indirect=True)
def test_that_stored_statistics_are_loaded_though_the_picture_s_own_are_used(golden: Golden) -> None:
    state = golden.state()
    network = networks.build(state)
    for module in network.modules():
        if isinstance(module, PictureBatchNorm | PictureInstanceNorm):
            module.uses_picture = False
    with torch.inference_mode():
        found = network(to_network(golden.network_input(), networks.describe(state)))
    assert worst(found, golden.output("output_eval.npy")) <= 1e-5


@pytest.mark.parametrize("golden", ["deblurganv2_mobilenet"], indirect=True)
def test_that_running_a_network_changes_none_of_its_numbers(golden: Golden) -> None:
    network = networks.build(golden.state())
    before = {key: tensor.clone() for key, tensor in network.state_dict().items()}
    with torch.inference_mode():
        network(to_network(golden.network_input(), networks.describe(before)))
    assert all(torch.equal(tensor, before[key]) for key, tensor in network.state_dict().items())


@pytest.mark.slow  # four seconds: all three stages of the deblurring network
@pytest.mark.parametrize("golden", ["mprnet_deblurring"], indirect=True)
def test_that_each_stage_of_mprnet_returns_the_official_picture(golden: Golden) -> None:
    network = networks.build(golden.state())
    assert isinstance(network, MPRNet)
    with torch.inference_mode():
        stages = network.all_stages(golden.network_input())
    names = ("output.npy", "output_1.npy", "output_2.npy")
    for stage, name in zip(stages, names, strict=True):
        assert worst(stage, golden.output(name)) <= golden.tolerance


@pytest.mark.slow  # NAFNet at 432 x 400: ten seconds
@pytest.mark.parametrize("golden", ["nafnet_gopro_width32"], indirect=True)
def test_that_nafnet_pools_locally_above_384_pixels(golden: Golden, shared: Path) -> None:
    picture = np.load(shared / "golden" / "input_512_u8.npy")[:432, :400].astype(np.float32) / 255
    with torch.inference_mode():
        found = networks.build(golden.state())(torch.from_numpy(picture).permute(2, 0, 1)[None])
    for name, crop in (("topleft", np.s_[:96, :96]), ("bottomright", np.s_[336:432, 304:400])):
        expected = golden.output(f"output_tlc_{name}.npy")
        assert worst(found[:, :, crop[0], crop[1]], expected) <= golden.tolerance


@pytest.mark.parametrize("golden", ["swinir_color_jpeg_car"], indirect=True)
def test_that_the_computed_masks_are_the_official_buffers(golden: Golden) -> None:
    """Official checkpoints carry the mask of their training patch; ours is computed, and must have the same sums."""
    mask = swin_blocks.shift_mask(126, 126, 7, 3, torch.zeros(1))
    assert mask.shape == (324, 49, 49) and float(mask.sum()) == -4176000.0
    assert int(swin_blocks.relative_positions(7).sum()) == 201684


def test_that_facts_that_change_results_are_known(shared: Path) -> None:
    def facts(name: str) -> NetworkFacts:
        keys = Golden(shared / "golden" / name).keys
        return networks.describe({k.name.removeprefix("module."): torch.empty(k.shape, device="meta") for k in keys})

    swinir = facts("swinir_real_L_x4")
    assert Precision.FP16 not in swinir.precisions and swinir.mean == (0.4488, 0.4371, 0.4040)
    assert (swinir.multiple_of, swinir.padding.value, swinir.always_pads) == (8, "symmetric", True)
    deblurgan = facts("deblurganv2_inception")
    assert deblurgan.picture_statistics and deblurgan.value_range == (-1.0, 1.0) and deblurgan.smallest_px == 128
    assert facts("vdsr").colour.value == "luma" and facts("vdsr").scales == (2, 3, 4)
    blended = ("swinir_color_dn", "nafnet_gopro_width64", "mprnet_denoising", "deblurganv2_mobilenet")
    assert {facts(name).tiling for name in blended} == {Tiling.BLENDED}


@pytest.mark.parametrize("golden", ["lama_big"], indirect=True)
def test_that_lama_fills_a_hole_as_the_official_code_does(golden: Golden, shared: Path) -> None:
    state = golden.state()
    facts = networks.describe(state)
    assert (facts.architecture, facts.variant, facts.needs_mask) == ("lama", "18 blocks", True)
    network = networks.build({f"generator.{key}": tensor for key, tensor in state.items()}, facts)
    assert isinstance(network, lama.LaMa)
    assert {key: t.shape for key, t in network.state_dict().items()} == {key: t.shape for key, t in state.items()}
    holes = [torch.from_numpy(np.load(shared / "golden" / f"mask_{size}.npy")) for size in ("64", "45x51")]
    picture, odd = (torch.from_numpy(np.load(shared / "golden" / f"input_{size}.npy")) for size in ("64", "45x51"))
    with torch.inference_mode():
        made = network(torch.cat([picture * (1 - holes[0]), holes[0]], dim=1))
        filled = lama.fill(network, facts, odd, holes[1])
    assert worst(made, golden.output()) <= golden.tolerance
    assert worst(filled, golden.output("output_pipeline.npy")) <= golden.tolerance
    outside = holes[1].expand_as(odd) == 0
    assert torch.equal(filled[outside], odd[outside])

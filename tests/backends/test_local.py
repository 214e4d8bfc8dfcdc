"""The local backend: order, cancel, pause, and the way down to the CPU."""

import copy
from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from enhancer_gui.backends import local
from enhancer_gui.backends.base import WorkOrder
from enhancer_gui.backends.local import LocalBackend
from enhancer_gui.core.cancel import Cancelled, JobControl
from enhancer_gui.core.errors import BackendError, OutOfMemory
from enhancer_gui.core.geometry import Region
from enhancer_gui.core.image import Image, to_float
from enhancer_gui.core.models import ModelCard, Precision, Task, Tiling
from enhancer_gui.core.work import Stage, Work
from enhancer_gui.engine.devices import Device, choose_device
from enhancer_gui.engine.networks.compact import Compact
from tests.fakes import fake_card


class Doubling(nn.Module):
    """Nearest-neighbour enlargement that can be out of memory."""

    def __init__(self, *, fails: bool = False) -> None:
        super().__init__()
        self.fails = fails
        self.weight = nn.Parameter(torch.zeros(1))

    def forward(self, x: Tensor) -> Tensor:
        if self.fails:
            raise torch.OutOfMemoryError("out of memory")
        return nn.functional.interpolate(x, scale_factor=2.0)


def card(*precisions: Precision) -> ModelCard:
    double = fake_card("double", Task.UPSCALE, 2)
    return replace(double, halo_px=1, precisions=precisions or tuple(Precision), live_channels=8)


@pytest.fixture
def photo() -> Image:
    return Image(np.random.default_rng(0).integers(0, 256, (64, 96, 3), dtype=np.uint8))


def order_of(image: Image, pending: tuple[int, ...] | None = None, precision: str = "auto") -> WorkOrder:
    work = Work((Stage(card()),), (image.width, image.height), (image.width * 2, image.height * 2))
    plan = work.tile_plan(16)
    return WorkOrder(image, work, plan, tuple(range(len(plan))) if pending is None else pending, precision)


def test_that_only_pending_tiles_come_and_the_focus_first(photo: Image) -> None:
    control = JobControl()
    control.focus = Region(80, 48, 16, 16)
    results = list(LocalBackend(lambda _: Doubling()).enhance(order_of(photo, (0, 5, 23)), "cpu", control))
    assert results[0].tile.index == 23
    assert {r.tile.index for r in results} == {0, 5, 23}
    for result in results:
        expected = photo.samples[result.tile.core.slices()].repeat(2, 0).repeat(2, 1)
        assert np.array_equal(np.rint(result.samples * 255).astype(np.uint8), expected)


def test_fault_28_that_cancel_is_answered_before_the_next_tile(photo: Image) -> None:
    control = JobControl()
    tiles = LocalBackend(lambda _: Doubling()).enhance(order_of(photo), "cpu", control)
    next(tiles)
    control.cancel()
    with pytest.raises(Cancelled):
        next(tiles)


def test_that_release_between_tiles_frees_the_networks_and_the_job_goes_on(photo: Image) -> None:
    loads: list[str] = []

    def load(model: ModelCard) -> nn.Module:
        loads.append(model.id)
        return Doubling()

    backend = LocalBackend(load)
    tiles = backend.enhance(order_of(photo), "cpu", JobControl())
    next(tiles)
    next(tiles)
    assert len(loads) == 1, "weights are loaded once"
    backend.release()
    assert len(list(tiles)) == 22
    assert len(loads) == 2


def test_fault_16_that_a_device_without_memory_hands_over_to_the_cpu(
    photo: Image, monkeypatch: pytest.MonkeyPatch
) -> None:
    accelerator = Device("meta:0", "Tiny GPU", (Precision.FP32,))
    monkeypatch.setattr(local, "choose_device", lambda name: accelerator if name == "meta:0" else choose_device(name))
    monkeypatch.setattr(
        LocalBackend,
        "_network",
        lambda _self, _card, device, _precision, unpadded: Doubling(fails=device is accelerator and unpadded),
    )
    monkeypatch.setattr(Device, "torch_device", property(lambda _self: torch.device("cpu")))
    results = list(LocalBackend().enhance(order_of(photo), "meta:0", JobControl()))
    assert len(results) == 24
    assert [r.note for r in results if r.note] == ["Tiny GPU ran out of memory: the rest is computed on the CPU."]


def test_fault_16_that_a_cpu_without_memory_fails_in_words(photo: Image) -> None:
    with pytest.raises(OutOfMemory, match="too little free memory"):
        list(LocalBackend(lambda _: Doubling(fails=True)).enhance(order_of(photo), "cpu", JobControl()))


def test_fault_17_that_an_order_whose_memory_ran_out_before_begins_in_smaller_pieces(
    photo: Image, monkeypatch: pytest.MonkeyPatch
) -> None:
    sides: list[int] = []
    network = Doubling()
    forward = network.forward

    def noted(x: Tensor) -> Tensor:
        sides.append(max(x.shape[2:]))
        return forward(x)

    monkeypatch.setattr(network, "forward", noted)
    wide = Image(photo.samples.repeat(3, 0).repeat(2, 1))
    work = order_of(wide).work
    pictures = []
    for retreats in (0, 1):
        order = WorkOrder(wide, work, work.tile_plan(192), (0,), "fp32", retreats=retreats)
        pictures.append(next(LocalBackend(lambda _: network).enhance(order, "cpu", JobControl())).samples)
    assert sides == [194, 98, 98, 98, 98]
    assert np.array_equal(pictures[0], pictures[1])
    small = WorkOrder(wide, work, work.tile_plan(64), (0,), "fp32", retreats=1)
    assert len(list(LocalBackend(lambda _: network).enhance(small, "cpu", JobControl()))) == 1
    assert sides[5:] == [66], "pieces that are nearly all halo would not help"


def test_that_an_unknown_device_is_refused_with_the_known_ones(photo: Image) -> None:
    with pytest.raises(BackendError, match=r"“cuda:9”.*auto, .*cpu"):
        LocalBackend().info("cuda:9", "auto", order_of(photo).work)


def test_that_a_card_can_forbid_a_precision(photo: Image) -> None:
    work = Work((Stage(card(Precision.FP32)),), (96, 64), (192, 128))
    assert LocalBackend().info("cpu", "auto", work).precision == "fp32"
    with pytest.raises(BackendError, match="not safe in fp16"):
        LocalBackend().info("cpu", "fp16", work)


def test_that_tiles_shrink_as_the_work_for_a_pixel_grows() -> None:
    def side(*passes: int) -> int:
        stages = tuple(Stage(replace(card(), work_per_pixel=each)) for each in passes)
        return LocalBackend().tile_px(Work(stages, (96, 64), (96, 64)), "cpu", "auto")

    assert side(600_000) > side(600_000, 600_000) > side(600_000, 600_000, 600_000) >= 64
    assert side() == side(1) == 2048
    assert side(10**9) == 64


def test_that_tiles_shrink_with_the_free_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    work = Work((Stage(replace(card(), live_channels=200)),), (96, 64), (192, 128))
    sides = []
    for megabytes in (4000, 1000, 250):
        monkeypatch.setattr(Device, "free_bytes", lambda _self, free=megabytes: free * 1_000_000)
        sides.append(LocalBackend().tile_px(work, "cpu", "fp32"))
    assert sides[0] > sides[1] > sides[2]
    assert all(
        (side + 2 * work.halo_px) ** 2 * 200 * 4 <= free * 250_000
        for side, free in zip(sides, (4000, 1000, 250), strict=True)
    )


def test_that_a_denoise_strength_mixes_a_model_with_its_twin(photo: Image) -> None:
    def load(model: ModelCard) -> nn.Module:
        """A network that only adds its last bias: 0.1, or 0.3 for the twin."""
        network = Compact(features=4, convolutions=1, scale=2).eval()
        for parameter in network.parameters():
            parameter.data.zero_()
        list(network.parameters())[-1].data.fill_(0.1 if model.id == "general" else 0.3)
        return network

    general, twin = (replace(card(), id=name, sha256=name, halo_px=3) for name in ("general", "weak"))
    backend = LocalBackend(load)
    for denoise, added in ((None, 0.1), (1.0, 0.1), (0.5, 0.2), (0.0, 0.3)):
        stage = Stage(general, 1.0, denoise, None if denoise is None else twin)
        work = Work((stage,), (96, 64), (192, 128))
        tile = next(backend.enhance(WorkOrder(photo, work, work.tile_plan(16), (0,), "fp32"), "cpu", JobControl()))
        enlarged = to_float(photo.samples[:16, :16]).repeat(2, 0).repeat(2, 1)
        assert np.allclose(tile.samples, np.clip(enlarged + added, 0, 1), atol=1e-5)


def test_that_a_blended_stage_is_cut_into_tiles_of_a_window() -> None:
    blended = replace(card(), tiling=Tiling.BLENDED, window_px=256, work_per_pixel=10**9)
    assert LocalBackend().tile_px(Work((Stage(blended),), (96, 64), (192, 128)), "cpu", "auto") == 256
    work = Work((Stage(card()), Stage(blended)), (96, 64), (192, 128))
    assert LocalBackend().tile_px(work, "cpu", "auto") == 128
    whole = replace(card(), tiling=Tiling.WHOLE, window_px=1000)
    assert LocalBackend().tile_px(Work((Stage(whole),), (960, 640), (192, 128)), "cpu", "auto") == 960


def test_that_an_exact_network_may_be_blended_too(photo: Image) -> None:
    """A card may ask for windows where the keys would allow exact tiles: nothing is trimmed off a window then."""
    torch.manual_seed(0)
    network = Compact(features=4, convolutions=1, scale=2).eval()
    pictures = []
    for tiling in (Tiling.EXACT, Tiling.BLENDED):
        model = replace(card(), halo_px=8, tiling=tiling, window_px=32, sha256=tiling.value)
        work = Work((Stage(model),), (96, 64), (192, 128))
        plan = work.tile_plan(32)
        order = WorkOrder(photo, work, plan, tuple(range(len(plan))), "fp32")
        whole = np.empty((128, 192, 3), dtype=np.float32)
        for tile in LocalBackend(lambda _: copy.deepcopy(network)).enhance(order, "cpu", JobControl()):
            whole[tile.tile.core.scaled(2).slices()] = tile.samples
        pictures.append(whole[8:-8, 8:-8])  # beyond the photo's edge windows see zeros, exact tiles a reflection
    difference = np.abs(pictures[0] - pictures[1])
    assert 0 < float(difference.max()) < 0.03 and float(difference.mean()) < 1e-3

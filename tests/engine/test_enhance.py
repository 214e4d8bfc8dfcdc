"""Tiles: exact, checked, and computed in pieces where memory is short."""

import copy
from dataclasses import replace

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor, nn

from enhancer_gui.backends.local import may_trim
from enhancer_gui.core.cancel import Cancelled, JobControl
from enhancer_gui.core.errors import BackendError, OutOfMemory
from enhancer_gui.core.geometry import Region, TilePlan
from enhancer_gui.core.image import Image
from enhancer_gui.core.models import ModelCard, Precision, Task
from enhancer_gui.core.work import Stage, Work
from enhancer_gui.engine.alpha import enlarge_photo
from enhancer_gui.engine.devices import choose_device
from enhancer_gui.engine.enhance import MemoryLimit, TileEnhancer
from enhancer_gui.engine.liveness import is_dead
from enhancer_gui.engine.loaded import LoadedStage
from enhancer_gui.engine.networks import describe
from enhancer_gui.engine.networks.compact import Compact
from enhancer_gui.engine.networks.drunet import DRUNet
from tests import tiny_models
from tests.found import found

EXACT = 1e-5


def card_of(network: nn.Module) -> ModelCard:
    facts = describe(network.state_dict())
    task = Task.UPSCALE if facts.scale > 1 else Task.RESTORE
    card = tiny_models.card_of(network, facts.architecture, task)
    return replace(card, precisions=tuple(Precision), live_channels=16)


def random_network(kind: str) -> nn.Module:
    torch.manual_seed(3)
    if kind == "drunet":
        return DRUNet(widths=(4, 5, 6, 7), blocks=1).eval()
    return Compact(features=5, convolutions=3, scale=int(kind[-1])).eval()


def random_photo(width: int, height: int, *, alpha: bool = False, grey: bool = False) -> Image:
    rng = np.random.default_rng([width, height])
    samples = rng.integers(0, 256, (height, width, 3), dtype=np.uint8)
    if grey:
        samples[:] = samples[:, :, :1]
    mask = rng.integers(0, 256, (height, width), dtype=np.uint8) if alpha else None
    return Image(samples, alpha=mask, is_grey=grey)


def enhance_all(
    image: Image, networks: list[nn.Module], tile_px: int, strengths: tuple[float, ...] = (), *, trimmed: bool = False
) -> np.ndarray:
    stages = [Stage(card_of(n), strengths[i] if strengths else 1.0) for i, n in enumerate(networks)]
    work = Work(tuple(stages), (image.width, image.height), (image.width, image.height))
    loaded = []
    for index, (stage, network) in enumerate(zip(stages, networks, strict=True)):
        unpadded = copy.deepcopy(network)
        if trimmed and isinstance(unpadded, Compact) and may_trim(work, index):
            unpadded.remove_padding()
        loaded.append(LoadedStage(stage, unpadded))
    enhancer = TileEnhancer(image, work, loaded, choose_device("cpu"), MemoryLimit())
    plan = work.tile_plan(tile_px)
    channels = 3 if image.alpha is None else 4
    whole = np.full((image.height * work.scale, image.width * work.scale, channels), np.nan, dtype=np.float32)
    for tile in plan.tiles:
        whole[tile.core.scaled(work.scale).slices()] = enhancer.enhance(tile.core, plan, JobControl())
    return whole


CHAINS = (
    ["compact2"],
    ["compact4"],
    ["drunet"],
    ["drunet", "compact2"],
    ["compact2", "compact2"],
    ["compact2", "drunet"],
)


@settings(max_examples=15, deadline=None)
@given(
    chain=st.sampled_from(CHAINS),
    width=st.integers(1, 40),
    height=st.integers(1, 40),
    tile_px=st.integers(1, 48),
    trimmed=st.booleans(),
)
def test_fault_20_that_tiles_equal_the_whole(
    chain: list[str], width: int, height: int, tile_px: int, trimmed: bool
) -> None:
    image = random_photo(width, height)
    networks = [random_network(kind) for kind in chain]
    tile_px = max(tile_px, 8 if width * height < 400 else 16)
    tiled = enhance_all(image, networks, tile_px, trimmed=trimmed)
    whole = enhance_all(image, networks, 64)
    assert np.abs(tiled - whole).max() <= EXACT


def test_fault_20_that_a_one_pixel_remainder_is_exact() -> None:
    image = random_photo(33, 17)
    network = random_network("compact2")
    assert np.abs(enhance_all(image, [network], 16) - enhance_all(image, [network], 64)).max() <= EXACT


@pytest.mark.parametrize("strength", [1.0, 0.3])
def test_that_convolutions_without_padding_give_the_same_pixels(strength: float) -> None:
    image = random_photo(37, 29)
    networks = [random_network("compact2"), random_network("compact4")]
    expected = enhance_all(image, networks, 64, (strength, strength))
    assert np.abs(enhance_all(image, networks, 16, (strength, strength), trimmed=True) - expected).max() <= EXACT


def test_fault_20_that_a_smaller_halo_would_be_seen() -> None:
    """The property above can fail: with one pixel less of context tiles differ."""
    image = random_photo(40, 40)
    network = random_network("compact2")
    honest = card_of(network)
    lying = Stage(replace(honest, halo_px=honest.halo_px - 2))
    work = Work((lying,), (40, 40), (80, 80))
    enhancer = TileEnhancer(image, work, [LoadedStage(lying, network)], choose_device("cpu"), MemoryLimit())
    plan = work.tile_plan(16)
    whole = enhance_all(image, [network], 64)
    tile = plan.tile(4)
    difference = enhancer.enhance(tile.core, plan, JobControl()) - whole[tile.core.scaled(2).slices()]
    assert np.abs(difference).max() > EXACT


def test_that_strength_zero_returns_the_photo() -> None:
    image = random_photo(20, 12)
    result = enhance_all(image, [random_network("drunet")], 16, strengths=(0.0,))
    assert np.array_equal(np.rint(result * 255).astype(np.uint8), image.samples)


@pytest.mark.parametrize("scale", [2, 4])
def test_that_strength_zero_enlarges_as_the_window_and_the_finish_do(scale: int) -> None:
    image = random_photo(40, 30)
    plain = enhance_all(image, [random_network(f"compact{scale}")], 16, (0.0,))
    shown = np.clip(enlarge_photo(image, scale, Region(0, 0, 40 * scale, 30 * scale)), 0, 1)
    inside = slice(3 * scale, -3 * scale)  # the picture is continued beyond its edges in two ways
    assert np.abs(plain - shown)[inside, inside].max() < EXACT


def test_that_an_empty_chain_copies_the_photo() -> None:
    image = random_photo(20, 12)
    assert np.array_equal(np.rint(enhance_all(image, [], 16) * 255).astype(np.uint8), image.samples)


def test_that_copying_a_grey_float_photo_leaves_its_own_pixels_alone() -> None:
    samples = np.random.default_rng(4).random((20, 30, 1), np.float32).repeat(3, axis=2)
    samples.flags.writeable = False  # as in a process that has borrowed them, or in a scratch file
    assert np.array_equal(enhance_all(Image(samples, is_grey=True), [], 16), samples)


def test_fault_22_that_a_grey_photo_stays_grey() -> None:
    result = enhance_all(random_photo(20, 12, grey=True), [random_network("compact2")], 16)
    assert np.array_equal(result[..., 0], result[..., 1]) and np.array_equal(result[..., 1], result[..., 2])


def test_that_alpha_is_enlarged_with_the_photo() -> None:
    image = random_photo(20, 12, alpha=True)
    result = enhance_all(image, [random_network("compact2")], 16)
    assert result.shape == (24, 40, 4)
    assert abs(float(result[..., 3].mean()) * 255 - float(found(image.alpha, "alpha").mean())) < 6


class Faulty(nn.Module):
    """A 2x network that fails in a scripted way."""

    def __init__(self, fault: str) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(1))
        self.fault = fault
        self.sizes: list[int] = []

    def forward(self, x: Tensor) -> Tensor:
        self.sizes.append(x.shape[2] * x.shape[3])
        y = nn.functional.interpolate(x, scale_factor=2.0, mode="nearest")
        half = self.weight.dtype != torch.float32
        if self.fault == "memory" and x.shape[2] * x.shape[3] > 70 * 70:
            raise torch.OutOfMemoryError("CUDA out of memory")
        if self.fault == "memory once":
            self.fault = "none"
            raise torch.OutOfMemoryError("CUDA out of memory")
        if self.fault == "always memory":
            raise torch.OutOfMemoryError("CUDA out of memory")
        if self.fault == "nan always" or (self.fault == "nan in half" and half):
            return y * float("nan")
        if self.fault == "black":
            return y * 0
        return y


def faulty_enhancer(fault: str, image: Image) -> tuple[TileEnhancer, Faulty, Work, MemoryLimit]:
    network = Faulty(fault)
    if fault == "nan in half":
        network = network.to(torch.bfloat16)
    stage = Stage(replace(card_of(random_network("compact2")), halo_px=2))
    work = Work((stage,), (image.width, image.height), (image.width * 2, image.height * 2))
    memory = MemoryLimit()
    return TileEnhancer(image, work, [LoadedStage(stage, network)], choose_device("cpu"), memory), network, work, memory


def test_fault_16_that_out_of_memory_leads_to_smaller_pieces_and_the_same_result() -> None:
    image = random_photo(200, 130)
    enhancer, network, work, memory = faulty_enhancer("memory", image)
    plan = work.tile_plan(256)
    result = enhancer.enhance(plan.tile(0).core, plan, JobControl())
    assert np.array_equal(np.rint(result * 255).astype(np.uint8), image.samples.repeat(2, 0).repeat(2, 1))
    assert memory.retreats >= 1
    failures = sum(size > 70 * 70 for size in network.sizes)
    enhancer.enhance(plan.tile(0).core, plan, JobControl())
    assert sum(size > 70 * 70 for size in network.sizes) == failures, "the retreat must be remembered"


@pytest.mark.parametrize(("multiple", "width", "height"), [(64, 128, 100), (32, 96, 10), (1, 97, 97)])
def test_fault_16_that_pieces_no_smaller_than_a_multiple_end_the_retreat(
    multiple: int, width: int, height: int
) -> None:
    image = random_photo(width, height)
    enhancer, network, _work, memory = faulty_enhancer("none", image)
    plan = TilePlan(width, height, 2 * multiple * 64, 0, multiple)
    network.fault = "memory once"
    result = enhancer.enhance(plan.tile(0).core, plan, JobControl())
    assert np.array_equal(np.rint(result * 255).astype(np.uint8), image.samples.repeat(2, 0).repeat(2, 1))
    assert memory.retreats == 1 and len(network.sizes) <= 5, "quarters are enough"


def test_fault_16_that_a_floor_ends_the_retreat() -> None:
    image = random_photo(200, 130)
    enhancer, _, work, _ = faulty_enhancer("always memory", image)
    plan = work.tile_plan(256)
    with pytest.raises(OutOfMemory, match="too little free memory"):
        enhancer.enhance(plan.tile(0).core, plan, JobControl())


def test_fault_18_that_a_tile_that_is_not_finite_is_repeated_in_float32() -> None:
    image = random_photo(40, 30)
    enhancer, network, work, _ = faulty_enhancer("nan in half", image)
    plan = work.tile_plan(64)
    result = enhancer.enhance(plan.tile(0).core, plan, JobControl())
    assert np.isfinite(result).all()
    assert next(network.parameters()).dtype == torch.bfloat16, "the shared network keeps its precision"


@pytest.mark.parametrize("fault", ["nan always", "black"])
def test_fault_19_that_a_tile_that_stays_dead_fails(fault: str) -> None:
    image = random_photo(40, 30)
    enhancer, _, work, _ = faulty_enhancer(fault, image)
    plan = work.tile_plan(64)
    with pytest.raises(BackendError, match="no picture"):
        enhancer.enhance(plan.tile(0).core, plan, JobControl())


def test_fault_19_that_noise_removed_from_a_plain_sky_is_no_dead_tile() -> None:
    noise = np.random.default_rng(0).normal(0, 0.15, (64, 96, 3)).astype(np.float32)
    sky = np.full_like(noise, 0.6)
    ramp = np.linspace(0.3, 0.7, 96, dtype=np.float32)[None, :, None] * np.ones_like(noise)
    assert not is_dead(sky, sky + noise)
    assert is_dead(np.zeros_like(sky), sky + noise)
    assert is_dead(np.full_like(ramp, 0.5), ramp + noise)
    assert is_dead(np.full_like(sky, np.nan), sky)


def test_that_a_flat_part_of_a_photo_is_no_dead_tile() -> None:
    image = Image(np.full((30, 40, 3), 128, dtype=np.uint8))
    result = enhance_all(image, [Compact(features=4, convolutions=1, scale=2).eval()], 64)
    assert np.isfinite(result).all()


def test_that_cancel_is_answered_between_pieces() -> None:
    image = random_photo(200, 130)
    enhancer, _, work, _ = faulty_enhancer("memory", image)
    control = JobControl()
    control.cancel()
    plan = work.tile_plan(256)
    with pytest.raises(Cancelled):
        enhancer.enhance(Region(0, 0, 200, 130), plan, control)

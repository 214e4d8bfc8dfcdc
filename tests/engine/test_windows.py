"""Blended and whole tiling: no seams, no dependence on how a job is cut or in which order it is computed."""

import random
from dataclasses import replace

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from torch import Tensor, nn

from enhancer_gui.core.cancel import Cancelled, JobControl
from enhancer_gui.core.errors import OutOfMemory
from enhancer_gui.core.geometry import Region
from enhancer_gui.core.image import Image
from enhancer_gui.core.models import ModelCard, Task, Tiling
from enhancer_gui.core.work import Stage, Work
from enhancer_gui.engine.devices import choose_device
from enhancer_gui.engine.enhance import MemoryLimit, TileEnhancer
from enhancer_gui.engine.loaded import LoadedStage
from enhancer_gui.engine.networks.compact import Compact
from enhancer_gui.engine.windows import WindowCache, WindowGrid, blend, with_context
from tests.fakes import fake_card

WINDOW, OVERLAP = 32, 12


class Brighten(nn.Module):
    """Adds a tenth of the mean of all it is given: what a global pool or an instance norm does to tiles."""

    def __init__(self, scale: int = 1, *, largest_side: int = 10_000) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(1))
        self.scale = scale
        self.largest_side = largest_side
        self.seen: list[tuple[int, int]] = []

    def forward(self, x: Tensor) -> Tensor:
        self.seen.append((x.shape[2], x.shape[3]))
        if max(x.shape[2:]) > self.largest_side:
            raise torch.OutOfMemoryError("out of memory")
        y = x + 0.1 * x.mean((2, 3), keepdim=True)
        return y.repeat_interleave(self.scale, 2).repeat_interleave(self.scale, 3)


def card(tiling: Tiling, scale: int = 1) -> ModelCard:
    kind = fake_card("brighten", Task.UPSCALE if scale > 1 else Task.RESTORE, scale)
    return replace(kind, tiling=tiling, halo_px=OVERLAP, window_px=WINDOW, multiple_of=4)


def compact() -> nn.Module:
    torch.manual_seed(2)
    return Compact(features=4, convolutions=1, scale=2).eval()


def photo(width: int, height: int) -> Image:
    return Image(np.random.default_rng([width, height]).random((height, width, 3), dtype=np.float32))


def gradient(width: int, height: int) -> Image:
    ramp = np.linspace(0.1, 0.8, width, dtype=np.float32)[None, :, None]
    return Image(np.ascontiguousarray(np.broadcast_to(ramp, (height, width, 3))))


def enhance(
    image: Image,
    chain: list[tuple[ModelCard, nn.Module]],
    tile_px: int,
    *,
    order: random.Random | None = None,
    cache: WindowCache | None = None,
    memory: MemoryLimit | None = None,
) -> NDArray[np.float32]:
    stages = tuple(Stage(each) for each, _ in chain)
    work = Work(stages, (image.width, image.height), (image.width, image.height))
    loaded = [LoadedStage(stage, network) for stage, (_, network) in zip(stages, chain, strict=True)]
    enhancer = TileEnhancer(image, work, loaded, choose_device("cpu"), memory or MemoryLimit(), cache)
    plan = work.tile_plan(tile_px)
    tiles = list(plan.tiles)
    if order is not None:
        order.shuffle(tiles)
    whole = np.full((image.height * work.scale, image.width * work.scale, 3), np.nan, dtype=np.float32)
    for tile in tiles:
        whole[tile.core.scaled(work.scale).slices()] = enhancer.enhance(tile.core, plan, JobControl())
    return whole


@given(
    width=st.integers(1, 150),
    height=st.integers(1, 90),
    window=st.integers(4, 16).map(lambda n: 4 * n),
    multiple=st.sampled_from([1, 4]),
    scale=st.sampled_from([1, 2]),
)
def test_that_windows_cover_the_picture_and_their_mean_of_a_constant_is_the_constant(
    width: int, height: int, window: int, multiple: int, scale: int
) -> None:
    grid = WindowGrid(width, height, window, window // 4, multiple)
    whole = Region(0, 0, width, height).scaled(scale)
    assert all(start % multiple == 0 for start, _ in (*grid.columns, *grid.rows))
    assert all(end - start < window + multiple for start, end in (*grid.columns, *grid.rows))

    def constant(region: Region) -> NDArray[np.float32]:
        return np.full((region.height * scale, region.width * scale, 3), 0.7, dtype=np.float32)

    assert np.allclose(blend(grid, whole, scale, constant), 0.7, atol=1e-5)


def test_that_no_seam_shows_on_a_smooth_gradient() -> None:
    """Neighbouring tiles differ by 3.6 8-bit steps here, which is seen in a sky; blended, by 0.4 a pixel."""
    image = gradient(200, 40)
    slope = float(np.diff(image.samples[0, :, 0]).max())
    blended = enhance(image, [(card(Tiling.BLENDED), Brighten())], 40)
    tiled = enhance(image, [(replace(card(Tiling.EXACT), halo_px=0), Brighten())], 40)

    def worst_step(picture: NDArray[np.float32]) -> float:
        return float(np.abs(np.diff(picture[:, :, 0], axis=1)).max()) - slope

    assert worst_step(tiled) > 3 / 255, "the network must be one whose tiles do not join"
    assert worst_step(blended) < 0.5 / 255


def test_that_neither_order_nor_cutting_nor_forgetting_changes_a_pixel() -> None:
    image = photo(120, 70)
    chain: list[tuple[ModelCard, nn.Module]] = [(card(Tiling.BLENDED, 2), Brighten(2))]
    expected = enhance(image, chain, 40)
    assert np.array_equal(enhance(image, chain, 40, order=random.Random(1)), expected)
    assert np.array_equal(enhance(image, chain, 40, cache=WindowCache(budget_bytes=0)), expected)
    assert np.allclose(enhance(image, chain, 12), expected, atol=1e-6)
    assert np.allclose(enhance(image, chain, 200), expected, atol=1e-6)


def test_that_each_window_is_computed_once_for_all_tiles_that_it_touches() -> None:
    network = Brighten()
    enhance(photo(120, 70), [(card(Tiling.BLENDED), network)], 16)
    grid = WindowGrid(120, 70, WINDOW, WINDOW // 4, 4)
    assert len(network.seen) == len(grid.columns) * len(grid.rows)


def test_that_a_picture_that_fits_a_window_is_computed_as_published() -> None:
    image, network = photo(WINDOW, 20), Brighten()
    result = enhance(image, [(card(Tiling.BLENDED), network)], 8)
    expected = image.samples + 0.1 * image.samples.mean((0, 1))
    assert np.allclose(result, expected, atol=1e-6) and network.seen == [(20, WINDOW)]


@given(st.integers(0, 90), st.integers(1, 200), st.integers(1, 200), st.sampled_from([1, 8, 16]))
def test_that_a_small_window_gets_its_surroundings_and_a_large_one_stays(
    start: int, width: int, height: int, multiple: int
) -> None:
    window = Region(start, 0, width, height)
    given_ = with_context(window, multiple)
    least = max(16, 4 * multiple)
    assert (given_.width, given_.height) == (max(width, least), max(height, least))
    assert window.intersection(given_) == window
    assert abs((window.x - given_.x) - (given_.right - window.right)) <= 1


def test_that_a_whole_model_gets_the_whole_picture_once() -> None:
    image, network = photo(90, 50), Brighten()
    result = enhance(image, [(card(Tiling.WHOLE), network)], 16)
    assert network.seen == [(50, 90)]
    assert np.allclose(result, image.samples + 0.1 * image.samples.mean((0, 1)), atol=1e-6)


@pytest.mark.parametrize("tiling", [Tiling.BLENDED, Tiling.WHOLE])
def test_that_exact_stages_before_and_behind_stay_exact(tiling: Tiling) -> None:
    exact = replace(fake_card("compact", Task.UPSCALE, 2), halo_px=3)
    chain = [(exact, compact()), (card(tiling), Brighten()), (exact, compact())]
    image = photo(40, 30)
    expected = enhance(image, chain, 64)
    assert np.abs(enhance(image, chain, 16) - expected).max() < 1e-5


def test_fault_16_that_short_memory_leads_to_smaller_windows() -> None:
    memory, network = MemoryLimit(), Brighten(largest_side=20)
    result = enhance(photo(100, 100), [(card(Tiling.BLENDED), network)], 50, memory=memory)
    assert np.isfinite(result).all()
    assert memory.retreats == 1
    failures = sum(max(size) > 20 for size in network.seen)
    assert failures == 1, "one failure teaches the whole job"


def test_fault_16_that_a_whole_model_without_memory_fails_in_words() -> None:
    with pytest.raises(OutOfMemory, match="whole picture at once"):
        enhance(photo(60, 50), [(card(Tiling.WHOLE), Brighten(largest_side=20))], 50)


def test_fault_28_that_cancel_is_answered_between_windows() -> None:
    image, control = photo(100, 100), JobControl()
    stage = Stage(card(Tiling.BLENDED))
    work = Work((stage,), (100, 100), (100, 100))

    class Cancelling(Brighten):
        def forward(self, x: Tensor) -> Tensor:
            control.cancel()
            return super().forward(x)

    network = Cancelling()
    enhancer = TileEnhancer(image, work, [LoadedStage(stage, network)], choose_device("cpu"), MemoryLimit())
    with pytest.raises(Cancelled):
        enhancer.enhance(Region(0, 0, 100, 100), work.tile_plan(100), control)
    assert len(network.seen) == 1

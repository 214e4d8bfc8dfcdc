"""Pairs: what a network sees at a patch's border is what it would have seen in the whole photo."""

import numpy as np
import pytest

from enhancer_gui.engine.degrade import Jpeg, Noise, downsample_bicubic
from enhancer_gui.training.batches import batches, make_batch
from enhancer_gui.training.config import DataConfig, TrainingConfig
from enhancer_gui.training.pairs import Pair, PhotoPairs, cut_window, recolour, smallest_photo_px
from enhancer_gui.training.photos import PhotoPool, pool_of
from tests.training.conftest import waves


def noise_photo(height: int, width: int) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    return np.random.default_rng(5).integers(0, 256, (height, width, 3), dtype=np.uint8)


def set_up(config: TrainingConfig, **data: object) -> TrainingConfig:
    return config.model_copy(update={"data": config.data.model_copy(update=data)})


@pytest.mark.parametrize("scale", [2, 3, 4])
def test_that_the_lr_of_a_window_is_the_window_of_the_lr(config: TrainingConfig, scale: int) -> None:
    config = config.model_copy(update={"scale": scale})
    # The photo is as large as one window: every pair is its only window, turned.
    photo = noise_photo(smallest_photo_px(config), smallest_photo_px(config))
    maker = PhotoPairs(config, pool_of([photo]))
    whole = downsample_bicubic(photo, scale).astype(np.float32) / np.float32(255)
    wholes = [np.rot90(whole[:, ::flip], turns) for flip in (1, -1) for turns in range(4)]
    places = [np.rot90(photo[:, ::flip], turns) for flip in (1, -1) for turns in range(4)]
    for seed in range(4):
        pair = maker(np.random.default_rng(seed))
        patch = config.schedule.patch_px
        inner = slice(2, 2 + patch)
        outer = slice(2 * scale, (2 + patch) * scale)
        matches = [np.array_equal(pair.input, lr[inner, inner]) for lr in wholes]
        assert sum(matches) == 1
        truth = places[matches.index(True)][outer, outer].astype(np.float32) / np.float32(255)
        assert np.array_equal(pair.target, truth)


def test_that_damage_leaves_no_reflected_border(config: TrainingConfig) -> None:
    # The outer 16 pixels of the window are marked: none of them may be in a patch.
    config = set_up(config, degradations=(Noise(max_sigma=0.0), Jpeg(min_quality=100, max_quality=100)))
    side = smallest_photo_px(config)
    photo = np.full((side, side, 3), 100, np.uint8)
    frame = 16
    photo[:frame], photo[-frame:], photo[:, :frame], photo[:, -frame:] = 250, 250, 250, 250
    maker = PhotoPairs(config, pool_of([photo]))
    for seed in range(20):
        assert maker(np.random.default_rng(seed)).target.max() < 0.5


def test_that_damaged_patches_start_at_every_phase_of_a_jpeg_block(config: TrainingConfig) -> None:
    config = set_up(config.model_copy(update={"scale": 1}), degradations=(Jpeg(),))
    side = smallest_photo_px(config)
    ramp = np.broadcast_to(np.arange(side, dtype=np.uint8)[:, None, None], (side, side, 3)).copy()
    maker = PhotoPairs(config, pool_of([ramp]))
    starts = {round(float(maker(np.random.default_rng(s)).target.min()) * 255) % 8 for s in range(200)}
    assert starts == set(range(8))


def test_that_aligned_patches_start_at_the_corner_of_a_jpeg_block(config: TrainingConfig) -> None:
    config = set_up(config.model_copy(update={"scale": 1}), degradations=(Jpeg(),), aligned=1.0, reach_px=13)
    side = smallest_photo_px(config)
    ramp = np.broadcast_to(np.arange(side, dtype=np.uint8)[:, None, None], (side, side, 3)).copy()
    maker = PhotoPairs(config, pool_of([ramp]))
    # Turned upside down or lying, the ramp counts from the other end; upright it tells the row of the window.
    starts = set()
    for seed in range(60):
        target = maker(np.random.default_rng(seed)).target[..., 0] * 255
        if target[1, 0] > target[0, 0]:
            starts.add(round(float(target[0, 0])) % 8)
    assert starts == {0}


def test_that_a_batch_depends_on_seed_and_step_alone(config: TrainingConfig) -> None:
    maker = PhotoPairs(config, pool_of([waves(100, 120, 0)]))
    first, again = (make_batch(maker, seed=1, step=3, numbers=range(2)) for _ in range(2))
    other = make_batch(maker, seed=1, step=4, numbers=range(2))
    assert first.input.equal(again.input) and first.target.equal(again.target)
    assert not first.input.equal(other.input)
    assert first.input.shape == (2, 3, 12, 12) and first.target.shape == (2, 3, 24, 24)
    assert first.mask is None


def test_that_processes_together_see_the_batch_of_one(config: TrainingConfig) -> None:
    maker = PhotoPairs(config, pool_of([waves(100, 120, 0)]))
    whole = make_batch(maker, seed=1, step=3, numbers=range(4))
    halves = [make_batch(maker, seed=1, step=3, numbers=part) for part in (range(2), range(2, 4))]
    assert whole.input[:2].equal(halves[0].input) and whole.input[2:].equal(halves[1].input)


def test_that_masks_come_along() -> None:
    def maker(rng: np.random.Generator) -> Pair:
        picture = rng.random((8, 8, 3), dtype=np.float32)
        return Pair(picture, picture, picture[:, :, :1])

    batch = make_batch(maker, seed=0, step=0, numbers=range(3))
    assert batch.mask is not None and batch.mask.shape == (3, 1, 8, 8)


def test_that_a_failing_maker_fails_the_run() -> None:
    def maker(rng: np.random.Generator) -> Pair:
        raise ValueError(f"no pair from {rng}")

    with pytest.raises(ValueError, match="no pair"):
        next(batches(maker, seed=0, first_step=0, steps=2, numbers=range(1)))


def half_flat() -> PhotoPool:
    photo = np.full((200, 400, 3), 90, np.uint8)
    photo[:, 200:] = noise_photo(200, 200)
    return pool_of([photo])


def test_that_more_tries_find_more_detail(config: TrainingConfig) -> None:
    def detail(tries: int) -> float:
        rng = np.random.default_rng(0)
        data = config.data.model_copy(update={"detail_tries": tries})
        return float(np.mean([cut_window(half_flat(), 32, data, rng).std() for _ in range(100)]))

    assert detail(4) > 1.3 * detail(1)


def test_that_rescaled_windows_show_more_of_the_photo(config: TrainingConfig) -> None:
    ramp = np.broadcast_to((np.arange(200, dtype=np.uint8))[None, :, None], (200, 200, 3)).copy()

    def span(data: DataConfig, seed: int) -> float:
        return float(np.ptp(cut_window(pool_of([ramp]), 64, data, np.random.default_rng(seed))[:, :, 0]))

    rescaled = config.data.model_copy(update={"rescaled": 1.0})
    spans = [span(rescaled, seed) for seed in range(30)]
    assert {span(config.data, seed) for seed in range(30)} == {63.0}
    assert min(spans) > 62 and 110 < max(spans) < 130


def test_that_a_photo_too_small_to_be_reduced_is_used_as_it_is(config: TrainingConfig) -> None:
    data = config.data.model_copy(update={"rescaled": 1.0})
    window = cut_window(pool_of([noise_photo(40, 50)]), 40, data, np.random.default_rng(1))
    assert window.shape == (40, 40, 3)


def test_that_a_share_of_the_patches_is_drawn(config: TrainingConfig) -> None:
    pool = pool_of([np.full((100, 100, 3), 77, np.uint8)])
    maker = PhotoPairs(set_up(config, rendered_text=0.3), pool)
    drawn = [np.ptp(maker(np.random.default_rng(seed)).target) > 0 for seed in range(60)]
    assert 0.15 < np.mean(drawn) < 0.45


def test_that_recoloured_patches_keep_their_detail_and_lose_their_greyness() -> None:
    grey = np.repeat(waves(64, 64, 2)[..., :1], 3, axis=2)
    recoloured = recolour(grey, np.random.default_rng(2))
    assert recoloured.dtype == np.uint8 and recoloured.shape == grey.shape
    assert np.ptp(recoloured.astype(int).mean(axis=(0, 1))) > 3
    for channel in range(3):
        assert abs(np.corrcoef(recoloured[..., channel].ravel(), grey[..., 0].ravel())[0, 1]) > 0.99

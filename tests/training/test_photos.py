"""Photos in memory: which are drawn, how often, and how much memory they take."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from enhancer_gui.core.errors import ConfigError, PhotoError
from enhancer_gui.training.config import TrainingConfig
from enhancer_gui.training.examples import gather_photos
from enhancer_gui.training.photos import list_photos, load_pool, pool_of, read_rgb
from enhancer_gui.training.tasks import lesson_of
from tests.training.conftest import waves


def photos(folder: Path, *sizes: tuple[int, int]) -> list[Path]:
    for index, (height, width) in enumerate(sizes):
        Image.fromarray(waves(height, width, index)).save(folder / f"{index}.png")
    return list_photos(folder)


@pytest.mark.parametrize("name", ["grey.png", "grey.tif"])
def test_that_sixteen_bit_grey_is_read_as_grey_and_not_as_white(tmp_path: Path, name: str) -> None:
    levels = np.arange(256, dtype=np.uint16).reshape(16, 16) * 257
    Image.fromarray(levels).save(tmp_path / name)
    photo = read_rgb(tmp_path / name)
    assert photo.dtype == np.uint8
    assert np.array_equal(photo, np.repeat((levels // 257)[..., None], 3, axis=2))


def test_that_large_photos_are_drawn_more_often_up_to_a_limit() -> None:
    pool = pool_of([waves(20, 20, 0), waves(20, 40, 0)])
    assert pool.shares == pytest.approx([1 / 3, 2 / 3])
    many = pool_of([waves(400, 400, 0)] + [waves(20, 20, 0)] * 19)
    assert many.shares[0] < 0.95
    draws = [pool.draw(np.random.default_rng(seed)) for seed in range(300)]
    assert 0.55 < np.mean(draws) < 0.78


def test_that_windows_reach_every_place_and_stay_inside() -> None:
    pool = pool_of([waves(10, 12, 0)])
    rng = np.random.default_rng(0)
    places = {pool.window(0, 8, rng) for _ in range(300)}
    assert places == {(y, x) for y in range(3) for x in range(5)}


def test_that_detail_follows_the_gradient() -> None:
    photo = np.full((96, 96, 3), 50, np.uint8)
    photo[:, 48:] = np.random.default_rng(0).integers(0, 256, (96, 48, 3))
    pool = pool_of([photo])
    assert pool.detail_of(0, 0, 0, 32) == 0
    assert pool.detail_of(0, 0, 60, 32) > 80


def test_that_memory_is_kept_and_every_photo_stays(tmp_path: Path) -> None:
    paths = photos(tmp_path, (100, 120), (100, 100), (50, 40))
    pool = load_pool(paths, smallest_px=20, memory_bytes=3 * 3 * 3000, seed=0)
    assert sum(photo.nbytes for photo in pool.photos) <= 3 * 3 * 3000
    assert [photo.shape for photo in pool.photos][2] == (50, 40, 3)
    assert all(photo.base is None for photo in pool.photos[:2])


def test_that_photos_smaller_than_a_window_are_left_out(tmp_path: Path) -> None:
    paths = photos(tmp_path, (100, 120), (30, 200))
    pool = load_pool(paths, smallest_px=40, memory_bytes=10**6, seed=0)
    assert [photo.shape for photo in pool.photos] == [(100, 120, 3)]
    with pytest.raises(ConfigError, match="as large as one window of 140 pixels"):
        load_pool(paths, smallest_px=140, memory_bytes=10**6, seed=0)


def test_that_a_broken_photo_is_named(tmp_path: Path) -> None:
    (tmp_path / "broken.jpg").write_bytes(b"no photo")
    with pytest.raises(PhotoError, match=r"broken\.jpg"):
        load_pool(list_photos(tmp_path), smallest_px=8, memory_bytes=10**6, seed=0)


def test_that_held_back_photos_are_not_learned_from(config: TrainingConfig) -> None:
    held = config.model_copy(update={"data": config.data.model_copy(update={"held_back": 0.5})})
    lesson = lesson_of(config.task)
    own, shared = gather_photos(held, lesson), gather_photos(config, lesson)
    assert (own.held_back, len(own.pool.photos)) == (True, 1)
    assert (shared.held_back, len(shared.pool.photos)) == (False, 2)

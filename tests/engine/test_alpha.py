"""Transparency: sharp with the colours, without a halo, and never tinting what is visible."""

import numpy as np
import pytest

from enhancer_gui.core.geometry import Region
from enhancer_gui.core.image import Image
from enhancer_gui.core.recipe import Finish
from enhancer_gui.engine.alpha import (
    REACH_PX,
    enlarge_alpha,
    enlarge_photo,
    read_spread,
    resample_visible,
    spread,
    within_neighbours,
)
from enhancer_gui.engine.finish import finish_region
from tests.engine.test_enhance import enhance_all, random_network

RED = (220, 30, 20)


def disc(size: int = 64, hidden: tuple[int, int, int] = (0, 0, 0)) -> Image:
    """Return a red disc, its edge smooth, on transparency that hides another colour."""
    y, x = np.mgrid[0:size, 0:size]
    inside = np.clip(size * 0.3 - np.hypot(y - size / 2, x - size / 2) + 0.5, 0, 1)
    alpha = np.rint(inside * 255).astype(np.uint8)
    samples = np.where(alpha[..., None] > 0, RED, hidden).astype(np.uint8)
    return Image(samples, alpha=alpha)


def test_that_visible_colours_are_spread_and_stay_as_they_are() -> None:
    image = disc()
    region = Region(-5, -5, 74, 74)
    colours = read_spread(image, region)
    assert colours.shape == (74, 74, 3)
    assert image.alpha is not None
    rows, columns = np.nonzero(image.alpha)
    whole = read_spread(image, image.bounds)
    assert np.allclose(whole[rows, columns] * 255, RED)
    beside = whole[32, columns[rows == 32].max() + REACH_PX // 2]
    assert np.allclose(beside * 255, RED, atol=1)


def test_that_nothing_is_spread_where_all_or_nothing_is_visible() -> None:
    colours = np.random.default_rng(0).random((9, 9, 3), np.float32)
    assert spread(colours, np.ones((9, 9), np.float32)) is colours
    assert spread(colours, np.zeros((9, 9), np.float32)) is colours


def test_that_spreading_is_the_same_in_every_tile() -> None:
    image = disc(80)
    whole = read_spread(image, image.bounds)
    part = Region(17, 9, 40, 33)
    assert np.array_equal(read_spread(image, part), whole[part.slices()])


@pytest.mark.parametrize("hidden", [(0, 0, 0), (255, 255, 255), (0, 255, 0)])
def test_that_what_is_hidden_never_shows_after_enlarging(hidden: tuple[int, int, int]) -> None:
    image, black = disc(hidden=hidden), disc()
    networks = [random_network("compact2")]
    result, reference = enhance_all(image, networks, 32), enhance_all(black, networks, 32)
    visible = result[..., 3] > 0
    assert np.array_equal(result[..., 3], reference[..., 3])
    assert np.abs(result - reference)[visible].max() < 1e-5


@pytest.mark.parametrize("hidden", [(0, 0, 0), (255, 255, 255)])
@pytest.mark.parametrize("size", [(100, 90), (40, 30), (64, 64)])
def test_that_what_is_hidden_never_shows_after_resampling(hidden: tuple[int, int, int], size: tuple[int, int]) -> None:
    image = disc(hidden=hidden)
    assert image.alpha is not None
    pixels = np.dstack([image.samples, image.alpha]).astype(np.float32) / np.float32(255)
    result = resample_visible(lambda part: pixels[part.slices()], (64, 64), size, Region(0, 0, *size))
    visible = result[..., 3] > 0.02
    assert np.abs(result[..., :3][visible] * 255 - RED).max() < 2
    assert result[..., 3].min() >= 0
    assert result[..., 3].max() <= 1


def test_that_the_enlarged_original_is_not_tinted_either() -> None:
    image = disc()
    assert image.alpha is not None
    result = enlarge_photo(image, 2, Region(0, 0, 128, 128))
    visible = enlarge_alpha(image.alpha, 2, image.bounds) > 0
    assert np.abs(result[visible] * 255 - RED).max() < 2


@pytest.mark.parametrize("scale", [2, 3, 4])
def test_that_an_enlarged_edge_has_no_rim(scale: int) -> None:
    alpha = np.zeros((20, 20), np.uint8)
    alpha[:, 10:] = 255
    for enlarged in (
        enlarge_alpha(alpha, scale, Region(0, 0, 20, 20)),
        within_neighbours(
            np.random.default_rng(0).normal(0.5, 2, (20 * scale, 20 * scale)).astype(np.float32),
            alpha,
            Region(0, 0, 20, 20),
            scale,
        ),
    ):
        assert (enlarged[:, : 9 * scale] == 0).all()
        assert (enlarged[:, 11 * scale :] == 1).all()


def test_that_transparency_is_kept_exactly_at_its_own_size() -> None:
    image = disc()
    assert image.alpha is not None
    result = enhance_all(image, [random_network("drunet")], 32)
    assert np.array_equal(np.rint(result[..., 3] * 255), image.alpha)


def test_that_a_network_draws_the_edge_of_the_transparency() -> None:
    image = disc()
    assert image.alpha is not None
    result = enhance_all(image, [random_network("compact2")], 32)[..., 3]
    assert not np.array_equal(result, enlarge_alpha(image.alpha, 2, image.bounds))
    assert (result[56:72, 56:72] == 1).all()
    assert (result[:8] == 0).all()


def test_that_a_finish_that_mixes_in_the_photo_does_not_show_what_is_hidden() -> None:
    image = disc()
    assert image.alpha is not None
    stored = np.ones((128, 128, 4), np.float32) * np.array([*(np.array(RED) / 255), 0], np.float32)
    stored[..., 3] = enlarge_alpha(image.alpha, 2, image.bounds)
    finish = Finish(strength=0.3, colour_lock=1.0, evidence=1.0)
    bounds = Region(0, 0, 128, 128)
    result = finish_region(lambda part: stored[part.slices()], bounds, image, 2, finish)
    visible = stored[..., 3] > 0
    assert np.abs(result[..., :3][visible] * 255 - RED).max() < 3

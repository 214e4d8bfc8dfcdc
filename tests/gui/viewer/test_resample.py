"""Pixels of pyramid levels."""

import numpy as np
import pytest

from enhancer_gui.core.geometry import Region
from enhancer_gui.gui.viewer.resample import STRIP_PIXELS, Abandoned, level_pixels
from tests.gui.viewer.fakes import ArraySource, EndlessSource, gradient


def always() -> bool:
    return True


def noise(width: int, height: int) -> np.ndarray:
    return np.random.default_rng(7).integers(0, 256, (height, width, 3)).astype(np.uint8)


@pytest.mark.parametrize("level", [0, 1, 2, 3])
def test_that_a_level_is_the_average_of_its_pixels(level: int) -> None:
    pixels, side = noise(256, 128), 1 << level
    region = Region(2, 1, 10, 8)
    got = level_pixels(ArraySource(pixels), (256, 128), level, region, always)
    part = pixels[region.scaled(side).slices()].astype(float)
    expected = part.reshape(8, side, 10, side, 3).mean(axis=(1, 3))
    assert got.alpha is None
    assert np.abs(got.rgb - expected).max() <= 0.51


def test_that_an_enlargement_lies_in_place_to_a_fraction_of_a_pixel() -> None:
    got = level_pixels(ArraySource(gradient(100, 75)), (400, 300), 0, Region(100, 60, 200, 150), always)
    expected = gradient(400, 300)[60:210, 100:300]
    assert np.abs(got.rgb.astype(int) - expected).max() <= 1


def test_that_an_enlargement_does_not_depend_on_how_it_is_cut() -> None:
    source = ArraySource(noise(50, 40))
    whole = level_pixels(source, (150, 120), 0, Region(0, 0, 150, 120), always).rgb
    part = level_pixels(source, (150, 120), 0, Region(37, 41, 60, 50), always).rgb
    assert np.abs(whole[41:91, 37:97].astype(int) - part).max() <= 1


def test_that_an_enlarged_photo_keeps_its_place_on_coarse_levels() -> None:
    got = level_pixels(ArraySource(gradient(600, 450)), (1800, 1350), 3, Region(20, 30, 100, 80), always)
    expected = gradient(225, 169)[30:110, 20:120]  # 1350 / 8 is no whole number: the grid ends a little beyond
    assert np.abs(got.rgb[..., 0].astype(int) - expected[..., 0]).max() <= 2


def test_that_edges_are_repeated_beyond_the_picture() -> None:
    pixels = noise(8, 8)
    got = level_pixels(ArraySource(pixels), (8, 8), 0, Region(-1, -1, 10, 10), always).rgb
    assert np.array_equal(got, np.pad(pixels, ((1, 1), (1, 1), (0, 0)), mode="edge"))


def test_that_unfinished_pixels_count_as_nothing() -> None:
    pixels = np.full((128, 128, 3), 200, np.uint8)
    source = ArraySource(pixels, {Region(0, 0, 64, 64)})
    got = level_pixels(source, (128, 128), 1, Region(0, 0, 64, 64), always)
    assert got.alpha is not None
    assert (got.alpha[:32, :32] == 255).all()
    assert (got.rgb[:32, :32] == 200).all()
    assert not got.alpha[32:].any()
    assert not got.rgb[32:].any()
    assert all(source.is_ready(region) for region in source.reads)


def test_that_a_huge_picture_is_read_in_bounded_pieces() -> None:
    source = EndlessSource((12_000, 9_000))
    got = level_pixels(source, source.size, 5, Region(0, 0, 375, 282), always)
    assert source.largest_read <= STRIP_PIXELS
    assert int(got.rgb[0, -1, 0]) > 250


def test_that_reading_stops_when_nobody_wants_it() -> None:
    with pytest.raises(Abandoned):
        level_pixels(EndlessSource((4000, 4000)), (4000, 4000), 3, Region(0, 0, 500, 500), lambda: False)

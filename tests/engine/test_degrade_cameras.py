"""Lenses, sensors and hands: focus that differs with depth, raw noise, shaken paths, and BSRGAN's shuffle."""

from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from enhancer_gui.engine.degrade import (
    GaussianBlur,
    MotionBlur,
    Pixels,
    SensorNoise,
    Shuffled,
    TurningBlur,
    convolve,
    disc_kernel,
)
from enhancer_gui.engine.degrade.demosaic import edge_aware, gradient_corrected
from enhancer_gui.engine.degrade.focus import blur_by_radius, draw_radii
from enhancer_gui.engine.degrade.noise import correlated_noise
from enhancer_gui.engine.degrade.trajectories import path_kernel, shaken_path

Photo = NDArray[np.float32]


def test_that_a_pixel_is_blurred_by_the_disc_of_its_own_radius(photo: Photo) -> None:
    radii = np.zeros(photo.shape[:2], dtype=np.float32)
    radii[:, 64:] = 3.0
    blurred = blur_by_radius(photo, radii)
    assert np.abs(blurred[:, :64] - photo[:, :64]).max() < 1e-5
    assert np.abs(blurred[:, 64:] - convolve(photo, disc_kernel(3.0))[:, 64:]).max() < 1e-5


def test_that_a_scene_is_in_focus_somewhere_and_most_blurred_elsewhere() -> None:
    for seed in range(8):
        radii = draw_radii(80, 100, 4.0, np.random.default_rng(seed))
        assert radii.shape == (80, 100)
        assert radii.min() >= 0 and radii.min() < 0.4
        assert radii.max() == pytest.approx(4.0, rel=1e-4)


def test_that_a_gaussian_blur_keeps_the_mean_and_loses_detail(photo: Photo) -> None:
    blurred = GaussianBlur(min_sigma_px=2, max_sigma_px=2)(photo, np.random.default_rng(0))
    assert float(blurred.mean()) == pytest.approx(float(photo.mean()), abs=2e-3)
    assert np.abs(np.diff(blurred, axis=1)).mean() < 0.6 * np.abs(np.diff(photo, axis=1)).mean()


def test_that_sensor_noise_follows_the_light_and_hangs_together() -> None:
    flat = np.concatenate([np.full((128, 256, 3), level, dtype=np.float32) for level in (0.2, 0.8)])
    noise = SensorNoise(shot=(0.004, 0.004))(flat, np.random.default_rng(0)) - flat
    # The gamma of 2.2 turns noise that grows with the root of the light into noise that falls with the picture's value.
    dark, bright = noise[8:120], noise[136:248]
    assert dark.std() > 1.2 * bright.std() > 0
    neighbours = float((dark[:, 1:] * dark[:, :-1]).mean() / dark.var())
    assert neighbours > 0.2


def test_that_corrected_gradients_give_the_noise_of_phones() -> None:
    grey = np.full((256, 256, 3), 0.5, dtype=np.float32)
    noise = SensorNoise(shot=(0.004, 0.004), corrected=1)(grey, np.random.default_rng(0)) - grey
    brightness, difference = noise.mean(axis=2), noise[..., 0] - noise[..., 1]
    assert 0.4 < brightness.std() / difference.std() < 1.3
    shared = [float((each[:, 1:] * each[:, :-1]).mean() / each.var()) for each in (brightness, difference)]
    assert shared == [pytest.approx(0.3, abs=0.12), pytest.approx(0.65, abs=0.12)]


@pytest.mark.parametrize("demosaiced", [edge_aware, gradient_corrected])
def test_that_a_grey_slope_comes_back_from_its_mosaic(demosaiced: Callable[[Pixels], Pixels]) -> None:
    slope = np.linspace(0.2, 0.8, 33 * 40, dtype=np.float32).reshape(33, 40)
    colour = demosaiced(slope)[4:-4, 4:-4]
    assert np.abs(colour - slope[4:-4, 4:-4, None]).max() < 2e-4


@pytest.mark.parametrize("demosaiced", [edge_aware, gradient_corrected])
def test_that_a_plain_colour_comes_back_from_its_mosaic(demosaiced: Callable[[Pixels], Pixels]) -> None:
    raw = np.full((32, 32), 0.5, dtype=np.float32)
    raw[0::2, 0::2], raw[1::2, 1::2] = 0.2, 0.7
    assert np.abs(demosaiced(raw) - (0.2, 0.5, 0.7)).max() < 2e-4


def test_that_less_light_on_the_sensor_is_more_noise(photo: Photo) -> None:
    deviations = [
        float((SensorNoise(shot=(shot, shot))(photo, np.random.default_rng(1)) - photo).std())
        for shot in (1e-6, 1e-4, 1e-2)
    ]
    assert deviations[0] < 0.002
    assert deviations[0] < deviations[1] < deviations[2]


def test_that_correlated_noise_is_no_stronger_than_its_sigma() -> None:
    flat = np.full((200, 200, 3), 0.5, dtype=np.float32)
    noise = correlated_noise(flat, 0.05, np.random.default_rng(4)) - flat
    assert 0 < noise.std(axis=(0, 1)).max() <= 0.051
    assert np.abs(np.corrcoef(noise.reshape(-1, 3).T) - np.eye(3)).max() > 0.1


@pytest.mark.parametrize("seed", range(6))
def test_that_a_shaken_path_has_its_length_and_draws_a_kernel(seed: int) -> None:
    rng = np.random.default_rng(seed)
    path = shaken_path(20.0, rng)
    steps = np.hypot(*np.diff(path, axis=0).T)
    assert steps.sum() == pytest.approx(20.0, rel=0.02)
    kernel = path_kernel(path)
    assert kernel.sum() == pytest.approx(1, abs=1e-5) and kernel.shape[0] % 2 == 1


def test_that_jerks_turn_the_camera_about() -> None:
    sharpest = []
    for seed in range(30):
        moves = np.diff(shaken_path(30.0, np.random.default_rng(seed)), axis=0)
        cosines = (moves[1:] * moves[:-1]).sum(axis=1) / (30 / 128) ** 2
        sharpest.append(float(cosines.min()))
    assert min(sharpest) < -0.5
    assert max(sharpest) > 0.9


EVENLY_SHAKEN = (MotionBlur(shaken=1.0, linear_light=0.0), TurningBlur(shaken=1.0, linear_light=0.0))


@pytest.mark.parametrize("kind", EVENLY_SHAKEN, ids=lambda blur: blur.kind)
def test_that_shaken_blur_keeps_the_mean(kind: MotionBlur | TurningBlur, photo: Photo) -> None:
    blurred = kind(photo, np.random.default_rng(2))
    assert np.array_equal(blurred, kind(photo, np.random.default_rng(2)))
    assert float(blurred.mean()) == pytest.approx(float(photo.mean()), abs=0.03)


def test_that_averaging_light_brightens_more_than_averaging_values() -> None:
    stripes = np.zeros((64, 64, 3), dtype=np.float32)
    stripes[:, ::2] = 1
    for share, brightest in ((0.0, 0.5), (1.0, 0.5 ** (1 / 2.2))):
        blur = MotionBlur(linear_light=share, max_length_px=16)
        means = [float(blur(stripes, np.random.default_rng(seed)).mean()) for seed in range(8)]
        assert max(means) == pytest.approx(brightest, abs=0.03)


@pytest.mark.parametrize("scale", [1, 2, 4])
def test_that_the_shuffled_chain_gives_lr_of_the_scale_asked_for(photo: Photo, scale: int) -> None:
    for seed in range(8):
        lr = Shuffled(scale=scale)(photo, np.random.default_rng(seed))
        assert lr.shape == (96 // scale, 128 // scale, 3) and lr.dtype == np.float32
        assert lr.min() >= 0 and lr.max() <= 1
        assert np.array_equal(lr, Shuffled(scale=scale)(photo, np.random.default_rng(seed)))


def test_that_the_last_reduction_stays_behind_the_first() -> None:
    wide = np.random.default_rng(0).random((64, 64, 3), dtype=np.float32)
    for seed in range(40):
        steps = Shuffled(scale=2)._order(32, 32, 2, np.random.default_rng(seed))
        sizes = [wide.shape[:2]]
        picture = wide
        for step in steps:
            picture = step(picture)
            sizes.append(picture.shape[:2])
        changes = [after for before, after in pairwise(sizes) if after != before]
        assert changes[-1] == (32, 32) and len(changes) <= 2

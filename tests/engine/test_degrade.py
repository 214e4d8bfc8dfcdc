"""Damage with a seed: the same every time, and of the kind it says."""

from typing import get_args

import numpy as np
import pytest
from numpy.typing import NDArray

from enhancer_gui.core.errors import ConfigError
from enhancer_gui.engine.degrade import (
    Degradation,
    DepthFocus,
    Either,
    GaussianBlur,
    Jpeg,
    MotionBlur,
    Noise,
    SceneMotion,
    SoftFocus,
    TurningBlur,
    Way,
    apply_chain,
    convolve,
    disc_kernel,
    downsample_bicubic,
    trajectory_kernel,
)

EVERY: tuple[Degradation, ...] = (
    *(kind() for kind in get_args(Degradation) if kind is not Either),
    Either((Way(share=2, damage=(Noise(),)), Way(damage=(Jpeg(max_quality=40),)))),
)
BLURS: tuple[Degradation, ...] = (MotionBlur(), TurningBlur(), SceneMotion(), SoftFocus(), GaussianBlur(), DepthFocus())


@pytest.mark.parametrize("degradation", EVERY, ids=lambda d: d.kind)
def test_that_damage_is_repeatable_and_stays_in_range(degradation: Degradation, photo: NDArray[np.float32]) -> None:
    first, again, other = (degradation(photo, np.random.default_rng(seed)) for seed in (4, 4, 5))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)
    assert first.shape == photo.shape and first.dtype == np.float32
    assert first.min() >= -1e-3 and first.max() <= 1 + 1e-3
    assert not np.array_equal(first, photo)


@pytest.mark.parametrize("degradation", BLURS, ids=lambda d: d.kind)
def test_that_blur_keeps_a_flat_picture(degradation: Degradation) -> None:
    flat = np.full((40, 50, 3), 0.37, dtype=np.float32)
    assert np.abs(degradation(flat, np.random.default_rng(1)) - 0.37).max() < 1e-3


@pytest.mark.parametrize("seed", range(5))
def test_that_kernels_are_odd_centred_and_sum_to_one(seed: int) -> None:
    rng = np.random.default_rng(seed)
    for kernel in (trajectory_kernel(rng.uniform(2, 30), curvature=0.4, rng=rng), disc_kernel(rng.uniform(0.3, 6))):
        assert kernel.shape[0] == kernel.shape[1] and kernel.shape[0] % 2 == 1
        assert kernel.min() >= 0 and kernel.sum() == pytest.approx(1, abs=1e-5)


def test_that_a_convolution_moves_the_picture_as_its_kernel_says(photo: NDArray[np.float32]) -> None:
    kernel = np.zeros((5, 5), dtype=np.float32)
    kernel[2, 3] = 1
    assert np.allclose(convolve(photo, kernel)[:, 5:-5], np.roll(photo, 1, axis=1)[:, 5:-5])


def test_that_a_degradation_without_luck_does_nothing(photo: NDArray[np.float32]) -> None:
    chain = (Noise(probability=0.0), Jpeg(probability=0.0))
    assert np.array_equal(apply_chain(photo, chain, np.random.default_rng(0)), photo)


def test_that_noise_has_the_sigma_asked_for() -> None:
    grey = np.full((200, 200, 3), 0.5, dtype=np.float32)
    noisy = Noise(min_sigma=25, max_sigma=25, grey=0, signal_dependent=0)(grey, np.random.default_rng(0))
    assert float((noisy - grey).std()) * 255 == pytest.approx(25, rel=0.02)


def test_that_reducing_keeps_the_mean_and_the_type() -> None:
    rng = np.random.default_rng(0)
    picture = rng.integers(0, 256, (40, 60, 3), dtype=np.uint8)
    small = downsample_bicubic(picture, 2)
    assert small.shape == (20, 30, 3) and small.dtype == np.uint8
    assert abs(float(small.mean()) - float(picture.mean())) < 1


def test_that_ways_are_gone_as_often_as_their_shares_say(photo: NDArray[np.float32]) -> None:
    blur, nothing = Way(share=3, damage=(GaussianBlur(),)), Way(share=1)
    rng = np.random.default_rng(5)
    kept = sum(np.array_equal(Either((blur, nothing))(photo[:16, :16], rng), photo[:16, :16]) for _ in range(200))
    assert 35 <= kept <= 65


@pytest.mark.parametrize("ways", [(), (Way(share=0),), (Way(), Way(share=-1))])
def test_that_a_choice_without_a_way_is_refused(ways: tuple[Way, ...]) -> None:
    with pytest.raises(ConfigError, match="no way"):
        Either(ways)

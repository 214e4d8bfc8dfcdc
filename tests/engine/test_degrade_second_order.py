"""Real-ESRGAN's chain: sizes, kernels, probabilities and the strength of its noise."""

import numpy as np
import pytest
from numpy.typing import NDArray
from pydantic import TypeAdapter

from enhancer_gui.core.errors import ConfigError
from enhancer_gui.engine.degrade import Jpeg, Noise, SecondOrder, Stage, convolve, make_lr
from enhancer_gui.engine.degrade.kernels import gaussian_kernel, generalised_kernel, plateau_kernel, sinc_kernel
from enhancer_gui.engine.degrade.noise import gaussian_noise, poisson_noise
from enhancer_gui.engine.degrade.second_order import draw_kernel

Photo = NDArray[np.float32]


@pytest.mark.parametrize("scale", [1, 2, 4])
def test_that_the_chain_gives_lr_of_the_scale_asked_for(photo: Photo, scale: int) -> None:
    first, again, other = (SecondOrder(scale=scale)(photo, np.random.default_rng(seed)) for seed in (3, 3, 4))
    assert first.shape == (96 // scale, 128 // scale, 3)
    assert first.dtype == np.float32
    assert first.min() >= 0 and first.max() <= 1
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


def test_that_only_what_a_chain_has_not_reduced_is_reduced_by_bicubic(photo: Photo) -> None:
    for chain in ((), (Noise(),), (SecondOrder(scale=2),), (SecondOrder(scale=4), Jpeg())):
        assert make_lr(photo, chain, 4, np.random.default_rng(0)).shape == (24, 32, 3)
    with pytest.raises(ConfigError, match="scale 2"):
        make_lr(photo, (SecondOrder(scale=4),), 2, np.random.default_rng(0))


def test_that_a_chain_that_does_nothing_leaves_the_picture_to_jpeg_alone(photo: Photo) -> None:
    still: dict[str, object] = {"blur": 0, "enlarge": 0, "reduce": 0, "gaussian": 1, "noise_sigma": (0, 0)}
    best, worst = ({**still, "jpeg_quality": (quality, quality)} for quality in (100, 5))
    grey = np.repeat(photo[..., :1], 3, axis=2)
    read = TypeAdapter(SecondOrder).validate_python
    errors = [
        float(
            np.abs(read({"first": one, "second": two, "final_sinc": 0})(grey, np.random.default_rng(0)) - grey).mean()
        )
        for one, two in ((best, best), (worst, best), (best, worst))
    ]
    assert errors[0] < 0.005
    assert min(errors[1:]) > 3 * errors[0]


@pytest.mark.parametrize("seed", range(20))
def test_that_every_kernel_keeps_the_mean(seed: int) -> None:
    kernel = draw_kernel(Stage(sinc=0.3), np.random.default_rng(seed))
    assert kernel.shape[0] == kernel.shape[1] <= 21 and kernel.shape[0] % 2 == 1
    assert kernel.sum() == pytest.approx(1, abs=1e-4)
    flat = np.full((40, 50, 3), 0.37, dtype=np.float32)
    assert np.abs(convolve(flat, kernel) - 0.37).max() < 1e-3


def test_that_kernel_families_are_drawn_as_often_as_published() -> None:
    rng = np.random.default_rng(0)
    kernels = [draw_kernel(Stage(), rng) for _ in range(2000)]
    ringing = np.mean([kernel.min() < -1e-6 for kernel in kernels])
    turned = np.mean([not np.allclose(kernel, kernel.T, atol=1e-6) for kernel in kernels])
    assert ringing == pytest.approx(0.1, abs=0.02)
    assert turned == pytest.approx(0.9 * 0.31, abs=0.03)


def test_that_the_families_meet_where_theory_says() -> None:
    gaussian = gaussian_kernel(21, 2.0, 1.2, 0.4)
    assert np.allclose(generalised_kernel(21, 2.0, 1.2, 0.4, 1.0), gaussian)
    plateau = plateau_kernel(21, 2.0, 2.0, 0.0, 8.0)
    assert plateau[10, 9] == pytest.approx(plateau[10, 10], rel=0.01)
    grid = np.arange(-10, 11)
    assert float((gaussian_kernel(21, 1.5, 1.5, 0.0) * grid**2).sum()) == pytest.approx(1.5**2, rel=1e-3)


def test_that_a_sinc_filter_passes_low_frequencies_and_stops_high_ones() -> None:
    kernel = np.zeros((64, 64))
    kernel[:21, :21] = sinc_kernel(21, np.pi / 2)
    gain = np.abs(np.fft.fft2(kernel))
    assert gain[0, 4] == pytest.approx(1, abs=0.1)
    assert gain[0, 28] < 0.1


def test_that_large_kernels_in_blocks_do_what_one_convolution_does(photo: Photo) -> None:
    kernel = generalised_kernel(31, 9.0, 5.0, 0.7, 0.8)
    inner = photo[:, :, 0]
    centred = np.roll(_padded(kernel, inner.shape), (-15, -15), (0, 1))
    whole = np.fft.irfft2(np.fft.rfft2(inner) * np.fft.rfft2(centred), inner.shape)
    assert np.abs(convolve(photo, kernel)[15:-15, 15:-15, 0] - whole[15:-15, 15:-15]).max() < 1e-4


def _padded(kernel: NDArray[np.float32], shape: tuple[int, ...]) -> NDArray[np.float32]:
    out = np.zeros(shape, dtype=np.float32)
    out[: kernel.shape[0], : kernel.shape[1]] = kernel
    return out


@pytest.mark.parametrize("level", [0.1, 0.5, 0.9])
def test_that_noise_has_the_variance_of_its_law(level: float) -> None:
    flat = np.full((256, 256, 3), level, dtype=np.float32)
    gaussian = gaussian_noise(flat, 0.05, np.random.default_rng(1), grey=False) - flat
    assert float(gaussian.std()) == pytest.approx(0.05, rel=0.02)
    poisson = poisson_noise(flat, 1.0, np.random.default_rng(1), grey=False) - flat
    assert float(poisson.std()) == pytest.approx((level / 256) ** 0.5, rel=0.02)


def test_that_grey_noise_is_equal_in_all_channels(photo: Photo) -> None:
    for noisy in (
        gaussian_noise(photo, 0.1, np.random.default_rng(0), grey=True),
        poisson_noise(photo, 2.0, np.random.default_rng(0), grey=True),
    ):
        assert np.ptp(noisy - photo, axis=2).max() < 1e-6
        assert (noisy - photo).std() > 0.02

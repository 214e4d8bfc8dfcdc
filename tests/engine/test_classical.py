"""The traditional methods: they do what their sources say, and find out by themselves how much to do."""

import numpy as np
import pytest
from numpy.typing import NDArray
from skimage import data
from skimage.restoration import richardson_lucy as skimage_richardson_lucy
from skimage.restoration import wiener as skimage_wiener

from enhancer_gui.engine.classical import (
    BlurKernel,
    BlurShape,
    FillMethod,
    bilateral,
    blur_kernel,
    enlarge,
    estimate_blur,
    estimate_shake,
    fill,
    noise_sigma,
    non_local_means,
    richardson_lucy,
    unsharp_mask,
    wiener,
)
from enhancer_gui.engine.degrade import convolve, trajectory_kernel
from enhancer_gui.engine.metrics import best_shift, psnr_rgb, psnr_y
from enhancer_gui.engine.resample import Kernel

LINE = BlurKernel(BlurShape.LINE, 9, 30)
SOFT = BlurKernel(BlurShape.GAUSSIAN, 1.5)
TELLING = [LINE, BlurKernel(BlurShape.LINE, 18, 120), BlurKernel(BlurShape.DISC, 3)]


def as_float(picture: NDArray[np.uint8]) -> NDArray[np.float32]:
    return picture.astype(np.float32) / np.float32(255)


@pytest.fixture(scope="module")
def photo() -> NDArray[np.float32]:
    """Return scikit-image's public-domain photo of a cat, (300, 448, 3)."""
    return as_float(data.chelsea()[:, :448])


@pytest.fixture(scope="module")
def detailed() -> NDArray[np.float32]:
    """Return scikit-image's public-domain photo of an astronaut, (512, 512, 3)."""
    return as_float(data.astronaut())


def with_noise(image: NDArray[np.float32], sigma: float) -> NDArray[np.float32]:
    noise = np.random.default_rng(1).normal(0, sigma, image.shape)
    return (np.rint(np.clip(image + noise, 0, 1) * 255) / 255).astype(np.float32)


@pytest.mark.parametrize("blur", [BlurKernel(BlurShape.NONE), SOFT, *TELLING])
def test_that_kernels_are_odd_centred_and_sum_to_one(blur: BlurKernel) -> None:
    kernel = blur_kernel(blur)
    assert kernel.shape[0] == kernel.shape[1] and kernel.shape[0] % 2 == 1
    assert kernel.sum() == pytest.approx(1, abs=1e-6)
    assert np.allclose(kernel, kernel[::-1, ::-1], atol=1e-6)


@pytest.mark.parametrize("blur", TELLING)
def test_that_a_blur_is_read_off_the_photo(detailed: NDArray[np.float32], blur: BlurKernel) -> None:
    blurred = with_noise(convolve(detailed, blur_kernel(blur)), 1 / 255)
    assert estimate_blur(blurred.mean(axis=2)) == blur


def test_that_a_gaussian_which_has_no_zeros_is_taken_for_something_soft(detailed: NDArray[np.float32]) -> None:
    blurred = with_noise(convolve(detailed, blur_kernel(SOFT)), 1 / 255)
    assert estimate_blur(blurred.mean(axis=2)).shape in (BlurShape.GAUSSIAN, BlurShape.DISC)


def test_that_no_blur_is_read_off_a_sharp_photo_or_a_tiny_one(detailed: NDArray[np.float32]) -> None:
    assert estimate_blur(detailed.mean(axis=2)).shape is BlurShape.NONE
    assert estimate_blur(np.zeros((40, 40), dtype=np.float32)).shape is BlurShape.NONE


def test_that_the_kernel_of_a_shake_is_found_and_undone(detailed: NDArray[np.float32]) -> None:
    sharp = detailed[:320, 100:420]
    kernel = trajectory_kernel(14, curvature=0.8, rng=np.random.default_rng(3))
    blurred = with_noise(convolve(sharp, kernel), 1 / 255)
    found = estimate_shake(blurred.mean(axis=2))
    assert found.shape == (27, 27) and found.sum() == pytest.approx(1, abs=1e-5) and found.min() >= 0
    restored, inner = richardson_lucy(blurred, found, iterations=15), (sharp * 255).round().astype(np.uint8)
    assert psnr_y(*best_shift(restored, inner, max_shift=3)) > psnr_y(blurred, inner) + 2


def test_that_a_photo_without_edges_has_no_shake() -> None:
    flat = np.full((200, 200), 0.4, dtype=np.float32)
    kernel = estimate_shake(flat)
    assert kernel[13, 13] == 1 and kernel.sum() == 1
    assert estimate_shake(flat[:50, :50]).tolist() == [[1.0]]


def test_that_both_deconvolutions_undo_a_known_blur(photo: NDArray[np.float32]) -> None:
    kernel = blur_kernel(LINE)
    blurred = with_noise(convolve(photo, kernel), 1 / 255)
    before = psnr_rgb(blurred, photo)
    assert psnr_rgb(wiener(blurred, kernel), photo) > before + 2
    assert psnr_rgb(richardson_lucy(blurred, kernel), photo) > before + 2


def test_that_the_deconvolutions_agree_with_scikit_image(photo: NDArray[np.float32]) -> None:
    kernel = blur_kernel(LINE)
    plane = with_noise(convolve(photo, kernel), 1 / 255)[..., :1]
    inner = (slice(40, -40), slice(40, -40))
    ours, theirs = wiener(plane, kernel, balance=0.01)[..., 0], skimage_wiener(plane[..., 0], kernel, 0.01)
    assert np.abs(ours - theirs)[inner].mean() < 2 / 255
    ours = richardson_lucy(plane, kernel, iterations=10)[..., 0]
    theirs = skimage_richardson_lucy(plane[..., 0], kernel, num_iter=10)
    assert np.abs(ours - theirs)[inner].mean() < 2 / 255


@pytest.mark.parametrize("sigma", [10, 25, 50])
def test_that_the_noise_is_measured(photo: NDArray[np.float32], sigma: float) -> None:
    assert noise_sigma(with_noise(photo, sigma / 255)) * 255 == pytest.approx(sigma, rel=0.15)


@pytest.mark.parametrize("clean", [non_local_means, bilateral])
def test_that_noise_goes_and_a_clean_photo_stays(photo: NDArray[np.float32], clean: object) -> None:
    assert callable(clean)
    small = photo[60:220, 100:260]
    noisy = with_noise(small, 25 / 255)
    assert psnr_rgb(clean(noisy), small) > psnr_rgb(noisy, small) + 4
    assert psnr_rgb(clean(small), small) > 35


@pytest.mark.parametrize("kernel", [Kernel.BICUBIC, Kernel.LANCZOS])
def test_that_enlarging_a_plane_keeps_it_a_plane(kernel: Kernel) -> None:
    ramp = np.tile(np.linspace(0.2, 0.8, 24, dtype=np.float32), (16, 1))[..., None].repeat(3, axis=2)
    enlarged = enlarge(ramp, 2, kernel)
    assert enlarged.shape == (32, 48, 3)
    steps = np.diff(enlarged[:, 8:-8], axis=1)
    assert np.ptp(steps) < 0.2 * steps.mean()


def test_that_an_unsharp_mask_steepens_edges_and_leaves_flat_areas() -> None:
    step = np.full((20, 40, 3), 0.3, dtype=np.float32)
    step[:, 20:] = 0.6
    sharper = unsharp_mask(step, 1.0)
    assert sharper[10, 20, 0] > 0.62 and sharper[10, 19, 0] < 0.28
    assert np.allclose(sharper[:, :10], 0.3, atol=1e-6)


@pytest.mark.parametrize("method", FillMethod)
def test_that_only_the_mask_is_filled(method: FillMethod) -> None:
    ramp = np.tile(np.linspace(0.1, 0.9, 60, dtype=np.float32), (40, 1))[..., None].repeat(3, axis=2)
    mask = np.zeros((40, 60), dtype=bool)
    mask[10:30, 28:32] = True
    damaged = np.where(mask[..., None], np.float32(1), ramp)
    filled = fill(damaged, mask, method)
    assert np.array_equal(filled[~mask], damaged[~mask])
    assert np.abs(filled - ramp).max() < 0.05

"""Measures by the field's conventions."""

import math
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from skimage.metrics import structural_similarity

from enhancer_gui.engine.classical import enlarge
from enhancer_gui.engine.degrade import downsample_bicubic
from enhancer_gui.engine.metrics import best_shift, luma_601, psnr, psnr_rgb, psnr_y, ssim_rgb, ssim_y
from enhancer_gui.engine.resample import Kernel

REFERENCE = {
    ("Set5", 2): (33.69, 0.9307),
    ("Set5", 4): (28.43, 0.8114),
    ("Set14", 2): (30.33, 0.8702),
    ("Set14", 4): (26.09, 0.7051),
}
"""Bicubic, from the table beside the test pictures, which was measured with other code."""


def noisy_pair() -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    rng = np.random.default_rng(0)
    a = rng.integers(0, 256, (40, 50, 3), dtype=np.uint8)
    return a, np.clip(a + rng.normal(0, 20, a.shape), 0, 255).astype(np.uint8)


def test_that_luma_spans_16_to_235() -> None:
    ends = np.array([[[0, 0, 0], [255, 255, 255]]], dtype=np.uint8)
    assert luma_601(ends)[0] == pytest.approx([16, 235])


def test_that_floats_of_0_to_1_are_measured_as_bytes_are() -> None:
    a, b = noisy_pair()
    as_float = b.astype(np.float32) / np.float32(255)
    for measure in (psnr_y, psnr_rgb, ssim_y, ssim_rgb):
        assert measure(as_float, a) == pytest.approx(measure(b, a), abs=1e-5)
    assert psnr_rgb(as_float, b) == math.inf


def test_that_psnr_follows_its_definition_and_cuts_the_border() -> None:
    a = np.zeros((10, 10), dtype=np.uint8)
    b = a.copy()
    b[0, 0] = 100
    assert psnr(a, b) == pytest.approx(10 * math.log10(255**2 / 100))
    assert psnr(a, b, border=1) == math.inf


def test_that_colour_counts_over_rgb_and_little_on_luma() -> None:
    a = np.full((20, 20, 3), 128, dtype=np.uint8)
    b = a.copy()
    b[..., 2] += 30
    assert psnr_rgb(a, b) == pytest.approx(10 * math.log10(255**2 / 300))
    assert psnr_y(a, b) > psnr_rgb(a, b) + 10


@pytest.mark.parametrize(
    ("measure", "planes"),
    [(ssim_y, lambda picture: luma_601(picture)[..., None]), (ssim_rgb, lambda picture: picture.astype(np.float64))],
)
def test_that_ssim_agrees_with_scikit_image(
    measure: Callable[..., float], planes: Callable[[NDArray[np.uint8]], NDArray[np.float64]]
) -> None:
    a, b = noisy_pair()
    options = {"data_range": 255, "gaussian_weights": True, "sigma": 1.5, "use_sample_covariance": False}
    expected = structural_similarity(planes(a), planes(b), channel_axis=2, **options)
    assert measure(a, b) == pytest.approx(expected, abs=1e-3)


def test_that_pairs_meet_at_their_best_shift() -> None:
    truth, _ = noisy_pair()
    moved = np.roll(truth, (2, -3), axis=(0, 1)).astype(np.float32) / np.float32(255)
    result, inner = best_shift(moved, truth, max_shift=3)
    assert inner.shape == (34, 44, 3)
    assert psnr_y(result, inner) == math.inf


@pytest.mark.parametrize(("name", "scale"), REFERENCE)
def test_that_bicubic_gives_the_reference_figures(shared: Path, name: str, scale: int) -> None:
    scores = []
    for path in sorted((shared / "data" / "test" / name).glob("*.png")):
        truth = np.asarray(Image.open(path).convert("RGB"))
        truth = truth[: truth.shape[0] // scale * scale, : truth.shape[1] // scale * scale]
        result = enlarge(downsample_bicubic(truth, scale), scale, Kernel.BICUBIC)
        scores.append((psnr_y(result, truth, border=scale), ssim_y(result, truth, border=scale)))
    expected_psnr, expected_ssim = REFERENCE[name, scale]
    assert np.mean([s[0] for s in scores]) == pytest.approx(expected_psnr, abs=0.01)
    assert np.mean([s[1] for s in scores]) == pytest.approx(expected_ssim, abs=0.0002)

"""Measures by the field's conventions."""

import math
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from skimage.metrics import structural_similarity

from enhancer_gui.engine.degrade import downsample_bicubic
from enhancer_gui.engine.metrics import luma_601, psnr, psnr_y, ssim_y


def test_that_luma_spans_16_to_235() -> None:
    ends = np.array([[[0, 0, 0], [255, 255, 255]]], dtype=np.uint8)
    assert luma_601(ends)[0] == pytest.approx([16, 235])


def test_that_psnr_follows_its_definition_and_cuts_the_border() -> None:
    a = np.zeros((10, 10), dtype=np.uint8)
    b = a.copy()
    b[0, 0] = 100
    assert psnr(a, b) == pytest.approx(10 * math.log10(255**2 / 100))
    assert psnr(a, b, border=1) == math.inf


def test_that_ssim_agrees_with_scikit_image() -> None:
    rng = np.random.default_rng(0)
    a = rng.integers(0, 256, (40, 50, 3), dtype=np.uint8)
    b = np.clip(a + rng.normal(0, 20, a.shape), 0, 255).astype(np.uint8)
    expected = structural_similarity(
        luma_601(a), luma_601(b), data_range=255, gaussian_weights=True, sigma=1.5, use_sample_covariance=False
    )
    assert ssim_y(a, b) == pytest.approx(expected, abs=1e-3)


def test_that_bicubic_on_set5_gives_the_reference_figures(shared: Path) -> None:
    scores = []
    for path in sorted((shared / "data" / "test" / "Set5").glob("*.png")):
        truth = np.asarray(Image.open(path).convert("RGB"))
        truth = truth[: truth.shape[0] // 2 * 2, : truth.shape[1] // 2 * 2]
        small = Image.fromarray(downsample_bicubic(truth, 2))
        result = np.asarray(small.resize((truth.shape[1], truth.shape[0]), Image.Resampling.BICUBIC))
        scores.append((psnr_y(result, truth, border=2), ssim_y(result, truth, border=2)))
    assert np.mean([s[0] for s in scores]) == pytest.approx(33.69, abs=0.05)
    assert np.mean([s[1] for s in scores]) == pytest.approx(0.9307, abs=0.001)

"""`enhancer evaluate`: sets, damage, baselines, and the real tiles."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from enhancer_gui.engine.metrics import psnr_y, ssim_y
from tests.cli.conftest import Enhancer, make_photo


def scores(enhancer: Enhancer, *arguments: str | Path) -> list[dict[str, Any]]:
    result = enhancer("evaluate", *arguments, "--json")
    assert result.exit_code == 0, result.output
    sets: list[dict[str, Any]] = json.loads(result.stdout)["sets"]
    return sets


def test_that_a_model_is_scored_through_its_tiles(enhancer: Enhancer, tmp_path: Path) -> None:
    truth = np.asarray(Image.open(make_photo(tmp_path / "set" / "a.png", 140, 90)))
    found = scores(enhancer, "--model", "upscale-x2", "--set", f"Own={tmp_path / 'set'}")
    small = np.asarray(Image.fromarray(truth).resize((70, 45), Image.Resampling.BICUBIC))
    repeated = small.repeat(2, axis=0).repeat(2, axis=1)
    assert len(enhancer.backend.served) == 6
    assert (found[0]["set"], found[0]["pictures"]) == ("Own", 1)
    assert found[0]["psnr_y_db"] == pytest.approx(psnr_y(repeated, truth, border=2))
    assert found[0]["each"][0]["ssim_y"] == pytest.approx(ssim_y(repeated, truth, border=2))


def test_that_bicubic_reaches_its_published_score(enhancer: Enhancer, shared: Path) -> None:
    """Source: every super-resolution table since SRCNN: bicubic on Set5 x2 has 33.66 dB and 0.9299."""
    found = scores(enhancer, "--method", "bicubic", "--scale", "2", "--set", f"Set5={shared / 'data/test/Set5'}")
    assert found[0]["pictures"] == 5
    assert found[0]["psnr_y_db"] == pytest.approx(33.66, abs=0.05)
    assert found[0]["ssim_y"] == pytest.approx(0.9299, abs=0.001)


def test_that_noise_has_the_strength_asked_for(enhancer: Enhancer, tmp_path: Path) -> None:
    Image.fromarray(np.full((200, 200, 3), 128, dtype=np.uint8)).save(tmp_path / "grey.png")
    where = f"Grey={tmp_path}"
    found = scores(enhancer, "--method", "bicubic", "--scale", "1", "--noise", "25", "--set", where)
    luma_sigma = 25 * np.linalg.norm([65.481, 128.553, 24.966]) / 255
    assert found[0]["psnr_y_db"] == pytest.approx(20 * np.log10(255 / luma_sigma), abs=0.1)


def test_that_jpeg_damages_and_nothing_does_not(enhancer: Enhancer, tmp_path: Path) -> None:
    make_photo(tmp_path / "a.png", 64, 64)
    plain = ("--method", "bicubic", "--scale", "1", "--set", f"Own={tmp_path}")
    assert scores(enhancer, *plain)[0]["psnr_y_db"] is None
    assert scores(enhancer, *plain, "--jpeg", "20")[0]["psnr_y_db"] < 45


def test_that_pairs_are_compared_at_their_best_shift(enhancer: Enhancer, tmp_path: Path) -> None:
    make_photo(tmp_path / "sharp" / "a.png", 60, 50)
    picture = np.asarray(Image.open(tmp_path / "sharp" / "a.png"))
    (tmp_path / "blur").mkdir()
    Image.fromarray(np.roll(picture, (1, -2), axis=(0, 1))).save(tmp_path / "blur" / "a.tif")
    pairs = ("--pairs", f"Own={tmp_path / 'blur'},{tmp_path / 'sharp'}")
    there = scores(enhancer, "--model", "deblur-x1", *pairs)[0]
    shifted = scores(enhancer, "--model", "deblur-x1", *pairs, "--max-shift", "2")[0]
    assert there["psnr_y_db"] < 30
    assert shifted["psnr_y_db"] is None and shifted["ssim_y"] == pytest.approx(1.0)


def test_that_the_table_names_every_set(enhancer: Enhancer, tmp_path: Path) -> None:
    make_photo(tmp_path / "a.png")
    result = enhancer("evaluate", "--method", "bicubic", "--set", f"One={tmp_path}", "--set", f"Two={tmp_path}")
    assert result.exit_code == 0
    assert "One" in result.stdout and "Two" in result.stdout and "PSNR-Y" in result.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["--set", "Own=."],
        ["--model", "upscale-x2"],
        ["--model", "no-such-model", "--set", "Own=."],
        ["--model", "upscale-x2", "--method", "bicubic", "--set", "Own=."],
        ["--model", "upscale-x2", "--set", "."],
        ["--model", "upscale-x2", "--set", "Own=no-such-folder"],
        ["--model", "upscale-x2", "--pairs", "Own=."],
    ],
)
def test_that_wrong_usage_returns_2(enhancer: Enhancer, arguments: list[str]) -> None:
    assert enhancer("evaluate", *arguments).exit_code == 2


def test_that_a_broken_picture_is_named(enhancer: Enhancer, tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"no picture")
    result = enhancer("evaluate", "--method", "bicubic", "--set", f"Own={tmp_path}")
    assert result.exit_code == 1
    assert "a.png cannot be read" in result.stderr.replace("\n", "")


def test_that_a_missing_twin_is_named(enhancer: Enhancer, tmp_path: Path) -> None:
    make_photo(tmp_path / "sharp" / "a.png")
    (tmp_path / "blur").mkdir()
    result = enhancer("evaluate", "--model", "deblur-x1", "--pairs", f"Own={tmp_path / 'blur'},{tmp_path / 'sharp'}")
    assert result.exit_code == 1
    assert "a.png has no twin" in result.stderr

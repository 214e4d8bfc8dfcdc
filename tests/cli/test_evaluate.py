"""`enhancer evaluate`: sets, damage, candidates, the real tiles, and what is written."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from enhancer_gui.engine.degrade import downsample_bicubic
from enhancer_gui.engine.metrics import psnr_rgb, psnr_y, ssim_y
from tests.cli.conftest import Enhancer, make_photo

INPUT = ("--method", "bicubic", "--scale", "1")


def report(enhancer: Enhancer, *arguments: str | Path) -> dict[str, Any]:
    result = enhancer("evaluate", *arguments, "--json")
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def scores(enhancer: Enhancer, *arguments: str | Path) -> dict[str, Any]:
    """Return what the first candidate reached on the first set."""
    first: dict[str, Any] = report(enhancer, *arguments)["sets"][0]["candidates"][0]
    return first


def shifted_pairs(folder: Path, names: tuple[str, str] = ("blur", "sharp")) -> Path:
    blur, sharp = (folder / name for name in names)
    make_photo(sharp / "a.png", 60, 50)
    picture = np.asarray(Image.open(sharp / "a.png"))
    blur.mkdir()
    Image.fromarray(np.roll(picture, (1, -2), axis=(0, 1))).save(blur / "a.tif")
    return folder


def test_that_a_model_is_scored_through_its_tiles(enhancer: Enhancer, tmp_path: Path) -> None:
    truth = np.asarray(Image.open(make_photo(tmp_path / "set" / "a.png", 140, 90)))
    found = report(enhancer, "--model", "upscale-x2", f"Own={tmp_path / 'set'}")
    repeated = downsample_bicubic(truth, 2).repeat(2, axis=0).repeat(2, axis=1)
    assert len(enhancer.backend.served) == 6 and enhancer.backend.closed
    assert (found["scale"], found["device"], found["sets"][0]["set"]) == (2, "cpu", "Own")
    (ours,) = found["sets"][0]["candidates"]
    assert (ours["candidate"], ours["pictures"]) == ("upscale-x2", 1)
    assert ours["psnr_y_db"] == pytest.approx(psnr_y(repeated, truth, border=2), abs=1e-4)
    assert ours["psnr_rgb_db"] == pytest.approx(psnr_rgb(repeated, truth, border=2), abs=1e-4)
    assert ours["each"][0]["ssim_y"] == pytest.approx(ssim_y(repeated, truth, border=2), abs=1e-5)


def test_that_models_presets_and_methods_are_compared_on_the_same_pictures(enhancer: Enhancer, tmp_path: Path) -> None:
    make_photo(tmp_path / "a.png", 60, 40)
    wanted = ("--model", "upscale-x2", "--preset", "enlarge-2x", "--method", "bicubic", "--method", "unsharp")
    found = report(enhancer, *wanted, tmp_path)["sets"][0]["candidates"]
    by_name = {each["candidate"]: each["psnr_y_db"] for each in found}
    assert list(by_name) == ["bicubic", "unsharp", "upscale-x2", "enlarge-2x"]
    assert by_name["enlarge-2x"] == pytest.approx(by_name["upscale-x2"]), "the preset has the same model"
    assert len(set(by_name.values())) == 3


def test_that_bicubic_reaches_the_reference_figures(enhancer: Enhancer, shared: Path) -> None:
    """Source: the table beside the test pictures, measured with other code."""
    found = scores(enhancer, "--method", "bicubic", shared / "data/test/Set5")
    assert found["pictures"] == 5
    assert found["psnr_y_db"] == pytest.approx(33.69, abs=0.01)
    assert found["ssim_y"] == pytest.approx(0.9307, abs=0.0002)


def test_that_noise_has_the_strength_asked_for(enhancer: Enhancer, tmp_path: Path) -> None:
    Image.fromarray(np.full((200, 200, 3), 128, dtype=np.uint8)).save(tmp_path / "grey.png")
    found = scores(enhancer, *INPUT, "--damage", "sigma25", tmp_path)
    assert found["candidate"] == "input"
    assert found["psnr_rgb_db"] == pytest.approx(20 * np.log10(255 / 25), abs=0.1)


def test_that_each_damage_makes_a_set_and_a_plus_joins_them(enhancer: Enhancer, tmp_path: Path) -> None:
    make_photo(tmp_path / "a.png", 64, 64)
    assert scores(enhancer, *INPUT, tmp_path)["psnr_y_db"] is None
    damages = ("--damage", "jpeg20", "--damage", "sigma25", "--damage", "sigma25+jpeg20")
    sets = report(enhancer, *INPUT, *damages, f"Own={tmp_path}")["sets"]
    assert [each["set"] for each in sets] == ["Own jpeg20", "Own sigma25", "Own sigma25+jpeg20"]
    jpeg, noise, both = (each["candidates"][0]["psnr_y_db"] for each in sets)
    assert jpeg < 45 and noise < 30 and len({jpeg, noise, both}) == 3


@pytest.mark.parametrize("names", [("blur", "sharp"), ("input", "truth")])
def test_that_a_folder_of_twins_holds_pairs(enhancer: Enhancer, tmp_path: Path, names: tuple[str, str]) -> None:
    found = report(enhancer, *INPUT, shifted_pairs(tmp_path / "shaken", names))["sets"][0]
    assert found["set"] == "shaken"
    assert found["candidates"][0]["psnr_y_db"] < 30


def test_that_pairs_are_compared_at_their_best_shift(enhancer: Enhancer, tmp_path: Path) -> None:
    shifted_pairs(tmp_path)
    pairs = f"Own={tmp_path / 'blur'},{tmp_path / 'sharp'}"
    there = scores(enhancer, "--model", "deblur-x1", pairs)
    shifted = scores(enhancer, "--model", "deblur-x1", pairs, "--max-shift", "2")
    assert there["psnr_y_db"] < 30
    assert shifted["psnr_y_db"] is None and shifted["ssim_y"] == pytest.approx(1.0)


@pytest.mark.parametrize("method", ["wiener", "richardson-lucy"])
def test_that_deconvolution_finds_the_blur_by_itself(enhancer: Enhancer, tmp_path: Path, method: str) -> None:
    from skimage import data

    from enhancer_gui.engine.classical import BlurKernel, BlurShape, blur_kernel
    from enhancer_gui.engine.degrade import convolve

    sharp = data.astronaut()[128:384, 128:384]
    blurred = convolve(sharp.astype(np.float32), blur_kernel(BlurKernel(BlurShape.LINE, 9, 30)))
    for folder, picture in (("blur", np.rint(blurred).clip(0, 255).astype(np.uint8)), ("sharp", sharp)):
        (tmp_path / folder).mkdir()
        Image.fromarray(picture).save(tmp_path / folder / "a.png")
    given, ours = report(enhancer, "--method", "bicubic", "--method", method, tmp_path)["sets"][0]["candidates"]
    assert ours["psnr_y_db"] > given["psnr_y_db"] + 2


@pytest.mark.parametrize("method", ["inpaint-telea", "inpaint-ns"])
def test_that_scratches_come_with_their_mask(enhancer: Enhancer, tmp_path: Path, method: str) -> None:
    for name in "abcd":
        make_photo(tmp_path / f"{name}.png", 96, 96)
    methods = ("--method", "bicubic", "--method", method)
    given, filled = report(enhancer, *methods, "--damage", "scratches", tmp_path)["sets"][0]["candidates"]
    gains = [b["ssim_y"] - a["ssim_y"] for a, b in zip(given["each"], filled["each"], strict=True)]
    assert max(gains) > 0.01 and np.mean(gains) > 0


def test_that_masks_may_lie_in_a_third_folder(enhancer: Enhancer, tmp_path: Path) -> None:
    truth = np.asarray(Image.open(make_photo(tmp_path / "sound" / "a.png", 64, 64)))
    mask = np.zeros((64, 64), dtype=np.uint8)
    mask[30:33] = 255
    for folder, picture in (("torn", np.where(mask[..., None], 255, truth).astype(np.uint8)), ("masks", mask)):
        (tmp_path / folder).mkdir()
        Image.fromarray(picture).save(tmp_path / folder / "a.png")
    where = ",".join(str(tmp_path / each) for each in ("torn", "sound", "masks"))
    given, filled = report(enhancer, *INPUT, "--method", "inpaint-ns", where)["sets"][0]["candidates"]
    assert filled["psnr_y_db"] > given["psnr_y_db"] + 3


def test_that_filling_without_masks_says_what_is_missing(enhancer: Enhancer, tmp_path: Path) -> None:
    make_photo(tmp_path / "a.png")
    result = enhancer("evaluate", "--method", "inpaint-ns", tmp_path)
    assert result.exit_code == 1 and "mask" in result.stderr


def test_that_the_table_names_every_set_and_candidate(enhancer: Enhancer, tmp_path: Path) -> None:
    make_photo(tmp_path / "a.png")
    methods = ("--method", "bicubic", "--method", "lanczos")
    result = enhancer("evaluate", *methods, f"One={tmp_path}", f"Two={tmp_path}")
    assert result.exit_code == 0
    for word in ("One", "Two", "bicubic", "lanczos", "PSNR-Y", "SSIM-RGB"):
        assert word in result.stdout


def test_that_the_sheet_has_a_row_for_each_picture_and_a_column_for_each_candidate(
    enhancer: Enhancer, tmp_path: Path
) -> None:
    for name in "abcde":
        make_photo(tmp_path / "set" / f"{name}.png", 160, 150)
    truth = np.asarray(Image.open(tmp_path / "set" / "a.png"))
    sheet = tmp_path / "sheet.png"
    wanted = ("--method", "bicubic", "--method", "unsharp", "--sheet", sheet, "--sheet-rows", "3")
    assert enhancer("evaluate", *wanted, tmp_path / "set").exit_code == 0
    drawn = np.asarray(Image.open(sheet))
    cell, gap = 256, 8
    assert drawn.shape[1] == 4 * (cell + gap) + gap
    assert 3 * cell < drawn.shape[0] < 4 * cell
    top = int(np.argmax((drawn != 255).any(axis=2)[:, -gap - cell : -gap].all(axis=1)))
    last = drawn[top : top + cell : 2, -gap - cell : -gap : 2]
    places = np.lib.stride_tricks.sliding_window_view(truth, last.shape)[:, :, 0]
    assert (places == last).all(axis=(2, 3, 4)).any(), "the last column is a crop of the truth, twice its size"


def test_that_a_sheet_that_cannot_be_written_is_named(enhancer: Enhancer, tmp_path: Path) -> None:
    make_photo(tmp_path / "a.png")
    result = enhancer("evaluate", "--method", "bicubic", tmp_path, "--sheet", tmp_path / "sheet.nonsense")
    assert result.exit_code == 1 and "sheet.nonsense cannot be written" in result.stderr.replace("\n", "")
    assert "bicubic" in result.stdout, "the scores took the time, and are told"


@pytest.mark.parametrize(
    "arguments",
    [
        ["."],
        ["--model", "upscale-x2"],
        ["--model", "no-such-model", "."],
        ["--preset", "no-such-preset", "."],
        ["--preset", "print-a4-300", "."],
        ["--method", "no-such-method", "."],
        ["--model", "upscale-x2", "--model", "upscale-x4", "."],
        ["--model", "upscale-x2", "--scale", "4", "."],
        ["--method", "wiener", "--scale", "2", "."],
        ["--model", "upscale-x2", "--method", "wiener", "."],
        ["--model", "upscale-x2", "Own=no-such-folder"],
        ["--model", "deblur-x1", "--damage", "sigma", "."],
        ["--model", "deblur-x1", "--damage", "jpeg300", "."],
        ["--model", "deblur-x1", "--damage", "rain5", "."],
        ["--model", "deblur-x1", "--damage", "sigma25", "Own=.,."],
        ["--model", "deblur-x1", "Own=.,.,.,."],
    ],
)
def test_that_wrong_usage_returns_2(enhancer: Enhancer, arguments: list[str]) -> None:
    assert enhancer("evaluate", *arguments).exit_code == 2


def test_that_a_broken_picture_is_named(enhancer: Enhancer, tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"no picture")
    result = enhancer("evaluate", "--method", "bicubic", f"Own={tmp_path}")
    assert result.exit_code == 1
    assert "a.png cannot be read" in result.stderr.replace("\n", "")


def test_that_a_missing_twin_is_named(enhancer: Enhancer, tmp_path: Path) -> None:
    make_photo(tmp_path / "sharp" / "a.png")
    (tmp_path / "blur").mkdir()
    result = enhancer("evaluate", "--model", "deblur-x1", tmp_path)
    assert result.exit_code == 1
    assert "a.png has no twin" in result.stderr

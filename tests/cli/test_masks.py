"""`enhancer run --mask`: a part of the photo enhanced, and the same bytes again from the result's own record."""

from pathlib import Path

import numpy as np
from PIL import Image

from enhancer_gui.storage.masks import mask_shelf
from enhancer_gui.storage.paths import masks_dir
from tests.cli.conftest import Enhancer


def pixels_of(path: Path) -> np.ndarray[tuple[int, ...], np.dtype[np.int16]]:
    with Image.open(path) as photo:
        return np.asarray(photo.convert("RGB"), np.int16)


def make_mask(path: Path, size: tuple[int, int] = (40, 30)) -> Path:
    """Write a mask that is white in its right half."""
    mask = Image.new("L", size, 0)
    mask.paste(255, (size[0] // 2, 0, *size))
    mask.save(path)
    return path


def test_that_a_mask_limits_the_result_and_a_replay_gives_the_same_bytes(
    enhancer: Enhancer, photo: Path, tmp_path: Path
) -> None:
    mask, out = make_mask(tmp_path / "mask.png"), tmp_path / "out"
    assert enhancer("run", photo, "-o", out / "plain.png").exit_code == 0
    assert enhancer("run", photo, "-o", out / "nothing.png", "--strength", "0").exit_code == 0
    first = enhancer("run", photo, "-o", out / "first.png", "--mask", mask)
    assert first.exit_code == 0, first.output
    masked, plain, nothing = (pixels_of(out / f"{name}.png") for name in ("first", "plain", "nothing"))
    assert np.array_equal(masked[:, 44:], plain[:, 44:]) and np.array_equal(masked[:, :36], nothing[:, :36])
    assert not np.array_equal(plain[:, :36], nothing[:, :36])
    mask.unlink()
    again = enhancer("run", photo, "-o", out / "again.png", "--replay", out / "first.png")
    assert again.exit_code == 0, again.output
    assert (out / "again.png").read_bytes() == (out / "first.png").read_bytes()


def test_that_a_mask_may_limit_one_step_and_be_inverted(enhancer: Enhancer, photo: Path, tmp_path: Path) -> None:
    mask, out = make_mask(tmp_path / "mask.png"), tmp_path / "out"
    for name, more in (("right", ()), ("left", ("--mask-invert",))):
        done = enhancer("run", photo, "-o", out / f"{name}.png", "--mask", mask, "--mask-task", "upscale", *more)
        assert done.exit_code == 0, done.output
    assert enhancer("run", photo, "-o", out / "plain.png").exit_code == 0
    right, left, plain = (pixels_of(out / f"{name}.png") for name in ("right", "left", "plain"))
    assert np.array_equal(right[:, 44:], plain[:, 44:]) and np.array_equal(left[:, :36], plain[:, :36])


def test_that_masks_that_cannot_be_used_are_told_in_words(enhancer: Enhancer, photo: Path, tmp_path: Path) -> None:
    mask = make_mask(tmp_path / "mask.png")
    no_step = enhancer("run", photo, "--mask", mask, "--mask-task", "deblur")
    assert no_step.exit_code == 2 and "no step" in no_step.output
    alone = enhancer("run", photo, "--mask-feather", "5")
    assert alone.exit_code == 2 and "no mask" in alone.output
    other = enhancer("run", photo, "--mask", make_mask(tmp_path / "upright.png", (30, 90)))
    assert other.exit_code == 1 and "shape of the photo" in other.output


def test_that_a_replay_without_its_mask_says_so(enhancer: Enhancer, photo: Path, tmp_path: Path) -> None:
    result = tmp_path / "out.png"
    assert enhancer("run", photo, "-o", result, "--mask", make_mask(tmp_path / "mask.png")).exit_code == 0
    mask_shelf().forget([file.stem for file in masks_dir().iterdir()])
    again = enhancer("run", photo, "-o", tmp_path / "again.png", "--replay", result)
    assert again.exit_code == 1 and "not on this computer" in again.output

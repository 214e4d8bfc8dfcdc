"""`enhancer run --mask`: a part of the photo enhanced, and the same bytes again from the result's own record."""

from pathlib import Path

import numpy as np
from PIL import Image

from enhancer_gui.core.masks import picture_hash
from enhancer_gui.storage.masks import mask_shelf, read_mask_file
from enhancer_gui.storage.paths import masks_dir
from enhancer_gui.storage.record import read_record
from tests.cli.conftest import Enhancer, make_photo


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
        done = enhancer("run", photo, "-o", out / f"{name}.png", "--step-mask", f"upscale={mask}", *more)
        assert done.exit_code == 0, done.output
    assert enhancer("run", photo, "-o", out / "plain.png").exit_code == 0
    right, left, plain = (pixels_of(out / f"{name}.png") for name in ("right", "left", "plain"))
    assert np.array_equal(right[:, 44:], plain[:, 44:]) and np.array_equal(left[:, :36], plain[:, :36])


def test_that_result_steps_and_guard_have_masks_of_their_own(enhancer: Enhancer, photo: Path, tmp_path: Path) -> None:
    files = [make_mask(tmp_path / f"{side}.png", (40 * side, 30 * side)) for side in (1, 2, 3, 4)]
    names = [picture_hash(read_mask_file(file)) for file in files]
    result, first, second, guard = files
    steps = ("--step-mask", f"restore={first}", "--step-mask", f"upscale={second}")
    tasks = ("--task", "restore", "--task", "upscale")
    out = tmp_path / "out.png"
    done = enhancer("run", photo, "-o", out, *tasks, "--mask", result, *steps, "--guard-mask", guard)
    assert done.exit_code == 0, done.output
    recipe = read_record(out).recipe
    assert [mask.picture for mask in recipe.all_masks] == [names[0], names[3], names[1], names[2]]
    assert recipe.finish.guard == 1.0


def test_that_a_batch_takes_masks_too(enhancer: Enhancer, tmp_path: Path) -> None:
    photo, out = make_photo(tmp_path / "in" / "photo.png"), tmp_path / "out"
    mask = make_mask(tmp_path / "mask.png")
    done = enhancer("batch", photo.parent, "-o", out, "--mask", mask, "--compute-in", "thread")
    assert done.exit_code == 0, done.output
    assert enhancer("run", photo, "-o", tmp_path / "one.png", "--preset", "enlarge-2x", "--mask", mask).exit_code == 0
    assert np.array_equal(pixels_of(out / "photo-enlarge-2x.png"), pixels_of(tmp_path / "one.png"))


def test_that_masks_that_cannot_be_used_are_told_in_words(enhancer: Enhancer, photo: Path, tmp_path: Path) -> None:
    mask = make_mask(tmp_path / "mask.png")
    no_step = enhancer("run", photo, "--step-mask", f"deblur={mask}")
    assert no_step.exit_code == 2 and "no step" in no_step.output
    for wrong in (str(mask), "dance=mask.png", "deblur="):
        refused = enhancer("run", photo, "--step-mask", wrong)
        assert refused.exit_code == 2 and "which step it limits" in " ".join(refused.output.split())
    twice = enhancer("run", photo, "--step-mask", f"upscale={mask}", "--step-mask", f"upscale={mask}")
    assert twice.exit_code == 2 and "two masks" in twice.output
    alone = enhancer("run", photo, "--mask-feather", "5")
    assert alone.exit_code == 2 and "no mask" in alone.output
    other = enhancer("run", photo, "--mask", make_mask(tmp_path / "upright.png", (30, 90)))
    assert other.exit_code == 1 and "shape of the photo" in other.output


def test_that_a_replay_without_its_mask_says_which_one_before_any_photo_is_read(
    enhancer: Enhancer, photo: Path, tmp_path: Path
) -> None:
    result, mask = tmp_path / "out.png", make_mask(tmp_path / "mask.png")
    tasks = ("--task", "restore", "--task", "upscale")
    assert enhancer("run", photo, "-o", result, *tasks, "--step-mask", f"restore={mask}").exit_code == 0
    (name,) = [file.stem for file in masks_dir().iterdir()]
    mask_shelf().forget([name])
    again = enhancer("run", tmp_path / "none.png", "--replay", result)
    words = "".join(again.output.split())
    assert again.exit_code == 2 and "Themaskofthestep“restore”isnotonthiscomputer" in words.replace("│", "")
    given = enhancer("run", photo, "-o", tmp_path / "a.png", "--replay", result, "--step-mask", f"restore={mask}")
    assert given.exit_code == 0, given.output

"""`enhancer degrade`: a sheet of what a chain does."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from tests.cli.conftest import Enhancer, make_photo

CONFIG = """
name = "tiny"
task = "upscale"
scale = 2
[network]
architecture = "compact"
[data]
photos = "photos"
[[data.degradations]]
kind = "second_order"
scale = 2
[schedule]
steps = 4
"""
STILL = CONFIG.replace('kind = "second_order"\nscale = 2', 'kind = "jpeg"\nprobability = 0.0')


def write_config(folder: Path, text: str) -> Path:
    path = folder / "chain.toml"
    path.write_text(text, encoding="utf-8")
    return path


def read_sheet(path: Path) -> NDArray[np.uint8]:
    with Image.open(path) as sheet:
        return np.asarray(sheet.convert("RGB"))


def test_that_the_sheet_has_a_row_a_photo_and_a_column_a_sample(enhancer: Enhancer, tmp_path: Path) -> None:
    photos = [make_photo(tmp_path / f"{i}.png", 90, 70) for i in range(2)]
    target = tmp_path / "out" / "sheet.png"
    arguments: tuple[str | Path, ...] = (
        "degrade",
        write_config(tmp_path, CONFIG),
        *photos,
        "-o",
        target,
        "--samples",
        "3",
        "--crop",
        "64",
    )
    result = enhancer(*arguments)
    assert result.exit_code == 0, result.output
    sheet = read_sheet(target)
    assert sheet.shape == (2 * 64 + 4, 4 * 64 + 3 * 4, 3)
    with Image.open(photos[0]) as photo:
        clean = np.asarray(photo)[3:67, 13:77]
    assert np.array_equal(sheet[:64, :64], clean)
    first, second = (sheet[:64, 68 * column : 68 * column + 64] for column in (1, 2))
    assert not np.array_equal(first, second)
    assert np.array_equal(first[::2, ::2], first[1::2, 1::2])

    again = enhancer(*arguments)
    assert again.exit_code == 0 and np.array_equal(read_sheet(target), sheet)
    assert enhancer(*arguments, "--seed", "7").exit_code == 0
    assert not np.array_equal(read_sheet(target), sheet)


def test_that_a_chain_without_luck_shows_the_plain_reduction(enhancer: Enhancer, tmp_path: Path) -> None:
    photo = make_photo(tmp_path / "flat.png", 64, 64)
    Image.new("RGB", (64, 64), (10, 120, 200)).save(photo)
    target = tmp_path / "sheet.png"
    result = enhancer("degrade", write_config(tmp_path, STILL), photo, "-o", target, "--samples", "1")
    assert result.exit_code == 0, result.output
    assert np.abs(read_sheet(target)[:, 68:].astype(int) - (10, 120, 200)).max() <= 1


@pytest.mark.parametrize(
    ("text", "target"),
    [(CONFIG, "sheet.jpg"), (CONFIG.replace("second_order", "third_order"), "sheet.png"), ("name = ", "sheet.png")],
)
def test_that_what_cannot_be_meant_is_wrong_usage(enhancer: Enhancer, tmp_path: Path, text: str, target: str) -> None:
    photo = make_photo(tmp_path / "a.png", 64, 64)
    result = enhancer("degrade", write_config(tmp_path, text), photo, "-o", tmp_path / target)
    assert result.exit_code == 2
    assert not (tmp_path / target).exists()


@pytest.mark.parametrize(
    ("text", "side", "word"),
    [(CONFIG, 12, "too small"), (CONFIG.replace("scale = 2\n[schedule]", "scale = 4\n[schedule]"), 64, "scale 2")],
)
def test_that_what_cannot_be_done_is_said(enhancer: Enhancer, tmp_path: Path, text: str, side: int, word: str) -> None:
    photo = make_photo(tmp_path / "a.png", side, side)
    result = enhancer("degrade", write_config(tmp_path, text), photo, "-o", tmp_path / "sheet.png")
    assert result.exit_code == 1
    assert word in result.stderr.replace("\n", " ")

"""Rendered crops: the same from a seed, with ink on a ground, and all layouts in the mix."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from enhancer_gui.training.drawn.lettering import find_fonts, make_word, write_labels, write_page, write_sign
from enhancer_gui.training.drawn.line_art import draw_charts, draw_figures, draw_hatching, draw_maze
from enhancer_gui.training.drawn.sheet import Sheet, contrasting, make_ground, new_sheet
from enhancer_gui.training.rendered_text import render_crop

LUMA = np.array([0.299, 0.587, 0.114])
LAYOUTS = {
    "page": lambda sheet: write_page(sheet, ()),
    "sign": lambda sheet: write_sign(sheet, ()),
    "labels": lambda sheet: write_labels(sheet, ()),
    "figures": draw_figures,
    "hatching": draw_hatching,
    "maze": draw_maze,
    "charts": draw_charts,
}


def test_that_a_seed_draws_the_same_crop_and_another_seed_another() -> None:
    crop, again, other = (render_crop(48, np.random.default_rng(seed)) for seed in (3, 3, 4))
    assert crop.shape == (48, 48, 3) and crop.dtype == np.uint8
    assert np.array_equal(crop, again)
    assert not np.array_equal(crop, other)


def test_that_crops_hold_ink_and_sharp_edges() -> None:
    luma = np.stack([render_crop(96, np.random.default_rng([1, i])) for i in range(40)]) @ LUMA
    edges = np.abs(np.diff(luma, axis=2)).reshape(40, -1)
    with_ink = [float((row > 40).mean()) > 0.005 for row in edges]
    assert np.mean(with_ink) > 0.85
    assert np.ptp(luma.reshape(40, -1), axis=1).mean() > 100


@pytest.mark.parametrize("name", LAYOUTS)
def test_that_each_layout_puts_its_ink_on_the_ground(name: str) -> None:
    changed = []
    for seed in range(4):
        rng = np.random.default_rng(seed)
        canvas = Image.new("RGB", (240, 240), (240, 236, 225))
        LAYOUTS[name](new_sheet(canvas, 3, rng))
        changed.append(float((np.abs(np.asarray(canvas).astype(int) - (240, 236, 225)).max(axis=2) > 50).mean()))
    assert max(changed) > 0.02


def test_that_grounds_and_inks_can_be_told_apart() -> None:
    rng = np.random.default_rng(0)
    for _ in range(60):
        sheet = new_sheet(make_ground(60, rng), 3, rng)
        apart = abs(float(LUMA @ np.array(sheet.ink)) - float(LUMA @ np.array(sheet.ground)))
        assert apart >= 69
    assert {contrasting((0, 0, 0), np.random.default_rng(i)) for i in range(3)} != {(255, 255, 255)}


def test_that_pillows_own_font_has_every_letter_of_the_words() -> None:
    from PIL import ImageFont

    font = ImageFont.load_default(24)
    rng = np.random.default_rng(0)
    letters = sorted({letter for _ in range(3000) for letter in make_word(rng)} - {" "})
    missing = bytes(font.getmask("\U0010ffff"))
    assert len(letters) > 50
    assert [letter for letter in letters if bytes(font.getmask(letter)) == missing] == []


def test_that_files_that_are_no_fonts_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "broken.ttf").write_bytes(b"no font")
    (tmp_path / "readme.txt").write_text("no font either")
    assert find_fonts(tmp_path) == ()


def test_that_lines_are_as_wide_as_asked_for() -> None:
    canvas = Image.new("RGB", (30, 30))
    sheet = Sheet(ImageDraw.Draw(canvas), 30, 3, (0, 0, 0), (255, 255, 255), np.random.default_rng(0))
    widths = {sheet.line_px(1, 4) for _ in range(200)}
    assert min(widths) == 3 and max(widths) == 12

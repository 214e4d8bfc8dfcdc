"""Letters: pages, signs and labels with words that no language has."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import ImageFont

from enhancer_gui.training.drawn.sheet import Sheet, contrasting

# Only what Pillow's own font holds, which is little more than ASCII.
_ONSETS = ("b", "c", "d", "f", "g", "h", "j", "k", "l", "m", "n", "p", "r", "s", "t", "v", "w", "z", "th", "st", "qu")
_VOWELS = ("a", "e", "i", "o", "u", "y", "ai", "ea", "ou")
_CODAS = ("", "", "", "n", "r", "s", "t", "l", "m", "x", "ng", "rd", "ck")
_STOPS = ("", "", "", "", ",", ".", "!", "?", ":", ";", " -", ")")
_FONT_SUFFIXES = {".ttf", ".otf"}
_UNREADABLE_PX = 4


def find_fonts(folder: Path) -> tuple[Path, ...]:
    """Return the fonts below a folder that can be loaded, in a stable order."""
    return tuple(path for path in sorted(folder.rglob("*")) if path.suffix.lower() in _FONT_SUFFIXES and _loads(path))


def write_page(sheet: Sheet, fonts: Sequence[Path]) -> None:
    """Fill the sheet with lines of small text in one or two columns, running over its borders."""
    rng = sheet.rng
    font = _font(sheet, rng.uniform(9, 17), fonts)
    leading = font.size * rng.uniform(1.1, 1.6)
    columns = 2 if rng.random() < 0.3 else 1
    for column in range(columns):
        left = sheet.side * column / columns + sheet.finer * rng.uniform(-6, 10)
        y = -font.size * rng.random()
        while y < sheet.side:
            words = " ".join(make_word(rng) for _ in range(int(rng.integers(3, 12))))
            room = sheet.side / columns - 8 * sheet.finer if columns > 1 else 2 * sheet.side
            while words and font.getlength(words) > room:
                words = words.rpartition(" ")[0]
            sheet.draw.text((left, y), words, font=font, fill=sheet.ink)
            y += leading * (2 if rng.random() < 0.08 else 1)


def write_sign(sheet: Sheet, fonts: Sequence[Path]) -> None:
    """Draw a board with a border and one to three lines of large letters, sometimes with an arrow."""
    rng, side = sheet.rng, sheet.side
    left, top = rng.uniform(-0.1, 0.2, size=2) * side
    right, bottom = rng.uniform(0.8, 1.1, size=2) * side
    board = sheet.other_ink()
    ink = contrasting(board, rng)
    border = sheet.line_px(0.8, 5)
    sheet.draw.rounded_rectangle((left, top, right, bottom), rng.uniform(0, 0.12) * side, board, ink, border)
    rows = int(rng.integers(1, 4))
    for row in range(rows):
        room = (bottom - top) / rows
        word = make_word(rng).upper() if rng.random() < 0.6 else make_word(rng)
        tall = min(rng.uniform(0.45, 0.8) * room, 1.6 * (right - left) / len(word))
        font = _font(sheet, tall / sheet.finer, fonts)
        bold = sheet.line_px(0.3, 1.6) if rng.random() < 0.4 else 0
        y = top + room * (row + 0.5)
        if rng.random() < 0.15:
            _arrow(sheet, (left + right) / 2, y, 0.35 * room, ink)
            continue
        sheet.draw.text(((left + right) / 2, y), word, font=font, fill=ink, anchor="mm", stroke_width=bold)


def write_labels(sheet: Sheet, fonts: Sequence[Path]) -> None:
    """Scatter words of many sizes, some with an outline, some underlined."""
    rng = sheet.rng
    for _ in range(int(rng.integers(3, 10))):
        font = _font(sheet, float(np.exp(rng.uniform(np.log(9), np.log(70)))), fonts)
        place = rng.uniform(-0.1, 0.8) * sheet.side, rng.uniform(-0.05, 0.95) * sheet.side
        word = make_word(rng)
        ink = sheet.other_ink()
        outline = sheet.line_px(0.6, 2) if rng.random() < 0.25 else 0
        edge = contrasting(ink, rng) if outline else ink
        sheet.draw.text(place, word, font=font, fill=ink, stroke_width=outline, stroke_fill=edge)
        if rng.random() < 0.2:
            x0, _, x1, y1 = sheet.draw.textbbox(place, word, font=font)
            sheet.draw.line((x0, y1 + 2 * sheet.finer, x1, y1 + 2 * sheet.finer), ink, sheet.line_px())


def make_word(rng: np.random.Generator) -> str:
    """Return a word, a number, a price or a time, with or without a stop after it."""
    luck = rng.random()
    if luck < 0.1:
        return str(int(rng.integers(0, 10 ** int(rng.integers(1, 6)))))
    if luck < 0.14:
        return f"{int(rng.integers(0, 24))}:{int(rng.integers(0, 60)):02}"
    if luck < 0.18:
        return f"${rng.uniform(0, 100):.2f}"
    syllables = [
        f"{rng.choice(_ONSETS)}{rng.choice(_VOWELS)}{rng.choice(_CODAS)}" for _ in range(int(rng.integers(1, 4)))
    ]
    word = "".join(syllables)
    return (word.capitalize() if rng.random() < 0.2 else word) + str(rng.choice(_STOPS))


def _font(sheet: Sheet, size_px: float, fonts: Sequence[Path]) -> ImageFont.FreeTypeFont:
    """Return one of the fonts, or Pillow's own, at a size in pixels of the finished crop."""
    size = max(_UNREADABLE_PX, size_px) * sheet.finer
    if fonts:
        return ImageFont.truetype(fonts[int(sheet.rng.integers(len(fonts)))], size)
    font = ImageFont.load_default(size)
    assert isinstance(font, ImageFont.FreeTypeFont), "Pillow was built without FreeType"
    return font


def _arrow(sheet: Sheet, x: float, y: float, reach: float, ink: tuple[int, int, int]) -> None:
    way = 1 if sheet.rng.random() < 0.5 else -1
    width = max(2, round(reach * 0.3))
    sheet.draw.line((x - way * 2 * reach, y, x + way * reach, y), ink, width)
    tip = [(x + way * 2 * reach, y), (x + way * 0.8 * reach, y - 0.7 * reach), (x + way * 0.8 * reach, y + 0.7 * reach)]
    sheet.draw.polygon(tip, ink)


def _loads(path: Path) -> bool:
    try:
        ImageFont.truetype(path, 12)
    except OSError:
        return False
    return True

"""A sheet of crops: a row for each picture, a column for the input, each candidate and the truth."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from enhancer_gui.core.errors import PhotoError
from enhancer_gui.engine.metrics import luma_601
from enhancer_gui.training.evaluate import Pair, PictureScore

_CROP_PX = 128
_CELL_PX = 256
_GAP_PX = 8
_LINE_PX = 20
_FONT_PX = 14
_PAPER, _INK = (255, 255, 255), (30, 30, 30)

Pixels8 = NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class SheetRow:
    """Crops of one picture, all of the same place: input, candidates, truth; and a caption for each."""

    name: str
    crops: tuple[Pixels8, ...]
    captions: tuple[str, ...]


def row_of(pair: Pair, results: Sequence[NDArray[np.float32]], scores: Sequence[PictureScore]) -> SheetRow:
    """Return the row of a picture, cut where the candidates differ most (a single one: from the truth)."""
    window = _window(results if len(results) > 1 else [*results, pair.truth])
    scale = pair.truth.shape[0] / pair.input.shape[0]
    given = tuple(slice(int(s.start / scale), math.ceil(s.stop / scale)) for s in window)
    crops = (pair.input[given], *(_to_8bit(result[window]) for result in results), pair.truth[window])
    captions = ("", *(f"{s.psnr_db:.2f} dB  {s.ssim:.4f}" for s in scores), "")
    return SheetRow(pair.name, tuple(np.ascontiguousarray(crop) for crop in crops), captions)


def write_sheet(path: Path, rows: Sequence[SheetRow], names: Sequence[str]) -> None:
    """Write the sheet as a picture, its format by the suffix.

    Args:
        path: where to.
        rows: top down.
        names: of the candidates, in the order of the rows' crops.

    Raises:
        PhotoError: it cannot be written.
    """
    columns = ("input", *names, "truth")
    width = len(columns) * (_CELL_PX + _GAP_PX) + _GAP_PX
    row_px = _CELL_PX + 2 * _LINE_PX + _GAP_PX
    sheet = Image.new("RGB", (width, _LINE_PX + 2 * _GAP_PX + len(rows) * row_px), _PAPER)
    draw, font = ImageDraw.Draw(sheet), ImageFont.load_default(_FONT_PX)

    def write(text: str, column: int, y: int) -> None:
        draw.text((_GAP_PX + column * (_CELL_PX + _GAP_PX), y), _cut(text, font), _INK, font)

    for column, name in enumerate(columns):
        write(name, column, _GAP_PX)
    for index, row in enumerate(rows):
        top = _LINE_PX + 2 * _GAP_PX + index * row_px
        for column, (crop, caption) in enumerate(zip(row.crops, row.captions, strict=True)):
            cell = Image.fromarray(crop).resize((_CELL_PX, _CELL_PX), Image.Resampling.NEAREST)
            sheet.paste(cell, (_GAP_PX + column * (_CELL_PX + _GAP_PX), top))
            write(row.name if column == 0 else caption, column, top + _CELL_PX + 2)
    try:
        sheet.save(path)
    except (OSError, ValueError) as e:
        raise PhotoError(
            f"The sheet {path} cannot be written.", remedy="Choose another name, like sheet.png.", detail=str(e)
        ) from e


def _window(pictures: Sequence[NDArray[np.generic]]) -> tuple[slice, slice]:
    """Return the square in which luma differs most between the pictures; the whole where they are smaller."""
    spread = np.std([luma_601(picture) for picture in pictures], axis=0)
    height, width = spread.shape
    side = min(_CROP_PX, height, width)
    summed = cv2.boxFilter(spread, -1, (side, side), anchor=(0, 0), normalize=False)
    inner = summed[: height - side + 1, : width - side + 1]
    top, left = np.unravel_index(int(np.argmax(inner)), inner.shape)
    return slice(int(top), int(top) + side), slice(int(left), int(left) + side)


def _to_8bit(values: NDArray[np.float32]) -> Pixels8:
    return np.rint(np.clip(values, 0, 1) * 255).astype(np.uint8)


def _cut(text: str, font: ImageFont.FreeTypeFont | ImageFont.ImageFont) -> str:
    """Return as much of a text as fits a cell."""
    while text and font.getlength(text) > _CELL_PX:
        text = text[:-1]
    return text

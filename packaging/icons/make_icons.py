"""Draws the product's mark in the sizes and containers that desktops want; the SVG is the only original.

    python packaging/icons/make_icons.py FOLDER

writes `NNxNN.png` for Linux, `enhancer-gui.ico` for Windows and `enhancer-gui.icns` for macOS.
"""

import argparse
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

MARK = Path(__file__).resolve().parents[2] / "resources" / "icons" / "enhancer-gui.svg"
PNG_SIZES = (16, 22, 24, 32, 48, 64, 96, 128, 256, 512)
ICO_SIZES = (16, 20, 24, 32, 40, 48, 64, 256)
ICNS_SIZE = 1024
"""Pillow derives the smaller ones of an .icns from the largest."""


def drawn(size: int, mark: Path = MARK) -> Image.Image:
    """Return the mark as a square of pixels with transparency."""
    picture = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    picture.fill(0)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(str(mark)).render(painter, QRectF(0, 0, size, size))
    painter.end()
    straight = picture.convertToFormat(QImage.Format.Format_RGBA8888)
    return Image.frombytes("RGBA", (size, size), bytes(straight.constBits()))


def make_icons(folder: Path) -> None:
    """Write all icons into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for size in PNG_SIZES:
        drawn(size).save(folder / f"{size}x{size}.png", optimize=True)
    pictures = [drawn(size) for size in ICO_SIZES]
    largest = pictures[-1]
    largest.save(folder / "enhancer-gui.ico", sizes=[(size, size) for size in ICO_SIZES], append_images=pictures[:-1])
    drawn(ICNS_SIZE).save(folder / "enhancer-gui.icns")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    make_icons(parser.parse_args().folder)

"""The stripes over what is not finished: faint everywhere, but nowhere gone."""

import pytest
from PySide6.QtGui import QColor, QImage, QPainter

from enhancer_gui.gui.viewer.hatch import PERIOD_PX, Hatch

FAINT, GONE = 14, 6
"""Levels of 255 between the lightest and the darkest stripe."""


@pytest.mark.parametrize("level", [0, 128, 255])
def test_that_the_stripes_are_faint_but_seen_on_every_ground(level: int) -> None:
    image = QImage(PERIOD_PX, PERIOD_PX, QImage.Format.Format_RGB32)
    image.fill(QColor(level, level, level))
    painter = QPainter(image)
    painter.fillRect(image.rect(), Hatch().brush(1.0))
    painter.end()
    levels = [image.pixelColor(x, 0).green() for x in range(PERIOD_PX)]
    assert GONE <= max(levels) - min(levels) <= FAINT

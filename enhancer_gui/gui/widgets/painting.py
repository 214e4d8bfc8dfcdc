"""Painting that several controls share."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QTextLayout, QTextOption

RING_PX = 2


def paint_ring(painter: QPainter, rect: QRectF, radius: float, colour: str) -> None:
    """Paint the ring around what has the keyboard's focus; it lies inside `rect`."""
    inset = RING_PX / 2
    painter.setPen(QPen(QColor(colour), RING_PX))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius, radius)


def wrapped(text: str, font: QFont, width: int, most: int) -> list[str]:
    """Return a text in at most `most` lines of `width` pixels; the last is elided where words are left over."""
    layout = QTextLayout(text, font)
    layout.setTextOption(QTextOption(Qt.AlignmentFlag.AlignLeft))
    layout.beginLayout()
    lines: list[str] = []
    while len(lines) < most:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        start, length = line.textStart(), line.textLength()
        is_last = len(lines) == most - 1
        lines.append((text[start:] if is_last else text[start : start + length]).strip())
    layout.endLayout()
    if lines:
        lines[-1] = QFontMetrics(font).elidedText(lines[-1], Qt.TextElideMode.ElideRight, width)
    return lines

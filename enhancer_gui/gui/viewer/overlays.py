"""What lies on the photo: divider, knob, labels and the focus ring. Painted in logical pixels."""

import math
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QLinearGradient, QPainter, QPen, QRadialGradient, QTransform

KNOB_RADIUS = 18.0
REACH = 4.0
"""How near to the divider's line a press takes hold of it; what is further away belongs to the photo."""

MARGIN = 12.0
"""Between a label and the edge of the view."""

_LINE = 2.0
_SHADOW = 7.0
_PILL_HEIGHT_EM = 1.9
_PILL_PADDING_EM = 0.85
_LABEL_SIZE = 0.92
"""Size of the labels' type relative to the widget's."""

_PILL = QColor(10, 10, 10, 176)
_PILL_RADIUS = 6.0
_PILL_EDGE = QColor(255, 255, 255, 22)
_PILL_EDGE_HOT = QColor(255, 255, 255, 120)
_PILL_TEXT = QColor(255, 255, 255, 240)
_KNOB = QColor(255, 255, 255)
_KNOB_PRESSED = QColor(226, 234, 248)
_ARROW = QColor(42, 42, 42)
_RING = QColor(76, 141, 255, 210)


def label_font(font: QFont) -> QFont:
    """Return the labels' type: a little smaller than the widget's, with figures of equal width."""
    result = QFont(font)
    if font.pointSizeF() > 0:
        result.setPointSizeF(font.pointSizeF() * _LABEL_SIZE)
    else:
        result.setPixelSize(max(1, round(font.pixelSize() * _LABEL_SIZE)))
    result.setFeature(QFont.Tag("tnum"), 1)
    return result


@dataclass(frozen=True)
class Pill:
    """A translucent label.

    Attributes:
        text: one line.
        rect: its place in logical pixels.
    """

    text: str
    rect: QRectF

    @classmethod
    def at(cls, text: str, font: QFont, x: float, y: float, share: float) -> "Pill":
        """Return a pill whose point at a share of its width (0 left, 1 right) is at (x, y) of its upper edge."""
        metrics = QFontMetricsF(font)
        em = metrics.height() / 1.2
        width = metrics.horizontalAdvance(text) + 2 * _PILL_PADDING_EM * em
        return cls(text, QRectF(round(x - width * share), round(y), round(width), round(_PILL_HEIGHT_EM * em)))


def paint_pill(
    painter: QPainter, pill: Pill, font: QFont, *, rounded: bool = False, hot: bool = False, tail: float = 0.0
) -> None:
    """Paint a label that stays readable on any photo; fully rounded where it reports something that changes.

    `tail` pixels at its right are left free of words.
    """
    radius = pill.rect.height() / 2 if rounded else _PILL_RADIUS
    painter.setPen(QPen(_PILL_EDGE_HOT if hot else _PILL_EDGE, 1.0))
    painter.setBrush(_PILL)
    painter.drawRoundedRect(pill.rect.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    painter.setFont(font)
    painter.setPen(_PILL_TEXT)
    painter.drawText(pill.rect.adjusted(0.0, 0.0, -tail, 0.0), Qt.AlignmentFlag.AlignCenter, pill.text)


def paint_pill_ring(painter: QPainter, pill: Pill, *, rounded: bool = False) -> None:
    """Paint the accent around a label that has the keyboard's focus."""
    radius = pill.rect.height() / 2 if rounded else _PILL_RADIUS
    painter.setPen(QPen(_RING, 2.0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(pill.rect.adjusted(1.0, 1.0, -1.0, -1.0), radius, radius)


@dataclass(frozen=True)
class DividerLine:
    """Where the two halves meet, in logical pixels of the widget.

    Attributes:
        place: how far from the left (or upper) edge the line is.
        start, end: where it begins and ends, along it: on the photo.
        knob_at: where on it the knob's middle is.
        is_across: the line runs from left to right, between an upper and a lower half.
    """

    place: float
    start: float
    end: float
    knob_at: float
    is_across: bool = False

    @property
    def knob(self) -> QPointF:
        """The middle of the knob."""
        return QPointF(self.knob_at, self.place) if self.is_across else QPointF(self.place, self.knob_at)

    def is_on_knob(self, point: QPointF) -> bool:
        """Return whether a point is on the knob."""
        way = point - self.knob
        return math.hypot(way.x(), way.y()) <= KNOB_RADIUS

    def is_on_line(self, point: QPointF) -> bool:
        """Return whether a point is on the line, or as near as a hand can tell."""
        along, across = (point.x(), point.y()) if self.is_across else (point.y(), point.x())
        return abs(across - self.place) <= REACH and self.start <= along <= self.end


def paint_divider(painter: QPainter, line: DividerLine, *, pressed: bool) -> None:
    """Paint the line with its shadow, and the knob on it."""
    painter.save()
    if line.is_across:
        painter.setTransform(QTransform(0.0, 1.0, 1.0, 0.0, 0.0, 0.0), True)  # rows and columns change places
        _paint_upright(painter, line.knob.transposed(), line.start, line.end, pressed=pressed)
    else:
        _paint_upright(painter, line.knob, line.start, line.end, pressed=pressed)
    painter.restore()


def _paint_upright(painter: QPainter, knob: QPointF, top: float, bottom: float, *, pressed: bool) -> None:
    x = knob.x()
    painter.setPen(Qt.PenStyle.NoPen)
    for sign in (-1.0, 1.0):
        edge = x + sign * _LINE / 2
        shade = QLinearGradient(edge, 0.0, edge + sign * _SHADOW, 0.0)
        shade.setColorAt(0.0, QColor(0, 0, 0, 84))
        shade.setColorAt(0.4, QColor(0, 0, 0, 28))
        shade.setColorAt(1.0, QColor(0, 0, 0, 0))
        painter.setBrush(shade)
        painter.drawRect(QRectF(min(edge, edge + sign * _SHADOW), top, _SHADOW, bottom - top))
    painter.setBrush(_KNOB)
    painter.drawRect(QRectF(x - _LINE / 2, top, _LINE, bottom - top))
    _paint_knob(painter, knob, pressed=pressed)


def _paint_knob(painter: QPainter, middle: QPointF, *, pressed: bool) -> None:
    shadow = QRadialGradient(middle + QPointF(0.0, 2.0), KNOB_RADIUS + 8.0)
    shadow.setColorAt(0.0, QColor(0, 0, 0, 120))
    shadow.setColorAt(KNOB_RADIUS / (KNOB_RADIUS + 8.0), QColor(0, 0, 0, 70))
    shadow.setColorAt(1.0, QColor(0, 0, 0, 0))
    painter.setBrush(shadow)
    painter.drawEllipse(middle + QPointF(0.0, 2.0), KNOB_RADIUS + 8.0, KNOB_RADIUS + 8.0)
    painter.setBrush(_KNOB_PRESSED if pressed else _KNOB)
    painter.drawEllipse(middle, KNOB_RADIUS, KNOB_RADIUS)
    pen = QPen(_ARROW, 1.8)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for sign in (-1.0, 1.0):
        tip = middle + QPointF(sign * 9.0, 0.0)
        wing = QPointF(-sign * 4.5, 4.5)
        painter.drawPolyline([tip + wing, tip, tip + QPointF(wing.x(), -wing.y())])


def paint_focus_ring(painter: QPainter, width: float, height: float) -> None:
    """Paint the accent along the inner edge of the widget."""
    painter.setPen(QPen(_RING, 2.0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(QRectF(1.0, 1.0, width - 2.0, height - 2.0))

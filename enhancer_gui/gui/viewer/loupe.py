"""A magnifier over the photo: the place under the pointer, before and after beside each other."""

from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QImage, QPainter, QPen, QTransform

from enhancer_gui.core.geometry import Region
from enhancer_gui.gui.viewer.camera import MAX_SCALE, Camera
from enhancer_gui.gui.viewer.overlays import Pill, paint_pill
from enhancer_gui.gui.viewer.panes import Pane
from enhancer_gui.gui.viewer.pictures import Pictures

SIDE_PX = 176
"""Side of one of its squares."""

MAGNIFIES = 3.0
"""Times what the view shows, and never less than 100 % of the result."""

_AWAY_PX = 28
_RADIUS = 10.0
_EDGE = QColor(255, 255, 255, 190)
_SHADOW = QColor(0, 0, 0, 90)
_GAP = QColor(255, 255, 255, 230)
_MARK = QColor(255, 255, 255, 230)
_MARK_SHADOW = QColor(0, 0, 0, 140)


def loupe_rect(point: QPointF, squares: int, width: float, height: float) -> QRectF:
    """Return its place beside a point of a view of (width, height), where it covers neither point nor edge."""
    own = QRectF(0.0, 0.0, squares * SIDE_PX, SIDE_PX)
    x = point.x() + _AWAY_PX
    if x + own.width() > width:
        x = point.x() - _AWAY_PX - own.width()
    y = point.y() + _AWAY_PX
    if y + own.height() > height:
        y = point.y() - _AWAY_PX - own.height()
    own.moveTo(round(min(max(x, 0.0), max(0.0, width - own.width()))), round(max(y, 0.0)))
    return own


def loupe_camera(camera: Camera, x: float, y: float, ratio: float) -> Camera:
    """Return the view in one square: the output point beneath device point (x, y) in its middle."""
    scale = min(max(camera.scale * MAGNIFIES, camera.result_scale), MAX_SCALE)
    out_x, out_y = camera.to_output(x, y)
    side = round(SIDE_PX * ratio)
    offset_x, offset_y = side / 2 - out_x * scale, side / 2 - out_y * scale
    return replace(camera, view_width=side, view_height=side, scale=scale, x=offset_x, y=offset_y, fitted=False)


def mark_rect(camera: Camera, close: Camera, point: QPointF, ratio: float) -> QRectF:
    """Return the rectangle around a point that the loupe magnifies, in logical pixels."""
    side = close.view_width / close.scale * camera.scale / ratio
    return QRectF(point.x() - side / 2, point.y() - side / 2, side, side)


def paint_loupe(
    painter: QPainter, pictures: Pictures, close: Camera, rect: QRectF, ratio: float, surround: QColor
) -> None:
    """Paint its squares: the original, and the result where there is room for a second one."""
    side = close.view_width
    count = max(1, round(rect.width() / SIDE_PX))
    image = QImage(count * side, side, QImage.Format.Format_RGB32)
    image.fill(surround)
    inner = QPainter(image)
    square = Region(0, 0, side, side)
    panes = (Pane(square, before=square), Pane(square, after=square))[:count]
    for index, pane in enumerate(panes):
        inner.resetTransform()
        inner.translate(index * side, 0)
        pictures.paint(inner, close, pane, square, ratio)
    inner.end()
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_SHADOW)
    painter.drawRoundedRect(rect.adjusted(-2.0, -1.0, 2.0, 4.0), _RADIUS + 2.0, _RADIUS + 2.0)
    brush = QBrush(image)
    brush.setTransform(QTransform(1.0 / ratio, 0.0, 0.0, 1.0 / ratio, rect.x(), rect.y()))
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
    painter.setBrush(brush)
    painter.drawRoundedRect(rect, _RADIUS, _RADIUS)
    if count > 1:
        painter.fillRect(QRectF(rect.center().x() - 1.0, rect.top(), 2.0, rect.height()), _GAP)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(_EDGE, 1.5))
    painter.drawRoundedRect(rect, _RADIUS, _RADIUS)
    painter.restore()


def paint_mark(painter: QPainter, rect: QRectF) -> None:
    """Paint the frame around what is magnified."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, width in ((_MARK_SHADOW, 3.0), (_MARK, 1.2)):
        painter.setPen(QPen(colour, width))
        painter.drawRect(rect)


def paint_percent(painter: QPainter, rect: QRectF, text: str, font: QFont) -> None:
    """Paint how large the loupe shows the result, at its foot."""
    pill = Pill.at(text, font, rect.center().x(), 0.0, 0.5)
    paint_pill(painter, Pill(text, pill.rect.translated(0.0, round(rect.bottom() - pill.rect.height() - 6.0))), font)

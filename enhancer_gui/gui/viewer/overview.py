"""The small picture of the whole in a corner, with a frame around what is in view."""

from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from enhancer_gui.core.geometry import Region
from enhancer_gui.gui.viewer.camera import Camera
from enhancer_gui.gui.viewer.overlays import MARGIN
from enhancer_gui.gui.viewer.pictures import Pictures

LARGEST_PX = (176.0, 132.0)
SMALLEST_SIDE_PX = 24.0
"""Of the picture in it: a panorama's is a strip that can still be pressed."""

SHARE_OF_VIEW = 0.34
"""Where the view is so small that the overview would cover more of its width, it is left out."""

_SHADE = QColor(0, 0, 0, 120)
_EDGE = QColor(255, 255, 255, 70)
_FRAME = QColor(255, 255, 255, 235)
_FRAME_SHADOW = QColor(0, 0, 0, 130)


def overview_rect(camera: Camera, width: float, height: float) -> QRectF | None:
    """Return its place in logical pixels of a view of (width, height); None while it would say nothing.

    That is while the whole picture is in view anyway, and where the view is too small.
    """
    is_whole = camera.width * camera.scale <= camera.view_width + 1 and (
        camera.height * camera.scale <= camera.view_height + 1
    )
    if is_whole or LARGEST_PX[0] > SHARE_OF_VIEW * width:
        return None
    share = min(LARGEST_PX[0] / camera.width, LARGEST_PX[1] / camera.height)
    own_width = max(SMALLEST_SIDE_PX, round(camera.width * share))
    own_height = max(SMALLEST_SIDE_PX, round(camera.height * share))
    return QRectF(MARGIN, height - MARGIN - own_height, own_width, own_height)


def output_point(camera: Camera, rect: QRectF, point: QPointF) -> tuple[float, float]:
    """Return the output point beneath a logical point of an overview at `rect`."""
    x = (point.x() - rect.x()) / rect.width() * camera.width
    y = (point.y() - rect.y()) / rect.height() * camera.height
    return x, y


def frame_rect(camera: Camera, rect: QRectF) -> QRectF:
    """Return where an overview at `rect` shows what is in view."""
    seen = camera.visible_region()
    x, y = rect.width() / camera.width, rect.height() / camera.height
    frame = QRectF(rect.x() + seen.x * x, rect.y() + seen.y * y, seen.width * x, seen.height * y)
    grown = QRectF(0.0, 0.0, max(frame.width(), 6.0), max(frame.height(), 6.0))
    grown.moveCenter(frame.center())
    return grown.intersected(rect)


def paint_overview(painter: QPainter, pictures: Pictures, camera: Camera, rect: QRectF, ratio: float) -> None:
    """Paint the photo, what is out of view in shade, and the frame; the painter is in logical pixels."""
    device = QRectF(rect.x() * ratio, rect.y() * ratio, rect.width() * ratio, rect.height() * ratio).toAlignedRect()
    whole = replace(camera, view_width=device.width(), view_height=device.height()).fit()
    painter.save()
    painter.scale(1.0 / ratio, 1.0 / ratio)
    painter.translate(device.topLeft())
    painter.fillRect(0, 0, device.width(), device.height(), Qt.GlobalColor.black)
    pictures.paint_original(painter, whole, Region(0, 0, device.width(), device.height()), ratio)
    painter.setClipping(False)
    painter.restore()
    frame = frame_rect(camera, rect)
    for shaded in (
        QRectF(rect.left(), rect.top(), rect.width(), frame.top() - rect.top()),
        QRectF(rect.left(), frame.bottom(), rect.width(), rect.bottom() - frame.bottom()),
        QRectF(rect.left(), frame.top(), frame.left() - rect.left(), frame.height()),
        QRectF(frame.right(), frame.top(), rect.right() - frame.right(), frame.height()),
    ):
        painter.fillRect(shaded, _SHADE)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(_EDGE, 1.0))
    painter.drawRect(rect.adjusted(-0.5, -0.5, 0.5, 0.5))
    for colour, width in ((_FRAME_SHADOW, 3.5), (_FRAME, 1.5)):
        painter.setPen(QPen(colour, width))
        painter.drawRect(frame)

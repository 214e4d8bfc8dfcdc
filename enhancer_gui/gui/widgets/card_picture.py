"""The picture on a card: a part of the photo, as it is on the left and as the card makes it on the right."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen

from enhancer_gui.gui.theme import tokens

_LINE = QColor(255, 255, 255)
_SHADE = QColor(0, 0, 0, 70)
_LINE_PX = 1.5
_SHADE_PX = 3.0


@dataclass(frozen=True, eq=False)
class CardPicture:
    """What is shown of the photo.

    Attributes:
        before: None while it is not known.
        after: the same part as the card makes it; None while it is not known or where nothing changes.
    """

    before: QImage | None = None
    after: QImage | None = None


def paint_card_picture(painter: QPainter, shape: QPainterPath, picture: CardPicture, share: float) -> None:
    """Paint the picture inside a shape; `share` 0..1 is how far the right half has appeared."""
    rect = shape.boundingRect()
    painter.save()
    painter.setClipPath(shape)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.fillPath(shape, QColor(tokens().surround))
    if picture.before is not None:
        painter.drawImage(rect, picture.before, _covering(picture.before, rect))
    if picture.before is not None and picture.after is not None and share > 0:
        middle = round(rect.center().x())
        right = QRectF(QPointF(middle, rect.top()), rect.bottomRight())
        painter.setClipRect(right, Qt.ClipOperation.IntersectClip)
        painter.setOpacity(share)
        painter.drawImage(rect, picture.after, _covering(picture.after, rect))
        painter.setClipPath(shape)
        for colour, width in ((_SHADE, _SHADE_PX), (_LINE, _LINE_PX)):
            painter.setPen(QPen(colour, width))
            painter.drawLine(QPointF(middle, rect.top()), QPointF(middle, rect.bottom()))
    painter.restore()


def _covering(image: QImage, rect: QRectF) -> QRectF:
    """Return the middle of an image in the shape of `rect`: all of it is covered, and nothing stretched."""
    scale = max(rect.width() / image.width(), rect.height() / image.height())
    part = QRectF(0, 0, rect.width() / scale, rect.height() / scale)
    part.moveCenter(QRectF(image.rect()).center())
    return part

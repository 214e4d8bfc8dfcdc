"""What a size that cuts leaves of the result: a frame, and all that falls away in shade."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from enhancer_gui.core.geometry import Region
from enhancer_gui.gui.viewer.camera import Camera
from enhancer_gui.gui.viewer.scene import to_qrect

_SHADE = QColor(0, 0, 0, 150)
"""What falls away can still be judged, and is not taken for a part of the picture."""

_UNDER, _OVER = QColor(0, 0, 0, 150), QColor(255, 255, 255, 235)
_UNDER_PX, _OVER_PX = 3.0, 1.0


@dataclass(frozen=True)
class CropFrame:
    """The part of a picture that is kept, in shares (0..1) of its sides."""

    left: float
    top: float
    right: float
    bottom: float

    def rect(self, camera: Camera) -> QRectF:
        """Return where the part lies, in device pixels of a pane."""
        x, y = camera.to_device(self.left * camera.width, self.top * camera.height)
        right, bottom = camera.to_device(self.right * camera.width, self.bottom * camera.height)
        return QRectF(round(x), round(y), round(right) - round(x), round(bottom) - round(y))

    def paint(self, painter: QPainter, camera: Camera, part: Region, ratio: float) -> None:
        """Paint within `part`, in device pixels of a pane; nothing is drawn beside the picture but the frame."""
        shown = part.intersection(camera.picture_rect())
        if shown.is_empty:
            return
        kept, away = self.rect(camera), QPainterPath()
        away.addRect(QRectF(to_qrect(shown)))
        inner = QPainterPath()
        inner.addRect(kept)
        painter.save()
        painter.setClipRect(to_qrect(shown))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.fillPath(away.subtracted(inner), _SHADE)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in ((_UNDER, _UNDER_PX), (_OVER, _OVER_PX)):
            pen = QPen(colour, width * ratio)
            pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
            painter.setPen(pen)
            painter.drawRect(kept)
        painter.restore()

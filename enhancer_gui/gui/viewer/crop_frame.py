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
    """The part of a result that is kept.

    Attributes:
        whole: (width, height) of the result in its own pixels.
        kept: the part, in these.
    """

    whole: tuple[int, int]
    kept: Region

    def rect(self, camera: Camera) -> QRectF:
        """Return where the part lies, in device pixels of a pane."""
        columns, rows = camera.width / self.whole[0], camera.height / self.whole[1]
        x, y = camera.to_device(self.kept.x * columns, self.kept.y * rows)
        right, bottom = camera.to_device(self.kept.right * columns, self.kept.bottom * rows)
        return QRectF(round(x), round(y), round(right) - round(x), round(bottom) - round(y))

    def size_kept(self, size: tuple[int, int]) -> tuple[int, int]:
        """Return what is kept of a picture of (width, height): of any other than the result, all."""
        return (self.kept.width, self.kept.height) if size == self.whole else size

    def corner_in(self, size: tuple[int, int]) -> tuple[int, int]:
        """Return where the part begins in a picture of (width, height): in any other than the result, at its corner."""
        return (self.kept.x, self.kept.y) if size == self.whole else (0, 0)

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

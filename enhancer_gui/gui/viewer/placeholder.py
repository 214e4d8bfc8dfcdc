"""What stands in for a photo until its own pixels are here: a small picture of it, enlarged."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPixmap

from enhancer_gui.gui.viewer.camera import Camera
from enhancer_gui.gui.viewer.scene import to_qrect


def camera_for(picture: QPixmap, width: int, height: int) -> Camera:
    """Return the view of a whole photo of this shape, of which no more is known, in a view of (width, height)."""
    view = Camera(max(1, width), max(1, height), max(1, picture.width()), max(1, picture.height()))
    return view.fit()


def paint_placeholder(painter: QPainter, camera: Camera, picture: QPixmap) -> None:
    """Paint a small picture where the camera shows the photo; the painter is in device pixels of a pane."""
    shown = camera.picture_rect()
    columns, rows = camera.width / picture.width(), camera.height / picture.height()
    left, top = camera.to_output(shown.x, shown.y)
    right, bottom = camera.to_output(shown.right, shown.bottom)
    part = QRectF(QPointF(left / columns, top / rows), QPointF(right / columns, bottom / rows))
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawPixmap(QRectF(to_qrect(shown)), picture, part)

"""What a mask covers, laid over the photo: a tint, and an outline that is seen on any photo.

The tint alone would vanish on a photo of its own colour; the outline is black beside white, of which one stands out
from whatever lies beneath.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen, QPolygonF, QTransform

from enhancer_gui.core.geometry import Region
from enhancer_gui.gui.viewer.camera import Camera
from enhancer_gui.gui.viewer.scene import to_qrect

_COVER = 0.45
"""Opacity of the tint where a mask is white: the photo is still judged beneath it."""
_LEVELS = 256
_UNDER, _OVER = QColor(0, 0, 0, 235), QColor(255, 255, 255, 245)
_UNDER_PX, _OVER_PX = 4.0, 1.3


class Tint(Enum):
    """Colours, (red, green, blue): where something counts, and what is protected."""

    COUNTS = (255, 45, 120)
    PROTECTED = (40, 190, 255)


@dataclass(frozen=True, eq=False)
class MaskPicture:
    """What is laid over the photo, stretched over all of it.

    Attributes:
        values: (H, W) uint8, 255 where the tint is strongest.
        outline: closed lines around what is covered, (n, 2) in pixels of `values`.
        tint: in which colour.
    """

    values: NDArray[np.uint8]
    outline: Sequence[NDArray[np.float32]] = ()
    tint: Tint = Tint.COUNTS


class MaskOverlay:
    """A mask's picture, ready to be painted; parts of it may change while somebody paints."""

    def __init__(self, picture: MaskPicture) -> None:
        """Show a picture."""
        self._colours = _colours(picture.tint)
        self._pixels: NDArray[np.uint32] = np.ascontiguousarray(self._colours[picture.values])
        height, width = self._pixels.shape
        self._image = QImage(
            self._pixels.data, width, height, 4 * width, QImage.Format.Format_ARGB32_Premultiplied
        )  # shares the array's memory, which `patch` changes
        self._outline = _path(picture.outline)

    @property
    def size(self) -> tuple[int, int]:
        """(width, height) of the picture."""
        return self._image.width(), self._image.height()

    def patch(self, region: Region, values: NDArray[np.uint8]) -> None:
        """Change a region of the picture; the outline stays until the next picture."""
        self._pixels[region.slices()] = self._colours[values]

    def output_region(self, region: Region, camera: Camera) -> Region:
        """Return the output pixels that a region of the picture touches."""
        columns, rows = camera.width / self._image.width(), camera.height / self._image.height()
        x, y = int(region.x * columns) - 1, int(region.y * rows) - 1
        right, bottom = int(region.right * columns) + 2, int(region.bottom * rows) + 2
        return Region(x, y, right - x, bottom - y).intersection(Region(0, 0, camera.width, camera.height))

    def paint(self, painter: QPainter, camera: Camera, exposed: Region, ratio: float) -> None:
        """Paint what lies within `exposed`; the painter is in device pixels of a pane."""
        shown = camera.picture_rect().intersection(exposed)
        if shown.is_empty:
            return
        columns, rows = camera.width / self._image.width(), camera.height / self._image.height()
        left, top = camera.to_output(shown.x, shown.y)
        right, bottom = camera.to_output(shown.right, shown.bottom)
        source = QRectF(QPointF(left / columns, top / rows), QPointF(right / columns, bottom / rows))
        painter.save()
        painter.setClipRect(to_qrect(shown))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(to_qrect(shown)), self._image, source)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        to_device = QTransform(columns * camera.scale, 0.0, 0.0, rows * camera.scale, camera.x, camera.y)
        line = to_device.map(self._outline)
        for colour, width in ((_UNDER, _UNDER_PX), (_OVER, _OVER_PX)):
            painter.setPen(QPen(colour, width * ratio, Qt.PenStyle.SolidLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(line)
        painter.restore()


def _colours(tint: Tint) -> NDArray[np.uint32]:
    """Return the premultiplied colour of each value."""
    opacity = np.arange(_LEVELS) / (_LEVELS - 1) * _COVER
    red, green, blue = (np.rint(part * opacity).astype(np.uint32) for part in tint.value)
    alpha = np.rint(255 * opacity).astype(np.uint32)
    return np.asarray(alpha << 24 | red << 16 | green << 8 | blue, dtype=np.uint32)


def _path(outline: Sequence[NDArray[np.float32]]) -> QPainterPath:
    path = QPainterPath()
    for line in outline:
        path.addPolygon(QPolygonF([QPointF(x, y) for x, y in line.tolist()]))
        path.closeSubpath()
    return path

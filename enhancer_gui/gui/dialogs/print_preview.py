"""A sheet of paper with the photo on it: what stays white, and what is cut off."""

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from enhancer_gui.core.prints import PrintPlan
from enhancer_gui.core.sizes import SizeMode
from enhancer_gui.gui.theme import Glyph, paint_glyph, tokens
from enhancer_gui.gui.widgets import describe

SIZE = QSize(292, 292)
MARGIN_PX = 16.0
CUT_OPACITY = 0.28
PAPER_WHITE = QColor(250, 250, 250)
"""Paper is white in both themes."""

_GLYPH_PX = 32


class PrintPreview(QWidget):
    """Paints one plan. The paper can be dragged over a photo that is cut off.

    Signals:
        place_changed(float): 0..1, which part of the photo the user wants on the paper.
    """

    place_changed = Signal(float)

    def __init__(self, picture: QPixmap | None, parent: QWidget | None = None) -> None:
        """Show this picture of the photo; without one its outline only."""
        super().__init__(parent)
        self._picture = picture
        self._plan: PrintPlan | None = None
        self._held: tuple[QPointF, float] | None = None
        self.setFixedSize(SIZE)
        describe(self, self.tr("Preview of the print"), self.tr("The photo on its paper"))

    def show_plan(self, plan: PrintPlan, words: str) -> None:
        """Show a plan; `words` say the same to who cannot see it."""
        self._plan = plan
        self.setCursor(Qt.CursorShape.SizeAllCursor if plan.size.mode is SizeMode.CROP else Qt.CursorShape.ArrowCursor)
        self.setAccessibleDescription(words)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the paper."""
        if self._plan is not None and self._plan.size.mode is SizeMode.CROP:
            self._held = event.position(), self._plan.size.place

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the paper over the photo, along the side that is cut off."""
        if self._plan is None or self._held is None:
            return
        sheet, photo = self._places(self._plan)
        across, down = photo.width() - sheet.width(), photo.height() - sheet.height()
        start, place = self._held
        moved = event.position() - start
        way = moved.x() / across if across > down else moved.y() / max(down, 1.0)
        self.place_changed.emit(min(1.0, max(0.0, place + way)))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self._held = None

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, paper, photo, and faintly what is cut off."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens().surround))
        painter.drawRoundedRect(self.rect(), 8, 8)
        if self._plan is None:
            return
        sheet, photo = self._places(self._plan)
        painter.fillRect(sheet, PAPER_WHITE)
        if self._picture is None:
            rect = QRectF(0, 0, _GLYPH_PX, _GLYPH_PX)
            rect.moveCenter(sheet.center())
            painter.fillRect(photo.intersected(sheet), QColor(tokens().edge))
            paint_glyph(painter, rect.toRect(), Glyph.IMAGE, tokens().text_off)
        else:
            painter.setOpacity(CUT_OPACITY)
            painter.drawPixmap(photo, self._picture, QRectF(self._picture.rect()))
            painter.setOpacity(1.0)
            painter.setClipRect(sheet)
            painter.drawPixmap(photo, self._picture, QRectF(self._picture.rect()))
            painter.setClipping(False)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(tokens().text_muted), 1))
        painter.drawRect(sheet)

    def _places(self, plan: PrintPlan) -> tuple[QRectF, QRectF]:
        """Return where paper and photo are: both inside the widget, the larger fills it."""
        paper, photo = QSizeF(*plan.paper_cm), QSizeF(*plan.print_cm)
        room = QSizeF(self.width() - 2 * MARGIN_PX, self.height() - 2 * MARGIN_PX)
        whole = paper.expandedTo(photo)
        scale = min(room.width() / whole.width(), room.height() / whole.height())
        centre = QPointF(self.rect().center()) + QPointF(0.5, 0.5)

        def placed(size: QSizeF) -> QRectF:
            rect = QRectF(QPointF(), size * scale)
            rect.moveCenter(centre)
            return rect

        sheet, whole_photo = placed(paper), placed(photo)
        if plan.size.mode is SizeMode.CROP:
            over = whole_photo.size() - sheet.size()
            aside = QPointF(over.width(), over.height()) * plan.size.place
            sheet.moveTopLeft(whole_photo.topLeft() + aside)
        return sheet, whole_photo

"""What lies over the window while photos are dragged across it."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from enhancer_gui.gui.theme import Glyph, body_font, paint_glyph, tokens

_MARGIN_PX = 16
_ICON_PX = 40
_TITLE_PX = 20
_VEIL = 0.96
_CARD_MARGIN_PX = 40
_CARD_HEIGHT_PX = 136
"""The words stand on a card of their own: what shines through the veil must not mix with them."""


class DropOverlay(QWidget):
    """Covers its parent with an invitation to drop. It takes no events itself: the parent handles the drag.

    Give it the window, so that it covers everything. Call `invite` when a drag enters, and `dismiss` when it
    leaves or drops.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._covered = parent
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._words = ""
        parent.installEventFilter(self)
        self.hide()

    def invite(self, photos: int = 0) -> None:
        """Show the overlay; `photos` is how many are being dragged, 0 while that is unknown."""
        match photos:
            case 0:
                self._words = self.tr("Drop to add photos")
            case 1:
                self._words = self.tr("Drop to add the photo")
            case _:
                self._words = self.tr("Drop to add %Ln photos", "", photos)
        self.setAccessibleName(self._words)
        self.setGeometry(self._covered.rect())
        self.raise_()
        self.show()

    def dismiss(self) -> None:
        """Hide the overlay."""
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep covering the parent when it changes its size."""
        if event.type() is QEvent.Type.Resize and watched is self._covered:
            self.setGeometry(self._covered.rect())
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the veil, the dashed border and the words."""
        theme = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        veil = QColor(theme.window)
        veil.setAlphaF(_VEIL)
        painter.fillRect(self.rect(), veil)
        frame = QRectF(self.rect()).adjusted(_MARGIN_PX, _MARGIN_PX, -_MARGIN_PX, -_MARGIN_PX)
        painter.setPen(QPen(QColor(theme.accent), 2, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(frame, 8, 8)
        font = body_font()
        font.setPixelSize(_TITLE_PX)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        card = QRect(0, 0, painter.fontMetrics().horizontalAdvance(self._words) + 2 * _CARD_MARGIN_PX, _CARD_HEIGHT_PX)
        card.moveCenter(self.rect().center())
        painter.setPen(QPen(QColor(theme.line), 1))
        painter.setBrush(QColor(theme.raised))
        painter.drawRoundedRect(QRectF(card).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        glyph = QRect(0, 0, _ICON_PX, _ICON_PX)
        glyph.moveCenter(card.center() - QPoint(0, _ICON_PX // 2))
        paint_glyph(painter, glyph, Glyph.IMAGE, theme.accent)
        painter.setPen(QColor(theme.text))
        painter.drawText(card.adjusted(0, _ICON_PX, 0, 0), Qt.AlignmentFlag.AlignCenter, self._words)

"""A quiet button whose words may be longer than its room."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget

_SIDE_PX = 6
_FEWEST_SIGNS = 6


class ElidedButton(QToolButton):
    """Shows its words elided in the middle; the full ones are in the tooltip where they do not fit."""

    def __init__(self, tip: str, height_px: int, parent: QWidget | None = None) -> None:
        """Explain itself with `tip` beside its words."""
        super().__init__(parent)
        self._tip, self._words = tip, ""
        self.setProperty("labelled", "text")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.setFixedHeight(height_px)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def text(self) -> str:
        """Return all of its words."""
        return self._words

    def setText(self, text: str) -> None:
        """Show other words."""
        self._words = text
        self.setAccessibleName(text)
        self.setAccessibleDescription(self._tip)
        self.updateGeometry()
        self._elide()

    def sizeHint(self) -> QSize:
        """Ask for room for all words."""
        return QSize(self.fontMetrics().horizontalAdvance(self._words) + 2 * _SIDE_PX + 4, self.height())

    def minimumSizeHint(self) -> QSize:
        """Ask for little: the words give way."""
        return QSize(self.fontMetrics().averageCharWidth() * _FEWEST_SIGNS, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much as fits."""
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        room = self.width() - 2 * _SIDE_PX
        shown = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideMiddle, room)
        super().setText(shown.replace("&", "&&"))
        self.setToolTip(self._tip if shown == self._words else f"{self._words}\n{self._tip}")

"""In place of a photo that cannot be shown: what happened, what to do, and how to learn more."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from enhancer_gui.core.errors import EnhancerError
from enhancer_gui.gui.sentences import words_of
from enhancer_gui.gui.theme import Glyph, Ink, body_font, icon, tokens
from enhancer_gui.gui.widgets import ButtonKind, TextButton

TITLE_PX = 16
ICON_PX = 40
TEXT_WIDTH_PX = 480
TEXT_SHARE = 1000
"""The words take all the width that they may before the margins get any."""


class ProblemPage(QWidget):
    """Emits `details_requested` and `retry_requested`."""

    details_requested = Signal()
    retry_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build the page."""
        super().__init__(parent)
        picture = QLabel(self)
        picture.setPixmap(icon(Glyph.ALERT, Ink.BAD).pixmap(ICON_PX, ICON_PX))
        self._message, self._remedy = QLabel(self), QLabel(self)
        font = body_font()
        font.setPixelSize(TITLE_PX)
        font.setWeight(QFont.Weight.DemiBold)
        self._message.setFont(font)
        self._message.setProperty("kind", "title")
        self.retry_button = TextButton(
            self.tr("Try again"), ButtonKind.SECONDARY, self, tip=self.tr("Read the photo again")
        )
        self.details_button = TextButton(
            self.tr("Details…"), ButtonKind.QUIET, self, tip=self.tr("Show and copy the technical detail")
        )
        self.retry_button.clicked.connect(self.retry_requested)
        self.details_button.clicked.connect(self.details_requested)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addStretch(1)
        column.addWidget(picture, 0, Qt.AlignmentFlag.AlignHCenter)
        for label in (self._message, self._remedy):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setMaximumWidth(TEXT_WIDTH_PX)
            row = QHBoxLayout()
            row.addStretch(1)
            row.addWidget(label, TEXT_SHARE)
            row.addStretch(1)
            column.addLayout(row)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.retry_button)
        buttons.addWidget(self.details_button)
        buttons.addStretch(1)
        column.addLayout(buttons)
        column.addStretch(1)

    def set_error(self, error: EnhancerError) -> None:
        """Show another error."""
        self._message.setText(words_of(error.message))
        self._remedy.setText(words_of(error.remedy))
        self._remedy.setVisible(bool(error.remedy))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the surround of the viewer, so that nothing jumps between photos."""
        QPainter(self).fillRect(self.rect(), QColor(tokens().surround))

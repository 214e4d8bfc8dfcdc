"""An error in words, with what to do about it and a detail that can be copied into a report."""

import math

from PySide6.QtCore import Slot
from PySide6.QtGui import QFontDatabase, QFontMetrics, QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from enhancer_gui.core.errors import EnhancerError
from enhancer_gui.gui.dialogs.sheet import MARGIN_PX, Sheet
from enhancer_gui.gui.sentences import words_of
from enhancer_gui.gui.widgets import ButtonKind, TextButton, describe

WIDTH_PX = 520
DETAIL_LINES = 9
"""At most: a longer detail scrolls, a shorter one leaves no empty box."""
DETAIL_FONT_PX = 12
_FRAME_PX = 2
"""Of the style sheet, with the keyboard in it."""


class ErrorDetail(Sheet):
    """Shows one error."""

    def __init__(self, subject: str, error: EnhancerError, parent: QWidget | None = None) -> None:
        """Show what happened to `subject` (a photo's or preset's name; may be empty)."""
        super().__init__(subject, WIDTH_PX, parent)
        if not subject:
            self.setWindowTitle(self.tr("Something went wrong"))
        self._report = "\n".join(part for part in (subject, error.message, error.remedy, error.detail) if part)
        self.add_headline(words_of(error.message))
        if error.remedy:
            self.add_text(words_of(error.remedy))
        if error.detail:
            self.column.addWidget(self._detail_box(error.detail))
        copy = TextButton(
            self.tr("Copy"), ButtonKind.SECONDARY, self, tip=self.tr("Copy the message and its detail for a report")
        )
        copy.setObjectName("copy")
        copy.clicked.connect(self.copy_report)
        self.add_close_button(copy)

    @Slot()
    def copy_report(self) -> None:
        """Put all of it on the clipboard, in English: whoever gets the report may read no other language."""
        QGuiApplication.clipboard().setText(self._report)

    def _detail_box(self, detail: str) -> QPlainTextEdit:
        box = QPlainTextEdit(detail, self)
        describe(box, self.tr("Technical detail"), self.tr("Technical detail for a report"))
        box.setReadOnly(True)
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPixelSize(DETAIL_FONT_PX)
        box.setFont(font)
        metrics, around = QFontMetrics(font), 2 * (round(box.document().documentMargin()) + _FRAME_PX)
        room = WIDTH_PX - 2 * MARGIN_PX - around
        lines = sum(max(1, math.ceil(metrics.horizontalAdvance(line) / room)) for line in detail.split("\n"))
        box.setFixedHeight(min(lines, DETAIL_LINES) * metrics.lineSpacing() + around)
        return box

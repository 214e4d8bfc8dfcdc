"""A sentence about something that needs the user's attention, and what to do about it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from enhancer_gui.gui.widgets.buttons import ButtonKind, TextButton
from enhancer_gui.gui.widgets.describe import describe
from enhancer_gui.gui.widgets.state_pill import Tone


class Notice(QFrame):
    """What happened (first line) and what to do (second line); hidden while there is nothing to say.

    Attributes:
        offer_taken: the button was pressed that does what is to be done; there is one where its words are given.
    """

    offer_taken = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "notice")
        self._message = QLabel(self)
        self._message.setProperty("kind", "title")
        self._remedy = QLabel(self)
        for label in (self._message, self._remedy):
            label.setWordWrap(True)
        self.button: TextButton | None = None
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(12, 8, 12, 8)
        self._rows.setSpacing(4)
        self._rows.addWidget(self._message)
        self._rows.addWidget(self._remedy)
        self.hide()

    def set_notice(self, message: str, remedy: str = "", tone: Tone = Tone.WARN, offer: str = "") -> None:
        """Say something else, with a button where `offer` names one; an empty message hides the notice."""
        self._show_offer(offer)
        self._message.setText(message)
        self._remedy.setText(remedy)
        self._remedy.setVisible(bool(remedy))
        self.setAccessibleName(f"{message} {remedy}".strip())
        self.setProperty("tone", tone.value)
        self.style().unpolish(self)
        self.style().polish(self)
        self.setVisible(bool(message))

    def _show_offer(self, offer: str) -> None:
        if self.button is None:
            if not offer:
                return
            self.button = TextButton(offer, ButtonKind.SECONDARY, self)
            self.button.setAutoDefault(False)
            self.button.clicked.connect(self.offer_taken)
            self._rows.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.button.setVisible(bool(offer))
        if offer:
            self.button.setText(offer)
            describe(self.button, offer)

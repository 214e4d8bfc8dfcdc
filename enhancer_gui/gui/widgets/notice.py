"""A sentence about something that needs the user's attention, and what to do about it."""

from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from enhancer_gui.gui.widgets.state_pill import Tone


class Notice(QFrame):
    """What happened (first line) and what to do (second line); hidden while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "notice")
        self._message = QLabel(self)
        self._message.setProperty("kind", "title")
        self._remedy = QLabel(self)
        for label in (self._message, self._remedy):
            label.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(4)
        layout.addWidget(self._message)
        layout.addWidget(self._remedy)
        self.hide()

    def set_notice(self, message: str, remedy: str = "", tone: Tone = Tone.WARN) -> None:
        """Say something else; an empty message hides the notice."""
        self._message.setText(message)
        self._remedy.setText(remedy)
        self._remedy.setVisible(bool(remedy))
        self.setAccessibleName(f"{message} {remedy}".strip())
        self.setProperty("tone", tone.value)
        self.style().unpolish(self)
        self.style().polish(self)
        self.setVisible(bool(message))

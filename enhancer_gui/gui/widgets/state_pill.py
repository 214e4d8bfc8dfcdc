"""A word on a rounded ground that names a state."""

from enum import StrEnum

from PySide6.QtWidgets import QLabel, QWidget

from enhancer_gui.gui.theme import caption_font

_HEIGHT_PX = 20


class Tone(StrEnum):
    """What a state means to the user; the style sheet knows the values."""

    NEUTRAL = "neutral"
    ACCENT = "accent"
    GOOD = "good"
    WARN = "warn"
    BAD = "bad"


class StatePill(QLabel):
    """A state in a word, in the colour of its tone; hidden while it has none."""

    def __init__(self, text: str = "", tone: Tone = Tone.NEUTRAL, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "pill")
        self.setFont(caption_font())
        self.setFixedHeight(_HEIGHT_PX)
        self.set_state(text, tone)

    def set_state(self, text: str, tone: Tone = Tone.NEUTRAL) -> None:
        """Show another state; an empty text hides the pill."""
        self.setText(text)
        self.setProperty("tone", tone.value)
        self.style().unpolish(self)
        self.style().polish(self)
        if self.parentWidget() is not None or not text:
            self.setVisible(bool(text))

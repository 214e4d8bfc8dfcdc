"""The frame that all sections of the side panel share: a title, room beside it, and rows below."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from enhancer_gui.gui.widgets import SectionTitle, ValueSlider
from enhancer_gui.gui.widgets.buttons import CONTROL_PX

_LABEL_WIDTH_PX = 92
_BUTTON_GAP_PX = 4
ROW_GAP_PX = 8


def slider_row(slider: ValueSlider, button: QWidget | None = None) -> QHBoxLayout:
    """Return a slider with a button after it, or with room for one: all sliders of the panel are below each other."""
    row = QHBoxLayout()
    row.setSpacing(_BUTTON_GAP_PX)
    row.addWidget(slider, 1)
    if button is None:
        row.addSpacing(CONTROL_PX + _BUTTON_GAP_PX)
    else:
        row.addWidget(button)
    return row


class Section(QWidget):
    """A titled section; `head` takes what stands beside the title, `rows` what follows."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(title)
        self.head = QHBoxLayout()
        self.head.setSpacing(ROW_GAP_PX)
        self.head.addWidget(SectionTitle(title, self))
        self.head.addStretch()
        self.rows = QVBoxLayout()
        self.rows.setSpacing(ROW_GAP_PX)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(ROW_GAP_PX)
        layout.addLayout(self.head)
        layout.addLayout(self.rows)

    def add_row(self, label: str, control: QWidget) -> QLabel:
        """Append a control with its label to the left; return the label."""
        words = QLabel(label, self)
        words.setFixedWidth(_LABEL_WIDTH_PX)
        words.setBuddy(control)
        row = QHBoxLayout()
        row.setSpacing(ROW_GAP_PX)
        row.addWidget(words)
        row.addWidget(control, 1)
        self.rows.addLayout(row)
        return words

"""A question with two answers, where the safe one is the default."""

from PySide6.QtWidgets import QWidget

from enhancer_gui.gui.dialogs.sheet import Sheet
from enhancer_gui.gui.widgets import ButtonKind, TextButton

WIDTH_PX = 440


class Question(Sheet):
    """`accepted` is the answer that changes something; `rejected` leaves everything as it is."""

    def __init__(self, question: str, text: str, yes: str, no: str, parent: QWidget | None = None) -> None:
        """Ask; `yes` and `no` are the words on the buttons."""
        super().__init__(question, WIDTH_PX, parent)
        self.add_headline(question)
        self.add_text(text)
        self.yes = TextButton(yes, ButtonKind.SECONDARY, self)
        self.no = TextButton(no, ButtonKind.SECONDARY, self)
        self.yes.clicked.connect(self.accept)
        self.no.clicked.connect(self.reject)
        self.add_foot(self.yes, self.no)
        self.no.setFocus()

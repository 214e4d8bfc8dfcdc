"""What every dialog has in common: width, margins, words that wrap, and a row of buttons at the foot."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QShowEvent
from PySide6.QtWidgets import QAbstractSpinBox, QDialog, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from enhancer_gui.gui.theme import body_font
from enhancer_gui.gui.widgets import ButtonKind, TextButton

MARGIN_PX = 24
SPACING_PX = 12
FOOT_GAP_PX = 8
HEADLINE_PX = 15


class Sheet(QDialog):
    """A dialog of fixed width, as high as its words need; it is deleted when it closes.

    Attributes:
        column: where the content goes, from top to bottom, before `add_foot`.
    """

    def __init__(self, title: str, width_px: int, parent: QWidget | None = None) -> None:
        """Create an empty dialog above `parent`."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setFixedWidth(width_px)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(MARGIN_PX, MARGIN_PX, MARGIN_PX, MARGIN_PX)
        self.column.setSpacing(SPACING_PX)

    def add_headline(self, text: str) -> None:
        """Add the sentence that the dialog is about."""
        label = self.add_text(text)
        label.setProperty("kind", "title")
        font = body_font()
        font.setPixelSize(HEADLINE_PX)
        font.setWeight(QFont.Weight.DemiBold)
        label.setFont(font)

    def add_text(self, text: str) -> QLabel:
        """Add plain text (never markup: it may hold a file's name) that wraps and can be copied."""
        label = QLabel(text, self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.column.addWidget(label)
        return label

    def add_foot(self, *buttons: TextButton) -> None:
        """Add the buttons, the one that Return presses last."""
        row = QHBoxLayout()
        row.setSpacing(FOOT_GAP_PX)
        row.addStretch(1)
        for button in buttons:
            button.setAutoDefault(False)
            row.addWidget(button)
        buttons[-1].setDefault(True)
        self.column.addSpacing(FOOT_GAP_PX)
        self.column.addLayout(row)

    def add_close_button(self, *before: TextButton) -> None:
        """Add a foot whose last button closes the dialog."""
        close = TextButton(self.tr("Close"), ButtonKind.SECONDARY, self)
        close.setObjectName("close")
        close.clicked.connect(self.reject)
        self.add_foot(*before, close)

    def showEvent(self, event: QShowEvent) -> None:
        """Take the height that the words need at this width, now that fonts are known."""
        super().showEvent(event)
        self.refit()
        self._begin()

    def _begin(self) -> None:
        """Put the keyboard on the field to be filled in; where there is none, no ring shows before Tab is pressed."""
        fields = [each for each in self.findChildren(QLineEdit) if not isinstance(each.parent(), QAbstractSpinBox)]
        first = next((each for each in fields if each.isVisible() and each.isEnabled()), self)
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def refit(self) -> None:
        """Take the height that the words need, now that they have changed."""
        self.column.activate()
        self.resize(self.width(), self.column.totalHeightForWidth(self.width()))

"""A number with its unit, to be typed or stepped with the arrow keys."""

from PySide6.QtCore import QLocale, QSignalBlocker, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QDoubleSpinBox, QSizePolicy, QWidget

from enhancer_gui.gui.theme import tabular
from enhancer_gui.gui.widgets.buttons import CONTROL_PX
from enhancer_gui.gui.widgets.describe import describe

_MARGIN_PX = 8
_LEAST_WIDTH_PX = 56
"""Room for five figures and the margins: what a side of a box may need."""


class NumberField(QDoubleSpinBox):
    """A number without arrows; `valueChanged` tells of every change that the user makes."""

    def __init__(self, name: str, parent: QWidget | None = None, *, tip: str = "") -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedHeight(CONTROL_PX)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(_LEAST_WIDTH_PX)
        self.lineEdit().setTextMargins(_MARGIN_PX, 0, _MARGIN_PX, 0)
        self.setFont(tabular(self.font()))
        self.setKeyboardTracking(True)
        plain = self.locale()
        plain.setNumberOptions(plain.numberOptions() | QLocale.NumberOption.OmitGroupSeparator)
        self.setLocale(plain)
        describe(self, name, tip)

    def arrange(self, least: float, most: float, step: float, decimals: int, unit: str) -> None:
        """Set range, step, decimals and unit (shown after the number, with its space)."""
        with QSignalBlocker(self):
            self.setDecimals(decimals)
            self.setRange(least, most)
            self.setSingleStep(step)
            self.setSuffix(unit)

    def show_number(self, number: float) -> None:
        """Show a number without emitting `valueChanged`."""
        with QSignalBlocker(self):
            self.setValue(number)

    def textFromValue(self, value: float) -> str:
        """Return the number without zeros that say nothing ("2", not "2.00")."""
        text = self.locale().toString(value, "f", self.decimals())
        point = self.locale().decimalPoint()
        return text.rstrip("0").rstrip(point) if point in text else text

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Change the number only with the focus."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

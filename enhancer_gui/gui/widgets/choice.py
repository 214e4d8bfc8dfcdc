"""A drop-down list whose entries stand for values, so that nobody reads words back from it."""

from collections.abc import Hashable, Mapping
from typing import TypeVar

from PySide6.QtCore import QRect, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QListView, QSizePolicy, QStyle, QStyleOptionComboBox, QStylePainter, QWidget

from enhancer_gui.gui.theme import Glyph, paint_glyph, tokens
from enhancer_gui.gui.widgets.buttons import CONTROL_PX
from enhancer_gui.gui.widgets.describe import describe

_Value = TypeVar("_Value", bound=Hashable)

_CARET_PX = 12
_CARET_MARGIN_PX = 8


class Choice(QComboBox):
    """One of several values, each with words. The wheel is left to the panel unless the list has the focus.

    Attributes:
        chosen: emitted with the value that the user chose; not by `set_value` and `offer`.
    """

    chosen = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None, *, tip: str = "") -> None:
        super().__init__(parent)
        self._values: tuple[Hashable, ...] = ()
        self.setView(QListView(self))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedHeight(CONTROL_PX)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumContentsLength(6)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.activated.connect(self._tell)
        describe(self, name, tip)

    @property
    def value(self) -> Hashable:
        """The value that is shown, None in an empty list."""
        return self._values[self.currentIndex()] if self._values else None

    def offer(self, entries: Mapping[_Value, str]) -> None:
        """Replace the entries (value to words), keeping the present value where it is still offered."""
        if tuple(entries) == self._values and list(entries.values()) == [
            self.itemText(index) for index in range(self.count())
        ]:
            return
        before = self.value
        with QSignalBlocker(self):
            self.clear()
            self._values = tuple(entries)
            self.addItems(list(entries.values()))
        if before in entries:
            self.set_value(before)

    def set_value(self, value: Hashable) -> None:
        """Show a value that is offered, without emitting `chosen`."""
        with QSignalBlocker(self):
            self.setCurrentIndex(self._values.index(value))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Change the value only with the focus."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the control, its value elided in the middle where it does not fit, and the caret."""
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        room = self.width() - _CARET_PX - 4 * _CARET_MARGIN_PX
        option.currentText = self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideMiddle, room)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        theme = tokens()
        caret = QRect(0, 0, _CARET_PX, _CARET_PX)
        caret.moveCenter(self.rect().center())
        caret.moveRight(self.width() - _CARET_MARGIN_PX)
        paint_glyph(painter, caret, Glyph.CARET, theme.text_muted if self.isEnabled() else theme.text_off)

    def _tell(self, index: int) -> None:
        self.chosen.emit(self._values[index])

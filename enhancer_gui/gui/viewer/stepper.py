"""A small capsule over the photo that sets one number of the compare mode: how much, or how fast."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from enhancer_gui.gui.viewer.overlays import Pill, label_font, paint_pill, paint_pill_ring

HEIGHT_PX = 28
_END_PX = 30
_WORDS_PX = 132
_SIGN_PX = 4.5
_INK = QColor(255, 255, 255, 240)
_OFF = QColor(255, 255, 255, 90)


class Stepper(QWidget):
    """Steps through a row of values, by its two ends or by the arrow keys.

    Signals:
        stepped(float): another value.
    """

    stepped = Signal(float)

    def __init__(
        self, values: Sequence[float], start: float, words: Callable[[float], str], name: str, parent: QWidget
    ) -> None:
        """Offer `values`, ascending, beginning with `start`; `words` says a value."""
        super().__init__(parent)
        self._values, self._words = tuple(values), words
        self._place = self._values.index(start)
        self.setFixedSize(2 * _END_PX + _WORDS_PX, HEIGHT_PX)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(name)
        self.hide()

    @property
    def value(self) -> float:
        """The value in use."""
        return self._values[self._place]

    def step(self, by: int) -> None:
        """Go some values up or down, as far as there are any."""
        place = min(max(self._place + by, 0), len(self._values) - 1)
        if place != self._place:
            self._place = place
            self.update()
            self.stepped.emit(self.value)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the capsule with the value between minus and plus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pill = Pill(self._words(self.value), QRectF(self.rect()))
        paint_pill(painter, pill, label_font(self.font()), rounded=True)
        middle = self.height() / 2
        for x, is_plus, is_on in (
            (_END_PX / 2 + 2, False, self._place > 0),
            (self.width() - _END_PX / 2 - 2, True, self._place < len(self._values) - 1),
        ):
            painter.setPen(QPen(_INK if is_on else _OFF, 1.6))
            painter.drawLine(QPointF(x - _SIGN_PX, middle), QPointF(x + _SIGN_PX, middle))
            if is_plus:
                painter.drawLine(QPointF(x, middle - _SIGN_PX), QPointF(x, middle + _SIGN_PX))
        if self.hasFocus():
            paint_pill_ring(painter, pill, rounded=True)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Step where an end is pressed; the words between them take the press and do nothing."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.step(
                -1 if event.position().x() < _END_PX else 1 if event.position().x() > self.width() - _END_PX else 0
            )

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show which parts can be pressed."""
        is_end = not _END_PX <= event.position().x() <= self.width() - _END_PX
        self.setCursor(Qt.CursorShape.PointingHandCursor if is_end else Qt.CursorShape.ArrowCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step with the arrow keys while the keyboard is here."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Down: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: 1}
        if (by := steps.get(Qt.Key(event.key()))) is None:
            super().keyPressEvent(event)
        else:
            self.step(by)

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.update()

"""A short tour of the window: what is where, in the order of work, on the photo that comes along."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget
from shiboken6 import isValid

from enhancer_gui.gui.theme import tokens
from enhancer_gui.gui.widgets import ButtonKind, TextButton

WIDTH_PX = 320
GAP_PX = 12
HALO_PX = 4
RADIUS_PX = 8
SHADE = QColor(0, 0, 0, 130)


@dataclass(frozen=True)
class TourStop:
    """A part of the window and what there is to say of it."""

    part: QWidget
    title: str
    text: str


class Tour(QWidget):
    """Lies over the window and lights up one part after the other; Esc and "Skip" end it.

    Signals:
        ended(): taken to the end, or skipped.
    """

    ended = Signal()

    def __init__(self, stops: Sequence[TourStop], window: QWidget) -> None:
        """Prepare to show parts of this window, those that are hidden left out."""
        super().__init__(window)
        self._ground = window
        self._had_keyboard: QWidget | None = None
        self._stops = tuple(stop for stop in stops if stop.part.isVisible())
        self._place = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._callout = self._make_callout()
        window.installEventFilter(self)
        self.hide()

    @property
    def place(self) -> int:
        """Which stop is shown, from 0."""
        return self._place

    def begin(self) -> None:
        """Show the first stop."""
        self._had_keyboard = self._ground.focusWidget()
        self.resize(self._ground.size())
        self.show()
        self.raise_()
        self._show_stop(0)

    @Slot()
    def go_on(self) -> None:
        """Show the next stop, or end behind the last."""
        if self._place + 1 < len(self._stops):
            self._show_stop(self._place + 1)
        else:
            self.end()

    @Slot()
    def go_back(self) -> None:
        """Show the stop before."""
        if self._place:
            self._show_stop(self._place - 1)

    @Slot()
    def end(self) -> None:
        """Leave the window as it was."""
        self._ground.removeEventFilter(self)
        self.clearFocus()  # hidden with the keyboard, it would leave it, and the ring, to the window's first button
        if self._had_keyboard is not None and isValid(self._had_keyboard) and self._had_keyboard.isVisible():
            self._had_keyboard.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hide()
        self.deleteLater()
        self.ended.emit()

    def event(self, event: QEvent) -> bool:
        """Keep all keys from the window's shortcuts: Esc ends the tour and stops no job."""
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on and back with the arrow keys, end with Esc; no key reaches the window."""
        match event.key():
            case Qt.Key.Key_Escape:
                self.end()
            case Qt.Key.Key_Right | Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Space:
                self.go_on()
            case Qt.Key.Key_Left:
                self.go_back()
            case _:
                event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay over the window when it changes its size."""
        if event.type() is QEvent.Type.Resize and watched is self._ground:
            self.resize(self._ground.size())
            self._put_callout()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Darken all but the part that is spoken of."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shade, hole = QPainterPath(), QPainterPath()
        shade.addRect(QRectF(self.rect()))
        light = QRectF(self._light())
        hole.addRoundedRect(light, RADIUS_PX, RADIUS_PX)
        painter.fillPath(shade.subtracted(hole), SHADE)
        painter.setPen(QPen(QColor(tokens().accent), 2))
        painter.drawRoundedRect(light, RADIUS_PX, RADIUS_PX)

    def _light(self) -> QRect:
        """Return where the part is that is spoken of, with a little room around it."""
        part = self._stops[self._place].part
        rect = QRect(part.mapTo(self._ground, QPoint(0, 0)), part.size())
        return rect.adjusted(-HALO_PX, -HALO_PX, HALO_PX, HALO_PX).intersected(self.rect().adjusted(1, 1, -1, -1))

    def _make_callout(self) -> QFrame:
        callout = QFrame(self)
        callout.setProperty("kind", "notice")
        callout.setProperty("tone", "neutral")
        callout.setFixedWidth(WIDTH_PX)
        self._title, self._text, self._count = QLabel(callout), QLabel(callout), QLabel(callout)
        self._title.setProperty("kind", "title")
        self._count.setProperty("kind", "muted")
        self._text.setWordWrap(True)
        self.skip = TextButton(self.tr("Skip"), ButtonKind.QUIET, callout, tip=self.tr("End the tour"))
        self.next = TextButton("", ButtonKind.PRIMARY, callout)
        self.skip.clicked.connect(self.end)
        self.next.clicked.connect(self.go_on)
        for button in (self.skip, self.next):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        foot = QHBoxLayout()
        foot.addWidget(self._count)
        foot.addStretch(1)
        foot.addWidget(self.skip)
        foot.addWidget(self.next)
        column = self._column = QVBoxLayout(callout)
        column.setContentsMargins(16, 12, 12, 12)
        column.setSpacing(8)
        for part in (self._title, self._text):
            column.addWidget(part)
        column.addLayout(foot)
        return callout

    def _show_stop(self, place: int) -> None:
        self._place = place
        stop, is_last = self._stops[place], place + 1 == len(self._stops)
        self._title.setText(stop.title)
        self._text.setText(stop.text)
        self._count.setText(self.tr("{place} of {count}").format(place=place + 1, count=len(self._stops)))
        self.next.setText(self.tr("Done") if is_last else self.tr("Next"))
        self.next.setAccessibleName(self.next.text())
        self.skip.setVisible(not is_last)
        self.setAccessibleName(f"{stop.title}. {stop.text}")
        self._put_callout()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.update()

    def _put_callout(self) -> None:
        """Put the words beside the part where there is most room, never beyond the window's edge."""
        callout, light, room = self._callout, self._light(), self.rect().adjusted(GAP_PX, GAP_PX, -GAP_PX, -GAP_PX)
        self._column.activate()
        height = max(callout.heightForWidth(WIDTH_PX), callout.sizeHint().height())
        callout.resize(WIDTH_PX, height)
        left, right = light.left() - room.left(), room.right() - light.right()
        above, below = light.top() - room.top(), room.bottom() - light.bottom()
        if max(left, right) >= WIDTH_PX + GAP_PX:
            x = light.right() + GAP_PX if right > left else light.left() - GAP_PX - WIDTH_PX
            y = light.center().y() - height // 2
        elif max(above, below) >= height + GAP_PX:
            x = light.center().x() - WIDTH_PX // 2
            y = light.bottom() + GAP_PX if below > above else light.top() - GAP_PX - height
        else:
            x, y = light.center().x() - WIDTH_PX // 2, light.bottom() - GAP_PX - height
        callout.move(min(max(x, room.left()), room.right() - WIDTH_PX), min(max(y, room.top()), room.bottom() - height))

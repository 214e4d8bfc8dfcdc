"""A share between nothing and all: label, slider and a number that can be typed."""

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QSlider, QSpinBox, QWidget

from enhancer_gui.gui.theme import tabular, tokens
from enhancer_gui.gui.widgets.buttons import CONTROL_PX
from enhancer_gui.gui.widgets.describe import describe
from enhancer_gui.gui.widgets.painting import paint_ring

PERCENT = 100
_PAGE_PERCENT = 10
_GROOVE_PX = 4
_KNOB_PX = 14
_RING_ROOM_PX = 3
_FIGURE_WIDTH_PX = 56
_TRACK_WIDTH_PX = 110


class _Track(QSlider):
    """A slider that is painted in the theme's colours and leaves the wheel to the panel unless it has the focus."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setRange(0, PERCENT)
        self.setPageStep(_PAGE_PERCENT)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedHeight(CONTROL_PX)

    def sizeHint(self) -> QSize:
        """Return a width that leaves room for label and number in the side panel."""
        return QSize(_TRACK_WIDTH_PX, CONTROL_PX)

    def _knob_centre(self) -> QPointF:
        margin = _KNOB_PX / 2 + _RING_ROOM_PX
        share = self.sliderPosition() / PERCENT
        return QPointF(margin + share * (self.width() - 2 * margin), self.height() / 2)

    def _value_at(self, x: float) -> int:
        margin = _KNOB_PX / 2 + _RING_ROOM_PX
        return round((x - margin) / max(1.0, self.width() - 2 * margin) * PERCENT)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the knob to the pointer at once."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self.setSliderPosition(self._value_at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the knob."""
        if self.isSliderDown():
            self.setSliderPosition(self._value_at(event.position().x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let the knob go."""
        self.setSliderDown(False)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Change the value only when asked for by focus, so that scrolling the panel changes nothing."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint groove, filled part, knob and focus ring."""
        theme = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        centre = self._knob_centre()
        groove = QRectF(_RING_ROOM_PX, centre.y() - _GROOVE_PX / 2, self.width() - 2 * _RING_ROOM_PX, _GROOVE_PX)
        painter.setBrush(QColor(theme.edge if self.isEnabled() else theme.line))
        painter.drawRoundedRect(groove, _GROOVE_PX / 2, _GROOVE_PX / 2)
        if self.isEnabled():
            painter.setBrush(QColor(theme.accent))
            groove.setRight(centre.x())
            painter.drawRoundedRect(groove, _GROOVE_PX / 2, _GROOVE_PX / 2)
        knob = QRectF(centre.x() - _KNOB_PX / 2, centre.y() - _KNOB_PX / 2, _KNOB_PX, _KNOB_PX)
        painter.setBrush(QColor(theme.panel))
        painter.drawEllipse(knob.adjusted(-1, -1, 1, 1))
        painter.setBrush(
            QColor((theme.text if theme.is_dark else theme.accent) if self.isEnabled() else theme.text_off)
        )
        painter.drawEllipse(knob)
        if self.hasFocus():
            room = _RING_ROOM_PX
            paint_ring(painter, knob.adjusted(-room, -room, room, room), _KNOB_PX / 2 + room - 1, theme.focus)


class _Figure(QSpinBox):
    """The number; the wheel is left to the panel unless the number has the focus."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Change the value only with the focus."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class ValueSlider(QWidget):
    """A share 0..1 as label, slider and "70 %". A double click on label or slider, or Backspace, resets it.

    Attributes:
        value_changed: emitted with the new share when the user changes it, also while dragging.
    """

    value_changed = Signal(float)

    def __init__(
        self, label: str, default: float = 1.0, parent: QWidget | None = None, *, tip: str = "", spoken: str = ""
    ) -> None:
        """Show `label`; a screen reader says `spoken` where the label alone does not tell which of several this is."""
        super().__init__(parent)
        self._default = default
        self._label = QLabel(label, self)
        self._label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._track = _Track(self)
        self._figure = _Figure(self)
        self._figure.setProperty("kind", "figure")
        self._figure.setRange(0, PERCENT)
        self._figure.setSuffix(self.tr(" %"))
        self._figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._figure.setFixedSize(_FIGURE_WIDTH_PX, CONTROL_PX)
        self._figure.setFont(tabular(self.font()))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._label, 1)
        layout.addWidget(self._track)
        layout.addWidget(self._figure)
        self._track.installEventFilter(self)
        self._label.installEventFilter(self)
        self._explain(spoken or label, tip)
        self.set_value(default)
        self._track.valueChanged.connect(self._take)
        self._figure.valueChanged.connect(self._take)

    @property
    def value(self) -> float:
        """The share 0..1."""
        return self._track.value() / PERCENT

    def set_value(self, value: float) -> None:
        """Show a share without emitting `value_changed`."""
        percent = round(value * PERCENT)
        for control in (self._track, self._figure):
            with QSignalBlocker(control):
                control.setValue(percent)
        self._track.update()

    def reset(self) -> None:
        """Bring the default back, as the user's doing."""
        self._take(round(self._default * PERCENT))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Reset on a double click, and on Backspace while the slider has the keyboard."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Backspace:
                self.reset()
                return True
            return super().eventFilter(watched, event)
        if event.type() is QEvent.Type.MouseButtonDblClick and self.isEnabled():
            self._track.setSliderDown(False)
            self.reset()
            return True
        return super().eventFilter(watched, event)

    def _take(self, percent: int) -> None:
        self.set_value(percent / PERCENT)
        self.value_changed.emit(self.value)

    def _explain(self, name: str, tip: str) -> None:
        usage = self.tr("Double-click or Backspace for {0} %.").format(round(self._default * PERCENT))
        text = f"{tip}\n{usage}" if tip else usage
        describe(self._track, name, text)
        describe(self._figure, name, text)
        self._label.setToolTip(text)
        self.setAccessibleName(name)

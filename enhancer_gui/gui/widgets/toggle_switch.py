"""An on/off switch."""

from PySide6.QtCore import Property, QEasingCurve, QPointF, QPropertyAnimation, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from enhancer_gui.gui.theme import motion_ms, tokens
from enhancer_gui.gui.widgets.buttons import CONTROL_PX
from enhancer_gui.gui.widgets.describe import describe
from enhancer_gui.gui.widgets.painting import paint_ring

_TRACK = QSize(30, 18)
_KNOB_PX = 14


class ToggleSwitch(QAbstractButton):
    """A switch that is on or off; `toggled(bool)` tells of changes. The knob glides, unless motion is reduced."""

    def __init__(self, name: str, parent: QWidget | None = None, *, tip: str = "") -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedSize(self.sizeHint())
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._place = 0.0
        self._glide = QPropertyAnimation(self, b"place", self)
        self._glide.setEasingCurve(QEasingCurve.Type.OutCubic)
        self.toggled.connect(self._move_knob)
        describe(self, name, tip)

    def sizeHint(self) -> QSize:
        """Return the track's width, as high as every control."""
        return QSize(_TRACK.width(), CONTROL_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint track, knob and focus ring."""
        theme = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        track = QRectF(0, 0, _TRACK.width(), _TRACK.height())
        track.moveCenter(QRectF(self.rect()).center())
        radius = track.height() / 2
        painter.setPen(Qt.PenStyle.NoPen)
        if not self.isEnabled():
            painter.setPen(QPen(QColor(theme.line), 1))
            painter.setBrush(QColor(theme.raised))
        elif self.isChecked():
            painter.setBrush(QColor(theme.accent_hover if self.underMouse() else theme.accent))
        else:
            painter.setBrush(QColor(theme.text_muted if self.underMouse() else theme.edge))
        painter.drawRoundedRect(track, radius, radius)
        margin = (track.height() - _KNOB_PX) / 2
        left = track.left() + margin + self._place * (track.width() - _KNOB_PX - 2 * margin)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor("#ffffff") if self.isEnabled() else QColor(theme.text_off))
        painter.drawEllipse(QPointF(left + _KNOB_PX / 2, track.center().y()), _KNOB_PX / 2, _KNOB_PX / 2)
        if self.hasFocus():
            paint_ring(painter, track.adjusted(0, -1, 0, 1), radius, theme.text)

    def _move_knob(self, checked: bool) -> None:
        self._glide.stop()
        self._glide.setDuration(motion_ms() if self.isVisible() else 0)
        self._glide.setStartValue(self._place)
        self._glide.setEndValue(1.0 if checked else 0.0)
        self._glide.start()

    def _get_place(self) -> float:
        return self._place

    def _set_place(self, place: float) -> None:
        self._place = place
        self.update()

    place = Property(float, _get_place, _set_place)

"""What mouse and touchpad mean in the viewer: `keys.py` has the keyboard."""

from enum import Enum, auto
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QInputDevice, QMouseEvent, QNativeGestureEvent, QWheelEvent

from enhancer_gui.gui.viewer.navigator import Navigator
from enhancer_gui.gui.viewer.overlays import DividerLine

NOTCH = 120
"""Qt's angle for one click of a mouse wheel."""

WHEEL_FACTOR = 1.25
"""Zoom of one click."""

_TOUCHPAD_FACTOR = 1.005
"""Zoom of one pixel of a two-finger scroll with Ctrl, which is also how Windows tells a pinch: 140 pixels double."""

CLICK_PX = 5.0
"""A hand that clicks may tremble by this much."""

_PIXELS_A_NOTCH = 60
"""Pan of a touchpad that counts in parts of a wheel's click, as X11's do."""


class Stage(Protocol):
    """What the gestures act on."""

    @property
    def navigator(self) -> Navigator:
        """The camera."""
        ...

    @property
    def has_picture(self) -> bool:
        """Whether there is anything to look at."""
        ...

    @property
    def divider_line(self) -> DividerLine | None:
        """The divider, or None while there is none."""
        ...

    @property
    def overview_rect(self) -> QRectF | None:
        """Where the overview is in logical pixels; None while there is none."""
        ...

    @property
    def divider(self) -> float:
        """The divider's place, 0 (left) to 1 (right)."""
        ...

    @divider.setter
    def divider(self, share: float) -> None: ...

    def drag_divider_to(self, point: QPointF) -> None:
        """Put the divider where a logical point is."""
        ...

    def centre_overview_on(self, point: QPointF) -> None:
        """Look at the place beneath a logical point of the overview."""
        ...

    def pane_point(self, point: QPointF) -> tuple[float, float]:
        """Return the device pixel of the camera's view beneath a logical point of the widget."""
        ...

    def device_length(self, length: float) -> float:
        """Return logical pixels as device pixels."""
        ...


class _Drag(Enum):
    NONE = auto()
    DIVIDER = auto()
    OVERVIEW = auto()
    PAN = auto()


class Gestures:
    """Turns events into movements; every handler returns whether the event meant something here."""

    def __init__(self, stage: Stage) -> None:
        """Start with nothing held."""
        self._stage = stage
        self._drag = _Drag.NONE
        self._last = QPointF()
        self._grip = QPointF()
        self._travelled = 0.0

    @property
    def is_dragging_divider(self) -> bool:
        """Whether the divider is held."""
        return self._drag is _Drag.DIVIDER

    @property
    def is_click(self) -> bool:
        """Whether the photo is held where it was pressed."""
        return self._drag is _Drag.PAN and self._travelled < CLICK_PX

    def cursor_at(self, point: QPointF) -> Qt.CursorShape:
        """Return the cursor for a point."""
        line = self._stage.divider_line
        if line is not None and (self._drag is _Drag.DIVIDER or (self._drag is _Drag.NONE and self.is_hot(point))):
            return Qt.CursorShape.SplitVCursor if line.is_across else Qt.CursorShape.SplitHCursor
        if self._drag is _Drag.OVERVIEW or (self._drag is _Drag.NONE and self._is_on_overview(point)):
            return Qt.CursorShape.PointingHandCursor
        if self._drag is _Drag.PAN:
            return Qt.CursorShape.ClosedHandCursor
        target = self._stage.navigator.target
        pannable = self._stage.has_picture and not target.fitted and any(target.fills_view)
        return Qt.CursorShape.OpenHandCursor if pannable else Qt.CursorShape.ArrowCursor

    def is_hot(self, point: QPointF) -> bool:
        """Return whether a press at a point takes hold of the divider."""
        line = self._stage.divider_line
        if line is None or self._is_on_overview(point):
            return False
        return line.is_on_line(point) or line.is_on_knob(point)

    def is_on_handle(self, point: QPointF) -> bool:
        """Return whether a point is on the divider's knob or on the overview, which a brush leaves alone."""
        return self._on_knob(point) or self._is_on_overview(point)

    def press(self, event: QMouseEvent) -> bool:
        """Take hold of the divider or of the photo."""
        if not self._stage.has_picture:
            return False
        point, line = event.position(), self._stage.divider_line
        if event.button() == Qt.MouseButton.LeftButton and self._is_on_overview(point):
            self._drag = _Drag.OVERVIEW
            self._stage.centre_overview_on(point)
        elif event.button() == Qt.MouseButton.LeftButton and line is not None and self.is_hot(point):
            self._drag, self._grip = _Drag.DIVIDER, line.knob - point
        elif event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            self._drag, self._last, self._travelled = _Drag.PAN, point, 0.0
        else:
            return False
        return True

    def move(self, event: QMouseEvent) -> bool:
        """Drag what is held."""
        point = event.position()
        if self._drag is _Drag.DIVIDER:
            self._stage.drag_divider_to(point + self._grip)
        elif self._drag is _Drag.OVERVIEW:
            self._stage.centre_overview_on(point)
        elif self._drag is _Drag.PAN:
            way, self._last = point - self._last, point
            self._travelled += way.manhattanLength()
            self._pan(way)
        return self._drag is not _Drag.NONE

    def release(self) -> bool:
        """Let go."""
        held, self._drag = self._drag is not _Drag.NONE, _Drag.NONE
        return held

    def double_click(self, event: QMouseEvent) -> bool:
        """Centre the divider on its knob; elsewhere change between 100 % at the pointer and the whole photo."""
        if event.button() != Qt.MouseButton.LeftButton or not self._stage.has_picture:
            return False
        if self._on_knob(event.position()):
            self._stage.divider = 0.5
        elif not self._is_on_overview(event.position()):
            self._toggle(event.position())
        return True

    def wheel(self, event: QWheelEvent) -> bool:
        """A wheel zooms at the pointer, click by click; two fingers on a touchpad pan, and zoom with Ctrl."""
        if not self._stage.has_picture:
            return False
        keys, angle, pixels = event.modifiers(), event.angleDelta(), event.pixelDelta()
        is_touchpad = not pixels.isNull() and event.phase() != Qt.ScrollPhase.NoScrollPhase
        is_touchpad = is_touchpad or event.device().type() is QInputDevice.DeviceType.TouchPad
        if is_touchpad and not keys & Qt.KeyboardModifier.ControlModifier:
            way = pixels.toPointF() if not pixels.isNull() else angle.toPointF() * (_PIXELS_A_NOTCH / NOTCH)
            self._pan(way)
        elif is_touchpad and not pixels.isNull():
            self._zoom(event.position(), _TOUCHPAD_FACTOR ** pixels.y(), glide=False)
        elif keys & Qt.KeyboardModifier.ShiftModifier or (angle.x() and not angle.y()):
            self._pan(QPointF((angle.x() or angle.y()) * _PIXELS_A_NOTCH / NOTCH, 0.0))
        elif angle.y():
            self._zoom(event.position(), WHEEL_FACTOR ** (angle.y() / NOTCH), glide=abs(angle.y()) >= NOTCH)
        return True

    def pinch(self, event: QNativeGestureEvent) -> bool:
        """Zoom at the fingers."""
        if not self._stage.has_picture:
            return False
        if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self._zoom(event.position(), max(0.2, 1.0 + event.value()), glide=False)
        elif event.gestureType() == Qt.NativeGestureType.SmartZoomNativeGesture:
            self._toggle(event.position())
        else:
            return False
        return True

    def _is_on_overview(self, point: QPointF) -> bool:
        rect = self._stage.overview_rect
        return rect is not None and rect.contains(point)

    def _on_knob(self, point: QPointF) -> bool:
        line = self._stage.divider_line
        return line is not None and line.is_on_knob(point)

    def _pan(self, way: QPointF) -> None:
        navigator, length = self._stage.navigator, self._stage.device_length
        navigator.jump(navigator.target.pan(length(way.x()), length(way.y())))

    def _zoom(self, point: QPointF, factor: float, *, glide: bool) -> None:
        navigator, (x, y) = self._stage.navigator, self._stage.pane_point(point)
        camera = navigator.target.zoom_at(x, y, navigator.target.scale * factor)
        if glide:
            navigator.glide(camera)
        else:
            navigator.jump(camera)

    def _toggle(self, point: QPointF) -> None:
        navigator, (x, y) = self._stage.navigator, self._stage.pane_point(point)
        target = navigator.target
        closer = target.fitted or target.percent < 100.0 - 1e-4
        navigator.glide(target.zoom_at(x, y, target.result_scale) if closer else target.fit())

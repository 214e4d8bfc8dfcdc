"""What mouse, touchpad and keys mean in the viewer. Points are device pixels of the widget."""

import math
from enum import Enum, auto
from typing import Protocol

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QNativeGestureEvent, QWheelEvent

from enhancer_gui.gui.viewer.navigator import Navigator
from enhancer_gui.gui.viewer.overlays import HOT_ZONE, KNOB_RADIUS

NOTCH = 120
"""Qt's angle for one click of a mouse wheel."""

WHEEL_FACTOR = 1.25
"""Zoom of one click."""

_TOUCHPAD_FACTOR = 1.005
"""Zoom of one pixel of a two-finger scroll: a swipe of 140 pixels doubles."""

KEY_FACTOR = 1.25

DIVIDER_STEP = 0.01
DIVIDER_LEAP = 0.10

_SCALES = {Qt.Key.Key_1: 1.0, Qt.Key.Key_2: 2.0, Qt.Key.Key_3: 3.0, Qt.Key.Key_4: 4.0}
_LARGER = (Qt.Key.Key_Plus, Qt.Key.Key_Equal)
_SMALLER = (Qt.Key.Key_Minus, Qt.Key.Key_Underscore)
_FIT = (Qt.Key.Key_0, Qt.Key.Key_F)


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
    def divider_line(self) -> QPointF | None:
        """The knob's place in logical pixels, or None while there is no divider."""
        ...

    @property
    def divider(self) -> float:
        """The divider's place, 0 (left) to 1 (right)."""
        ...

    @divider.setter
    def divider(self, share: float) -> None: ...

    def drag_divider_to(self, x: float) -> None:
        """Put the divider at a logical column."""
        ...

    def pane_point(self, point: QPointF) -> tuple[float, float]:
        """Return the device pixel of the camera's view beneath a logical point of the widget."""
        ...

    def device_length(self, length: float) -> float:
        """Return logical pixels as device pixels."""
        ...

    def show_original(self, held: bool) -> None:
        """Show only the original while held."""
        ...


class _Drag(Enum):
    NONE = auto()
    DIVIDER = auto()
    PAN = auto()


class Gestures:
    """Turns events into movements; every handler returns whether the event meant something here."""

    def __init__(self, stage: Stage) -> None:
        """Start with nothing held."""
        self._stage = stage
        self._drag = _Drag.NONE
        self._last = QPointF()
        self._grip = 0.0

    @property
    def is_dragging_divider(self) -> bool:
        """Whether the divider is held."""
        return self._drag is _Drag.DIVIDER

    def cursor_at(self, point: QPointF) -> Qt.CursorShape:
        """Return the cursor for a point."""
        if self._drag is _Drag.DIVIDER or (self._drag is _Drag.NONE and self.is_hot(point)):
            return Qt.CursorShape.SplitHCursor
        if self._drag is _Drag.PAN:
            return Qt.CursorShape.ClosedHandCursor
        target = self._stage.navigator.target
        pannable = self._stage.has_picture and not target.fitted and any(target.fills_view)
        return Qt.CursorShape.OpenHandCursor if pannable else Qt.CursorShape.ArrowCursor

    def is_hot(self, point: QPointF) -> bool:
        """Return whether a press at a point takes hold of the divider."""
        line = self._stage.divider_line
        if line is None:
            return False
        return abs(point.x() - line.x()) <= HOT_ZONE / 2 or self._on_knob(point)

    def press(self, event: QMouseEvent) -> bool:
        """Take hold of the divider or of the photo."""
        if not self._stage.has_picture:
            return False
        point, line = event.position(), self._stage.divider_line
        if event.button() == Qt.MouseButton.LeftButton and line is not None and self.is_hot(point):
            self._drag, self._grip = _Drag.DIVIDER, line.x() - point.x()
        elif event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            self._drag, self._last = _Drag.PAN, point
        else:
            return False
        return True

    def move(self, event: QMouseEvent) -> bool:
        """Drag what is held."""
        point = event.position()
        if self._drag is _Drag.DIVIDER:
            self._stage.drag_divider_to(point.x() + self._grip)
        elif self._drag is _Drag.PAN:
            way, self._last = point - self._last, point
            navigator, length = self._stage.navigator, self._stage.device_length
            navigator.jump(navigator.target.pan(length(way.x()), length(way.y())))
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
        else:
            self._toggle(event.position())
        return True

    def wheel(self, event: QWheelEvent) -> bool:
        """Zoom at the pointer: gliding for a wheel's clicks, at once for a touchpad."""
        if not self._stage.has_picture:
            return False
        pixels, angle = event.pixelDelta().y(), event.angleDelta().y()
        if pixels and event.phase() != Qt.ScrollPhase.NoScrollPhase:
            self._zoom(event.position(), _TOUCHPAD_FACTOR**pixels, glide=False)
        elif angle:
            self._zoom(event.position(), WHEEL_FACTOR ** (angle / NOTCH), glide=abs(angle) >= NOTCH)
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

    def key_press(self, event: QKeyEvent) -> bool:
        """Zoom, move the divider, or hold the original."""
        if not self._stage.has_picture:
            return False
        key, navigator = Qt.Key(event.key()), self._stage.navigator
        if key == Qt.Key.Key_Space:
            if not event.isAutoRepeat():
                self._stage.show_original(True)
        elif key in _FIT:
            navigator.glide(navigator.target.fit())
        elif key in _SCALES:
            navigator.glide(navigator.target.zoom_centre(_SCALES[key]))
        elif key in _LARGER:
            navigator.glide(navigator.target.zoom_centre(navigator.target.scale * KEY_FACTOR))
        elif key in _SMALLER:
            navigator.glide(navigator.target.zoom_centre(navigator.target.scale / KEY_FACTOR))
        else:
            return self._divider_key(key, leap=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        return True

    def key_release(self, event: QKeyEvent) -> bool:
        """Let go of the original."""
        if event.key() != Qt.Key.Key_Space:
            return False
        if not event.isAutoRepeat():
            self._stage.show_original(False)
        return True

    def _divider_key(self, key: Qt.Key, *, leap: bool) -> bool:
        if self._stage.divider_line is None:
            return False
        step = DIVIDER_LEAP if leap else DIVIDER_STEP
        places = {
            Qt.Key.Key_Left: self._stage.divider - step,
            Qt.Key.Key_Right: self._stage.divider + step,
            Qt.Key.Key_Home: 0.0,
            Qt.Key.Key_End: 1.0,
        }
        if key not in places:
            return False
        self._stage.divider = places[key]
        return True

    def _on_knob(self, point: QPointF) -> bool:
        line = self._stage.divider_line
        return line is not None and math.hypot(point.x() - line.x(), point.y() - line.y()) <= KNOB_RADIUS

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
        closer = target.fitted or target.scale < 1.0 - 1e-6
        navigator.glide(target.zoom_at(x, y, 1.0) if closer else target.fit())

"""The before/after viewer: one widget that lets two pictures be compared to the pixel."""

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QFocusEvent,
    QHelpEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from enhancer_gui.gui.viewer.brush import Brushing, Dab, ring_rect
from enhancer_gui.gui.viewer.controls import CompareControls
from enhancer_gui.gui.viewer.gestures import Gestures
from enhancer_gui.gui.viewer.keys import Keys
from enhancer_gui.gui.viewer.pointed import Pointed, pixel_at
from enhancer_gui.gui.viewer.tile_cache import DEFAULT_BUDGET_BYTES

_KEYBOARD_FOCUS = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class CompareViewer(CompareControls):
    """Shows a photo and its result at the same scale and place; `Gestures` and `Keys` say what can be done with it."""

    clicked = Signal()
    """The photo was pressed and let go in one place."""

    pointed = Signal(object)
    """What the pointer is at: Pointed, or None where there is no picture beneath it."""

    brushed = Signal(object)
    """A Dab: somebody paints with the brush that `set_brush` has given."""

    def __init__(self, parent: QWidget | None = None, *, cache_bytes: int = DEFAULT_BUDGET_BYTES) -> None:
        """Start empty, in split mode with the divider in the middle."""
        super().__init__(parent, cache_bytes)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._gestures = Gestures(self)
        self._keys = Keys(self)
        self._brushing = Brushing(self)
        self._told: Pointed | None = None
        self._describe()

    def leaves_to_others(self, point: QPointF) -> bool:
        """Return whether a press at a point is the divider's or the overview's, brush or not."""
        return self._gestures.is_on_handle(point)

    def tell_dab(self, dab: Dab) -> None:
        """Tell a point of a stroke."""
        self.brushed.emit(dab)

    def drag_divider_to(self, point: QPointF) -> None:
        """Put the divider where a logical point is."""
        rect, line = self._navigator.camera.picture_rect(), self.divider_line
        if line is not None and line.is_across:
            self.divider = (self.device_length(point.y()) - rect.y) / max(1, rect.height)
        else:
            self.divider = (self.device_length(point.x()) - rect.x) / max(1, rect.width)

    def sizeHint(self) -> QSize:
        """Return a size at which a photo can be judged."""
        return QSize(960, 640)

    def minimumSizeHint(self) -> QSize:
        """Return the least size at which the divider is of use."""
        return QSize(240, 160)

    def event(self, event: QEvent) -> bool:
        """Serve touchpad pinches, tool tips and moves to a screen of another pixel ratio."""
        if isinstance(event, QNativeGestureEvent) and self._gestures.pinch(event):
            event.accept()
            return True
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            self._tell(event)
            return True
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._navigator.jump(self._framed())
            self._after_layout()
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._describe()
            self._after_layout()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the place that is looked at."""
        super().resizeEvent(event)
        self._navigator.jump(self._framed())
        self._after_layout()
        self._load()

    def showEvent(self, event: QShowEvent) -> None:
        """Load what is in view."""
        super().showEvent(event)
        self._load()

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest while nobody looks."""
        super().hideEvent(event)
        self._still.stop()
        self._navigator.stop()
        self._pictures.rest()
        self._blinker.set_running(False)

    def closeEvent(self, event: QCloseEvent) -> None:
        """End all work."""
        self.shutdown()
        super().closeEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Paint, or take hold of divider, overview or photo."""
        event.setAccepted(self._brushing.press(event) or self._gestures.press(event))
        self._follow_pointer(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Paint, drag, or show what could be dragged."""
        event.setAccepted(self._brushing.move(event) or self._gestures.move(event))
        self._follow_pointer(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        is_click = self._gestures.is_click
        event.setAccepted(self._brushing.release(event) or self._gestures.release())
        self._follow_pointer(event.position())
        if is_click:
            self.clicked.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Toggle the zoom or centre the divider; with a brush it is another stroke."""
        event.setAccepted(self._brushing.press(event) or self._gestures.double_click(event))

    def leaveEvent(self, event: QEvent) -> None:
        """Point at nothing."""
        super().leaveEvent(event)
        self._move_pointer(None)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the pointer, or pan."""
        event.setAccepted(self._gestures.wheel(event))
        self._move_pointer(event.position())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Zoom, pan, move the divider, hold the original."""
        event.setAccepted(self._keys.press(event))

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Let go of the original."""
        event.setAccepted(self._keys.release(event))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring to those who came by keyboard."""
        super().focusInEvent(event)
        self._ring = event.reason() in _KEYBOARD_FOCUS
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Let go of everything that is held."""
        super().focusOutEvent(event)
        self._ring = False
        self._brushing.give_up()
        self._gestures.release()
        self.show_original(False)
        self.update()

    def _after_layout(self) -> None:
        super()._after_layout()
        self._tell_pointed()

    def _follow_pointer(self, point: QPointF) -> None:
        paints = self.brush is not None and (self._brushing.is_painting or not self._gestures.is_on_handle(point))
        self.setCursor(Qt.CursorShape.BlankCursor if paints else self._gestures.cursor_at(point))
        if self._divider_pressed is not self._gestures.is_dragging_divider:
            self._divider_pressed = self._gestures.is_dragging_divider
            self.update()
        self._move_pointer(point)

    def _move_pointer(self, point: QPointF | None) -> None:
        if point != self._pointer:
            self._repaint_ring()
            self._pointer = point
            self._repaint_ring()
            if self.has_loupe:
                self._load()
                self.update()
            self._tell_pointed()

    def _repaint_ring(self) -> None:
        if self.brush is not None and self._pointer is not None:
            self.update(ring_rect(self._pointer, self.brush_radius).toAlignedRect())

    def _tell_pointed(self) -> None:
        pointed, output = None, self.output_size
        if self._pointer is not None and output is not None:
            place = self._navigator.camera.snapped().to_output(*self.pane_point(self._pointer))
            pointed = pixel_at(place, output, self._pictures.per_result, self._crop)
        if pointed != self._told:
            self._told = pointed
            self.pointed.emit(pointed)

    def _tell(self, event: QHelpEvent) -> None:
        if not self._gestures.is_hot(QPointF(event.pos())):
            QToolTip.hideText()
            return
        text = self.tr("Drag to compare (Left and Right arrow keys); double-click to centre")
        if self.divider_line is not None and self.divider_line.is_across:
            text = self.tr("Drag to compare (Up and Down arrow keys); double-click to centre")
        QToolTip.showText(event.globalPos(), text, self, QRect())

    def _describe(self) -> None:
        self.setAccessibleName(self.tr("Before and after"))
        self.setAccessibleDescription(
            self.tr(
                "The photo and its result at the same place. Arrow keys move the divider and, with Ctrl, the photo. "
                "Space shows the original while held, 0 shows the whole photo, 1 to 4 zoom to 100 to 400 percent of "
                "the result, I to 100 percent of the original, L shows a loupe and N the overview."
            )
        )

"""The before/after viewer: one widget that lets two pictures be compared to the pixel."""

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QColor,
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

from enhancer_gui.core.geometry import Region
from enhancer_gui.gui.viewer.gestures import Gestures
from enhancer_gui.gui.viewer.labels import status_label
from enhancer_gui.gui.viewer.modes import CompareMode, Side
from enhancer_gui.gui.viewer.overlays import label_font
from enhancer_gui.gui.viewer.source import PictureSource
from enhancer_gui.gui.viewer.stage import CompareStage
from enhancer_gui.gui.viewer.tile_cache import DEFAULT_BUDGET_BYTES

_KEYBOARD_FOCUS = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class CompareViewer(CompareStage):
    """Shows a photo and its result at the same scale and place; `Gestures` says what can be done with it."""

    divider_moved = Signal(float)
    """The divider's place, 0 (left) to 1 (right)."""

    mode_changed = Signal(object)
    """The CompareMode."""

    def __init__(self, parent: QWidget | None = None, *, cache_bytes: int = DEFAULT_BUDGET_BYTES) -> None:
        """Start empty, in split mode with the divider in the middle."""
        super().__init__(parent, cache_bytes)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._gestures = Gestures(self)
        self._describe()

    def set_before(self, source: PictureSource | None) -> None:
        """Show another photo, whole; its result is unknown until `set_after` is called."""
        if source is not None and source is self._pictures.source(Side.BEFORE):
            return
        self._pictures.show_before(source)
        self._navigator.jump(self._framed().fit())
        self._renew()

    def set_after(self, source: PictureSource | None) -> None:
        """Show a result of the present photo, finished or not; the place that is looked at stays."""
        self._pictures.show_after(source)
        self._navigator.jump(self._framed())
        self._renew()

    def clear(self) -> None:
        """Show nothing but the surround."""
        self.set_before(None)

    def tile_finished(self, region: Region) -> None:
        """Show a region (in output pixels) of which the result's `is_ready` is true from now on."""
        self._pictures.mark_finished(region)
        self._load()

    def set_status_text(self, text: str | None) -> None:
        """Show a line of progress at the lower edge, or none."""
        for line in {self._status, text} if text != self._status else ():
            if line:
                pill = status_label(line, self.width(), self.height(), label_font(self.font()))
                self.update(pill.rect.toAlignedRect())
        self._status = text

    def show_original(self, held: bool) -> None:
        """Show only the original while held."""
        if held != self._held:
            self._held = held
            self._after_layout()

    def zoom_to_fit(self) -> None:
        """Glide to the whole picture."""
        self._navigator.glide(self._navigator.target.fit())

    def zoom_to_percent(self, percent: float) -> None:
        """Glide to a zoom in percent of the output, keeping the middle."""
        self._navigator.glide(self._navigator.target.zoom_centre(percent / 100.0))

    def shutdown(self) -> None:
        """Stop all timers and threads for good; the widget is of no use afterwards."""
        self._navigator.stop()
        self._still.stop()
        self._pictures.shutdown()

    @property
    def mode(self) -> CompareMode:
        """How the pictures are compared."""
        return self._mode

    @mode.setter
    def mode(self, mode: CompareMode) -> None:
        if mode is not self._mode:
            self._mode = mode
            self._navigator.jump(self._framed())
            self._renew()
            self.mode_changed.emit(mode)

    @property
    def divider(self) -> float:
        """The divider's place across the visible part of the picture, 0 (left) to 1 (right)."""
        return self._divider

    @divider.setter
    def divider(self, share: float) -> None:
        share = min(max(share, 0.0), 1.0)
        if share != self._divider:
            self._divider = share
            self._after_layout()
            self.divider_moved.emit(share)

    @property
    def surround(self) -> QColor:
        """The colour around the picture."""
        return QColor(self._surround)

    @surround.setter
    def surround(self, colour: QColor) -> None:
        self._surround = QColor(colour)
        self.update()

    @property
    def reduced_motion(self) -> bool:
        """Whether nothing glides, fades or drifts."""
        return self._navigator.reduced_motion

    @reduced_motion.setter
    def reduced_motion(self, reduced: bool) -> None:
        self._navigator.reduced_motion = self._pictures.reduced_motion = reduced
        self._update_motion()

    @property
    def is_idle(self) -> bool:
        """Whether everything the view needs has been loaded."""
        return self._pictures.is_idle

    @property
    def is_hatch_moving(self) -> bool:
        """Whether unfinished parts are in view and their stripes move."""
        return self._pictures.is_striped

    @property
    def cache_bytes(self) -> int:
        """Memory of all cached tiles."""
        return self._pictures.cache_bytes

    def drag_divider_to(self, x: float) -> None:
        """Put the divider at a logical column."""
        rect = self._navigator.camera.picture_rect()
        self.divider = (self.device_length(x) - rect.x) / max(1, rect.width)

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
            self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the place that is looked at."""
        super().resizeEvent(event)
        self._navigator.jump(self._framed())
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

    def closeEvent(self, event: QCloseEvent) -> None:
        """End all work."""
        self.shutdown()
        super().closeEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of divider or photo."""
        event.setAccepted(self._gestures.press(event))
        self._follow_pointer(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag, or show what could be dragged."""
        event.setAccepted(self._gestures.move(event))
        self._follow_pointer(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        event.setAccepted(self._gestures.release())
        self._follow_pointer(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Toggle the zoom or centre the divider."""
        event.setAccepted(self._gestures.double_click(event))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the pointer."""
        event.setAccepted(self._gestures.wheel(event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Zoom, move the divider, hold the original."""
        event.setAccepted(self._gestures.key_press(event))

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Let go of the original."""
        event.setAccepted(self._gestures.key_release(event))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring to those who came by keyboard."""
        super().focusInEvent(event)
        self._ring = event.reason() in _KEYBOARD_FOCUS
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Let go of everything that is held."""
        super().focusOutEvent(event)
        self._ring = False
        self._gestures.release()
        self.show_original(False)
        self.update()

    def _renew(self) -> None:
        """Follow a change of pictures or mode."""
        self._load()
        self._announce_view()
        self.update()

    def _follow_pointer(self, point: QPointF) -> None:
        self.setCursor(self._gestures.cursor_at(point))
        if self._divider_pressed is not self._gestures.is_dragging_divider:
            self._divider_pressed = self._gestures.is_dragging_divider
            self.update()

    def _tell(self, event: QHelpEvent) -> None:
        if self._gestures.is_hot(QPointF(event.pos())):
            text = self.tr("Drag to compare (Left and Right arrow keys); double-click to centre")
            QToolTip.showText(event.globalPos(), text, self, QRect())
        else:
            QToolTip.hideText()

    def _describe(self) -> None:
        self.setAccessibleName(self.tr("Before and after"))
        self.setAccessibleDescription(
            self.tr(
                "The photo and its result at the same place. Left and Right move the divider, Space shows the "
                "original while held, 0 shows the whole photo, 1 to 4 zoom to 100 to 400 percent."
            )
        )

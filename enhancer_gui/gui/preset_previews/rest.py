"""Whether the user rests, and whether the machine has anything to spare for what nobody has asked for."""

import os

import psutil
from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QApplication

REST_MS = 2500
"""After the last key or movement: who looks at a result for that long is not in the middle of a gesture."""

FEWEST_CORES = 4
"""With fewer, everything else on the machine is felt to wait: the nine shipped presets take 4 s of a whole core."""

CPU = "cpu"

_DOINGS = frozenset(
    {
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.KeyPress,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.NativeGesture,
        QEvent.Type.TabletMove,
        QEvent.Type.TabletPress,
        QEvent.Type.DragMove,
        QEvent.Type.Drop,
        QEvent.Type.Resize,
        QEvent.Type.Hide,
    }
)


class Rest(QObject):
    """Watches one window. It filters the events of the window itself, which are few, not those of every widget.

    Who works in another program does not rest: the machine is theirs.

    Signals:
        begun(): nothing was done for a while.
        ended(): something is being done.
    """

    begun = Signal()
    ended = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        """Watch nothing yet: nobody rests in a window that is not there."""
        super().__init__(parent)
        self._window: QWindow | None = None
        self._is_begun = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REST_MS)
        self._timer.timeout.connect(self._begin)

    @property
    def is_begun(self) -> bool:
        """Whether the user rests now."""
        return self._is_begun

    def watch(self, window: QWindow) -> None:
        """Watch this window from now on."""
        self._window = window
        window.installEventFilter(self)
        window.activeChanged.connect(self.stir)
        self.stir()

    @Slot()
    def stir(self) -> None:
        """Take note that something is being done."""
        self._timer.start()
        if self._is_begun:
            self._is_begun = False
            self.ended.emit()

    def stop(self) -> None:
        """Watch no more."""
        self._timer.stop()
        self._is_begun = False
        if self._window is not None:
            self._window.removeEventFilter(self)
            self._window.activeChanged.disconnect(self.stir)
            self._window = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take note of what the user does, and let it pass."""
        if event.type() in _DOINGS:
            self.stir()
        return False

    @Slot()
    def _begin(self) -> None:
        window = self._window
        if window is None or not window.isActive() or _has_dialog():
            self._timer.start()
            return
        self._is_begun = True
        self.begun.emit()


def has_power_to_spare(device_id: str) -> bool:
    """Return whether the machine may compute on this device what nobody has asked for: not from a battery."""
    return _is_on_mains() and (device_id != CPU or (os.cpu_count() or 1) >= FEWEST_CORES)


def _is_on_mains() -> bool:
    sensors = getattr(psutil, "sensors_battery", None)  # not on every system
    battery = None if sensors is None else sensors()
    return battery is None or battery.power_plugged is not False


def _has_dialog() -> bool:
    return QApplication.activeModalWidget() is not None or QApplication.activePopupWidget() is not None

"""SIGTERM closes the window as its button does, without a question: a session that ends, a system that shuts down.

Python runs its handlers between two of its own steps, and while Qt waits for events there are none. So the signal
writes into a socket that Qt watches. Source: Python, signal.set_wakeup_fd; Qt, "Calling Qt Functions From Unix Signal
Handlers".
"""

import signal
import socket
from types import FrameType

from PySide6.QtCore import QObject, QSocketNotifier, Signal, Slot


class Termination(QObject):
    """Turns SIGTERM into a signal of Qt; Windows has none and tells windows itself.

    Signals:
        asked(): the process is to end.
    """

    asked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        """Watch from now on; made on the main thread, where Python keeps its handlers."""
        super().__init__(parent)
        self._ours, self._theirs = socket.socketpair()
        for end in (self._ours, self._theirs):
            end.setblocking(False)
        self._notifier = QSocketNotifier(self._ours.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._read)
        self._fd_before = signal.set_wakeup_fd(self._theirs.fileno(), warn_on_full_buffer=False)
        self._handler_before = signal.signal(signal.SIGTERM, _leave_it_to_qt)

    def stop(self) -> None:
        """Watch no longer."""
        self._notifier.setEnabled(False)
        signal.signal(signal.SIGTERM, self._handler_before)
        signal.set_wakeup_fd(self._fd_before)
        for end in (self._ours, self._theirs):
            end.close()

    @Slot()
    def _read(self) -> None:
        if signal.SIGTERM in self._ours.recv(4096):
            self.asked.emit()


def _leave_it_to_qt(_number: int, _frame: FrameType | None) -> None:
    """Keep the process alive; the wake-up descriptor tells Qt."""

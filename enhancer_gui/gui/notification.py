"""A word from the desktop when a queue has ended while another window was in front; nothing where that is not possible.

The tray icon is there only as long as a message may be clicked: a program that sits in the tray for ever takes a place
that nobody gave it. Without a tray (GNOME, the offscreen platform) the window's own summary must do.
"""

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

SHOWN_MS = 10_000


class Notifier(QObject):
    """Shows messages of the desktop.

    Signals:
        activated(): the user clicked a message and wants to see the window.
    """

    activated = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        """Create nothing before the first message."""
        super().__init__(parent)
        self._icon: QSystemTrayIcon | None = None
        self._hiding = QTimer(self)
        self._hiding.setSingleShot(True)
        self._hiding.setInterval(SHOWN_MS)
        self._hiding.timeout.connect(self.clear)

    def tell(self, title: str, message: str) -> bool:
        """Show a message unless a window of this program is in front; returns whether it was shown."""
        if QGuiApplication.focusWindow() is not None or not can_notify():
            return False
        if self._icon is None:
            self._icon = QSystemTrayIcon(self._picture(), self)
            self._icon.messageClicked.connect(self._activate)
            self._icon.activated.connect(self._activate)
        self._icon.show()
        self._icon.showMessage(title, message, self._picture(), SHOWN_MS)
        self._hiding.start()
        return True

    @Slot()
    def clear(self) -> None:
        """Take the icon out of the tray."""
        self._hiding.stop()
        if self._icon is not None:
            self._icon.hide()

    @Slot()
    def _activate(self) -> None:
        self.clear()
        self.activated.emit()

    def _picture(self) -> QIcon:
        return QApplication.windowIcon()


def can_notify() -> bool:
    """Return whether this desktop shows messages of programs."""
    return QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages()

"""Shows a file in the system's file manager, selected where the system can do that."""

import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QUrl, Slot
from PySide6.QtGui import QDesktopServices

FILE_MANAGER = "org.freedesktop.FileManager1"
FILE_MANAGER_PATH = "/org/freedesktop/FileManager1"
SHOW_ITEMS = "ShowItems"
ANSWER_WITHIN_MS = 3000
"""A file manager that has to be started first takes a second or two."""


class Revealer(QObject):
    """Asks explorer (Windows), Finder (macOS) or the desktop's file manager; where that fails, the folder is opened."""

    def reveal(self, path: Path) -> None:
        """Show a file in its folder; returns at once."""
        if not path.exists() or not self._select(path, sys.platform):
            open_folder(path)

    def _select(self, path: Path, platform: str) -> bool:
        """Return whether the system was asked to select the file."""
        if platform == "linux":
            return self._ask_file_manager(path)
        if platform == "win32":
            return _start_explorer(path)
        return platform == "darwin" and QProcess.startDetached("open", ["-R", str(path)])[0]

    def _ask_file_manager(self, path: Path) -> bool:
        from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher

        bus = QDBusConnection.sessionBus()
        if not bus.isConnected():
            return False
        message = QDBusMessage.createMethodCall(FILE_MANAGER, FILE_MANAGER_PATH, FILE_MANAGER, SHOW_ITEMS)
        message.setArguments([[path.absolute().as_uri()], ""])
        watcher = QDBusPendingCallWatcher(bus.asyncCall(message, ANSWER_WITHIN_MS), self)
        watcher.setObjectName(str(path))
        watcher.finished.connect(self._open_if_refused)
        return True

    @Slot("QDBusPendingCallWatcher*")
    def _open_if_refused(self, watcher: QObject) -> None:
        from PySide6.QtDBus import QDBusPendingCallWatcher

        if isinstance(watcher, QDBusPendingCallWatcher) and watcher.isError():
            open_folder(Path(watcher.objectName()))
        watcher.deleteLater()


def _start_explorer(path: Path) -> bool:
    """Start explorer, which wants its arguments quoted as no other program does; names hold no quotes on Windows."""
    try:
        subprocess.Popen(f'explorer.exe /select,"{path}"')
    except OSError:  # no explorer: the folder is opened in another way
        return False
    return True


def open_folder(path: Path) -> None:
    """Open the folder of a file."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))

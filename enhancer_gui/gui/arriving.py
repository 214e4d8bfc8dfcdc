"""Photos that come from outside the window while it runs: from a second start, or from the system ("open with").

macOS names no photos on the command line: Finder sends the running program an event for each (Qt, QFileOpenEvent).
"""

import os
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

from enhancer_gui.gui.main_window import MainWindow
from enhancer_gui.gui.opening import Opening
from enhancer_gui.gui.single_instance import Arrival, Reception

ACTIVATION_VARIABLE = "XDG_ACTIVATION_TOKEN"
"""Where Qt's Wayland plugin looks for the right to come to the front when a window asks for it."""


class Arriving(QObject):
    """Opens what arrives and brings the window to the front."""

    def __init__(self, window: MainWindow, opening: Opening, reception: Reception, files: "FileOpenEvents") -> None:
        """Listen to both sources."""
        super().__init__(window)
        self._window, self._opening = window, opening
        reception.arrived.connect(self._take)
        files.opened.connect(self._open)

    @Slot(object)
    def _take(self, arrival: Arrival) -> None:
        if arrival.token:
            os.environ[ACTIVATION_VARIABLE] = arrival.token
        self._opening.open_paths(arrival.paths)
        self.come_forward()

    @Slot(object)
    def _open(self, path: Path) -> None:
        self._opening.open_paths((path,))
        self.come_forward()

    def come_forward(self) -> None:
        """Show the window above others, also if it was minimised; the system may only let it ask for attention."""
        window = self._window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized | Qt.WindowState.WindowActive)
        window.raise_()
        window.activateWindow()


class FileOpenEvents(QObject):
    """Turns the application's events of files to open into a signal.

    Signals:
        opened(Path): the system asks to open this file.
    """

    opened = Signal(object)

    def __init__(self, app: QApplication) -> None:
        """Watch an application."""
        super().__init__(app)
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the events of files that are on this machine, leave the rest alone."""
        if event.type() == QEvent.Type.FileOpen and isinstance(event, QFileOpenEvent):
            local = event.url().toLocalFile() or event.file()
            if local:
                self.opened.emit(Path(local))
                return True
        return super().eventFilter(watched, event)

"""The window's front door: `enhancer-gui [--new-window] [PHOTO|FOLDER...]`.

Only what the first picture on the screen needs is imported here; torch, the decoders and the models
follow on other threads once the window is shown.
"""

import argparse
import logging
import os
import signal
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from enhancer_gui import __version__
from enhancer_gui.gui.arriving import Arriving, FileOpenEvents
from enhancer_gui.gui.asking import Asking
from enhancer_gui.gui.choices import Choices
from enhancer_gui.gui.controller import Controller
from enhancer_gui.gui.language import install_translations
from enhancer_gui.gui.lifetime import Lifetime
from enhancer_gui.gui.main_window import MainWindow
from enhancer_gui.gui.single_instance import Reception, Role
from enhancer_gui.gui.terminating import Termination
from enhancer_gui.gui.theme import apply_theme
from enhancer_gui.gui.wiring import Wiring
from enhancer_gui.gui.worker import OpenWorkshop
from enhancer_gui.gui.workshop import local_backend, open_workshop
from enhancer_gui.storage.paths import log_dir, resources_dir

LOG = logging.getLogger(__name__)

LOG_FILE = "enhancer.log"
LOG_BYTES = 1 << 20
LOG_FILES = 3

DESKTOP_FILE = "enhancer-gui"
FLATPAK_VARIABLE = "FLATPAK_ID"
"""Set inside a Flatpak to its id, after which the desktop entry is named there."""


@dataclass(frozen=True)
class Wanted:
    """What a start asks for: photos and folders to open, and whether in a window of their own."""

    photos: tuple[Path, ...]
    new_window: bool = False


@dataclass(frozen=True)
class Opened:
    """The window and what is behind it."""

    window: MainWindow
    controller: Controller
    lifetime: Lifetime


def open_window(open_workshop: OpenWorkshop, choices: Choices, *, confirm_close: bool = True) -> Opened:
    """Build and connect a window; it starts to work when it is shown."""
    window = MainWindow()
    controller = Controller(open_workshop, choices, window)
    asking = Asking(window, controller)
    Wiring(window, controller, asking)
    return Opened(window, controller, Lifetime(window, controller, asking, confirm_close=confirm_close))


class _Leaver(QObject):
    """Ends the application when the window has closed, and remembers how that went."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self.all_stopped = True

    @Slot(bool)
    def leave(self, all_stopped: bool) -> None:
        self.all_stopped = all_stopped
        self._app.quit()


def main(argv: Sequence[str] | None = None) -> int:
    """Open the window with the photos named; returns the process's exit code."""
    asked = wanted(sys.argv[1:] if argv is None else argv)
    _log_to_file()
    sys.excepthook = _log_bug
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    app = QApplication(sys.argv[:1])
    app.setApplicationName("enhancer")
    app.setApplicationDisplayName("Enhancer")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName(os.environ.get(FLATPAK_VARIABLE, DESKTOP_FILE))
    app.setWindowIcon(QIcon(str(resources_dir() / "icons" / "enhancer-gui.svg")))
    app.setQuitOnLastWindowClosed(False)
    reception = Reception(parent=app)
    if not asked.new_window and reception.hand_over_or_listen(asked.photos) is Role.HANDED_OVER:
        return 0
    choices = Choices()
    install_translations(app, choices.now.language)
    apply_theme(app, choices.now.theme)
    opened = open_window(partial(open_workshop, partial(local_backend, choices.now.worker)), choices)
    leaver = _Leaver(app)
    opened.lifetime.ended.connect(reception.close)
    opened.lifetime.ended.connect(leaver.leave)
    Arriving(opened.window, opened.controller.opening, reception, FileOpenEvents(app))
    if sys.platform != "win32":
        Termination(app).asked.connect(opened.lifetime.leave)
    opened.window.fit_screen()
    opened.window.show()
    opened.controller.opening.open_paths(asked.photos)
    code = app.exec()
    if not leaver.all_stopped:
        # A tile, or a photo on a slow drive, takes longer than anybody waits: what is finished is on disk, and a thread
        # that runs may neither be destroyed nor terminated. So the process ends here, without tearing down what is
        # still in use.
        logging.shutdown()
        os._exit(code)
    return code


def wanted(argv: Sequence[str]) -> Wanted:
    """Return what a command line asks for; exits on --help, --version and nonsense."""
    parser = argparse.ArgumentParser(prog="enhancer-gui", description="Enlarge, sharpen and restore photos.")
    parser.add_argument("photos", nargs="*", type=Path, metavar="PHOTO|FOLDER", help="photos and folders to open")
    parser.add_argument("--new-window", action="store_true", help="open a window of its own, though one is open")
    parser.add_argument("--version", action="version", version=f"enhancer {__version__}")
    named = parser.parse_args(argv)
    photos: list[Path] = named.photos
    return Wanted(tuple(path.absolute() for path in photos), named.new_window)


def _log_to_file() -> None:
    handler = RotatingFileHandler(log_dir() / LOG_FILE, maxBytes=LOG_BYTES, backupCount=LOG_FILES, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[handler])


def _log_bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Write an exception that nobody caught (our own bug) into the log, beside the usual words on the terminal."""
    LOG.critical("unexpected error", exc_info=(kind, error, trace))
    sys.__excepthook__(kind, error, trace)

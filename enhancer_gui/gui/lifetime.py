"""The window's life: what is remembered between two runs, and how it closes while work goes on."""

import base64
import binascii
import logging
from dataclasses import replace

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication

from enhancer_gui.gui.asking import Asking
from enhancer_gui.gui.controller import Controller
from enhancer_gui.gui.main_window import MainWindow
from enhancer_gui.gui.theme import apply_theme
from enhancer_gui.gui.viewer import CompareMode
from enhancer_gui.storage.settings import Settings

LOG = logging.getLogger(__name__)


class Lifetime(QObject):
    """Restores the window, starts what is behind it, and closes both.

    Signals:
        ended(bool): everything is closed; False if a thread still computes or reads.
    """

    ended = Signal(bool)

    def __init__(
        self, window: MainWindow, controller: Controller, asking: Asking, *, confirm_close: bool = True
    ) -> None:
        """Follow the window; with `confirm_close` False it closes without a question."""
        super().__init__(window)
        self._window, self._controller, self._asking = window, controller, asking
        self._confirm_close = confirm_close
        self._is_over = False
        self._theme = controller.choices.now.theme
        window.shown.connect(self._start, Qt.ConnectionType.QueuedConnection)  # after the first picture
        window.close_asked.connect(self._close)
        asking.leaving_confirmed.connect(self._leave)
        controller.choices.changed.connect(self._follow)
        self._restore(controller.choices.now)

    def _restore(self, settings: Settings) -> None:
        window = self._window
        window.restore_frame(_decoded(settings.window_geometry))
        window.host.show_panel(settings.panel_shown)
        window.top_bar.set_panel_shown(settings.panel_shown)
        window.show_filmstrip(settings.filmstrip_shown)
        window.side.save.set_folder(settings.output_folder)
        window.viewer.mode = _mode_of(settings.compare_mode)
        window.top_bar.set_mode(window.viewer.mode)

    def _remember(self) -> None:
        window, choices = self._window, self._controller.choices
        shown = choices.now.panel_shown if window.host.is_drawer else window.host.is_panel_shown
        choices.put(
            replace(
                choices.now,
                window_geometry=base64.b64encode(window.frame()).decode("ascii"),
                panel_shown=shown,
                filmstrip_shown=window.is_filmstrip_wanted,
                compare_mode=window.viewer.mode.value,
            )
        )

    @Slot()
    def _start(self) -> None:
        self._controller.start()
        if (handle := self._window.windowHandle()) is not None:
            self._controller.preset_previews.rest.watch(handle)

    @Slot()
    def _close(self) -> None:
        if self._confirm_close and (photos := self._controller.unfinished):
            self._asking.ask_leaving(photos)
        else:
            self._leave()

    @Slot()
    def leave(self) -> None:
        """Close without a question: what is unfinished is remembered for the next time."""
        if not self._is_over:
            self._leave()

    @Slot()
    def _leave(self) -> None:
        self._is_over = True
        self._remember()
        self._asking.help.shut_down()
        stopped = self._controller.stop()
        self._window.close_now()
        self.ended.emit(stopped)

    @Slot(object)
    def _follow(self, settings: Settings) -> None:
        if settings.theme != self._theme:
            self._theme = settings.theme
            app = QApplication.instance()
            assert isinstance(app, QApplication)
            apply_theme(app, settings.theme)


def _decoded(geometry: str) -> bytes:
    try:
        return base64.b64decode(geometry, validate=True)
    except (binascii.Error, ValueError):
        LOG.info("the window's remembered place cannot be read")
        return b""


def _mode_of(value: str) -> CompareMode:
    return CompareMode(value) if value in {mode.value for mode in CompareMode} else CompareMode.SPLIT

"""Help, log, licences and the tour: what explains the program, all of it without a network."""

import platform
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QLocale, QObject, Slot, qVersion

from enhancer_gui import __version__
from enhancer_gui.core.errors import EnhancerError
from enhancer_gui.gui.background import BackgroundCalls
from enhancer_gui.gui.controller import Controller
from enhancer_gui.gui.dialogs.about import About
from enhancer_gui.gui.dialogs.log_viewer import LogViewer
from enhancer_gui.gui.dialogs.reader import Reader, help_file
from enhancer_gui.gui.language import language_for
from enhancer_gui.gui.main_window import MainWindow
from enhancer_gui.gui.tour import Tour, TourStop
from enhancer_gui.storage.libraries import Library, licence_text, used_libraries
from enhancer_gui.storage.log_report import read_log
from enhancer_gui.storage.paths import resources_dir
from enhancer_gui.storage.settings import LanguageName

HELP_FOLDER = "help"
SHUT_DOWN_S = 1.0


class HelpAsking(QObject):
    """Opens what explains the program above its window."""

    def __init__(self, window: MainWindow, controller: Controller) -> None:
        """Open nothing yet."""
        super().__init__(window)
        self._window, self._controller = window, controller
        self._about: About | None = None
        self._log: LogViewer | None = None
        self._tour: Tour | None = None
        self._is_touring = False
        self._calls = BackgroundCalls(self)
        self._calls.done.connect(self._take)
        self._calls.failed.connect(self._tell_failure)
        controller.showing.photo_read.connect(self._tour_if_wanted)

    def shut_down(self) -> bool:
        """Stop reading; returns whether the present call has ended."""
        return self._calls.shut_down(SHUT_DOWN_S)

    @Slot()
    def show_about(self) -> None:
        """Show version, device and libraries."""
        self._about = About(self._controller.devices, self._window)
        self._about.licence_wanted.connect(self._show_licence)
        self._about.destroyed.connect(self._forget_about)
        self._controller.worker.devices_found.connect(self._about.set_devices)
        self._calls.submit(self._list_libraries, used_libraries)
        self._about.open()

    @Slot()
    def show_log(self) -> None:
        """Show the end of the program's log."""
        self._log = LogViewer(self._facts(), self._window)
        self._log.destroyed.connect(self._forget_log)
        self._calls.submit(self._show_log, read_log)
        self._log.open()

    @Slot()
    def show_help(self) -> None:
        """Show the help in the user's language."""
        language = self._controller.choices.now.language
        if language is LanguageName.SYSTEM:
            language = language_for(QLocale.system().uiLanguages())
        file = help_file(resources_dir() / HELP_FOLDER, language.value)
        self._calls.submit(self._show_help, partial(file.read_text, encoding="utf-8"))

    # The tour

    @Slot()
    def tour_sample(self) -> None:
        """Open the sample; who has not seen the tour yet gets it there."""
        self._is_touring = not self._controller.choices.now.tour_seen
        self._controller.opening.open_sample()

    @Slot()
    def take_tour(self) -> None:
        """Take the tour on the present photo, or on the sample where there is none."""
        self._is_touring = True
        if self._controller.showing.image is not None:
            self._tour_if_wanted()
        else:
            self._controller.opening.open_sample()

    @Slot()
    def _tour_if_wanted(self) -> None:
        if self._is_touring and self._tour is None:
            self._is_touring = False
            self._window.host.show_panel(True)
            self._tour = Tour(self._stops(), self._window)
            self._tour.ended.connect(self._end_tour)
            self._tour.begin()

    @Slot()
    def _end_tour(self) -> None:
        self._tour = None
        choices = self._controller.choices
        choices.put(replace(choices.now, tour_seen=True))

    def _stops(self) -> tuple[TourStop, ...]:
        window = self._window
        return (
            TourStop(
                window.viewer,
                self.tr("Before and after"),
                self.tr("Drag the line to compare, or hold Space to see the original. Scroll to zoom, drag to move."),
            ),
            TourStop(
                window.side.presets,
                self.tr("Choose what to do"),
                self.tr("A preset is a complete recipe. What is in view is previewed at once."),
            ),
            TourStop(
                window.side.primary,
                self.tr("Enhance, then save"),
                self.tr("Computes the whole photo. The result gets a name of its own; the original is never changed."),
            ),
            TourStop(
                window.filmstrip,
                self.tr("As many photos as you like"),
                self.tr(
                    "Drop more photos or folders here. Choose several with Ctrl or Shift to enhance them together."
                ),
            ),
            TourStop(
                window.top_bar.more,
                self.tr("When you want more"),
                self.tr("Help, shortcuts, prints and watched folders are here. Nothing of it needs a network."),
            ),
        )

    # Reactions

    def _facts(self) -> str:
        devices = "\n".join(
            f"{device.id}: {device.name}, {device.precision}, {device.free_bytes >> 20} MiB free"
            for device in self._controller.devices
        )
        system = f"Python {platform.python_version()}, Qt {qVersion()}, {platform.platform()}"
        return "\n".join(part for part in (f"Enhancer {__version__}", system, devices) if part)

    @Slot(str)
    def _show_licence(self, name: str) -> None:
        self._calls.submit(partial(self._show_text, name), partial(licence_text, name))

    @Slot(object, object)
    def _take(self, show: Callable[[object], None], answer: object) -> None:
        show(answer)

    def _list_libraries(self, libraries: tuple[Library, ...]) -> None:
        if self._about is not None:
            self._about.set_libraries(libraries)

    def _show_log(self, text: str) -> None:
        if self._log is not None:
            self._log.set_log(text)

    def _show_help(self, text: str) -> None:
        reader = Reader(self.tr("Help"), self._window)
        reader.set_markdown(text)
        reader.open()

    def _show_text(self, name: str, text: str) -> None:
        reader = Reader(name, self._about or self._window)
        reader.set_plain(text or self.tr("The library ships no text of its licence; its name is in the list."))
        reader.open()

    @Slot(object, object)
    def _tell_failure(self, _key: object, error: EnhancerError) -> None:
        self._controller.announcer.tell_error(error)

    @Slot()
    def _forget_about(self) -> None:
        self._about = None

    @Slot()
    def _forget_log(self) -> None:
        self._log = None

"""Everything that is asked of the user in a window of its own. All of it is shown with `open`: nothing ever blocks."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from enhancer_gui.core.errors import EnhancerError
from enhancer_gui.gui.controller import Controller
from enhancer_gui.gui.dialogs.error_detail import ErrorDetail
from enhancer_gui.gui.dialogs.question import Question
from enhancer_gui.gui.dialogs.settings_dialog import SettingsDialog
from enhancer_gui.gui.dialogs.shortcut_list import ShortcutList
from enhancer_gui.gui.help_asking import HelpAsking
from enhancer_gui.gui.machine_asking import MachineAsking
from enhancer_gui.gui.main_window import MainWindow
from enhancer_gui.gui.model_asking import ModelAsking
from enhancer_gui.gui.panels.facts import PresetAction
from enhancer_gui.gui.panels.words import count_words
from enhancer_gui.gui.preset_asking import PresetAsking
from enhancer_gui.storage.photo_formats import writable_suffixes

OPEN_SUFFIXES = ("jpg", "jpeg", "png", "tif", "tiff", "webp", "bmp")
"""What the open dialog shows first; "all files" shows the rest, which are told by content, not by name."""


class Asking(QObject):
    """Dialogs of the window.

    Signals:
        photos_chosen(tuple[Path, ...]): files or folders to open.
        folder_chosen(Path | None): where results go; None where the dialog was left without a choice and
            they go beside each photo.
        leaving_confirmed(): close although photos are unfinished.
    """

    photos_chosen = Signal(object)
    folder_chosen = Signal(object)
    leaving_confirmed = Signal()

    def __init__(self, window: MainWindow, controller: Controller) -> None:
        """Ask above this window."""
        super().__init__(window)
        self._window, self._controller = window, controller
        self._presets = PresetAsking(window, controller)
        self.models = ModelAsking(window, controller)
        self.machines = MachineAsking(window, controller)
        self.help = HelpAsking(window, controller)

    # Files and folders

    @Slot()
    def ask_photos(self) -> None:
        """Choose photos to open."""
        dialog = self._file_dialog(self.tr("Open photos"), QFileDialog.FileMode.ExistingFiles)
        patterns = " ".join(f"*.{suffix} *.{suffix.upper()}" for suffix in OPEN_SUFFIXES)
        dialog.setNameFilters([self.tr("Photos ({patterns})").format(patterns=patterns), self.tr("All files (*)")])
        dialog.filesSelected.connect(self._open)
        dialog.open()

    @Slot()
    def ask_photo_folder(self) -> None:
        """Choose a folder whose photos are opened."""
        dialog = self._file_dialog(self.tr("Open a folder"), QFileDialog.FileMode.Directory)
        dialog.filesSelected.connect(self._open)
        dialog.open()

    @Slot()
    def ask_folder(self) -> None:
        """Choose where results go."""
        dialog = self._file_dialog(self.tr("Save results in"), QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self._choose_folder)
        dialog.rejected.connect(self._keep_folder)
        dialog.open()

    @Slot()
    def ask_save_as(self) -> None:
        """Choose a name for the current photo's result."""
        photo = self._controller.desk.current
        if photo is None or not photo.results:
            self._controller.actions.save()
            return
        dialog = self._file_dialog(self.tr("Save the result as"), QFileDialog.FileMode.AnyFile)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        patterns = " ".join(f"*{suffix}" for suffix in writable_suffixes())
        dialog.setNameFilters([self.tr("Photos ({patterns})").format(patterns=patterns)])
        folder = self._controller.actions.folder_for(photo)
        dialog.setDirectory(str(folder))
        dialog.selectFile(self._controller.reports.name_of_current())
        dialog.fileSelected.connect(self._save_as)
        dialog.open()

    def wants_name(self) -> bool:
        """Return whether Shift is held, which asks for a name where none would be asked for."""
        return bool(QGuiApplication.queryKeyboardModifiers() & Qt.KeyboardModifier.ShiftModifier)

    # Other dialogs

    @Slot(str, object)
    def show_error(self, subject: str, error: EnhancerError) -> None:
        """Show an error with its detail."""
        ErrorDetail(subject, error, self._window).open()

    @Slot()
    def show_settings(self) -> None:
        """Show the settings."""
        dialog = SettingsDialog(self._controller.choices.now, self._controller.place.places, self._window)
        dialog.changed.connect(self._controller.choices.put)
        dialog.clear_cache_wanted.connect(self._controller.clear_cache)
        dialog.shortcuts_wanted.connect(self.show_shortcuts)
        dialog.about_wanted.connect(self.show_about)
        dialog.machines_wanted.connect(self.machines.show_dialog)
        self._controller.cache.measured.connect(dialog.set_cache_bytes)
        self._controller.cache.measure()
        dialog.open()

    @Slot()
    def show_shortcuts(self) -> None:
        """Show the list of keys."""
        ShortcutList(self._window).open()

    @Slot()
    def show_about(self) -> None:
        """Show what this program is."""
        self.help.show_about()

    def ask_leaving(self, photos: int) -> None:
        """Ask whether to close while photos are unfinished."""
        words = (
            self.tr("A photo is still being enhanced.")
            if photos == 1
            else self.tr("{count} photos are not finished yet.").format(count=count_words(photos))
        )
        question = Question(
            words,
            self.tr("What is computed so far is kept, and you can go on at the next start."),
            self.tr("Stop and close"),
            self.tr("Keep working"),
            self._window,
        )
        question.accepted.connect(self.leaving_confirmed)
        question.open()

    @Slot(str, object)
    def act_on_preset(self, preset_id: str, action: PresetAction) -> None:
        """Do something with a preset."""
        self._presets.act(preset_id, action)

    def _file_dialog(self, title: str, mode: QFileDialog.FileMode) -> QFileDialog:
        pictures = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        current, last = self._controller.desk.current, self._controller.choices.now.open_folder
        folder = str(current.path.parent if current is not None else last or pictures)
        dialog = QFileDialog(self._window, title, folder)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(mode)
        return dialog

    @Slot(list)
    def _open(self, names: list[str]) -> None:
        paths = tuple(Path(name) for name in names)
        if paths:
            choices = self._controller.choices
            choices.put(replace(choices.now, open_folder=paths[0].parent))
        self.photos_chosen.emit(paths)

    @Slot(str)
    def _choose_folder(self, name: str) -> None:
        self.folder_chosen.emit(Path(name))

    @Slot()
    def _keep_folder(self) -> None:
        self.folder_chosen.emit(self._controller.choices.now.output_folder)

    @Slot(str)
    def _save_as(self, name: str) -> None:
        self._controller.actions.save_as(Path(name))

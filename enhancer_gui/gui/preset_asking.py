"""What the user can do with presets, with the questions that belong to it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from enhancer_gui.core.recipe import Recipe
from enhancer_gui.gui.controller import Controller
from enhancer_gui.gui.dialogs.preset_name import PresetName
from enhancer_gui.gui.dialogs.question import Question
from enhancer_gui.gui.panels.facts import PresetAction

PRESET_SUFFIX = "json"


class PresetAsking(QObject):
    """Asks for names and files, then tells `PresetControl`."""

    def __init__(self, window: QWidget, controller: Controller) -> None:
        """Ask above this window."""
        super().__init__(window)
        self._window, self._controller = window, controller
        self._presets = controller.presets
        self._subject = ""

    def act(self, preset_id: str, action: PresetAction) -> None:
        """Do something with a preset, asking where that is needed."""
        self._subject = preset_id
        match action:
            case PresetAction.SAVE:
                self._ask_name(self.tr("Save as a preset"), "", self._save)
            case PresetAction.RENAME:
                name = self._subject_recipe.name if self._subject_recipe is not None else ""
                self._ask_name(self.tr("Rename the preset"), name, self._rename)
            case PresetAction.DUPLICATE:
                self._presets.duplicate(preset_id)
            case PresetAction.DELETE:
                self._ask_deleting()
            case PresetAction.EXPORT:
                self._ask_file(self.tr("Export the preset"), QFileDialog.AcceptMode.AcceptSave)
            case PresetAction.IMPORT:
                self._ask_file(self.tr("Import a preset"), QFileDialog.AcceptMode.AcceptOpen)
            case PresetAction.RESET:
                self._presets.reset(preset_id)
                self._controller.editing.choose_preset(preset_id)

    @property
    def _subject_recipe(self) -> Recipe | None:
        return self._presets.get(self._subject)

    def _ask_name(self, title: str, name: str, confirmed: Callable[[str], None]) -> None:
        taken = frozenset(preset.name for preset in self._presets.presets if preset.name != name)
        dialog = PresetName(title, name, taken, self._window)
        dialog.named.connect(confirmed)
        dialog.open()

    def _ask_deleting(self) -> None:
        name = self._subject_recipe.name if self._subject_recipe is not None else self._subject
        question = Question(
            self.tr("Delete the preset “{name}”?").format(name=name),
            self.tr("It cannot be brought back. Export it first to keep a copy."),
            self.tr("Delete"),
            self.tr("Keep it"),
            self._window,
        )
        question.accepted.connect(self._delete)
        question.open()

    def _ask_file(self, title: str, mode: QFileDialog.AcceptMode) -> None:
        dialog = QFileDialog(self._window, title)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(mode)
        dialog.setDefaultSuffix(PRESET_SUFFIX)
        dialog.setNameFilters([self.tr("Presets (*.{suffix})").format(suffix=PRESET_SUFFIX)])
        if mode is QFileDialog.AcceptMode.AcceptSave:
            dialog.selectFile(f"{self._subject}.{PRESET_SUFFIX}")
            dialog.fileSelected.connect(self._export)
        else:
            dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
            dialog.fileSelected.connect(self._import)
        dialog.open()

    @Slot()
    def _delete(self) -> None:
        self._presets.delete(self._subject)

    @Slot(str)
    def _save(self, name: str) -> None:
        self._presets.save(self._controller.desk.recipe.without_masks(), name)

    @Slot(str)
    def _rename(self, name: str) -> None:
        self._presets.rename(self._subject, name)

    @Slot(str)
    def _export(self, name: str) -> None:
        self._presets.export_to(self._subject, Path(name))

    @Slot(str)
    def _import(self, name: str) -> None:
        self._presets.import_from(Path(name))

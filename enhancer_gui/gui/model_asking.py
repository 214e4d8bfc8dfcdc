"""The models dialog and the questions that belong to it: licences, removing, files to import."""

from pathlib import Path

from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from enhancer_gui.core.errors import EnhancerError
from enhancer_gui.gui import model_calls
from enhancer_gui.gui.controller import Controller
from enhancer_gui.gui.dialogs.model_edit import ModelEdit
from enhancer_gui.gui.dialogs.model_words import terms_words
from enhancer_gui.gui.dialogs.models_dialog import ModelsDialog
from enhancer_gui.gui.dialogs.question import Question
from enhancer_gui.gui.model_rows import ModelAction, ModelRow
from enhancer_gui.gui.model_use import with_model
from enhancer_gui.gui.panels.model_titles import model_words
from enhancer_gui.gui.revealing import Revealer
from enhancer_gui.storage.paths import models_dir

WEIGHTS = ("safetensors", "pth", "pt", "ckpt", "bin", "h5")
"""What the file dialog shows first; "all files" shows the rest."""


class ModelAsking(QObject):
    """Opens the dialog and does what is asked for in it."""

    def __init__(self, window: QWidget, controller: Controller) -> None:
        """Ask above this window."""
        super().__init__(window)
        self._window, self._controller = window, controller
        self._models = controller.models
        self._dialog: ModelsDialog | None = None
        self._revealer = Revealer(self)
        self._subject = ""
        self._models.imported.connect(self._tell_imported)
        self._models.import_failed.connect(self._tell_import_failure)

    @Slot()
    def show_models(self) -> None:
        """Open the dialog, or bring it to the front."""
        if self._dialog is None:
            self._dialog = self._open_dialog()
        self._models.look()
        self._dialog.show()
        self._dialog.activateWindow()

    @Slot(str)
    def show_model(self, model_id: str) -> None:
        """Open the dialog at a model, with the keyboard on what is to be done with it."""
        self.show_models()
        if self._dialog is not None:
            self._dialog.point_out(model_id)

    def _open_dialog(self) -> ModelsDialog:
        dialog, models = ModelsDialog(self._window), self._models
        models.listed.connect(dialog.set_rows)
        models.row_changed.connect(dialog.update_row)
        models.used_changed.connect(dialog.set_used_bytes)
        models.problems_changed.connect(dialog.set_problems)
        models.failed.connect(dialog.tell_error)
        models.import_started.connect(dialog.tell_importing)
        dialog.action_requested.connect(self._act)
        dialog.import_requested.connect(self._ask_file)
        dialog.files_dropped.connect(self._import)
        dialog.reveal_requested.connect(self._reveal_folder)
        dialog.finished.connect(self._forget)
        return dialog

    @Slot()
    def _forget(self) -> None:
        self._dialog = None

    @Slot(str, object)
    def _act(self, model_id: str, action: ModelAction) -> None:
        self._subject = model_id
        row = self._models.row(model_id)
        match action:
            case ModelAction.DOWNLOAD:
                self._ask_licence(row)
            case ModelAction.PAUSE:
                self._models.pause(model_id)
            case ModelAction.DISCARD:
                self._models.discard(model_id)
            case ModelAction.VERIFY:
                self._models.verify(model_id)
            case ModelAction.USE:
                self._use(row)
            case ModelAction.EDIT:
                self._edit(row)
            case ModelAction.REVEAL:
                self._reveal(row)
            case ModelAction.REMOVE:
                self._ask_removing(row)
            case ModelAction.OPEN_PAGE:
                if row.entry.row is not None:
                    QDesktopServices.openUrl(QUrl(row.entry.row.page))

    def _ask_licence(self, row: ModelRow) -> None:
        if not self._models.must_accept(row.entry.id):
            self._models.download(row.entry.id)
            return
        page = row.entry.row.page if row.entry.row is not None else ""
        question = Question(
            self.tr("Accept the licence of {model}?").format(model=model_words(row.entry.title)),
            "\n\n".join((f"{row.entry.licence}: {terms_words(row.entry.terms)}", page)),
            self.tr("Accept and download"),
            self.tr("Not now"),
            self._dialog,
        )
        question.accepted.connect(self._accept_and_download)
        question.open()

    @Slot()
    def _accept_and_download(self) -> None:
        self._models.accept(self._subject)
        self._models.download(self._subject)

    def _ask_removing(self, row: ModelRow) -> None:
        again = row.entry.row is not None and not row.entry.row.by_hand
        question = Question(
            self.tr("Remove {model}?").format(model=model_words(row.entry.title)),
            self.tr("It can be downloaded again.") if again else self.tr("Its file is deleted from this computer."),
            self.tr("Remove"),
            self.tr("Keep it"),
            self._dialog,
        )
        question.accepted.connect(self._remove)
        question.open()

    @Slot()
    def _remove(self) -> None:
        self._models.remove(self._subject)

    def _use(self, row: ModelRow) -> None:
        if row.entry.card is not None:
            self._controller.editing.set_recipe(with_model(self._controller.desk.recipe, row.entry.card))
            if self._dialog is not None:
                self._dialog.tell_used(model_words(row.entry.title))

    def _edit(self, row: ModelRow) -> None:
        if row.entry.card is not None:
            sheet = ModelEdit(row.entry.card, self._dialog)
            sheet.changed.connect(self._models.edit)
            sheet.open()

    def _reveal(self, row: ModelRow) -> None:
        if row.entry.card is None:
            return
        try:
            self._revealer.reveal(model_calls.file_of(row.entry.card))
        except EnhancerError as error:
            self._tell(error)

    @Slot()
    def _reveal_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(models_dir())))

    @Slot()
    def _ask_file(self) -> None:
        dialog = QFileDialog(self._dialog, self.tr("Import a model"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        patterns = " ".join(f"*.{suffix}" for suffix in WEIGHTS)
        dialog.setNameFilters([self.tr("Weights ({patterns})").format(patterns=patterns), self.tr("All files (*)")])
        dialog.fileSelected.connect(self._import_named)
        dialog.open()

    @Slot(str)
    def _import_named(self, name: str) -> None:
        self._models.import_file(Path(name))

    @Slot(object)
    def _import(self, files: tuple[Path, ...]) -> None:
        for file in files:
            self._models.import_file(file)

    @Slot(object, str, bool)
    def _tell_imported(self, _file: Path, title: str, is_new: bool) -> None:
        if self._dialog is not None:
            self._dialog.tell_imported(title, is_new)

    @Slot(object, object)
    def _tell_import_failure(self, _file: Path, error: EnhancerError) -> None:
        self._tell(error)

    def _tell(self, error: EnhancerError) -> None:
        if self._dialog is not None:
            self._dialog.tell_error(error)

"""Which file a mask is taken from or written into."""

from pathlib import Path

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from enhancer_gui.gui.controller import Controller

SUFFIX = "png"


class MaskAsking(QObject):
    """Asks for files, then tells `Masking`. Nothing here ever blocks."""

    def __init__(self, window: QWidget, controller: Controller) -> None:
        """Ask above this window."""
        super().__init__(window)
        self._window, self._controller = window, controller

    @Slot()
    def ask_import(self) -> None:
        """Choose a picture as the mask."""
        dialog = self._dialog(self.tr("Import a mask"), QFileDialog.AcceptMode.AcceptOpen)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([self.tr("Masks (*.{suffix})").format(suffix=SUFFIX), self.tr("All files (*)")])
        dialog.fileSelected.connect(self._import)
        dialog.open()

    @Slot()
    def ask_export(self) -> None:
        """Choose where the mask is written."""
        dialog = self._dialog(self.tr("Export the mask"), QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(SUFFIX)
        dialog.setNameFilters([self.tr("Masks (*.{suffix})").format(suffix=SUFFIX)])
        if (photo := self._controller.desk.current) is not None:
            dialog.selectFile(f"{photo.path.stem}-mask.{SUFFIX}")
        dialog.fileSelected.connect(self._export)
        dialog.open()

    def _dialog(self, title: str, mode: QFileDialog.AcceptMode) -> QFileDialog:
        photo = self._controller.desk.current
        dialog = QFileDialog(self._window, title, "" if photo is None else str(photo.path.parent))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(mode)
        return dialog

    @Slot(str)
    def _import(self, name: str) -> None:
        self._controller.masking.files.import_file(Path(name))

    @Slot(str)
    def _export(self, name: str) -> None:
        self._controller.masking.files.export_file(Path(name))

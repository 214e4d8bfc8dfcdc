"""What of the photo's metadata goes into the result, and whether the result says how it was made."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from enhancer_gui.core.recipe import ExportSpec, MetadataGroup
from enhancer_gui.gui.panels.save_choices import group_words
from enhancer_gui.gui.panels.section import Section
from enhancer_gui.gui.widgets import ManyChoice, ToggleSwitch


class KeepingRows(QWidget):
    """Three controls, put into a section's rows.

    Attributes:
        changed: emitted with the new specification.
    """

    changed = Signal(ExportSpec)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spec = ExportSpec()
        self.metadata = ToggleSwitch(self.tr("Keep camera data"), self, tip=self.tr("Date, camera, place and rating"))
        self.left_out = ManyChoice(
            self.tr("Leave out"), self, none=self.tr("Nothing"), tip=self.tr("What of the camera data is not kept")
        )
        self.record = ToggleSwitch(
            self.tr("Say how it was made"),
            self,
            tip=self.tr("Models and settings are written into the file. Drop it here again to use them."),
        )
        self.metadata.clicked.connect(self._take_metadata)
        self.left_out.ticked.connect(self._take_left_out)
        self.record.clicked.connect(self._take_record)

    def add_to(self, section: Section) -> None:
        """Append the controls to a section."""
        section.add_row(self.tr("Camera data"), _beside(self.metadata))
        section.add_row(self.tr("Leave out"), self.left_out)
        section.add_row(self.tr("Record"), _beside(self.record))

    def show_spec(self, spec: ExportSpec) -> None:
        """Show what a specification keeps."""
        self._spec = spec
        self.metadata.setChecked(spec.keep_metadata)
        self.left_out.offer_many(group_words(), spec.left_out)
        self.left_out.setEnabled(spec.keep_metadata)
        self.record.setChecked(spec.record)

    def _take_metadata(self, keep: bool) -> None:
        self.changed.emit(replace(self._spec, keep_metadata=keep))

    def _take_left_out(self, groups: tuple[MetadataGroup, ...]) -> None:
        self.changed.emit(replace(self._spec, left_out=groups))

    def _take_record(self, record: bool) -> None:
        self.changed.emit(replace(self._spec, record=record))


def _beside(switch: ToggleSwitch) -> QWidget:
    """Return a switch at the left of a row of its own."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(switch)
    row.addStretch()
    return holder

"""Asks for a preset's name."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from enhancer_gui.gui.dialogs.sheet import Sheet
from enhancer_gui.gui.widgets import ButtonKind, TextButton, describe

WIDTH_PX = 400
MAX_NAME_LENGTH = 60
"""Longer names do not fit a card, not even elided in a way that still tells them apart."""


class PresetName(Sheet):
    """Emits `named(str)` with the trimmed name when it is confirmed."""

    named = Signal(str)

    def __init__(self, title: str, name: str, taken: frozenset[str], parent: QWidget | None = None) -> None:
        """Offer `name`; names in `taken` (compared without case) cannot be chosen."""
        super().__init__(title, WIDTH_PX, parent)
        self._taken = frozenset(other.casefold() for other in taken)
        self.add_headline(title)
        self.field = QLineEdit(name, self)
        self.field.setMaxLength(MAX_NAME_LENGTH)
        self.field.setPlaceholderText(self.tr("Name"))
        describe(self.field, self.tr("Name of the preset"))
        self.field.selectAll()
        self.column.addWidget(self.field)
        self._hint = self.add_text("")
        self._hint.setProperty("kind", "error")
        cancel = TextButton(self.tr("Cancel"), ButtonKind.SECONDARY, self)
        self.save_button = TextButton(self.tr("Save"), ButtonKind.PRIMARY, self)
        cancel.clicked.connect(self.reject)
        self.save_button.clicked.connect(self._confirm)
        self.add_foot(cancel, self.save_button)
        self.field.textChanged.connect(self._check)
        self._check()

    @property
    def _name(self) -> str:
        return self.field.text().strip()

    @Slot()
    def _check(self) -> None:
        is_taken = self._name.casefold() in self._taken
        self._hint.setText(self.tr("There is a preset of this name already.") if is_taken else "")
        self.save_button.setEnabled(bool(self._name) and not is_taken)

    @Slot()
    def _confirm(self) -> None:
        self.named.emit(self._name)
        self.accept()

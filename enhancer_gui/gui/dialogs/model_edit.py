"""What a person may say of a model of their own: its name, what it does, its licence."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from enhancer_gui.core.models import ModelCard, Task
from enhancer_gui.gui.dialogs.sheet import Sheet
from enhancer_gui.gui.model_calls import Words
from enhancer_gui.gui.panels.words import task_words
from enhancer_gui.gui.widgets import ButtonKind, Choice, TextButton, describe

WIDTH_PX = 440
MAX_LENGTH = 80
ROW_SPACING_PX = 12


class ModelEdit(Sheet):
    """Emits `changed(str, Words)` with the model's id when it is confirmed."""

    changed = Signal(str, object)

    def __init__(self, card: ModelCard, parent: QWidget | None = None) -> None:
        """Offer what the card says now."""
        super().__init__("", WIDTH_PX, parent)
        self.setWindowTitle(self.tr("Edit the model"))
        self._card = card
        self.add_headline(self.tr("Edit the model"))
        self.title = self._field(self.tr("Name"), card.title)
        self.licence = self._field(self.tr("Licence"), card.licence)
        self.task = Choice(self.tr("Task"), self, tip=self.tr("What the model does to a photo"))
        tasks = [Task.UPSCALE] if card.scale > 1 else [each for each in Task if each is not Task.UPSCALE]
        self.task.offer({each.value: task_words(each) for each in tasks})
        self.task.set_value(card.task.value)
        grid = QGridLayout()
        grid.setVerticalSpacing(ROW_SPACING_PX)
        grid.setColumnStretch(1, 1)
        fields = ((self.tr("Name"), self.title), (self.tr("Task"), self.task), (self.tr("Licence"), self.licence))
        for row, (words, field) in enumerate(fields):
            label = QLabel(words, self)
            label.setBuddy(field)
            grid.addWidget(label, row, 0)
            grid.addWidget(field, row, 1)
        self.column.addLayout(grid)
        cancel = TextButton(self.tr("Cancel"), ButtonKind.SECONDARY, self)
        self.save_button = TextButton(self.tr("Save"), ButtonKind.PRIMARY, self)
        cancel.clicked.connect(self.reject)
        self.save_button.clicked.connect(self._confirm)
        self.add_foot(cancel, self.save_button)
        for field in (self.title, self.licence):
            field.textChanged.connect(self._check)

    @Slot()
    def _check(self) -> None:
        self.save_button.setEnabled(bool(self.title.text().strip() and self.licence.text().strip()))

    @Slot()
    def _confirm(self) -> None:
        words = Words(self.title.text().strip(), self.licence.text().strip(), Task(str(self.task.value)))
        self.changed.emit(self._card.id, words)
        self.accept()

    def _field(self, words: str, text: str) -> QLineEdit:
        field = QLineEdit(text, self)
        field.setMaxLength(MAX_LENGTH)
        describe(field, words)
        return field

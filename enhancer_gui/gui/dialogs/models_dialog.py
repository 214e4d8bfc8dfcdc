"""The models dialog: what is installed, what can be downloaded, and importing files of one's own.

It blocks nothing: photos can be worked on while a model is downloaded, and closing it stops no download.
"""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QFont
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from enhancer_gui.core.errors import EnhancerError
from enhancer_gui.core.models import Task
from enhancer_gui.gui.dialogs.model_list import ModelList
from enhancer_gui.gui.dialogs.model_words import size_words
from enhancer_gui.gui.dialogs.sheet import HEADLINE_PX, MARGIN_PX
from enhancer_gui.gui.model_rows import ModelRow
from enhancer_gui.gui.opening import local_paths
from enhancer_gui.gui.panels.words import task_words
from enhancer_gui.gui.sentences import words_of
from enhancer_gui.gui.theme import Glyph, body_font
from enhancer_gui.gui.widgets import ButtonKind, Choice, IconButton, Notice, TextButton, Tone, describe

SIZE = (860, 640)
SMALLEST = (600, 400)
_GAP_PX = 8
_FIELD_WIDTH_PX = 220
_CHOICE_WIDTH_PX = 132
_ALL = ""


class ModelsDialog(QDialog):
    """Shows models and passes on what is asked for.

    Signals:
        action_requested(str, ModelAction): do something with a model.
        import_requested(): choose a file to import.
        files_dropped(tuple[Path, ...]): import these.
        reveal_requested(): show the folder of the user's models.
    """

    action_requested = Signal(str, object)
    import_requested = Signal()
    files_dropped = Signal(object)
    reveal_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Models"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(False)
        self.setAcceptDrops(True)
        self.setMinimumSize(*SMALLEST)
        self.resize(*SIZE)
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(self.tr("Search"))
        self.search.setFixedWidth(_FIELD_WIDTH_PX)
        describe(self.search, self.tr("Search models"), self.tr("Find models by name, network or licence"))
        self.task = Choice(self.tr("Task"), self, tip=self.tr("Show only models for a task"))
        self.task.offer({_ALL: self.tr("All tasks"), **{each.value: task_words(each) for each in Task}})
        self.task.setFixedWidth(_CHOICE_WIDTH_PX)
        self.list = ModelList(self)
        self.notice = Notice(self)
        self.used = QLabel(self)
        self.used.setProperty("kind", "muted")
        self._lay_out()
        self.search.textChanged.connect(self._filter)
        self.task.chosen.connect(self._filter)
        self.list.action_requested.connect(self._clear_notice)  # before what may have something new to say
        self.list.action_requested.connect(self.action_requested)

    @Slot(object)
    def set_rows(self, rows: Iterable[ModelRow]) -> None:
        """Show these models."""
        self.list.set_rows(rows)

    def point_out(self, model_id: str) -> None:
        """Bring a model into view, now or once it is listed; all are shown where it is none of those."""
        self.search.clear()
        self.task.set_value(_ALL)
        self._filter()
        self.list.point_out(model_id)

    @Slot(object)
    def update_row(self, row: ModelRow) -> None:
        """Show a model as it is now."""
        self.list.update_row(row)

    @Slot(object)
    def set_used_bytes(self, size_bytes: int) -> None:
        """Show how much room the user's models take."""
        words = self.tr("Your models take {size}") if size_bytes else self.tr("No models of your own yet")
        self.used.setText(words.format(size=size_words(size_bytes)))

    @Slot(object)
    def set_problems(self, problems: tuple[str, ...]) -> None:
        """Say which cards cannot be used."""
        if problems:
            first, *others = map(words_of, problems)
            self.notice.set_notice(first, "\n".join(others))

    @Slot(object)
    def tell_error(self, error: EnhancerError) -> None:
        """Say what went wrong where it belongs to no card."""
        self.notice.set_notice(words_of(error.message), words_of(error.remedy), Tone.BAD)

    @Slot(object)
    def tell_importing(self, file: Path) -> None:
        """Say that a file is being imported."""
        self.notice.set_notice(
            self.tr("Importing {file}…").format(file=file.name),
            self.tr("It is read, converted and tried on a small picture."),
            Tone.NEUTRAL,
        )

    def tell_imported(self, title: str, is_new: bool) -> None:
        """Say that a model is there now."""
        words = self.tr("“{title}” is imported.") if is_new else self.tr("“{title}” is here already: the same weights.")
        self.notice.set_notice(words.format(title=title), "", Tone.GOOD)

    def tell_used(self, title: str) -> None:
        """Say that a model is used from now on."""
        words = self.tr("“{title}” is used for the photo in the window.").format(title=title)
        self.notice.set_notice(words, self.tr("Choosing a preset undoes this."), Tone.GOOD)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if local_paths(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Import what was dropped."""
        event.acceptProposedAction()
        self.files_dropped.emit(tuple(local_paths(event.mimeData())))

    @Slot()
    def _clear_notice(self) -> None:
        self.notice.set_notice("")

    @Slot()
    def _filter(self) -> None:
        value = str(self.task.value)
        self.list.set_filter(self.search.text(), None if value == _ALL else Task(value))

    def _lay_out(self) -> None:
        title = QLabel(self.tr("Models"), self)
        title.setProperty("kind", "title")
        font = body_font()
        font.setPixelSize(HEADLINE_PX)
        font.setWeight(QFont.Weight.DemiBold)
        title.setFont(font)
        head = QHBoxLayout()
        head.setSpacing(_GAP_PX)
        head.addWidget(title)
        head.addStretch(1)
        head.addWidget(self.search)
        head.addWidget(self.task)
        self.import_button = TextButton(
            self.tr("Import…"), ButtonKind.SECONDARY, self, tip=self.tr("Add a file of weights from this computer")
        )
        self.import_button.clicked.connect(self.import_requested)
        reveal = IconButton(
            Glyph.REVEAL, self.tr("Show the folder"), self, tip=self.tr("Show the folder of your models")
        )
        reveal.clicked.connect(self.reveal_requested)
        close = TextButton(self.tr("Close"), ButtonKind.SECONDARY, self, tip=self.tr("Close; downloads go on"))
        close.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.setSpacing(_GAP_PX)
        foot.addWidget(self.used)
        foot.addWidget(reveal)
        foot.addStretch(1)
        for button in (self.import_button, close):
            button.setAutoDefault(False)
            foot.addWidget(button)
        for row in (head, foot):
            row.setContentsMargins(MARGIN_PX, 0, MARGIN_PX, 0)
        told = QHBoxLayout()
        told.setContentsMargins(MARGIN_PX, 0, MARGIN_PX, 0)
        told.addWidget(self.notice)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2 * _GAP_PX, 0, 2 * _GAP_PX)
        column.setSpacing(2 * _GAP_PX)
        column.addLayout(head)
        column.addLayout(told)
        column.addWidget(self.list, 1)
        column.addLayout(foot)

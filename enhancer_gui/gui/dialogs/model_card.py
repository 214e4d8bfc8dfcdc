"""A model as a card: what it is for, where it is, what can be done with it, and what went wrong."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from enhancer_gui.gui.dialogs.model_words import (
    GLYPHS,
    action_words,
    facts_words,
    hint_words,
    progress_words,
    state_words,
)
from enhancer_gui.gui.model_rows import Activity, ModelAction, ModelRow
from enhancer_gui.gui.panels.model_titles import model_words
from enhancer_gui.gui.sentences import words_of, words_of_error
from enhancer_gui.gui.theme import tabular
from enhancer_gui.gui.widgets import ButtonKind, IconButton, StatePill, TextButton, describe
from enhancer_gui.storage.model_entries import ModelState

_MARGINS = (16, 12, 12, 12)
_GAP_PX = 4
_WORDS_GAP_PX = 16
_PROGRESS_STEPS = 1000
_BAR_WIDTH_PX = 220


class ModelCard(QFrame):
    """Shows a `ModelRow`; `action_requested` carries the model's id and a `ModelAction`."""

    action_requested = Signal(str, object)

    def __init__(self, row: ModelRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "notice")
        self.setProperty("tone", "neutral")
        self._row: ModelRow | None = None
        self.title, self._summary, self._facts = (QLabel(self) for _ in range(3))
        self.hint, self.error, self.progress_words = (QLabel(self) for _ in range(3))
        self.title.setProperty("kind", "title")
        self.error.setProperty("kind", "error")
        for label in (self._facts, self.hint, self.progress_words):
            label.setProperty("kind", "muted")
        for label in (self._summary, self._facts, self.hint, self.error):
            label.setWordWrap(True)
        for label in (self.title, self._summary, self._facts, self.hint, self.error):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.error.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.progress_words.setFont(tabular(self.font()))
        self.pill = StatePill("", parent=self)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(_BAR_WIDTH_PX)
        self.buttons: dict[ModelAction, TextButton | IconButton] = {}
        self._button_row = QHBoxLayout()
        self._button_row.setSpacing(_GAP_PX)
        self._lay_out()
        self.show_row(row)

    @property
    def row(self) -> ModelRow:
        """What is shown."""
        assert self._row is not None, "shown since it was made"
        return self._row

    def show_row(self, row: ModelRow) -> None:
        """Show the model as it is now."""
        if row == self._row:
            return
        self._row = row
        entry = row.entry
        title, summary = model_words(entry.title), model_words(entry.summary)
        self.title.setText(title)
        self._summary.setText(summary)
        self._facts.setText(facts_words(entry))
        self.pill.set_state(*state_words(row))
        self._say(self.hint, "" if row.is_here else hint_words(entry))
        problem = "" if row.error is None else words_of_error(row.error)
        self._say(self.error, problem or words_of(entry.problem))
        self.error.setToolTip("" if row.error is None else row.error.detail)
        self._show_progress(row)
        self._show_buttons(row)
        self.setAccessibleName(f"{title}. {summary}. {self.pill.text()}")

    def set_marked(self, marked: bool) -> None:
        """Show that this is the model that was asked for."""
        self.setProperty("tone", "accent" if marked else "neutral")
        self.style().unpolish(self)
        self.style().polish(self)

    def take_focus(self) -> None:
        """Give the keyboard to the most important that can be done."""
        if self.row.actions:
            self.buttons[self.row.actions[0]].setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, label: QLabel, words: str) -> None:
        label.setText(words)
        label.setVisible(bool(words))

    def _show_progress(self, row: ModelRow) -> None:
        words = progress_words(row)
        self._say(self.progress_words, words)
        done, total = row.entry.arrived_bytes, row.entry.size_bytes
        if row.progress is not None:
            done, total = row.progress.done_bytes, row.progress.total_bytes
        is_paused = row.entry.state is ModelState.PAUSED and row.activity is Activity.NONE
        self.bar.setVisible(is_paused or row.activity in (Activity.DOWNLOADING, Activity.INSTALLING))
        self.bar.setEnabled(not is_paused)
        # Without a total the bar moves to and fro by itself, which tells that something is going on.
        self.bar.setRange(0, _PROGRESS_STEPS if total or is_paused else 0)
        self.bar.setValue(_PROGRESS_STEPS * done // total if total else 0)
        describe(self.bar, self.tr("Progress of the download"), words)

    def _show_buttons(self, row: ModelRow) -> None:
        wanted = row.actions
        for action in wanted:
            button = self.buttons.get(action) or self._add_button(action)
            words, tip = action_words(action, row)
            describe(button, self.tr("{action}: {model}").format(action=words, model=model_words(row.entry.title)), tip)
            if action not in GLYPHS:
                button.setText(words)
        for action, button in self.buttons.items():
            button.setVisible(action in wanted)

    def _add_button(self, action: ModelAction) -> TextButton | IconButton:
        button: TextButton | IconButton
        if action in GLYPHS:
            button = IconButton(GLYPHS[action], action.value, self)
            self._button_row.insertWidget(self._icon_place(action), button, 0, Qt.AlignmentFlag.AlignVCenter)
        else:
            button = TextButton("", ButtonKind.SECONDARY, self)
            button.setAutoDefault(False)
            self._button_row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        button.setObjectName(action.value)
        button.clicked.connect(partial(self._ask, action))
        self.buttons[action] = button
        return button

    def _icon_place(self, action: ModelAction) -> int:
        """Return where an icon belongs: icons in one order on all cards, before the words."""
        order = list(GLYPHS)
        before = [each for each in self.buttons if each in GLYPHS and order.index(each) < order.index(action)]
        return len(before)

    def _ask(self, action: ModelAction) -> None:
        self.action_requested.emit(self.row.entry.id, action)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(2 * _GAP_PX)
        head.addWidget(self.title)
        head.addWidget(self.pill)
        head.addStretch(1)
        progress = QHBoxLayout()
        progress.setSpacing(3 * _GAP_PX)
        progress.addWidget(self.bar)
        progress.addWidget(self.progress_words, 1)
        words = QVBoxLayout()
        words.setSpacing(_GAP_PX)
        words.addLayout(head)
        words.addWidget(self._summary)
        words.addWidget(self._facts)
        words.addLayout(progress)
        words.addWidget(self.hint)
        words.addWidget(self.error)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(*_MARGINS)
        layout.setSpacing(_WORDS_GAP_PX)
        layout.addLayout(words, 1)
        layout.addLayout(self._button_row)
        layout.setAlignment(self._button_row, Qt.AlignmentFlag.AlignTop)

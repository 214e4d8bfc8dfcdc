"""Which folder is watched, what is done with photos that arrive there, and where their results go."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QGridLayout, QLabel, QWidget

from enhancer_gui.gui.dialogs.sheet import Sheet
from enhancer_gui.gui.panels.words import count_words, folder_words
from enhancer_gui.gui.watching import WatchOrder, WatchState
from enhancer_gui.gui.widgets import ButtonKind, Choice, ElidedLabel, Notice, TextButton, ToggleSwitch, Tone

WIDTH_PX = 560
ROW_PX = 12


class WatchDialog(Sheet):
    """Begins and ends watching.

    Signals:
        start_wanted(WatchOrder): watch this.
        stop_wanted(): watch nothing any more.
    """

    start_wanted = Signal(object)
    stop_wanted = Signal()

    def __init__(self, presets: Mapping[str, str], preset: str, parent: QWidget | None = None) -> None:
        """Offer presets (id to name), one of them chosen."""
        super().__init__("", WIDTH_PX, parent)
        self.setWindowTitle(self.tr("Watch a folder"))
        self._state, self._presets = WatchState(), frozenset(presets)
        self.folder: Path | None = None
        self.destination: Path | None = None
        self.add_headline(self.tr("Watch a folder"))
        self.add_text(
            self.tr(
                "Photos that arrive in the folder are enhanced and saved while this window is open. "
                "Each is taken when it has been written in full."
            )
        ).setProperty("kind", "muted")
        self._grid = QGridLayout()
        self._grid.setVerticalSpacing(ROW_PX)
        self._grid.setColumnStretch(1, 1)
        self.folder_label, self.choose_folder = self._path_row(self.tr("Folder"), self.tr("Choose the folder to watch"))
        self.preset = Choice(self.tr("Preset"), self, tip=self.tr("What is done with each photo"))
        self.preset.offer(presets)
        if preset in presets:
            self.preset.set_value(preset)
        self._add_row(self.tr("Preset"), self.preset)
        self.destination_label, self.choose_destination = self._path_row(
            self.tr("Save in"), self.tr("Choose where results go")
        )
        self.present_too = ToggleSwitch(
            self.tr("Photos in it already"), self, tip=self.tr("Enhance photos that are in the folder now, too")
        )
        self._add_row(self.tr("Photos in it already"), self.present_too)
        self.column.addLayout(self._grid)
        self.notice = Notice(self)
        self.column.addWidget(self.notice)
        self.go = TextButton("", ButtonKind.PRIMARY, self)
        self.go.clicked.connect(self._press)
        close = TextButton(self.tr("Close"), ButtonKind.SECONDARY, self)
        close.clicked.connect(self.reject)
        self.add_foot(close, self.go)
        self.choose_folder.clicked.connect(self._ask_folder)
        self.choose_destination.clicked.connect(self._ask_destination)
        self.show_state(WatchState())

    @Slot(object)
    def show_state(self, state: WatchState) -> None:
        """Show whether and how a folder is watched."""
        self._state = state
        order = state.order
        if order is not None:
            self.set_folders(order.folder, order.destination)
            self.present_too.setChecked(order.present_too)
            if order.preset in self._presets:
                self.preset.set_value(order.preset)
        for part in (self.choose_folder, self.choose_destination, self.preset, self.present_too):
            part.setEnabled(order is None)
        self._refresh()

    def set_folders(self, folder: Path | None, destination: Path | None) -> None:
        """Show what is chosen."""
        self.folder, self.destination = folder, destination
        for label, path in ((self.folder_label, folder), (self.destination_label, destination)):
            label.setText(self.tr("Not chosen yet") if path is None else folder_words(path))
            label.setProperty("kind", "muted" if path is None else "plain")
            label.style().unpolish(label)
            label.style().polish(label)
        self._refresh()

    def _refresh(self) -> None:
        is_on, same = self._state.order is not None, self.folder is not None and self.folder == self.destination
        self.go.setText(self.tr("Stop watching") if is_on else self.tr("Start watching"))
        self.go.setAccessibleName(self.go.text())
        self.go.setEnabled(is_on or (None not in (self.folder, self.destination) and not same))
        if self._state.is_gone:
            self.notice.set_notice(
                self.tr("The folder is not there now."), self.tr("Watching goes on when it is back."), Tone.WARN
            )
        elif is_on:
            self.notice.set_notice(self.tr("Watching"), self._words(), Tone.ACCENT)
        elif same:
            self.notice.set_notice(
                self.tr("Results cannot go into the watched folder itself."), self.tr("Choose another folder for them.")
            )
        else:
            self.notice.set_notice("")
        if self.isVisible():
            self.refit()

    def _words(self) -> str:
        taken, arriving = self._state.taken, self._state.arriving
        words = self.tr("1 photo has been taken.") if taken == 1 else self.tr("{count} photos have been taken.")
        parts = [words.format(count=count_words(taken))]
        if arriving:
            words = self.tr("1 is still arriving.") if arriving == 1 else self.tr("{count} are still arriving.")
            parts.append(words.format(count=count_words(arriving)))
        return " ".join(parts)

    def _path_row(self, words: str, tip: str) -> tuple[ElidedLabel, TextButton]:
        label = ElidedLabel("", self)
        button = TextButton(self.tr("Choose…"), ButtonKind.SECONDARY, self, tip=tip)
        button.setAccessibleName(tip)
        button.setAutoDefault(False)
        row = self._grid.rowCount()
        self._grid.addWidget(QLabel(words, self), row, 0)
        self._grid.addWidget(label, row, 1)
        self._grid.addWidget(button, row, 2)
        return label, button

    def _add_row(self, words: str, field: QWidget) -> None:
        label = QLabel(words, self)
        label.setBuddy(field)
        row = self._grid.rowCount()
        self._grid.addWidget(label, row, 0)
        self._grid.addWidget(field, row, 1, 1, 2)

    @Slot()
    def _press(self) -> None:
        if self._state.order is not None:
            self.stop_wanted.emit()
        elif self.folder is not None and self.destination is not None:
            order = WatchOrder(self.folder, self.destination, str(self.preset.value), self.present_too.isChecked())
            self.start_wanted.emit(order)

    @Slot()
    def _ask_folder(self) -> None:
        self._folder_dialog(self.tr("Folder to watch"), self.folder).fileSelected.connect(self._take_folder)

    @Slot()
    def _ask_destination(self) -> None:
        start = self.destination or self.folder
        self._folder_dialog(self.tr("Save results in"), start).fileSelected.connect(self._take_destination)

    def _folder_dialog(self, title: str, folder: Path | None) -> QFileDialog:
        dialog = QFileDialog(self, title, "" if folder is None else str(folder))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.open()
        return dialog

    @Slot(str)
    def _take_folder(self, name: str) -> None:
        self.set_folders(Path(name), self.destination)

    @Slot(str)
    def _take_destination(self, name: str) -> None:
        self.set_folders(self.folder, Path(name))

"""The filmstrip: every photo with its state, and what can be done with it."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from enhancer_gui.gui.panels.filmstrip_delegate import CARD, GAP_PX, GLYPHS
from enhancer_gui.gui.panels.filmstrip_model import FilmstripModel, FilmstripRole
from enhancer_gui.gui.panels.filmstrip_row import ACTIONS, FilmAction, FilmstripRow
from enhancer_gui.gui.panels.filmstrip_view import FilmView
from enhancer_gui.gui.panels.words import action_words
from enhancer_gui.gui.theme import icon

FILMSTRIP_HEIGHT_PX = 132
_TOP_PX = 8


class Filmstrip(QWidget):
    """132 px high; photos and folders can be dropped on it.

    Attributes:
        current_changed: emitted with the key of the photo to show, "" when there is none.
        selection_changed: emitted with the keys of the chosen photos, in their order.
        action_requested: emitted with keys and what to do with them.
        files_dropped: emitted with the paths that were dropped.
        open_requested: the tail tile was pressed.
        moved: emitted with the keys of photos that were dragged and the key before which they go, "" for the end.
    """

    current_changed = Signal(str)
    selection_changed = Signal(tuple)
    action_requested = Signal(tuple, FilmAction)
    files_dropped = Signal(tuple)
    open_requested = Signal()
    moved = Signal(tuple, str)

    def __init__(self, model: FilmstripModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._commands: tuple[QAction | None, ...] = ()
        self._is_telling = False
        self.setProperty("kind", "strip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(FILMSTRIP_HEIGHT_PX)
        self.setAcceptDrops(True)
        self.view = FilmView(model, self)
        self.view.setAccessibleName(self.tr("Photos"))
        self.view.setAccessibleDescription(self.tr("All photos with their state"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, _TOP_PX, 12, 0)
        layout.addWidget(self.view)
        self.view.button_pressed.connect(self._press_button)
        self.view.tail_pressed.connect(self.open_requested)
        self.view.moved.connect(self.moved)
        self.view.customContextMenuRequested.connect(self._open_menu)
        self.view.selectionModel().currentChanged.connect(self._tell_current)
        self.view.selectionModel().selectionChanged.connect(self._tell_selection)
        model.rowsRemoved.connect(self._choose_what_is_left)

    @property
    def current(self) -> str:
        """Key of the photo to show, "" when there is none."""
        row = self.view.currentIndex().data(FilmstripRole.ROW)
        return row.key if isinstance(row, FilmstripRow) else ""

    @property
    def selected(self) -> tuple[str, ...]:
        """Keys of the chosen photos, in their order."""
        places = sorted(index.row() for index in self.view.selectionModel().selectedIndexes())
        rows = self._model.rows
        return tuple(rows[place].key for place in places if place < len(rows))

    def set_current(self, key: str) -> None:
        """Choose one photo alone and bring it into sight.

        An unknown key changes nothing, and neither does an echo of what the strip itself has just told: a click
        with Ctrl or Shift makes a photo the current one before it is chosen beside the others.
        """
        index = self._model.index_for(key)
        if index.isValid() and not self._is_telling:
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.view.selectionModel().setCurrentIndex(index, flags)
            self.view.scrollTo(index)

    def set_commands(self, commands: Sequence[QAction | None]) -> None:
        """Offer these in every photo's menu, too; None is a line between them."""
        self._commands = tuple(commands)

    def menu_for(self, keys: tuple[str, ...]) -> QMenu:
        """Return a new menu with what at least one of the photos allows; the caller shows it."""
        menu = QMenu(self)
        states = [row.state for row in map(self._model.row_for, keys) if row is not None]
        for action in FilmAction:
            if any(action in ACTIONS[state] for state in states):
                entry = menu.addAction(icon(GLYPHS[action]), action_words(action))
                entry.triggered.connect(partial(self._request, keys, action))
        for command in self._commands:
            if command is None:
                menu.addSeparator()
            else:
                menu.addAction(command)
        return menu

    def sizeHint(self) -> QSize:
        """Return a width for some photos."""
        return QSize(6 * (CARD.width() + GAP_PX), FILMSTRIP_HEIGHT_PX)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept files."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell which files were dropped; what has no path on this computer is left out."""
        paths = tuple(Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())
        if paths:
            event.acceptProposedAction()
            self.files_dropped.emit(paths)

    def _press_button(self, key: str, action: FilmAction) -> None:
        self._request((key,), action)

    def _request(self, keys: tuple[str, ...], action: FilmAction) -> None:
        allowed = tuple(
            row.key for row in map(self._model.row_for, keys) if row is not None and action in ACTIONS[row.state]
        )
        if allowed:
            self.action_requested.emit(allowed, action)

    def _open_menu(self, place: QPoint) -> None:
        index = self.view.indexAt(place)
        row = index.data(FilmstripRole.ROW) if index.isValid() else None
        if not isinstance(row, FilmstripRow):
            return
        selected = self.selected
        menu = self.menu_for(selected if row.key in selected else (row.key,))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.view.viewport().mapToGlobal(place))

    def _tell_current(self, current: QModelIndex) -> None:
        row = current.data(FilmstripRole.ROW) if current.isValid() else None
        self._is_telling = True
        try:
            self.current_changed.emit(row.key if isinstance(row, FilmstripRow) else "")
        finally:
            self._is_telling = False

    def _choose_what_is_left(self) -> None:
        if not self.selected and self.current:
            self.set_current(self.current)

    def _tell_selection(self) -> None:
        self.selection_changed.emit(self.selected)

"""The grid of candidates, all looking at one place."""

import math
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QMenu, QVBoxLayout, QWidget

from enhancer_gui.core.geometry import Region
from enhancer_gui.gui.bake_off.candidates import FEWEST, MOST, Candidate
from enhancer_gui.gui.bake_off.cell import FOOT_PX, BakeOffCell
from enhancer_gui.gui.panels.preset_words import shipped_words
from enhancer_gui.gui.theme import Glyph
from enhancer_gui.gui.viewer.camera import Camera
from enhancer_gui.gui.viewer.source import PictureSource
from enhancer_gui.gui.widgets import IconButton, chain

HEAD_PX = 48
GAP_PX = 8


class BakeOffPage(QWidget):
    """Cells under a line with what they are about.

    Signals:
        chosen(str): the id of the candidate that is taken.
        selection_changed(tuple[str, ...]): other candidates shall be compared.
        looked_at(Region): what is in view, in source pixels.
        closed(): nothing is taken.
    """

    chosen = Signal(str)
    selection_changed = Signal(tuple)
    looked_at = Signal(object)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without cells."""
        super().__init__(parent)
        self.cells: dict[str, BakeOffCell] = {}
        self._candidates: tuple[Candidate, ...] = ()
        self._photo: PictureSource | None = None
        self._leader = Camera()
        self._is_following = False
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("kind", "bar")
        title, hint = QLabel(self.tr("Bake-off"), self), QLabel(self.tr("Click the one you like best."), self)
        title.setProperty("kind", "title")
        hint.setProperty("kind", "muted")
        self.select = IconButton(
            Glyph.CARET, self.tr("Compared"), self, tip=self.tr("Choose what is compared, two to six"), text=" "
        )
        self.select.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the mark of a list comes after the words
        self.select.clicked.connect(self._open_menu)
        self.menu = QMenu(self)  # the button would hand its direction on
        self.close_button = IconButton(Glyph.CANCEL, self.tr("Close"), self, tip=self.tr("Back without a choice (Esc)"))
        self.close_button.clicked.connect(self.closed)
        head = QHBoxLayout()
        head.setContentsMargins(16, 6, 12, 0)
        head.setSpacing(12)
        for part in (title, hint):
            head.addWidget(part)
        head.addStretch()
        head.addWidget(self.select)
        head.addWidget(self.close_button)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(GAP_PX, GAP_PX, GAP_PX, GAP_PX)
        self._grid.setSpacing(GAP_PX)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addLayout(self._grid, 1)

    @property
    def view(self) -> Camera:
        """Where all cells look."""
        return self._leader

    def show_candidates(
        self, photo: PictureSource, found: Sequence[Candidate], selected: Sequence[str], view: Camera
    ) -> None:
        """Show cells for the selected ones of what was found, all looking where `view` looks."""
        takes_keyboard = not self.cells or any(cell.hasFocus() for cell in self.cells.values())
        self.clear()
        self.set_candidates(found, selected)
        self._photo, self._leader = photo, view
        self._is_following = True  # until all cells have their size: what they do meanwhile is nobody's wish
        for candidate in self._candidates:
            if candidate.id in selected:
                cell = BakeOffCell(self._words(candidate), self)
                cell.viewer.reduced_motion = True  # six glides at once would be a dance
                cell.viewer.surround = QColor(self.palette().window().color())
                cell.chosen.connect(partial(self.chosen.emit, candidate.id))
                cell.held.connect(self._hold)
                cell.viewer.set_before(photo)
                cell.viewer.navigator.changed.connect(partial(self._follow, cell))
                cell.viewer.visible_changed.connect(self._tell_region)
                self.cells[candidate.id] = cell
        self._arrange()
        chain((self.close_button, *self.cells.values()))
        for cell in self.cells.values():
            cell.show()
        self._grid.activate()
        for cell in self.cells.values():
            cell.settle()
            cell.viewer.navigator.jump(cell.viewer.navigator.target.matching(self._leader))
        self._is_following = False
        if takes_keyboard:
            next(iter(self.cells.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def set_candidates(self, found: Sequence[Candidate], selected: Sequence[str]) -> None:
        """Take note of what was found; the cells that are there stay."""
        self._candidates = tuple(found)
        for candidate in found:
            if (cell := self.cells.get(candidate.id)) is not None:
                cell.set_title(self._words(candidate))
        self.select.setText(self.tr("{0} of {1} compared").format(len(selected), len(self._candidates)))

    def show_result(self, candidate: str, source: PictureSource | None) -> None:
        """Show what a candidate makes, from its first tile on; None is nothing yet."""
        if (cell := self.cells.get(candidate)) is not None:
            self._is_following = True
            cell.viewer.set_after(source)
            cell.viewer.navigator.jump(cell.viewer.navigator.target.matching(self._leader))
            self._is_following = False

    def tile_finished(self, candidate: str, region: Region) -> None:
        """Show a tile that a candidate has finished."""
        if (cell := self.cells.get(candidate)) is not None:
            cell.viewer.tile_finished(region)

    def tell(self, candidate: str, words: str) -> None:
        """Say how far a candidate is."""
        if (cell := self.cells.get(candidate)) is not None:
            cell.tell(words)

    def clear(self) -> None:
        """Give up all cells; the keyboard stays here, or hiding one would hand it to whatever comes next."""
        if any(cell.hasFocus() for cell in self.cells.values()):
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        for cell in self.cells.values():
            self._grid.removeWidget(cell)
            cell.viewer.shutdown()
            cell.hide()
            cell.deleteLater()
        self.cells = {}

    def last_control(self) -> QWidget:
        """Return the last part that takes the keyboard."""
        return next(reversed(self.cells.values()), self.close_button)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange the cells so that they are as large as can be."""
        super().resizeEvent(event)
        self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _arrange(self) -> None:
        if not self.cells:
            return
        columns = best_columns(len(self.cells), self.width(), self.height() - HEAD_PX, self._aspect)
        for index, cell in enumerate(self.cells.values()):
            self._grid.addWidget(cell, index // columns, index % columns)
        for place in range(MOST):
            self._grid.setColumnStretch(place, 1 if place < columns else 0)
            self._grid.setRowStretch(place, 1 if place * columns < len(self.cells) else 0)

    @property
    def _aspect(self) -> float:
        return 1.5 if self._photo is None else self._photo.size[0] / self._photo.size[1]

    def _follow(self, leader: BakeOffCell) -> None:
        """Have all cells look where one of them was moved to."""
        if self._is_following:
            return
        self._is_following = True
        self._leader = leader.viewer.navigator.camera
        for cell in self.cells.values():
            if cell is not leader:
                cell.viewer.navigator.jump(cell.viewer.navigator.target.matching(self._leader))
        self._is_following = False

    def _hold(self, held: bool) -> None:
        for cell in self.cells.values():
            cell.viewer.show_original(held)

    def _tell_region(self, _region: Region) -> None:
        cell = next(iter(self.cells.values()), None)
        if cell is None or self._photo is None or (output := cell.viewer.output_size) is None:
            return
        seen, ratio = cell.viewer.visible_region, self._photo.size[0] / output[0]
        x, y = math.floor(seen.x * ratio), math.floor(seen.y * ratio)
        right, bottom = math.ceil(seen.right * ratio), math.ceil(seen.bottom * ratio)
        region = Region(x, y, right - x, bottom - y)
        if not region.is_empty:
            self.looked_at.emit(region)

    def _open_menu(self) -> None:
        self.fill_menu()
        self.menu.popup(self.select.mapToGlobal(QPoint(0, self.select.height() + 2)))

    def fill_menu(self) -> None:
        """Build the list of candidates; fewer than two and more than six cannot be chosen."""
        self.menu.clear()
        for candidate in self._candidates:
            action = self.menu.addAction(self._words(candidate).replace("&", "&&"))
            action.setCheckable(True)
            is_shown = candidate.id in self.cells
            action.setChecked(is_shown)
            action.setEnabled(len(self.cells) > FEWEST if is_shown else len(self.cells) < MOST)
            action.triggered.connect(partial(self._toggle, candidate.id))

    def _words(self, candidate: Candidate) -> str:
        words = shipped_words(candidate.title)
        return self.tr("{0}, edited").format(words) if candidate.is_changed else words

    def _toggle(self, candidate: str) -> None:
        wanted = set(self.cells) ^ {candidate}
        self.selection_changed.emit(tuple(each.id for each in self._candidates if each.id in wanted))


def best_columns(cells: int, width: int, height: int, aspect: float) -> int:
    """Return the number of columns in which that many pictures are the largest."""

    def side(columns: int) -> float:
        rows = -(-cells // columns)
        own_width, own_height = (width - GAP_PX) / columns - GAP_PX, (height - GAP_PX) / rows - GAP_PX - FOOT_PX
        return min(own_width / aspect, own_height)

    return max(range(1, cells + 1), key=side)

"""One line of cards that can be pressed, chosen, and dragged to another place."""

from PySide6.QtCore import QEvent, QItemSelectionModel, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QToolTip, QWidget

from enhancer_gui.gui.panels.filmstrip_delegate import CARD, GAP_PX, FilmstripDelegate, button_rects, card_rect
from enhancer_gui.gui.panels.filmstrip_model import KEYS_MIME, FilmstripModel, FilmstripRole, keys_in
from enhancer_gui.gui.panels.filmstrip_row import FilmAction, FilmstripRow
from enhancer_gui.gui.panels.words import action_words
from enhancer_gui.gui.theme import tokens

_MARK_PX = 3
_EDGE_PX = 48
"""So near to an end of the strip a drag scrolls it."""


class FilmView(QListView):
    """Presses on hover buttons and on the tail are told, and where photos are dragged; the rest is a list's own.

    Attributes:
        button_pressed: emitted with a photo's key and its button.
        tail_pressed: the tail tile was pressed.
        moved: emitted with the keys that were dragged and the key before which they were dropped, "" for the end.
    """

    button_pressed = Signal(str, FilmAction)
    tail_pressed = Signal()
    moved = Signal(tuple, str)

    def __init__(self, model: FilmstripModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._film_delegate = FilmstripDelegate(self)
        self._gap: int | None = None
        self.setItemDelegate(self._film_delegate)
        self.setModel(model)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setUniformItemSizes(True)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(False)
        self.setAutoScrollMargin(_EDGE_PX)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click chooses what is seen, and leaves the viewer its keys
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.horizontalScrollBar().setSingleStep((CARD.width() + GAP_PX) // 2)

    def button_at(self, place: QPoint) -> tuple[str, FilmAction] | None:
        """Return the photo's key and the hover button at a place of the viewport, or None."""
        index = self.indexAt(place)
        row = index.data(FilmstripRole.ROW) if index.isValid() else None
        if not isinstance(row, FilmstripRow):
            return None
        for action, rect in button_rects(card_rect(self.visualRect(index)), row.state):
            if rect.contains(place):
                return row.key, action
        return None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light up the button under the pointer."""
        hit = self.button_at(event.position().toPoint())
        pointed = hit[1] if hit else None
        if pointed is not self._film_delegate.pointed:
            self._film_delegate.pointed = pointed
            self.viewport().update()
        super().mouseMoveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tell of buttons and the tail; choose photos otherwise. A press beside them keeps the choice."""
        place = event.position().toPoint()
        is_left = event.button() is Qt.MouseButton.LeftButton
        hit = self.button_at(place)
        if is_left and hit is not None:
            self.button_pressed.emit(*hit)
        elif is_left and self.indexAt(place).data(FilmstripRole.IS_TAIL):
            self.tail_pressed.emit()
        elif self.indexAt(place).isValid():
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Take what the press began to its end: a click with Ctrl leaves a photo out only now, it might be a drag."""
        super().mouseReleaseEvent(event)
        self._show_a_chosen_one()

    def _show_a_chosen_one(self) -> None:
        """Go from a photo that a click with Ctrl has left out to the nearest one that is chosen.

        What the panel shows and changes is the chosen photos' recipe: the photo in view has to be one of them.
        """
        model, current = self.selectionModel(), self.currentIndex()
        chosen = model.selectedIndexes()
        if chosen and current not in chosen:
            nearest = min(chosen, key=lambda index: abs(index.row() - current.row()))
            model.setCurrentIndex(nearest, QItemSelectionModel.SelectionFlag.NoUpdate)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll along the strip, whichever way the wheel turns."""
        turn = event.pixelDelta() if not event.pixelDelta().isNull() else event.angleDelta()
        delta = turn.x() if abs(turn.x()) > abs(turn.y()) else turn.y()
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() - delta)
        event.accept()

    def viewportEvent(self, event: QEvent) -> bool:
        """Explain the hover buttons."""
        if isinstance(event, QHelpEvent):
            hit = self.button_at(event.pos())
            if hit is not None:
                QToolTip.showText(event.globalPos(), action_words(hit[1]), self)
                return True
        return super().viewportEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept photos of this strip; files are the strip's own matter."""
        if event.mimeData().hasFormat(KEYS_MIME):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show between which photos they would go."""
        if not event.mimeData().hasFormat(KEYS_MIME):
            event.ignore()
            return
        super().dragMoveEvent(event)  # scrolls near the ends
        self._mark(self.gap_at(event.position().toPoint()))
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Take the mark away."""
        super().dragLeaveEvent(event)
        self._mark(None)

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell where the photos go; the model is put in order by who keeps them."""
        self._mark(None)
        if not event.mimeData().hasFormat(KEYS_MIME):
            event.ignore()
            return
        gap = self.gap_at(event.position().toPoint())
        row = self.model().index(gap, 0).data(FilmstripRole.ROW)
        event.acceptProposedAction()
        self.moved.emit(keys_in(event.mimeData()), row.key if isinstance(row, FilmstripRow) else "")

    def gap_at(self, place: QPoint) -> int:
        """Return the row before which something dropped at a place of the viewport goes."""
        tail = self.model().rowCount() - 1
        index = self.indexAt(place)
        if not index.isValid():
            return 0 if place.x() < self.visualRect(self.model().index(0, 0)).left() else tail
        behind = place.x() > card_rect(self.visualRect(index)).center().x()
        return min(index.row() + behind, tail)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cards and, while photos are dragged, the mark between two of them."""
        super().paintEvent(event)
        if self._gap is None:
            return
        cell = self.visualRect(self.model().index(self._gap, 0))
        x = max(cell.left() - (GAP_PX + _MARK_PX) // 2, 0)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens().accent))
        painter.drawRoundedRect(QRect(x, cell.top(), _MARK_PX, CARD.height()), 1, 1)

    def _mark(self, gap: int | None) -> None:
        if gap != self._gap:
            self._gap = gap
            self.viewport().update()

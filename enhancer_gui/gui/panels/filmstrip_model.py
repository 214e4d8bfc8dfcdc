"""The photos of the filmstrip as a list model, with a bounded cache of thumbnails that are asked for when needed."""

import json
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QImage, QPixmap

from enhancer_gui.gui.panels.filmstrip_row import FilmstripRow
from enhancer_gui.gui.panels.words import row_words

THUMBNAILS_KEPT = 400
"""About 30 MB at 1x and 120 MB at 2x: some twenty screens full."""

AnyIndex = QModelIndex | QPersistentModelIndex

KEYS_MIME = "application/x-enhancer-photos"
"""Keys of photos that are dragged within the strip, as JSON: other programs know nothing of them."""


class FilmstripRole(IntEnum):
    """What the model tells beyond Qt's own roles."""

    ROW = Qt.ItemDataRole.UserRole + 1
    THUMBNAIL = Qt.ItemDataRole.UserRole + 2
    IS_TAIL = Qt.ItemDataRole.UserRole + 3


class FilmstripModel(QAbstractListModel):
    """Rows in order and, last, the tail tile that invites to drop more.

    Attributes:
        thumbnails_wanted: emitted with the keys of rows that were painted without a thumbnail. Each key is
            asked for once, and again only after its thumbnail was pushed out of the cache.
    """

    thumbnails_wanted = Signal(tuple)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[FilmstripRow] = []
        self._places: dict[str, int] = {}
        self._thumbnails: OrderedDict[str, QPixmap] = OrderedDict()
        self._asked: set[str] = set()
        self._wanted: list[str] = []
        self._ask_soon = QTimer(self)
        self._ask_soon.setSingleShot(True)
        self._ask_soon.setInterval(0)
        self._ask_soon.timeout.connect(self._ask)

    @property
    def rows(self) -> tuple[FilmstripRow, ...]:
        """All rows in order."""
        return tuple(self._rows)

    def row_for(self, key: str) -> FilmstripRow | None:
        """Return the row with a key, or None."""
        place = self._places.get(key)
        return None if place is None else self._rows[place]

    def index_for(self, key: str) -> QModelIndex:
        """Return the index of a key; invalid where there is none."""
        place = self._places.get(key)
        return QModelIndex() if place is None else self.index(place, 0)

    def append(self, rows: Sequence[FilmstripRow]) -> None:
        """Append rows; their keys must be new (ValueError)."""
        if not rows:
            return
        keys = [row.key for row in rows]
        if len(set(keys)) != len(keys) or not self._places.keys().isdisjoint(keys):
            raise ValueError("a photo is in the filmstrip already")
        first = len(self._rows)
        self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
        self._rows.extend(rows)
        self._places.update((key, first + offset) for offset, key in enumerate(keys))
        self.endInsertRows()

    def update_row(self, row: FilmstripRow) -> None:
        """Exchange the row with the same key; an unknown key is ignored (its photo was just removed)."""
        place = self._places.get(row.key)
        if place is not None and self._rows[place] != row:
            self._rows[place] = row
            self._tell_changed(place)

    def remove(self, keys: Iterable[str]) -> None:
        """Remove rows; unknown keys are ignored. Neighbouring rows go in one step."""
        places = sorted({self._places[key] for key in keys if key in self._places}, reverse=True)
        start = 0
        while start < len(places):
            end = start
            while end + 1 < len(places) and places[end + 1] == places[end] - 1:
                end += 1
            self._remove_span(places[end], places[start])
            start = end + 1

    def set_order(self, keys: Sequence[str]) -> None:
        """Put the rows into the order of their keys; they must be the same ones (ValueError)."""
        if len(keys) != len(self._rows) or self._places.keys() != set(keys):
            raise ValueError("an order must name each photo once")
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        held = [self._rows[index.row()].key if index.row() < len(self._rows) else None for index in before]
        self._rows = [self._rows[self._places[key]] for key in keys]
        self._places = {row.key: place for place, row in enumerate(self._rows)}
        after = [
            index if key is None else self.index(self._places[key], 0) for index, key in zip(before, held, strict=True)
        ]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def mimeTypes(self) -> list[str]:
        """Return what a drag of photos carries."""
        return [KEYS_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Return the keys of the photos that are dragged, in their order."""
        mime = QMimeData()
        places = sorted(index.row() for index in indexes if not self._is_tail(index))
        mime.setData(KEYS_MIME, json.dumps([self._rows[place].key for place in places]).encode())
        return mime

    def supportedDropActions(self) -> Qt.DropAction:
        """Return that photos are moved, never copied."""
        return Qt.DropAction.MoveAction

    def set_thumbnail(self, key: str, image: QImage) -> None:
        """Show a thumbnail; an unknown key is ignored."""
        place = self._places.get(key)
        if place is None:
            return
        self._thumbnails[key] = QPixmap.fromImage(image)
        self._thumbnails.move_to_end(key)
        while len(self._thumbnails) > THUMBNAILS_KEPT:
            oldest, _ = self._thumbnails.popitem(last=False)
            self._asked.discard(oldest)
        self._tell_changed(place)

    def thumbnail(self, key: str) -> QPixmap | None:
        """Return a photo's thumbnail; one that is missing is asked for, as for the strip itself."""
        return self._thumbnail(key) if key in self._places else None

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        """Return the number of rows, the tail counted."""
        return 0 if parent.isValid() else len(self._rows) + 1

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Photos can be chosen; the tail cannot."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self._is_tail(index):
            return Qt.ItemFlag.ItemNeverHasChildren
        can = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled
        return can | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return words, row or thumbnail; a missing thumbnail is asked for."""
        if not index.isValid():
            return None
        if self._is_tail(index):
            return self._tail_data(role)
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.path.name
            case Qt.ItemDataRole.ToolTipRole:
                return f"{row_words(row)}\n{row.path.parent}"
            case Qt.ItemDataRole.AccessibleTextRole:
                return row_words(row).replace("\n", ", ")
            case FilmstripRole.ROW:
                return row
            case FilmstripRole.THUMBNAIL:
                return self._thumbnail(row.key)
            case FilmstripRole.IS_TAIL:
                return False
        return None

    def _tail_data(self, role: int) -> object:
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return self.tr("Drop more photos")
            case Qt.ItemDataRole.ToolTipRole:
                return self.tr("Drop photos or folders here, or press to choose them")
            case FilmstripRole.IS_TAIL:
                return True
        return None

    def _is_tail(self, index: AnyIndex) -> bool:
        return index.row() == len(self._rows)

    def _thumbnail(self, key: str) -> QPixmap | None:
        picture = self._thumbnails.get(key)
        if picture is not None:
            self._thumbnails.move_to_end(key)
        elif key not in self._asked:
            self._asked.add(key)
            self._wanted.append(key)
            self._ask_soon.start()
        return picture

    def _ask(self) -> None:
        wanted = tuple(key for key in self._wanted if key in self._places)
        self._wanted.clear()
        if wanted:
            self.thumbnails_wanted.emit(wanted)

    def _remove_span(self, first: int, last: int) -> None:
        self.beginRemoveRows(QModelIndex(), first, last)
        for row in self._rows[first : last + 1]:
            self._thumbnails.pop(row.key, None)
            self._asked.discard(row.key)
        del self._rows[first : last + 1]
        self._places = {row.key: place for place, row in enumerate(self._rows)}
        self.endRemoveRows()

    def _tell_changed(self, place: int) -> None:
        index = self.index(place, 0)
        self.dataChanged.emit(index, index)


def keys_in(mime: QMimeData) -> tuple[str, ...]:
    """Return the keys of photos that are dragged."""
    return tuple(json.loads(bytes(mime.data(KEYS_MIME).data())))

"""Looks for what is wrong with the current photo, in the background, once for each photo."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from enhancer_gui.core.diagnosis import Diagnosis
from enhancer_gui.core.errors import EnhancerError
from enhancer_gui.core.image import Image
from enhancer_gui.gui.background import BackgroundCalls
from enhancer_gui.gui.desk import Desk
from enhancer_gui.gui.showing import Showing
from enhancer_gui.storage.catalogue import Catalogue

SHUT_DOWN_S = 1.0


class Examining(QObject):
    """Keeps the diagnoses.

    Signals:
        told(Diagnosis | None): of the photo in view; None while it is not known.
    """

    told = Signal(object)

    def __init__(self, desk: Desk, showing: Showing, parent: QObject | None = None) -> None:
        """Examine what is shown."""
        super().__init__(parent)
        self._desk, self._showing = desk, showing
        self._found: dict[str, Diagnosis] = {}
        self._calls = BackgroundCalls(self, newest_first=True)
        self._calls.done.connect(self._keep)
        showing.photo_read.connect(self._examine)
        desk.current_changed.connect(self._tell)
        desk.rows_removed.connect(self._forget)

    @Slot()
    def look_again(self) -> None:
        """Take note that models have come or gone: what they find and mend is told anew."""
        self._found.clear()
        if (image := self._showing.image) is not None:
            self._examine(self._showing.photo_id, image)

    def shut_down(self) -> bool:
        """Examine nothing more; returns whether the present call has ended."""
        return self._calls.shut_down(SHUT_DOWN_S)

    @Slot(str, object)
    def _examine(self, photo_id: str, image: Image) -> None:
        if photo_id not in self._found and photo_id in self._desk.photos:
            call = _call(self._desk.photos[photo_id].path, self._desk.prospects.catalogue, image)
            self._calls.submit(photo_id, call)

    @Slot(object, object)
    def _keep(self, photo_id: str, diagnosis: Diagnosis | None) -> None:
        if diagnosis is not None and photo_id in self._desk.photos:
            self._found[photo_id] = diagnosis
            self._tell()

    @Slot(object)
    def _forget(self, photo_ids: tuple[str, ...]) -> None:
        for photo_id in photo_ids:
            self._found.pop(photo_id, None)

    @Slot()
    def _tell(self) -> None:
        current = self._desk.current
        self.told.emit(None if current is None else self._found.get(current.id))


def _call(path: Path, catalogue: Catalogue | None, image: Image) -> Callable[[], Diagnosis | None]:
    return partial(_diagnosed, path, catalogue, image)


def _diagnosed(path: Path, catalogue: Catalogue | None, image: Image) -> Diagnosis | None:
    from enhancer_gui.jobs.diagnosis import diagnose_photo

    try:
        return diagnose_photo(path, catalogue, image)
    except EnhancerError:  # the file is gone meanwhile; whoever needs it says so
        return None

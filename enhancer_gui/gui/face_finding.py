"""Finds the faces of the current photo in the background, and shows each as it is and as the result has it."""

from collections.abc import Callable
from functools import partial

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QImage

from enhancer_gui.core.errors import EnhancerError
from enhancer_gui.core.geometry import Region
from enhancer_gui.core.image import Image
from enhancer_gui.gui.background import BackgroundCalls
from enhancer_gui.gui.desk import Desk
from enhancer_gui.gui.panels.face_card import FaceFacts
from enhancer_gui.gui.showing import Showing
from enhancer_gui.gui.sources import PhotoSource, StoreSource

SHUT_DOWN_S = 1.0

SOON_MS = 120
"""Tiles and movements of a slider are followed together."""

_AROUND = 0.3
"""Of a face's sides, on each side: a face is known by its hair and ears, too."""
_PICTURE_PX = 160
"""Side of a picture: a card's on a screen of more than double density."""


class FaceFinding(QObject):
    """Keeps the faces of each photo.

    Signals:
        told(tuple[FaceFacts, ...]): of the photo in view; empty where none are known.
        found(str, tuple[Region, ...]): the faces of a photo, the largest first.
    """

    told = Signal(object)
    found = Signal(str, object)

    def __init__(self, desk: Desk, showing: Showing, parent: QObject | None = None) -> None:
        """Look at what is shown."""
        super().__init__(parent)
        self._desk, self._showing = desk, showing
        self._faces: dict[str, tuple[FaceFacts, ...]] = {}
        self._calls = BackgroundCalls(self)
        self._calls.done.connect(self._take)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON_MS)
        self._soon.timeout.connect(self._look_at_result)
        showing.photo_read.connect(self._find)
        showing.after_changed.connect(self.look_again)
        desk.current_changed.connect(self._tell)
        desk.rows_removed.connect(self._forget)

    def shut_down(self) -> bool:
        """Look for nothing more; returns whether the present call has ended."""
        self._soon.stop()
        return self._calls.shut_down(SHUT_DOWN_S)

    @Slot()
    def look_again(self) -> None:
        """Take note that the result is another, or that more of it is there."""
        if not self._soon.isActive():
            self._soon.start()

    @Slot(str, object)
    def _find(self, photo_id: str, image: Image) -> None:
        if photo_id not in self._faces and photo_id in self._desk.photos:
            self._calls.submit(photo_id, partial(_found, image))
        else:
            self.look_again()

    @Slot()
    def _look_at_result(self) -> None:
        photo_id, image, (_, after) = self._showing.photo_id, self._showing.image, self._showing.sources
        if image is not None and (faces := self._faces.get(photo_id, ())):
            self._calls.submit(photo_id, partial(_with_result, faces, after, (image.width, image.height)))

    @Slot(object, object)
    def _take(self, photo_id: str, faces: tuple[FaceFacts, ...]) -> None:
        if photo_id not in self._desk.photos:
            return
        is_new = photo_id not in self._faces
        self._faces[photo_id] = faces
        self._tell()
        if is_new:
            self.found.emit(photo_id, tuple(face.region for face in faces))
            self.look_again()

    @Slot(object)
    def _forget(self, photo_ids: tuple[str, ...]) -> None:
        for photo_id in photo_ids:
            self._faces.pop(photo_id, None)

    @Slot()
    def _tell(self) -> None:
        current = self._desk.current
        self.told.emit(() if current is None else self._faces.get(current.id, ()))


def _found(image: Image) -> tuple[FaceFacts, ...]:
    from enhancer_gui.engine.faces import find_faces

    read = PhotoSource(image).read
    return tuple(
        FaceFacts(region, before=_picture(read, _around(region, image.bounds))) for region in find_faces(image.samples)
    )


def _with_result(
    faces: tuple[FaceFacts, ...], after: PhotoSource | StoreSource | None, size: tuple[int, int]
) -> tuple[FaceFacts, ...]:
    return tuple(FaceFacts(face.region, face.before, _after(face.region, after, size)) for face in faces)


def _after(region: Region, after: PhotoSource | StoreSource | None, size: tuple[int, int]) -> QImage | None:
    """Return a face in the result; None where it is not computed yet, or no longer."""
    if after is None:
        return None
    part = _around(region.resized(size, after.size), Region(0, 0, *after.size))
    try:
        return _picture(after.read, part) if after.is_ready(part) and not part.is_empty else None
    except EnhancerError:  # the store is gone: the viewer shows the photo then
        return None


def _around(region: Region, bounds: Region) -> Region:
    return region.grown(round(region.width * _AROUND)).intersection(bounds)


def _picture(read: Callable[[Region], NDArray[np.uint8]], region: Region) -> QImage:
    """Return a region, reduced to what a card can show."""
    import cv2

    rgb = read(region)
    share = min(1.0, _PICTURE_PX / max(rgb.shape[:2]))
    size = max(1, round(rgb.shape[1] * share)), max(1, round(rgb.shape[0] * share))
    pixels = np.ascontiguousarray(cv2.resize(rgb, size, interpolation=cv2.INTER_AREA))
    return QImage(pixels.data, size[0], size[1], 3 * size[0], QImage.Format.Format_RGB888).copy()

"""Finds the part of each photo that all its cards show: a face, what a mask lets through, or what tells the most."""

from dataclasses import dataclass
from functools import partial

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot

from enhancer_gui.core.errors import EnhancerError
from enhancer_gui.core.geometry import Region
from enhancer_gui.core.image import Image
from enhancer_gui.core.masks import Mask
from enhancer_gui.gui.background import BackgroundCalls
from enhancer_gui.gui.preset_previews.pictures import PLACE_PX, Place, place_at

_WHITE = 128
"""From here on a mask lets more through than it keeps back."""


@dataclass(frozen=True)
class Where:
    """Where a part is to be looked for: on this face, and where this mask lets a result through."""

    face: Region | None = None
    mask: Mask | None = None


class PlaceFinder(QObject):
    """Looks for parts in the background.

    Signals:
        found(str, Place): another part of this photo.
        failed(): there is none: a mask's picture is gone.
    """

    found = Signal(str, object)
    failed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        """Look for nothing yet."""
        super().__init__(parent)
        self._wanted: dict[str, Where] = {}
        self._faces: dict[str, Region] = {}
        self._calls = BackgroundCalls(self)
        self._calls.done.connect(self._tell)
        self._calls.failed.connect(self._give_up)

    def look(self, photo_id: str, image: Image, mask: Mask | None) -> bool:
        """Look for a part of a photo; returns False where the one that was found last is still right."""
        wanted = Where(self._faces.get(photo_id), mask)
        if self._wanted.get(photo_id) == wanted:
            return False
        self._wanted[photo_id] = wanted
        self._calls.submit((photo_id, wanted), partial(find_place, image, wanted))
        return True

    def prefer(self, photo_id: str, face: Region) -> None:
        """Take note of a face, which is where the next look goes."""
        self._faces[photo_id] = face

    @Slot(str)
    def forget(self, photo_id: str) -> None:
        """Forget a photo."""
        self._wanted.pop(photo_id, None)
        self._faces.pop(photo_id, None)

    def shut_down(self, timeout_s: float) -> bool:
        """Look for nothing more; returns whether the present look has ended."""
        return self._calls.shut_down(timeout_s)

    @Slot(object, object)
    def _tell(self, key: tuple[str, Where], place: Place) -> None:
        photo_id, wanted = key
        if self._wanted.get(photo_id) == wanted:
            self.found.emit(photo_id, place)

    @Slot(object, object)
    def _give_up(self, _key: tuple[str, Where], _error: EnhancerError) -> None:
        self.failed.emit()


def find_place(image: Image, where: Where) -> Place:
    """Return the most telling part of a photo, as far as possible on the face and where the mask is white.

    Not for the window's thread.

    Raises:
        RecipeError: the mask's picture is gone.
    """
    from enhancer_gui.engine.telling import telling_place

    outer = image.bounds if where.face is None else where.face.intersection(image.bounds)
    if where.mask is not None:
        passed = _white_part(where.mask, image)
        common = outer.intersection(passed)
        outer = _at_least(passed if common.is_empty else common, image.bounds)
    region = telling_place(image.samples[outer.slices()], *PLACE_PX)
    return place_at(image, Region(region.x + outer.x, region.y + outer.y, region.width, region.height))


def _at_least(region: Region, bounds: Region) -> Region:
    """Return a region large enough for a card, around the middle of a smaller one, inside the photo."""
    width, height = (max(own, least) for own, least in zip((region.width, region.height), PLACE_PX, strict=True))
    width, height = min(width, bounds.width), min(height, bounds.height)
    x = min(max(region.x + (region.width - width) // 2, 0), bounds.width - width)
    y = min(max(region.y + (region.height - height) // 2, 0), bounds.height - height)
    return Region(x, y, width, height)


def _white_part(mask: Mask, image: Image) -> Region:
    """Return the box around what a mask lets through, in pixels of the photo; all of it where that is nothing."""
    from enhancer_gui.storage.masks import pictures_of

    picture = pictures_of((mask,), (image.width, image.height))[mask.picture]
    white = (picture < _WHITE) if mask.inverted else (picture >= _WHITE)
    rows, columns = np.flatnonzero(white.any(axis=1)), np.flatnonzero(white.any(axis=0))
    if not len(rows):
        return image.bounds
    down, across = image.height / picture.shape[0], image.width / picture.shape[1]
    left, top = int(columns[0] * across), int(rows[0] * down)
    right, bottom = int(np.ceil((columns[-1] + 1) * across)), int(np.ceil((rows[-1] + 1) * down))
    return Region(left, top, right - left, bottom - top).intersection(image.bounds)

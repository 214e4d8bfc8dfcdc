"""Thumbnails, read on a thread of their own when the filmstrip asks for them.

One thread keeps the disk busy; more would take cores from painting and computing.
"""

from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage

from enhancer_gui.core.errors import EnhancerError
from enhancer_gui.gui.background import BackgroundCalls

THUMBNAIL_PX = 288
"""Longest side: the filmstrip's 144 points on a screen of double density."""

SHUT_DOWN_S = 2.0


class ThumbnailLoader(QObject):
    """Reads thumbnails, the latest asked for first.

    Signals:
        loaded(str, QImage): the thumbnail of a photo.
        failed(str, EnhancerError): the photo cannot be read.
    """

    loaded = Signal(str, QImage)
    failed = Signal(str, object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Read nothing yet."""
        super().__init__(parent)
        self._calls = BackgroundCalls(self, newest_first=True)
        self._calls.done.connect(self._pass_on)
        self._calls.failed.connect(self._pass_on_failure)

    def request(self, photo_id: str, path: Path) -> None:
        """Read the thumbnail of a photo."""
        self._calls.submit(photo_id, partial(_load, path))

    def shut_down(self) -> bool:
        """Stop reading; returns whether the present one has ended."""
        return self._calls.shut_down(SHUT_DOWN_S)

    @Slot(object, object)
    def _pass_on(self, photo_id: str, image: QImage) -> None:
        self.loaded.emit(photo_id, image)

    @Slot(object, object)
    def _pass_on_failure(self, photo_id: str, error: EnhancerError) -> None:
        self.failed.emit(photo_id, error)


def to_qimage(rgb: NDArray[np.uint8]) -> QImage:
    """Return an image with pixels of its own from (H, W, 3) uint8 sRGB."""
    pixels = np.ascontiguousarray(rgb)
    height, width = pixels.shape[:2]
    return QImage(pixels.data, width, height, width * 3, QImage.Format.Format_RGB888).copy()


def _load(path: Path) -> QImage:
    from enhancer_gui.storage.photos import read_thumbnail

    return to_qimage(read_thumbnail(path, THUMBNAIL_PX))

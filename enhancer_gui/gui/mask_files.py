"""Masks from files and into files, off the window's thread."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from enhancer_gui.core.errors import EnhancerError
from enhancer_gui.core.masks import Mask
from enhancer_gui.gui.background import BackgroundCalls
from enhancer_gui.gui.mask_canvas import CanvasKey, Picture, export_picture, import_picture
from enhancer_gui.gui.mask_in_hand import WRITE_WITHIN_S, MaskInHand
from enhancer_gui.gui.mask_keeper import MaskKeeper


class MaskFiles(QObject):
    """Reads and writes the mask in hand.

    Signals:
        failed(EnhancerError): a file cannot be read or written.
    """

    failed = Signal(object)

    def __init__(self, hand: MaskInHand, keeper: MaskKeeper, parent: QObject | None = None) -> None:
        """Serve this mask."""
        super().__init__(parent)
        self._hand, self._keeper = hand, keeper
        self._calls = BackgroundCalls(self)
        self._calls.done.connect(self._take)
        self._calls.failed.connect(self._pass_on_failure)

    def import_file(self, path: Path) -> None:
        """Take a picture from a file as the mask."""
        key, size = self._hand.key, self._hand.photo_size
        if key is not None and size is not None:
            self._calls.submit(key, partial(import_picture, path, size))

    def export_file(self, path: Path) -> None:
        """Write the mask as it is applied into a PNG file."""
        key, canvas, size = self._hand.key, self._hand.canvas, self._hand.photo_size
        if key is not None and canvas is not None and size is not None:
            self._calls.submit(None, partial(export_picture, path, key, canvas.picture, size))

    def shut_down(self) -> bool:
        """Finish what was begun; returns whether that was done in time."""
        return self._calls.finish(WRITE_WITHIN_S)

    @Slot(object, object)
    def _take(self, key: CanvasKey | None, picture: Picture | None) -> None:
        if picture is not None and key is not None and key == self._hand.key:
            self._hand.put(Mask(self._keeper.keep(picture)))  # it says what it means, whatever the mask before was

    @Slot(object, object)
    def _pass_on_failure(self, key: CanvasKey | None, error: EnhancerError) -> None:
        if key is None or key == self._hand.key:
            self.failed.emit(error)

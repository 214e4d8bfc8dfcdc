"""The photo in the viewer: read when it becomes the current one, and shown with the result that belongs to it."""

from PySide6.QtCore import QObject, Slot

from enhancer_gui.core.errors import EnhancerError, PhotoError
from enhancer_gui.core.events import Event, Started, TileDone
from enhancer_gui.core.image import Image
from enhancer_gui.gui.comparing import Comparing
from enhancer_gui.gui.desk import Desk
from enhancer_gui.gui.queue_control import QueueControl
from enhancer_gui.gui.showing import Showing
from enhancer_gui.gui.thumbnails import ThumbnailLoader


class CurrentPhoto(QObject):
    """Has photos and their thumbnails read, and takes note of what that tells of them."""

    def __init__(
        self,
        desk: Desk,
        queue: QueueControl,
        showing: Showing,
        comparing: Comparing,
        thumbnails: ThumbnailLoader,
        parent: QObject | None = None,
    ) -> None:
        """Follow the desk."""
        super().__init__(parent)
        self._desk, self._showing, self._comparing, self._thumbnails = desk, showing, comparing, thumbnails
        queue.happened.connect(self._follow)
        desk.current_changed.connect(self._show)
        showing.photo_read.connect(self._take_photo)
        thumbnails.failed.connect(self._take_damaged)

    @Slot(str)
    def read_again(self, photo_id: str) -> None:
        """Try again to read a photo."""
        current = self._desk.current
        if current is not None and current.id == photo_id:
            self._showing.show_photo("", None)
            self._show()
        self.load_thumbnails((photo_id,))

    @Slot(tuple)
    def load_thumbnails(self, photo_ids: tuple[str, ...]) -> None:
        """Read the thumbnails that the filmstrip needs."""
        for photo_id in photo_ids:
            if photo_id in self._desk.photos:
                self._thumbnails.request(photo_id, self._desk.photos[photo_id].path)

    @Slot(str)
    def _show(self, _photo_id: str = "") -> None:
        photo = self._desk.current
        self._showing.show_photo(photo.id if photo else "", photo.path if photo else None)
        self._comparing.refresh()

    @Slot(str, object)
    def _take_photo(self, photo_id: str, image: Image) -> None:
        self._desk.set_size(photo_id, (image.width, image.height))
        self._comparing.refresh()

    @Slot(str, object)
    def _take_damaged(self, photo_id: str, error: EnhancerError) -> None:
        known = self._desk.photos
        if isinstance(error, PhotoError) and photo_id in known and known[photo_id].size is None:
            self._desk.set_error(photo_id, error)

    @Slot(object)
    def _follow(self, event: Event) -> None:
        current = self._desk.current
        if current is not None and event.job_id == current.id and not isinstance(event, Started | TileDone):
            self._comparing.refresh()

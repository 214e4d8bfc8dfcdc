"""The pictures of masks while the window is open: written as they are painted, and only those kept that are needed."""

from PySide6.QtCore import QObject, Signal, Slot

from enhancer_gui.core.errors import EnhancerError
from enhancer_gui.core.events import Event, Started
from enhancer_gui.gui.background import BackgroundCalls
from enhancer_gui.gui.mask_canvas import Picture
from enhancer_gui.gui.queue_control import QueueControl

WRITE_WITHIN_S = 2.0


class MaskKeeper(QObject):
    """Gives pictures their names.

    Signals:
        failed(EnhancerError): a picture cannot be written.
    """

    failed = Signal(object)

    def __init__(self, queue: QueueControl, parent: QObject | None = None) -> None:
        """Watch which masks jobs use."""
        super().__init__(parent)
        self._queue = queue
        self._made: set[str] = set()
        self._used: set[str] = set()
        self._calls = BackgroundCalls(self)
        self._calls.failed.connect(self._pass_on_failure)
        queue.happened.connect(self._note_use)

    def keep(self, picture: Picture) -> str:
        """Return a picture's name, by which it can be had at once; it is written in the background."""
        from enhancer_gui.storage.masks import mask_shelf

        shelf = mask_shelf()
        name = shelf.take(picture)
        self._made.add(name)
        self._calls.submit(None, shelf.write)
        return name

    def shut_down(self) -> bool:
        """Write what is not written yet; returns whether that was done in time.

        Of every stroke's picture only those stay that a job was started with, since its result names it, and those of
        unfinished photos.
        """
        done = self._calls.finish(WRITE_WITHIN_S)
        needed = {mask.picture for entry in self._queue.unfinished for mask in entry.job.recipe.all_masks}
        if unneeded := self._made - self._used - needed:
            from enhancer_gui.storage.masks import mask_shelf

            mask_shelf().forget(unneeded)
        return done

    @Slot(object)
    def _note_use(self, event: Event) -> None:
        if isinstance(event, Started) and (entry := self._queue.entry(event.job_id)) is not None:
            self._used |= {mask.picture for mask in entry.job.recipe.all_masks}

    @Slot(object, object)
    def _pass_on_failure(self, _key: object, error: EnhancerError) -> None:
        self.failed.emit(error)

"""The photo, enhanced where it is looked at: computed after a short idle, kept, and re-ordered while panning."""

import uuid
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from enhancer_gui.backends.address import is_address
from enhancer_gui.core.errors import EnhancerError
from enhancer_gui.core.events import TERMINAL, Event, Failed, Progress, Started
from enhancer_gui.core.geometry import Region
from enhancer_gui.core.jobs import JobState
from enhancer_gui.core.work import Stage
from enhancer_gui.gui.choices import Choices
from enhancer_gui.gui.desk import Desk
from enhancer_gui.gui.panels.facts import PreviewState
from enhancer_gui.gui.photo_list import Photo, Result
from enhancer_gui.gui.queue_control import QueueControl
from enhancer_gui.gui.showing import Showing
from enhancer_gui.gui.worker import WorkerThread
from enhancer_gui.jobs.plan import JobOptions, make_job
from enhancer_gui.jobs.preview_box import PreviewOrder

IDLE_MS = 300
"""After the last change: a slider that still moves starts nothing."""

MOST_PIXELS = 1_500_000
"""Source pixels computed for one view, its middle: a whole photo in view would make a preview of it the whole job."""


@dataclass(frozen=True)
class _Wanted:
    """What is being previewed.

    Attributes:
        job_id: of the preview, not of the photo's own job.
        name: of the recipe.
    """

    job_id: str
    photo_id: str
    stages: tuple[Stage, ...]
    name: str


class LivePreview(QObject):
    """Decides what is computed ahead of the user's decision, and gives it up when he looks elsewhere.

    Signals:
        happened(Event): of a preview; job ids are its own.
        progressed(PreviewState): how far the preview is.
        failed(EnhancerError): what is wanted cannot be previewed; not tried again until something changes.
    """

    happened = Signal(object)
    progressed = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        desk: Desk,
        queue: QueueControl,
        showing: Showing,
        worker: WorkerThread,
        choices: Choices,
        parent: QObject | None = None,
    ) -> None:
        """Follow the desk; nothing is computed before something is looked at."""
        super().__init__(parent)
        self._desk, self._queue, self._showing, self._worker, self._choices = desk, queue, showing, worker, choices
        self._wanted: _Wanted | None = None
        self._given_up: tuple[str, tuple[Stage, ...]] | None = None
        self._view: tuple[str, Region] | None = None
        self._is_suspended = False
        self._is_running = False
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(IDLE_MS)
        self._idle.timeout.connect(self._order)
        worker.preview_event.connect(self._follow)
        desk.recipe_changed.connect(self._reconsider)
        desk.current_changed.connect(self._reconsider)
        showing.photo_read.connect(self._reconsider)
        queue.changed.connect(self._reconsider)
        queue.happened.connect(self._follow_job)
        choices.changed.connect(self._reconsider)

    @property
    def is_running(self) -> bool:
        """Whether a preview is wanted and has not ended."""
        return self._is_running

    @property
    def is_suspended(self) -> bool:
        """Whether somebody else has the worker's attention."""
        return self._is_suspended

    def look_at(self, region: Region) -> None:
        """Take note of what is in view, in source pixels of the current photo."""
        current = self._desk.current
        if current is None or region.is_empty:
            return
        self._view = (current.id, middle_of(region, MOST_PIXELS))
        if self._is_running:
            self._order()
        else:
            self._idle.start()

    def suspend(self, suspended: bool) -> None:
        """Preview nothing while somebody else has the worker's attention."""
        self._is_suspended = suspended
        self._reconsider()

    def shut_down(self) -> None:
        """Want nothing any more."""
        self._is_suspended = True
        self._idle.stop()
        self._drop()

    @Slot()
    def _reconsider(self) -> None:
        """Give up what is not wanted any more at once; what is wanted instead comes after the idle time."""
        photo = self._desk.current
        if self._wanted is not None and (photo is None or self._key(photo) != self._key_of_wanted):
            self._drop()
        if not self._may_run(photo):
            self._drop()
        self._given_up = None
        self._idle.start()

    @Slot()
    def _order(self) -> None:
        self._idle.stop()
        photo, image = self._desk.current, self._showing.image
        key = None if photo is None else self._key(photo)
        if photo is None or image is None or key is None or key == self._given_up or not self._may_run(photo):
            return
        if self._view is None or self._view[0] != photo.id or photo.result_for(key[1]) is not None or not key[1]:
            return
        if self._wanted is None or self._key_of_wanted != key:
            self._wanted = _Wanted(uuid.uuid4().hex, *key, photo.recipe.name)
        settings = self._choices.now
        options = JobOptions(device=settings.device, precision=settings.precision)
        job = replace(make_job(photo.path, photo.recipe, None, options), id=self._wanted.job_id)
        if not self._is_running:
            self._is_running = True
            self.progressed.emit(PreviewState(is_running=True))
        self._worker.want_previews((PreviewOrder(job, image, self._view[1]),))

    def _may_run(self, photo: Photo | None) -> bool:
        """Return whether previews are wanted at all and the photo's own job does not compute by itself.

        Not on another machine: a photo leaves this one when its user has it enhanced, not when he looks at it.
        """
        settings = self._choices.now
        if photo is None or self._is_suspended or not settings.live_preview or is_address(settings.device):
            return False
        entry = self._desk.prospects.entry(photo)
        is_own_turn = self._queue.is_in_flight(photo.id)
        return not is_own_turn and (entry is None or entry.state not in (JobState.RUNNING, JobState.PAUSED))

    def _drop(self) -> None:
        if self._wanted is not None:
            self._wanted = None
            self._worker.want_previews(())
        if self._is_running:
            self._is_running = False
            self.progressed.emit(PreviewState())

    def _key(self, photo: Photo) -> tuple[str, tuple[Stage, ...]] | None:
        stages = self._desk.prospects.stages_of(photo)
        return None if stages is None else (photo.id, stages)

    def _note_whole(self, wanted: _Wanted, event: Progress) -> None:
        """Take note that a whole photo was in view and is computed."""
        preview = self._desk.photos[wanted.photo_id].preview_for(wanted.stages)
        if preview is not None and event.tiles_done == preview.started.tiles:
            whole = replace(preview.started, tiles_kept=preview.started.tiles)
            self._desk.keep_preview(wanted.photo_id, replace(preview, started=whole))

    @property
    def _key_of_wanted(self) -> tuple[str, tuple[Stage, ...]] | None:
        return None if self._wanted is None else (self._wanted.photo_id, self._wanted.stages)

    @Slot(object)
    def _follow_job(self, event: Event) -> None:
        current = self._desk.current
        if current is not None and event.job_id == current.id and isinstance(event, (Started, *TERMINAL)):
            self._reconsider()

    @Slot(object)
    def _follow(self, event: Event) -> None:
        wanted = self._wanted
        if wanted is None or event.job_id != wanted.job_id:
            return
        if isinstance(event, Started):
            self._is_running = True
            self._desk.keep_preview(wanted.photo_id, Result(wanted.stages, event, wanted.name))
        elif isinstance(event, Progress):
            self.progressed.emit(PreviewState(event.tiles_done < event.tiles, event.tiles_done, event.tiles))
            self._note_whole(wanted, event)
        self.happened.emit(event)
        if isinstance(event, TERMINAL):
            self._is_running = False
            self.progressed.emit(PreviewState())
        if isinstance(event, Failed):
            self._given_up = self._key_of_wanted
            self.failed.emit(EnhancerError(event.message, remedy=event.remedy, detail=event.detail))


def middle_of(region: Region, most_pixels: int) -> Region:
    """Return a region, or its middle of the same shape where it has more pixels than that."""
    if region.pixels <= most_pixels:
        return region
    share = (most_pixels / region.pixels) ** 0.5
    width, height = max(1, int(region.width * share)), max(1, int(region.height * share))
    return Region(region.x + (region.width - width) // 2, region.y + (region.height - height) // 2, width, height)

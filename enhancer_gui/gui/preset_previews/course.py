"""Computes one card's picture: the models on the worker, by the machinery of the live preview, then the finish."""

import uuid
from dataclasses import dataclass, field, replace
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage

from enhancer_gui.core.errors import EnhancerError
from enhancer_gui.core.events import TERMINAL, Cancelled, Event, Finished
from enhancer_gui.core.image import Image
from enhancer_gui.core.jobs import Job
from enhancer_gui.gui.background import BackgroundCalls
from enhancer_gui.gui.preset_previews.pictures import Wish, finished_part
from enhancer_gui.gui.worker import WorkerThread
from enhancer_gui.jobs.preview_box import Patch, PreviewOrder


@dataclass(frozen=True, eq=False)
class _Run:
    """A preset that is being computed; its pixels are put into `patches` by the thread that computes."""

    job_id: str
    wish: Wish
    image: Image
    patches: list[Patch] = field(default_factory=list)


class Course(QObject):
    """Serves one wish at a time.

    Signals:
        done(Wish, QImage): what was wished for.
        failed(Wish): it cannot be had.
    """

    done = Signal(object, object)
    failed = Signal(object)

    def __init__(self, worker: WorkerThread, parent: QObject | None = None) -> None:
        """Compute on this worker."""
        super().__init__(parent)
        self._worker = worker
        self._run: _Run | None = None
        self._finishing: set[Wish] = set()
        self._calls = BackgroundCalls(self)
        self._calls.done.connect(self._keep)
        self._calls.failed.connect(self._give_up)
        worker.preview_event.connect(self._follow)

    @property
    def is_running(self) -> bool:
        """Whether models compute for a card."""
        return self._run is not None

    @property
    def is_busy(self) -> bool:
        """Whether a wish is being served."""
        return self.is_running or bool(self._finishing)

    def serve(self, wish: Wish, job: Job, image: Image) -> None:
        """Compute a wish; `job` says with what."""
        if not wish.stages:
            self._finish(wish, image, None)
            return
        self._run = run = _Run(uuid.uuid4().hex, wish, image)
        job = replace(job, id=run.job_id)
        self._worker.want_previews((PreviewOrder(job, image, wish.region, run.patches.append),))

    def stop(self) -> None:
        """Want nothing now; what was computed is kept."""
        if self._run is not None:
            self._worker.drop_previews({self._run.job_id})
            self._run = None

    def shut_down(self, timeout_s: float) -> bool:
        """Compute nothing more; returns whether the present call has ended."""
        self.stop()
        return self._calls.shut_down(timeout_s)

    def _finish(self, wish: Wish, image: Image, patch: Patch | None) -> None:
        self._finishing.add(wish)
        self._calls.submit(wish, partial(finished_part, image, wish, patch))

    @Slot(object)
    def _follow(self, event: Event) -> None:
        run = self._run
        if run is None or event.job_id != run.job_id or not isinstance(event, TERMINAL):
            return
        self._run = None
        if isinstance(event, Finished) and run.patches:
            self._finish(run.wish, run.image, run.patches[0])
        elif not isinstance(event, Cancelled):
            self.failed.emit(run.wish)

    @Slot(object, object)
    def _keep(self, wish: Wish, picture: QImage) -> None:
        self._finishing.discard(wish)
        self.done.emit(wish, picture)

    @Slot(object, object)
    def _give_up(self, wish: Wish, _error: EnhancerError) -> None:
        """Whoever chooses the preset is told what is wrong."""
        self._finishing.discard(wish)
        self.failed.emit(wish)

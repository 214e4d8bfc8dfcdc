"""The thread that computes: one worker object, moved to a QThread, that runs one job after the other.

Previews are served between the tiles of a job, one tile each in turn: whoever looks at a photo sees it, and a
job of another photo goes on meanwhile.

Torch is imported here and nowhere else in the window: by the call that opens the workshop, on
the worker's own thread. A job's control token is set directly, never through a slot: a queued slot would
wait behind the tile that is being computed.
"""

import logging
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import TypeAlias

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

from enhancer_gui.backends.transfer import Transfer
from enhancer_gui.core.cancel import JobControl
from enhancer_gui.core.errors import EnhancerError
from enhancer_gui.core.events import Event, Failed, Paused, TileDone
from enhancer_gui.core.jobs import Job
from enhancer_gui.gui.courtesy import make_way
from enhancer_gui.gui.workshop import Workshop
from enhancer_gui.jobs.preview_box import PreviewBox, PreviewOrder

LOG = logging.getLogger(__name__)

LOOK_AGAIN_S = 0.1
"""While a job is held, how often its token is looked at; a new wish for a preview is answered at once."""

OpenWorkshop: TypeAlias = Callable[[], Workshop]


class EnhanceWorker(QObject):
    """Runs jobs on the thread it lives in.

    Signals:
        job_event(Event): what happens to the job, in order, one terminal event at the end.
        preview_event(Event): the same for previews.
        transferred(str, Transfer): how far the way of this job's photo to another machine and back is.
        devices_found(tuple[DeviceInfo, ...]): the devices that can be used, the preferred one first.
        unavailable(EnhancerError): nothing can be computed on this machine, and why.
    """

    job_event = Signal(object)
    preview_event = Signal(object)
    transferred = Signal(str, object)
    devices_found = Signal(object)
    unavailable = Signal(object)
    _more = Signal()

    def __init__(self, open_workshop: OpenWorkshop, box: PreviewBox) -> None:
        """Remember how to open the workshop; it is opened when first needed."""
        super().__init__()
        self._open_workshop = open_workshop
        self._workshop: Workshop | None = None
        self._box = box
        self._previewing: Iterator[Event] | None = None
        self._running = ""
        self._is_repeating = False
        self._is_serving = False
        self._more.connect(self._repeat, Qt.ConnectionType.QueuedConnection)

    @Slot()
    def prepare(self) -> None:
        """Import what computing needs and report the devices, so that the first job starts at once."""
        try:
            self.devices_found.emit(self._ready_workshop().backend.devices())
        except EnhancerError as error:
            LOG.info("no device is ready: %s", error)
            self.unavailable.emit(error)

    @Slot(object, object)
    def run(self, job: Job, control: JobControl) -> None:
        """Run one job to its terminal event."""
        try:
            workshop = self._ready_workshop()
        except EnhancerError as error:
            self.job_event.emit(Failed(job.id, error.message, error.remedy, error.detail))
            return
        self._running = job.id
        for event in workshop.run(job, control):
            self.job_event.emit(event)
            if isinstance(event, TileDone):
                self._preview_one_tile()
            elif isinstance(event, Paused):
                self._preview_while_paused(workshop, control)
        self._running = ""

    @Slot()
    def preview(self) -> None:
        """Compute what is looked at, tile by tile, so that whatever else waits has its turn between two of them."""
        if not self._is_repeating:
            self._repeat()

    @Slot()
    def _repeat(self) -> None:
        self._is_repeating = self._preview_one_tile()
        if self._is_repeating:
            self._more.emit()

    def _preview_one_tile(self) -> bool:
        """Go on with the preview that is wanted, up to its next tile or its end; returns False if there is none."""
        if self._previewing is None:
            taken = self._box.take()
            if taken is None:
                return False
            self._previewing = self._begin_preview(*taken)
        self._is_serving = True
        try:
            for event in self._previewing:
                self.preview_event.emit(event)
                if isinstance(event, TileDone):
                    return True
        finally:
            self._is_serving = False
        self._previewing = None
        self._box.finish()
        return True

    def _begin_preview(self, order: PreviewOrder, control: JobControl) -> Iterator[Event]:
        try:
            return self._ready_workshop().preview(order, control)
        except EnhancerError as error:
            return iter((Failed(order.job.id, error.message, error.remedy, error.detail),))

    def _preview_while_paused(self, workshop: Workshop, control: JobControl) -> None:
        """Serve previews until a held job goes on; the device's memory is handed back after each of them."""
        has_computed = False
        while control.is_paused:
            if self._preview_one_tile():
                has_computed = True
                continue
            if has_computed:
                workshop.backend.release()
                has_computed = False
            self._box.wait(LOOK_AGAIN_S)

    def close(self) -> None:
        """Free the backend; called when the thread has ended."""
        self._previewing = None
        if self._workshop is not None:
            self._workshop.close()
            self._workshop = None

    def _ready_workshop(self) -> Workshop:
        if self._workshop is None:
            make_way()  # before torch starts threads of its own: they inherit it
            self._workshop = self._open_workshop()
            if self._workshop.far is not None:
                self._workshop.far.line.on_transfer = self._tell_transfer
        return self._workshop

    def _tell_transfer(self, transfer: Transfer) -> None:
        """Tell of a job's transfer; a preview's is over before anybody could read of it."""
        if self._running and not self._is_serving:
            self.transferred.emit(self._running, transfer)


class WorkerThread(QObject):
    """The worker with its thread, seen from the window's side.

    Signals: those of `EnhanceWorker`, delivered on the thread that owns this object.
    """

    job_event = Signal(object)
    preview_event = Signal(object)
    transferred = Signal(str, object)
    devices_found = Signal(object)
    unavailable = Signal(object)
    _run_wanted = Signal(object, object)
    _preview_wanted = Signal()
    _prepare_wanted = Signal()

    def __init__(self, open_workshop: OpenWorkshop, parent: QObject | None = None) -> None:
        """Connect worker and thread; nothing runs before `start`."""
        super().__init__(parent)
        self._thread = QThread()
        self._thread.setObjectName("enhance worker")
        self._box = PreviewBox()
        self._worker = EnhanceWorker(open_workshop, self._box)
        self._worker.moveToThread(self._thread)
        self._run_wanted.connect(self._worker.run)
        self._preview_wanted.connect(self._worker.preview)
        self._prepare_wanted.connect(self._worker.prepare)
        self._worker.job_event.connect(self.job_event)
        self._worker.preview_event.connect(self.preview_event)
        self._worker.transferred.connect(self.transferred)
        self._worker.devices_found.connect(self.devices_found)
        self._worker.unavailable.connect(self.unavailable)
        self._control: JobControl | None = None

    @property
    def control(self) -> JobControl | None:
        """The token of the job that was handed over last."""
        return self._control

    def start(self) -> None:
        """Start the thread, below the window's priority: painting comes first."""
        self._thread.start(QThread.Priority.LowPriority)

    @Slot()
    def prepare(self) -> None:
        """Ask the worker to get ready; answered by `devices_found` or `unavailable`."""
        self._prepare_wanted.emit()

    def run(self, job: Job) -> JobControl:
        """Hand a job to the worker and return its control token."""
        self._control = JobControl()
        self._run_wanted.emit(job, self._control)
        return self._control

    def want_previews(self, orders: Sequence[PreviewOrder]) -> None:
        """Compute what is looked at, in place of what was wanted before; answered by `preview_event`."""
        self._box.want(orders)
        if orders:
            self._preview_wanted.emit()

    def drop_previews(self, job_ids: Collection[str]) -> None:
        """Want these previews no more; those of others go on."""
        self._box.withdraw(job_ids)

    def stop(self, timeout_s: float) -> bool:
        """Cancel, quit and wait; returns False if the thread still computes when the time is over.

        The thread is never terminated: a tile that takes longer than `timeout_s` is left to the end of the
        process, and finished tiles are on disk already.
        """
        self._box.close()
        if self._control is not None:
            self._control.cancel()
        self._thread.quit()
        if not self._thread.wait(round(timeout_s * 1000)):
            LOG.info("the worker still computes after %.1f s", timeout_s)
            return False
        self._worker.close()
        return True

"""The thread that computes: one worker object, moved to a QThread, that runs one job after the other.

Torch is imported here and nowhere else in the window: by the call that opens the workshop, on
the worker's own thread. A job's control token is set directly, never through a slot: a queued slot would
wait behind the tile that is being computed.
"""

import logging
from collections.abc import Callable
from typing import TypeAlias

from PySide6.QtCore import QObject, QThread, Signal, Slot

from enhancer_gui.core.cancel import JobControl
from enhancer_gui.core.errors import EnhancerError
from enhancer_gui.core.events import Failed
from enhancer_gui.core.jobs import Job
from enhancer_gui.gui.workshop import Workshop

LOG = logging.getLogger(__name__)

OpenWorkshop: TypeAlias = Callable[[], Workshop]


class EnhanceWorker(QObject):
    """Runs jobs on the thread it lives in.

    Signals:
        job_event(Event): what happens to the job, in order, one terminal event at the end.
        devices_found(tuple[DeviceInfo, ...]): the devices that can be used, the preferred one first.
        unavailable(EnhancerError): nothing can be computed on this machine, and why.
    """

    job_event = Signal(object)
    devices_found = Signal(object)
    unavailable = Signal(object)

    def __init__(self, open_workshop: OpenWorkshop) -> None:
        """Remember how to open the workshop; it is opened when first needed."""
        super().__init__()
        self._open_workshop = open_workshop
        self._workshop: Workshop | None = None

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
        for event in workshop.run(job, control):
            self.job_event.emit(event)

    def close(self) -> None:
        """Free the backend; called when the thread has ended."""
        if self._workshop is not None:
            self._workshop.backend.close()
            self._workshop = None

    def _ready_workshop(self) -> Workshop:
        if self._workshop is None:
            self._workshop = self._open_workshop()
        return self._workshop


class WorkerThread(QObject):
    """The worker with its thread, seen from the window's side.

    Signals: those of `EnhanceWorker`, delivered on the thread that owns this object.
    """

    job_event = Signal(object)
    devices_found = Signal(object)
    unavailable = Signal(object)
    _run_wanted = Signal(object, object)
    _prepare_wanted = Signal()

    def __init__(self, open_workshop: OpenWorkshop, parent: QObject | None = None) -> None:
        """Connect worker and thread; nothing runs before `start`."""
        super().__init__(parent)
        self._thread = QThread()
        self._thread.setObjectName("enhance worker")
        self._worker = EnhanceWorker(open_workshop)
        self._worker.moveToThread(self._thread)
        self._run_wanted.connect(self._worker.run)
        self._prepare_wanted.connect(self._worker.prepare)
        self._worker.job_event.connect(self.job_event)
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

    def stop(self, timeout_s: float) -> bool:
        """Cancel, quit and wait; returns False if the thread still computes when the time is over.

        The thread is never terminated: a tile that takes longer than `timeout_s` is left to the end of the
        process, and finished tiles are on disk already.
        """
        if self._control is not None:
            self._control.cancel()
        self._thread.quit()
        if not self._thread.wait(round(timeout_s * 1000)):
            LOG.info("the worker still computes after %.1f s", timeout_s)
            return False
        self._worker.close()
        return True

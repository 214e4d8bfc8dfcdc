"""The queue in the window: which job runs, and what pause, cancel, retry and remove mean for each.

What is done to many jobs at once is told once (`stirred`, `forgotten`) beside the signals for each: a listener whose
answer looks at all photos would otherwise take the square of their number.
"""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QObject, Signal, Slot

from enhancer_gui.backends.transfer import Transfer
from enhancer_gui.core.cancel import JobControl
from enhancer_gui.core.events import TERMINAL, Event, Saving
from enhancer_gui.core.geometry import Region
from enhancer_gui.core.jobs import Job
from enhancer_gui.gui.worker import WorkerThread
from enhancer_gui.jobs.queue import JobEntry, JobQueue


class QueueControl(QObject):
    """Feeds the worker with one job after the other and the queue with its events.

    Signals:
        happened(Event): an event, after the queue has taken it over.
        changed(str): the state of this job changed otherwise (queued, withdrawn).
        removed(str): this job is forgotten.
        forgotten(tuple[str, ...]): these jobs were, all in one.
        stirred(): jobs were queued, withdrawn or forgotten, one or many.
        transferred(str): how far this job's way to another machine and back is.
    """

    happened = Signal(object)
    changed = Signal(str)
    removed = Signal(str)
    forgotten = Signal(tuple)
    stirred = Signal()
    transferred = Signal(str)

    def __init__(self, worker: WorkerThread, parent: QObject | None = None) -> None:
        """Listen to the worker's events."""
        super().__init__(parent)
        self.queue = JobQueue()
        self._worker = worker
        self._in_flight: str | None = None
        self._leaving: set[str] = set()
        self._focus: tuple[str, Region] | None = None
        self._transfer: Transfer | None = None
        worker.job_event.connect(self._take_over)
        worker.transferred.connect(self._take_transfer)

    @property
    def unfinished(self) -> tuple[JobEntry, ...]:
        """The jobs that wait, run or are paused."""
        return tuple(entry for entry in self.queue if not entry.state.is_final and entry.job.id not in self._leaving)

    def entry(self, job_id: str) -> JobEntry | None:
        """Return what is known of a job; None for one that was never queued."""
        try:
            return self.queue[job_id]
        except KeyError:
            return None

    def is_busy(self, job_id: str) -> bool:
        """Return whether a job waits, runs or is paused."""
        return job_id in self.queue and not self.queue[job_id].state.is_final

    def is_in_flight(self, job_id: str) -> bool:
        """Return whether the worker has the job in hand."""
        return job_id == self._in_flight

    @property
    def transfer(self) -> Transfer | None:
        """What is on the line to another machine; None while nothing is."""
        return self._transfer

    def transfer_of(self, job_id: str) -> Transfer | None:
        """Return what is on the line to another machine for a job; None for one that is not under way there."""
        return self._transfer if job_id == self._in_flight else None

    def submit(self, job: Job) -> None:
        """Queue a job, in place of an ended one with its id; a job that is not ended is left alone."""
        self.submit_all((job,))

    def submit_all(self, jobs: Iterable[Job]) -> None:
        """Queue jobs as `submit` does."""
        for job in jobs:
            if self.is_busy(job.id):
                continue
            if job.id in self.queue:
                self.queue.retry(job.id, job)
            else:
                self.queue.add(job)
            self.changed.emit(job.id)
        self._start_next()
        self.stirred.emit()

    def pause(self, job_id: str) -> None:
        """Hold the job before its next tile."""
        if control := self._control_of(job_id):
            control.pause()

    def resume(self, job_id: str) -> None:
        """Let a paused job go on."""
        if control := self._control_of(job_id):
            control.resume()

    def cancel(self, job_id: str) -> None:
        """Stop the job, or take it from the queue if it still waits."""
        self.cancel_all((job_id,))

    def cancel_all(self, job_ids: Iterable[str]) -> None:
        """Stop jobs as `cancel` does."""
        for job_id in job_ids:
            if control := self._control_of(job_id):
                control.cancel()
            elif job_id in self.queue:
                self.queue.withdraw(job_id)
                self.changed.emit(job_id)
        self.stirred.emit()

    def remove(self, job_id: str) -> None:
        """Forget a job; a running one is stopped first and forgotten when it has ended."""
        self.remove_all((job_id,))

    def remove_all(self, job_ids: Iterable[str]) -> None:
        """Forget jobs as `remove` does."""
        gone: list[str] = []
        for job_id in job_ids:
            if job_id == self._in_flight:
                self._leaving.add(job_id)
                self.cancel(job_id)
                continue
            if job_id in self.queue:
                self.queue.remove(job_id)
            gone.append(job_id)
            self.removed.emit(job_id)
        self.forgotten.emit(tuple(gone))
        self.stirred.emit()

    def order(self, job_ids: Sequence[str]) -> None:
        """Let the jobs that wait run in this order."""
        self.queue.order(job_ids)

    def focus(self, job_id: str, region: Region) -> None:
        """Remember which part of a photo (source pixels) matters, now or when its job starts."""
        self._focus = (job_id, region)
        if control := self._control_of(job_id):
            control.focus = region

    def _control_of(self, job_id: str) -> JobControl | None:
        return self._worker.control if job_id == self._in_flight else None

    def _start_next(self) -> None:
        if self._in_flight is None and (job := self.queue.next_job()):
            self._in_flight = job.id
            control = self._worker.run(job)
            if self._focus is not None and self._focus[0] == job.id:
                control.focus = self._focus[1]

    @Slot(str, object)
    def _take_transfer(self, job_id: str, transfer: Transfer) -> None:
        if job_id == self._in_flight:
            self._transfer = transfer
            self.transferred.emit(job_id)

    @Slot(object)
    def _take_over(self, event: Event) -> None:
        if isinstance(event, (Saving, *TERMINAL)):
            self._transfer = None
        self.queue.apply(event)
        self.happened.emit(event)
        if isinstance(event, TERMINAL) and event.job_id == self._in_flight:
            self._in_flight = None
            if event.job_id in self._leaving:
                self._leaving.discard(event.job_id)
                self.remove(event.job_id)
            self._start_next()

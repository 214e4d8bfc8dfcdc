"""What the server knows of its jobs: the queue's states, each job's events, and who waits for them.

Threads that compute publish events; coroutines that answer requests wait for them. One lock guards both.
"""

import asyncio
import logging
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from enhancer_gui.core import events
from enhancer_gui.core.cancel import JobControl
from enhancer_gui.core.errors import EnhancerError, StoreError
from enhancer_gui.core.jobs import Job, JobState
from enhancer_gui.jobs.queue import JobEntry, JobQueue
from enhancer_gui.server.job_store import JobStore, Submission
from enhancer_gui.server.limits import Limits
from enhancer_gui.server.problems import Refused, busy, not_found

log = logging.getLogger(__name__)


@dataclass(eq=False)
class _Listener:
    """A coroutine's alarm clock, rung from any thread."""

    loop: asyncio.AbstractEventLoop
    rung: asyncio.Event = field(default_factory=asyncio.Event)

    def ring(self) -> None:
        with suppress(RuntimeError):  # the loop has ended, and with it whoever waited
            self.loop.call_soon_threadsafe(self.rung.set)


@dataclass(eq=False)
class _Record:
    submission: Submission
    log: list[events.Event] = field(default_factory=list)
    control: JobControl = field(default_factory=JobControl)
    listeners: set[_Listener] = field(default_factory=set)
    ended: float = 0.0
    taken: bool = False
    doomed: bool = False


class Board:
    """All jobs of the server."""

    def __init__(self, store: JobStore, limits: Limits, on_event: Callable[[events.Event], None] | None = None) -> None:
        """Take over the jobs that an earlier run has left; `on_event` hears of everything that is published."""
        self._on_event = on_event
        self.store = store
        self.limits = limits
        self._drain_until: float | None = None
        self._is_closed = False
        self._changed = threading.Condition()
        self._queue = JobQueue()
        self._records: dict[str, _Record] = {}
        self._keys: dict[str, str] = {}
        for kept in store.kept:
            self._put(kept.submission)
            if kept.ended is not None:
                self._take_over(kept.ended)

    @property
    def is_draining(self) -> bool:
        """Whether the server is about to end."""
        return self._drain_until is not None

    @property
    def drain_left_s(self) -> float:
        """How long running jobs may still go on once the server is about to end."""
        until = self._drain_until
        return self.limits.drain_seconds if until is None else max(0.0, until - time.monotonic())

    def add(self, submission: Submission) -> None:
        """Accept a job; the files of one that is not accepted are removed.

        Raises:
            Refused: too many wait, or the server is about to end.
            StoreError: the disk takes no record of it.
        """
        try:
            with self._changed:
                if self.is_draining or self._count(JobState.QUEUED) >= self.limits.waiting_jobs:
                    raise busy(self.limits.retry_after_s)
                self.store.keep(submission)
                self._put(submission)
                self._changed.notify_all()
        except EnhancerError:
            self.store.discard(submission.id)
            raise

    def entry(self, job_id: str) -> JobEntry:
        """Return a job's state; raises Refused (404)."""
        with self._changed:
            self._record(job_id)
            return self._queue[job_id]

    def submission(self, job_id: str) -> Submission:
        """Return what was asked for; raises Refused (404)."""
        with self._changed:
            return self._record(job_id).submission

    def by_key(self, key: str) -> Submission | None:
        """Return the job that was made with an idempotency key."""
        with self._changed:
            job_id = self._keys.get(key) if key else None
            return self._records[job_id].submission if job_id else None

    def entries(self) -> tuple[JobEntry, ...]:
        """Return all jobs, in the order in which they were accepted."""
        with self._changed:
            return tuple(self._queue)

    def counts(self) -> Counter[JobState]:
        """Return how many jobs are in each state."""
        with self._changed:
            return Counter(entry.state for entry in self._queue)

    def waiting_before(self, job_id: str) -> int:
        """Return how many jobs will be taken before this one; 0 for one that waits no longer."""
        with self._changed:
            waiting = [entry.job.id for entry in self._queue if entry.state is JobState.QUEUED]
        return waiting.index(job_id) if job_id in waiting else 0

    def take(self, devices: frozenset[str], timeout_s: float) -> tuple[Job, JobControl] | None:
        """Return the next job that one of the named devices may run, or None after a while or when closed."""
        with self._changed:
            deadline = time.monotonic() + timeout_s
            while not self._is_closed:
                for entry in self._queue:
                    record = self._records[entry.job.id]
                    if entry.state is JobState.QUEUED and not record.taken and entry.job.device in devices:
                        record.taken = True
                        return entry.job, record.control
                left = deadline - time.monotonic()
                if left <= 0 or not self._changed.wait(left):
                    return None
            return None

    def publish(self, event: events.Event) -> None:
        """Take over what happened to a job; an end is on the disk before anybody hears of it."""
        if isinstance(event, events.TERMINAL):
            try:
                self.store.end(event)
            except StoreError as e:
                log.warning("the end of job %s is not on the disk, a restart will do it again: %s", event.job_id, e)
        with self._changed:
            self._take_over(event)
            record = self._records.get(event.job_id)
            doomed = isinstance(event, events.TERMINAL) and record is not None and record.doomed
        if self._on_event is not None:
            self._on_event(event)
        if doomed:
            with suppress(Refused):  # its client has deleted it just now
                self.forget(event.job_id)

    def cancel(self, job_id: str) -> None:
        """Stop a job: at once while it waits, after the present tile while it runs; raises Refused (404)."""
        with self._changed:
            record = self._record(job_id)
            record.control.cancel()
            waits = self._queue[job_id].state is JobState.QUEUED and not record.taken
            record.taken = True
        if waits:
            self.publish(events.Cancelled(job_id))

    def control(self, job_id: str) -> JobControl:
        """Return a job's control; raises Refused (404)."""
        with self._changed:
            return self._record(job_id).control

    def forget(self, job_id: str) -> None:
        """Delete a job with its files; one that still runs is stopped and deleted then. Raises Refused (404)."""
        with self._changed:
            record = self._record(job_id)
            record.doomed = True
            active = not self._queue[job_id].state.is_final
            if not active:
                self._queue.remove(job_id)
                del self._records[job_id]
                self._keys.pop(record.submission.key, None)
        if active:
            self.cancel(job_id)
        else:
            self.store.forget(job_id)

    def sweep(self) -> None:
        """Delete jobs that ended longer ago than they are kept."""
        oldest = time.time() - self.limits.kept_hours * 3600
        with self._changed:
            old = [job_id for job_id, record in self._records.items() if 0 < record.ended < oldest]
        for job_id in old:
            with suppress(Refused):  # its client has deleted it just now
                self.forget(job_id)

    def events_since(self, job_id: str, number: int) -> tuple[list[events.Event], bool]:
        """Return a job's events from a number on, which counts from 0, and whether it has ended; raises Refused."""
        with self._changed:
            return self._record(job_id).log[number:], self._queue[job_id].state.is_final

    @contextmanager
    def listening(self, job_id: str) -> Iterator[asyncio.Event]:
        """Give an event of this coroutine's loop that is set whenever something happens to a job."""
        listener = _Listener(asyncio.get_running_loop())
        with self._changed:
            record = self._record(job_id)
            record.listeners.add(listener)
        try:
            yield listener.rung
        finally:
            with self._changed:
                record.listeners.discard(listener)

    def drain(self) -> None:
        """Accept nothing more and end the streams; what waits and runs goes on until `close`."""
        with self._changed:
            if self._drain_until is None:
                self._drain_until = time.monotonic() + self.limits.drain_seconds
            for record in self._records.values():
                for listener in record.listeners:
                    listener.ring()

    def close(self) -> None:
        """Hand out nothing more."""
        self.drain()
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()

    def _put(self, submission: Submission) -> None:
        self._queue.add(self.store.job(submission))
        self._records[submission.id] = _Record(submission)
        if submission.key:
            self._keys[submission.key] = submission.id

    def _take_over(self, event: events.Event) -> None:
        record = self._records.get(event.job_id)
        if record is None:
            return
        self._queue.apply(event)
        record.log.append(event)
        if isinstance(event, events.TERMINAL):
            record.ended = time.time()
        for listener in record.listeners:
            listener.ring()

    def _record(self, job_id: str) -> _Record:
        if job_id not in self._records:
            raise not_found("such job")
        return self._records[job_id]

    def _count(self, state: JobState) -> int:
        return sum(entry.state is state for entry in self._queue)

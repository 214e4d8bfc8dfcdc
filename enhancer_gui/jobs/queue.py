"""The queue as a pure state machine: calls and events go in, states come out.

It starts nothing and knows no thread. A face (window or loop) asks `next_job`, runs it somewhere,
and feeds every event back through `apply`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from enhancer_gui.core.events import (
    Cancelled,
    Event,
    Failed,
    Finished,
    Noted,
    Paused,
    Progress,
    Resumed,
    Saving,
    Started,
    TileDone,
)
from enhancer_gui.core.jobs import Job, JobState


@dataclass(frozen=True)
class JobEntry:
    """A job and what is known of its run.

    Attributes:
        fraction: 0..1 of the whole job; 1 only when it is finished.
        eta_s, megapixels_per_s: of the present run, None while unknown.
        started: the plan of the present or last run (sizes, store, device), None before it.
        error: why it failed, None otherwise.
        result: the file written, None before or where none was asked for.
        notes: what happened on the way that the user should know.
    """

    job: Job
    state: JobState = JobState.QUEUED
    fraction: float = 0.0
    tiles_done: int = 0
    eta_s: float | None = None
    megapixels_per_s: float | None = None
    is_saving: bool = False
    started: Started | None = None
    error: Failed | None = None
    result: Path | None = None
    skipped: bool = False
    notes: tuple[str, ...] = ()


class JobQueue:
    """Jobs in the order in which they run."""

    def __init__(self) -> None:
        """Start empty."""
        self._entries: dict[str, JobEntry] = {}

    def __len__(self) -> int:
        """Return the number of jobs of any state."""
        return len(self._entries)

    def __iter__(self) -> Iterator[JobEntry]:
        """Iterate over the entries in order."""
        return iter(tuple(self._entries.values()))

    def __contains__(self, job_id: str) -> bool:
        """Return whether a job is in the queue."""
        return job_id in self._entries

    def __getitem__(self, job_id: str) -> JobEntry:
        """Return the entry of a job; raises KeyError."""
        return self._entries[job_id]

    @property
    def active(self) -> JobEntry | None:
        """The job that runs or is paused."""
        live = (JobState.RUNNING, JobState.PAUSED)
        return next((entry for entry in self._entries.values() if entry.state in live), None)

    @property
    def fraction(self) -> float:
        """Progress of the whole queue 0..1: the mean over all jobs, ended ones counted as done."""
        if not self._entries:
            return 0.0
        done = (1.0 if entry.state.is_final else entry.fraction for entry in self._entries.values())
        return sum(done) / len(self._entries)

    def add(self, job: Job) -> None:
        """Append a job; an entry with the same id must not exist."""
        if job.id in self._entries:
            raise ValueError(f"job {job.id} is in the queue already")
        self._entries[job.id] = JobEntry(job)

    def next_job(self) -> Job | None:
        """Return the first queued job, or None while one is active or none waits."""
        if self.active is not None:
            return None
        waiting = (entry.job for entry in self._entries.values() if entry.state is JobState.QUEUED)
        return next(waiting, None)

    def retry(self, job_id: str, job: Job | None = None) -> None:
        """Queue an ended job again, at its place, with `job` in place of the old one where given."""
        entry = self._entries[job_id]
        if entry.state.is_final:
            self._entries[job_id] = JobEntry(replace(job, id=job_id) if job else entry.job)

    def order(self, job_ids: Sequence[str]) -> None:
        """Put jobs into the order of `job_ids`; jobs that it leaves out come behind, unknown ids are ignored."""
        named = {job_id: self._entries[job_id] for job_id in job_ids if job_id in self._entries}
        self._entries = named | self._entries

    def withdraw(self, job_id: str) -> None:
        """Mark a job that still waits as cancelled; active and ended jobs are left alone."""
        entry = self._entries[job_id]
        if entry.state is JobState.QUEUED:
            self._entries[job_id] = replace(entry, state=JobState.CANCELLED)

    def remove(self, job_id: str) -> None:
        """Forget a job; an active one must be cancelled first (ValueError)."""
        entry = self._entries[job_id]
        if entry.state in (JobState.RUNNING, JobState.PAUSED):
            raise ValueError(f"job {job_id} is active")
        del self._entries[job_id]

    def apply(self, event: Event) -> JobEntry | None:
        """Take over what an event says and return the new entry; None for a job that is not here.

        Events after a terminal one are ignored: a late progress cannot wake the dead.
        """
        entry = self._entries.get(event.job_id)
        if entry is None or (entry.state.is_final and not isinstance(event, Started)):
            return entry
        changed = _after(entry, event)
        self._entries[event.job_id] = changed
        return changed


def _after(entry: JobEntry, event: Event) -> JobEntry:
    match event:
        case Started():
            return JobEntry(entry.job, JobState.RUNNING, tiles_done=event.tiles_kept, started=event)
        case TileDone():
            return replace(entry, tiles_done=entry.tiles_done + 1)
        case Progress():
            return replace(
                entry,
                fraction=event.fraction,
                tiles_done=event.tiles_done,
                eta_s=event.eta_s,
                megapixels_per_s=event.megapixels_per_s,
            )
        case Noted():
            return replace(entry, notes=(*entry.notes, event.message))
        case Paused():
            return replace(entry, state=JobState.PAUSED, eta_s=None)
        case Resumed():
            return replace(entry, state=JobState.RUNNING)
        case Saving():
            return replace(entry, is_saving=True)
        case Finished():
            return replace(
                entry,
                state=JobState.FINISHED,
                fraction=1.0,
                eta_s=None,
                is_saving=False,
                result=event.target,
                skipped=event.skipped,
            )
        case Failed():
            return replace(entry, state=JobState.FAILED, eta_s=None, is_saving=False, error=event)
        case Cancelled():
            return replace(entry, state=JobState.CANCELLED, eta_s=None, is_saving=False)

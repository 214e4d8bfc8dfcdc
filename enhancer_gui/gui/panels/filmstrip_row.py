"""One photo in the filmstrip as a frozen value, and what can be done with it in each state."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from enhancer_gui.backends.address import is_address
from enhancer_gui.backends.transfer import Phase, Transfer
from enhancer_gui.core.jobs import JobState
from enhancer_gui.jobs.queue import JobEntry


class PhotoState(StrEnum):
    """Where a photo is, in the user's terms.

    CALLING, SENDING and THERE belong to another machine: it does not answer yet, the photo is on its way, it waits
    for its turn there. FAILED_THERE is its fault, not the photo's.
    """

    READY = "ready"
    WAITING = "waiting"
    CALLING = "calling"
    SENDING = "sending"
    THERE = "there"
    RUNNING = "running"
    SAVING = "saving"
    PAUSED = "paused"
    DONE = "done"
    SAVED = "saved"
    OUTDATED = "outdated"
    FAILED = "failed"
    FAILED_THERE = "failed_there"
    DAMAGED = "damaged"
    CANCELLED = "cancelled"


class FilmAction(StrEnum):
    """What can be done with photos of the filmstrip."""

    PAUSE = "pause"
    RESUME = "resume"
    CANCEL = "cancel"
    RETRY = "retry"
    HERE = "here"
    DETAILS = "details"
    REVEAL = "reveal"
    REMOVE = "remove"


@dataclass(frozen=True)
class FilmstripRow:
    """A photo in the filmstrip.

    Attributes:
        key: unique within the filmstrip; comes back in every signal.
        path: the photo.
        fraction: 0..1 of the present job.
        eta_s: seconds left, None while unknown.
        message: why it failed or cannot be read, in words; empty otherwise.
    """

    key: str
    path: Path
    state: PhotoState = PhotoState.READY
    fraction: float = 0.0
    eta_s: float | None = None
    message: str = ""


ACTIONS: dict[PhotoState, tuple[FilmAction, ...]] = {
    PhotoState.READY: (FilmAction.REVEAL, FilmAction.REMOVE),
    PhotoState.WAITING: (FilmAction.CANCEL, FilmAction.REVEAL, FilmAction.REMOVE),
    PhotoState.CALLING: (FilmAction.CANCEL, FilmAction.REVEAL),
    PhotoState.SENDING: (FilmAction.CANCEL, FilmAction.REVEAL),
    PhotoState.THERE: (FilmAction.CANCEL, FilmAction.REVEAL),
    PhotoState.RUNNING: (FilmAction.PAUSE, FilmAction.CANCEL, FilmAction.REVEAL),
    PhotoState.SAVING: (FilmAction.CANCEL, FilmAction.REVEAL),
    PhotoState.PAUSED: (FilmAction.RESUME, FilmAction.CANCEL, FilmAction.REVEAL),
    PhotoState.DONE: (FilmAction.REVEAL, FilmAction.REMOVE),
    PhotoState.SAVED: (FilmAction.REVEAL, FilmAction.REMOVE),
    PhotoState.OUTDATED: (FilmAction.REVEAL, FilmAction.REMOVE),
    PhotoState.FAILED: (FilmAction.RETRY, FilmAction.DETAILS, FilmAction.REVEAL, FilmAction.REMOVE),
    PhotoState.FAILED_THERE: (
        FilmAction.HERE,
        FilmAction.RETRY,
        FilmAction.DETAILS,
        FilmAction.REVEAL,
        FilmAction.REMOVE,
    ),
    PhotoState.DAMAGED: (FilmAction.RETRY, FilmAction.DETAILS, FilmAction.REVEAL, FilmAction.REMOVE),
    PhotoState.CANCELLED: (FilmAction.RETRY, FilmAction.REVEAL, FilmAction.REMOVE),
}
"""What a photo in a state allows, the most likely first."""


_ON_THE_LINE = {
    Phase.CALLING: PhotoState.CALLING,
    Phase.SENDING: PhotoState.SENDING,
    Phase.WAITING: PhotoState.THERE,
}
"""While tiles come back the photo is simply being enhanced."""

_MAY_BE_THERE = (JobState.QUEUED, JobState.RUNNING)
"""A job is said to run once its photo is planned, which needs an answer from there."""


def filmstrip_row(
    key: str, path: Path, entry: JobEntry | None, transfer: Transfer | None = None, *, is_outdated: bool = False
) -> FilmstripRow:
    """Return the row of a photo and its last job; `entry` is None before the first one.

    Args:
        key: unique within the filmstrip.
        path: the photo.
        entry: the photo's job in the queue.
        transfer: the photo's way to another machine, while there is one.
        is_outdated: the recipe has changed since the job was finished.
    """
    if entry is None:
        return FilmstripRow(key, path)
    if transfer is not None and transfer.phase in _ON_THE_LINE and entry.state in _MAY_BE_THERE:
        is_sending = transfer.phase is Phase.SENDING
        return FilmstripRow(
            key, path, _ON_THE_LINE[transfer.phase], transfer.fraction if is_sending else entry.fraction
        )
    return FilmstripRow(
        key,
        path,
        PhotoState.OUTDATED if is_outdated and entry.state is JobState.FINISHED else _state(entry),
        entry.fraction,
        entry.eta_s,
        f"{entry.error.message} {entry.error.remedy}".strip() if entry.error else "",
    )


def has_failed_there(entry: JobEntry) -> bool:
    """Return whether another machine is why a job failed: this one may do it."""
    return entry.error is not None and entry.error.by_place and is_address(entry.job.device)


def _state(entry: JobEntry) -> PhotoState:
    match entry.state:
        case JobState.QUEUED:
            return PhotoState.WAITING
        case JobState.RUNNING:
            return PhotoState.SAVING if entry.is_saving else PhotoState.RUNNING
        case JobState.PAUSED:
            return PhotoState.PAUSED
        case JobState.FINISHED:
            return PhotoState.SAVED if entry.result is not None else PhotoState.DONE
        case JobState.FAILED:
            return PhotoState.FAILED_THERE if has_failed_there(entry) else PhotoState.FAILED
        case JobState.CANCELLED:
            return PhotoState.CANCELLED

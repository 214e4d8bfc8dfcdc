"""One photo in the filmstrip as a frozen value, and what can be done with it in each state."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from enhancer_gui.core.jobs import JobState
from enhancer_gui.jobs.queue import JobEntry


class PhotoState(StrEnum):
    """Where a photo is, in the user's terms."""

    READY = "ready"
    WAITING = "waiting"
    RUNNING = "running"
    SAVING = "saving"
    PAUSED = "paused"
    DONE = "done"
    SAVED = "saved"
    OUTDATED = "outdated"
    FAILED = "failed"
    DAMAGED = "damaged"
    CANCELLED = "cancelled"


class FilmAction(StrEnum):
    """What can be done with photos of the filmstrip."""

    PAUSE = "pause"
    RESUME = "resume"
    CANCEL = "cancel"
    RETRY = "retry"
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
    PhotoState.RUNNING: (FilmAction.PAUSE, FilmAction.CANCEL, FilmAction.REVEAL),
    PhotoState.SAVING: (FilmAction.CANCEL, FilmAction.REVEAL),
    PhotoState.PAUSED: (FilmAction.RESUME, FilmAction.CANCEL, FilmAction.REVEAL),
    PhotoState.DONE: (FilmAction.REVEAL, FilmAction.REMOVE),
    PhotoState.SAVED: (FilmAction.REVEAL, FilmAction.REMOVE),
    PhotoState.OUTDATED: (FilmAction.REVEAL, FilmAction.REMOVE),
    PhotoState.FAILED: (FilmAction.RETRY, FilmAction.DETAILS, FilmAction.REVEAL, FilmAction.REMOVE),
    PhotoState.DAMAGED: (FilmAction.RETRY, FilmAction.DETAILS, FilmAction.REVEAL, FilmAction.REMOVE),
    PhotoState.CANCELLED: (FilmAction.RETRY, FilmAction.REVEAL, FilmAction.REMOVE),
}
"""What a photo in a state allows, the most likely first."""


def filmstrip_row(key: str, path: Path, entry: JobEntry | None, *, is_outdated: bool = False) -> FilmstripRow:
    """Return the row of a photo and its last job; `entry` is None before the first one.

    Args:
        key: unique within the filmstrip.
        path: the photo.
        entry: the photo's job in the queue.
        is_outdated: the recipe has changed since the job was finished.
    """
    if entry is None:
        return FilmstripRow(key, path)
    return FilmstripRow(
        key,
        path,
        PhotoState.OUTDATED if is_outdated and entry.state is JobState.FINISHED else _state(entry),
        entry.fraction,
        entry.eta_s,
        f"{entry.error.message} {entry.error.remedy}".strip() if entry.error else "",
    )


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
            return PhotoState.FAILED
        case JobState.CANCELLED:
            return PhotoState.CANCELLED

"""What buttons, filmstrip and status line say about photos and queue: values in, values out, no Qt."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from enhancer_gui.backends.transfer import Transfer
from enhancer_gui.core.errors import EnhancerError
from enhancer_gui.core.jobs import JobState
from enhancer_gui.gui.panels.facts import FootAction, FootState, StatusFacts
from enhancer_gui.gui.panels.filmstrip_row import FilmstripRow, PhotoState, filmstrip_row
from enhancer_gui.gui.photo_list import Photo
from enhancer_gui.jobs.queue import JobEntry, JobQueue

if TYPE_CHECKING:
    from psutil import Process


def row_of(
    photo: Photo, entry: JobEntry | None, transfer: Transfer | None = None, *, is_current_result: bool, is_saved: bool
) -> FilmstripRow:
    """Return a photo's row.

    Args:
        photo: whose.
        entry: its job.
        transfer: its way to another machine, while there is one.
        is_current_result: its recipe's tiles are all computed.
        is_saved: the file that its job has written is what its recipe says now.
    """
    if photo.error is not None:
        message = f"{photo.error.message} {photo.error.remedy}".strip()
        state = PhotoState.DAMAGED if photo.is_damaged else PhotoState.FAILED
        return FilmstripRow(photo.id, photo.path, state, message=message)
    if (entry is None or entry.state is JobState.CANCELLED) and is_current_result:
        return FilmstripRow(photo.id, photo.path, PhotoState.DONE, 1.0)
    row = filmstrip_row(photo.id, photo.path, entry, transfer, is_outdated=not is_current_result)
    return replace(row, state=PhotoState.DONE) if row.state is PhotoState.SAVED and not is_saved else row


def error_of(photo: Photo, entry: JobEntry | None) -> EnhancerError | None:
    """Return why a photo cannot be opened, or why its job failed."""
    if photo.error is not None:
        return photo.error
    if entry is not None and entry.error is not None:
        return EnhancerError(entry.error.message, remedy=entry.error.remedy, detail=entry.error.detail)
    return None


def foot_of(
    chosen: Sequence[JobEntry],
    active: JobEntry | None,
    *,
    can_enhance: bool,
    can_save: bool,
    is_saved: bool,
    photos: int,
) -> FootState:
    """Return the two buttons; the primary one is what comes next.

    Args:
        chosen: the jobs of the photos chosen; while one of them is not ended, the queue can be held and they can
            be stopped.
        active: the job of the queue that runs or is paused.
        can_enhance: whether there is something to compute for the photos chosen.
        can_save: whether there is a result to save.
        is_saved: whether all that could be saved is saved just as it would be now.
        photos: how many photos are chosen.
    """
    if any(not entry.state.is_final for entry in chosen):
        is_paused = active is not None and active.state is JobState.PAUSED
        return FootState(
            FootAction.RESUME if is_paused else FootAction.PAUSE,
            FootAction.CANCEL,
            photos,
            primary_enabled=active is not None and not active.is_saving,
            secondary_enabled=True,
        )
    if is_saved and can_save and not can_enhance:
        return FootState(photos=photos, secondary_enabled=True, is_saved=True)
    if can_save and not can_enhance:
        return FootState(FootAction.SAVE, FootAction.ENHANCE, photos, primary_enabled=True)
    return FootState(photos=photos, primary_enabled=can_enhance, secondary_enabled=can_save)


def status_of(
    queue: JobQueue, device: str, precision: str, memory_bytes: int | None, transfer: Transfer | None = None
) -> StatusFacts:
    """Return what the status line tells."""
    entries = tuple(queue)
    active = queue.active
    waiting = [entry for entry in entries if not entry.state.is_final]
    return StatusFacts(
        device=active.started.device if active and active.started else device,
        precision=active.started.precision if active and active.started else precision,
        memory_bytes=memory_bytes,
        done=len(entries) - len(waiting),
        total=len(entries) if waiting else 0,
        fraction=queue.fraction,
        eta_s=queue_eta_s(active, waiting),
        megapixels_per_s=active.megapixels_per_s if active and active.state is not JobState.PAUSED else None,
        transfer=transfer,
    )


def queue_eta_s(active: JobEntry | None, unfinished: Sequence[JobEntry]) -> float | None:
    """Return the seconds left for all unfinished jobs, each that waits taken to be as long as the active one."""
    if active is None or active.eta_s is None or active.fraction >= 1:
        return None
    whole_s = active.eta_s / (1 - active.fraction)
    return active.eta_s + whole_s * (len(unfinished) - 1)


def memory_in_use_bytes() -> int:
    """Return the main memory in bytes that this process holds."""
    return int(_this_process().memory_info().rss)


@cache
def _this_process() -> "Process":
    from psutil import Process

    return Process()

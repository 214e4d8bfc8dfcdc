"""What buttons, filmstrip and status line say about photos and queue: values in, values out, no Qt."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from enhancer_gui.core.errors import EnhancerError
from enhancer_gui.core.jobs import JobState
from enhancer_gui.gui.panels.facts import FootAction, FootState, StatusFacts
from enhancer_gui.gui.panels.filmstrip_row import FilmstripRow, PhotoState, filmstrip_row
from enhancer_gui.gui.photo_list import Photo
from enhancer_gui.jobs.queue import JobEntry, JobQueue


def row_of(photo: Photo, entry: JobEntry | None, *, is_current_result: bool) -> FilmstripRow:
    """Return a photo's row; `is_current_result` tells whether its recipe's tiles are all computed."""
    if photo.error is not None:
        message = f"{photo.error.message} {photo.error.remedy}".strip()
        return FilmstripRow(photo.id, photo.path, PhotoState.FAILED, message=message)
    if (entry is None or entry.state is JobState.CANCELLED) and is_current_result:
        return FilmstripRow(photo.id, photo.path, PhotoState.DONE, 1.0)
    return filmstrip_row(photo.id, photo.path, entry, is_outdated=not is_current_result)


def error_of(photo: Photo, entry: JobEntry | None) -> EnhancerError | None:
    """Return why a photo cannot be opened, or why its job failed."""
    if photo.error is not None:
        return photo.error
    if entry is not None and entry.error is not None:
        return EnhancerError(entry.error.message, remedy=entry.error.remedy, detail=entry.error.detail)
    return None


def foot_of(current: JobEntry | None, *, can_enhance: bool, can_save: bool, photos: int) -> FootState:
    """Return the two buttons; the primary one is what comes next.

    Args:
        current: the current photo's job.
        can_enhance: whether there is something to compute for the photos chosen.
        can_save: whether there is a result to save.
        photos: how many photos are chosen.
    """
    if current is not None and not current.state.is_final and photos <= 1:
        is_paused = current.state is JobState.PAUSED
        return FootState(
            FootAction.RESUME if is_paused else FootAction.PAUSE,
            FootAction.CANCEL,
            primary_enabled=current.state is not JobState.QUEUED and not current.is_saving,
            secondary_enabled=True,
        )
    if can_save and not can_enhance:
        return FootState(FootAction.SAVE, FootAction.ENHANCE, photos, primary_enabled=True)
    return FootState(photos=photos, primary_enabled=can_enhance, secondary_enabled=can_save)


def status_of(queue: JobQueue, device: str, precision: str, memory_bytes: int | None) -> StatusFacts:
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
        megapixels_per_s=active.megapixels_per_s if active else None,
    )


def queue_eta_s(active: JobEntry | None, unfinished: Sequence[JobEntry]) -> float | None:
    """Return the seconds left for all unfinished jobs, each that waits taken to be as long as the active one."""
    if active is None or active.eta_s is None or active.fraction >= 1:
        return None
    whole_s = active.eta_s / (1 - active.fraction)
    return active.eta_s + whole_s * (len(unfinished) - 1)


def memory_in_use_bytes() -> int | None:
    """Return the memory that this process holds; None where the system does not say it cheaply."""
    if sys.platform != "linux":
        return None
    resident_pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return resident_pages * os.sysconf("SC_PAGE_SIZE")

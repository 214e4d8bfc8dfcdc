"""Running one job: a generator of events with exactly one terminal event, whatever happens."""

import logging
import time
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from enhancer_gui.backends.base import Backend, DeviceInfo, WorkOrder
from enhancer_gui.core import events
from enhancer_gui.core.cancel import Cancelled, JobControl
from enhancer_gui.core.errors import BackendError, EnhancerError, PhotoError
from enhancer_gui.core.image import Image
from enhancer_gui.core.jobs import Job
from enhancer_gui.core.recipe import OnConflict
from enhancer_gui.core.work import Work
from enhancer_gui.jobs.export import export_result, file_header, losses
from enhancer_gui.jobs.plan import plan_work
from enhancer_gui.storage.catalogue import Catalogue
from enhancer_gui.storage.hashing import hash_file
from enhancer_gui.storage.photos import check_folder, check_header, is_same_file, read_photo
from enhancer_gui.storage.store_cache import store_key
from enhancer_gui.storage.tile_store import TileStore

log = logging.getLogger(__name__)

SAVING_SHARE = 0.03
"""Share of the progress bar kept for writing the file: measured 1 to 4 % of an enlargement on a CPU."""


@dataclass(frozen=True)
class Surroundings:
    """What a job needs beside its backend.

    Attributes:
        stores: folder of the tile stores.
        keep_store: False throws the tiles away once the file is written (batches).
    """

    catalogue: Catalogue
    stores: Path
    keep_store: bool = True


def run_job(job: Job, backend: Backend, control: JobControl, surroundings: Surroundings) -> Iterator[events.Event]:
    """Yield the events of a job; the last one, and only that, is terminal. Never raises."""
    try:
        yield from _JobRun(job, backend, control, surroundings).stream()
    except Cancelled:
        yield events.Cancelled(job.id)
    except EnhancerError as e:
        log.info("%s failed: %s", job.source, e)
        yield events.Failed(job.id, e.message, e.remedy, e.detail or type(e).__name__)
    except Exception as e:
        log.exception("%s failed unexpectedly", job.source)
        yield events.Failed(
            job.id,
            f"Something went wrong inside the program ({type(e).__name__}).",
            "Please report it with the details; the photo itself was not touched.",
            traceback.format_exc(),
        )


class _JobRun:
    """One run of a job: reads, computes what is missing, saves."""

    def __init__(self, job: Job, backend: Backend, control: JobControl, surroundings: Surroundings) -> None:
        self._job = job
        self._backend = backend
        self._control = control
        self._surroundings = surroundings
        self._started = time.monotonic()

    def stream(self) -> Iterator[events.Event]:
        job, control = self._job, self._control
        control.checkpoint()
        if job.target is not None and job.target.exists() and job.recipe.export.on_conflict is OnConflict.SKIP:
            yield events.Finished(job.id, job.target, 0.0, skipped=True)
            return
        check_target(job)
        image = read_photo(job.source)
        control.checkpoint()
        work = plan_work(job.recipe, (image.width, image.height), self._surroundings.catalogue)
        if job.target is not None:
            check_header(file_header(job, image, work))
        device = self._backend.info(job.device, job.precision, work)
        store = self._open_store(image, work, device.precision)
        try:
            yield self._describe(store, work, device)
            for note in (*image.notes, *self._losses(image, work)):
                yield events.Noted(job.id, note)
            yield from self._compute(store, image, work)
            if job.target is not None:
                yield events.Saving(job.id, job.target)
                notes = export_result(store, image, work, job, control)
                for note in notes:
                    yield events.Noted(job.id, note)
                if not self._surroundings.keep_store:
                    store.discard()
        finally:
            store.close()
        yield events.Finished(job.id, job.target, time.monotonic() - self._started)

    def _losses(self, image: Image, work: Work) -> tuple[str, ...]:
        return () if self._job.target is None else losses(file_header(self._job, image, work), image)

    def _open_store(self, image: Image, work: Work, precision: str) -> TileStore:
        job = self._job
        tile_px = job.tile_px or self._backend.tile_px(work, job.device, job.precision)
        key = store_key(hash_file(job.source), describe_stages(work, precision))
        channels = 3 if image.alpha is None else 4
        folder = self._surroundings.stores

        def opened() -> TileStore:
            return TileStore.create_or_open(folder, key, work.tile_plan(tile_px), work.scale, image.depth, channels)

        store = opened()
        if not job.resume and store.done_count:
            store.discard()
            store = opened()
        return store

    def _describe(self, store: TileStore, work: Work, device: DeviceInfo) -> events.Started:
        return events.Started(
            self._job.id,
            source_size=work.source_size,
            native_size=work.native_size,
            target_size=work.target_size,
            tiles=len(store.plan),
            tiles_kept=store.done_count,
            store=store.folder,
            device=device.name,
            precision=device.precision,
        )

    def _compute(self, store: TileStore, image: Image, work: Work) -> Iterator[events.Event]:
        job, control, backend = self._job, self._control, self._backend
        pending = tuple(store.pending())
        meter = _Meter(job, len(store.plan), len(pending), work)
        order = WorkOrder(image, work, store.plan, pending, job.precision)
        tiles = backend.enhance(order, job.device, control)
        yield meter.progress()
        while True:
            if control.is_paused:
                backend.release()
                meter.hold()
                yield events.Paused(job.id)
                control.wait_while_paused()
                meter.go_on()
                yield events.Resumed(job.id)
            result = next(tiles, None)
            if result is None:
                break
            store.write(result.tile.index, result.samples)
            if result.note:
                yield events.Noted(job.id, result.note)
            yield events.TileDone(job.id, result.tile.index, result.tile.core.scaled(work.scale))
            meter.tile_done(result.tile.core.pixels)
            yield meter.progress()
        if store.pending():
            raise BackendError("The backend stopped before every tile was computed.", remedy="Try again.")


class _Meter:
    """Progress, speed and time left of one run, pauses not counted."""

    def __init__(self, job: Job, tiles: int, pending: int, work: Work) -> None:
        self._job_id = job.id
        self._tiles = tiles
        self._done = tiles - pending
        self._share = 1.0 if job.target is None else 1.0 - SAVING_SHARE
        self._scale = work.scale
        self._tiles_here = 0
        self._pixels_here = 0
        self._seconds = 0.0
        self._since = time.monotonic()

    def hold(self) -> None:
        self._seconds += time.monotonic() - self._since

    def go_on(self) -> None:
        self._since = time.monotonic()

    def tile_done(self, source_pixels: int) -> None:
        self._done += 1
        self._tiles_here += 1
        self._pixels_here += source_pixels

    def progress(self) -> events.Progress:
        seconds = self._seconds + time.monotonic() - self._since
        known = self._tiles_here > 0 and seconds > 0
        return events.Progress(
            self._job_id,
            fraction=self._share * self._done / self._tiles,
            tiles_done=self._done,
            tiles=self._tiles,
            eta_s=seconds / self._tiles_here * (self._tiles - self._done) if known else None,
            megapixels_per_s=self._pixels_here * self._scale**2 / 1e6 / seconds if known else None,
        )


def describe_stages(work: Work, precision: str) -> str:
    """Return what the tiles depend on beside the photo: precision, then weights and strengths in order."""
    return f"{precision};" + ";".join(f"{stage.card.sha256}@{stage.strength:.4f}" for stage in work.stages)


def check_target(job: Job) -> None:
    """Find out before any work whether the result can be written at all.

    Raises:
        PhotoError: the target is the source, or its folder cannot be made or written to.
    """
    target = job.target
    if target is None:
        return
    if is_same_file(target, job.source):
        raise PhotoError(
            f"{target.name} is the photo itself.", remedy="Choose another name: originals are never overwritten."
        )
    check_folder(target.parent)

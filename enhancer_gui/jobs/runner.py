"""Running one job: a generator of events with exactly one terminal event, whatever happens."""

import logging
import time
import traceback
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from enhancer_gui.backends.base import Backend, DeviceInfo, Loading, WorkOrder
from enhancer_gui.core import events
from enhancer_gui.core.cancel import Cancelled, JobControl
from enhancer_gui.core.errors import BackendError, EnhancerError, NoRoomError, PhotoError
from enhancer_gui.core.image import Image
from enhancer_gui.core.jobs import Job
from enhancer_gui.core.recipe import OnConflict
from enhancer_gui.core.waiting import answer_of
from enhancer_gui.core.work import Work
from enhancer_gui.jobs.export import export_result, file_header, losses
from enhancer_gui.jobs.meter import Meter
from enhancer_gui.jobs.naming import files_of, named_target
from enhancer_gui.jobs.plan import plan_work
from enhancer_gui.storage.catalogue import Catalogue
from enhancer_gui.storage.disk_room import check_room
from enhancer_gui.storage.file_size import likely_bytes
from enhancer_gui.storage.hashing import hash_file
from enhancer_gui.storage.masks import MaskShelf, active_pictures
from enhancer_gui.storage.photos import PhotoExistsError, check_folder, check_header, read_photo
from enhancer_gui.storage.store_cache import store_key
from enhancer_gui.storage.tile_store import TileStore

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Surroundings:
    """What a job needs beside its backend.

    Attributes:
        stores: folder of the tile stores.
        keep_store: False throws the tiles away once the file is written (batches).
        masks: where the pictures of masks are; None is the user's own shelf.
    """

    catalogue: Catalogue
    stores: Path
    keep_store: bool = True
    masks: MaskShelf | None = None


def run_job(job: Job, backend: Backend, control: JobControl, surroundings: Surroundings) -> Iterator[events.Event]:
    """Yield the events of a job; the last one, and only that, is terminal. Never raises."""
    yield from with_one_ending(job, _JobRun(job, backend, control, surroundings).stream())


def with_one_ending(job: Job, stream: Iterator[events.Event]) -> Iterator[events.Event]:
    """Yield a run's events, with whatever it raises turned into its terminal event."""
    try:
        yield from stream
    except Cancelled:
        yield events.Cancelled(job.id)
    except EnhancerError as e:
        log.info("%s failed: %s", job.source, e)
        detail = e.detail or type(e).__name__
        place, disk = isinstance(e, BackendError), isinstance(e, NoRoomError)
        yield events.Failed(job.id, e.message, e.remedy, detail, by_place=place, by_disk=disk)
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
        files = targets_of(job)
        if job.target is not None and not files:
            yield events.Finished(job.id, job.target, 0.0, skipped=True)
            return
        image = answer_of(lambda: read_photo(job.source), control)  # a large one takes longer than a cancel may
        control.checkpoint()
        work = plan_work(job.recipe, (image.width, image.height), self._surroundings.catalogue)
        masks = active_pictures(job.recipe, (image.width, image.height), self._surroundings.masks)
        headers = {file: file_header(job, file, image, work) for file in files}
        for header in headers.values():
            check_header(header)
        if job.target is not None:
            check_room((file, likely_bytes(header)) for file, header in headers.items())
            check_folder(job.target.parent)
        if isinstance(self._backend, Loading):
            self._backend.wait_until_ready(job.device, job.precision, work, control)
        device = self._backend.info(job.device, job.precision, work)
        store = open_store(
            job, image, work, device.precision, backend=self._backend, folder=self._surroundings.stores, control=control
        )
        try:
            yield describe_run(job, store, work, device)
            lost = (note for each in headers.values() for note in losses(each, image, job.recipe.export.depth))
            for note in dict.fromkeys((*image.notes, *lost)):
                yield events.Noted(job.id, note)
            yield from self._compute(store, WorkOrder(image, work, store.plan, (), job.precision, masks=masks))
            said: set[str] = set()
            written: list[Path] = []
            for file in files:
                yield events.Saving(job.id, file)
                path, notes = self._export(store, image, work, file)
                written.append(path)
                for note in notes:
                    if note not in said:
                        yield events.Noted(job.id, note)
                said.update(notes)
            if files and not self._surroundings.keep_store:
                store.discard()
        finally:
            store.close()
        target = written[0] if job.target in files else job.target
        yield events.Finished(job.id, target, time.monotonic() - self._started)

    def _export(self, store: TileStore, image: Image, work: Work, file: Path) -> tuple[Path, list[str]]:
        """Return where a file was written, and notes for the user.

        Another program may have taken the name while tiles were computed: then the next free one is as good.
        """
        job, control, masks = self._job, self._control, self._surroundings.masks
        while True:
            try:
                return file, export_result(store, image, work, job, file, control, masks)
            except PhotoExistsError:
                if job.recipe.export.on_conflict is not OnConflict.UNIQUE:
                    raise
                file = named_target(file, job.source, OnConflict.UNIQUE).path

    def _compute(self, store: TileStore, order: WorkOrder) -> Iterator[events.Event]:
        job, control, backend, work = self._job, self._control, self._backend, order.work
        pending = tuple(store.pending())
        meter = Meter(job, len(store.plan), len(pending), work)
        tiles = backend.enhance(replace(order, pending=pending), job.device, control)
        yield meter.progress()
        while True:
            if control.is_paused:
                backend.release()
                yield events.Paused(job.id)
                control.wait_while_paused()
                yield events.Resumed(job.id)
            with meter.working():
                result = next(tiles, None)
                if result is not None:
                    store.write(result.tile.index, result.samples)
            if result is None:
                break
            if result.note:
                yield events.Noted(job.id, result.note)
            yield events.TileDone(job.id, result.tile.index, result.tile.core.scaled(work.scale))
            meter.tile_done(result.tile.core.pixels)
            yield meter.progress()
        if store.pending():
            raise BackendError("The backend stopped before every tile was computed.", remedy="Try again.")


def open_store(
    job: Job, image: Image, work: Work, precision: str, *, backend: Backend, folder: Path, control: JobControl
) -> TileStore:
    """Return the store of a job's tiles below `folder`, with those that an earlier run has left unless it starts anew.

    Raises:
        Cancelled: asked to stop while the photo is read.
        StoreError: the disk lacks room, or the folder cannot be written.
        PhotoError: the file of the photo is gone meanwhile: its hash is the store's name.
    """
    tile_px = job.tile_px or backend.tile_px(work, job.device, job.precision)
    try:
        photo = hash_file(job.source, control)
    except OSError as e:
        raise PhotoError(
            f"{job.source.name} cannot be read any more ({e.strerror}).", remedy="Open it again.", detail=repr(e)
        ) from e
    key = store_key(photo, describe_stages(work, precision))
    channels = 3 if image.alpha is None else 4

    def opened() -> TileStore:
        return TileStore.create_or_open(folder, key, work.tile_plan(tile_px), work.scale, image.depth, channels)

    store = opened()
    if not job.resume and store.done_count:
        store.discard()
        store = opened()
    return store


def describe_run(job: Job, store: TileStore, work: Work, device: DeviceInfo) -> events.Started:
    """Return what a run tells once its plan is made."""
    return events.Started(
        job.id,
        source_size=work.source_size,
        native_size=work.native_size,
        target_size=work.target_size,
        tiles=len(store.plan),
        tiles_kept=store.done_count,
        store=store.folder,
        device=device.name,
        precision=device.precision,
    )


def describe_stages(work: Work, precision: str) -> str:
    """Return what the tiles depend on beside the photo: precision, then weights and strengths in order."""
    return f"{precision};" + ";".join(stage.identity for stage in work.stages)


def targets_of(job: Job) -> tuple[Path, ...]:
    """Return the files that a job is to write, without those that are there already and are to be left alone.

    Raises:
        PhotoError: one of them is the source.
    """
    return () if job.target is None else files_of(job.target, job.source, job.recipe)

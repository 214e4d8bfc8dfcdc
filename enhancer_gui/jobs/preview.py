"""Seeing before deciding: only the tiles that somebody looks at, into the store that the whole job will use.

A preview is a job that ends when nothing in view is missing. Whatever it computes is a tile of the whole job,
under the same key and by the same plan, so that a job that follows computes the others only.
"""

import time
from collections.abc import Iterator

from enhancer_gui.backends.base import Backend, Loading, WorkOrder
from enhancer_gui.core import events
from enhancer_gui.core.cancel import JobControl
from enhancer_gui.core.errors import BackendError
from enhancer_gui.core.geometry import Region
from enhancer_gui.core.jobs import Job
from enhancer_gui.jobs.plan import plan_work
from enhancer_gui.jobs.preview_box import PreviewOrder
from enhancer_gui.jobs.runner import Surroundings, describe_run, open_store, with_one_ending
from enhancer_gui.storage.masks import active_pictures
from enhancer_gui.storage.tile_store import TileStore


def run_preview(
    order: PreviewOrder, backend: Backend, control: JobControl, surroundings: Surroundings
) -> Iterator[events.Event]:
    """Yield the events of a preview; the last one, and only that, is terminal. Never raises.

    `control.focus` says what is in view: it may be moved meanwhile, and whatever is then out of view and not begun
    is left alone. Progress counts the tiles in view. Finished tells the seconds that were spent computing.
    """
    if control.focus is None:
        control.focus = order.region
    yield from with_one_ending(order.job, _stream(order, backend, control, surroundings))


def _stream(
    order: PreviewOrder, backend: Backend, control: JobControl, surroundings: Surroundings
) -> Iterator[events.Event]:
    control.checkpoint()
    job, image = order.job, order.image
    work = plan_work(job.recipe, (image.width, image.height), surroundings.catalogue)
    masks = active_pictures(job.recipe, (image.width, image.height), surroundings.masks)
    if isinstance(backend, Loading):
        backend.wait_until_ready(job.device, job.precision, work, control)
    device = backend.info(job.device, job.precision, work)
    seconds = 0.0
    with open_store(
        job, image, work, device.precision, backend=backend, folder=surroundings.stores, control=control
    ) as store:
        yield describe_run(job, store, work, device)
        yield _progress(job, store, control.focus)
        while pending := _missing(store, focus := control.focus):
            wanted = WorkOrder(image, work, store.plan, pending, job.precision, masks=masks)
            tiles = backend.enhance(wanted, job.device, control)
            computed = 0
            while control.focus == focus:
                began = time.monotonic()
                result = next(tiles, None)
                if result is None:
                    break
                store.write(result.tile.index, result.samples)
                seconds += time.monotonic() - began
                computed += 1
                yield events.TileDone(job.id, result.tile.index, result.tile.core.scaled(work.scale))
                yield _progress(job, store, control.focus)
            if not computed and control.focus == focus:
                raise BackendError("The backend stopped before every tile was computed.", remedy="Try again.")
    yield events.Finished(job.id, None, seconds)


def _missing(store: TileStore, focus: Region | None) -> tuple[int, ...]:
    """Return the tiles in view that are not stored."""
    return () if focus is None else tuple(index for index in store.plan.touching(focus) if not store.is_done(index))


def _progress(job: Job, store: TileStore, focus: Region | None) -> events.Progress:
    in_view = () if focus is None else tuple(store.plan.touching(focus))
    done = sum(map(store.is_done, in_view))
    return events.Progress(
        job.id,
        fraction=done / len(in_view) if in_view else 1.0,
        tiles_done=done,
        tiles=len(in_view),
        eta_s=None,
        megapixels_per_s=None,
    )

"""One process's part in a batch: photo after photo, each attempt written down before it begins.

Killed at any moment and started again, a batch repeats no photo whose verified result is there, leaves none out, and
writes the same bytes. A photo that fails, or takes its process along, `tries` times is set aside; the others go on.
"""

import glob
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from enhancer_gui.backends.base import Backend
from enhancer_gui.core import events
from enhancer_gui.core.cancel import Cancelled, JobControl
from enhancer_gui.core.errors import EnhancerError
from enhancer_gui.core.recipe import OnConflict
from enhancer_gui.jobs.batch_journal import (
    BatchJournal,
    Done,
    Failed,
    Known,
    Released,
    Tried,
    photo_id,
    read_memory,
    written,
)
from enhancer_gui.jobs.batch_plan import BatchItem, BatchOrder, is_done, result_files, work_key
from enhancer_gui.jobs.plan import JobOptions, make_job
from enhancer_gui.jobs.runner import Surroundings, run_job
from enhancer_gui.storage.hashing import hash_file
from enhancer_gui.storage.photos import read_size


class Ending(StrEnum):
    """How a photo of a batch ended in this run."""

    DONE = "done"
    KEPT = "kept"
    ASIDE = "aside"


@dataclass(frozen=True)
class Outcome:
    """A photo's end.

    Attributes:
        seconds: of the attempt that led to it.
        megapixels: of the photo.
        message: why it was set aside.
    """

    photo: str
    ending: Ending
    seconds: float = 0.0
    megapixels: float = 0.0
    message: str = ""


class BatchWorker:
    """Works on the photos of a batch that it is given, one after the other."""

    def __init__(
        self, order: BatchOrder, make_backend: Callable[[], Backend], options: JobOptions, stores: Path, name: str
    ) -> None:
        """Open this process's journal under a name of its own; the backend is made for the first photo."""
        self._order = order
        self._make_backend = make_backend
        self._options = options
        self._surroundings = Surroundings(order.catalogue, stores, keep_store=False)
        self._memory = read_memory(order.output)
        self._journal = BatchJournal(order.output, name)
        self._backend: Backend | None = None

    def run(self, item: BatchItem, control: JobControl) -> Outcome:
        """Return how a photo ended: done, there already, or set aside after as many attempts as the batch allows.

        Raises:
            Cancelled: asked to stop; the attempt does not count.
            StoreError: the journal cannot be written.
        """
        source = self._order.folder / item.photo
        try:
            identity = photo_id(hash_file(source, control), item.photo)
            size = read_size(source)
            known = self._memory.of(item.photo)
            if is_done(self._order, known, Path(item.photo), control):
                return Outcome(item.photo, Ending.KEPT)
        except EnhancerError as e:
            return Outcome(item.photo, Ending.ASIDE, message=str(e))
        except OSError as e:
            return Outcome(item.photo, Ending.ASIDE, message=f"The photo cannot be read ({e.strerror or e}).")
        known = known if known.id == identity else Known(identity)
        message = known.message or "The process ended while it worked on this photo."
        if known.tries:
            for file in self._files(item):
                _sweep(file)
        for _ in range(known.tries, self._order.tries):
            started = time.monotonic()
            failure = self._attempt(item, identity, size, control)
            if failure is None:
                seconds = time.monotonic() - started
                return Outcome(item.photo, Ending.DONE, seconds, size[0] * size[1] / 1e6)
            message = f"{failure.message} {failure.remedy}".strip()
            if failure.by_disk:
                break
        return Outcome(item.photo, Ending.ASIDE, message=message)

    def close(self) -> None:
        """Free the device and close the journal."""
        if self._backend is not None:
            self._backend.close()
        self._journal.close()

    def _attempt(
        self, item: BatchItem, identity: str, size: tuple[int, int], control: JobControl
    ) -> events.Failed | None:
        """Return None where the result is there and verified, else why it is not; raises Cancelled.

        A full disk is no fault of the photo: that attempt does not count.
        """
        export = replace(self._order.recipe.export, on_conflict=OnConflict.OVERWRITE)  # the name is ours alone
        recipe = replace(self._order.recipe, export=export)
        target = self._order.output / item.target
        job = make_job(self._order.folder / item.photo, recipe, target, self._options)
        self._journal.add(Tried(item.photo, identity, item.target))
        last = self._last_event(run_job(job, self._made_backend(), control, self._surroundings))
        match last:
            case events.Finished(seconds=seconds):
                try:
                    done = self._done(item, identity, size, seconds)
                except OSError as e:
                    words = f"The result cannot be read back ({e.strerror or e})."
                    return self._failed(item, identity, events.Failed(job.id, words, "Check the disk.", repr(e)))
                self._journal.add(done)
                return None
            case events.Cancelled():
                self._journal.add(Released(item.photo, identity))
                raise Cancelled
            case events.Failed(by_disk=True):
                self._journal.add(Released(item.photo, identity))
                return last
            case events.Failed():
                return self._failed(item, identity, last)
            case _:
                raise AssertionError(f"{last} is no terminal event")

    def _failed(self, item: BatchItem, identity: str, failure: events.Failed) -> events.Failed:
        self._journal.add(Failed(item.photo, identity, f"{failure.message} {failure.remedy}".strip()))
        return failure

    def _done(self, item: BatchItem, identity: str, size: tuple[int, int], seconds: float) -> Done:
        source = (self._order.folder / item.photo).stat()
        first, *further = (written(file, self._order.output) for file in self._files(item))
        return Done(
            photo=item.photo,
            id=identity,
            target=item.target,
            work=work_key(self._order, size),
            sha256=first.sha256,
            size_bytes=first.size_bytes,
            mtime_ns=first.mtime_ns,
            source_bytes=source.st_size,
            source_mtime_ns=source.st_mtime_ns,
            width=size[0],
            height=size[1],
            seconds=seconds,
            also=tuple(further),
        )

    def _files(self, item: BatchItem) -> tuple[Path, ...]:
        return result_files(self._order, Path(item.photo), item.target)

    def _made_backend(self) -> Backend:
        if self._backend is None:
            self._backend = self._make_backend()
        return self._backend

    def _last_event(self, happening: Iterator[events.Event]) -> events.Event:
        last: events.Event | None = None
        for event in happening:
            last = event
        assert last is not None
        return last


def _sweep(target: Path) -> None:
    """Remove what a process that died has left of a file that nobody else writes."""
    for part in target.parent.glob(f".{glob.escape(target.name)}.*.part"):
        part.unlink(missing_ok=True)

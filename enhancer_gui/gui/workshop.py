"""What the worker works with. Made on the worker's own thread: here, and only here, the window reaches torch."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

from enhancer_gui.backends.base import Backend
from enhancer_gui.core.cancel import JobControl
from enhancer_gui.core.errors import BackendError
from enhancer_gui.core.events import Event
from enhancer_gui.core.jobs import Job
from enhancer_gui.gui.courtesy import threads_to_spare
from enhancer_gui.jobs.preview_box import PreviewOrder

MakeBackend: TypeAlias = Callable[[], Backend]


@dataclass(frozen=True)
class Workshop:
    """A backend, and how a job and a preview are run on it."""

    backend: Backend
    run: Callable[[Job, JobControl], Iterator[Event]]
    preview: Callable[[PreviewOrder, JobControl], Iterator[Event]]


def open_workshop(make_backend: MakeBackend) -> Workshop:
    """Return the workshop around a backend; imports what running a job needs.

    Raises:
        BackendError: the backend cannot be made.
        ModelError: the catalogue of models cannot be read.
    """
    from enhancer_gui.jobs.preview import run_preview
    from enhancer_gui.jobs.runner import Surroundings, run_job
    from enhancer_gui.storage.catalogue import load_catalogue
    from enhancer_gui.storage.paths import stores_dir

    backend = make_backend()

    def surroundings() -> Surroundings:
        """Return what jobs need now: models come and go while the window is open."""
        return Surroundings(load_catalogue(), stores_dir())

    def run(job: Job, control: JobControl) -> Iterator[Event]:
        return run_job(job, backend, control, surroundings())

    def preview(order: PreviewOrder, control: JobControl) -> Iterator[Event]:
        return run_preview(order, backend, control, surroundings())

    return Workshop(backend, run, preview)


def local_backend() -> Backend:
    """Return the backend that computes in this process.

    Raises:
        BackendError: torch cannot be loaded.
    """
    try:
        from enhancer_gui.backends.local import LocalBackend
    except (ImportError, OSError) as error:
        raise BackendError(
            "The library that computes (torch) cannot be loaded.", remedy="Install it again.", detail=repr(error)
        ) from error
    return LocalBackend(threads=threads_to_spare())


local_workshop = partial(open_workshop, local_backend)
"""Opens the workshop of this machine."""

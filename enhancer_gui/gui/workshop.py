"""What the worker works with. Made on the worker's own thread: here, and only here, the window reaches torch."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from enhancer_gui.backends.address import BEST, is_address
from enhancer_gui.backends.base import Backend
from enhancer_gui.core.cancel import JobControl
from enhancer_gui.core.events import Event
from enhancer_gui.core.jobs import Job
from enhancer_gui.gui.courtesy import threads_to_spare
from enhancer_gui.jobs.preview_box import PreviewOrder
from enhancer_gui.storage.settings import WorkerKind

if TYPE_CHECKING:
    from enhancer_gui.backends.far_places import FarPlaces  # which imports httpx

MakeBackend: TypeAlias = Callable[[], Backend]


@dataclass(frozen=True)
class Workshop:
    """This machine's backend, and how a job and a preview are run on it or on another machine.

    Attributes:
        far: the other machines; None where there are none to be had.
    """

    backend: Backend
    run: Callable[[Job, JobControl], Iterator[Event]]
    preview: Callable[[PreviewOrder, JobControl], Iterator[Event]]
    far: "FarPlaces | None" = None

    def close(self) -> None:
        """Free everything."""
        self.backend.close()
        if self.far is not None:
            self.far.close()


def open_workshop(make_backend: MakeBackend) -> Workshop:
    """Return the workshop around a backend; imports what running a job needs.

    Raises:
        BackendError: the backend cannot be made.
        ModelError: the catalogue of models cannot be read.
    """
    from enhancer_gui.backends.far_places import FarPlaces
    from enhancer_gui.jobs.patch import run_patch
    from enhancer_gui.jobs.preview import run_preview
    from enhancer_gui.jobs.runner import Surroundings, run_job, with_one_ending
    from enhancer_gui.storage.catalogue import load_catalogue
    from enhancer_gui.storage.paths import stores_dir
    from enhancer_gui.storage.tokens import read_token

    backend, far = make_backend(), FarPlaces(read_token)

    def place_of(job: Job, control: JobControl) -> tuple[Job, Backend, Surroundings]:
        """Return where a job is computed and what there is: models come and go while the window is open."""
        if not is_address(job.device):
            return job, backend, Surroundings(load_catalogue(), stores_dir())
        there, catalogue = far.place(job.device, control)
        return replace(job, device=BEST), there, Surroundings(catalogue, stores_dir())

    def run(job: Job, control: JobControl) -> Iterator[Event]:
        def stream() -> Iterator[Event]:
            placed, where, around = place_of(job, control)
            yield from run_job(placed, where, control, around)

        return with_one_ending(job, stream())

    def preview(order: PreviewOrder, control: JobControl) -> Iterator[Event]:
        def stream() -> Iterator[Event]:
            placed, where, around = place_of(order.job, control)
            run_order = run_preview if order.keep is None else run_patch
            yield from run_order(replace(order, job=placed), where, control, around)

        return with_one_ending(order.job, stream())

    return Workshop(backend, run, preview, far)


def local_backend(kind: WorkerKind = WorkerKind.PROCESS) -> Backend:
    """Return the backend of this machine: the process that computes inherits this thread's priority.

    Raises:
        BackendError: torch cannot be loaded.
    """
    from enhancer_gui.backends.here import open_here

    return open_here(kind, threads_to_spare())

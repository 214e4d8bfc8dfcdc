"""The loop over the photos of a run: one after the other, and one bad photo does not stop the others."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Protocol

from enhancer_gui.backends.base import Backend
from enhancer_gui.cli.planning import PlannedPhoto
from enhancer_gui.core.cancel import JobControl
from enhancer_gui.core.events import Event, Failed, Finished
from enhancer_gui.jobs.runner import Surroundings, run_job


class ExitCode(IntEnum):
    """What the process returns: all done, some failed, wrong usage, interrupted."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    INTERRUPTED = 130


@dataclass(frozen=True)
class Failure:
    """A photo that could not be done, and why."""

    photo: PlannedPhoto
    event: Failed


@dataclass(frozen=True)
class Summary:
    """How a run ended.

    Attributes:
        total: how many photos there were.
        interrupted: the user stopped it; the rest was not begun.
    """

    total: int
    done: int
    skipped: int
    failures: tuple[Failure, ...]
    interrupted: bool

    @property
    def exit_code(self) -> ExitCode:
        """The process's exit code."""
        if self.interrupted:
            return ExitCode.INTERRUPTED
        return ExitCode.FAILED if self.failures else ExitCode.DONE


class Reporter(Protocol):
    """Tells the user what happens; used as a context manager around `run_batch`."""

    def begin(self, photos: Sequence[PlannedPhoto], notes: Sequence[str]) -> None:
        """Take the plan of the run and sentences about it."""

    def take(self, photo: PlannedPhoto, event: Event) -> None:
        """Take an event of a photo."""

    def end(self, summary: Summary, advice: str) -> None:
        """Take the outcome and, where a run was interrupted, how to go on."""


def run_batch(
    photos: Sequence[PlannedPhoto],
    make_backend: Callable[[], Backend],
    surroundings: Surroundings,
    control: JobControl,
    reporter: Reporter,
) -> Summary:
    """Run every photo and return how it went; the backend is made when the first photo needs it."""
    done = skipped = 0
    failures: list[Failure] = []
    backend: Backend | None = None

    def events_of(photo: PlannedPhoto) -> Iterator[Event]:
        nonlocal backend
        if photo.ending is not None:
            yield photo.ending
            return
        if backend is None:
            backend = make_backend()
        yield from run_job(photo.job, backend, control, surroundings)

    try:
        for photo in photos:
            if control.is_cancelled:
                break
            for event in events_of(photo):
                reporter.take(photo, event)
                match event:
                    case Finished(skipped=True):
                        skipped += 1
                    case Finished():
                        done += 1
                    case Failed():
                        failures.append(Failure(photo, event))
                    case _:
                        pass
    finally:
        if backend is not None:
            backend.close()
    ended = done + skipped + len(failures)
    return Summary(
        len(photos), done, skipped, tuple(failures), interrupted=control.is_cancelled and ended < len(photos)
    )

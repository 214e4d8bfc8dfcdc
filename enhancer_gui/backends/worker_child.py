"""The program's end of the process that computes: started, spoken to, listened to, and ended. Used by one thread."""

import itertools
import logging
import multiprocessing
import signal
import weakref
from collections import deque
from contextlib import ExitStack
from dataclasses import dataclass

from enhancer_gui.backends.lending import Lent, SharedMemory, hand_over
from enhancer_gui.backends.worker_messages import (
    Alive,
    Answer,
    Begin,
    Failed,
    NoMore,
    Order,
    Outcome,
    Picture,
    Question,
    Ready,
    Refused,
    Release,
    Reply,
    Report,
    Said,
    Stopped,
    TileReady,
)
from enhancer_gui.backends.worker_process import MakeBackend, main
from enhancer_gui.core.errors import BackendError, DeviceFailure, EnhancerError
from enhancer_gui.core.image import Image

log = logging.getLogger(__name__)

_LOOK_EVERY_S = 0.05
_END_WITHIN_S = 5.0


@dataclass(frozen=True)
class Limits:
    """How long the process may take.

    Attributes:
        beat_s: between two of its heartbeats while it computes.
        silence_s: without any word from it although one is due. Heartbeats are late where memory is swapped, and where
            a library that is being loaded does not let Python's threads run: seconds, not more.
        cancel_s: to answer a cancel; with what it takes to notice one and to end the process, less than two seconds.
        start_s: to load torch: two seconds from memory, a minute from a slow disk with a virus scanner.
        tile_s: for a tile beside its work (`supervised.tile_limit_s`): weights, and kernels that are compiled at first.
    """

    beat_s: float = 1.0
    silence_s: float = 20.0
    cancel_s: float = 1.5
    start_s: float = 180.0
    tile_s: float = 60.0


class ChildDied(Exception):
    """The process ended, or had to be ended; `str` says how."""


class WorkerChild:
    """A process that computes.

    Attributes:
        is_ready: it has loaded torch and answers.
        tile_limits_s: seconds that one tile of an order may take, by the order's number.
    """

    def __init__(self, make_backend: MakeBackend, limits: Limits) -> None:
        """Start it; returns before it has loaded anything.

        Raises:
            BackendError: the system has no room for another process.
        """
        context = multiprocessing.get_context("spawn")  # torch and CUDA do not survive a fork
        self._limits = limits
        with ExitStack() as given:  # what the process has, or what nobody needs
            try:
                self._pipe, theirs = context.Pipe()
                given.enter_context(theirs)
                self._files, their_files = context.Pipe()
                given.enter_context(their_files)
                started = theirs, their_files, make_backend, limits.beat_s
                self._process = context.Process(target=main, args=started, daemon=True, name="enhancer worker")
                self._process.start()
            except OSError as e:
                raise BackendError(
                    "The process that computes cannot be started.",
                    remedy="Close other programs, or compute without a process of its own.",
                    detail=repr(e),
                ) from e
        self._numbers = itertools.count()
        self._silent_s = 0.0
        self._lent: weakref.WeakKeyDictionary[Image, int] = weakref.WeakKeyDictionary()
        self._answers: dict[int, Reply] = {}
        self._outcomes: dict[int, deque[Outcome]] = {}
        self.tile_limits_s: dict[int, float] = {}
        self.is_ready = False

    @property
    def pid(self) -> int:
        """The process's id."""
        assert self._process.pid is not None
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        """Whether the process has not ended."""
        return self._process.is_alive()

    def look(self) -> None:
        """Take what the process says, or wait a moment.

        Raises:
            ChildDied: it has ended, says nothing although it should, or takes too long for a tile; it is ended then.
            EnhancerError: it says that nothing can be computed on this machine.
        """
        report = self._receive()
        if report is None:
            # Counted in looks and not by the clock: while this program sleeps or is busy, the process is not silent.
            self._silent_s += _LOOK_EVERY_S
            limit_s = self._limits.silence_s if self.is_ready else self._limits.start_s
            if self._silent_s > limit_s:
                raise self._ended_for(f"said nothing for {limit_s:.0f} s")
            return
        self._silent_s = 0.0
        match report:
            case Ready():
                self.is_ready = True
            case Refused(error=error):
                self.end()
                raise error
            case Answer(number=number, value=value):
                self._answers[number] = value
            case Alive(number=number, seconds=seconds):
                if seconds > self.tile_limits_s.get(number, float("inf")):
                    raise self._ended_for(f"computed for {seconds:.0f} s on one tile")
            case Said(level=level, name=name, text=text):
                logging.getLogger(name).log(level, "%s", text)
            case TileReady() | NoMore() | Failed() | Stopped():
                if report.number in self._outcomes:
                    self._outcomes[report.number].append(report)

    def ask(self, question: Question) -> Reply:
        """Return the answer to a question.

        Raises:
            ChildDied: as `look`, or the device's driver has given up.
            EnhancerError: the answer is an error.
        """
        self.send(question)
        self.expect()
        while question.number not in self._answers:
            self.look()
        value = self._answers.pop(question.number)
        if isinstance(value, DeviceFailure):
            raise self._ended_for(value.detail)
        if isinstance(value, EnhancerError):
            raise value
        return value

    def begin(self, begin: Begin, memory: SharedMemory, limit_s: float) -> None:
        """Make the process ready for an order that is filled into `memory`; raises ChildDied."""
        self._outcomes[begin.number] = deque()
        self.tile_limits_s[begin.number] = limit_s
        self.send(begin)
        self._hand_over(memory.file)

    def lend(self, image: Image) -> tuple[int, tuple[int, ...]]:
        """Return the number of a photo that the process can see from now on, and those of all that are still in use.

        Raises:
            ChildDied: it has ended.
            OutOfMemory: there is no room for a copy.
        """
        if image not in self._lent:
            lent = [Lent(array) for array in (image.samples, image.alpha) if array is not None]
            number = next(self._numbers)
            places = [each.place for each in lent]
            self.send(Picture(number, places[0], places[1] if len(places) > 1 else None, image.is_grey))
            for each in lent:
                self._hand_over(each.file)
            self._lent[image] = number
        return self._lent[image], tuple(self._lent.values())

    def release(self) -> None:
        """Let the process free what it holds; raises ChildDied."""
        self._lent.clear()
        self.send(Release())

    def outcome(self, number: int) -> Outcome | None:
        """Return and forget the first thing that the process has told of an order; None where there is nothing yet."""
        told = self._outcomes[number]
        return told.popleft() if told else None

    def forget(self, number: int) -> None:
        """Hear no more of an order."""
        self._outcomes.pop(number, None)
        self.tile_limits_s.pop(number, None)

    def new_number(self) -> int:
        """Return a number for an order or a question."""
        return next(self._numbers)

    def expect(self) -> None:
        """Begin to wait: the silence so far does not count."""
        self._silent_s = 0.0

    def send(self, order: Order) -> None:
        """Tell the process something; raises ChildDied."""
        try:
            self._pipe.send(order)
        except OSError as e:
            raise self._ended_for(repr(e)) from e

    def end(self) -> None:
        """End the process, whatever it does, and free what belongs to it."""
        self._process.kill()  # it writes to no disk, so there is nothing that it must finish
        self._process.join(_END_WITHIN_S)
        self._pipe.close()
        self._files.close()
        self._lent.clear()

    def _hand_over(self, file: int) -> None:
        try:
            hand_over(file, self._files, self.pid)
        except (OSError, EOFError, RuntimeError) as e:
            raise self._ended_for(repr(e)) from e

    def _receive(self) -> Report | None:
        try:
            if not self._pipe.poll(_LOOK_EVERY_S):
                return None
            report: Report = self._pipe.recv()
        except (EOFError, OSError) as e:
            self._process.join(_END_WITHIN_S)
            raise self._ended_for(_exit_words(self._process.exitcode)) from e
        return report

    def _ended_for(self, reason: str) -> ChildDied:
        log.info("the process that computes (%d) is replaced: %s", self.pid, reason)
        self.end()
        return ChildDied(reason)


def _exit_words(code: int | None) -> str:
    """Return how a process ended, for a report."""
    if code is None:
        return "closed its pipe"
    if code >= 0:
        return f"ended with code {code}"
    try:
        return f"was ended by {signal.Signals(-code).name}"
    except ValueError:
        return f"was ended by signal {-code}"

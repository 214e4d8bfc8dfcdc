"""The way of one order through as many processes as it takes, and what is done when they die."""

import logging
import time
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from enhancer_gui.backends.base import DeviceInfo, TileResult, WorkOrder
from enhancer_gui.backends.lending import SharedMemory
from enhancer_gui.backends.worker_child import ChildDied, Limits, WorkerChild
from enhancer_gui.backends.worker_keeper import Keeper
from enhancer_gui.backends.worker_messages import Begin, Failed, Go, Outcome, Stop, Stopped, TileReady
from enhancer_gui.core.cancel import Cancelled, JobControl
from enhancer_gui.core.errors import BackendError, DeviceFailure
from enhancer_gui.core.geometry import Region
from enhancer_gui.core.image import Image

log = logging.getLogger(__name__)

DEATHS = 3
"""Deaths in a row, without a tile finished in between, after which a job fails."""

CPU = "cpu"
_SLOWEST_CPU = 1e8
"""Multiply-adds a second that any CPU reaches in any precision, half precision without instructions for it included."""
_SLOWEST_ACCELERATOR = 1e10
"""The same for accelerators: a hundredth of a small integrated one."""
_WINDOWS_A_TILE = 9
"""Windows of a blended model that a tile can touch."""

_NO_PHOTO = Image(np.empty((0, 0, 3), np.uint8))


class _Run:
    """An order in one process; another begins after its death.

    Attributes:
        is_asked: the process computes a tile, or one waits to be fetched.
        focus: where one looked when that tile was asked for.
    """

    def __init__(self, child: WorkerChild, number: int, memory: SharedMemory) -> None:
        self.child, self.number, self.memory = child, number, memory
        self.is_asked = False
        self.focus: Region | None = None

    def ask(self, focus: Region | None) -> None:
        """Have the next tile computed; raises ChildDied."""
        self.child.send(Go(self.number, focus))
        self.is_asked, self.focus = True, focus

    def fetch(self, outcome: TileReady) -> NDArray[np.float32]:
        """Return a copy of a tile's samples: the memory takes the next tile."""
        self.is_asked = False
        shared: NDArray[np.float32] = np.ndarray(outcome.shape, np.float32, self.memory.mapping)
        return shared.copy()


class Course:
    """The way of one order through as many processes as it takes."""

    def __init__(
        self, keeper: Keeper, order: WorkOrder, device: DeviceInfo, control: JobControl, limits: Limits
    ) -> None:
        self._keeper, self._order, self._control, self._limits = keeper, order, control, limits
        self._device = device
        self._device_id = device.id
        self._missing = set(order.pending)
        self._run: _Run | None = None
        self._deaths: list[str] = []
        self._note = ""

    def tiles(self) -> Iterator[TileResult]:
        """Yield every pending tile once; raises Cancelled, BackendError, OutOfMemory, ModelError."""
        try:
            while self._missing:
                try:
                    outcome = self._outcome()
                except ChildDied as e:
                    self._take_death(str(e))
                    continue
                if isinstance(outcome, Failed):
                    raise outcome.error
                if not isinstance(outcome, TileReady):
                    return  # fewer tiles than asked for; the job says so
                yield self._result(outcome)
        finally:
            self._leave()

    def _outcome(self) -> Outcome:
        """Return what becomes of the next tile; raises Cancelled, ChildDied, BackendError."""
        if self._run is not None and self._keeper.child is not self._run.child:
            self._run = None  # it died of something else: another order's tile, or a cancel
        self._answer_cancel()
        run = self._run = self._run or self._begin()
        if not run.is_asked:
            run.ask(self._control.focus)
        run.child.expect()
        while (outcome := run.child.outcome(run.number)) is None:
            run.child.look()
            self._answer_cancel()
        if isinstance(outcome, Failed) and isinstance(outcome.error, DeviceFailure) and self._device_id != CPU:
            # An error on an accelerator may have spoilt the process's context for good: every later call fails too.
            log.info("%s failed, its process is replaced: %s", self._device.name, outcome.error.detail)
            raise ChildDied(outcome.error.detail)
        return outcome

    def _begin(self) -> _Run:
        child = self._keeper.ready(self._control)
        picture, alive = child.lend(self._order.image)
        order, plan = self._order, self._order.plan
        channels = 3 if order.image.alpha is None else 4
        pixels = min(plan.size, plan.width) * min(plan.size, plan.height) * order.work.scale**2
        memory = SharedMemory(pixels * channels * np.dtype(np.float32).itemsize)
        # The plan is copied so that a list of its tiles, if it has made one, does not travel.
        bare = replace(order, image=_NO_PHOTO, plan=replace(plan), pending=tuple(sorted(self._missing)))
        begin = Begin(child.new_number(), bare, picture, alive, self._device_id, len(memory.mapping))
        child.begin(begin, memory, tile_limit_s(order, self._device_id, self._limits))
        return _Run(child, begin.number, memory)

    def _result(self, outcome: TileReady) -> TileResult:
        run, control = self._run, self._control
        assert run is not None and outcome.index in self._missing
        tile = self._order.plan.tile(outcome.index)
        samples = run.fetch(outcome)
        self._missing.discard(outcome.index)
        self._deaths.clear()
        note, self._note = " ".join(filter(None, (self._note, outcome.note))), ""
        is_steady = control.focus == run.focus and not control.is_paused and not control.is_cancelled
        if self._missing and is_steady:
            try:
                run.ask(control.focus)
            except ChildDied as e:
                self._take_death(str(e))
        return TileResult(tile, samples, note)

    def _take_death(self, reason: str) -> None:
        """Decide how to go on; raises BackendError where that makes no sense any more."""
        if self._run is not None:
            self._keeper.lose(self._run.child)
            self._run = None
        self._deaths.append(reason)
        if len(self._deaths) >= DEATHS:
            raise BackendError(
                f"The process that computes ended {DEATHS} times in a row at one place of this photo.",
                remedy="Close other programs if memory is short, or choose another model or device.",
                detail="; ".join(self._deaths),
            )
        if len(self._deaths) == 1:
            self._note = "The process that computes ended unexpectedly; it was started again and nothing is lost."
        elif self._device_id != CPU:
            self._device_id = CPU
            self._note = f"{self._device.name} failed twice: the rest is computed on the CPU."
        else:
            self._order = replace(self._order, retreats=self._order.retreats + 1)
            self._note = "The process that computes ended again: it goes on in smaller pieces."

    def _answer_cancel(self) -> None:
        if self._control.is_cancelled:
            if self._run is not None:
                self._stop(self._run)
            raise Cancelled

    def _stop(self, run: _Run) -> None:
        """Have an order stopped within the time that a cancel may take, by ending the process if it does not hear."""
        self._run = None
        until = time.monotonic() + self._limits.cancel_s
        try:
            run.child.send(Stop(run.number))
            while not isinstance(run.child.outcome(run.number), Stopped):
                if time.monotonic() > until:
                    log.info("the process that computes does not stop in time, it is replaced")
                    self._keeper.lose(run.child)
                    break
                run.child.look()
        except ChildDied:
            self._keeper.lose(run.child)
        run.child.forget(run.number)
        self._keeper.start()  # it loads while nobody waits yet

    def _leave(self) -> None:
        run, self._run = self._run, None
        if run is None or self._keeper.child is not run.child:
            return
        run.child.forget(run.number)
        try:
            run.child.send(Stop(run.number))
        except ChildDied:
            self._keeper.lose(run.child)


def tile_limit_s(order: WorkOrder, device_id: str, limits: Limits) -> float:
    """Return how long a tile of an order may take before its process counts as stuck."""
    work, plan = order.work, order.plan
    side = plan.size + 2 * plan.halo
    windows = 1 if all(stage.is_exact for stage in work.stages) else _WINDOWS_A_TILE
    pictures = 1 if order.image.alpha is None else 2
    rate = _SLOWEST_CPU if device_id == CPU else _SLOWEST_ACCELERATOR
    return limits.tile_s + work.operations_per_pixel * side**2 * windows * pictures / rate

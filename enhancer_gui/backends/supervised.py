"""Tiles of this machine, computed in a process of their own that may die: that costs a tile, never the program.

A crash of a driver, the kernel's out-of-memory killer or a stuck kernel ends the process that computes
(`worker_process`), not the window; it is started again and the job goes on with the tile that was lost. After a second
death in a row an accelerator hands over to the CPU, and the CPU goes on in smaller pieces; after a third the job fails
in words. A cancel is answered within two seconds, if need be by ending the process.

The photo and the tiles lie in memory that both processes map (`lending`). While a tile is stored here the next one is
computed there already, unless somebody looks elsewhere meanwhile.

Measured beside a thread of the program (tests/benchmarks/bench_worker.py --megapixels 1.5, faithful-x2 on one core that
much else used too, so computing time is given and not the clock; the written files are the same):

    |                                                  | thread | process | runs  |
    |--------------------------------------------------|--------|---------|-------|
    | computing time of both up to the first tile, s   |   2.79 |    3.22 | 2     |
    | computing time of both from there to the file, s |   4.51 |    4.54 | 1     |
    | memory of the program itself, MB                 |    442 |      94 | 1     |
    | memory of both, what they share counted once, MB |    442 |     493 | 1     |

So it costs 0.4 s and 50 to 90 MB once, and nothing for a tile. Hence the defaults (`storage.settings.WorkerKind`): the
window, `enhancer batch` and `enhancer watch` use a process; `enhancer run` a thread, since one photo feels the start
and the same command goes on from its finished tiles. Figures of a free machine and of a GPU are still due.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from enhancer_gui.backends.base import DeviceInfo, TileResult, WorkOrder
from enhancer_gui.backends.worker_child import ChildDied, Limits
from enhancer_gui.backends.worker_course import Course
from enhancer_gui.backends.worker_keeper import STARTS, Keeper
from enhancer_gui.backends.worker_messages import AskDevices, AskInfo, AskTile, Question, Reply
from enhancer_gui.backends.worker_process import MakeBackend
from enhancer_gui.core.cancel import JobControl
from enhancer_gui.core.errors import BackendError
from enhancer_gui.core.work import Work


class SupervisedBackend:
    """A backend in a process of its own, behind the `Backend` protocol."""

    def __init__(self, make_backend: MakeBackend, limits: Limits | None = None) -> None:
        """Start the process, which loads while others read photos.

        Args:
            make_backend: makes the backend there; must be importable by its name.
            limits: what counts as stuck.
        """
        self._limits = limits or Limits()
        self._keeper = Keeper(make_backend, self._limits)

    @property
    def pid(self) -> int | None:
        """The process's id; None while there is none."""
        child = self._keeper.child
        return None if child is None else child.pid

    def wait_until_ready(self, device_id: str, precision: str, work: Work, control: JobControl) -> None:
        """Return when the process has loaded, whatever it will be asked; raises Cancelled, BackendError."""
        self._keeper.ready(control)

    def devices(self) -> tuple[DeviceInfo, ...]:
        """Return the devices that passed their self-test."""
        found = self._ask(AskDevices)
        assert isinstance(found, tuple)
        return found

    def info(self, device_id: str, precision: str, work: Work) -> DeviceInfo:
        """Return the device and precision that `enhance` would use; raises BackendError."""
        found = self._ask(partial(AskInfo, device_id=device_id, precision=precision, work=work))
        assert isinstance(found, DeviceInfo)
        return found

    def tile_px(self, work: Work, device_id: str, precision: str) -> int:
        """Return the side of the tiles that suit the device's free memory; raises BackendError."""
        found = self._ask(partial(AskTile, work=work, device_id=device_id, precision=precision))
        assert isinstance(found, int)
        return found

    def enhance(self, order: WorkOrder, device_id: str, control: JobControl) -> Iterator[TileResult]:
        """Yield every pending tile once, those near `control.focus` first; see `Backend.enhance`.

        Raises:
            Cancelled: asked to stop; answered within two seconds, whatever is computed.
            BackendError: the process died `DEATHS` times in a row.
        """
        control.checkpoint()
        if not order.pending:
            return
        self._keeper.ready(control)
        device = self.info(device_id, order.precision, order.work)
        order = replace(order, precision=device.precision)  # the CPU may take over, and tiles must fit together
        yield from Course(self._keeper, order, device, control, self._limits).tiles()

    def release(self) -> None:
        """Free the device's memory, behind the tile that is being computed."""
        child = self._keeper.child
        if child is None:
            return
        try:
            child.release()
        except ChildDied:
            self._keeper.lose(child)

    def close(self) -> None:
        """End the process."""
        self._keeper.close()

    def _ask(self, question: Callable[[int], Question]) -> Reply:
        for attempt in range(1, STARTS + 1):
            child = self._keeper.ready()
            try:
                return child.ask(question(child.new_number()))
            except ChildDied as e:
                self._keeper.lose(child)
                if attempt == STARTS:
                    raise _unanswered(str(e)) from e
        raise AssertionError("the last attempt returns or raises")


def _unanswered(detail: str) -> BackendError:
    return BackendError(
        "The process that computes ended before it could answer.",
        remedy="Choose another device, or compute without a process of its own.",
        detail=detail,
    )

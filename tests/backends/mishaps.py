"""Backends for processes of their own, each with its way to die: imported there by name, so nothing heavy stands here.

What happens in one life of a process and not in the next is written down in files of a folder.
"""

import os
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from enhancer_gui.backends.base import Backend, DeviceInfo, TileResult, WorkOrder
from enhancer_gui.core.cancel import JobControl
from enhancer_gui.core.errors import BackendError, DeviceFailure
from enhancer_gui.core.work import Work
from tests.fakes import DEVICE, FakeBackend

FOREVER_S = 300.0
GPU = DeviceInfo("cuda:0", "Fake GPU", "fp32", 1 << 30)


@dataclass(frozen=True)
class Mishap:
    """What happens in the middle of a tile.

    Attributes:
        kind: name of a method of `Unlucky`.
        tile: index of the tile in which it happens.
        times: in so many lives of the process.
        notes: folder in which lives are counted.
        says: note of every tile.
    """

    kind: str
    tile: int
    times: int
    notes: Path
    says: str = ""

    def __call__(self) -> Backend:
        return Unlucky(self)

    @property
    def happened(self) -> int:
        """How often it has happened, or happens now."""
        return sum(1 for _ in self.notes.glob("mishap-*"))

    @property
    def lives(self) -> int:
        """How many processes have begun to compute."""
        return len({path.name.split("-")[1] for path in self.notes.glob("pid-*")})

    def notes_of(self, name: str) -> list[str]:
        """Return what the processes have written down under a name, sorted."""
        return sorted(path.name for path in self.notes.glob(f"{name}-*"))


class Unlucky:
    """A fake that repeats pixels, until its mishap."""

    def __init__(self, mishap: Mishap) -> None:
        self._mishap = mishap
        self._fake = FakeBackend(tile_side_px=16)
        self._spoilt = False

    def devices(self) -> tuple[DeviceInfo, ...]:
        return (GPU, DEVICE)

    def info(self, device_id: str, precision: str, work: Work) -> DeviceInfo:
        if device_id == "nowhere":
            raise BackendError("There is no such device.", remedy="Take another.")
        return DEVICE if device_id == "cpu" else GPU

    def tile_px(self, work: Work, device_id: str, precision: str) -> int:
        return self._fake.tile_px(work, device_id, precision)

    def enhance(self, order: WorkOrder, device_id: str, control: JobControl) -> Iterator[TileResult]:
        mishap, pending = self._mishap, sorted(order.pending)
        self._write(f"pid-{os.getpid()}")
        for index in pending:
            control.checkpoint()
            self._write(f"asked-{index:04}-{device_id}-{order.retreats}")
            if self._spoilt and device_id != "cpu":
                raise DeviceFailure("The card failed.", detail="CUDA error: an illegal memory access was encountered")
            if index == mishap.tile and mishap.happened < mishap.times:
                self._write(f"mishap-{mishap.happened}")
                getattr(self, mishap.kind)()
            one = replace(order, pending=(index,))
            yield from (replace(result, note=mishap.says) for result in self._fake.enhance(one, device_id, control))

    def release(self) -> None:
        self._write("released-")

    def close(self) -> None:
        self._fake.close()

    def killed(self) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    def segfault(self) -> None:
        os.kill(os.getpid(), signal.SIGSEGV)

    def exit(self) -> None:
        os._exit(3)

    def stuck(self) -> None:
        time.sleep(FOREVER_S)

    def frozen(self) -> None:
        os.kill(os.getpid(), signal.SIGSTOP)

    def bug(self) -> None:
        raise ZeroDivisionError("a bug of ours")

    def poisoned(self) -> None:
        """Every later call in this process fails too, as after a CUDA error."""
        self._spoilt = True
        raise DeviceFailure("The card failed.", detail="CUDA error: unspecified launch failure")

    def _write(self, name: str) -> None:
        (self._mishap.notes / name).touch()


def works(notes: Path) -> Mishap:
    """Return a backend to which nothing happens."""
    return Mishap("exit", -1, 0, notes)


def dies_at_birth() -> Backend:
    """End the process before it is ready."""
    os._exit(7)


def refuses() -> Backend:
    """Say that nothing can be computed."""
    raise BackendError("The library that computes (torch) cannot be loaded.", remedy="Install it again.")


def tiny_local() -> Backend:
    """Return the real engine on a network of a few weights."""
    from tests.tiny_models import tiny_backend

    return tiny_backend()

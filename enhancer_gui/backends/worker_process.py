"""The process that computes for a window or a command: it imports torch, and may die without taking them along.

Three threads: the first computes, one tile after the other; the second reads the pipe, so that questions and a cancel
are heard while a tile is computed; the third says that the process lives. When the other end of the pipe is gone the
second thread ends the process, whatever the first one is doing: nobody waits for its tile.
"""

import logging
import mmap
import os
import queue
import signal
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from enhancer_gui.backends.base import Backend, TileResult
from enhancer_gui.backends.lending import borrow, map_writable, take
from enhancer_gui.backends.worker_messages import (
    Alive,
    Answer,
    AskDevices,
    AskInfo,
    AskTile,
    Begin,
    Failed,
    Go,
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
    Stop,
    Stopped,
    TileReady,
)
from enhancer_gui.core.cancel import Cancelled, JobControl
from enhancer_gui.core.errors import BackendError, DeviceFailure, EnhancerError
from enhancer_gui.core.image import Image

MakeBackend: TypeAlias = Callable[[], Backend]


@dataclass(frozen=True, eq=False)
class _Running:
    tiles: Iterator[TileResult]
    control: JobControl
    memory: mmap.mmap


@dataclass(frozen=True, eq=False)
class _Arrived:
    """A photo that can be computed on from now on."""

    number: int
    image: Image


def main(pipe: Connection, files: Connection, make_backend: MakeBackend, beat_s: float) -> None:
    """Compute what the other end of the pipe asks for until that is gone.

    Args:
        pipe: for messages both ways.
        files: for open files, each announced by a message; nothing is written to this end.
        make_backend: called once here; must be importable by its name.
        beat_s: time between two heartbeats.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the program decides what ends
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _Worker(pipe, files, beat_s).serve(make_backend)


class _Worker:
    def __init__(self, pipe: Connection, files: Connection, beat_s: float) -> None:
        self._pipe, self._files = pipe, files
        self._beat_s = beat_s
        self._sending = threading.Lock()
        self._turns: queue.SimpleQueue[_Arrived | Begin | Go | Stop | Release] = queue.SimpleQueue()
        self._images: dict[int, Image] = {}
        self._controls: dict[int, JobControl] = {}
        self._memories: dict[int, mmap.mmap] = {}
        self._running: dict[int, _Running] = {}
        self._tile: tuple[int, float] | None = None
        self._backend: Backend | None = None

    def serve(self, make_backend: MakeBackend) -> None:
        """Take turns for ever; the reading thread ends the process."""
        root = logging.getLogger()
        root.addHandler(_ToPipe(self._send))
        root.setLevel(logging.INFO)
        threading.Thread(target=self._read, daemon=True).start()
        try:
            self._backend = backend = make_backend()
            backend.devices()  # on this thread and once: their self-test is not repeated
        except EnhancerError as e:
            self._send(Refused(e))
            return
        self._send(Ready())
        threading.Thread(target=self._beat, daemon=True).start()
        while True:
            turn = self._turns.get()
            match turn:
                case _Arrived(number=number, image=image):
                    self._images[number] = image
                    del image
                case Begin():
                    self._begin(backend, turn)
                case Go():
                    self._compute(turn)
                case Stop(number=number):
                    self._running.pop(number, None)
                    self._controls.pop(number, None)
                    self._send(Stopped(number))
                case Release():
                    backend.release()
                    self._images.clear()
            del turn

    def _begin(self, backend: Backend, begin: Begin) -> None:
        number = begin.number
        control = self._controls[number]
        order = replace(begin.order, image=self._images[begin.picture])
        tiles = backend.enhance(order, begin.device_id, control)
        self._running[number] = _Running(tiles, control, self._memories.pop(number))
        for picture in self._images.keys() - set(begin.alive):
            del self._images[picture]

    def _compute(self, turn: Go) -> None:
        running = self._running.get(turn.number)
        if running is None:
            return
        running.control.focus = turn.focus
        self._tile = turn.number, time.monotonic()
        try:
            outcome = self._next(turn.number, running)
        except Cancelled:
            return  # told by the order's Stop
        except EnhancerError as e:
            outcome = Failed(turn.number, e)
        except Exception as e:
            outcome = Failed(turn.number, _bug(e))
        finally:
            self._tile = None
        self._send(outcome)

    def _next(self, number: int, running: _Running) -> Outcome:
        result = next(running.tiles, None)
        if result is None:
            return NoMore(number)
        shared: NDArray[np.float32] = np.ndarray(result.samples.shape, np.float32, running.memory)
        shared[:] = result.samples
        return TileReady(number, result.tile.index, result.samples.shape, result.note)

    def _read(self) -> None:
        try:
            while True:
                self._hear(self._pipe.recv())
        except (EOFError, OSError):
            os._exit(0)  # the program is gone

    def _hear(self, order: Order) -> None:
        match order:
            case Picture(samples=samples, alpha=alpha):
                pixels = borrow(take(self._files), samples)
                transparency = None if alpha is None else borrow(take(self._files), alpha)
                self._turns.put(_Arrived(order.number, Image(pixels, transparency, order.is_grey)))
            case Begin(number=number):
                self._memories[number] = map_writable(take(self._files), order.tile_bytes)
                self._controls[number] = JobControl()
                self._turns.put(order)
            case Stop(number=number):
                if number in self._controls:
                    self._controls[number].cancel()
                self._turns.put(order)
            case Go() | Release():
                self._turns.put(order)
            case _:
                self._send(Answer(order.number, self._answer(order)))

    def _answer(self, question: Question) -> Reply:
        backend = self._backend
        assert backend is not None, "questions are asked when the process is ready"
        try:
            match question:
                case AskDevices():
                    return backend.devices()
                case AskInfo(device_id=device_id, precision=precision, work=work):
                    return backend.info(device_id, precision, work)
                case AskTile(device_id=device_id, precision=precision, work=work):
                    return backend.tile_px(work, device_id, precision)
        except EnhancerError as e:
            return e
        except RuntimeError as e:  # torch's, from a driver that has given up
            return DeviceFailure("The device does not answer.", remedy="Try another device.", detail=repr(e))

    def _beat(self) -> None:
        while True:
            time.sleep(self._beat_s)
            tile = self._tile
            if tile is not None:
                number, since = tile
                self._send(Alive(number, time.monotonic() - since))

    def _send(self, report: Report) -> None:
        try:
            with self._sending:
                self._pipe.send(report)
        except OSError:
            os._exit(0)  # the program is gone


class _ToPipe(logging.Handler):
    """Sends what is logged here to the program's log."""

    def __init__(self, send: Callable[[Said], None]) -> None:
        super().__init__()
        self._said = send

    def emit(self, record: logging.LogRecord) -> None:
        self._said(Said(record.levelno, record.name, self.format(record)))


def _bug(error: Exception) -> BackendError:
    return BackendError(
        f"Something went wrong inside the process that computes ({type(error).__name__}).",
        remedy="Please report it with the details; the photo itself was not touched.",
        detail="".join(traceback.format_exception(error)),
    )

"""The server's end of a device process: started, spoken to, and started again when it dies."""

import itertools
import logging
import multiprocessing
import queue
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeoutError
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Protocol

from enhancer_gui.backends.base import DeviceInfo
from enhancer_gui.backends.wire import PlanAnswer
from enhancer_gui.core import events
from enhancer_gui.core.cancel import JobControl
from enhancer_gui.core.errors import BackendError
from enhancer_gui.core.geometry import Region
from enhancer_gui.core.jobs import Job
from enhancer_gui.core.work import Work
from enhancer_gui.server.device_process import (
    Broken,
    Cancel,
    Close,
    Look,
    MakeBackend,
    Order,
    Plan,
    Planned,
    Ready,
    Report,
    Run,
    main,
)
from enhancer_gui.server.job_store import Rooms
from enhancer_gui.storage.catalogue import Catalogue

log = logging.getLogger(__name__)

CANCEL_GRACE_S = 1.5
"""A tile is planned to take less; a process that does not answer in time hangs and is killed, within two seconds."""
_LOOK_EVERY_S = 0.1
_PLAN_TIMEOUT_S = 10.0


class EngineDied(Exception):
    """The device's process ended in the middle of a job."""


class Engine(Protocol):
    """A device as the server sees it. `run` is used by one thread; the others by any."""

    @property
    def device(self) -> DeviceInfo | None:
        """The device, once its process has loaded; None before, and after it died."""

    @property
    def trouble(self) -> str:
        """Why the device cannot be used at all; empty where it can."""

    def start(self) -> None:
        """Begin to load, if that has not happened or the process has died; returns at once."""

    def run(self, job: Job, rooms: Rooms, control: JobControl) -> Iterator[events.Event]:
        """Yield a job's events; raises EngineDied."""

    def plan(self, work: Work, precision: str) -> PlanAnswer:
        """Return how a chain would be computed; raises BackendError."""

    def close(self) -> None:
        """End the process."""


class ProcessEngine:
    """A device in a process of its own; see `device_process`."""

    def __init__(self, make_backend: MakeBackend, device_id: str, catalogue: Catalogue) -> None:
        """Keep what the process needs; `start` starts it. `make_backend` must be importable by its name."""
        self._make_backend = make_backend
        self._device_id = device_id
        self._catalogue = catalogue
        self._numbers = itertools.count()
        self._plans: dict[int, Future[PlanAnswer]] = {}
        self._lock = threading.Lock()
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None
        self._reader: threading.Thread | None = None
        self._events: queue.SimpleQueue[events.Event | None] = queue.SimpleQueue()
        self._device: DeviceInfo | None = None
        self._trouble = ""

    @property
    def device(self) -> DeviceInfo | None:
        """See `Engine.device`."""
        return self._device

    @property
    def trouble(self) -> str:
        """See `Engine.trouble`."""
        return self._trouble

    def start(self) -> None:
        """See `Engine.start`."""
        if self._process is not None and self._process.is_alive():
            return
        if self._reader is not None:
            self._reader.join(CANCEL_GRACE_S)  # what the last process came to is known then
        context = multiprocessing.get_context("spawn")  # torch and CUDA do not survive a fork
        ours, theirs = context.Pipe()
        arguments = (theirs, self._make_backend, self._device_id, self._catalogue)
        process = context.Process(target=main, args=arguments, daemon=True, name=f"device {self._device_id}")
        try:
            process.start()
        except OSError as e:  # of a machine without memory, or with too many processes
            ours.close()
            self._cannot(f"A process for the device cannot be started ({e.strerror or e}).")
            return
        finally:
            theirs.close()
        self._process, self._pipe, self._events = process, ours, queue.SimpleQueue()
        self._reader = threading.Thread(target=self._read, args=(ours, self._events), daemon=True)
        self._reader.start()

    def run(self, job: Job, rooms: Rooms, control: JobControl) -> Iterator[events.Event]:
        """See `Engine.run`."""
        self._send(Run(job, rooms))
        told: float | None = None
        focus: Region | None = None
        while True:
            if control.is_cancelled and told is None:
                told = time.monotonic()
                self._send(Cancel(job.id))
            if control.focus is not None and control.focus != focus:
                focus = control.focus
                self._send(Look(job.id, focus))
            if told is not None and time.monotonic() - told > CANCEL_GRACE_S:
                log.info("the process of %s does not answer, it is replaced", self._device_id)
                self._kill()
                yield events.Cancelled(job.id)
                return
            try:
                event = self._events.get(timeout=_LOOK_EVERY_S)
            except queue.Empty:
                continue
            if event is None:
                raise EngineDied(f"exit code {self._exit_code()}")
            yield event
            if isinstance(event, events.TERMINAL):
                return

    def plan(self, work: Work, precision: str) -> PlanAnswer:
        """See `Engine.plan`."""
        number = next(self._numbers)
        future: Future[PlanAnswer] = Future()
        self._plans[number] = future
        try:
            self._send(Plan(number, work, precision))
            return future.result(_PLAN_TIMEOUT_S)
        except (FutureTimeoutError, EngineDied) as e:
            raise BackendError("The device does not answer.", remedy="Try again in a minute.") from e
        finally:
            del self._plans[number]

    def close(self) -> None:
        """See `Engine.close`."""
        process = self._process
        if process is None:
            return
        try:
            self._send(Close())
        except EngineDied:
            log.debug("the process of %s had ended before", self._device_id)
        process.join(CANCEL_GRACE_S)
        self._pipe = None  # its end is no trouble from here on
        self._kill()

    def _send(self, order: Order) -> None:
        with self._lock:
            try:
                if self._pipe is None:
                    raise EngineDied("not started")
                self._pipe.send(order)
            except OSError as e:
                raise EngineDied(str(e)) from e

    def _read(self, pipe: Connection, heard: "queue.SimpleQueue[events.Event | None]") -> None:
        has_spoken = False
        while True:
            try:
                report: Report = pipe.recv()
            except (EOFError, OSError):
                break
            has_spoken = True
            match report:
                case Ready(device=device):
                    self._device, self._trouble = device, ""
                    log.info("the device %s (%s) is ready", device.id, device.name)
                case Broken(message=message, remedy=remedy):
                    self._cannot(f"{message} {remedy}".strip())
                case Planned(number=number, answer=answer):
                    future = self._plans.get(number)
                    if future is not None and isinstance(answer, PlanAnswer):
                        future.set_result(answer)
                    elif future is not None and isinstance(answer, Exception):
                        future.set_exception(answer)
                case _:
                    heard.put(report)
        if self._pipe is pipe:  # else a new process has been started meanwhile
            self._device = None
            if not has_spoken:  # without a reason to wait, it would be started again and again
                self._cannot("The process of the device ended while it loaded. The server's log may say why.")
        pipe.close()
        heard.put(None)

    def _cannot(self, trouble: str) -> None:
        if trouble != self._trouble:
            log.warning("the device %s cannot be used: %s", self._device_id, trouble)
        self._trouble = trouble

    def _kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.join()

    def _exit_code(self) -> int | None:
        if self._process is None:
            return None
        self._process.join(CANCEL_GRACE_S)
        return self._process.exitcode

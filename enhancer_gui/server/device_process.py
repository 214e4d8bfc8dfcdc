"""The process that computes on one device: it takes jobs through a pipe and answers with events.

It imports torch, holds the weights and may die (a driver's crash, the kernel's out-of-memory killer) without taking
the server along. Its main thread runs one job after the other; a second thread reads the pipe, so that cancel, the
region that matters and questions are answered while a tile is computed.
"""

import logging
import os
import queue
import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import TypeAlias

from enhancer_gui.backends.base import Backend, DeviceInfo
from enhancer_gui.backends.wire import PlanAnswer
from enhancer_gui.core.cancel import JobControl
from enhancer_gui.core.errors import EnhancerError
from enhancer_gui.core.events import Event
from enhancer_gui.core.geometry import Region
from enhancer_gui.core.jobs import Job
from enhancer_gui.core.work import Work
from enhancer_gui.jobs.runner import Surroundings, run_job
from enhancer_gui.server.job_store import Rooms
from enhancer_gui.storage.catalogue import Catalogue
from enhancer_gui.storage.masks import MaskShelf

log = logging.getLogger(__name__)

MakeBackend: TypeAlias = Callable[[], Backend]


@dataclass(frozen=True)
class Run:
    """Run a job."""

    job: Job
    rooms: Rooms


@dataclass(frozen=True)
class Cancel:
    """Stop a job, if it still runs."""

    job_id: str


@dataclass(frozen=True)
class Look:
    """Serve the tiles near this part of the source first."""

    job_id: str
    region: Region


@dataclass(frozen=True)
class Plan:
    """Say how a chain would be computed."""

    number: int
    work: Work
    precision: str


@dataclass(frozen=True)
class Close:
    """End."""


@dataclass(frozen=True)
class Ready:
    """The backend works; these are its devices, the one in use first."""

    device: DeviceInfo


@dataclass(frozen=True)
class Planned:
    """The answer to `Plan`: what would be used, or why nothing can be."""

    number: int
    answer: PlanAnswer | EnhancerError


@dataclass(frozen=True)
class Broken:
    """The device cannot be used at all; the process ends."""

    message: str
    remedy: str


Order: TypeAlias = Run | Cancel | Look | Plan | Close
Report: TypeAlias = Ready | Planned | Broken | Event


def main(pipe: Connection, make_backend: MakeBackend, device_id: str, catalogue: Catalogue) -> None:
    """Serve orders from the pipe until `Close`, or until the server's end of it is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the server decides what ends
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _Device(pipe, device_id, catalogue).serve(make_backend)


class _Device:
    def __init__(self, pipe: Connection, device_id: str, catalogue: Catalogue) -> None:
        self._pipe = pipe
        self._sending = threading.Lock()
        self._device_id = device_id
        self._catalogue = catalogue
        self._runs: queue.SimpleQueue[Run | None] = queue.SimpleQueue()
        self._controls: dict[str, JobControl] = {}

    def serve(self, make_backend: MakeBackend) -> None:
        try:
            backend = make_backend()
            device = backend.info(self._device_id, "auto", Work((), (1, 1), (1, 1)))
        except EnhancerError as e:
            self._send(Broken(e.message, e.remedy))
            return
        self._send(Ready(device))
        threading.Thread(target=self._read, args=(backend,), daemon=True).start()
        while (order := self._runs.get()) is not None:
            control = self._controls[order.job.id]
            rooms = order.rooms
            surroundings = Surroundings(self._catalogue, rooms.stores, keep_store=False, masks=MaskShelf(rooms.masks))
            for event in run_job(order.job, backend, control, surroundings):
                self._send(event)
            del self._controls[order.job.id]
        backend.close()

    def _read(self, backend: Backend) -> None:
        while True:
            try:
                order: Order = self._pipe.recv()
            except (EOFError, OSError):
                os._exit(0)  # the server is gone: nobody waits for this tile
            match order:
                case Run(job=job):
                    self._controls[job.id] = JobControl()
                    self._runs.put(order)
                case Cancel(job_id=job_id) if job_id in self._controls:
                    self._controls[job_id].cancel()
                case Look(job_id=job_id, region=region) if job_id in self._controls:
                    self._controls[job_id].focus = region
                case Plan():
                    self._send(Planned(order.number, self._plan(order, backend)))
                case Close():
                    self._runs.put(None)
                    return
                case _:
                    log.debug("too late: %s", order)

    def _plan(self, order: Plan, backend: Backend) -> PlanAnswer | EnhancerError:
        try:
            info = backend.info(self._device_id, order.precision, order.work)
            tile_px = backend.tile_px(order.work, self._device_id, order.precision)
        except EnhancerError as e:
            return e
        return PlanAnswer(info.id, info.name, info.precision, info.free_bytes, tile_px)

    def _send(self, report: Report) -> None:
        with self._sending:
            self._pipe.send(report)

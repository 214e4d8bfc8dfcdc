"""One thread for each device takes jobs from the board, one after the other, and survives what its process does not."""

import logging
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from enhancer_gui.core import events
from enhancer_gui.core.cancel import JobControl
from enhancer_gui.core.errors import BackendError, ConfigError
from enhancer_gui.core.jobs import Job
from enhancer_gui.server.board import Board
from enhancer_gui.server.engines import Engine, EngineDied
from enhancer_gui.server.uploads import Uploads

log = logging.getLogger(__name__)

ATTEMPTS = 2
"""A process may die once by another program's doing; a photo that kills two is not tried on a third."""

SWEEP_EVERY_S = 60.0
_IDLE_S = 0.5
"""How often an idle device looks whether its process is still well."""
_LOADING_S = 0.05
"""How often a loading one is looked at."""
_RESTART_WAIT_S = 5.0
"""Between attempts to start a process that cannot load: a broken driver must not keep the machine busy."""


class _Stop(Enum):
    """Why a job was stopped that its client did not cancel."""

    TIME = auto()
    SERVER = auto()


@dataclass
class _Running:
    control: JobControl
    reason: _Stop | None = None

    def stop(self, reason: _Stop) -> None:
        if not self.control.is_cancelled:
            self.reason = reason
            self.control.cancel()


class Pool:
    """The devices of the server and the threads that keep them busy."""

    def __init__(self, board: Board, engines: Sequence[Engine], uploads: Uploads) -> None:
        """Keep the parts; `start` starts them."""
        self._board = board
        self._uploads = uploads
        self.engines = tuple(engines)
        self._threads = [threading.Thread(target=self._serve, args=(engine,), daemon=True) for engine in self.engines]
        self._threads.append(threading.Thread(target=self._sweep, daemon=True))
        self._closing = threading.Event()
        self._running: dict[str, _Running] = {}

    @property
    def is_ready(self) -> bool:
        """Whether at least one device can compute."""
        return any(engine.device is not None for engine in self.engines)

    def engine(self, device_id: str) -> Engine:
        """Return the engine that a device id means, the first ready one for "auto".

        Raises:
            ConfigError: there is no such device.
            BackendError: there is none that is ready yet.
        """
        ready = {engine.device.id: engine for engine in self.engines if engine.device is not None}
        for name, engine in ready.items():
            if device_id in _meant_by(name):
                return engine
        if all(engine.device is not None or engine.trouble for engine in self.engines) and ready:
            choices = ", ".join(("auto", *ready))
            raise ConfigError(f"The server has no device “{device_id}”.", remedy=f"Choose one of: {choices}.")
        raise BackendError(
            f"The server has no device “{device_id}” that is ready.",
            remedy="It may still be loading: try again in a minute.",
        )

    def start(self) -> None:
        """Load the devices and begin to take jobs; returns at once."""
        for thread in self._threads:
            thread.start()

    def close(self, drain_s: float) -> None:
        """Let running jobs end for a while, then stop them so that the next start goes on with them."""
        self._board.close()
        self._closing.set()
        deadline = time.monotonic() + drain_s
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        for running in tuple(self._running.values()):
            running.stop(_Stop.SERVER)
        for thread in self._threads:
            thread.join()
        for engine in self.engines:
            engine.close()

    def _sweep(self) -> None:
        """Delete what is too old, also while nobody asks for anything."""
        while True:
            self._board.sweep()
            self._uploads.sweep()
            if self._closing.wait(SWEEP_EVERY_S):
                return

    def _serve(self, engine: Engine) -> None:
        while not self._closing.is_set():
            engine.start()
            if engine.device is None:
                self._closing.wait(_RESTART_WAIT_S if engine.trouble else _LOADING_S)
                continue
            taken = self._board.take(_meant_by(engine.device.id), _IDLE_S)
            if taken is not None:
                self._run(engine, *taken)

    def _run(self, engine: Engine, job: Job, control: JobControl) -> None:
        """Run a job to its one terminal event; where the server ends first there is none, and a restart goes on."""
        limit_s = self._board.limits.job_seconds
        running = self._running[job.id] = _Running(control)
        clock = threading.Timer(limit_s, running.stop, (_Stop.TIME,))
        clock.daemon = True
        clock.start()
        try:
            for event in self._events(engine, job, control):
                if not isinstance(event, events.Cancelled) or running.reason is None:
                    self._board.publish(event)
                elif running.reason is _Stop.TIME:
                    self._board.publish(_too_long(job, limit_s))
        finally:
            clock.cancel()
            del self._running[job.id]

    def _events(self, engine: Engine, job: Job, control: JobControl) -> Iterator[events.Event]:
        """Yield a job's events; a process that dies is replaced once and the job goes on from its finished tiles."""
        rooms = self._board.store.rooms(job.id)
        for attempt in range(1, ATTEMPTS + 1):
            try:
                yield from engine.run(job, rooms, control)
            except EngineDied as e:
                log.info("the process of a device ended while it worked on %s: %s", job.id, e)
                if control.is_cancelled:
                    yield events.Cancelled(job.id)
                    return
                if attempt == ATTEMPTS:
                    yield _killer(job, str(e))
                elif not self._revive(engine, control):
                    yield from _unrevived(engine, job, control, str(e))
                    return
            else:
                return

    def _revive(self, engine: Engine, control: JobControl) -> bool:
        """Start a process again and wait until it has loaded; False where it cannot, or nobody wants it any more."""
        engine.start()
        while engine.device is None and not engine.trouble:
            if self._closing.wait(_LOADING_S) or control.is_cancelled:
                return False
            engine.start()
        return not engine.trouble


def _meant_by(device_id: str) -> frozenset[str]:
    """Return the ids by which a job may mean a device."""
    return frozenset(("auto", device_id, device_id.split(":", maxsplit=1)[0]))


def _unrevived(engine: Engine, job: Job, control: JobControl, detail: str) -> Iterator[events.Event]:
    """Yield how a job ends whose process did not come back; nothing where the server ends and a restart goes on."""
    if control.is_cancelled:
        yield events.Cancelled(job.id)
    elif engine.trouble:
        yield events.Failed(job.id, engine.trouble, "", detail)


def _too_long(job: Job, limit_s: float) -> events.Failed:
    return events.Failed(
        job.id,
        f"The photo took longer than the {limit_s:.0f} seconds that this server allows.",
        "Choose a smaller size, or enhance it on your own machine.",
        "time limit",
    )


def _killer(job: Job, detail: str) -> events.Failed:
    return events.Failed(
        job.id,
        "The process that computes ended unexpectedly, twice, while it worked on this photo.",
        "Try a smaller size; if that fails too, please report it with the photo.",
        detail,
    )

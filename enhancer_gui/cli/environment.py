"""What commands need of the machine, made when they need it and not before: torch costs seconds."""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from logging.handlers import RotatingFileHandler

from rich.console import Console

from enhancer_gui.backends.base import Backend
from enhancer_gui.backends.here import open_here
from enhancer_gui.cli.console import say
from enhancer_gui.jobs.runner import Surroundings
from enhancer_gui.storage.catalogue import Catalogue, load_catalogue
from enhancer_gui.storage.paths import config_dir, log_dir, resources_dir, stores_dir
from enhancer_gui.storage.presets import PresetLibrary
from enhancer_gui.storage.settings import WorkerKind, load_settings
from enhancer_gui.storage.tile_store import sweep_stores

LOG_FILE = "enhancer.log"
_LOG_BYTES = 1_000_000
_worker: ContextVar[WorkerKind] = ContextVar("worker", default=WorkerKind.THREAD)


def make_backend() -> Backend:
    """Return the backend of this machine, where `computing_in` says; raises BackendError."""
    return open_here(_worker.get())


@contextmanager
def computing_in(kind: WorkerKind) -> Iterator[None]:
    """Compute in a process of its own, or in this one, what backends made inside the block compute."""
    token = _worker.set(kind)
    try:
        yield
    finally:
        _worker.reset(token)


def catalogue() -> Catalogue:
    """Return the models there are."""
    return load_catalogue()


def presets() -> PresetLibrary:
    """Return the shipped presets and the user's own."""
    return PresetLibrary(resources_dir() / "presets", config_dir() / "presets")


def surroundings(models: Catalogue) -> Surroundings:
    """Return what jobs need, after old tile stores have been swept; stores of finished jobs are not kept."""
    stores = stores_dir()
    settings, _problem = load_settings()
    sweep_stores(stores, max_bytes=settings.cache_limit_bytes)
    return Surroundings(models, stores, keep_store=False)


def use_threads(threads: int) -> None:
    """Let torch use this many threads; it reads the number when it is first imported."""
    os.environ["OMP_NUM_THREADS"] = str(threads)


class _WarningsForPeople(logging.Handler):
    """Prints warnings; errors reach people as events, in better words."""

    def emit(self, record: logging.LogRecord) -> None:
        if record.levelno == logging.WARNING:
            say(Console(stderr=True), record.getMessage(), "yellow")


class _LogFile(RotatingFileHandler):
    """The log; a disk that is full is told by the work that it stops, not by a traceback for every line."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - named by the library
        """Leave the line out."""


@contextmanager
def logging_to_file() -> Iterator[None]:
    """Write the program's log into the user's log folder inside the block, where that can be, and show warnings."""
    logger = logging.getLogger("enhancer_gui")
    level = logger.level
    handlers: list[logging.Handler] = [_WarningsForPeople(logging.WARNING)]
    with suppress(OSError):  # a log that cannot be written is no reason to leave photos undone
        file = _LogFile(log_dir() / LOG_FILE, maxBytes=_LOG_BYTES, backupCount=1, encoding="utf-8")
        file.setFormatter(logging.Formatter("%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s"))
        handlers.append(file)
    for handler in handlers:
        logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    try:
        yield
    finally:
        logger.setLevel(level)
        for handler in handlers:
            logger.removeHandler(handler)
            handler.close()

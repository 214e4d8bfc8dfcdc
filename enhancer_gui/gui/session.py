"""What is unfinished when the window closes or dies, kept in a file, and offered at the next start."""

import json
import logging
import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Literal
from urllib.parse import quote_from_bytes, unquote_to_bytes

from pydantic import BaseModel, ConfigDict, JsonValue, ValidationError
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from enhancer_gui.core.errors import ConfigError, EnhancerError
from enhancer_gui.core.events import TERMINAL, Event
from enhancer_gui.core.jobs import Job
from enhancer_gui.core.recipe import Recipe
from enhancer_gui.gui.background import BackgroundCalls
from enhancer_gui.gui.queue_control import QueueControl
from enhancer_gui.jobs.plan import JobOptions, make_job
from enhancer_gui.jobs.queue import JobEntry
from enhancer_gui.storage.atomic import write_text_atomic
from enhancer_gui.storage.paths import config_dir
from enhancer_gui.storage.recipe_codec import recipe_from_dict, recipe_to_dict

LOG = logging.getLogger(__name__)

FILE_NAME = "session.json"
ASIDE_SUFFIX = ".broken"
SCHEMA_VERSION: Literal[1] = 1
WRITE_WITHIN_S = 1.0
GATHER_MS = 500
"""Changes are written together: a thousand photos queued at once are one file, not a thousand. The longer the list, the
longer the wait (a millisecond a job): what a crash loses of it is only that some jobs had ended already."""


@dataclass(frozen=True)
class Unfinished:
    """A photo whose job had not ended; `target` None was to be computed only."""

    path: Path
    recipe: Recipe
    target: Path | None

    def job(self, job_id: str, options: JobOptions) -> Job:
        """Return the job that goes on with it."""
        return replace(make_job(self.path, self.recipe, self.target, options), id=job_id)


class _Item(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    path: str
    recipe: dict[str, JsonValue]
    target: str | None


class _SessionFile(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    schema_version: Literal[1]
    photos: list[_Item]


class SessionKeeper(QObject):
    """Writes the file soon after a job is queued or ends, so that it is right after a crash, too.

    Signals:
        found(int): so many photos were left unfinished last time.
        failed(EnhancerError): the file cannot be used or written.
    """

    found = Signal(int)
    failed = Signal(object)

    def __init__(self, queue: QueueControl, parent: QObject | None = None) -> None:
        """Follow the queue."""
        super().__init__(parent)
        self._queue = queue
        self._left: tuple[Unfinished, ...] = ()
        self._is_frozen = False
        self._calls = BackgroundCalls(self)
        self._calls.done.connect(self._take_over)
        self._calls.failed.connect(self._pass_on_failure)
        self._gathering = QTimer(self)
        self._gathering.setSingleShot(True)
        self._gathering.timeout.connect(self._write)
        queue.changed.connect(self._keep)
        queue.removed.connect(self._keep)
        queue.happened.connect(self._follow)

    def look(self) -> None:
        """Look for what the last run has left; answered by `found`."""
        self._calls.submit(None, load_session)

    def take(self) -> tuple[Unfinished, ...]:
        """Return what the last run has left; it is the queue's from now on."""
        left, self._left = self._left, ()
        return left

    def discard(self) -> None:
        """Forget what the last run has left."""
        self._left = ()
        self._keep()

    def keep_now(self) -> None:
        """Write the file at once and for the last time: jobs that are stopped now stay unfinished."""
        self._is_frozen = True
        self._gathering.stop()
        self._calls.finish(WRITE_WITHIN_S)
        try:
            save_session(self._unfinished())
        except EnhancerError as error:
            LOG.info("unfinished work cannot be remembered: %s", error)

    def shut_down(self) -> bool:
        """Finish writing; returns whether that was done in time."""
        return self._calls.finish(WRITE_WITHIN_S)

    def _unfinished(self) -> tuple[Unfinished, ...]:
        return (*self._left, *map(_left_of, self._queue.unfinished))

    @Slot(object)
    def _follow(self, event: Event) -> None:
        if isinstance(event, TERMINAL):
            self._keep()

    @Slot()
    def _keep(self) -> None:
        if not self._is_frozen and not self._gathering.isActive():
            self._gathering.start(GATHER_MS + len(self._queue.queue))

    @Slot()
    def _write(self) -> None:
        self._calls.submit(None, partial(save_session, self._unfinished()))

    @Slot(object, object)
    def _take_over(self, _key: object, left: tuple[Unfinished, ...] | None) -> None:
        if left:
            self._left = left
            self.found.emit(len(left))

    @Slot(object, object)
    def _pass_on_failure(self, _key: object, error: EnhancerError) -> None:
        self.failed.emit(error)


def save_session(unfinished: Iterable[Unfinished]) -> None:
    """Write what is unfinished; nothing left removes the file. Raises ConfigError."""
    recipes: dict[int, JsonValue] = {}  # most photos of a long list share one recipe
    items: list[JsonValue] = []
    for left in tuple(unfinished):  # kept alive, so that no two recipes have one id
        recipe = recipes.get(id(left.recipe)) or recipe_to_dict(left.recipe)
        recipes[id(left.recipe)] = recipe
        target = None if left.target is None else _to_text(left.target)
        items.append({"path": _to_text(left.path), "recipe": recipe, "target": target})
    file = config_dir() / FILE_NAME
    try:
        if items:
            write_text_atomic(file, json.dumps({"schema_version": SCHEMA_VERSION, "photos": items}))
        else:
            file.unlink(missing_ok=True)
    except OSError as error:
        raise ConfigError(
            f"Unfinished work cannot be remembered ({error.strerror}).", remedy="Check the disk.", detail=str(file)
        ) from error


def load_session() -> tuple[Unfinished, ...]:
    """Return what the last run has left, photos that are gone left out.

    Raises:
        ConfigError: the file is broken or newer; it is kept aside.
    """
    file = config_dir() / FILE_NAME
    try:
        items = _SessionFile.model_validate_json(file.read_bytes()).photos
        left = tuple(_unfinished_of(item) for item in items)
    except FileNotFoundError:
        return ()
    except (ValidationError, EnhancerError) as error:
        aside = file.replace(file.with_name(FILE_NAME + ASIDE_SUFFIX))
        raise ConfigError(
            "The list of unfinished photos cannot be read.",
            remedy=f"It was kept as {aside.name}; open the photos again.",
            detail=str(error),
        ) from error
    return tuple(item for item in left if item.path.exists())


def _unfinished_of(item: _Item) -> Unfinished:
    target = None if item.target is None else _to_path(item.target)
    return Unfinished(_to_path(item.path), recipe_from_dict(item.recipe), target)


def _to_text(path: Path) -> str:
    """Return a path in ASCII, whatever bytes its name has: not every name is text."""
    return quote_from_bytes(os.fsencode(path))


def _to_path(text: str) -> Path:
    return Path(os.fsdecode(unquote_to_bytes(text)))


def _left_of(entry: JobEntry) -> Unfinished:
    return Unfinished(entry.job.source, entry.job.recipe, entry.job.target)

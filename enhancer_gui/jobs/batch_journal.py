"""What a batch has tried, done and given up: what a run that is started again may skip, and what it must not.

Each process that works on a batch has a journal file of its own in `OUT/.enhancer-batch/`, so that machines never write
into one file; together they are the batch's memory. A photo is known by its path below the batch's folder and by the
hash of its content; its result counts while recipe and weights are the same and the file is the one that was written.
"""

import hashlib
import os
import time
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter, ValidationError

from enhancer_gui.core.cancel import JobControl
from enhancer_gui.jobs.journal import Journal, Record, read_journal
from enhancer_gui.storage.hashing import hash_file

FOLDER = ".enhancer-batch"
SUFFIX = ".jsonl"
_WHEN = "at_s"


@dataclass(frozen=True)
class Tried:
    """A photo is about to be worked on; a process that dies meanwhile has used up one attempt."""

    photo: str
    id: str
    target: str
    state: Literal["tried"] = "tried"


@dataclass(frozen=True)
class Released:
    """The attempt was stopped by the user, or by a full disk, and does not count."""

    photo: str
    id: str
    state: Literal["released"] = "released"


@dataclass(frozen=True)
class Failed:
    """The attempt failed, and why."""

    photo: str
    id: str
    message: str
    state: Literal["failed"] = "failed"


@dataclass(frozen=True)
class Written:
    """One file of a result, as it was when it had been written; `target` is below the batch's output."""

    target: str
    sha256: str
    size_bytes: int
    mtime_ns: int


@dataclass(frozen=True)
class Done:
    """The result is on the disk and was read back.

    Attributes:
        work: hash of recipe and weights.
        sha256, size_bytes, mtime_ns: of the result.
        also: its files in the recipe's further formats.
        source_bytes, source_mtime_ns: of the photo, to know without reading it that it is the same.
        width, height: of the photo.
    """

    photo: str
    id: str
    target: str
    work: str
    sha256: str
    size_bytes: int
    mtime_ns: int
    source_bytes: int
    source_mtime_ns: int
    width: int
    height: int
    seconds: float
    also: tuple[Written, ...] = ()
    state: Literal["done"] = "done"

    @property
    def files(self) -> tuple[Written, ...]:
        """All files of the result."""
        return (Written(self.target, self.sha256, self.size_bytes, self.mtime_ns), *self.also)


Entry = Tried | Released | Failed | Done
_entries: TypeAdapter[Entry] = TypeAdapter(Entry)


@dataclass(frozen=True)
class Known:
    """What the journals say of one photo.

    Attributes:
        id: of the content that the following is about.
        tries: attempts that led to no result.
        target: where its result goes, once that was decided; it stays, whatever else is in the folder.
    """

    id: str = ""
    tries: int = 0
    target: str = ""
    message: str = ""
    done: Done | None = None

    def after(self, entry: Entry) -> "Known":
        """Return what is known after one more entry."""
        if entry.id != self.id:  # another content: earlier attempts say nothing about it
            return Known(entry.id, target=self.target).after(entry)
        match entry:
            case Tried(target=target):
                return replace(self, tries=self.tries + 1, target=target, done=None)
            case Released():
                return replace(self, tries=max(0, self.tries - 1))
            case Failed(message=message):
                return replace(self, message=message)
            case Done(target=target):
                return replace(self, tries=0, target=target, message="", done=entry)


@dataclass
class BatchMemory:
    """All journals of a batch, read once."""

    photos: dict[str, Known] = field(default_factory=dict)

    def of(self, photo: str) -> Known:
        """Return what is known of a photo."""
        return self.photos.get(photo, Known())

    def take(self, entry: Entry) -> None:
        """Take over an entry."""
        self.photos[entry.photo] = self.of(entry.photo).after(entry)


class BatchJournal:
    """The file that one process adds to."""

    def __init__(self, output: Path, name: str) -> None:
        """Open `name` in the batch's journal folder; raises StoreError."""
        self._journal = Journal(output / FOLDER / f"{name}{SUFFIX}")

    def add(self, entry: Entry) -> None:
        """Add an entry; it is on the disk when this returns. Raises StoreError."""
        record: Record = _entries.dump_python(entry, mode="json")
        self._journal.append({**record, _WHEN: time.time()})

    def close(self) -> None:
        """Close the file."""
        self._journal.close()


def read_memory(output: Path) -> BatchMemory:
    """Return what all journals of a batch say; raises StoreError."""
    memory = BatchMemory()
    journals = sorted((output / FOLDER).glob(f"*{SUFFIX}"))
    records = [record for path in journals for record in read_journal(path)]
    # Journals are named by processes, in no order: what one has done, an older one's attempt must not undo.
    for entry in _entries_in(sorted(records, key=_when)):
        memory.take(entry)
    return memory


def photo_id(content_sha256: str, photo: str) -> str:
    """Return the identity of a photo in a batch: its content and where it lies."""
    return hashlib.sha256(f"{content_sha256}\n{photo}".encode("utf-8", "surrogateescape")).hexdigest()


def written(path: Path, output: Path) -> Written:
    """Return what a file of a result is now; raises OSError."""
    facts = path.stat()
    return Written(os.path.relpath(path, output), hash_file(path), facts.st_size, facts.st_mtime_ns)


def is_verified(done: Done, output: Path, control: JobControl, *, thoroughly: bool = False) -> bool:
    """Return whether all files of a result are still those that were written; raises Cancelled.

    Size and time tell; a file whose time differs, and `thoroughly` every file, is hashed.
    """
    return all(_is_as_written(each, output, control, thoroughly=thoroughly) for each in done.files)


def _is_as_written(file: Written, output: Path, control: JobControl, *, thoroughly: bool) -> bool:
    path = output / file.target
    try:
        facts = path.stat()
        if facts.st_size != file.size_bytes:
            return False
        return (facts.st_mtime_ns == file.mtime_ns and not thoroughly) or hash_file(path, control) == file.sha256
    except OSError:
        return False


def _when(record: Record) -> float:
    """Return when a record was written, in seconds since 1970; 0 for one of a version that did not say."""
    when = record.get(_WHEN)
    return float(when) if isinstance(when, int | float) else 0.0


def _entries_in(records: Iterable[Record]) -> Iterable[Entry]:
    for record in records:
        try:
            yield _entries.validate_python(record)
        except ValidationError:
            continue  # a line of a later version

"""What has happened, one JSON object a line, on the disk before anybody acts on it.

A process that is killed, or a machine that loses power, leaves at most half a line at the end; it is
cut off when the journal is opened again. Lines are only ever added, so two readers agree on the past.
"""

import json
import os
import threading
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TypeAlias

from pydantic import JsonValue

from enhancer_gui.core.errors import StoreError
from enhancer_gui.storage.atomic import write_text_atomic

Record: TypeAlias = dict[str, JsonValue]


class Journal:
    """A file of records that one process adds to, from any thread."""

    def __init__(self, path: Path) -> None:
        """Open a journal, made where it is missing; what a killed process left half written is cut off.

        Raises:
            StoreError: the disk refuses.
        """
        self.path = path
        self._lock = threading.Lock()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            _cut_half_line(path)
            self._file = path.open("ab", buffering=0)
        except OSError as e:
            raise _refused(path, e) from e

    def append(self, record: Mapping[str, JsonValue]) -> None:
        """Add a record; it is on the disk when this returns.

        Raises:
            StoreError: the disk refuses; nothing of the record stays, so that the next one has a line of its own.
        """
        line = memoryview(json.dumps(record).encode() + b"\n")
        with self._lock:
            end = self._file.seek(0, os.SEEK_END)
            try:
                while line:
                    line = line[self._file.write(line) :]
                os.fsync(self._file.fileno())
            except OSError as e:
                with suppress(OSError):
                    self._file.truncate(end)
                raise _refused(self.path, e) from e

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._file.close()


def read_journal(path: Path) -> list[Record]:
    """Return a journal's records, oldest first; lines that are none (half written, damaged) are left out.

    Raises:
        StoreError: the disk refuses.
    """
    try:
        lines = path.read_bytes().splitlines()
    except FileNotFoundError:
        return []
    except OSError as e:
        raise _refused(path, e) from e
    return [record for line in lines if (record := _record(line)) is not None]


def rewrite_journal(path: Path, records: Iterable[Mapping[str, JsonValue]]) -> None:
    """Replace a journal that nobody has open by these records, never half.

    Raises:
        StoreError: the disk refuses.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_text_atomic(path, "".join(json.dumps(record) + "\n" for record in records))
    except OSError as e:
        raise _refused(path, e) from e


def _record(line: bytes) -> Record | None:
    try:
        value = json.loads(line)
    except ValueError:
        return None
    return value if isinstance(value, dict) else None


def _cut_half_line(path: Path) -> None:
    if not path.exists():
        return
    with path.open("r+b") as file:
        content = file.read()
        whole = content.rfind(b"\n") + 1
        if whole < len(content):
            file.truncate(whole)


def _refused(path: Path, error: OSError) -> StoreError:
    return StoreError(
        f"The journal {path} cannot be used ({error.strerror or error}).",
        remedy="Check the disk and the folder's permissions.",
        detail=repr(error),
    )

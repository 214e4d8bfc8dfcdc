"""Files that clients have sent once, for as many jobs as they like; each is named by the SHA-256 of its bytes.

A job takes its own link of a file, so an upload may go while jobs go on with it. One that nobody uses is swept.
"""

import hashlib
import logging
import os
import shutil
import time
import uuid
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from enhancer_gui.server.problems import Refused, too_large

log = logging.getLogger(__name__)

CHUNK_BYTES = 2**20


@dataclass(frozen=True)
class Uploaded:
    """A file that lies here."""

    sha256: str
    path: Path


class Uploads:
    """The uploads in one folder. Every method may be called from any thread."""

    def __init__(self, folder: Path, limit_bytes: int, kept_s: float) -> None:
        """Use a folder; it need not exist.

        Args:
            folder: of nothing else.
            limit_bytes: of one file.
            kept_s: how long a file stays that nobody uses.
        """
        self._folder = folder
        self._limit_bytes = limit_bytes
        self._kept_s = kept_s

    def find(self, sha256: str) -> Uploaded | None:
        """Return an upload, which counts as used now; None where there is none of this hash."""
        path = self._folder / sha256
        try:
            os.utime(path)
        except OSError:
            return None
        return Uploaded(sha256, path)

    def get(self, sha256: str) -> Uploaded:
        """Return an upload as `find`; raises Refused (424)."""
        found = self.find(sha256)
        if found is None:
            raise Refused(
                HTTPStatus.FAILED_DEPENDENCY,
                "The server has no file with this hash, or none any more.",
                remedy=f"Send it again: PUT /v1/uploads/{sha256}",
            )
        return found

    def incoming(self, sha256: str) -> "Incoming":
        """Return a file that is about to arrive; used as a context manager."""
        self._folder.mkdir(parents=True, exist_ok=True)
        return Incoming(self._folder / f".{uuid.uuid4().hex}.part", self._folder / sha256, self._limit_bytes)

    def forget(self, sha256: str) -> None:
        """Remove an upload if it is there."""
        (self._folder / sha256).unlink(missing_ok=True)

    def sweep(self) -> None:
        """Remove what nobody has used for long, pieces of broken uploads included."""
        oldest = time.time() - self._kept_s
        for path in self._folder.iterdir() if self._folder.is_dir() else ():
            try:
                if path.stat().st_mtime < oldest:
                    path.unlink()
            except OSError as e:
                log.debug("%s is gone or in use: %r", path.name, e)


class Incoming:
    """A file while it arrives: nobody sees it before it is whole, and nothing of it is left where it breaks off."""

    def __init__(self, part: Path, target: Path, limit_bytes: int) -> None:
        self._part, self._target, self._limit_bytes = part, target, limit_bytes
        self._digest, self._size = hashlib.sha256(), 0
        self._file: BinaryIO | None = None

    def __enter__(self) -> "Incoming":
        self._file = self._part.open("wb")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            self._file.close()
        self._part.unlink(missing_ok=True)

    def write(self, chunk: bytes) -> None:
        """Take the next bytes; raises Refused (413)."""
        assert self._file is not None
        self._size += len(chunk)
        if self._size > self._limit_bytes:
            raise too_large(self._limit_bytes)
        self._digest.update(chunk)
        self._file.write(chunk)

    def finish(self) -> None:
        """Keep the file; raises Refused (422) where it is another one than was announced."""
        assert self._file is not None
        self._file.close()
        if self._digest.hexdigest() != self._target.name:
            raise Refused(
                HTTPStatus.UNPROCESSABLE_ENTITY,
                "The file that arrived is not the one that was announced: its SHA-256 is another.",
                remedy="Send it again.",
            )
        self._part.replace(self._target)


def place(source: BinaryIO | Uploaded, path: Path, limit_bytes: int) -> str:
    """Put what was sent into a job's folder and return its SHA-256.

    Raises:
        Refused: it is larger than the server takes (413), or was removed meanwhile (424).
        OSError: the disk is full, or cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(source, Uploaded):
        _link(source, path)
        return source.sha256
    digest, size = hashlib.sha256(), 0
    with path.open("wb") as file:
        while chunk := source.read(CHUNK_BYTES):
            size += len(chunk)
            if size > limit_bytes:
                raise too_large(limit_bytes)
            digest.update(chunk)
            file.write(chunk)
    return digest.hexdigest()


def _link(source: Uploaded, path: Path) -> None:
    try:
        os.link(source.path, path)
    except FileNotFoundError as e:
        raise Refused(HTTPStatus.FAILED_DEPENDENCY, "The file was removed just now.", remedy="Send it again.") from e
    except OSError:  # a file system without links
        shutil.copyfile(source.path, path)

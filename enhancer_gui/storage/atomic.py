"""Files that are either the old or the new one, whatever happens in between.

A temporary file in the same folder is filled, flushed to the disk and renamed. Killed or full at any
moment, the old file is intact and only a `.part` file is left, which `sweep_parts` removes later.
"""

import errno
import os
import re
import secrets
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

STALE_AFTER_S = 24 * 3600
"""No save takes a day: an older temporary file has lost its writer."""

_PART_NAME = re.compile(r"\..+\.[0-9a-f]{12}\.part")
_MAX_STEM_BYTES = 200
"""Names may have 255 bytes on common file systems; the rest is room for our own prefix and suffix."""

_WINDOWS_SHARING_ERRORS = (5, 32)
"""ERROR_ACCESS_DENIED and ERROR_SHARING_VIOLATION: a virus scanner or a viewer holds the file for a moment."""

_RETRY_WAITS_S = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6)

_NO_HARD_LINKS = (errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EACCES, errno.EXDEV, errno.EINVAL)
"""What file systems without hard links (exFAT, some network shares) answer."""


class TargetBusyError(OSError):
    """The target stayed locked by another program; the finished file is kept at `kept`."""

    def __init__(self, target: Path, kept: Path) -> None:
        """Say where the finished file is."""
        super().__init__(f"{target} is in use by another program; the finished file is {kept}")
        self.kept = kept


@contextmanager
def atomic_path(target: Path, *, overwrite: bool = True) -> Iterator[Path]:
    """Give an empty temporary file beside `target` that becomes `target` when the block ends well.

    When the block raises, the temporary file is removed and the target is untouched.

    Raises:
        FileExistsError: the target exists and `overwrite` is false (checked without a race).
        TargetBusyError: another program keeps the target locked; the temporary file is kept.
        OSError: anything else that the file system refuses.
    """
    part = new_part(target)
    keep = False
    try:
        yield part
        _flush_file(part)
        try:
            _put_in_place(part, target, overwrite=overwrite)
        except TargetBusyError:
            keep = True
            raise
    finally:
        if not keep:
            part.unlink(missing_ok=True)
    _flush_folder(target.parent)


def write_text_atomic(target: Path, text: str) -> None:
    """Write a UTF-8 text file that is never half written; see `atomic_path` for what it raises."""
    with atomic_path(target) as part:
        part.write_text(text, encoding="utf-8", newline="\n")


def sweep_parts(folder: Path, older_than_s: float = STALE_AFTER_S) -> list[Path]:
    """Remove temporary files that a killed process left in `folder`; return those removed."""
    removed = []
    oldest = time.time() - older_than_s
    for path in list(folder.glob(".*.part")) if folder.is_dir() else []:
        try:
            if _PART_NAME.fullmatch(path.name) and path.stat().st_mtime < oldest:
                path.unlink()
                removed.append(path)
        except OSError:
            continue  # it went away, or is in use after all: the next start tries again
    return removed


def new_part(target: Path) -> Path:
    """Create an empty temporary file beside `target` and return it; OSError as `open`."""
    stem = target.name
    while len(os.fsencode(stem)) > _MAX_STEM_BYTES:
        stem = stem[:-1]
    part = target.with_name(f".{stem}.{secrets.token_hex(6)}.part")
    # Not tempfile: it makes files that only their owner may read, and the mode survives the rename.
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o666))
    return part


def _flush_file(path: Path) -> None:
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _flush_folder(folder: Path) -> None:
    """Make the rename itself durable; Windows has no such call."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP, errno.EBADF):  # some network shares cannot
            raise
    finally:
        os.close(descriptor)


def _put_in_place(part: Path, target: Path, *, overwrite: bool) -> None:
    for wait_s in (*_RETRY_WAITS_S, None):
        try:
            return os.replace(part, target) if overwrite else _rename_new(part, target)
        except OSError as error:
            if getattr(error, "winerror", None) not in _WINDOWS_SHARING_ERRORS:
                raise
            if wait_s is None:
                raise TargetBusyError(target, part) from error
        time.sleep(wait_s)
    raise AssertionError("the last attempt returns or raises")


def _rename_new(part: Path, target: Path) -> None:
    """Rename unless the target exists, in one step that no other process can come between."""
    if sys.platform == "win32":
        os.rename(part, target)
        return
    try:
        os.link(part, target)
        return
    except OSError as error:
        if error.errno not in _NO_HARD_LINKS:
            raise
    # Without hard links the name is reserved first: whoever creates it owns it.
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
    try:
        os.replace(part, target)
    except OSError:
        target.unlink(missing_ok=True)  # an empty file is no result
        raise

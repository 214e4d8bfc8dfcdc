"""What all parts of a download speak of: the file that is wanted, its progress, and words for a disk that refuses."""

import errno
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from enhancer_gui.core.errors import DownloadError

DISK_MARGIN_BYTES = 100_000_000
"""Left free beside the download: a system without any room misbehaves in worse ways than a refused download."""


@dataclass(frozen=True)
class Wanted:
    """A file that is to be had.

    Attributes:
        title: what people call it.
        urls: places that offer it, the best first.
        size_bytes, sha256: what it must be; None where nobody says.
    """

    title: str
    urls: tuple[str, ...]
    size_bytes: int | None = None
    sha256: str | None = None


@dataclass(frozen=True)
class DownloadProgress:
    """How much is there; `total_bytes` is None where nobody says, `bytes_per_s` while unknown."""

    done_bytes: int
    total_bytes: int | None
    bytes_per_s: float | None


Report = Callable[[DownloadProgress], None]


@dataclass(frozen=True)
class Sizes:
    """Bytes that have arrived, and how many the server said there are; None where it did not say."""

    done_bytes: int
    total_bytes: int | None


def disk_error(error: OSError, wanted: Wanted, target: Path) -> DownloadError:
    """Return the words for a disk that refuses."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return _disk_full(wanted, target)
    return DownloadError(
        f"“{wanted.title}” cannot be written to the disk ({error.strerror}).",
        remedy=f"Check the folder {target.parent}.",
        detail=repr(error),
    )


def _disk_full(wanted: Wanted, target: Path) -> DownloadError:
    size = "" if wanted.size_bytes is None else f" It needs {megabytes(wanted.size_bytes)} in all."
    return DownloadError(
        f"The disk is full: “{wanted.title}” does not fit.{size}",
        remedy="Free some room and resume; what has arrived is kept.",
        detail=str(target.parent),
    )


def check_room(wanted: Wanted, target: Path, missing_bytes: int) -> None:
    """Find out before a byte is asked for whether the rest fits; raises DownloadError."""
    if shutil.disk_usage(target.parent).free < missing_bytes + DISK_MARGIN_BYTES:
        raise _disk_full(wanted, target)


def megabytes(size_bytes: int) -> str:
    """Return an amount of data for people."""
    return f"{size_bytes / 1e6:.1f} MB" if size_bytes < 1e9 else f"{size_bytes / 1e9:.1f} GB"


def must_be_size(wanted: Wanted, found_bytes: int, expected_bytes: int | None) -> None:
    """Raise DownloadError where a file's size is known to be another."""
    if expected_bytes is not None and found_bytes != expected_bytes:
        raise DownloadError(
            f"“{wanted.title}” is not the file that was promised: {megabytes(found_bytes)} instead of "
            f"{megabytes(expected_bytes)}.",
            remedy="What arrived was thrown away. Try again later.",
            detail=f"{found_bytes} bytes instead of {expected_bytes}",
        )

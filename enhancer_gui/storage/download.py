"""Fetching a file from the network: whole, checked, or not at all.

The bytes go to a `.part` file in the cache. It can be paused at any time and is resumed where it stopped, if the
server still has the same file (If-Range, RFC 9110). Only when size and checksum are right does it get its name.

httpx instead of urllib: it brings its own root certificates (frozen programs have none), honours the system's proxies,
and can be stopped in the middle of a silent connection, which a blocking socket cannot.
"""

import asyncio
import hashlib
import logging
import os
from pathlib import Path

from enhancer_gui.core.cancel import JobControl
from enhancer_gui.core.errors import DownloadError
from enhancer_gui.storage.download_record import discard_part, part_bytes, part_of
from enhancer_gui.storage.download_terms import Report, Sizes, Wanted, disk_error, must_be_size

_HASH_CHUNK = 1 << 20
_log = logging.getLogger(__name__)


def fetch(wanted: Wanted, target: Path, control: JobControl, report: Report) -> str:
    """Download a file and return its SHA-256; a file that is there and right is not asked for again.

    Raises:
        Cancelled: asked to stop; what has arrived is kept and the next call goes on with it.
        DownloadError: it could not be had; the message says why and what to do.
    """
    found = _checked(target, wanted, control)
    if found is not None:
        return found
    try:
        _arrive(wanted, target, control, report)
        sha256 = _hash(part_of(target), control)
        _must_be_right(wanted, target, sha256)
        _put_in_place(target)
    except OSError as error:
        raise disk_error(error, wanted, target) from error
    return sha256


def _arrive(wanted: Wanted, target: Path, control: JobControl, report: Report) -> None:
    """Let the bytes come from the first place that gives them; tells of the first one's fault where none does."""
    if wanted.size_bytes is not None and part_bytes(target) == wanted.size_bytes:
        return
    from enhancer_gui.storage.download_stream import receive  # httpx is loaded by who downloads, not at start-up

    sizes: Sizes | None = None
    fault: DownloadError | None = None
    for url in wanted.urls:
        try:
            sizes = asyncio.run(receive(url, wanted, target, control, report))
            break
        except DownloadError as error:
            _log.info("%s: %s", url, error)
            fault = fault or error
    if sizes is None:
        raise fault or DownloadError(
            f"No place is known that offers “{wanted.title}”.", remedy="Download it by hand and import the file."
        )
    try:
        must_be_size(wanted, sizes.done_bytes, wanted.size_bytes or sizes.total_bytes)
    except DownloadError:
        discard_part(target)
        raise


def _must_be_right(wanted: Wanted, target: Path, sha256: str) -> None:
    if wanted.sha256 is not None and sha256 != wanted.sha256:
        discard_part(target)
        raise DownloadError(
            f"“{wanted.title}” arrived damaged, or was changed at its source: its checksum is wrong.",
            remedy="What arrived was thrown away. Try again; if that fails too, do not use the file.",
            detail=f"expected {wanted.sha256}, found {sha256}",
        )


def _checked(target: Path, wanted: Wanted, control: JobControl) -> str | None:
    """Return the checksum of a download that is complete and right; one that is not is removed."""
    if not target.is_file():
        return None
    try:
        sha256 = _hash(target, control)
        if wanted.sha256 in (None, sha256) and wanted.size_bytes in (None, target.stat().st_size):
            return sha256
        target.unlink()
    except OSError as error:
        raise disk_error(error, wanted, target) from error
    return None


def _hash(path: Path, control: JobControl) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_HASH_CHUNK):
            control.checkpoint()
            digest.update(piece)
    return digest.hexdigest()


def _put_in_place(target: Path) -> None:
    part = part_of(target)
    with part.open("r+b") as file:
        os.fsync(file.fileno())
    os.replace(part, target)
    discard_part(target)

"""The conversation with one server: ask for what is missing, take it, ask again where the line was cut."""

import asyncio
import logging
import time
from collections import deque
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import BinaryIO, TypeVar

import httpx

from enhancer_gui import __version__
from enhancer_gui.core.cancel import JobControl
from enhancer_gui.core.errors import DownloadError
from enhancer_gui.storage.download_faults import fault_of, refusal_of
from enhancer_gui.storage.download_record import (
    PartRecord,
    discard_part,
    part_bytes,
    part_of,
    read_record,
    write_record,
)
from enhancer_gui.storage.download_terms import DownloadProgress, Report, Sizes, Wanted, check_room, must_be_size

TIMEOUT = httpx.Timeout(30.0, connect=15.0)
"""Silence of this many seconds is a broken line."""

RETRY_WAITS_S = (0.5, 2.0, 5.0)
"""Pauses before a cut line is taken up again; the count starts anew whenever bytes have arrived."""

MAX_REDIRECTS = 10
_LOOK_EVERY_S = 0.1
"""How long pausing may take to be noticed while the server is silent."""
_REPORT_EVERY_S = 0.1
_SPEED_OVER_S = 5.0
_PARTIAL, _RANGE_WRONG = 206, 416
_HTML = "text/html"
_log = logging.getLogger(__name__)
_Answer = TypeVar("_Answer")


async def receive(url: str, wanted: Wanted, target: Path, control: JobControl, report: Report) -> Sizes:
    """Bring the part file up to date with `url` and return the sizes.

    Raises:
        Cancelled: asked to stop.
        DownloadError: the server refuses, or the line stays cut.
        OSError: the disk refuses.
    """
    waits = iter(RETRY_WAITS_S)
    async with _open_client() as client:
        while True:
            before = part_bytes(target)
            try:
                return await _Attempt(client, url, wanted, target, control, report).run()
            except httpx.TransportError as error:
                if part_bytes(target) > before:
                    waits = iter(RETRY_WAITS_S)
                wait_s = next(waits, None)
                if wait_s is None or not _may_heal(error):
                    raise fault_of(error, url, wanted, part_bytes(target)) from error
                _log.info("%s: %r, trying again", url, error)
            except (httpx.TooManyRedirects, httpx.InvalidURL, httpx.DecodingError) as error:
                raise fault_of(error, url, wanted, part_bytes(target)) from error
            await _or_stop(asyncio.sleep(wait_s), control)


@asynccontextmanager
async def _open_client() -> AsyncIterator[httpx.AsyncClient]:
    headers = {"User-Agent": f"enhancer/{__version__}", "Accept-Encoding": "identity"}
    try:
        client = httpx.AsyncClient(follow_redirects=True, max_redirects=MAX_REDIRECTS, timeout=TIMEOUT, headers=headers)
    except (ImportError, ValueError) as error:  # a SOCKS proxy without its library, or an address that is none
        raise DownloadError(
            "The proxy that this computer is set to cannot be used.", remedy="Set an HTTP proxy.", detail=str(error)
        ) from error
    async with client:
        yield client


class _Attempt:
    """One request and what comes of it."""

    def __init__(
        self, client: httpx.AsyncClient, url: str, wanted: Wanted, target: Path, control: JobControl, report: Report
    ) -> None:
        self._client, self._url, self._wanted, self._target = client, url, wanted, target
        self._control, self._report = control, report
        self._speed = _Speed()

    async def run(self) -> Sizes:
        record = read_record(self._target)
        start = part_bytes(self._target)
        if start and not self._may_resume(record):
            discard_part(self._target)
            start, record = 0, None
        request = self._client.build_request("GET", self._url, headers=_range_headers(start, record))
        response = await _or_stop(self._client.send(request, stream=True), self._control)
        try:
            return await self._take(response, start, record)
        finally:
            await response.aclose()

    def _may_resume(self, record: PartRecord | None) -> bool:
        """Return whether the rest could belong to the part: same place, and something that tells if it changed."""
        if record is None or record.url != self._url:
            return False
        return bool(record.validator) or self._wanted.sha256 is not None

    async def _take(self, response: httpx.Response, start: int, record: PartRecord | None) -> Sizes:
        _stay_safe(response, self._url, self._wanted)
        if response.status_code == _RANGE_WRONG and start:
            return await self._again()
        if response.is_error:
            raise refusal_of(response, self._wanted)
        if response.headers.get("Content-Type", "").startswith(_HTML):
            raise DownloadError(
                f"{response.url.host} sent a web page in place of “{self._wanted.title}”.",
                remedy="Open its page in a browser, download the file by hand and import it.",
                detail=str(response.url),
            )
        if response.status_code == _PARTIAL:
            if not _continues(response, start, record):
                return await self._again()
            total = _total_of_range(response)
        else:
            start, total = 0, _length_of(response)
        if total is not None:
            must_be_size(self._wanted, total, self._wanted.size_bytes)
        check_room(self._wanted, self._target, (total or self._wanted.size_bytes or start) - start)
        write_record(self._target, PartRecord(self._url, _validator_of(response), total))
        with part_of(self._target).open("ab" if start else "wb") as file:
            await self._write(response, file, Sizes(start, total or self._wanted.size_bytes))
        return Sizes(part_bytes(self._target), total)

    async def _again(self) -> Sizes:
        """Start from the first byte: what is there belongs to another file."""
        discard_part(self._target)
        return await self.run()

    async def _write(self, response: httpx.Response, file: BinaryIO, sizes: Sizes) -> None:
        done, told = sizes.done_bytes, 0.0
        self._tell(done, sizes.total_bytes)
        pieces = response.aiter_raw()
        while True:
            piece = await _or_stop(anext(pieces, b""), self._control)
            if not piece:
                break
            file.write(piece)
            done += len(piece)
            if sizes.total_bytes is not None and done > sizes.total_bytes:
                break  # more than promised: the size check refuses it
            now = time.monotonic()
            if now - told >= _REPORT_EVERY_S:
                told = now
                self._tell(done, sizes.total_bytes)
        file.flush()
        self._tell(done, sizes.total_bytes)

    def _tell(self, done: int, total: int | None) -> None:
        self._report(DownloadProgress(done, total, self._speed.after(done)))


class _Speed:
    """Bytes a second over the last seconds."""

    def __init__(self) -> None:
        self._marks: deque[tuple[float, int]] = deque()

    def after(self, done_bytes: int) -> float | None:
        now = time.monotonic()
        self._marks.append((now, done_bytes))
        while now - self._marks[0][0] > _SPEED_OVER_S:
            self._marks.popleft()
        first_time, first_bytes = self._marks[0]
        return (done_bytes - first_bytes) / (now - first_time) if now - first_time >= 2 * _REPORT_EVERY_S else None


async def _or_stop(work: Awaitable[_Answer], control: JobControl) -> _Answer:
    """Return what `work` returns; raises Cancelled soon after the token asks for it, whatever the server does."""
    task = asyncio.ensure_future(work)
    try:
        while not task.done():
            control.checkpoint()
            await asyncio.wait({task}, timeout=_LOOK_EVERY_S)
        return task.result()
    finally:
        if not task.done():
            task.cancel()
            with suppress(asyncio.CancelledError, httpx.HTTPError):
                await task


def _may_heal(error: httpx.TransportError) -> bool:
    """Return whether asking again may help: not where nobody is there, or somebody else is."""
    return not isinstance(error, httpx.ConnectError | httpx.ProxyError | httpx.UnsupportedProtocol)


def _range_headers(start: int, record: PartRecord | None) -> dict[str, str]:
    if not start:
        return {}
    headers = {"Range": f"bytes={start}-"}
    if record is not None and record.validator:
        headers["If-Range"] = record.validator
    return headers


def _stay_safe(response: httpx.Response, url: str, wanted: Wanted) -> None:
    """Refuse to be led from an encrypted place to one that is not."""
    if url.startswith("https:") and response.url.scheme != "https":
        raise DownloadError(
            f"{httpx.URL(url).host} leads to a place without encryption ({response.url.host}).",
            remedy=f"“{wanted.title}” was not downloaded. Try again later or import a file of your own.",
            detail=str(response.url),
        )


def _continues(response: httpx.Response, start: int, record: PartRecord | None) -> bool:
    """Return whether the answer is the rest of the same file; servers that ignore If-Range are caught here."""
    known = record.validator if record is not None else ""
    now = _validator_of(response)
    return _start_of_range(response) == start and (not known or not now or known == now)


def _validator_of(response: httpx.Response) -> str:
    """Return what tells this version of the file: a strong ETag, else the date of change; weak tags may not be used."""
    etag: str = response.headers.get("ETag", "")
    if etag and not etag.startswith("W/"):
        return etag
    changed: str = response.headers.get("Last-Modified", "")
    return changed


def _start_of_range(response: httpx.Response) -> int | None:
    given: str = response.headers.get("Content-Range", "")
    first = given.removeprefix("bytes ").split("-")[0]
    return int(first) if first.isdigit() else None


def _total_of_range(response: httpx.Response) -> int | None:
    total = response.headers.get("Content-Range", "").rpartition("/")[2]
    return int(total) if total.isdigit() else None


def _length_of(response: httpx.Response) -> int | None:
    length = response.headers.get("Content-Length", "")
    return int(length) if length.isdigit() else None

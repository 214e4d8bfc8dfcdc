"""Downloads from a server that drops, cuts, corrupts, redirects and lies: whole and right, or a sentence."""

import errno
import hashlib
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

import httpx
import pytest

from enhancer_gui.core.cancel import Cancelled, JobControl
from enhancer_gui.core.errors import DownloadError
from enhancer_gui.storage import download, download_stream
from enhancer_gui.storage.download import fetch
from enhancer_gui.storage.download_record import part_bytes, part_of, read_record, write_record
from enhancer_gui.storage.download_terms import DownloadProgress, Wanted
from tests.storage.bad_server import STALL_LIMIT_S, Act, BadServer, bad_server

CONTENT = bytes(range(256)) * 1200
SHA256 = hashlib.sha256(CONTENT).hexdigest()
NOBODY = "http://127.0.0.1:9"
"""The port of the "discard" service, where nobody listens."""


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(download_stream, "RETRY_WAITS_S", (0.0, 0.0))


@pytest.fixture
def server() -> Iterator[BadServer]:
    with bad_server(CONTENT) as made:
        yield made


@dataclass
class Download:
    """A download into a folder of its own."""

    target: Path
    server: BadServer
    control: JobControl = field(default_factory=JobControl)
    told: list[DownloadProgress] = field(default_factory=list)

    def __call__(
        self, *, sha256: str | None = SHA256, size: int | None = len(CONTENT), urls: tuple[str, ...] = ()
    ) -> str:
        wanted = Wanted("The model", urls or (self.server.url,), size, sha256)
        return fetch(wanted, self.target, self.control, self.told.append)

    def leave_half(self) -> None:
        """Pause in the middle."""
        self.server.acts = [Act.STALL]
        thread = threading.Thread(target=self._cancel_when_stalled)
        thread.start()
        with pytest.raises(Cancelled):
            self()
        thread.join()
        self.control = JobControl()
        self.server.asked.clear()

    def _cancel_when_stalled(self) -> None:
        assert self.server.stalled.wait(STALL_LIMIT_S)
        while not part_bytes(self.target) and not self.server.go_on.wait(0.01):
            continue
        self.control.cancel()

    def is_right(self) -> bool:
        return self.target.read_bytes() == CONTENT and not part_of(self.target).exists()

    def left(self) -> list[str]:
        return sorted(path.name for path in self.target.parent.iterdir())


@pytest.fixture
def got(tmp_path: Path, server: BadServer) -> Download:
    (tmp_path / "downloads").mkdir()
    return Download(tmp_path / "downloads" / "model.pth", server)


def test_that_a_file_arrives_whole_and_tells_how_far_it_is(got: Download) -> None:
    assert got() == SHA256
    assert got.is_right() and got.left() == ["model.pth"]
    assert got.told[0].done_bytes == 0 and got.told[-1].done_bytes == len(CONTENT)
    assert {progress.total_bytes for progress in got.told} == {len(CONTENT)}
    assert [p.done_bytes for p in got.told] == sorted(p.done_bytes for p in got.told)


def test_that_what_is_there_and_right_is_not_asked_for_again(got: Download) -> None:
    got()
    got.server.asked.clear()
    assert got() == SHA256
    assert got.server.asked == []


def test_that_a_finished_download_that_was_damaged_since_is_fetched_anew(got: Download) -> None:
    got.target.write_bytes(CONTENT[:-1] + b"?")
    assert got() == SHA256 and got.is_right()


@pytest.mark.parametrize("act", [Act.REDIRECT, Act.NO_LENGTH])
def test_that_redirects_and_missing_lengths_are_no_obstacle(got: Download, act: Act) -> None:
    got.server.acts = [act]
    assert got() == SHA256 and got.is_right()


@pytest.mark.parametrize("act", [Act.CUT, Act.DROP])
def test_fault_33_a_cut_line_is_taken_up_again_where_it_was_cut(got: Download, act: Act) -> None:
    got.server.acts = [act]
    assert got() == SHA256 and got.is_right()
    if act is Act.CUT:
        assert got.server.asked[1]["Range"] == f"bytes={len(CONTENT) // 2}-"
        assert got.server.asked[1]["If-Range"] == got.server.etag


def test_fault_33_a_line_that_stays_cut_is_told_and_what_arrived_is_kept(got: Download) -> None:
    got.server.acts = [Act.CUT, Act.DROP, Act.DROP, Act.DROP]
    with pytest.raises(DownloadError, match="cut") as caught:
        got()
    assert "resume" in caught.value.remedy
    assert part_bytes(got.target) == len(CONTENT) // 2
    assert not got.target.exists()
    assert got() == SHA256 and got.is_right()


def test_fault_33_every_piece_may_be_cut_as_long_as_some_arrives(got: Download) -> None:
    got.server.acts = [Act.CUT] * 8
    assert got() == SHA256 and got.is_right()


@pytest.mark.parametrize("act", [Act.CORRUPT, Act.TOO_LONG])
def test_fault_33_a_wrong_file_is_thrown_away_and_never_gets_its_name(got: Download, act: Act) -> None:
    got.server.acts = [act]
    with pytest.raises(DownloadError) as caught:
        got()
    assert "thrown away" in caught.value.remedy
    assert got.left() == []


def test_fault_33_a_file_of_another_size_is_refused_before_it_is_fetched(got: Download) -> None:
    with pytest.raises(DownloadError, match="promised"):
        got(size=len(CONTENT) + 1)
    assert got.left() == []


def test_that_a_paused_download_goes_on_where_it_stopped(got: Download) -> None:
    got.leave_half()
    assert 0 < part_bytes(got.target) <= len(CONTENT) // 2
    resumed_from = part_bytes(got.target)
    assert got() == SHA256 and got.is_right()
    assert got.server.asked[0]["Range"] == f"bytes={resumed_from}-"
    assert got.told[-1].done_bytes == len(CONTENT)


def test_that_pausing_is_noticed_while_the_server_is_silent(got: Download) -> None:
    got.leave_half()
    assert not got.server.go_on.is_set()


@pytest.mark.parametrize("act", [Act.IGNORE_RANGE, Act.WRONG_RANGE, Act.REFUSE_RANGE])
def test_that_a_server_that_cannot_resume_costs_a_new_start_and_nothing_else(got: Download, act: Act) -> None:
    got.leave_half()
    got.server.acts = [act]
    assert got() == SHA256 and got.is_right()


@pytest.mark.parametrize("act", [Act.SERVE, Act.IGNORE_IF_RANGE])
def test_that_a_file_that_changed_meanwhile_is_never_patched_together(got: Download, act: Act) -> None:
    got.leave_half()
    got.server.content, got.server.etag, got.server.acts = bytes(len(CONTENT)), '"two"', [act]
    assert got(sha256=None) == hashlib.sha256(bytes(len(CONTENT))).hexdigest()


def test_that_without_anything_to_go_by_a_download_starts_anew(got: Download) -> None:
    got.server.etag = 'W/"weak"'
    got.leave_half()
    assert got(sha256=None) == SHA256
    assert "Range" not in got.server.asked[0]


def test_that_a_known_checksum_is_enough_to_resume(got: Download) -> None:
    got.server.etag = 'W/"weak"'
    got.leave_half()
    assert got() == SHA256
    assert "Range" in got.server.asked[0] and "If-Range" not in got.server.asked[0]


def test_that_a_damaged_record_costs_a_new_start(got: Download) -> None:
    got.leave_half()
    got.target.with_name("model.pth.part.json").write_text("{", encoding="utf-8")
    assert read_record(got.target) is None
    assert got() == SHA256 and got.is_right()


def test_that_a_complete_part_is_only_checked(got: Download) -> None:
    part_of(got.target).write_bytes(CONTENT)
    assert got() == SHA256 and got.is_right()
    assert got.server.asked == []


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (Act.GONE, "no longer"),
        (Act.FORBIDDEN, "does not give out"),
        (Act.BUSY, "busy"),
        (Act.WEB_PAGE, "web page"),
        (Act.LOOP, "without end"),
    ],
)
def test_fault_33_every_refusal_has_its_words_and_a_remedy(got: Download, act: Act, words: str) -> None:
    got.server.acts = [act] * 20
    with pytest.raises(DownloadError, match=words) as caught:
        got(sha256=None, size=None)
    assert caught.value.remedy
    assert not got.target.exists()


def test_fault_33_no_network_is_told(got: Download) -> None:
    with pytest.raises(DownloadError, match="no connection to 127") as caught:
        got(urls=(NOBODY,))
    assert "imported" in caught.value.remedy


def test_that_the_next_place_is_asked_where_the_first_has_nothing(got: Download) -> None:
    assert got(urls=(NOBODY, got.server.url)) == SHA256


def test_that_a_model_without_places_is_to_be_had_by_hand(got: Download) -> None:
    with pytest.raises(DownloadError, match="No place") as caught:
        fetch(Wanted("The model", ()), got.target, got.control, got.told.append)
    assert "by hand" in caught.value.remedy


def test_that_proxies_are_honoured(got: Download, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{got.server.port}")
    assert got(urls=("http://model.example/model.pth",)) == SHA256
    assert got.server.asked[0]["Host"] == "model.example"


def test_that_a_proxy_that_cannot_be_used_is_told(got: Download, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALL_PROXY", "gopher://127.0.0.1:1")
    with pytest.raises(DownloadError, match="proxy"):
        got()


def test_fault_01_a_disk_without_room_is_told_before_a_byte_arrives(
    got: Download, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(got.target.parent)._replace(free=1000)
    monkeypatch.setattr("enhancer_gui.storage.download_terms.shutil.disk_usage", lambda _path: usage)
    with pytest.raises(DownloadError, match=r"disk is full.*needs 0\.3 MB"):
        got()
    assert got.left() == []


def test_fault_01_a_disk_that_fills_up_on_the_way_keeps_what_arrived(
    got: Download, monkeypatch: pytest.MonkeyPatch, full_after: Callable[[int], None]
) -> None:
    full_after(len(CONTENT) // 4)
    with pytest.raises(DownloadError, match="disk is full") as caught:
        got()
    assert "resume" in caught.value.remedy
    assert not got.target.exists()
    monkeypatch.undo()
    assert got() == SHA256 and got.is_right()


@pytest.fixture
def full_after(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Return a function that lets the disk take so many more bytes of a part file."""

    def arrange(room_bytes: int) -> None:
        written = 0

        async def write(_self: object, response: httpx.Response, file: BinaryIO, _sizes: object) -> None:
            nonlocal written
            async for piece in response.aiter_raw(1000):
                written += file.write(piece)
                if written >= room_bytes:
                    raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(download_stream._Attempt, "_write", write)

    return arrange


def test_that_another_fault_of_the_disk_has_its_words(got: Download, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_path: Path) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(download, "_put_in_place", refuse)
    with pytest.raises(DownloadError, match="Read-only file system"):
        got()


def test_that_the_record_of_another_place_is_not_used(got: Download) -> None:
    got.leave_half()
    record = read_record(got.target)
    assert record is not None and record.validator == got.server.etag and record.total_bytes == len(CONTENT)
    write_record(got.target, type(record)("https://elsewhere.example/x", record.validator))
    assert got() == SHA256
    assert "Range" not in got.server.asked[0]

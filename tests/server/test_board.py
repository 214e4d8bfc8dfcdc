"""The board: threads publish, coroutines come and go, clients delete when they like, and no thread dies of it."""

import asyncio
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("fastapi")
pytest.importorskip("prometheus_client")

from enhancer_gui.core.events import Cancelled, Progress
from enhancer_gui.core.jobs import JobState
from enhancer_gui.jobs.queue import JobEntry
from enhancer_gui.server.board import Board
from tests.fakes import HANG_LIMIT_S, FakeBackend
from tests.server.photos import make_photo
from tests.server.rig import Running, serving

# The server deletes the copies of photos that were sent to it.
pytestmark = pytest.mark.changes_originals


@pytest.fixture
def busy(tmp_path: Path) -> Iterator[tuple[Running, str]]:
    """A server and a job whose first tile never comes until the test ends."""
    backend = FakeBackend(gated_from=0)
    with serving(tmp_path / "data", backend) as running:
        job_id = running.submit(make_photo(tmp_path / "in" / "a.png")).json()["id"]
        assert backend.waiting.wait(HANG_LIMIT_S)
        try:
            yield running, job_id
        finally:
            backend.gate.set()


@pytest.fixture
def eager_threads() -> Iterator[None]:
    """Threads take turns after every few instructions."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("eager_threads")
def test_that_listeners_may_leave_while_something_happens(busy: tuple[Running, str]) -> None:
    running, job_id = busy
    board = running.service.board
    done = threading.Event()

    async def come_and_go() -> None:
        while not done.is_set():
            with board.listening(job_id), board.listening(job_id):
                pass

    visitors = [threading.Thread(target=lambda: asyncio.run(come_and_go())) for _ in range(2)]
    for visitor in visitors:
        visitor.start()
    try:
        for number in range(3000):
            board.publish(Progress(job_id, number / 10_000, 0, 9, None, None))
    finally:
        done.set()
        for visitor in visitors:
            visitor.join()


def test_that_an_end_that_nobody_knows_any_more_is_passed_over(busy: tuple[Running, str]) -> None:
    running, _ = busy
    running.service.board.publish(Cancelled("gone"))


def test_that_a_job_cancelled_while_it_waits_is_handed_to_no_device(busy: tuple[Running, str], tmp_path: Path) -> None:
    running, _ = busy
    board: Board = running.service.board
    job_id = running.submit(make_photo(tmp_path / "in" / "b.png")).json()["id"]
    published = board.publish

    def taken_meanwhile(event: Cancelled) -> None:
        assert board.take(frozenset(("auto",)), 0.0) is None
        published(event)

    board.publish = taken_meanwhile  # type: ignore[assignment, method-assign]
    board.cancel(job_id)
    assert board.entry(job_id).state is JobState.CANCELLED


def test_that_a_list_asked_for_while_a_job_is_deleted_names_the_others(
    busy: tuple[Running, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    running, job_id = busy
    board = running.service.board
    other = running.submit(make_photo(tmp_path / "in" / "b.png")).json()["id"]
    honest = board.entries

    def deleted_meanwhile() -> tuple[JobEntry, ...]:
        found = honest()
        board.forget(other)
        return found

    monkeypatch.setattr(board, "entries", deleted_meanwhile)
    answer = running.client.get("/v1/jobs")
    assert answer.status_code == 200 and [each["id"] for each in answer.json()] == [job_id]

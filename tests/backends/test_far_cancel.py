"""A cancel takes no more than two seconds, whatever another machine does not say."""

import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytest.importorskip("fastapi")
pytest.importorskip("prometheus_client")

from enhancer_gui.backends.far_places import FarPlaces
from enhancer_gui.backends.tile_stream import SILENCE_S
from enhancer_gui.core import events
from enhancer_gui.core.cancel import Cancelled, JobControl
from enhancer_gui.core.waiting import answer_of, attempt
from tests.backends.fault_server import Fault, bad_line, unanswering
from tests.backends.test_remote import backend_for, enhance
from tests.fakes import FakeBackend
from tests.server.photos import make_photo
from tests.server.rig import serving

# The server deletes the copies of photos that were sent to it.
pytestmark = pytest.mark.changes_originals

MOST_S = 2.0


class Clock:
    """Cancels a job when something happens, and tells how long that took to be answered."""

    def __init__(self, control: JobControl, when: threading.Event) -> None:
        self.asked = 0.0
        self._thread = threading.Thread(target=self._run, args=(control, when))
        self._thread.start()

    def _run(self, control: JobControl, when: threading.Event) -> None:
        assert when.wait(20)
        self.asked = time.monotonic()
        control.cancel()

    def seconds(self) -> float:
        ended = time.monotonic()
        self._thread.join()
        return ended - self.asked


@pytest.fixture
def unanswered() -> Iterator[str]:
    if sys.platform != "linux":
        pytest.skip("Only Linux drops connections that its queue does not hold.")
    with unanswering() as url:
        yield url


@pytest.mark.parametrize(
    "matching", [b"/v1/plan", b"key=", b"GET /v1/uploads", b"PUT /v1/uploads", b"POST /v1/jobs HTTP", b"/tiles"]
)
def test_fault_28_that_a_cancel_waits_for_no_answer(tmp_path: Path, matching: bytes) -> None:
    photo = make_photo(tmp_path / "photo.png", 90, 70)
    with serving(tmp_path / "data") as running:
        with bad_line(running.url, *[Fault(stalls=True)] * 9, matching=matching) as line:
            control = JobControl()
            clock = Clock(control, line.stalled)
            _, happened = enhance(photo, backend_for(line.url), tmp_path / "remote", control=control)
            assert isinstance(happened[-1], events.Cancelled), happened[-1]
            assert clock.seconds() < MOST_S
        running.until(lambda: running.client.get("/v1/jobs").json() == [])


def test_fault_28_that_a_cancel_waits_for_no_goodbye(tmp_path: Path) -> None:
    photo, far = make_photo(tmp_path / "photo.png", 90, 70), FakeBackend(gated_from=1)
    with (
        serving(tmp_path / "data", far) as running,
        bad_line(running.url, *[Fault(stalls=True)] * 9, matching=b"DELETE") as line,
    ):
        control = JobControl()
        clock = Clock(control, far.waiting)
        _, happened = enhance(photo, backend_for(line.url), tmp_path / "remote", control=control)
        assert isinstance(happened[-1], events.Cancelled) and line.met == 2
        assert clock.seconds() < MOST_S + 1  # the job is left after a second, and so are the uploads when all is closed
        far.gate.set()


def test_fault_28_that_a_first_call_to_a_machine_that_is_silent_can_be_cancelled(tmp_path: Path) -> None:
    with serving(tmp_path / "data") as running, bad_line(running.url, Fault(stalls=True)) as line:
        assert answered(line.url, line.stalled) < MOST_S


def test_fault_28_that_a_first_call_that_is_neither_taken_nor_refused_can_be_cancelled(unanswered: str) -> None:
    assert answered(unanswered, after(0.3)) < MOST_S


def test_fault_28_that_a_keyring_that_waits_for_its_user_can_be_cancelled() -> None:
    asked, given = threading.Event(), threading.Event()

    def token_of(_url: str) -> str:
        asked.set()
        given.wait(20)
        return ""

    assert answered("http://127.0.0.1:9", asked, token_of) < MOST_S
    given.set()


def answered(url: str, when: threading.Event, token_of: Callable[[str], str] = lambda _url: "") -> float:
    """Return the seconds from a cancel to its answer, while a machine is called for the first time."""
    control, places = JobControl(), FarPlaces(token_of)
    clock = Clock(control, when)
    with pytest.raises(Cancelled):
        places.place(url, control)
    seconds = clock.seconds()
    places.close()
    return seconds


def after(seconds: float) -> threading.Event:
    event = threading.Event()
    threading.Timer(seconds, event.set).start()
    return event


def test_that_an_answer_that_comes_too_late_is_cleared_away() -> None:
    control, begun, go, late = JobControl(), threading.Event(), threading.Event(), threading.Event()

    def call() -> str:
        begun.set()
        go.wait(20)
        return "job"

    def clear(answer: str) -> None:
        assert answer == "job"
        late.set()

    Clock(control, begun)
    with pytest.raises(Cancelled):
        answer_of(call, control, clear)
    go.set()
    assert late.wait(20)


def test_that_what_a_call_raises_is_raised_where_it_is_waited_for() -> None:
    def call() -> None:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        answer_of(call, JobControl())
    began = time.monotonic()
    attempt(call, SILENCE_S)
    assert time.monotonic() - began < SILENCE_S

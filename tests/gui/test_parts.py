"""Small parts of the window: photo list, announcements, background calls."""

import mmap
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QThread
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from enhancer_gui.core.errors import EnhancerError, PhotoError
from enhancer_gui.core.events import Paused, Progress, Resumed, Started
from enhancer_gui.core.jobs import Job
from enhancer_gui.core.recipe import Recipe
from enhancer_gui.gui.announcements import Announcement, NoticeBar, Offer
from enhancer_gui.gui.background import BackgroundCalls
from enhancer_gui.gui.panels.words import folder_words
from enhancer_gui.gui.photo_list import PhotoList, Result
from enhancer_gui.gui.reporting import memory_in_use_bytes, status_of
from enhancer_gui.jobs.queue import JobQueue

RECIPE = Recipe("none", "None", ())


@pytest.fixture
def calls() -> Iterator[BackgroundCalls]:
    made = BackgroundCalls(newest_first=True)
    yield made
    assert made.shut_down(5.0)


def test_that_a_path_is_listed_once() -> None:
    photos = PhotoList()
    first = photos.add((Path("a.png"), Path("b.png"), Path("a.png")), RECIPE)
    again = photos.add((Path("b.png"), Path("c.png")), RECIPE)
    assert [photo.path.name for photo in first] == ["a.png", "b.png"]
    assert [photo.path.name for photo in again] == ["c.png"]
    assert len(set(photos.ids)) == 3


def test_that_neighbours_end_at_both_ends() -> None:
    photos = PhotoList()
    a, b = photos.add((Path("a.png"), Path("b.png")), RECIPE)
    assert photos.neighbour(a.id, 1) == b.id
    assert photos.neighbour(b.id, 1) == b.id
    assert photos.neighbour(a.id, -1) == a.id


def test_that_a_newer_result_takes_the_place_of_one_with_the_same_stages() -> None:
    (photo,) = PhotoList().add((Path("a.png"),), RECIPE)
    old, new = (
        Result((), Started(run, (1, 1), (1, 1), (1, 1), 1, 0, Path(run), "CPU", "fp32")) for run in ("old", "new")
    )
    photo_with_old = type(photo)(photo.id, photo.path, photo.recipe, results=photo.with_result(old))
    assert photo_with_old.with_result(new) == (new,)
    assert photo_with_old.result_for(()) == old


def test_that_calls_run_off_the_window_s_thread_and_answer_on_it(qtbot: QtBot, calls: BackgroundCalls) -> None:
    here = QThread.currentThread()
    answered_on: list[QThread] = []
    calls.done.connect(lambda _key, _result: answered_on.append(QThread.currentThread()))
    with qtbot.waitSignal(calls.done) as done:
        calls.submit("key", threading.current_thread)
    assert done.args is not None
    assert done.args[0] == "key"
    assert done.args[1] is not threading.main_thread()
    assert answered_on == [here]


@pytest.mark.parametrize(
    ("raised", "words"),
    [(PhotoError("It is broken."), "It is broken."), (PermissionError(13, "Permission denied"), "Permission denied")],
)
def test_that_what_a_call_raises_is_told_in_words(
    qtbot: QtBot, calls: BackgroundCalls, raised: Exception, words: str
) -> None:
    def fail() -> None:
        raise raised

    with qtbot.waitSignal(calls.failed) as failed:
        calls.submit("key", fail)
    assert failed.args is not None
    assert isinstance(failed.args[1], EnhancerError)
    assert words in str(failed.args[1])


def test_that_the_latest_request_is_served_first(qtbot: QtBot, calls: BackgroundCalls) -> None:
    gate = threading.Event()
    order: list[str] = []
    calls.submit("blocker", gate.wait)
    for key in ("old", "new"):
        calls.submit(key, partial(order.append, key))
    gate.set()
    qtbot.waitUntil(lambda: len(order) == 2)
    assert order == ["new", "old"]


def test_that_nothing_is_told_after_shutting_down(qtbot: QtBot, calls: BackgroundCalls) -> None:
    gate = threading.Event()
    calls.submit("slow", gate.wait)
    calls.submit("waiting", gate.wait)
    assert not calls.shut_down(0.01)
    with qtbot.assertNotEmitted(calls.done):
        gate.set()
        assert calls.shut_down(5.0)


@pytest.fixture
def ground(qtbot: QtBot) -> QWidget:
    ground = QWidget()
    qtbot.addWidget(ground)
    ground.resize(800, 600)
    ground.show()
    return ground


def test_that_an_announcement_leaves_by_itself_unless_it_needs_an_answer(qtbot: QtBot, ground: QWidget) -> None:
    bar = NoticeBar(ground)
    bar.announce(Announcement("Failed", stays=True))
    assert not bar._timer.isActive()
    bar.announce(Announcement("Saved"))
    assert bar._timer.isActive()
    bar._timer.setInterval(1)
    qtbot.waitUntil(bar.isHidden)
    assert bar.announcement is None


def test_that_an_announcement_offers_one_thing_to_do(qtbot: QtBot, ground: QWidget) -> None:
    bar = NoticeBar(ground)
    saved = Announcement("Saved", offer=Offer.REVEAL, offer_words="Show in folder")
    bar.announce(saved)
    assert bar.button.isVisible()
    with qtbot.waitSignal(bar.accepted) as accepted:
        bar.button.click()
    assert accepted.args == [saved]
    assert bar.isHidden()


def test_that_closing_an_announcement_declines_its_offer(qtbot: QtBot, ground: QWidget) -> None:
    bar = NoticeBar(ground)
    bar.announce(Announcement("Two photos are left", offer=Offer.CONTINUE, offer_words="Continue", stays=True))
    with qtbot.waitSignal(bar.dismissed), qtbot.assertNotEmitted(bar.accepted):
        bar.close_button.click()


def test_that_an_announcement_stays_inside_a_narrow_window(qtbot: QtBot, ground: QWidget) -> None:
    bar = NoticeBar(ground)
    bar.announce(Announcement("A sentence of some length about what happened", "And what to do about it."))
    ground.resize(300, 600)
    qtbot.waitUntil(lambda: ground.rect().contains(bar.geometry()))


def test_that_a_folder_in_a_notice_is_short_and_told_in_full_where_it_does_not_fit(qtbot: QtBot) -> None:
    ground = QWidget()
    qtbot.addWidget(ground)
    ground.resize(640, 400)
    ground.show()
    bar = NoticeBar(ground)
    folder = Path.home().joinpath("Pictures", *(f"a long name {number}" for number in range(20)), "results")
    bar.announce(Announcement("Saved as a.jpg", offer=Offer.REVEAL, offer_words="Show in folder", place=folder))
    shown = bar.place.shown_text()
    assert shown.startswith(str(Path("~", "Pictures")))
    assert "…" in shown
    assert shown.endswith("results")
    assert bar.place.toolTip() == bar.place.text() == str(Path("~", folder.relative_to(Path.home())))
    assert bar.height() < 80
    bar.announce(Announcement("Nothing to show."))
    assert bar.place.isHidden()


def test_that_folders_elsewhere_keep_their_whole_path() -> None:
    assert folder_words(Path.home()) == "~"
    elsewhere = Path.home().parent / "somebody"
    assert folder_words(elsewhere) == str(elsewhere)


def test_that_the_memory_told_grows_with_what_is_held() -> None:
    """Pages fresh from the kernel: a block from the allocator may be one that was held before."""
    size = 64 << 20
    before = memory_in_use_bytes()
    with mmap.mmap(-1, size) as held:
        held[::4096] = b"x" * (size // 4096)
        assert memory_in_use_bytes() - before > size // 2


def test_that_no_speed_is_told_while_nothing_is_computed() -> None:
    queue = JobQueue()
    queue.add(Job("a", Path("a.png"), None, RECIPE))
    queue.apply(Started("a", (1, 1), (1, 1), (1, 1), 4, 0, Path("store"), "CPU", "fp32"))
    queue.apply(Progress("a", 0.5, 2, 4, 3.0, 1.8))
    assert status_of(queue, "", "", None).megapixels_per_s == 1.8
    queue.apply(Paused("a"))
    assert status_of(queue, "", "", None).megapixels_per_s is None
    queue.apply(Resumed("a"))
    assert status_of(queue, "", "", None).megapixels_per_s == 1.8

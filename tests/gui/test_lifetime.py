"""Closing, coming back, and what is remembered between two runs."""

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from enhancer_gui.core.jobs import JobState
from enhancer_gui.core.sizes import SizeTarget
from enhancer_gui.gui import controller as controller_module
from enhancer_gui.gui import session as session_module
from enhancer_gui.gui.announcements import Offer
from enhancer_gui.gui.choices import Choices
from enhancer_gui.gui.dialogs.question import Question
from enhancer_gui.gui.session import FILE_NAME, Unfinished, load_session, save_session
from enhancer_gui.gui.viewer import CompareMode
from enhancer_gui.jobs.plan import make_job
from enhancer_gui.storage.paths import config_dir
from enhancer_gui.storage.settings import Settings, save_settings
from tests.fakes import FakeBackend
from tests.gui.rig import RECIPE_2X, Rig, backend, models, photo, rigged, write_photo

__all__ = ["backend", "models", "photo"]

TILES = 6


@pytest.fixture
def asking_rig(qtbot: QtBot, models: None, backend: FakeBackend) -> Iterator[Rig]:
    with rigged(qtbot, backend, confirm_close=True) as made:
        yield made


def start_job(rig: Rig, photo: Path, *, gate_at: int = 2) -> None:
    rig.backend.gated_from = gate_at
    rig.open(photo)
    rig.window.side.primary.click()
    rig.wait(rig.backend.waiting.is_set)


def test_that_closing_without_a_job_asks_nothing(asking_rig: Rig) -> None:
    with asking_rig.qtbot.waitSignal(asking_rig.opened.lifetime.ended) as ended:
        asking_rig.window.close()
    assert ended.args == [True]
    assert not asking_rig.window.isVisible()
    assert asking_rig.window.findChildren(Question) == []


def test_that_closing_with_a_running_job_asks_and_staying_changes_nothing(asking_rig: Rig, photo: Path) -> None:
    start_job(asking_rig, photo)
    asking_rig.window.close()
    question = asking_rig.dialog(Question)
    question.no.click()
    assert asking_rig.window.isVisible()
    asking_rig.backend.gate.set()
    asking_rig.wait_for(JobState.FINISHED)


def test_fault_31_that_closing_with_a_running_job_stops_within_3_seconds(asking_rig: Rig, photo: Path) -> None:
    start_job(asking_rig, photo)
    asking_rig.window.close()
    question = asking_rig.dialog(Question)
    before = time.monotonic()
    with asking_rig.qtbot.waitSignal(asking_rig.opened.lifetime.ended) as ended:
        question.yes.click()
    assert ended.args == [True]
    assert time.monotonic() - before < 3.0
    assert asking_rig.backend.closed
    assert not asking_rig.window.isVisible()


def test_fault_31_that_a_tile_that_takes_long_does_not_keep_the_window_open(
    qtbot: QtBot, models: None, backend: FakeBackend, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(controller_module, "STOP_WITHIN_S", 0.05)
    backend.deaf = True
    with rigged(qtbot, backend) as rig:
        start_job(rig, photo)
        with qtbot.waitSignal(rig.opened.lifetime.ended) as ended:
            rig.window.close()
        assert ended.args == [False]
        assert not rig.window.isVisible()


def test_that_unfinished_work_is_offered_at_the_next_start_and_goes_on_where_it_stopped(
    qtbot: QtBot, models: None, backend: FakeBackend, photo: Path
) -> None:
    with rigged(qtbot, backend) as first:
        start_job(first, photo)
        first.window.close()
    done = set(backend.served)
    assert 0 < len(done) < TILES
    again = FakeBackend()
    with rigged(qtbot, again) as second:
        second.wait(lambda: second.window.notice.announcement is not None)
        offer = second.window.notice.announcement
        assert offer is not None
        assert offer.offer is Offer.CONTINUE
        second.window.notice.button.click()
        second.wait(lambda: len(second.controller.desk.photos) == 1)
        second.wait_for(JobState.FINISHED)
        assert done.isdisjoint(again.served)
        assert len(done) + len(again.served) == TILES
    assert load_session() == ()


def test_that_unfinished_work_goes_on_though_its_photo_was_opened_meanwhile(
    qtbot: QtBot, models: None, backend: FakeBackend, photo: Path
) -> None:
    wanted = replace(RECIPE_2X, export=replace(RECIPE_2X.export, size=SizeTarget(value=3.0)))
    save_session([Unfinished(photo, wanted, None)])
    with rigged(qtbot, backend) as rig:
        rig.open(photo)
        rig.wait(lambda: rig.window.notice.announcement is not None)
        with qtbot.waitSignal(rig.controller.desk.recipe_changed) as shown:
            rig.controller.continue_session()
        assert shown.args == [wanted]
        rig.wait_for(JobState.FINISHED)
        assert rig.entry.job.recipe == rig.controller.desk.recipe == wanted


def test_that_declined_work_is_not_offered_again(qtbot: QtBot, models: None, backend: FakeBackend, photo: Path) -> None:
    save_session([Unfinished(photo, RECIPE_2X, None)])
    with rigged(qtbot, backend) as rig:
        rig.wait(lambda: rig.window.notice.announcement is not None)
        rig.window.notice.close_button.click()
    assert load_session() == ()


def test_that_work_that_was_not_answered_for_is_kept(
    qtbot: QtBot, models: None, backend: FakeBackend, photo: Path
) -> None:
    left = Unfinished(photo, RECIPE_2X, photo.with_name("result.png"))
    save_session([left])
    with rigged(qtbot, backend) as rig:
        rig.wait(lambda: rig.window.notice.announcement is not None)
    assert load_session() == (left,)


def test_that_unfinished_work_is_on_disk_while_it_runs(
    qtbot: QtBot, models: None, backend: FakeBackend, photo: Path
) -> None:
    with rigged(qtbot, backend) as rig:
        start_job(rig, photo)
        rig.wait((config_dir() / FILE_NAME).exists)
        rig.backend.gate.set()
        rig.wait_for(JobState.FINISHED)
        rig.wait(lambda: not (config_dir() / FILE_NAME).exists())


def test_that_any_file_name_survives_a_session(tmp_path: Path) -> None:
    left = [Unfinished(tmp_path / name, RECIPE_2X, None) for name in ("ä 照片 100%.png", "\udcff.png", "a\nb.png")]
    for item in left:
        item.path.touch()
    save_session(left)
    assert load_session() == tuple(left)


def test_that_photos_that_are_gone_are_not_offered(tmp_path: Path) -> None:
    save_session([Unfinished(tmp_path / "gone.png", RECIPE_2X, None)])
    assert load_session() == ()


@pytest.mark.parametrize("content", [b"", b"{", b'{"schema_version": 2, "photos": []}', b"\xff\x00"])
def test_fault_36_that_a_broken_or_newer_session_file_is_kept_aside_and_told(
    qtbot: QtBot, models: None, backend: FakeBackend, content: bytes
) -> None:
    file = config_dir() / FILE_NAME
    file.write_bytes(content)
    with rigged(qtbot, backend) as rig:
        rig.wait(lambda: rig.window.notice.announcement is not None)
        told = rig.window.notice.announcement
        assert told is not None
        assert "unfinished photos" in told.message
    assert file.with_name(FILE_NAME + ".broken").read_bytes() == content


def test_that_place_and_choices_are_remembered(qtbot: QtBot, models: None, backend: FakeBackend) -> None:
    with rigged(qtbot, backend) as first:
        first.wait(lambda: bool(first.controller.presets.presets))
        first.window.resize(710, 590)
        first.window.toggle_filmstrip()
        first.window.viewer.mode = CompareMode.SIDE_BY_SIDE
        first.controller.editing.choose_preset("old-photo")
        first.window.close()
    with rigged(qtbot, FakeBackend()) as second:
        assert (second.window.width(), second.window.height()) == (710, 590)
        assert not second.window.is_filmstrip_wanted
        assert second.window.viewer.mode is CompareMode.SIDE_BY_SIDE
        second.wait(lambda: second.controller.desk.recipe.id == "old-photo")


def test_fault_36_that_broken_settings_are_told_and_replaced_by_the_defaults(
    qtbot: QtBot, models: None, backend: FakeBackend
) -> None:
    (config_dir() / "settings.json").write_text("{broken")
    assert Choices().problem is not None
    (config_dir() / "settings.json").write_text("{broken")
    with rigged(qtbot, backend) as rig:
        rig.wait(lambda: rig.window.notice.announcement is not None)
        told = rig.window.notice.announcement
        assert told is not None
        assert "settings" in told.message


def test_that_an_unknown_way_of_comparing_in_the_settings_does_not_keep_the_window_shut(
    qtbot: QtBot, models: None, backend: FakeBackend
) -> None:
    save_settings(replace(Settings(), compare_mode="of a later version"))
    with rigged(qtbot, backend) as rig:
        assert rig.window.viewer.mode is CompareMode.SPLIT


def test_that_a_window_closed_at_once_starts_no_thread(qtbot: QtBot, models: None, backend: FakeBackend) -> None:
    with rigged(qtbot, backend) as rig:
        rig.window.close()
        rig.controller.start()  # as queued by the first showing
        assert not rig.controller.worker._thread.isRunning()


def test_that_many_jobs_queued_at_once_are_written_together(
    qtbot: QtBot, models: None, backend: FakeBackend, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[int] = []

    def count_and_save(left: tuple[Unfinished, ...]) -> None:
        written.append(len(left))
        save_session(left)

    monkeypatch.setattr(session_module, "save_session", count_and_save)
    backend.gated_from = 0
    with rigged(qtbot, backend) as rig:
        path = write_photo(tmp_path / "photo.png")
        rig.open(path)
        for _ in range(50):
            rig.controller.queue.submit(make_job(path, RECIPE_2X, None))
        rig.wait((config_dir() / FILE_NAME).exists)
        assert written == [50]

"""Another machine that is cut off or off: nothing is lost, and nothing is computed here unasked."""

import socket
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

pytest.importorskip("fastapi")
pytest.importorskip("prometheus_client")

from enhancer_gui.backends import far_places
from enhancer_gui.core.jobs import JobState
from enhancer_gui.gui.announcements import Offer
from enhancer_gui.gui.panels.filmstrip_row import FilmAction, PhotoState
from enhancer_gui.storage.settings import AUTO
from tests.backends.fault_server import Fault, bad_line
from tests.fakes import FakeBackend
from tests.gui.rig import Rig, backend, models, photo, rig, rigged, write_photo
from tests.gui.studio import Studio, connect, rows, short_patience, studio

__all__ = ["backend", "models", "photo", "rig", "short_patience", "studio"]

# The server deletes the copies of photos that were sent to it.
pytestmark = [pytest.mark.changes_originals, pytest.mark.usefixtures("short_patience")]


def test_fault_35_that_a_cut_line_is_taken_up_again_in_the_window(rig: Rig, studio: Studio, photo: Path) -> None:
    with bad_line(studio.url, Fault(cut_after=30_000), matching=b"/tiles") as line:
        connect(rig, line.url)
        rig.open(photo)
        shown = rows(rig)
        rig.enhance()
        assert line.met == 1 and len(studio.backend.served) == 6 and rig.backend.served == []
    states = [row.state for row in shown]
    assert PhotoState.CALLING in states[states.index(PhotoState.RUNNING) :]


def test_fault_35_that_this_machine_computes_only_when_it_is_asked_to(rig: Rig, studio: Studio, tmp_path: Path) -> None:
    connect(rig, studio.url)
    photos = [write_photo(tmp_path / f"{name}.png") for name in "ab"]
    rig.open(*photos)
    studio.running.server.handle_exit(0, None)
    rig.controller.desk.choose(tuple(each.id for each in rig.controller.desk.photos))
    rig.window.side.primary.click()
    rig.wait_for(JobState.FAILED)
    rig.wait(lambda: not rig.controller.queue.unfinished)
    assert rig.backend.served == [] and rig.controller.choices.now.device == studio.url
    assert rig.row_state() is PhotoState.FAILED_THERE
    assert "127.0.0.1 does not answer" in rig.window.film_model.rows[0].message
    rig.controller.actions.act((rig.photo.id,), FilmAction.HERE)
    rig.wait(lambda: all(row.state is PhotoState.SAVED for row in rig.window.film_model.rows))
    assert rig.backend.served != [] and rig.controller.choices.now.device == AUTO


def test_fault_35_that_the_error_offers_this_machine(rig: Rig, studio: Studio, photo: Path) -> None:
    connect(rig, studio.url)
    rig.open(photo)
    studio.running.server.handle_exit(0, None)
    rig.window.side.primary.click()
    rig.wait_for(JobState.FAILED)
    announcement = rig.window.notice.announcement
    assert announcement is not None and announcement.offer is Offer.HERE and announcement.stays
    assert rig.backend.served == []
    rig.window.notice.button.click()
    rig.wait_for(JobState.FINISHED)
    assert len(rig.backend.served) == 6


def refuses(url: str) -> bool:
    """Return whether nobody listens at an address any more; before, a call may be taken and never answered."""
    with socket.socket() as line:
        return line.connect_ex(("127.0.0.1", int(url.rsplit(":", 1)[1]))) != 0


def test_fault_35_that_calling_a_machine_that_is_off_can_be_cancelled(
    rig: Rig, studio: Studio, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect(rig, studio.url)
    rig.open(photo)
    monkeypatch.setattr(far_places, "FIRST_WAITS_S", (600.0,))
    studio.running.server.handle_exit(0, None)
    rig.wait(lambda: refuses(studio.running.url))
    rig.window.side.primary.click()
    rig.wait(lambda: rig.row_state() is PhotoState.CALLING)
    rig.wait(lambda: rig.window.status.progress.text().startswith("Calling 127.0.0.1…"))
    rig.window.side.secondary.click()
    rig.wait_for(JobState.CANCELLED)
    assert rig.backend.served == []


def test_that_a_machine_that_is_off_at_the_start_is_told_with_a_way_out(qtbot: QtBot, models: None) -> None:
    url = "http://127.0.0.1:9"
    with rigged(qtbot, FakeBackend(), device=url, machines=(url,)) as rig:
        rig.wait(lambda: rig.window.notice.announcement is not None)
        announcement = rig.window.notice.announcement
        assert announcement is not None and announcement.offer is Offer.HERE
        assert rig.window.status.place.text() == "127.0.0.1"
        rig.window.notice.button.click()
        assert rig.controller.choices.now.device == AUTO
        rig.wait(lambda: rig.window.status.place.text() == "Fake CPU · fp32")


def test_that_a_retry_takes_the_device_that_is_chosen_now(rig: Rig, studio: Studio, photo: Path) -> None:
    connect(rig, studio.url)
    rig.open(photo)
    studio.running.server.handle_exit(0, None)
    rig.window.side.primary.click()
    rig.wait_for(JobState.FAILED)
    rig.controller.place.choose("cpu")
    rig.controller.actions.act((rig.photo.id,), FilmAction.RETRY)
    rig.wait_for(JobState.FINISHED)
    assert rig.entry.job == replace(rig.entry.job, device="cpu") and len(rig.backend.served) == 6

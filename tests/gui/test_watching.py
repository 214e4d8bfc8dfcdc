"""A watched folder in the window: what arrives is enhanced and saved, and nothing else is disturbed."""

from pathlib import Path

import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from enhancer_gui.gui import watching
from enhancer_gui.gui.actions import Command
from enhancer_gui.gui.dialogs.watch_dialog import WatchDialog
from enhancer_gui.gui.watching import WatchOrder, WatchState
from enhancer_gui.jobs import watch
from tests.fakes import FakeBackend
from tests.gui.rig import Rig, backend, models, photo, rig, rigged, write_photo

__all__ = ["backend", "models", "photo", "rig"]


LOOK_EVERY_MS = 50


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch.FolderWatch.__init__, "__kwdefaults__", {"settled_after_s": 0.0, "clock": lambda: 0.0})


def start(rig: Rig, folder: Path, *, present_too: bool = False) -> Path:
    rig.wait(lambda: bool(rig.controller.presets.presets))
    folder.mkdir(exist_ok=True)
    out = folder.parent / "out"
    rig.controller.watching._timer.setInterval(LOOK_EVERY_MS)
    rig.controller.watching.start(WatchOrder(folder, out, "enlarge-2x", present_too))
    return out


def test_that_a_photo_that_arrives_is_saved_and_the_present_one_stays(rig: Rig, photo: Path, tmp_path: Path) -> None:
    rig.open(photo)
    out = start(rig, tmp_path / "in")
    rig.wait(rig.controller.watching._timer.isActive)
    write_photo(tmp_path / "in" / "new.png")
    rig.wait((out / "new-enlarge-2x.png").exists)
    rig.wait(lambda: not rig.controller.unfinished)
    assert rig.photo.path == photo
    assert rig.controller.watching.state.taken == 1
    assert rig.window.actions_by_command[Command.WATCH].text() == "Watching in…"
    rig.controller.watching.stop()
    assert rig.window.actions_by_command[Command.WATCH].text() == "Watch a folder…"


def test_that_photos_there_before_are_taken_only_when_asked_for_and_only_once(rig: Rig, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    write_photo(folder / "old.png")
    out = start(rig, folder, present_too=True)
    rig.wait((out / "old-enlarge-2x.png").exists)
    rig.wait(lambda: not rig.controller.unfinished)
    rig.controller.watching.stop()
    served = len(rig.backend.served)
    rig.controller.desk.remove(rig.controller.desk.photos.ids)
    start(rig, folder, present_too=True)
    with rig.qtbot.waitSignal(rig.controller.orders.skipped):
        pass
    assert len(rig.backend.served) == served


def test_that_watching_goes_on_at_the_next_start_with_what_arrived_meanwhile(
    qtbot: QtBot, models: None, photo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "LOOK_EVERY_S", LOOK_EVERY_MS / 1000)
    monkeypatch.setattr(watching, "LATEST_S", 0.0)
    folder = tmp_path / "in"
    folder.mkdir()
    write_photo(folder / "before.png")
    with rigged(qtbot, FakeBackend()) as first:
        start(first, folder)
        first.wait(first.controller.watching._timer.isActive)
        write_photo(folder / "while.png")
        first.wait((tmp_path / "out" / "while-enlarge-2x.png").exists)
        first.wait(lambda: not first.controller.unfinished)
    write_photo(folder / "between.png")
    with rigged(qtbot, FakeBackend()) as second:
        second.wait((tmp_path / "out" / "between-enlarge-2x.png").exists)
        second.wait(lambda: not second.controller.unfinished)
        assert {each.path.name for each in second.controller.desk.photos} == {"between.png"}
        assert second.window.actions_by_command[Command.WATCH].text() == "Watching in…"
        told = second.window.notice.announcement
        assert told is not None
        second.controller.watching.stop()
    with rigged(qtbot, FakeBackend()) as third:
        third.wait(lambda: bool(third.controller.presets.presets))
        assert third.controller.watching.state.order is None


def test_that_the_dialog_asks_for_both_folders_and_refuses_the_same_one(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = WatchDialog({"enlarge-2x": "Enlarge 2×", "enlarge-4x": "Enlarge 4×"}, "enlarge-4x")
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.go.isEnabled()
    dialog.set_folders(tmp_path, tmp_path)
    assert not dialog.go.isEnabled()
    assert dialog.notice.isVisible()
    dialog.set_folders(tmp_path, tmp_path / "out")
    with qtbot.waitSignal(dialog.start_wanted) as started:
        dialog.go.click()
    assert started.args == [WatchOrder(tmp_path, tmp_path / "out", "enlarge-4x")]


def test_that_the_dialog_shows_how_watching_goes_and_ends_it(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = WatchDialog({"enlarge-2x": "Enlarge 2×"}, "")
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.show_state(WatchState(WatchOrder(tmp_path, tmp_path / "out", "enlarge-2x"), taken=3, arriving=1))
    assert dialog.notice.accessibleName() == "Watching 3 photos have been taken. 1 is still arriving."
    assert not dialog.preset.isEnabled()
    with qtbot.waitSignal(dialog.stop_wanted):
        dialog.go.click()


@pytest.mark.changes_originals
def test_that_a_photo_that_is_replaced_gets_a_result_beside_that_of_the_older_one(rig: Rig, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    out = start(rig, folder)
    rig.wait(rig.controller.watching._timer.isActive)
    write_photo(folder / "new.png")
    rig.wait((out / "new-enlarge-2x.png").exists)
    rig.wait(lambda: not rig.controller.unfinished)
    first = (out / "new-enlarge-2x.png").read_bytes()
    write_photo(folder / "new.png", 64, 96)
    rig.wait(lambda: len(list(out.glob("new*.png"))) == 2)
    rig.wait(lambda: not rig.controller.unfinished)
    (second,) = set(out.glob("new*.png")) - {out / "new-enlarge-2x.png"}
    assert (out / "new-enlarge-2x.png").read_bytes() == first
    with Image.open(second) as result:
        assert result.size == (128, 192)


def test_that_a_watched_folder_that_goes_is_told_and_watched_again_when_it_is_back(rig: Rig, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    out = start(rig, folder)
    rig.wait(rig.controller.watching._timer.isActive)
    folder.rename(tmp_path / "elsewhere")
    rig.wait(lambda: rig.controller.watching.state.is_gone)
    told = rig.window.notice.announcement
    assert told is not None
    assert "“in”" in told.message
    folder.mkdir()
    rig.wait(lambda: not rig.controller.watching.state.is_gone)
    write_photo(folder / "new.png")
    rig.wait((out / "new-enlarge-2x.png").exists)
    rig.wait(lambda: not rig.controller.unfinished)


def test_that_the_dialog_tells_that_the_folder_is_gone(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = WatchDialog({"enlarge-2x": "Enlarge 2×"}, "")
    qtbot.addWidget(dialog)
    order = WatchOrder(tmp_path / "gone", tmp_path / "out", "enlarge-2x")
    dialog.show_state(WatchState(order, taken=1, is_gone=True))
    assert dialog.notice.accessibleName().startswith("The folder is not there now.")
    assert dialog.go.isEnabled()

"""Many photos in the window: choosing, recipes, order, failures, and the end of a queue."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QSignalSpy, QTest

from enhancer_gui.core.errors import BackendError
from enhancer_gui.core.jobs import JobState
from enhancer_gui.core.sizes import SizeMode, SizeTarget
from enhancer_gui.gui import notification
from enhancer_gui.gui.actions import Command
from enhancer_gui.gui.announcements import Announcement, Offer
from enhancer_gui.gui.dialogs.queue_result import QueueResult
from enhancer_gui.gui.notification import Notifier
from enhancer_gui.gui.panels.filmstrip_row import PhotoState
from tests.gui.rig import Rig, backend, models, rig, write_photo

__all__ = ["backend", "models", "rig"]

MANY = 300


def open_photos(rig: Rig, folder: Path, names: str) -> tuple[str, ...]:
    rig.open(*(write_photo(folder / f"{name}.png") for name in names))
    return rig.controller.desk.photos.ids


def press(rig: Rig, place: int, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    view = rig.window.filmstrip.view
    centre: QPoint = view.visualRect(rig.window.film_model.index(place, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, keys, centre)


def command(rig: Rig, command: Command) -> None:
    rig.window.actions_by_command[command].trigger()


def chosen(rig: Rig) -> str:
    return "".join(photo.path.stem for photo in rig.controller.desk.chosen)


def order(rig: Rig) -> str:
    return "".join(row.path.stem for row in rig.window.film_model.rows)


def recipes(rig: Rig) -> list[str]:
    return [photo.recipe.id for photo in rig.controller.desk.photos]


def told(rig: Rig) -> Announcement:
    announcement = rig.window.notice.announcement
    assert announcement is not None
    return announcement


def test_that_ctrl_adds_and_takes_away_and_shift_chooses_a_range(rig: Rig, tmp_path: Path) -> None:
    open_photos(rig, tmp_path, "abcde")
    press(rig, 1)
    press(rig, 3, Qt.KeyboardModifier.ControlModifier)
    assert chosen(rig) == "bd"
    assert rig.photo.path.stem == "d"
    press(rig, 3, Qt.KeyboardModifier.ControlModifier)
    assert (chosen(rig), rig.photo.path.stem) == ("b", "b")  # what is in view is among what is changed
    press(rig, 3, Qt.KeyboardModifier.ControlModifier)
    press(rig, 1, Qt.KeyboardModifier.ControlModifier)
    assert chosen(rig) == "d"
    press(rig, 0)
    press(rig, 2, Qt.KeyboardModifier.ShiftModifier)
    assert chosen(rig) == "abc"
    assert rig.window.side.primary.text() == "Enhance 3 photos"
    command(rig, Command.SELECT_ALL)
    assert chosen(rig) == "abcde"


def test_that_a_recipe_is_copied_from_one_photo_and_pasted_to_others(rig: Rig, tmp_path: Path) -> None:
    open_photos(rig, tmp_path, "abcd")
    press(rig, 0)
    rig.controller.editing.choose_preset("enlarge-4x")
    command(rig, Command.COPY_RECIPE)
    press(rig, 2)
    press(rig, 3, Qt.KeyboardModifier.ControlModifier)
    command(rig, Command.PASTE_RECIPE)
    assert recipes(rig) == ["enlarge-4x", "enlarge-2x", "enlarge-4x", "enlarge-4x"]
    assert told(rig).message.startswith("2 photos have the recipe")


def test_that_pasting_is_taken_back_for_all_at_once(rig: Rig, tmp_path: Path) -> None:
    ids = open_photos(rig, tmp_path, "abc")
    rig.controller.editing.choose_preset("enlarge-4x")
    command(rig, Command.COPY_RECIPE)
    before = recipes(rig)
    rig.controller.desk.choose((ids[1], ids[2]))
    command(rig, Command.PASTE_RECIPE)
    assert recipes(rig).count("enlarge-4x") > 1
    command(rig, Command.UNDO)
    assert recipes(rig) == before


def test_that_pasting_before_copying_says_so_and_changes_nothing(rig: Rig, tmp_path: Path) -> None:
    open_photos(rig, tmp_path, "ab")
    command(rig, Command.PASTE_RECIPE)
    assert told(rig).message == "No recipe has been copied yet."
    assert recipes(rig) == ["enlarge-2x"] * 2


def test_that_the_present_recipe_is_given_to_the_chosen_or_to_all(rig: Rig, tmp_path: Path) -> None:
    ids = open_photos(rig, tmp_path, "abc")
    rig.controller.desk.make_current(ids[0])
    rig.controller.editing.choose_preset("enlarge-4x")
    rig.controller.desk.choose((ids[0], ids[2]))
    command(rig, Command.RECIPE_TO_CHOSEN)
    assert recipes(rig) == ["enlarge-4x", "enlarge-2x", "enlarge-4x"]
    command(rig, Command.RECIPE_TO_ALL)
    assert recipes(rig) == ["enlarge-4x"] * 3


def test_that_photos_are_dragged_to_another_place_and_their_jobs_with_them(rig: Rig, tmp_path: Path) -> None:
    rig.backend.gated_from = 0
    ids = open_photos(rig, tmp_path, "abcde")
    rig.controller.desk.choose(ids)
    rig.controller.actions.enhance()
    rig.wait(lambda: len(rig.controller.queue.queue) == 5)
    drop(rig, (ids[3], ids[4]), before=1)
    assert order(rig) == "adebc"
    assert [entry.job.id for entry in rig.controller.queue.queue] == list(rig.controller.desk.photos.ids)
    assert rig.controller.desk.photos.ids == (ids[0], ids[3], ids[4], ids[1], ids[2])
    drop(rig, (ids[0],), before=5)
    assert order(rig) == "debca"


def drop(rig: Rig, keys: tuple[str, ...], before: int) -> None:
    """Drop photos at the left edge of a place in the filmstrip."""
    view, model = rig.window.filmstrip.view, rig.window.film_model
    mime: QMimeData = model.mimeData([model.index_for(key) for key in keys])
    edge = QPointF(view.visualRect(model.index(before, 0)).topLeft() + QPoint(3, 20))
    none = Qt.KeyboardModifier.NoModifier
    view.dropEvent(QDropEvent(edge, Qt.DropAction.MoveAction, mime, Qt.MouseButton.LeftButton, none))


def test_that_the_current_photo_and_the_choice_survive_a_new_order(rig: Rig, tmp_path: Path) -> None:
    open_photos(rig, tmp_path, "abcd")
    press(rig, 3)
    press(rig, 2, Qt.KeyboardModifier.ControlModifier)
    drop(rig, rig.window.filmstrip.selected, before=0)
    assert order(rig) == "cdab"
    assert chosen(rig) == "dc" or chosen(rig) == "cd"
    assert rig.photo.path.stem == "c"


def test_that_the_end_of_a_queue_is_summed_up_with_the_way_to_the_files(rig: Rig, tmp_path: Path) -> None:
    ids = open_photos(rig, tmp_path, "abc")
    rig.controller.desk.choose(ids)
    rig.controller.actions.enhance()
    rig.wait(lambda: len(rig.controller.queue.queue) == 3 and not rig.controller.unfinished)
    rig.wait(lambda: told(rig).stays)
    assert told(rig).message.startswith("3 photos saved, in ")
    assert told(rig).offer is Offer.REVEAL
    assert told(rig).place == tmp_path


def test_that_what_failed_is_listed_and_tried_again_together(rig: Rig, tmp_path: Path) -> None:
    rig.backend.errors[0] = BackendError("The device stopped answering.", remedy="Try again.")
    ids = open_photos(rig, tmp_path, "abc")
    rig.controller.desk.choose(ids)
    rig.controller.actions.enhance()
    rig.wait(lambda: len(rig.controller.queue.queue) == 3 and not rig.controller.unfinished)
    rig.wait(lambda: told(rig).offer is Offer.SUMMARY)
    assert told(rig).message.startswith("2 photos saved, 1 failed, in ")
    rig.window.notice.button.click()
    dialog = rig.dialog(QueueResult)
    dialog.retry.click()
    rig.wait(lambda: rig.row_state(ids[0]) is PhotoState.SAVED)
    assert rig.controller.many.failed == ()


@pytest.mark.parametrize(
    ("large", "words"), [(("a",), "1 photo saved, 2 failed, in "), ((), "2 failed.")], ids=["beside another", "alone"]
)
def test_that_photos_too_small_for_the_size_are_summed_up(
    rig: Rig, tmp_path: Path, large: tuple[str, ...], words: str
) -> None:
    small = write_photo(tmp_path / "tiny.png", 8, 6), write_photo(tmp_path / "little.png", 10, 8)
    rig.open(*small, *(write_photo(tmp_path / f"{name}.png") for name in large))
    command(rig, Command.SELECT_ALL)
    rig.controller.editing.set_size(SizeTarget(SizeMode.LONG_SIDE, value=200))
    rig.controller.actions.enhance()
    rig.wait(lambda: rig.window.notice.announcement is not None and told(rig).offer is Offer.SUMMARY)
    assert told(rig).message.startswith(words)
    assert rig.window.side.primary.text() == ("Saved" if large else "Enhance 2 photos")


def test_that_a_single_photo_is_not_summed_up(rig: Rig, tmp_path: Path) -> None:
    open_photos(rig, tmp_path, "a")
    with rig.qtbot.assertNotEmitted(rig.controller.queue_report.ended):
        rig.enhance()


def test_that_what_is_done_to_many_photos_is_told_once(rig: Rig, tmp_path: Path) -> None:
    """Telling it for each takes the square of their number: 84 s for 2,000 photos before this was so."""
    rig.backend.gated_from = 0
    rig.open(write_photo(tmp_path / "first.png"))
    added = rig.controller.desk.add(write_photo(tmp_path / f"{number}.png", 8, 8) for number in range(MANY))
    command(rig, Command.SELECT_ALL)
    foot, status = QSignalSpy(rig.controller.reports.foot_changed), QSignalSpy(rig.controller.reports.status_changed)
    rig.controller.actions.enhance()
    rig.wait(lambda: len(rig.controller.queue.queue) == MANY + 1)
    rig.controller.actions.cancel_current()
    rig.wait(lambda: not rig.controller.unfinished)
    rig.controller.desk.remove(photo.id for photo in added)
    assert len(rig.controller.desk.photos) == 1
    assert len(rig.window.film_model.rows) == 1
    assert foot.count() < MANY // 10
    assert status.count() < MANY // 10
    states = [entry.state for entry in rig.controller.queue.queue]
    assert states == [JobState.CANCELLED]


class FakeTray:
    """Stands in for the desktop's tray."""

    shown: list[str]

    def __init__(self, *_arguments: object) -> None:
        self.shown = []
        self.is_visible = False
        self.messageClicked, self.activated = FakeSignal(), FakeSignal()
        FAKE_TRAYS.append(self)

    def show(self) -> None:
        self.is_visible = True

    def hide(self) -> None:
        self.is_visible = False

    def showMessage(self, _title: str, message: str, *_rest: object) -> None:
        self.shown.append(message)


class FakeSignal:
    def connect(self, _slot: object) -> None:
        """Take a slot and never call it."""


FAKE_TRAYS: list[FakeTray] = []


@pytest.fixture
def tray(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[FakeTray]]:
    monkeypatch.setattr(notification, "QSystemTrayIcon", FakeTray)
    monkeypatch.setattr(notification, "can_notify", lambda: True)
    yield FAKE_TRAYS
    FAKE_TRAYS.clear()


def test_that_the_desktop_is_told_only_while_the_window_is_not_in_front(
    monkeypatch: pytest.MonkeyPatch, tray: list[FakeTray]
) -> None:
    notifier = Notifier()
    monkeypatch.setattr("PySide6.QtGui.QGuiApplication.focusWindow", object)
    assert not notifier.tell("Enhancer", "3 photos saved.")
    assert tray == []
    monkeypatch.setattr("PySide6.QtGui.QGuiApplication.focusWindow", lambda: None)
    assert notifier.tell("Enhancer", "3 photos saved.")
    assert tray[0].shown == ["3 photos saved."]
    assert tray[0].is_visible
    notifier.clear()
    assert not tray[0].is_visible


def test_that_a_desktop_without_a_tray_is_left_in_peace(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("PySide6.QtGui.QGuiApplication.focusWindow", lambda: None)
    monkeypatch.setattr(notification, "can_notify", lambda: False)
    assert not Notifier().tell("Enhancer", "3 photos saved.")

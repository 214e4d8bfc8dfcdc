from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QMimeData, QPoint, QPointF, QRect, Qt, QUrl
from PySide6.QtGui import QDropEvent, QImage, QWheelEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from enhancer_gui.core.events import Failed, Finished, Progress, Saving, Started
from enhancer_gui.core.jobs import Job
from enhancer_gui.gui.panels import (
    ACTIONS,
    FilmAction,
    Filmstrip,
    FilmstripModel,
    FilmstripRow,
    PhotoState,
    filmstrip_row,
)
from enhancer_gui.gui.panels.filmstrip_delegate import button_rects, card_rect
from enhancer_gui.gui.panels.filmstrip_model import THUMBNAILS_KEPT, FilmstripRole
from enhancer_gui.gui.panels.words import row_words
from enhancer_gui.jobs.queue import JobQueue
from tests.gui.panels.gallery import OLD_PHOTO, ROWS


def many(count: int) -> tuple[FilmstripRow, ...]:
    return tuple(FilmstripRow(f"k{number}", Path(f"photo {number}.jpg")) for number in range(count))


def image() -> QImage:
    picture = QImage(8, 8, QImage.Format.Format_RGB32)
    picture.fill(0)
    return picture


@pytest.fixture
def model() -> FilmstripModel:
    filmstrip_model = FilmstripModel()
    QAbstractItemModelTester(filmstrip_model, QAbstractItemModelTester.FailureReportingMode.Fatal, filmstrip_model)
    return filmstrip_model


@pytest.fixture
def strip(qtbot: QtBot, model: FilmstripModel) -> Filmstrip:
    filmstrip = Filmstrip(model)
    qtbot.addWidget(filmstrip)
    model.append(ROWS)
    filmstrip.resize(900, 132)
    filmstrip.show()
    filmstrip.set_current(ROWS[0].key)
    return filmstrip


def centre_of(strip: Filmstrip, place: int) -> QPoint:
    return strip.view.visualRect(strip.view.model().index(place, 0)).center()


def test_that_the_photo_shown_stands_out_among_those_chosen(qtbot: QtBot, model: FilmstripModel) -> None:
    strip = Filmstrip(model)
    qtbot.addWidget(strip)
    model.append((FilmstripRow("a", Path("one/lake.jpg")), FilmstripRow("b", Path("two/lake.jpg"))))
    strip.resize(900, 132)
    strip.show()

    def looks() -> list[QImage]:
        ground = strip.view.viewport().grab().toImage()
        return [ground.copy(card_rect(strip.view.visualRect(model.index(row, 0)))) for row in (0, 1)]

    strip.set_current("a")
    strip.view.selectAll()
    shown, chosen = looks()
    assert shown != chosen
    strip.set_current("b")
    strip.view.selectAll()
    assert looks() == [chosen, shown]


def test_that_the_tail_comes_last_and_cannot_be_chosen(model: FilmstripModel) -> None:
    model.append(many(2))
    tail = model.index(2, 0)
    assert model.rowCount() == 3
    assert tail.data(FilmstripRole.IS_TAIL) is True
    assert not model.flags(tail) & Qt.ItemFlag.ItemIsSelectable


def test_that_a_row_is_exchanged_in_place(qtbot: QtBot, model: FilmstripModel) -> None:
    model.append(many(3))
    changed = replace(model.rows[1], state=PhotoState.RUNNING, fraction=0.5)
    with qtbot.waitSignal(model.dataChanged, check_params_cb=lambda first, last, _: first.row() == last.row() == 1):
        model.update_row(changed)
    assert model.row_for("k1") == changed


def test_that_an_unknown_or_unchanged_row_changes_nothing(qtbot: QtBot, model: FilmstripModel) -> None:
    model.append(many(1))
    with qtbot.assertNotEmitted(model.dataChanged):
        model.update_row(FilmstripRow("other", Path("other.jpg")))
        model.update_row(model.rows[0])
        model.set_thumbnail("other", image())


def test_that_the_same_photo_cannot_come_twice(model: FilmstripModel) -> None:
    model.append(many(1))
    with pytest.raises(ValueError, match="already"):
        model.append(many(1))


def test_that_rows_are_removed_wherever_they_are(model: FilmstripModel) -> None:
    model.append(many(8))
    model.remove(("k1", "k2", "k5", "k7", "unknown"))
    assert [row.key for row in model.rows] == ["k0", "k3", "k4", "k6"]
    assert model.index_for("k6").row() == 3


def test_that_a_missing_thumbnail_is_asked_for_once(qtbot: QtBot, model: FilmstripModel) -> None:
    model.append(many(2))
    with qtbot.waitSignal(model.thumbnails_wanted, check_params_cb=lambda keys: keys == ("k0", "k1")):
        for place in (0, 1, 0):
            model.index(place, 0).data(FilmstripRole.THUMBNAIL)
    with qtbot.assertNotEmitted(model.thumbnails_wanted, wait=20):
        model.index(0, 0).data(FilmstripRole.THUMBNAIL)


def test_that_thumbnails_are_bounded_and_asked_for_again(qtbot: QtBot, model: FilmstripModel) -> None:
    model.append(many(THUMBNAILS_KEPT + 1))
    for row in model.rows:
        model.set_thumbnail(row.key, image())
    with qtbot.waitSignal(model.thumbnails_wanted, check_params_cb=lambda keys: keys == ("k0",)):
        assert model.index(0, 0).data(FilmstripRole.THUMBNAIL) is None
    assert model.index(1, 0).data(FilmstripRole.THUMBNAIL) is not None


def test_that_of_two_thousand_photos_only_those_in_sight_are_painted(qtbot: QtBot, model: FilmstripModel) -> None:
    strip = Filmstrip(model)
    qtbot.addWidget(strip)
    strip.resize(1280, 132)
    asked: list[str] = []
    model.thumbnails_wanted.connect(asked.extend)
    strip.show()
    model.append(many(2000))
    qtbot.waitUntil(lambda: bool(asked))
    assert len(asked) <= 1280 // 152 + 2
    asked.clear()
    strip.set_current("k1999")
    qtbot.waitUntil(lambda: "k1999" in asked)
    assert len(asked) <= 1280 // 152 + 2


def test_that_choosing_a_photo_tells_which_is_current(qtbot: QtBot, strip: Filmstrip) -> None:
    with qtbot.waitSignals([strip.current_changed, strip.selection_changed]):
        QTest.mouseClick(strip.view.viewport(), Qt.MouseButton.LeftButton, pos=centre_of(strip, 2))
    assert (strip.current, strip.selected) == ("2", ("2",))


def test_that_several_photos_can_be_chosen(strip: Filmstrip) -> None:
    shift = Qt.KeyboardModifier.ShiftModifier
    QTest.mouseClick(strip.view.viewport(), Qt.MouseButton.LeftButton, shift, centre_of(strip, 2))
    assert strip.selected == ("0", "1", "2")


def test_that_removing_the_current_photo_chooses_its_neighbour(strip: Filmstrip, model: FilmstripModel) -> None:
    model.remove(("0",))
    assert (strip.current, strip.selected) == ("1", ("1",))


def test_that_removing_all_photos_leaves_none_current(qtbot: QtBot, strip: Filmstrip, model: FilmstripModel) -> None:
    with qtbot.waitSignal(strip.current_changed, check_params_cb=lambda key: key == ""):
        model.remove(row.key for row in ROWS)
    assert (strip.current, strip.selected) == ("", ())


def test_that_a_hover_button_acts_on_its_photo_and_leaves_the_choice(qtbot: QtBot, strip: Filmstrip) -> None:
    index = strip.view.model().index(4, 0)
    rects = dict(button_rects(card_rect(strip.view.visualRect(index)), PhotoState.FAILED))
    expected = (("4",), FilmAction.RETRY)
    with qtbot.waitSignal(strip.action_requested, check_params_cb=lambda *told: told == expected):
        QTest.mouseClick(strip.view.viewport(), Qt.MouseButton.LeftButton, pos=rects[FilmAction.RETRY].center())
    assert strip.selected == ("0",)


@pytest.mark.parametrize("state", list(PhotoState))
def test_that_hover_buttons_lie_within_their_card(state: PhotoState) -> None:
    card = card_rect(QRect(300, 0, 152, 108))
    assert all(card.contains(rect) for _, rect in button_rects(card, state))


def test_that_a_press_beside_the_photos_keeps_the_choice(strip: Filmstrip, model: FilmstripModel) -> None:
    model.remove(row.key for row in ROWS[1:])
    QTest.mouseClick(strip.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(800, 50))
    assert strip.selected == ("0",)


def test_that_the_tail_opens_photos(qtbot: QtBot, model: FilmstripModel) -> None:
    strip = Filmstrip(model)
    qtbot.addWidget(strip)
    strip.resize(900, 132)
    strip.show()
    with qtbot.waitSignal(strip.open_requested):
        QTest.mouseClick(strip.view.viewport(), Qt.MouseButton.LeftButton, pos=centre_of(strip, 0))


def test_that_a_menu_offers_what_any_photo_allows_and_acts_on_those_alone(qtbot: QtBot, strip: Filmstrip) -> None:
    menu = strip.menu_for(("0", "4"))
    texts = [action.text() for action in menu.actions()]
    assert texts == ["Pause", "Cancel", "Try again", "What went wrong…", "Show in folder", "Remove from list"]
    with qtbot.waitSignal(strip.action_requested, check_params_cb=lambda *told: told == (("4",), FilmAction.RETRY)):
        menu.actions()[2].trigger()
    menu.deleteLater()


def test_that_dropped_files_are_told(qtbot: QtBot, strip: Filmstrip, tmp_path: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "照片 1.png")), QUrl("https://example.org/a.png")])
    event = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    expected = (tmp_path / "照片 1.png",)
    with qtbot.waitSignal(strip.files_dropped, check_params_cb=lambda paths: paths == expected):
        strip.dropEvent(event)


def test_that_the_wheel_moves_along_the_strip(qtbot: QtBot, strip: Filmstrip) -> None:
    bar = strip.view.horizontalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    wheel = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(strip.view.viewport(), wheel)
    assert bar.value() > 0


def test_that_keyboard_and_mouse_reach_the_same_photo(strip: Filmstrip) -> None:
    QTest.keyClick(strip.view, Qt.Key.Key_Right)
    assert strip.current == "1"
    strip.view.selectionModel().select(strip.view.model().index(3, 0), QItemSelectionModel.SelectionFlag.Select)
    assert strip.selected == ("1", "3")


@pytest.mark.parametrize("state", list(PhotoState))
def test_that_every_state_can_be_revealed_and_ended(state: PhotoState) -> None:
    assert FilmAction.REVEAL in ACTIONS[state]
    assert FilmAction.REMOVE in ACTIONS[state] or FilmAction.CANCEL in ACTIONS[state]


def test_that_a_row_follows_its_job() -> None:
    path = Path("lake.jpg")
    assert filmstrip_row("a", path, None).state is PhotoState.READY
    queue = JobQueue()
    queue.add(Job("j", path, None, OLD_PHOTO))
    assert filmstrip_row("a", path, queue["j"]).state is PhotoState.WAITING
    queue.apply(Started("j", (4, 4), (8, 8), (8, 8), 4, 0, Path("store"), "CPU", "fp32"))
    queue.apply(Progress("j", 0.5, 2, 4, 3.0, 1.0))
    running = filmstrip_row("a", path, queue["j"])
    assert (running.state, running.fraction, running.eta_s) == (PhotoState.RUNNING, 0.5, 3.0)
    queue.apply(Saving("j", Path("out.png")))
    assert filmstrip_row("a", path, queue["j"]).state is PhotoState.SAVING
    queue.apply(Finished("j", Path("out.png"), 1.0))
    assert filmstrip_row("a", path, queue["j"]).state is PhotoState.SAVED
    assert filmstrip_row("a", path, queue["j"], is_outdated=True).state is PhotoState.OUTDATED


def test_that_a_failed_row_says_why() -> None:
    path = Path("scan.png")
    queue = JobQueue()
    queue.add(Job("j", path, None, OLD_PHOTO))
    queue.apply(Failed("j", "The photo is damaged.", "Try another copy.", ""))
    row = filmstrip_row("a", path, queue["j"])
    assert row_words(row) == "scan.png\nFailed\nThe photo is damaged. Try another copy."

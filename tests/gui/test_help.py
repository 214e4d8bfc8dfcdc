"""The first five minutes: the tour, the help, the log, and what this program is."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from enhancer_gui.gui.actions import COMMANDS, Command
from enhancer_gui.gui.dialogs.about import About
from enhancer_gui.gui.dialogs.log_viewer import LogViewer
from enhancer_gui.gui.dialogs.reader import Reader, help_file
from enhancer_gui.gui.dialogs.shortcut_list import ShortcutList
from enhancer_gui.gui.more_menu import MoreMenu
from enhancer_gui.gui.tour import Tour
from enhancer_gui.storage.log_report import LOG_FILE
from enhancer_gui.storage.paths import log_dir, resources_dir
from tests.found import found
from tests.gui.children import child
from tests.gui.rig import Rig, backend, models, photo, rig

__all__ = ["backend", "models", "photo", "rig"]

SMALLEST_SCREEN_PX = 720


def command(rig: Rig, command: Command) -> None:
    rig.window.actions_by_command[command].trigger()


def tour_of(rig: Rig) -> Tour:
    rig.wait(lambda: rig.window.findChild(Tour) is not None)
    return child(rig.window, Tour)


def test_that_about_tells_device_libraries_and_their_licences(rig: Rig) -> None:
    rig.wait(lambda: bool(rig.controller.devices))
    command(rig, Command.ABOUT)
    about = rig.dialog(About)
    rig.wait(lambda: about.table.rowCount() > 0)
    listed = about.table.model()
    names = [str(listed.index(row, 0).data()).lower() for row in range(listed.rowCount())]
    assert {"numpy", "pyside6_essentials", "torch"} <= set(names)
    assert not about.licence.isEnabled()
    about.table.selectRow(names.index("numpy"))
    about.licence.click()
    rig.wait(lambda: bool(about.findChildren(Reader)))
    assert "Redistribution and use" in about.findChildren(Reader)[0].text.toPlainText()


def test_that_about_names_the_device_when_it_is_found_while_it_is_open(rig: Rig) -> None:
    command(rig, Command.ABOUT)
    about = rig.dialog(About)
    about.set_devices(())
    assert about.device.text() == "not known yet"
    rig.wait(lambda: bool(rig.controller.devices))
    rig.controller.worker.devices_found.emit(rig.controller.devices)
    assert rig.controller.devices[0].precision in about.device.text()


def test_that_the_log_is_shown_and_copied_without_names_until_that_is_agreed(rig: Rig) -> None:
    (log_dir() / LOG_FILE).write_text("WARNING preset /home/ann/secret.json: empty\n", encoding="utf-8")
    command(rig, Command.LOG)
    viewer = rig.dialog(LogViewer)
    rig.wait(lambda: "WARNING" in viewer.report)
    viewer.copy.click()
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("Enhancer ")
    assert "WARNING preset <path>: empty" in copied
    assert copied == viewer.report == viewer.box.toPlainText()
    viewer.with_paths.setChecked(True)
    assert "/home/ann/secret.json" in viewer.box.toPlainText()


def test_that_an_empty_log_says_so(qtbot: QtBot) -> None:
    viewer = LogViewer("Enhancer 1")
    qtbot.addWidget(viewer)
    viewer.set_log("")
    assert "The log is empty." in viewer.report


def test_that_the_help_opens_from_the_program_s_own_data(rig: Rig) -> None:
    command(rig, Command.HELP)
    reader = rig.dialog(Reader)
    text = reader.text.toPlainText()
    words = ("The first photo", "Masks", "Faces", "Many photos", "A watched folder", "Prints", "Another machine")
    assert all(word in text for word in words)
    assert "##" not in text


def test_that_the_help_says_as_much_in_every_language() -> None:
    def shape(file: Path) -> list[str]:
        lines = file.read_text(encoding="utf-8").splitlines()
        return [mark.group() for line in lines if (mark := re.match(r"#+|- |\d\. |\|", line)) is not None]

    english, *others = sorted((resources_dir() / "help").glob("help.*.md"))
    assert others
    assert [file.name for file in others if shape(file) != shape(english)] == []


def test_that_a_language_without_a_help_of_its_own_gets_the_english_one(tmp_path: Path) -> None:
    folder = resources_dir() / "help"
    assert help_file(folder, "xx").name == "help.en.md"
    (tmp_path / "help.zh_CN.md").write_text("x", encoding="utf-8")
    assert help_file(tmp_path, "zh_CN").name == "help.zh_CN.md"


@pytest.mark.parametrize("command_key", [Command.HELP, Command.LOG, Command.ABOUT, Command.TOUR, Command.WATCH])
def test_that_what_is_needed_now_and_then_is_in_the_more_menu(rig: Rig, command_key: Command) -> None:
    menu = child(rig.window, MoreMenu)
    assert rig.window.actions_by_command[command_key] in menu.actions()
    assert COMMANDS[command_key].words in [action.text() for action in menu.actions()]


def test_that_the_list_of_keys_fits_a_small_screen(qtbot: QtBot) -> None:
    keys = ShortcutList()
    qtbot.addWidget(keys)
    keys.show()
    assert keys.height() < SMALLEST_SCREEN_PX
    assert found(keys.area.widget(), "list").minimumSizeHint().width() <= keys.area.viewport().width()


def test_that_the_sample_is_opened_with_a_tour_the_first_time_only(rig: Rig) -> None:
    rig.window.activateWindow()
    rig.wait(rig.window.isActiveWindow)
    rig.window.empty.sample_requested.emit()
    tour = tour_of(rig)
    assert tour.isVisible()
    rig.controller.reports.tell_all()
    assert tour.hasFocus()
    with rig.qtbot.waitSignal(tour.destroyed):
        tour.skip.click()
    assert rig.controller.choices.now.tour_seen
    rig.controller.desk.remove(rig.controller.desk.photos.ids)
    rig.window.empty.sample_requested.emit()
    rig.wait(lambda: rig.controller.showing.image is not None)
    assert rig.window.findChild(Tour) is None


def test_that_the_tour_goes_through_the_window_by_keys_alone(rig: Rig, photo: Path) -> None:
    rig.window.resize(1280, 720)
    rig.open(photo)
    command(rig, Command.TOUR)
    tour = tour_of(rig)
    said = [tour.accessibleName()]
    while tour.next.text() != "Done":
        QTest.keyClick(tour, Qt.Key.Key_Right)
        said.append(tour.accessibleName())
    assert len(set(said)) == len(said) == 5
    QTest.keyClick(tour, Qt.Key.Key_Left)
    assert tour.accessibleName() == said[-2]
    assert tour.rect().contains(tour._callout.geometry())
    with rig.qtbot.waitSignal(tour.destroyed):
        QTest.keyClick(tour, Qt.Key.Key_Escape)
    assert rig.controller.choices.now.tour_seen
    assert rig.window.focusWidget() is rig.window.viewer


def test_that_opening_an_own_photo_starts_no_tour(rig: Rig, photo: Path) -> None:
    rig.open(photo)
    assert rig.window.findChild(Tour) is None

"""Everything can be reached: named for a screen reader, visited by Tab, with a ring where the keyboard is."""

from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractAnimation, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from enhancer_gui.gui.actions import COMMANDS, VIEWER_KEYS, Command, keys_of
from enhancer_gui.gui.dialogs.shortcut_list import ShortcutList
from enhancer_gui.gui.theme import apply_theme, motion
from enhancer_gui.gui.viewer.keys import MODE_KEYS
from enhancer_gui.gui.viewer.modes import CompareMode
from enhancer_gui.gui.widgets import ToggleSwitch, ValueSlider
from enhancer_gui.storage.settings import ThemeName
from tests.gui.every_window import (
    DIALOGS,
    controls,
    dialogs_in_the_program,
    has_focus_now,
    is_served_by_others,
    spoken_name,
    tab_path,
    told,
    walk,
)
from tests.gui.rig import Rig, backend, models, photo, rig, write_photo

__all__ = ["backend", "models", "photo", "rig"]

_RUNNING = QAbstractAnimation.State.Running
SAYS_NOTHING = {"", "…", "...", "-", "+", "×"}
DIALOG_KINDS = pytest.mark.parametrize("kind", list(DIALOGS), ids=lambda kind: kind.__name__)


@pytest.fixture(autouse=True)
def _themed(qapp: QApplication, looks_and_language: None) -> None:
    apply_theme(qapp, ThemeName.LIGHT)  # the harder one: there the ring has the accent's colour


def nameless(root: QWidget) -> list[str]:
    return [told(control) for control in controls(root) if spoken_name(control) in SAYS_NOTHING]


def unexplained(root: QWidget) -> list[str]:
    """Return buttons whose words are a picture only and that have no tooltip."""
    buttons = [each for each in controls(root) if isinstance(each, QAbstractButton)]
    return [told(button) for button in buttons if not button.text().strip() and not button.toolTip()]


def beyond_tab(root: QWidget) -> list[str]:
    visited = set(tab_path(root))
    return [
        told(control)
        for control in controls(root)
        if control.isEnabled() and control not in visited and not is_served_by_others(control, visited)
    ]


def without_ring(root: QWidget) -> list[str]:
    """Return the widgets that look the same with the keyboard as without it."""
    found = []
    for widget in tab_path(root):
        if not widget.isVisible() or not widget.isEnabled():
            continue
        root.setFocus(Qt.FocusReason.OtherFocusReason)
        without = widget.grab().toImage()
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        if not has_focus_now(widget) or widget.grab().toImage() == without:
            found.append(told(widget))
    return found


@pytest.fixture
def dialog(qtbot: QtBot, kind: type[QDialog]) -> QDialog:
    made = DIALOGS[kind]()
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)  # the test's end deletes it
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_that_no_dialog_is_left_out_of_these_tests() -> None:
    assert dialogs_in_the_program() == set(DIALOGS)


@DIALOG_KINDS
def test_that_everything_in_a_dialog_is_named_and_on_the_way_of_tab(dialog: QDialog) -> None:
    assert dialog.windowTitle()
    assert tab_path(dialog)
    assert [*nameless(dialog), *unexplained(dialog), *beyond_tab(dialog)] == []
    assert without_ring(dialog) == []


@DIALOG_KINDS
def test_that_escape_closes_a_dialog(qtbot: QtBot, dialog: QDialog) -> None:
    with qtbot.waitSignal(dialog.finished):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)


def stations(rig: Rig) -> list[int]:
    """Return which part of the window each widget on the way of Tab belongs to: above, left, right, below."""
    window, side = rig.window, rig.window.side
    found, making = (side.diagnosis, side.presets), (side.steps, side.size_panel, side.finish)
    sections = (*found, *making, side.faces, side.truth, side.save, side)
    parts = (window.top_bar, window.stage, *sections, window.filmstrip, window.status)
    order = [
        next((place for place, part in enumerate(parts) if part.isAncestorOf(each)), 0) for each in tab_path(window)
    ]
    assert {parts.index(each) for each in (window.top_bar, side.presets, side.steps, side.save)} <= set(order)
    return order


def test_that_everything_in_the_window_is_named_and_on_the_way_of_tab(rig: Rig, photo: Path) -> None:
    window, wrong = rig.window, {}
    window.activateWindow()
    rig.wait(window.isActiveWindow)
    for state in walk(rig, photo):
        wrong[state] = [*nameless(window), *unexplained(window)]
        if state != "tour":  # it holds the keyboard until it ends
            rig.wait(lambda: is_in_order(stations(rig)))
            wrong[state] += beyond_tab(window)
    assert {state: found for state, found in wrong.items() if found} == {}


def test_that_arrow_keys_go_through_the_ways_to_compare(rig: Rig, photo: Path) -> None:
    rig.open(photo)
    rig.window.activateWindow()
    rig.wait(rig.window.isActiveWindow)
    modes = rig.window.top_bar.modes
    modes[CompareMode.SPLIT].setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(modes[CompareMode.SPLIT], Qt.Key.Key_Right)
    assert modes[CompareMode.SPLIT_ACROSS].hasFocus()
    QTest.keyClick(modes[CompareMode.SPLIT_ACROSS], Qt.Key.Key_Space)
    assert rig.window.viewer.mode is CompareMode.SPLIT_ACROSS


def test_that_a_ring_shows_where_in_the_window_the_keyboard_is(rig: Rig, photo: Path) -> None:
    window = rig.window
    rig.open(photo)
    rig.enhance()
    window.activateWindow()
    rig.wait(window.isActiveWindow)
    assert without_ring(window) == []


def is_in_order(order: list[int]) -> bool:
    """Whether a round that may begin anywhere goes through the parts one after the other."""
    return sum(before > after for before, after in pairwise([*order, order[0]])) <= 1


@pytest.fixture
def still(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask for reduced motion."""
    monkeypatch.setattr(motion, "_wants_less_motion", lambda: True)


def test_that_nothing_moves_by_itself_with_reduced_motion(still: None, rig: Rig, photo: Path) -> None:
    window = rig.window
    rig.open(photo)
    window.resize(1000, 700)
    window.actions_by_command[Command.TOGGLE_PANEL].trigger()
    window.viewer.zoom_to_percent(200.0)
    window.side.steps.findChildren(ToggleSwitch)[0].click()
    moving = [each for each in window.findChildren(QAbstractAnimation) if each.state() is _RUNNING]
    assert moving == []
    assert window.viewer.navigator.camera == window.viewer.navigator.target
    assert window.viewer.reduced_motion


def test_that_every_key_is_told_in_a_tooltip_or_a_menu_and_listed(rig: Rig, photo: Path, qtbot: QtBot) -> None:
    window = rig.window
    window.resize(1600, 900)
    rig.open(photo)
    shortcuts = ShortcutList()
    qtbot.addWidget(shortcuts)
    listed = {label.text() for label in shortcuts.findChildren(QLabel)}
    keyed = [facts for facts in (*COMMANDS.values(), *VIEWER_KEYS) if facts.keys]
    assert [facts.words for facts in keyed if not listed >= set(keys_of(facts).split("  "))] == []
    tips = " ".join(button.toolTip() for button in window.findChildren(QAbstractButton))
    told_in_the_bar = (Command.OPEN, Command.PASTE, Command.BAKE_OFF, Command.FULL_SCREEN, Command.MODELS)
    in_tips = (*told_in_the_bar, Command.SETTINGS, Command.TOGGLE_PANEL, Command.TOGGLE_FILMSTRIP, Command.ENHANCE)
    assert [each for each in in_tips if f"({keys_of(COMMANDS[each]).split('  ')[0]})" not in tips] == []
    modes = [window.top_bar.modes[mode].toolTip() for mode in CompareMode]
    assert [tip for tip, mode in zip(modes, CompareMode, strict=True) if f"({MODE_KEYS[mode]})" not in tip] == []


def active(rig: Rig) -> None:
    rig.window.activateWindow()
    rig.wait(rig.window.isActiveWindow)


def test_that_the_keyboard_stays_on_a_slider_that_changes_the_recipe(rig: Rig, photo: Path) -> None:
    rig.open(photo)
    active(rig)
    slider = rig.window.side.finish.findChildren(ValueSlider)[0]
    track = next(each for each in slider.findChildren(QWidget) if each.focusPolicy() is Qt.FocusPolicy.StrongFocus)
    track.setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(2):
        QTest.keyClick(track, Qt.Key.Key_Left)
    assert track.hasFocus()
    assert rig.photo.recipe.finish.strength == pytest.approx(0.98)


def test_that_the_keyboard_stays_in_the_filmstrip_while_arrow_keys_go_through_it(
    rig: Rig, photo: Path, tmp_path: Path
) -> None:
    (tmp_path / "bad.png").write_bytes(b"no picture")
    rig.open(photo, tmp_path / "bad.png", write_photo(tmp_path / "third.png"))
    active(rig)
    strip = rig.window.filmstrip.view
    strip.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(strip, Qt.Key.Key_Right)
    rig.wait(lambda: rig.photo.error is not None)
    QTest.keyClick(strip, Qt.Key.Key_Right)
    rig.wait(lambda: rig.controller.showing.image is not None)
    assert rig.photo.path.name == "third.png"
    assert strip.hasFocus()


def test_that_a_click_on_a_photo_leaves_the_viewer_its_keys(rig: Rig, photo: Path, tmp_path: Path) -> None:
    rig.open(photo, write_photo(tmp_path / "other.png"))
    active(rig)
    assert rig.window.viewer.hasFocus()
    strip = rig.window.filmstrip.view
    other = strip.visualRect(strip.model().index(1, 0)).center()
    QTest.mouseClick(strip.viewport(), Qt.MouseButton.LeftButton, pos=other)
    assert rig.photo.path.name == "other.png"
    assert rig.window.viewer.hasFocus()

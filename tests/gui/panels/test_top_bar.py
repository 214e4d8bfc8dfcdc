"""The bar above the photo: ways to compare, zooms, and what a narrow window leaves out."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from enhancer_gui.gui.panels import TopBar
from enhancer_gui.gui.viewer.modes import CompareMode


@pytest.fixture
def bar(qtbot: QtBot) -> TopBar:
    top_bar = TopBar()
    qtbot.addWidget(top_bar)
    top_bar.set_photo_open(True)
    top_bar.resize(1280, 44)
    top_bar.show()
    return top_bar


def test_that_the_bar_tells_what_is_wanted(qtbot: QtBot, bar: TopBar) -> None:
    for button, signal in (
        (bar.open, bar.open_requested),
        (bar.paste, bar.paste_requested),
        (bar.fit, bar.fit_requested),
        (bar.settings, bar.settings_requested),
    ):
        with qtbot.waitSignal(signal):
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(bar.mode_chosen, check_params_cb=lambda mode: mode is CompareMode.SIDE_BY_SIDE):
        QTest.mouseClick(bar.modes[CompareMode.SIDE_BY_SIDE], Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(bar.zoom_requested, check_params_cb=lambda factor: factor == 2.0):
        QTest.mouseClick(bar.zooms[2.0], Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(bar.panel_toggled, check_params_cb=lambda shown: shown is False):
        QTest.mouseClick(bar.panel, Qt.MouseButton.LeftButton)


def test_that_one_compare_mode_is_marked(bar: TopBar) -> None:
    for mode in CompareMode:
        bar.set_mode(mode)
        assert [each for each, button in bar.modes.items() if button.isChecked()] == [mode]


@pytest.mark.parametrize(
    ("factor", "is_fit", "fit", "text"),
    [(0.37, True, True, "37 %"), (1.0, False, False, ""), (1.0, True, True, "100 %"), (3.0, False, False, "300 %")],
)
def test_that_the_zoom_in_use_is_shown(bar: TopBar, factor: float, is_fit: bool, fit: bool, text: str) -> None:
    bar.set_zoom(factor, is_fit)
    assert (bar.fit.isChecked(), bar.zoom.text()) == (fit, text)
    assert bar.zooms[1.0].isChecked() is (factor == 1.0 and not is_fit)


def test_that_compare_and_zoom_need_a_photo(bar: TopBar) -> None:
    bar.set_photo_open(False)
    assert not any(button.isEnabled() for button in (*bar.modes.values(), bar.fit, *bar.zooms.values()))
    assert bar.open.isEnabled()


@pytest.mark.parametrize(("width", "style"), [(1280, "ToolButtonTextBesideIcon"), (800, "ToolButtonIconOnly")])
def test_that_a_narrow_bar_leaves_words_out(bar: TopBar, width: int, style: str) -> None:
    bar.resize(width, 44)
    assert bar.modes[CompareMode.SPLIT].toolButtonStyle().name == style
    assert bar.minimumSizeHint().width() <= width


@pytest.mark.parametrize(("width", "shown"), [(1280, {1.0, 2.0}), (800, {1.0}), (640, set())])
def test_that_a_narrow_bar_leaves_zooms_to_their_list(bar: TopBar, width: int, shown: set[float]) -> None:
    bar.resize(width, 44)
    bar.set_zoom(10.0)
    assert {factor for factor, button in bar.zooms.items() if not button.isHidden()} == shown
    assert bar.zoom.text() == "1000 %"


def test_that_no_empty_room_stands_for_a_zoom_that_a_button_names(bar: TopBar) -> None:
    bar.set_zoom(3.0)
    told = bar.zoom.sizeHint().width()
    bar.set_zoom(1.0)
    assert bar.zoom.sizeHint().width() < told
    assert bar.zoom.toolButtonStyle().name == "ToolButtonIconOnly"

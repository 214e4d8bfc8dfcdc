"""Every scene of the window is named, explained and readable in both themes; the foot; the panel beside the photo."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QSlider, QWidget
from pytestqt.qtbot import QtBot

from enhancer_gui.gui.panels import FootAction, FootState, PanelHost
from enhancer_gui.gui.theme import apply_theme
from enhancer_gui.gui.widgets import ElidedLabel, PresetCard
from enhancer_gui.storage.settings import ThemeName
from tests.gui.panels import gallery


@pytest.fixture
def host(qtbot: QtBot) -> PanelHost:
    panel = QWidget()
    panel.setFixedWidth(332)
    window = PanelHost(QWidget(), panel)
    qtbot.addWidget(window)
    window.resize(1280, 720)
    window.show()
    return window


@pytest.mark.parametrize("scene", list(gallery.SCENES))
def test_that_every_control_is_named_and_explained(qtbot: QtBot, scene: str) -> None:
    page = gallery.SCENES[scene]()
    qtbot.addWidget(page)
    controls = [
        control
        for kind in (QAbstractButton, QComboBox, QLineEdit, QSlider)
        for control in page.findChildren(kind)
        if not control.objectName().startswith("qt_")
    ]
    assert [type(control) for control in controls if not control.accessibleName() or not control.toolTip()] == []


@pytest.fixture
def themed(qapp: QApplication, looks_and_language: None) -> Callable[[ThemeName], None]:
    return lambda choice: apply_theme(qapp, choice)


def cut_off(page: QWidget) -> list[str]:
    """Return the words of visible labels and buttons that do not have the room they need."""
    labels = [label for label in page.findChildren(QLabel) if label.isVisible() and not isinstance(label, ElidedLabel)]
    cut = [
        label.text()
        for label in labels
        if (
            label.heightForWidth(label.width()) > label.height()
            if label.wordWrap()
            else QFontMetrics(label.font()).horizontalAdvance(label.text()) > label.width()
        )
    ]
    buttons = [button for button in page.findChildren(QAbstractButton) if button.isVisible()]
    outside = [b.text() for b in buttons if b.mapTo(page, b.rect().bottomRight()).x() >= page.width()]
    return [*cut, *outside]


@pytest.mark.parametrize("scene", ["side_panel", "side_panel_errors", "side_panel_empty"])
def test_that_no_words_are_cut_off_in_the_panel(qtbot: QtBot, themed: Callable[[ThemeName], None], scene: str) -> None:
    themed(ThemeName.DARK)
    page = gallery.SCENES[scene]()
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: cut_off(page) == [])


@pytest.mark.parametrize("choice", [ThemeName.DARK, ThemeName.LIGHT])
@pytest.mark.parametrize("scene", list(gallery.SCENES))
def test_that_every_scene_can_be_painted_in_both_themes(
    qtbot: QtBot, themed: Callable[[ThemeName], None], scene: str, choice: ThemeName
) -> None:
    themed(choice)
    page = gallery.SCENES[scene]()
    qtbot.addWidget(page)
    page.show()
    image = page.grab().toImage()
    colours = {image.pixel(x, y) for x in range(0, image.width(), 5) for y in range(0, image.height(), 5)}
    assert len(colours) > 4


def test_that_the_foot_says_what_it_does(qtbot: QtBot) -> None:
    panel = gallery.filled_side_panel()
    qtbot.addWidget(panel)
    assert panel.primary.text() == "Enhance 3 photos"
    panel.set_foot(FootState(FootAction.PAUSE, FootAction.CANCEL, 1, True, True))
    assert (panel.primary.text(), panel.secondary.text()) == ("Pause", "Cancel")
    with qtbot.waitSignal(panel.foot_pressed, check_params_cb=lambda action: action is FootAction.PAUSE):
        QTest.mouseClick(panel.primary, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(panel.foot_pressed, check_params_cb=lambda action: action is FootAction.CANCEL):
        QTest.mouseClick(panel.secondary, Qt.MouseButton.LeftButton)


def test_that_a_low_panel_has_lower_cards_and_tells_the_rest_in_their_tooltips(qtbot: QtBot) -> None:
    panel = gallery.filled_side_panel()
    qtbot.addWidget(panel)
    panel.resize(panel.width(), 900)
    panel.show()
    card = panel.presets.findChildren(PresetCard)[0]
    high, tip = card.height(), card.toolTip()
    panel.resize(panel.width(), 516)
    qtbot.waitUntil(lambda: card.height() < high)
    assert card.toolTip() == tip
    qtbot.waitUntil(lambda: panel.steps.mapTo(panel, panel.steps.rect().bottomLeft()).y() < 440)
    panel.resize(panel.width(), 900)
    qtbot.waitUntil(lambda: card.height() == high)


def test_that_the_foot_tells_its_keys_but_leaves_them_to_the_window(qtbot: QtBot) -> None:
    panel = gallery.filled_side_panel()
    qtbot.addWidget(panel)
    assert "Ctrl" in panel.primary.toolTip()
    assert panel.primary.shortcut().isEmpty()


def test_that_a_wide_window_has_the_panel_beside_the_photo(host: PanelHost) -> None:
    assert (host.is_drawer, host.is_panel_shown) == (False, True)
    assert host._content.width() + 1 + 332 == 1280


def test_that_a_hidden_panel_leaves_all_room_to_the_photo(qtbot: QtBot, host: PanelHost) -> None:
    with qtbot.waitSignal(host.panel_shown, check_params_cb=lambda shown: shown is False):
        host.show_panel(False)
    assert host._content.width() == 1280
    assert host._panel.isHidden()


def test_that_a_narrow_window_turns_the_panel_into_a_closed_drawer(qtbot: QtBot, host: PanelHost) -> None:
    with qtbot.waitSignal(host.panel_shown, check_params_cb=lambda shown: shown is False):
        host.resize(1000, 700)
    assert host.is_drawer
    assert host._content.width() == 1000


def test_that_the_drawer_comes_over_the_photo_and_goes(qtbot: QtBot, host: PanelHost) -> None:
    host.resize(1000, 700)
    host.show_panel(True)
    qtbot.waitUntil(lambda: host._panel.x() == 1000 - 332)
    assert host._content.width() == 1000
    QTest.mouseClick(host._shade, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(host._panel.isHidden)
    assert not host.is_panel_shown


def test_that_escape_closes_the_drawer(qtbot: QtBot, host: PanelHost) -> None:
    host.resize(1000, 700)
    host.show_panel(True)
    QTest.keyClick(host._panel, Qt.Key.Key_Escape)
    assert not host.is_panel_shown
    qtbot.waitUntil(host._panel.isHidden)


def test_that_widening_the_window_brings_the_panel_back(host: PanelHost) -> None:
    host.resize(1000, 700)
    host.resize(1400, 800)
    assert host.is_panel_shown
    assert host._panel.isVisible()
    assert host._panel.geometry().right() == 1399

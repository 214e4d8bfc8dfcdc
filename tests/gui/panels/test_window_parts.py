from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QSlider, QWidget
from pytestqt.qtbot import QtBot

from enhancer_gui.core.image import BitDepth
from enhancer_gui.gui.panels import FootAction, FootState, PanelHost, StatusFacts, StatusLine, TopBar
from enhancer_gui.gui.panels.facts import PixelFacts, PixelValue
from enhancer_gui.gui.panels.words import (
    device_words,
    duration_words,
    memory_words,
    percent_words,
    pixel_words,
    speed_words,
)
from enhancer_gui.gui.theme import ThemeChoice, apply_theme
from enhancer_gui.gui.viewer.modes import CompareMode
from enhancer_gui.gui.widgets import ElidedLabel, PresetCard
from tests.gui.panels import gallery


def click(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


@pytest.fixture
def host(qtbot: QtBot) -> PanelHost:
    panel = QWidget()
    panel.setFixedWidth(332)
    window = PanelHost(QWidget(), panel)
    qtbot.addWidget(window)
    window.resize(1280, 720)
    window.show()
    return window


@pytest.fixture
def bar(qtbot: QtBot) -> TopBar:
    top_bar = TopBar()
    qtbot.addWidget(top_bar)
    top_bar.set_photo_open(True)
    top_bar.resize(1280, 44)
    top_bar.show()
    return top_bar


@pytest.fixture
def status(qtbot: QtBot) -> StatusLine:
    line = StatusLine()
    qtbot.addWidget(line)
    line.resize(1000, 28)
    line.show()
    return line


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
def themed(qapp: QApplication, looks_and_language: None) -> Callable[[ThemeChoice], None]:
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
def test_that_no_words_are_cut_off_in_the_panel(
    qtbot: QtBot, themed: Callable[[ThemeChoice], None], scene: str
) -> None:
    themed(ThemeChoice.DARK)
    page = gallery.SCENES[scene]()
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: cut_off(page) == [])


@pytest.mark.parametrize("choice", [ThemeChoice.DARK, ThemeChoice.LIGHT])
@pytest.mark.parametrize("scene", list(gallery.SCENES))
def test_that_every_scene_can_be_painted_in_both_themes(
    qtbot: QtBot, themed: Callable[[ThemeChoice], None], scene: str, choice: ThemeChoice
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
        click(qtbot, panel.primary)
    with qtbot.waitSignal(panel.foot_pressed, check_params_cb=lambda action: action is FootAction.CANCEL):
        click(qtbot, panel.secondary)


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
    click(qtbot, host._shade)
    qtbot.waitUntil(host._panel.isHidden)
    assert not host.is_panel_shown


def test_that_escape_closes_the_drawer(qtbot: QtBot, host: PanelHost) -> None:
    host.resize(1000, 700)
    host.show_panel(True)
    qtbot.keyClick(host._panel, Qt.Key.Key_Escape)
    assert not host.is_panel_shown
    qtbot.waitUntil(host._panel.isHidden)


def test_that_widening_the_window_brings_the_panel_back(host: PanelHost) -> None:
    host.resize(1000, 700)
    host.resize(1400, 800)
    assert host.is_panel_shown
    assert host._panel.isVisible()
    assert host._panel.geometry().right() == 1399


def test_that_the_bar_tells_what_is_wanted(qtbot: QtBot, bar: TopBar) -> None:
    for button, signal in (
        (bar.open, bar.open_requested),
        (bar.paste, bar.paste_requested),
        (bar.fit, bar.fit_requested),
        (bar.settings, bar.settings_requested),
    ):
        with qtbot.waitSignal(signal):
            click(qtbot, button)
    with qtbot.waitSignal(bar.mode_chosen, check_params_cb=lambda mode: mode is CompareMode.SIDE_BY_SIDE):
        click(qtbot, bar.modes[CompareMode.SIDE_BY_SIDE])
    with qtbot.waitSignal(bar.zoom_requested, check_params_cb=lambda factor: factor == 2.0):
        click(qtbot, bar.zooms[2.0])
    with qtbot.waitSignal(bar.panel_toggled, check_params_cb=lambda shown: shown is False):
        click(qtbot, bar.panel)


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


@pytest.mark.parametrize("name", ["AMD EPYC, 2 cores", "NVIDIA RTX 4070", "Xeon, 8 cores (studio)"])
def test_that_a_device_keeps_its_name(name: str) -> None:
    assert device_words(name) == name


def test_that_the_cores_of_a_processor_are_told_in_the_language_of_the_window(monkeypatch: pytest.MonkeyPatch) -> None:
    said = {"{0}, {1} cores": "{0}，{1} 核"}
    monkeypatch.setattr("enhancer_gui.gui.panels.words.translate", lambda _context, words: said[words])
    assert device_words("AMD EPYC, 2 cores") == "AMD EPYC，2 核"


def test_that_the_status_tells_place_progress_and_speed(status: StatusLine) -> None:
    status.set_facts(StatusFacts("CPU", "bf16", 1_100_000_000, 1, 4, 0.38, 31.0, 1.8))
    assert status.place.text() == "CPU · bf16"
    assert status.memory.text() == "Memory 1.1 GB"
    assert status.progress.text() == "1 of 4 done · 31 s left · 1.8 MP/s"
    assert status.bar.value() == 380


def test_that_the_status_leaves_out_what_is_unknown(status: StatusLine) -> None:
    status.set_facts(StatusFacts())
    assert status.place.text() == "Looking for devices…"
    assert status.bar.isHidden()
    assert status.memory.isHidden()


def test_that_a_message_stands_in_for_the_device(status: StatusLine) -> None:
    status.set_facts(StatusFacts("CPU", message="Saved as lake-x2.png"))
    assert status.place.text() == "Saved as lake-x2.png"


@pytest.mark.parametrize(
    ("words", "value", "expected"),
    [
        (duration_words, 0.2, "1 s"),
        (duration_words, 59.0, "59 s"),
        (duration_words, 61.0, "2 min"),
        (duration_words, 3599.0, "1 h 0 min"),
        (duration_words, 7500.0, "2 h 5 min"),
        (percent_words, 0.999, "99 %"),
        (percent_words, 0.29, "29 %"),
        (percent_words, 1.0, "100 %"),
        (memory_words, 640_000_000, "640 MB"),
        (speed_words, 1.84, "1.8 MP/s"),
        (speed_words, 0.06, "0.06 MP/s"),
        (speed_words, 0.0041, "0.004 MP/s"),
    ],
)
def test_that_numbers_are_told_with_their_units(words: Callable[[float], str], value: float, expected: str) -> None:
    assert words(value) == expected


def test_that_pixels_are_told_with_megapixels() -> None:
    assert pixel_words(1200, 800) == "1200 × 800 px · 0.96 MP"
    assert pixel_words(12000, 9000) == "12000 × 9000 px · 108 MP"


def arranged(widget: QWidget) -> None:
    layout = widget.layout()
    assert layout is not None
    layout.activate()


def test_that_a_web_colour_is_told_whole_or_not_at_all(status: StatusLine) -> None:
    device = StatusFacts("AMD EPYC, 2 cores", "bf16", 600_000_000)
    value = PixelValue((176.0, 51.0, 7.0), BitDepth.U8, "#b03307")
    status.set_facts(device)
    status.set_pixel(PixelFacts(422, 410, value, value))
    for width, has_colour in ((1280, True), (560, False), (1280, True)):
        status.resize(width, status.height())
        arranged(status)
        assert ("#b03307" in status.pixel.text()) is has_colour
        assert status.pixel.shown_text() == status.pixel.text(), "nothing of it is cut out"
    for width in range(480, 1280, 20):
        status.resize(width, status.height())
        arranged(status)
        assert status.pixel.shown_text() == status.pixel.text(), f"cut at {width} px"
    status.resize(760, status.height())
    assert "#" in status.pixel.text()
    status.set_facts(replace(device, done=1, total=400, fraction=0.2, eta_s=4000.0, megapixels_per_s=0.5))
    assert "#" not in status.pixel.text()

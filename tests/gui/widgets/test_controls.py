from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QLocale, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QSlider, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from enhancer_gui.gui.theme import Glyph
from enhancer_gui.gui.widgets import (
    ButtonKind,
    Choice,
    IconButton,
    NumberField,
    TextButton,
    ToggleSwitch,
    ValueSlider,
)
from tests.gui.children import child


def shown(qtbot: QtBot, widget: QWidget) -> QWidget:
    qtbot.addWidget(widget)
    widget.show()
    return widget


def turn_wheel(widget: QWidget) -> None:
    centre = QPointF(widget.rect().center())
    wheel = QWheelEvent(
        centre,
        widget.mapToGlobal(centre),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, wheel)


def number_field() -> NumberField:
    field = NumberField("Width", tip="Pixels")
    field.arrange(1, 100, 1, 0, " px")
    field.show_number(20)
    return field


def choice() -> Choice:
    control = Choice("Format")
    control.offer({"a": "Alpha", "b": "Beta", "c": "Gamma"})
    control.set_value("b")
    return control


def test_that_a_switch_is_turned_by_mouse_and_keyboard(qtbot: QtBot) -> None:
    switch = ToggleSwitch("Sharpen")
    shown(qtbot, switch)
    with qtbot.waitSignal(switch.toggled):
        QTest.mouseClick(switch, Qt.MouseButton.LeftButton)
    assert switch.isChecked()
    with qtbot.waitSignal(switch.toggled):
        QTest.keyClick(switch, Qt.Key.Key_Space)
    assert not switch.isChecked()


def test_that_the_knob_arrives_at_its_end(qtbot: QtBot) -> None:
    switch = ToggleSwitch("Sharpen")
    shown(qtbot, switch)
    switch.setChecked(True)
    qtbot.waitUntil(lambda: switch._get_place() == 1.0)


def test_that_a_slider_tells_of_the_users_changes_and_of_no_other(qtbot: QtBot) -> None:
    slider = ValueSlider("Strength")
    shown(qtbot, slider)
    told: list[float] = []
    slider.value_changed.connect(told.append)
    slider.set_value(0.25)
    assert (slider.value, told) == (0.25, [])
    QTest.keyClick(child(slider, QSlider), Qt.Key.Key_Right)
    assert told == [0.26]


def test_that_a_typed_number_moves_the_slider(qtbot: QtBot) -> None:
    slider = ValueSlider("Strength")
    shown(qtbot, slider)
    figure = child(slider, QSpinBox)
    figure.selectAll()
    with qtbot.waitSignal(slider.value_changed, check_params_cb=lambda value: value == 0.7):
        QTest.keyClicks(figure, "70")
    assert child(slider, QSlider).value() == 70


def test_that_a_double_click_brings_the_default_back(qtbot: QtBot) -> None:
    slider = ValueSlider("Strength", 0.6)
    shown(qtbot, slider)
    slider.set_value(0.1)
    with qtbot.waitSignal(slider.value_changed, check_params_cb=lambda value: value == 0.6):
        QTest.mouseDClick(child(slider, QSlider), Qt.MouseButton.LeftButton)


def test_that_backspace_brings_the_default_back(qtbot: QtBot) -> None:
    slider = ValueSlider("Strength", 0.6)
    shown(qtbot, slider)
    slider.set_value(0.1)
    with qtbot.waitSignal(slider.value_changed, check_params_cb=lambda value: value == 0.6):
        QTest.keyClick(child(slider, QSlider), Qt.Key.Key_Backspace)


def test_that_the_knob_goes_where_the_slider_is_pressed(qtbot: QtBot) -> None:
    slider = ValueSlider("Strength", 0.0)
    shown(qtbot, slider)
    track = child(slider, QSlider)
    QTest.mousePress(track, Qt.MouseButton.LeftButton, pos=QPoint(track.width() // 2, 10))
    assert abs(slider.value - 0.5) < 0.02
    QTest.mouseRelease(track, Qt.MouseButton.LeftButton)


@pytest.fixture
def grouping_locale() -> Iterator[QLocale]:
    before = QLocale()
    english = QLocale("en_US")
    QLocale.setDefault(english)
    yield english
    QLocale.setDefault(before)


def test_that_large_numbers_are_shown_as_they_are_typed(qtbot: QtBot, grouping_locale: QLocale) -> None:
    assert grouping_locale.toString(3508) == "3,508"
    field = NumberField("Width")
    qtbot.addWidget(field)
    field.arrange(1, 60000, 1, 0, " px")
    field.show_number(3508)
    assert field.text() == "3508 px"


@pytest.mark.parametrize("make", [choice, number_field])
def test_that_the_wheel_changes_only_what_has_the_focus(qtbot: QtBot, make: Callable[[], Choice | NumberField]) -> None:
    control = make()
    page = QWidget()
    shown(qtbot, page)
    control.setParent(page)
    control.show()
    before = control.value if isinstance(control, Choice) else control.value()
    turn_wheel(control)
    assert (control.value if isinstance(control, Choice) else control.value()) == before
    control.setFocus()
    qtbot.waitUntil(control.hasFocus)
    turn_wheel(control)
    assert (control.value if isinstance(control, Choice) else control.value()) != before


def test_that_the_wheel_leaves_a_slider_without_focus_alone(qtbot: QtBot) -> None:
    slider = ValueSlider("Strength", 0.5)
    shown(qtbot, slider)
    child(slider, QSlider).clearFocus()
    turn_wheel(child(slider, QSlider))
    turn_wheel(child(slider, QSpinBox))
    assert slider.value == 0.5


def test_that_a_choice_gives_back_the_value_and_not_the_words(qtbot: QtBot) -> None:
    control = choice()
    shown(qtbot, control)
    with qtbot.waitSignal(control.chosen, check_params_cb=lambda value: value == "c"):
        QTest.keyClick(control, Qt.Key.Key_Down)
    assert control.value == "c"


def test_that_new_entries_keep_the_value_where_they_can(qtbot: QtBot) -> None:
    control = choice()
    shown(qtbot, control)
    control.offer({"c": "Gamma", "b": "Beta"})
    kept = control.value
    control.offer({"x": "Xi"})
    assert (kept, control.value) == ("b", "x")


def test_that_a_number_is_shown_without_empty_decimals(qtbot: QtBot) -> None:
    field = NumberField("Scale")
    shown(qtbot, field)
    field.arrange(0.01, 16, 0.5, 2, "×")
    field.show_number(2.0)
    assert field.text() == "2×"
    field.show_number(2.5)
    assert field.text() == f"2{field.locale().decimalPoint()}5×"


def test_that_ten_keeps_its_zero(qtbot: QtBot) -> None:
    field = number_field()
    shown(qtbot, field)
    assert field.text() == "20 px"


def test_that_showing_a_number_is_not_told_as_a_change(qtbot: QtBot) -> None:
    field = number_field()
    shown(qtbot, field)
    told: list[float] = []
    field.valueChanged.connect(told.append)
    field.show_number(5)
    assert told == []


@pytest.mark.parametrize(
    ("make", "height"),
    [
        (lambda: TextButton("Save"), 36),
        (lambda: TextButton("Go", ButtonKind.PRIMARY, glyph=Glyph.PLAY), 36),
        (lambda: IconButton(Glyph.ADD, "Add"), 28),
        (lambda: ToggleSwitch("Sharpen"), 28),
        (choice, 28),
        (number_field, 28),
    ],
)
def test_that_controls_have_their_height_and_are_described(
    qtbot: QtBot, make: Callable[[], QWidget], height: int
) -> None:
    control = shown(qtbot, make())
    assert control.height() == height
    assert control.accessibleName()
    assert control.toolTip()


def test_that_a_tooltip_tells_the_shortcut(qtbot: QtBot) -> None:
    button = TextButton("Save", tip="Save the photo", shortcut="Ctrl+S")
    shown(qtbot, button)
    assert button.toolTip().startswith("Save the photo (")
    button.activateWindow()
    qtbot.waitUntil(button.isActiveWindow)
    with qtbot.waitSignal(button.clicked):
        QTest.keyClick(button, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)

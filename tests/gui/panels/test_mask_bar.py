"""The bar for painting masks: room for everything at every width, and words that say what is painted."""

import pytest
from pytestqt.qtbot import QtBot

from enhancer_gui.core.masks import Mask
from enhancer_gui.core.models import Task
from enhancer_gui.gui.mask_places import GUARD, RESULT, MaskEffect, MaskKind, MaskPlace, MaskState
from enhancer_gui.gui.panels import MaskBar
from tests.found import found

STATE = MaskState(RESULT, Mask("ab" * 32, 7.0), MaskEffect.AT_ONCE, 120.0, 6000.0, 0.3, erases=False, is_shown=True)


@pytest.fixture
def bar(qtbot: QtBot) -> MaskBar:
    widget = MaskBar()
    qtbot.addWidget(widget)
    widget.set_state(STATE)
    return widget


def lay_out(bar: MaskBar, width: int) -> None:
    bar.resize(width, bar.sizeHint().height())
    found(bar.layout(), "layout").activate()


@pytest.mark.parametrize("width", [640, 900, 1280])
def test_that_the_bar_has_room_for_all_it_holds(bar: MaskBar, width: int) -> None:
    lay_out(bar, width)
    lay_out(bar, width)
    controls = (bar.add, bar.erase, bar.size_field, bar.softness, bar.feather, bar.invert, bar.clear, bar.load)
    places = [control.geometry() for control in (*controls, bar.save, bar.show_mask, bar.done)]
    assert all(bar.rect().contains(place) for place in places)
    assert not any(a.intersects(b) for at, a in enumerate(places) for b in places[at + 1 :])
    for control in (*controls, bar.save, bar.show_mask, bar.done):
        assert control.accessibleName()


@pytest.mark.parametrize("width", [640, 900, 1180, 1280])
@pytest.mark.parametrize("kind", [MaskKind.RESULT, MaskKind.GUARD, MaskKind.STEP])
@pytest.mark.parametrize("effect", list(MaskEffect))
def test_that_the_hint_is_readable_to_its_end(bar: MaskBar, width: int, kind: MaskKind, effect: MaskEffect) -> None:
    place = MaskPlace(kind, 0, Task.RESTORE) if kind is MaskKind.STEP else MaskPlace(kind)
    for mask in (None, STATE.mask):
        bar.set_state(MaskState(place, mask, effect, 1.0, 1.0, 0.0, erases=False, is_shown=True))
        bar.show()
        lay_out(bar, width)
        assert bar.words.heightForWidth(bar.words.width()) <= bar.words.height(), bar.words.text()


def test_that_showing_a_state_tells_nothing_and_the_controls_tell_what_they_do(bar: MaskBar) -> None:
    told: list[object] = []
    for signal in (bar.size_changed, bar.softness_changed, bar.feather_changed, bar.shown_toggled, bar.erasing_chosen):
        signal.connect(told.append)
    bar.set_state(MaskState(GUARD, None, MaskEffect.AT_ONCE, 33.0, 50.0, 0.6, erases=True, is_shown=False))
    assert told == []
    assert (bar.size_field.value(), bar.softness.value, bar.feather.value()) == (33.0, 0.6, 0.0)
    assert bar.erase.isChecked() and not bar.show_mask.isChecked() and not bar.invert.isEnabled()
    bar.add.click()
    bar.show_mask.click()
    bar.size_field.setValue(20.0)
    bar.feather.setEnabled(True)
    bar.feather.setValue(5.0)
    bar.softness.value_changed.emit(0.25)
    assert told == [False, True, 20.0, 5.0, 0.25]


def test_that_the_words_say_what_is_painted_and_when_it_is_seen(bar: MaskBar) -> None:
    assert bar.title.text() == "Mask of the result" and "at once" in bar.words.text()
    step = MaskPlace(MaskKind.STEP, 0, Task.DEBLUR)
    for effect, words in ((MaskEffect.COMPUTED, "enhanced again"), (MaskEffect.STEP_OFF, "switched off")):
        bar.set_state(MaskState(step, None, effect, 1.0, 1.0, 0.0, erases=False, is_shown=True))
        assert bar.title.text() == "Mask: Sharpen" and words in bar.words.text()
    bar.set_state(None)
    assert bar.isHidden()

"""Presets, steps and finish: what is shown, and what the user's hand tells."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from enhancer_gui.core.models import Task
from enhancer_gui.core.recipe import Recipe, Step
from enhancer_gui.gui.panels import FinishPanel, PresetAction, PresetPanel, StepsPanel
from enhancer_gui.gui.widgets import PresetCard
from tests.gui.panels.gallery import OLD_PHOTO, PRESETS


@pytest.fixture
def presets(qtbot: QtBot) -> PresetPanel:
    panel = PresetPanel()
    qtbot.addWidget(panel)
    panel.set_presets(PRESETS, "x2", own={"old"})
    panel.show()
    return panel


@pytest.fixture
def steps(qtbot: QtBot) -> StepsPanel:
    panel = StepsPanel()
    qtbot.addWidget(panel)
    panel.set_recipe(OLD_PHOTO)
    panel.show()
    return panel


def cards(panel: PresetPanel) -> dict[str, PresetCard]:
    return {card.preset_id: card for card in panel.findChildren(PresetCard) if not card.isHidden()}


def test_that_pressing_a_card_chooses_its_preset_and_marks_it_alone(qtbot: QtBot, presets: PresetPanel) -> None:
    with qtbot.waitSignal(presets.preset_chosen, check_params_cb=lambda chosen: chosen == "old"):
        QTest.mouseClick(cards(presets)["old"], Qt.MouseButton.LeftButton)
    assert [key for key, card in cards(presets).items() if card.isChecked()] == ["old"]


def test_that_the_present_card_stays_marked_when_it_is_pressed_again(qtbot: QtBot, presets: PresetPanel) -> None:
    with qtbot.waitSignal(presets.preset_chosen):
        QTest.mouseClick(cards(presets)["x2"], Qt.MouseButton.LeftButton)
    assert cards(presets)["x2"].isChecked()


def test_that_new_presets_replace_the_old(presets: PresetPanel) -> None:
    presets.set_presets(PRESETS[:3], "4k")
    assert list(cards(presets)) == ["x2", "x4", "4k"]
    assert cards(presets)["4k"].isChecked()


@pytest.mark.parametrize(("preset_id", "allowed"), [("x2", False), ("old", True)])
def test_that_only_own_presets_can_be_renamed_and_deleted(presets: PresetPanel, preset_id: str, allowed: bool) -> None:
    menu = presets.menu_for(preset_id)
    enabled = {action.text(): action.isEnabled() for action in menu.actions() if action.text()}
    assert (enabled["Rename…"], enabled["Delete"]) == (allowed, allowed)
    assert enabled["Duplicate"]
    menu.deleteLater()


def test_that_without_a_preset_only_saving_and_importing_are_left(presets: PresetPanel) -> None:
    menu = presets.menu_for("")
    enabled = {action.text() for action in menu.actions() if action.text() and action.isEnabled()}
    assert enabled == {"Save as a new preset…", "Import from a file…"}
    menu.deleteLater()


def test_that_a_menu_entry_tells_preset_and_action(qtbot: QtBot, presets: PresetPanel) -> None:
    menu = presets.menu_for("old")
    entry = next(action for action in menu.actions() if action.text() == "Rename…")
    with qtbot.waitSignal(presets.preset_action, check_params_cb=lambda *told: told == ("old", PresetAction.RENAME)):
        entry.trigger()
    menu.deleteLater()


def test_that_the_button_opens_the_menu_of_the_present_preset(
    qtbot: QtBot, presets: PresetPanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QMenu] = []
    monkeypatch.setattr(QMenu, "popup", lambda menu, _place: opened.append(menu))
    QTest.mouseClick(presets.more, Qt.MouseButton.LeftButton)
    entry = next(action for action in opened[0].actions() if action.text() == "Duplicate")
    expected = ("x2", PresetAction.DUPLICATE)
    with qtbot.waitSignal(presets.preset_action, check_params_cb=lambda *told: told == expected):
        entry.trigger()


def test_that_an_edited_recipe_is_said_so(presets: PresetPanel) -> None:
    assert presets._edited.isHidden()
    presets.set_edited(True)
    assert presets._edited.isVisible()


def test_that_switching_a_step_off_keeps_it_in_the_recipe(qtbot: QtBot, steps: StepsPanel) -> None:
    with qtbot.waitSignal(steps.recipe_changed) as told:
        QTest.mouseClick(steps.step_rows[1].switch, Qt.MouseButton.LeftButton)
    recipe = told.args[0]
    assert [step.enabled for step in recipe.steps] == [True, False, True]
    assert not steps.step_rows[1].strength.isEnabled()


def test_that_two_changes_add_up(steps: StepsPanel) -> None:
    told: list[Recipe] = []
    steps.recipe_changed.connect(told.append)
    QTest.mouseClick(steps.step_rows[0].switch, Qt.MouseButton.LeftButton)
    steps.step_rows[2].strength.value_changed.emit(0.5)
    assert told[-1] == replace(
        OLD_PHOTO, steps=(replace(OLD_PHOTO.steps[0], enabled=False), OLD_PHOTO.steps[1], Step(Task.UPSCALE, "", 0.5))
    )


def test_that_showing_a_recipe_tells_nothing_and_keeps_the_rows(steps: StepsPanel) -> None:
    told: list[Recipe] = []
    steps.recipe_changed.connect(told.append)
    rows = steps.step_rows
    steps.set_recipe(OLD_PHOTO.with_step(0, Step(Task.RESTORE, strength=0.3, enabled=False)))
    assert (told, steps.step_rows) == ([], rows)
    assert rows[0].strength.value == 0.3
    assert not rows[0].switch.isChecked()


def test_that_other_tasks_get_other_rows(steps: StepsPanel) -> None:
    steps.set_recipe(PRESETS[0])
    assert [row.switch.accessibleName() for row in steps.step_rows] == ["Enlarge"]
    steps.set_recipe(None)
    assert steps.isHidden()


def test_that_noise_is_asked_for_only_where_the_model_can(qtbot: QtBot, steps: StepsPanel) -> None:
    rows = steps.step_rows
    assert [row.denoise.isVisible() for row in rows] == [False, False, False]
    steps.set_denoisable({2})
    assert [row.denoise.isVisible() for row in rows] == [False, False, True]
    assert rows[2].denoise.value == 1.0, "the model as it is"
    with qtbot.waitSignal(steps.recipe_changed) as told:
        rows[2].denoise.value_changed.emit(0.3)
    assert told.args[0].steps[2].denoise == 0.3
    steps.set_denoisable(())
    assert rows[2].denoise.isVisible(), "what is asked for can be taken back, whatever the model"
    with qtbot.waitSignal(steps.recipe_changed) as told:
        rows[2].denoise.reset()
    assert told.args[0].steps[2].denoise is None
    assert not rows[2].denoise.isVisible()


def test_that_the_finish_tells_its_strength(qtbot: QtBot) -> None:
    panel = FinishPanel()
    qtbot.addWidget(panel)
    assert not panel.isEnabled()
    panel.set_recipe(OLD_PHOTO)
    with qtbot.waitSignal(panel.recipe_changed) as told:
        panel.strength.value_changed.emit(0.4)
    assert told.args[0].finish.strength == 0.4

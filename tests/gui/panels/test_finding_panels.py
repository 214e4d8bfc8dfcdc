"""Diagnosis, finish and truth in the side panel: what they show, and the recipes they make."""

import math
from dataclasses import fields, replace
from itertools import product

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from enhancer_gui.core.diagnosis import BlurKind, Degree, Diagnosis, Finding, Remedy, Subject
from enhancer_gui.core.models import Task
from enhancer_gui.core.recipe import Finish, Recipe, Step
from enhancer_gui.core.truth import Truth
from enhancer_gui.gui.panels import FinishPanel
from enhancer_gui.gui.panels.diagnosis_panel import DiagnosisPanel
from enhancer_gui.gui.panels.diagnosis_words import finding_words
from enhancer_gui.gui.panels.truth_panel import TruthPanel

ENLARGE = Recipe("x2", "Enlarge", (Step(Task.UPSCALE),))
FOUND = Diagnosis(
    (320, 240),
    (
        Finding(Subject.NOISE, Degree.CLEAR, 12.0, remedy=Remedy.CLEAN),
        Finding(Subject.DETAIL, Degree.SLIGHT, 0.6),
        Finding(Subject.FADING, Degree.CLEAR, 0.6, remedy=Remedy.REVIVE),
        Finding(Subject.CAST, Degree.NONE, 1.0),
    ),
)


@pytest.fixture
def diagnosis(qtbot: QtBot) -> DiagnosisPanel:
    panel = DiagnosisPanel()
    qtbot.addWidget(panel)
    panel.set_recipe(ENLARGE)
    panel.set_diagnosis(FOUND)
    return panel


@pytest.fixture
def finish(qtbot: QtBot) -> FinishPanel:
    panel = FinishPanel()
    qtbot.addWidget(panel)
    panel.set_recipe(ENLARGE)
    panel.show()
    return panel


@pytest.fixture
def truth(qtbot: QtBot) -> TruthPanel:
    panel = TruthPanel()
    qtbot.addWidget(panel)
    panel.set_recipe(ENLARGE)
    return panel


def test_that_only_what_matters_is_said(diagnosis: DiagnosisPanel) -> None:
    said = [row.findChildren(QLabel)[0].text() for row in diagnosis.finding_rows]
    assert said == [
        "Noisy",
        "Soft, or enlarged before: its detail would fit into 60 % of the width",
        "Faded: 60 % of the tones are in use",
    ]
    assert [row.switch is not None for row in diagnosis.finding_rows] == [True, False, True]
    assert diagnosis.summary.isHidden()


def test_that_all_findings_begin_below_each_other_and_are_no_lower_than_a_switch(diagnosis: DiagnosisPanel) -> None:
    diagnosis.resize(300, 200)
    diagnosis.show()
    rows = diagnosis.finding_rows
    assert len({row.findChildren(QLabel)[0].x() for row in rows}) == 1
    switch = rows[0].switch
    assert switch is not None and min(row.height() for row in rows) >= switch.height()


def test_that_a_switch_adds_the_step_and_takes_it_out_again(qtbot: QtBot, diagnosis: DiagnosisPanel) -> None:
    switch = diagnosis.finding_rows[0].switch
    assert switch is not None
    with qtbot.waitSignal(diagnosis.recipe_changed) as added:
        switch.click()
    assert added.args is not None
    assert [step.task for step in added.args[0].active_steps] == [Task.RESTORE, Task.UPSCALE]
    with qtbot.waitSignal(diagnosis.recipe_changed) as removed:
        switch.click()
    assert removed.args is not None and [step.task for step in removed.args[0].active_steps] == [Task.UPSCALE]


def test_that_a_switch_shows_what_the_recipe_holds_and_stays_silent(qtbot: QtBot, diagnosis: DiagnosisPanel) -> None:
    with qtbot.assertNotEmitted(diagnosis.recipe_changed):
        diagnosis.set_recipe(replace(ENLARGE, finish=Finish(fading=0.3)))
    switches = [row.switch.isChecked() for row in diagnosis.finding_rows if row.switch is not None]
    assert switches == [False, True]


def test_that_a_good_photo_promises_no_benefit(diagnosis: DiagnosisPanel) -> None:
    diagnosis.set_diagnosis(Diagnosis((10, 10), (Finding(Subject.NOISE, Degree.NONE, 1.0),)))
    assert diagnosis.summary.text() == "No benefit expected from enhancing this photo."
    assert diagnosis.finding_rows == ()
    diagnosis.set_diagnosis(None)
    assert diagnosis.isHidden()


def test_that_a_soft_photo_is_told_of_the_preset_that_guesses(diagnosis: DiagnosisPanel) -> None:
    soft = Finding(Subject.DETAIL, Degree.SLIGHT, 0.6)
    diagnosis.set_diagnosis(Diagnosis((10, 10), (soft,)))
    assert "Photo 4×" in diagnosis.summary.text() and not diagnosis.summary.isHidden()
    noisy = Finding(Subject.NOISE, Degree.CLEAR, 9.0, remedy=Remedy.CLEAN)
    diagnosis.set_diagnosis(Diagnosis((10, 10), (noisy, soft)))
    assert diagnosis.summary.isHidden()


def test_that_every_finding_has_words() -> None:
    told = [degree for degree in Degree if degree is not Degree.NONE]
    findings = [Finding(subject, degree, 0.5, blur) for subject, degree, blur in product(Subject, told, BlurKind)]
    assert [finding for finding in findings if not finding_words(finding)] == []


def test_that_every_part_of_the_finish_has_a_control(finish: FinishPanel) -> None:
    controls = {*finish.sliders, "sharpen_radius", "evidence", "faces"}  # the last two have panels of their own
    assert controls == {field.name for field in fields(Finish)}


@pytest.mark.parametrize("name", [field.name for field in fields(Finish) if field.name not in ("evidence", "faces")])
def test_that_each_control_changes_its_own_part(qtbot: QtBot, finish: FinishPanel, name: str) -> None:
    with qtbot.waitSignal(finish.recipe_changed) as told:
        if name == "sharpen_radius":
            finish.radius.setEnabled(True)
            finish.radius.setValue(2.5)
        else:
            finish.sliders[name].value_changed.emit(0.4)
    assert told.args is not None
    value = 2.5 if name == "sharpen_radius" else 0.4
    assert told.args[0].finish == replace(Finish(), **{name: value})  # type: ignore[arg-type]


def test_that_the_panel_is_short_until_more_is_wanted_or_in_use(finish: FinishPanel) -> None:
    assert finish.strength.isVisible() and not finish.sliders["grain"].isVisible()
    finish.more.click()
    assert finish.sliders["grain"].isVisible()
    finish.more.click()
    finish.set_recipe(replace(ENLARGE, finish=Finish(grain=0.5)))
    assert finish.sliders["grain"].isVisible() and finish.sliders["grain"].value == 0.5


def test_that_a_reset_brings_all_defaults_back(qtbot: QtBot, finish: FinishPanel) -> None:
    assert not finish.reset.isEnabled()
    finish.set_recipe(replace(ENLARGE, finish=Finish(strength=0.3, guard=1.0)))
    with qtbot.waitSignal(finish.recipe_changed) as told:
        finish.reset.click()
    assert told.args is not None and told.args[0].finish == Finish()


def test_that_a_double_click_resets_one_control(qtbot: QtBot, finish: FinishPanel) -> None:
    finish.set_recipe(replace(ENLARGE, finish=Finish(strength=0.3, grain=0.5)))
    with qtbot.waitSignal(finish.recipe_changed) as told:
        finish.sliders["grain"].reset()
    assert told.args is not None and told.args[0].finish == Finish(strength=0.3)


def test_that_agreement_is_told_in_a_plain_sentence(truth: TruthPanel) -> None:
    truth.set_truth(Truth(0.004, 47.96, 0.6, 1.0))
    words = "Reduced to its original size, the result differs from your photo by 0.4 %."
    assert truth.sentence.text() == f"{words} Not visible.\n48.0 dB · ΔE 0.6"
    truth.set_truth(Truth(0.0, math.inf, 0.0, 1.0))
    assert truth.sentence.text() == "Reduced to its original size, the result is your photo."
    truth.set_truth(Truth(0.08, 21.9, 6.0, 1.0))
    assert "Clearly" in truth.sentence.text()


def test_that_there_is_no_meter_without_a_result(truth: TruthPanel) -> None:
    assert truth.isHidden()
    truth.set_truth(Truth(0.1, 20.0, 3.0, 0.5))
    assert not truth.isHidden()
    truth.set_truth(None)
    assert truth.isHidden()


def test_that_the_slider_pulls_the_recipe_to_the_evidence(qtbot: QtBot, truth: TruthPanel) -> None:
    with qtbot.waitSignal(truth.recipe_changed) as told:
        truth.evidence.value_changed.emit(0.7)
    assert told.args is not None and told.args[0].finish == Finish(evidence=0.7)

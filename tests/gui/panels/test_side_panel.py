"""The side panel as a whole: nothing in it is ever pressed together, and it leads to what is missing."""

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from enhancer_gui.core.models import Task
from enhancer_gui.core.recipe import Recipe, Step
from enhancer_gui.core.truth import Truth
from enhancer_gui.gui.panels import SidePanel
from enhancer_gui.gui.panels.facts import Hindrance

ENLARGE = Recipe("x2", "Enlarge", (Step(Task.UPSCALE),))
NEAR, FAR = Truth(0.0, 99.0, 0.2, 1.0), Truth(0.08, 21.9, 6.0, 1.0)


@pytest.fixture
def side(qtbot: QtBot) -> SidePanel:
    panel = SidePanel()
    qtbot.addWidget(panel)
    panel.set_recipe(ENLARGE)
    panel.resize(panel.width(), 600)
    panel.show()
    qtbot.waitExposed(panel)
    qtbot.waitUntil(lambda: not pressed(panel))
    return panel


def pressed(panel: SidePanel) -> list[str]:
    """Return what is lower than it must be: sections, and sentences whose last line would be cut off."""
    sections = (panel.diagnosis, panel.presets, panel.steps, panel.size_panel, panel.finish, panel.truth, panel.save)
    words = [label for section in sections for label in section.findChildren(QLabel)]
    parts: tuple[QWidget, ...] = (*sections, *words)
    return [
        part.accessibleName() or type(part).__name__
        for part in parts
        if part.isVisible() and part.height() < max(part.minimumSizeHint().height(), part.heightForWidth(part.width()))
    ]


def test_that_a_section_that_appears_presses_no_other_even_before_the_next_picture(side: SidePanel) -> None:
    side.truth.set_truth(FAR)
    assert side.truth.isVisible() and pressed(side) == []


def test_that_a_sentence_that_wraps_presses_nothing(side: SidePanel, qtbot: QtBot) -> None:
    side.truth.set_truth(NEAR)
    before = side.save.y()
    side.truth.set_truth(FAR)
    qtbot.waitUntil(lambda: side.truth.sentence.text().startswith("Reduced") and pressed(side) == [])
    side.truth.set_truth(None)
    assert side.save.y() < before and pressed(side) == []


def test_that_what_cannot_be_done_is_told_and_leads_to_the_model(side: SidePanel, qtbot: QtBot) -> None:
    side.set_hindrance(Hindrance("“SwinIR” is not installed.", "It can be downloaded.", "swinir", True))
    button = side.notice.button
    assert side.notice.isVisible() and button is not None and button.isVisible()
    with qtbot.waitSignal(side.model_wanted) as wanted:
        button.click()
    assert wanted.args == ["swinir"]
    side.set_hindrance(Hindrance("The size is too large.", "Choose a smaller one."))
    assert side.notice.isVisible() and button.isHidden()
    side.set_hindrance(None)
    assert side.notice.isHidden()

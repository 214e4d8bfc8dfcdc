"""Faces as cards: found in the background, shown before and after, each with a strength of its own."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from enhancer_gui.core.faces import FaceShare
from enhancer_gui.core.geometry import Region
from enhancer_gui.core.recipe import Finish, Recipe
from enhancer_gui.gui.actions import Command
from enhancer_gui.gui.panels.face_card import PICTURE_PX, FaceCard, FaceFacts
from enhancer_gui.gui.panels.faces_panel import FacesPanel
from tests.fakes import FakeBackend
from tests.gui.rig import Rig, backend, models, photo, rigged, write_photo

__all__ = ["backend", "models", "photo"]

FIRST, SECOND = Region(8, 8, 32, 32), Region(60, 20, 20, 20)


@pytest.fixture
def peopled(qtbot: QtBot, models: None, backend: FakeBackend, monkeypatch: pytest.MonkeyPatch) -> Iterator[Rig]:
    """Return a window in which every photo has two faces."""
    monkeypatch.setattr("enhancer_gui.engine.faces.find_faces", lambda _samples: (FIRST, SECOND))
    with rigged(qtbot, backend) as made:
        yield made


@pytest.fixture
def panel(qtbot: QtBot) -> FacesPanel:
    made = FacesPanel()
    qtbot.addWidget(made)
    made.set_faces((FaceFacts(FIRST), FaceFacts(SECOND)))
    made.set_recipe(Recipe("x", "X", ()))
    made.show()
    return made


def cards(rig: Rig) -> tuple[FaceCard, ...]:
    return rig.window.side.faces.cards


def faces_of(rig: Rig) -> list[tuple[FaceShare, ...]]:
    return [photo.recipe.finish.faces for photo in rig.controller.desk.photos]


def test_that_each_face_has_a_card_and_none_no_section(panel: FacesPanel) -> None:
    assert [card.accessibleName() for card in panel.cards] == ["Face 1", "Face 2"]
    kept = panel.cards
    panel.set_faces((FaceFacts(FIRST), FaceFacts(SECOND)))
    assert panel.cards is kept, "pictures alone do not make new cards"
    panel.set_faces(())
    assert panel.isHidden()


def test_that_a_screen_reader_tells_the_faces_strengths_apart(panel: FacesPanel) -> None:
    names = [card.strength.accessibleName() for card in panel.cards]
    assert names == ["Face 1: strength", "Face 2: strength"]


def test_that_a_card_says_enhanced_only_once_there_is_a_result(panel: FacesPanel) -> None:
    assert not panel.cards[0].state.isVisible()
    result = QImage(8, 8, QImage.Format.Format_RGB888)
    panel.set_faces((FaceFacts(FIRST, after=result), FaceFacts(SECOND)))
    assert [card.state.text() for card in panel.cards] == ["Enhanced", ""]


def test_that_a_result_to_come_shows_the_photo_faintly_in_its_place(panel: FacesPanel) -> None:
    red = QImage(8, 8, QImage.Format.Format_RGB888)
    red.fill(Qt.GlobalColor.red)
    panel.set_faces((FaceFacts(FIRST, before=red), FaceFacts(SECOND)))
    seen = panel.cards[0].pictures.grab().toImage()
    before, to_come = (seen.pixelColor(x, PICTURE_PX // 2).red() for x in (PICTURE_PX // 2, PICTURE_PX * 3 // 2))
    assert before == 255 > to_come > 60


def test_that_a_strength_goes_into_the_recipe_and_full_strength_leaves_no_trace(
    qtbot: QtBot, panel: FacesPanel
) -> None:
    with qtbot.waitSignal(panel.recipe_changed) as told:
        panel.cards[1].strength.value_changed.emit(0.4)
    assert told.args is not None
    assert told.args[0].finish == Finish(faces=(FaceShare(SECOND, 0.4),))
    assert panel.cards[1].state.text() == "Mixed"
    with qtbot.waitSignal(panel.recipe_changed) as told:
        panel.cards[1].strength.reset()
    assert told.args is not None
    assert told.args[0].finish == Finish()


def test_that_the_switch_keeps_the_face_and_brings_its_strength_back(panel: FacesPanel) -> None:
    card = panel.cards[0]
    card.strength.value_changed.emit(0.6)
    card.switch.click()
    assert panel._recipe is not None
    assert panel._recipe.finish.faces == (FaceShare(FIRST, 0.0),)
    assert card.state.text() == "Kept as it is"
    assert not card.strength.isEnabled()
    card.switch.click()
    assert panel._recipe.finish.faces == (FaceShare(FIRST, 0.6),)


def test_that_showing_a_recipe_tells_nothing(panel: FacesPanel) -> None:
    told: list[Recipe] = []
    panel.recipe_changed.connect(told.append)
    panel.set_recipe(Recipe("x", "X", (), Finish(faces=(FaceShare(FIRST, 0.0),))))
    assert not panel.cards[0].switch.isChecked()
    assert panel.cards[1].strength.value == 1
    panel.set_recipe(None)
    assert not panel.isEnabled()
    assert told == []


def test_that_faces_are_shown_before_and_after_and_in_the_viewer(peopled: Rig, photo: Path) -> None:
    peopled.open(photo)
    peopled.wait(lambda: len(cards(peopled)) == 2)
    assert [(card.pictures.facts.before is None, card.pictures.facts.after) for card in cards(peopled)] == [
        (False, None)
    ] * 2
    peopled.enhance()
    peopled.wait(lambda: all(card.pictures.facts.after is not None for card in cards(peopled)))
    viewer = peopled.window.viewer
    viewer.reduced_motion = True
    cards(peopled)[1].pictures.click()
    view = viewer.navigator.target
    x, y = view.to_device(2 * (SECOND.x + SECOND.width / 2), 2 * (SECOND.y + SECOND.height / 2))
    assert 0 <= x <= view.view_width
    assert 0 <= y <= view.view_height
    assert SECOND.scaled(2).intersection(view.visible_region()) == SECOND.scaled(2)


def test_that_faces_stay_with_their_photo_whatever_recipe_it_gets(peopled: Rig, tmp_path: Path, photo: Path) -> None:
    peopled.open(photo)
    peopled.wait(lambda: len(cards(peopled)) == 2)
    cards(peopled)[0].switch.click()
    kept = (FaceShare(FIRST, 0.0),)
    assert faces_of(peopled) == [kept]
    peopled.controller.editing.choose_preset("enlarge-4x")
    assert faces_of(peopled) == [kept]
    assert not peopled.window.side.presets._edited.isVisible()
    first = peopled.photo.id
    peopled.drop(write_photo(tmp_path / "other.png"))
    peopled.wait(lambda: len(peopled.controller.desk.photos) == 2)
    peopled.wait(lambda: peopled.photo.id != first)
    assert faces_of(peopled)[-1] == ()
    peopled.controller.desk.step(-1)
    peopled.window.actions_by_command[Command.RECIPE_TO_ALL].trigger()
    assert faces_of(peopled) == [kept, ()]
    peopled.controller.desk.choose(peopled.controller.desk.photos.ids)
    recipe = peopled.controller.desk.recipe
    peopled.controller.editing.set_recipe(replace(recipe, finish=replace(recipe.finish, strength=0.5)))
    assert faces_of(peopled) == [kept, ()]
    assert {each.recipe.finish.strength for each in peopled.controller.desk.photos} == {0.5}


def test_that_a_face_can_be_undone(peopled: Rig, photo: Path) -> None:
    peopled.open(photo)
    peopled.wait(lambda: len(cards(peopled)) == 2)
    cards(peopled)[0].switch.click()
    peopled.controller.history.undo()
    assert faces_of(peopled)[-1] == ()
    assert cards(peopled)[0].switch.isChecked()

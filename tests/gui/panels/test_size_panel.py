"""The size: typed in every unit, in pixels before a photo is enlarged, and handed from mode to mode."""

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from enhancer_gui.core.models import Task
from enhancer_gui.core.recipe import ExportSpec, Recipe, Step
from enhancer_gui.core.sizes import SizeMode, SizeTarget
from enhancer_gui.gui.panels import PhotoFacts, SizePanel
from enhancer_gui.gui.panels.size_choices import converted
from tests.gui.panels.gallery import PHOTO

SMALL = PhotoFacts("tiny.png", 20, 20)


def sized(target: SizeTarget, *, enlarge: bool = True) -> Recipe:
    return Recipe("x", "X", (Step(Task.UPSCALE, enabled=enlarge),), export=ExportSpec(size=target))


@pytest.fixture
def size(qtbot: QtBot) -> SizePanel:
    panel = SizePanel()
    qtbot.addWidget(panel)
    panel.set_photo(PHOTO)
    panel.set_recipe(sized(SizeTarget(value=2)))
    panel.show()
    return panel


def test_that_pixels_and_the_way_to_them_are_said(size: SizePanel) -> None:
    assert (size.pixels.text(), size.way.text()) == ("640 × 480 px · 0.31 MP", "Enlarged 2×")


@pytest.mark.parametrize(
    ("target", "enlarge", "words"),
    [
        (SizeTarget(value=3), True, "Enlarged 4×, then resampled"),
        (SizeTarget(SizeMode.FIT, 3840, 2160), True, "Enlarged 4×, then 4×, then resampled"),
        (SizeTarget(value=8), True, "Enlarged 4×, then 2×"),
        (SizeTarget(value=2), False, "Resampled only: Enlarge is off"),
        (SizeTarget(value=1), True, "The photo's own size"),
        (SizeTarget(value=0.5), True, "Made smaller by resampling"),
        (SizeTarget(SizeMode.CROP, 640, 400), True, "Enlarged 2×, then cut"),
        (SizeTarget(SizeMode.CROP, 640, 480), True, "Enlarged 2×"),
    ],
)
def test_that_the_way_is_told_in_words(size: SizePanel, target: SizeTarget, enlarge: bool, words: str) -> None:
    size.set_recipe(sized(target, enlarge=enlarge))
    assert size.way.text() == words


@pytest.mark.parametrize(
    ("factor", "words"),
    [(2, "Enlarged 4×, then resampled"), (4, "Enlarged 4×"), (8, "Enlarged 4×, then 4×, then resampled")],
)
def test_that_the_way_follows_the_model_chosen(size: SizePanel, factor: int, words: str) -> None:
    export = ExportSpec(size=SizeTarget(value=factor))
    size.set_recipe(Recipe("x", "X", (Step(Task.UPSCALE, "four"),), export=export))
    size.set_scales({"four": 4})
    assert size.way.text() == words


def test_that_a_size_beyond_sixteen_times_is_explained_in_place_of_pixels(size: SizePanel) -> None:
    size.set_recipe(sized(SizeTarget(SizeMode.FIT, 3840, 2160)))
    size.set_photo(SMALL)
    assert "the most is 16 times" in size.error.text()
    assert size.error.isVisible()
    assert size.pixels.isHidden()
    size.set_photo(PHOTO)
    assert size.error.isHidden()


def test_that_typing_a_number_tells_the_size(qtbot: QtBot, size: SizePanel) -> None:
    size.first.selectAll()
    with qtbot.waitSignal(size.size_changed, check_params_cb=lambda target: target == SizeTarget(value=4)):
        QTest.keyClicks(size.first, "4")


def test_that_a_box_has_two_sides(qtbot: QtBot, size: SizePanel) -> None:
    with qtbot.waitSignal(size.size_changed) as told:
        size.mode.chosen.emit(SizeMode.FIT)
    assert told.args[0] == SizeTarget(SizeMode.FIT, 3840, 2160)
    assert size.second.isVisible()
    size.second.selectAll()
    with qtbot.waitSignal(size.size_changed) as told:
        QTest.keyClicks(size.second, "9")
    assert told.args[0] == SizeTarget(SizeMode.FIT, 3840, 9)


@pytest.mark.parametrize("mode", [mode for mode in SizeMode if not mode.is_box])
def test_that_another_mode_asks_for_the_same_size(mode: SizeMode) -> None:
    target = converted(SizeTarget(value=2), mode, PHOTO)
    assert target.mode is mode
    width, height = target.dimensions(PHOTO.width, PHOTO.height)
    assert abs(width - 640) <= 6
    assert abs(height - 480) <= 6


@pytest.mark.parametrize("mode", list(SizeMode))
def test_that_a_mode_can_be_chosen_before_there_is_a_photo_and_from_an_impossible_size(mode: SizeMode) -> None:
    assert converted(SizeTarget(), mode, None).value > 0
    assert converted(SizeTarget(value=99), mode, SMALL).value > 0


def test_that_boxes_hand_their_sides_on() -> None:
    assert converted(SizeTarget(SizeMode.FIT, 800, 600), SizeMode.FILL, None) == SizeTarget(SizeMode.FILL, 800, 600)


def test_that_paper_asks_for_its_resolution(qtbot: QtBot, size: SizePanel) -> None:
    assert not size.dpi.isVisible()
    size.mode.chosen.emit(SizeMode.PAPER_CM)
    assert size.dpi.isVisible() and size.dpi.value() == 300
    with qtbot.waitSignal(size.size_changed) as told:
        size.dpi.setValue(240)
    assert told.args[0] == SizeTarget(SizeMode.PAPER_CM, 21.0, 29.7, 240)
    inches = converted(told.args[0], SizeMode.PAPER_INCH, None)
    assert inches == SizeTarget(SizeMode.PAPER_INCH, 8.3, 11.7, 240)
    size.mode.chosen.emit(SizeMode.SCALE)
    assert not size.dpi.isVisible()

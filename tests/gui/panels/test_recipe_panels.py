from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from enhancer_gui.core.image import BitDepth
from enhancer_gui.core.models import Task
from enhancer_gui.core.recipe import ColourSpace, ExportSpec, FileFormat, MetadataGroup, OnConflict, Recipe, Step
from enhancer_gui.core.sizes import SizeMode, SizeTarget
from enhancer_gui.gui.forecast import Forecast
from enhancer_gui.gui.panels import FinishPanel, PhotoFacts, PresetAction, PresetPanel, SavePanel, SizePanel, StepsPanel
from enhancer_gui.gui.panels.size_choices import converted
from enhancer_gui.gui.widgets import PresetCard
from tests.gui.panels.gallery import OLD_PHOTO, PHOTO, PRESETS

SMALL = PhotoFacts("tiny.png", 20, 20)


def sized(target: SizeTarget, *, enlarge: bool = True) -> Recipe:
    return Recipe("x", "X", (Step(Task.UPSCALE, enabled=enlarge),), export=ExportSpec(size=target))


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


@pytest.fixture
def size(qtbot: QtBot) -> SizePanel:
    panel = SizePanel()
    qtbot.addWidget(panel)
    panel.set_photo(PHOTO)
    panel.set_recipe(sized(SizeTarget(value=2)))
    panel.show()
    return panel


@pytest.fixture
def save(qtbot: QtBot) -> SavePanel:
    panel = SavePanel()
    qtbot.addWidget(panel)
    panel.set_photo(PHOTO)
    panel.set_recipe(OLD_PHOTO)
    panel.show()
    return panel


def cards(panel: PresetPanel) -> dict[str, PresetCard]:
    return {card.preset_id: card for card in panel.findChildren(PresetCard) if not card.isHidden()}


def test_that_pressing_a_card_chooses_its_preset_and_marks_it_alone(qtbot: QtBot, presets: PresetPanel) -> None:
    with qtbot.waitSignal(presets.preset_chosen, check_params_cb=lambda chosen: chosen == "old"):
        qtbot.mouseClick(cards(presets)["old"], Qt.MouseButton.LeftButton)
    assert [key for key, card in cards(presets).items() if card.isChecked()] == ["old"]


def test_that_the_present_card_stays_marked_when_it_is_pressed_again(qtbot: QtBot, presets: PresetPanel) -> None:
    with qtbot.waitSignal(presets.preset_chosen):
        qtbot.mouseClick(cards(presets)["x2"], Qt.MouseButton.LeftButton)
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
    qtbot.mouseClick(presets.more, Qt.MouseButton.LeftButton)
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
        qtbot.mouseClick(steps.step_rows[1].switch, Qt.MouseButton.LeftButton)
    recipe = told.args[0]
    assert [step.enabled for step in recipe.steps] == [True, False, True]
    assert not steps.step_rows[1].strength.isEnabled()


def test_that_two_changes_add_up(qtbot: QtBot, steps: StepsPanel) -> None:
    told: list[Recipe] = []
    steps.recipe_changed.connect(told.append)
    qtbot.mouseClick(steps.step_rows[0].switch, Qt.MouseButton.LeftButton)
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
        qtbot.keyClicks(size.first, "4")


def test_that_a_box_has_two_sides(qtbot: QtBot, size: SizePanel) -> None:
    with qtbot.waitSignal(size.size_changed) as told:
        size.mode.chosen.emit(SizeMode.FIT)
    assert told.args[0] == SizeTarget(SizeMode.FIT, 3840, 2160)
    assert size.second.isVisible()
    size.second.selectAll()
    with qtbot.waitSignal(size.size_changed) as told:
        qtbot.keyClicks(size.second, "9")
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


def test_that_quality_is_asked_only_where_it_means_something(save: SavePanel) -> None:
    assert save.quality.isVisible()
    for written, visible in ((FileFormat.PNG, False), (FileFormat.TIFF, False), (FileFormat.WEBP, True)):
        save.format_choice.chosen.emit(written)
        assert save.quality.isVisible() is visible


def test_that_a_depth_the_format_cannot_hold_is_let_go(qtbot: QtBot, save: SavePanel) -> None:
    save.set_recipe(replace(OLD_PHOTO, export=ExportSpec(FileFormat.TIFF, depth=BitDepth.U16)))
    with qtbot.waitSignal(save.export_changed) as told:
        save.format_choice.chosen.emit(FileFormat.JPEG)
    assert (told.args[0].format, told.args[0].depth) == (FileFormat.JPEG, None)
    assert not save.depth_choice.isEnabled()


def test_that_each_choice_is_told(qtbot: QtBot, save: SavePanel) -> None:
    told: list[ExportSpec] = []
    save.export_changed.connect(told.append)
    save.quality.value_changed.emit(0.8)
    save.conflict_choice.chosen.emit(OnConflict.SKIP)
    qtbot.mouseClick(save.keeping.metadata, Qt.MouseButton.LeftButton)
    save.pattern.selectAll()
    qtbot.keyClicks(save.pattern, "n")
    assert told[-1] == replace(
        OLD_PHOTO.export, quality=80, on_conflict=OnConflict.SKIP, keep_metadata=False, name_pattern="n"
    )


def test_that_what_shall_stay_private_is_ticked(save: SavePanel) -> None:
    told: list[ExportSpec] = []
    save.export_changed.connect(told.append)
    actions = save.keeping.left_out.menu().actions()
    for words in ("Place", "Date"):
        next(action for action in actions if action.text() == words).trigger()
    assert told[-1].left_out == (MetadataGroup.GPS, MetadataGroup.DATE)
    assert save.keeping.left_out.currentText() == "Place, Date"
    save.keeping.record.click()
    assert not told[-1].record and told[-1].left_out == (MetadataGroup.GPS, MetadataGroup.DATE)
    save.keeping.metadata.click()
    assert not save.keeping.left_out.isEnabled()


def test_that_a_format_is_not_offered_beside_itself(save: SavePanel) -> None:
    told: list[ExportSpec] = []
    save.export_changed.connect(told.append)
    save.format_choice.chosen.emit(FileFormat.JPEG)
    assert "JPEG" not in [action.text() for action in save.further.menu().actions()]
    save.further.ticked.emit((FileFormat.PNG, FileFormat.TIFF))
    assert save.further.currentText() == "PNG, TIFF"
    save.format_choice.chosen.emit(FileFormat.TIFF)
    assert told[-1].also == (FileFormat.PNG,)


def test_that_colour_detail_is_asked_only_where_it_means_something(save: SavePanel) -> None:
    for written, visible in ((FileFormat.JPEG, True), (FileFormat.PNG, False), (FileFormat.AVIF, True)):
        save.format_choice.chosen.emit(written)
        assert save.chroma_choice.isVisible() is visible is save.chroma_label.isVisible()


def test_that_colours_can_be_converted(save: SavePanel) -> None:
    told: list[ExportSpec] = []
    save.export_changed.connect(told.append)
    assert save.colour_choice.currentText() == "Like the photo"
    save.colour_choice.chosen.emit(ColourSpace.SRGB)
    assert told[-1].colour is ColourSpace.SRGB
    assert save.colour_choice.currentText() == "Convert to sRGB"


def test_that_files_and_their_size_are_foretold(save: SavePanel) -> None:
    save.set_forecast(Forecast("lake-x2.jpg", (".tif",), 2_300_000))
    assert (save.preview.text(), save.file_size.text()) == ("lake-x2.jpg, .tif", "about 2 MB")
    assert save.file_size.isVisible()
    save.set_forecast(Forecast(error="“{nam}” stands for nothing."))
    assert save.preview.text() == "“{nam}” stands for nothing."
    assert not save.file_size.isVisible()


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


def test_that_a_token_is_inserted_where_the_cursor_is(save: SavePanel) -> None:
    save.pattern.setText("a-b")
    save.pattern.setCursorPosition(2)
    save._insert("{width}")
    assert save._spec.name_pattern == "a-{width}b"


def test_that_a_folder_is_asked_for_and_shown(qtbot: QtBot, save: SavePanel) -> None:
    with qtbot.waitSignal(save.folder_wanted):
        save.folder_choice.chosen.emit("choose")
    assert save.folder_choice.currentText() == "Beside the photo"
    save.set_folder(Path("pictures") / "done")
    assert save.folder_choice.currentText() == "done"
    with qtbot.waitSignal(save.folder_changed, check_params_cb=lambda folder: folder is None):
        save.folder_choice.chosen.emit("beside")


def test_that_the_preview_shows_a_name_or_says_why_there_is_none(save: SavePanel) -> None:
    save.set_name_preview("lake-x2.png")
    assert (save.preview.text(), save.preview.property("kind")) == ("lake-x2.png", "muted")
    save.set_name_preview("", "“{nam}” stands for nothing.")
    assert (save.preview.text(), save.preview.property("kind")) == ("“{nam}” stands for nothing.", "error")


def test_that_like_the_photo_names_the_photos_format(save: SavePanel) -> None:
    save.set_photo(PhotoFacts("a.tif", 10, 10, FileFormat.TIFF))
    assert save.format_choice.currentText() == "Like the photo (TIFF)"

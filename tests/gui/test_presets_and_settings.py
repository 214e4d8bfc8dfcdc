"""Presets and settings through the window."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from enhancer_gui.core.recipe import ExportSpec, FileFormat
from enhancer_gui.core.sizes import SizeTarget
from enhancer_gui.gui.asking import Asking
from enhancer_gui.gui.choices import Choices
from enhancer_gui.gui.dialogs.preset_name import PresetName
from enhancer_gui.gui.dialogs.question import Question
from enhancer_gui.gui.dialogs.settings_dialog import SettingsDialog
from enhancer_gui.gui.panels.facts import PresetAction
from enhancer_gui.gui.theme import apply_theme
from enhancer_gui.gui.widgets import TextButton
from enhancer_gui.storage.paths import cache_dir, config_dir, stores_dir
from enhancer_gui.storage.settings import ThemeName
from tests.fakes import FakeBackend
from tests.gui.children import child
from tests.gui.rig import Rig, backend, models, photo, rig, rigged, write_photo

__all__ = ["backend", "models", "photo", "rig"]


@pytest.fixture
def asking(rig: Rig) -> Asking:
    rig.wait(lambda: bool(rig.controller.presets.presets))
    return child(rig.window, Asking)


def names(rig: Rig) -> list[str]:
    return [preset.name for preset in rig.controller.presets.presets]


def id_of(rig: Rig, name: str) -> str:
    return next(preset.id for preset in rig.controller.presets.presets if preset.name == name)


def save_preset(rig: Rig, asking: Asking, name: str) -> str:
    asking.act_on_preset("", PresetAction.SAVE)
    dialog = rig.dialog(PresetName)
    dialog.field.setText(name)
    dialog.save_button.click()
    rig.wait(lambda: name in names(rig))
    return id_of(rig, name)


def test_that_the_shipped_presets_are_offered(rig: Rig, asking: Asking) -> None:
    assert len(names(rig)) >= 8


def test_that_the_recipe_in_hand_is_saved_as_a_preset_and_then_the_chosen_one(rig: Rig, asking: Asking) -> None:
    rig.controller.editing.set_size(SizeTarget(value=3.0))
    saved = save_preset(rig, asking, "Three times")
    preset = rig.controller.presets.get(saved)
    assert preset is not None
    assert preset.export.size.value == 3.0
    assert rig.controller.desk.recipe.id == saved
    assert (config_dir() / "presets" / f"{saved}.json").exists()


def test_that_an_own_preset_is_renamed_and_deleted(rig: Rig, asking: Asking) -> None:
    saved = save_preset(rig, asking, "Mine")
    asking.act_on_preset(saved, PresetAction.RENAME)
    rename = rig.dialog(PresetName)
    assert rename.field.text() == "Mine"
    rename.field.setText("Ours")
    rename.save_button.click()
    rig.wait(lambda: "Ours" in names(rig))
    assert "Mine" not in names(rig)
    asking.act_on_preset(id_of(rig, "Ours"), PresetAction.DELETE)
    question = rig.dialog(Question)
    question.yes.click()
    rig.wait(lambda: "Ours" not in names(rig))
    assert list((config_dir() / "presets").glob("*.json")) == []


def test_that_a_preset_is_kept_when_deleting_is_not_confirmed(rig: Rig, asking: Asking) -> None:
    saved = save_preset(rig, asking, "Mine")
    asking.act_on_preset(saved, PresetAction.DELETE)
    question = rig.dialog(Question)
    question.no.click()
    assert rig.controller.presets.get(saved) is not None


def test_that_a_preset_travels_through_a_file(rig: Rig, asking: Asking, tmp_path: Path) -> None:
    file = tmp_path / "preset.json"
    rig.controller.presets.export_to("old-photo", file)
    rig.wait(file.exists)
    rig.controller.presets.import_from(file)
    rig.wait(lambda: len(names(rig)) == 9)
    assert json.loads(file.read_text(encoding="utf-8"))["recipe"]["name"] == "Old photo"


def test_that_a_file_that_is_no_preset_is_told_and_changes_nothing(rig: Rig, asking: Asking, tmp_path: Path) -> None:
    file = tmp_path / "preset.json"
    file.write_text("{}")
    before = names(rig)
    rig.controller.presets.import_from(file)
    rig.wait(lambda: rig.window.notice.announcement is not None)
    assert names(rig) == before


def test_that_duplicating_gives_a_preset_of_its_own(rig: Rig, asking: Asking) -> None:
    asking.act_on_preset("old-photo", PresetAction.DUPLICATE)
    rig.wait(lambda: "Old photo (2)" in names(rig))


def test_that_a_changed_recipe_is_marked_and_reset_brings_the_preset_back(rig: Rig, asking: Asking) -> None:
    editing = rig.controller.editing
    with rig.qtbot.waitSignal(editing.edited_changed) as edited:
        editing.set_size(SizeTarget(value=5.0))
    assert edited.args == ["enlarge-2x", True]
    with rig.qtbot.waitSignal(editing.edited_changed) as reset:
        asking.act_on_preset("enlarge-2x", PresetAction.RESET)
    assert reset.args == ["enlarge-2x", False]
    assert rig.controller.desk.recipe.export.size.value == 2.0


def test_that_the_format_stays_chosen_when_another_preset_is(rig: Rig, asking: Asking) -> None:
    rig.controller.editing.set_export(ExportSpec(format=FileFormat.TIFF))
    rig.controller.editing.choose_preset("enlarge-4x")
    assert rig.controller.desk.recipe.export.format is FileFormat.TIFF
    assert rig.controller.desk.recipe.export.size.value == 4.0
    rig.controller.choices.shut_down()
    assert Choices().now.format is FileFormat.TIFF


def test_that_leaving_camera_data_out_holds_for_the_next_preset_and_the_next_start(rig: Rig, asking: Asking) -> None:
    rig.controller.editing.set_export(ExportSpec(keep_metadata=False))
    rig.controller.editing.choose_preset("enlarge-4x")
    assert not rig.controller.desk.recipe.export.keep_metadata
    rig.controller.choices.shut_down()
    assert not Choices().now.keep_metadata


def test_that_photos_are_looked_for_where_the_last_ones_were(
    rig: Rig, asking: Asking, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "open", lambda _self: None)
    asking.ask_photos()
    child(rig.window, QFileDialog).filesSelected.emit([str(photo)])
    rig.wait(lambda: len(rig.controller.desk.photos) == 1)
    rig.controller.desk.remove(rig.controller.desk.photos.ids)
    asking.ask_photo_folder()
    assert Path(rig.window.findChildren(QFileDialog)[-1].directory().path()) == photo.parent


def test_that_the_theme_changes_at_once_and_is_remembered(rig: Rig, asking: Asking) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply_theme(app, ThemeName.DARK)
    asking.show_settings()
    dialog = rig.dialog(SettingsDialog)
    dark = rig.window.viewer.surround
    dialog.theme.set_value(ThemeName.LIGHT)
    dialog.theme.chosen.emit(ThemeName.LIGHT)
    assert app.palette().color(QPalette.ColorRole.Window).lightness() > 128
    assert rig.window.viewer.surround.lightness() > dark.lightness()
    dialog.reject()
    rig.controller.choices.shut_down()
    assert Choices().now.theme is ThemeName.LIGHT
    apply_theme(app, ThemeName.DARK)


def test_that_the_cache_is_cleared_but_for_open_photos(rig: Rig, asking: Asking, photo: Path) -> None:
    rig.open(photo)
    rig.enhance()
    stale = stores_dir() / "stale"
    stale.mkdir()
    (stale / "samples.raw").write_bytes(bytes(100))
    with rig.qtbot.waitSignal(rig.controller.cache.measured):
        rig.controller.clear_cache()
    assert not stale.exists()
    assert rig.entry.started is not None
    assert rig.entry.started.store.exists()
    assert stores_dir().is_relative_to(cache_dir())


def test_that_the_devices_found_can_be_chosen(rig: Rig, asking: Asking) -> None:
    rig.wait(lambda: bool(rig.controller.devices))
    asking.show_settings()
    dialog = rig.dialog(SettingsDialog)
    dialog.device.set_value("cpu")
    dialog.device.chosen.emit("cpu")
    assert rig.controller.choices.now.device == "cpu"
    assert rig.controller.actions.options.device == "cpu"
    dialog.reject()


def test_that_another_setting_leaves_a_device_that_is_not_there_chosen(rig: Rig, asking: Asking) -> None:
    choices = rig.controller.choices
    choices.put(replace(choices.now, device="cuda:3"))
    asking.show_settings()
    dialog = rig.dialog(SettingsDialog)
    assert dialog.device.value == "cuda:3"
    dialog.precision.set_value("fp32")
    dialog.precision.chosen.emit("fp32")
    assert (choices.now.device, choices.now.precision) == ("cuda:3", "fp32")
    dialog.device.set_value("auto")
    dialog.device.chosen.emit("auto")
    assert choices.now.device == "auto"
    dialog.reject()


def test_that_the_settings_tell_how_much_room_the_cache_takes(rig: Rig, asking: Asking, photo: Path) -> None:
    rig.open(photo)
    rig.enhance()
    asking.show_settings()
    dialog = rig.dialog(SettingsDialog)
    rig.wait(lambda: any("in use" in label.text() for label in dialog.findChildren(QLabel)))
    clear = child(dialog, TextButton, "clear cache")
    assert clear.isEnabled()
    dialog.set_cache_bytes(0)
    assert any(label.text() == "Empty" for label in dialog.findChildren(QLabel))
    assert not clear.isEnabled()
    dialog.reject()


def test_that_photos_the_window_was_started_with_get_the_last_preset_and_what_the_user_likes(
    qtbot: QtBot, models: None, photo: Path, tmp_path: Path
) -> None:
    with rigged(qtbot, FakeBackend()) as first:
        first.wait(lambda: bool(first.controller.presets.presets))
        first.controller.editing.choose_preset("photo-4x")
        first.controller.editing.set_export(replace(first.controller.desk.recipe.export, quality=70))
    with rigged(qtbot, FakeBackend()) as second:
        assert not second.controller.presets.presets
        second.controller.desk.add((photo, write_photo(tmp_path / "other.png")))
        edited: list[bool] = []
        second.controller.editing.edited_changed.connect(lambda _preset, is_edited: edited.append(is_edited))
        second.wait(lambda: bool(second.controller.presets.presets))
        recipes = [each.recipe for each in second.controller.desk.photos]
        assert [(each.id, each.export.quality) for each in recipes] == [("photo-4x", 70)] * 2
        assert not edited[-1]
        assert not second.controller.history.can_undo

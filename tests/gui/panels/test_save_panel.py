"""How results are saved: only what the format can hold, what stays private, names and folders."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from enhancer_gui.core.image import BitDepth
from enhancer_gui.core.recipe import ColourSpace, ExportSpec, FileFormat, MetadataGroup, OnConflict
from enhancer_gui.gui.forecast import Forecast
from enhancer_gui.gui.panels import PhotoFacts, SavePanel
from tests.gui.panels.gallery import OLD_PHOTO, PHOTO


@pytest.fixture
def save(qtbot: QtBot) -> SavePanel:
    panel = SavePanel()
    qtbot.addWidget(panel)
    panel.set_photo(PHOTO)
    panel.set_recipe(OLD_PHOTO)
    panel.show()
    return panel


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


def test_that_each_choice_is_told(save: SavePanel) -> None:
    told: list[ExportSpec] = []
    save.export_changed.connect(told.append)
    save.quality.value_changed.emit(0.8)
    save.conflict_choice.chosen.emit(OnConflict.SKIP)
    QTest.mouseClick(save.keeping.metadata, Qt.MouseButton.LeftButton)
    save.pattern.selectAll()
    QTest.keyClicks(save.pattern, "n")
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

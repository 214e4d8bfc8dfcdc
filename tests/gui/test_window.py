"""The main job through the window: a photo in, its result computed, seen, saved."""

from collections.abc import Callable
from pathlib import Path
from shutil import copyfile

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QSize, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from enhancer_gui.core.errors import BackendError
from enhancer_gui.core.geometry import Region
from enhancer_gui.core.jobs import JobState
from enhancer_gui.gui.asking import Asking
from enhancer_gui.gui.dialogs.error_detail import ErrorDetail
from enhancer_gui.gui.main_window import TITLE_BAR_PX
from enhancer_gui.gui.panels.facts import FootAction
from enhancer_gui.gui.panels.filmstrip_row import FilmAction, PhotoState
from tests.fakes import FakeBackend
from tests.gui.children import child
from tests.gui.rig import Rig, backend, models, photo, rig, write_photo

__all__ = ["backend", "models", "photo", "rig"]


def test_that_the_first_window_fits_the_screen_with_its_title(rig: Rig) -> None:
    room = rig.window.screen().availableGeometry()
    rig.window.resize(room.width() + 200, room.height() + 200)
    rig.window.fit_screen()
    assert rig.window.size() == QSize(room.width(), room.height() - TITLE_BAR_PX)
    rig.window.resize(700, 500)
    rig.window.fit_screen()
    assert rig.window.size() == QSize(700, 500)


def test_that_a_dropped_real_photo_is_enhanced_and_saved(
    rig: Rig, shared: Path, tmp_path: Path, original_untouched: Callable[[Path], Path]
) -> None:
    original = next((shared / "data" / "real" / "RealESRGAN_inputs").glob("*.jpg"))
    copy = tmp_path / original.name
    copyfile(original, copy)
    original_untouched(copy)
    rig.open(copy)
    rig.enhance()
    assert rig.row_state() is PhotoState.DONE
    assert list(tmp_path.iterdir()) == [copy]
    rig.window.side.primary.click()
    rig.wait(lambda: rig.row_state() is PhotoState.SAVED)
    with Image.open(copy) as before, Image.open(tmp_path / f"{copy.stem}-enlarge-2x.jpg") as after:
        assert after.size == (before.width * 2, before.height * 2)


def test_that_the_result_is_shown_beside_the_original(rig: Rig, photo: Path) -> None:
    def is_divided() -> bool:
        return rig.window.viewer.divider_line is not None

    rig.open(photo)
    assert rig.window.stage.currentWidget() is rig.window.viewer
    assert not is_divided()
    rig.enhance()
    assert is_divided()
    rig.wait(lambda: rig.window.viewer.is_idle)


def test_that_tiles_are_computed_off_the_window_s_thread(rig: Rig, photo: Path) -> None:
    rig.open(photo)
    rig.enhance()
    assert rig.backend.thread is not None
    assert rig.backend.thread.name != "MainThread"


def test_that_the_place_looked_at_is_computed_first(rig: Rig, photo: Path) -> None:
    rig.open(photo)
    rig.wait(lambda: not rig.window.viewer._still.isActive())  # the viewer itself has told what it shows
    rig.controller.look_at(Region(70, 40, 8, 8))
    rig.enhance()
    assert rig.backend.served[0] == (64, 32)


def test_that_a_job_can_be_cancelled_and_tried_again(rig: Rig, photo: Path) -> None:
    rig.backend.gated_from = 2
    rig.open(photo)
    rig.window.side.primary.click()
    rig.wait(rig.backend.waiting.is_set)
    rig.wait(lambda: rig.window.side._foot.secondary is FootAction.CANCEL)
    rig.window.side.secondary.click()
    rig.wait_for(JobState.CANCELLED)
    assert rig.row_state() is PhotoState.CANCELLED
    rig.backend.gated_from = None
    rig.controller.actions.act((rig.photo.id,), FilmAction.RETRY)
    rig.wait_for(JobState.FINISHED)
    assert len(rig.backend.served) == len(set(rig.backend.served)) == 6


def test_that_a_job_can_be_held_and_goes_on(rig: Rig, photo: Path) -> None:
    rig.backend.gated_from = 2
    rig.open(photo)
    rig.window.side.primary.click()
    rig.wait(rig.backend.waiting.is_set)
    side = rig.window.side
    rig.wait(lambda: side._foot.primary is FootAction.PAUSE and side.primary.isEnabled())
    rig.window.side.primary.click()
    rig.backend.gated_from = None
    rig.backend.gate.set()
    rig.wait_for(JobState.PAUSED)
    assert rig.row_state() is PhotoState.PAUSED
    assert rig.backend.released == 1
    assert rig.window.side._foot.primary is FootAction.RESUME
    rig.window.side.primary.click()
    rig.wait_for(JobState.FINISHED)


def test_that_an_error_is_told_in_words_with_a_detail_to_copy(rig: Rig, photo: Path) -> None:
    rig.backend.errors[1] = BackendError("The device stopped.", remedy="Try another.", detail="code 7")
    rig.open(photo)
    rig.window.side.primary.click()
    rig.wait_for(JobState.FAILED)
    shown = rig.window.notice.announcement
    assert shown is not None
    assert (shown.message, shown.remedy) == ("The device stopped.", "Try another.")
    rig.window.notice.button.click()
    dialog = rig.dialog(ErrorDetail)
    dialog.copy_report()
    assert "code 7" in QGuiApplication.clipboard().text()
    dialog.reject()


def test_that_a_photo_that_cannot_be_read_says_why_in_its_place(rig: Rig, tmp_path: Path, photo: Path) -> None:
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"no photo at all")
    rig.drop(broken)
    rig.wait(lambda: rig.window.stage.currentWidget() is rig.window.problem)
    assert rig.row_state() is PhotoState.DAMAGED
    assert not rig.window.side.primary.isEnabled()
    rig.open(photo)
    assert rig.window.stage.currentWidget() is rig.window.viewer


def test_that_a_photo_can_be_read_again_after_it_was_repaired(rig: Rig, tmp_path: Path) -> None:
    late = tmp_path / "late.png"
    rig.drop(late)
    rig.wait(lambda: rig.window.stage.currentWidget() is rig.window.problem)
    write_photo(late)
    rig.window.problem.retry_button.click()
    rig.wait(lambda: rig.window.stage.currentWidget() is rig.window.viewer)
    rig.wait(lambda: rig.row_state() is PhotoState.READY)


def test_that_a_changed_recipe_makes_the_result_outdated_until_it_is_changed_back(rig: Rig, photo: Path) -> None:
    rig.open(photo)
    rig.enhance()
    served = len(rig.backend.served)
    rig.controller.editing.choose_preset("enlarge-4x")
    assert rig.row_state() is PhotoState.OUTDATED
    assert rig.window.viewer.divider_line is not None
    assert rig.window.side.primary.isEnabled()
    rig.controller.editing.choose_preset("enlarge-2x")
    assert rig.row_state() is PhotoState.DONE
    assert len(rig.backend.served) == served


def test_that_saving_computes_no_tile_again(rig: Rig, photo: Path) -> None:
    rig.open(photo)
    rig.enhance()
    served = len(rig.backend.served)
    rig.window.side.primary.click()
    rig.wait(lambda: rig.row_state() is PhotoState.SAVED)
    assert len(rig.backend.served) == served


def test_that_a_result_is_saved_under_the_name_and_format_that_was_typed(rig: Rig, photo: Path) -> None:
    rig.open(photo)
    rig.enhance()
    rig.controller.actions.save_as(photo.parent / "mine.tif")
    rig.wait(lambda: rig.row_state() is PhotoState.SAVED)
    with Image.open(photo.parent / "mine.tif") as saved:
        assert saved.format == "TIFF"


def test_that_a_name_typed_without_a_suffix_replaces_no_file_that_nobody_was_asked_about(rig: Rig, photo: Path) -> None:
    theirs = photo.with_name("mine.png")
    theirs.write_bytes(b"theirs")
    rig.open(photo)
    rig.enhance()
    rig.controller.actions.save_as(photo.with_name("mine"))
    rig.wait(lambda: rig.row_state() is PhotoState.SAVED)
    assert theirs.read_bytes() == b"theirs"
    assert rig.entry.result == photo.with_name("mine-2.png")


def test_that_several_chosen_photos_are_enhanced_and_saved(rig: Rig, tmp_path: Path) -> None:
    paths = [write_photo(tmp_path / f"{name}.png") for name in "abc"]
    rig.open(*paths)
    rig.controller.desk.choose(rig.controller.desk.photos.ids)
    assert rig.window.side._foot.photos == 3
    rig.window.side.primary.click()
    rig.wait(lambda: len(rig.controller.queue.queue) == 3 and rig.controller.unfinished == 0)
    assert sorted(path.name for path in tmp_path.glob("*-enlarge-2x.png")) == [
        f"{name}-enlarge-2x.png" for name in "abc"
    ]


def test_that_a_folder_is_searched_and_its_first_photo_shown(rig: Rig, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    for name in ("b.png", "a.png", "c.png"):
        write_photo(folder / name)
    (folder / "notes.txt").write_text("not a photo")
    rig.drop(folder)
    rig.wait(lambda: len(rig.window.film_model.rows) == 3)
    assert rig.photo.path.name == "a.png"


def test_that_results_of_an_earlier_run_are_left_out_of_a_folder_unless_they_are_named(
    rig: Rig, tmp_path: Path
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    photo, result = write_photo(folder / "a.png"), write_photo(folder / "a-enlarge-2x.png")
    write_photo(folder / "a-old-photo-2.png")
    rig.drop(folder)
    rig.wait(lambda: rig.window.notice.announcement is not None)
    assert [row.path for row in rig.window.film_model.rows] == [photo]
    told = rig.window.notice.announcement
    assert told is not None
    assert told.message == "2 files were left out: they are results of earlier runs."
    rig.drop(folder, result)
    rig.wait(lambda: [row.path for row in rig.window.film_model.rows] == [photo, result])
    told = rig.window.notice.announcement
    assert told is not None
    assert told.message == "One file was left out: it is the result of an earlier run."


def test_that_a_folder_without_photos_is_told(rig: Rig, tmp_path: Path) -> None:
    rig.drop(tmp_path)
    rig.wait(lambda: rig.window.notice.announcement is not None)
    assert rig.window.stage.currentWidget() is rig.window.empty


def test_that_pixels_from_the_clipboard_become_a_photo(rig: Rig, photo: Path) -> None:
    QGuiApplication.clipboard().setImage(QImage(str(photo)))
    QTest.keyClick(rig.window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    rig.wait(lambda: len(rig.controller.desk.photos) == 1)
    rig.wait(lambda: rig.photo.size == (96, 64))


def test_that_files_from_the_clipboard_are_opened(rig: Rig, photo: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(photo))])
    QGuiApplication.clipboard().setMimeData(mime)
    rig.controller.opening.open_mime(QGuiApplication.clipboard().mimeData())
    rig.wait(lambda: len(rig.controller.desk.photos) == 1)
    assert rig.photo.path == photo


def test_that_the_sample_is_one_click_away_and_its_result_goes_to_the_pictures(rig: Rig) -> None:
    rig.window.empty.sample_button.click()
    rig.wait(rig.window.side.primary.isEnabled)
    folder = rig.controller.actions.folder_for(rig.photo)
    assert folder != rig.photo.path.parent
    assert not folder.is_relative_to(rig.photo.path.parent)


def test_that_removing_the_last_photo_brings_the_invitation_back(rig: Rig, photo: Path) -> None:
    rig.open(photo)
    QTest.keyClick(rig.window, Qt.Key.Key_Delete)
    rig.wait(lambda: len(rig.controller.desk.photos) == 0)
    assert rig.window.stage.currentWidget() is rig.window.empty
    assert rig.window.filmstrip.isHidden()


def test_that_removing_a_running_photo_stops_it(rig: Rig, tmp_path: Path, photo: Path) -> None:
    rig.backend.gated_from = 1
    other = write_photo(tmp_path / "other.png")
    rig.open(photo, other)
    rig.window.side.primary.click()
    rig.wait(rig.backend.waiting.is_set)
    rig.controller.actions.act((rig.photo.id,), FilmAction.REMOVE)
    rig.wait(lambda: len(rig.controller.desk.photos) == 1)
    assert rig.photo.path == other
    assert len(rig.controller.queue.queue) == 0


@pytest.mark.parametrize("gated", [False, True])
def test_that_going_to_another_photo_and_back_finds_the_result(
    rig: Rig, tmp_path: Path, photo: Path, gated: bool
) -> None:
    rig.backend.gated_from = 3 if gated else None
    rig.open(photo, write_photo(tmp_path / "other.png"))
    rig.window.side.primary.click()
    rig.wait(rig.backend.waiting.is_set) if gated else rig.wait_for(JobState.FINISHED)
    rig.wait(lambda: rig.window.viewer.divider_line is not None)
    QTest.keyClick(rig.window, Qt.Key.Key_BracketRight)
    rig.wait(lambda: rig.controller.showing.image is not None)
    assert rig.photo.path.name == "other.png"
    assert rig.window.viewer.divider_line is None
    QTest.keyClick(rig.window, Qt.Key.Key_BracketLeft)
    rig.wait(lambda: rig.window.viewer.divider_line is not None)


def test_that_the_window_s_keys_do_what_the_list_says(rig: Rig, photo: Path) -> None:
    rig.open(photo)
    QTest.keyClick(rig.window, Qt.Key.Key_F8)
    assert rig.window.filmstrip.isHidden()
    QTest.keyClick(rig.window, Qt.Key.Key_F8)
    assert not rig.window.filmstrip.isHidden()
    QTest.keyClick(rig.window, Qt.Key.Key_F7)
    assert not rig.window.host.is_panel_shown
    QTest.keyClick(rig.window, Qt.Key.Key_F11)
    assert rig.window.isFullScreen()
    QTest.keyClick(rig.window, Qt.Key.Key_Escape)
    assert not rig.window.isFullScreen()
    QTest.keyClick(rig.window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    rig.wait_for(JobState.FINISHED)
    QTest.keyClick(rig.window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    rig.wait(lambda: rig.row_state() is PhotoState.SAVED)


def test_that_the_device_is_told(rig: Rig) -> None:
    rig.wait(lambda: bool(rig.controller.devices))
    assert rig.controller.devices[0].name == "Fake CPU"
    assert isinstance(rig.backend, FakeBackend)


def test_that_2000_photos_are_listed_and_only_thumbnails_in_view_are_read(
    rig: Rig, tmp_path: Path, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(rig.controller.thumbnails, "request", lambda photo_id, _path: asked.append(photo_id))
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(2000):
        (folder / f"{number:04}.png").symlink_to(photo)
    rig.controller.opening.found.emit(tuple(sorted(folder.iterdir())))
    assert len(rig.window.film_model.rows) == 2000
    rig.wait(lambda: rig.controller.showing.image is not None)
    rig.wait(lambda: bool(asked))
    assert len(set(asked)) < 100


def test_that_the_viewer_s_keys_work_wherever_the_keyboard_is(rig: Rig, photo: Path) -> None:
    rig.open(photo)
    rig.window.side.setFocus()
    rig.window.stage.setFocus()
    assert not rig.window.viewer.hasFocus()
    QTest.keyClick(rig.window, Qt.Key.Key_2)
    rig.wait(lambda: rig.window.viewer.navigator.target.percent == 200.0)


def test_that_leaving_the_folder_dialog_without_a_choice_changes_nothing(
    rig: Rig, photo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "open", lambda _self: None)
    rig.open(photo)
    asking = child(rig.window, Asking)
    asking.folder_chosen.emit(tmp_path / "results")
    assert rig.controller.choices.now.output_folder == tmp_path / "results"
    asking.ask_folder()
    child(rig.window, QFileDialog).reject()
    assert rig.controller.choices.now.output_folder == tmp_path / "results"
    assert rig.controller.actions.folder_for(rig.photo) == tmp_path / "results"

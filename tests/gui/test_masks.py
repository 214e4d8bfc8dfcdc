"""Masks in the window: painted by mouse, undone stroke by stroke, kept with the photo, and the same in the file."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from enhancer_gui.core.cancel import JobControl
from enhancer_gui.core.events import Finished
from enhancer_gui.core.geometry import Region
from enhancer_gui.core.masks import Mask
from enhancer_gui.core.models import Task
from enhancer_gui.core.recipe import Finish, Step
from enhancer_gui.gui.actions import Command
from enhancer_gui.gui.mask_places import GUARD, RESULT, MaskEffect, MaskKind, MaskPlace, effect_of
from enhancer_gui.gui.masking import Masking
from enhancer_gui.gui.sources import StoreSource
from enhancer_gui.gui.viewer import Brush, MaskPicture, Tint
from enhancer_gui.jobs.plan import make_job
from enhancer_gui.jobs.runner import Surroundings, run_job
from enhancer_gui.storage.masks import mask_shelf, read_mask_file, write_mask_file
from enhancer_gui.storage.paths import masks_dir
from enhancer_gui.storage.record import read_record
from tests.fakes import FakeBackend, fake_catalogue
from tests.found import found
from tests.gui.rig import Rig, backend, models, photo, rig, write_photo

__all__ = ["backend", "models", "photo", "rig"]

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
NONE = Qt.KeyboardModifier.NoModifier
GRAINY = Finish(grain=1.0)
"""Changes every pixel, so that where it counts is seen everywhere."""


@pytest.fixture
def painter(rig: Rig, photo: Path) -> "Painter":
    """Return the window with an enhanced photo of 96 x 64 pixels."""
    rig.open(photo)
    rig.controller.editing.set_recipe(replace(rig.photo.recipe, finish=GRAINY))
    rig.enhance()
    rig.wait(lambda: rig.window.viewer.is_idle)
    return Painter(rig)


class Painter:
    """Somebody with a mouse."""

    def __init__(self, rig: Rig) -> None:
        self.rig, self.viewer = rig, rig.window.viewer
        self.overlays: list[MaskPicture | None] = []
        self.masking.overlay_changed.connect(self.overlays.append)

    @property
    def masking(self) -> Masking:
        return self.rig.controller.masking

    def open(self, place: MaskPlace = RESULT, size_px: float = 20) -> None:
        self.masking.open(place)
        self.ready()
        self.masking.set_size(size_px)
        self.masking.set_softness(0.0)

    def ready(self) -> None:
        self.rig.wait(lambda: self.masking.is_ready)

    def point(self, x: float, y: float) -> QPoint:
        """Return where a pixel of the photo is in the viewer."""
        camera = self.viewer.navigator.camera
        left, top = camera.to_device(x * camera.width / 96, y * camera.height / 64)
        ratio = self.viewer.devicePixelRatioF()
        return QPoint(round(left / ratio), round(top / ratio))

    def stroke(self, *points: tuple[float, float], button: Qt.MouseButton = LEFT) -> None:
        self.ready()
        first, *rest = (self.point(*each) for each in points)
        QTest.mousePress(self.viewer, button, NONE, first)
        for each in rest:
            QTest.mouseMove(self.viewer, each)
        QTest.mouseRelease(self.viewer, button, NONE, rest[-1] if rest else first)

    @property
    def mask(self) -> Mask:
        return found(self.rig.photo.recipe.masks.result, "mask of the result")

    @property
    def brush(self) -> Brush:
        return found(self.viewer.brush, "brush in hand")

    @property
    def overlay(self) -> MaskPicture:
        return found(self.overlays[-1], "mask over the photo")

    @property
    def picture(self) -> NDArray[np.uint8]:
        return mask_shelf().get(self.mask.picture)

    def result(self) -> NDArray[np.int16]:
        after = self.rig.controller.showing.sources[1]
        assert isinstance(after, StoreSource)
        return after.read(Region(0, 0, *after.size)).astype(np.int16)


def away_from(x: float, y: float, size: tuple[int, int] = (192, 128)) -> NDArray[np.float64]:
    """Return the distance of each pixel of the result from a pixel of the photo, in pixels of the photo."""
    columns, rows = (np.arange(side) + 0.5 for side in size)
    return np.asarray(np.hypot(columns[None, :] / 2 - x, rows[:, None] / 2 - y))


def test_that_a_stroke_changes_only_its_part_of_the_picture(painter: Painter) -> None:
    before = painter.result()
    painter.open()
    painter.stroke((30, 20), button=RIGHT)
    changed = np.abs(painter.result() - before).max(axis=2) > 0
    away = away_from(30, 20)
    assert not changed[away > 12].any()
    assert changed[away < 8].mean() > 0.8
    painter.rig.window.mask_bar.clear.click()
    assert np.array_equal(painter.result(), before)
    painter.stroke((30, 20), (60, 20))  # who adds first means only here
    after = painter.result()
    away = np.minimum(away_from(30, 20), away_from(60, 20))
    assert np.array_equal(after[away < 8], before[away < 8])
    assert (np.abs(after - before).max(axis=2) > 0)[away_from(45, 50) < 15].mean() > 0.8
    assert painter.picture[20, 45] == 255 and painter.picture[50, 45] == 0


def test_that_strokes_are_undone_and_redone_one_by_one_however_fast_they_come(painter: Painter) -> None:
    actions, blank = painter.rig.window.actions_by_command, painter.rig.photo.recipe.masks
    painter.open()
    painter.stroke((30, 20))
    first = painter.mask
    painter.stroke((60, 40))
    second, seen = painter.mask, painter.result()
    assert painter.picture[20, 30] == 255 and painter.picture[40, 60] == 255
    actions[Command.UNDO].trigger()
    assert painter.mask == first
    painter.rig.wait(lambda: painter.masking.is_ready)
    actions[Command.UNDO].trigger()
    assert painter.rig.photo.recipe.masks == blank
    actions[Command.REDO].trigger()
    actions[Command.REDO].trigger()
    assert painter.mask == second
    assert np.array_equal(painter.result(), seen)
    actions[Command.UNDO].trigger()
    painter.stroke((80, 20))  # which begins on the older picture
    picture = painter.picture
    assert (picture[20, 30], picture[40, 60], picture[20, 80]) == (255, 0, 255)


def test_that_an_inverted_mask_is_the_other_part_and_paint_means_the_same(painter: Painter) -> None:
    def inverted() -> bool:
        return painter.mask.inverted

    painter.open()
    painter.stroke((30, 20))
    inside = painter.result()
    painter.rig.window.mask_bar.invert.click()
    assert inverted()
    outside, away = painter.result(), away_from(30, 20)
    assert (np.abs(outside - inside).max(axis=2) > 0)[away < 8].mean() > 0.8
    painter.stroke((30, 20))
    assert inverted() and painter.picture[20, 30] == 0
    assert np.array_equal(painter.result()[away < 8], inside[away < 8])
    painter.rig.window.mask_bar.clear.click()
    everywhere = painter.result()
    painter.rig.window.mask_bar.invert.click()  # everywhere becomes nowhere
    assert not painter.picture.any()
    assert (np.abs(painter.result() - everywhere).max(axis=2) > 0).mean() > 0.8


def test_that_feather_softens_and_a_dragged_slider_is_one_step_back(painter: Painter) -> None:
    painter.open()
    painter.stroke((24, 32))
    hard = painter.mask
    for width in (4.0, 8.0, 12.0):
        painter.masking.set_feather(width)
    assert painter.mask == replace(hard, feather_px=12.0)
    painter.rig.wait(lambda: painter.overlays[-1] is not None and 0 < painter.overlays[-1].values[32, 14] < 255)
    painter.rig.window.actions_by_command[Command.UNDO].trigger()
    assert painter.mask == hard


def test_that_a_mask_goes_out_and_in_as_a_png_without_loss(
    painter: Painter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QFileDialog] = []

    def remember(dialog: QFileDialog) -> None:
        opened.append(dialog)

    monkeypatch.setattr(QFileDialog, "open", remember)
    painter.open()
    painter.stroke((30, 20))
    before, bar, file = painter.mask, painter.rig.window.mask_bar, tmp_path / "mask.png"
    painter.ready()
    bar.save.click()
    opened.pop().fileSelected.emit(str(file))
    painter.rig.wait(file.exists)
    painter.rig.wait(lambda: np.array_equal(read_mask_file(file), painter.picture))
    bar.clear.click()
    assert painter.rig.photo.recipe.masks.result is None
    painter.ready()
    bar.load.click()
    opened.pop().fileSelected.emit(str(file))
    painter.rig.wait(lambda: painter.rig.photo.recipe.masks.result == before)
    write_mask_file(file, np.zeros((96, 64), np.uint8))  # of another photo
    told: list[Exception] = []
    painter.masking.failed.connect(told.append)
    painter.ready()
    painter.masking.files.import_file(file)
    painter.rig.wait(lambda: bool(told))
    assert "not the shape" in str(told[0]) and painter.mask == before


def test_that_the_saved_file_has_the_mask_and_its_recipe_gives_the_same_bytes_again(
    painter: Painter, tmp_path: Path
) -> None:
    painter.open()
    painter.stroke((30, 20), (60, 40))
    painter.masking.set_feather(6.0)
    window = painter.rig.window
    window.side.primary.click()
    saved = tmp_path / "photo-enlarge-2x.png"
    painter.rig.wait(saved.exists)
    painter.rig.wait(lambda: not painter.rig.controller.queue.unfinished)
    recipe = read_record(saved).recipe
    assert recipe.masks.result == painter.mask
    again = tmp_path / "again.png"
    job = make_job(painter.rig.photo.path, recipe, again)
    events = list(run_job(job, FakeBackend(), JobControl(), Surroundings(fake_catalogue(), tmp_path / "stores")))
    assert isinstance(events[-1], Finished)
    assert again.read_bytes() == saved.read_bytes()


def test_that_brackets_size_the_brush_while_painting_and_change_photos_otherwise(
    painter: Painter, tmp_path: Path
) -> None:
    rig = painter.rig
    painter.open(size_px=20)
    larger, smaller = (rig.window.actions_by_command[each] for each in (Command.NEXT, Command.PREVIOUS))
    larger.trigger()
    assert painter.brush.radius == pytest.approx(12.5 / 96)
    smaller.trigger()
    assert rig.window.mask_bar.size_field.value() == 20
    first = rig.photo.id
    rig.controller.desk.add((write_photo(tmp_path / "second.png"),), show=False)
    larger.trigger()
    assert rig.photo.id == first
    rig.window.actions_by_command[Command.ESCAPE].trigger()
    assert painter.viewer.brush is None and rig.window.mask_bar.isHidden()
    larger.trigger()
    assert rig.photo.id != first


def test_that_a_mask_stays_with_its_photo(painter: Painter, tmp_path: Path) -> None:
    rig, desk = painter.rig, painter.rig.controller.desk
    first = rig.photo.id
    painter.open()
    painter.stroke((30, 20))
    mask = painter.mask
    second = desk.add((write_photo(tmp_path / "second.png"),), show=False)[0].id
    assert not desk.photos[second].recipe.all_masks
    desk.choose((first, second))
    rig.controller.editing.set_recipe(replace(rig.photo.recipe, finish=Finish(0.5)))
    assert desk.photos[second].recipe.finish.strength == 0.5 and not desk.photos[second].recipe.all_masks
    rig.controller.editing.choose_preset("enlarge-4x")
    assert rig.photo.recipe.id == "enlarge-4x" and painter.mask == mask
    desk.make_current(second)
    assert painter.overlays[-1] is None and not painter.masking.is_ready
    painter.ready()
    assert painter.overlays[-1] is None


def test_that_a_mask_is_seen_again_after_a_look_at_a_photo_of_another_shape(painter: Painter, tmp_path: Path) -> None:
    painter.open()
    painter.stroke((30, 20))
    mask, rig = painter.mask, painter.rig
    told = rig.window.notice
    rig.open(write_photo(tmp_path / "tall.png", 40, 90))
    rig.controller.desk.step(-1)
    painter.ready()
    assert painter.mask == mask and painter.overlay is not None
    assert not told.isVisible()


def test_that_the_guard_s_map_is_shown_and_paint_adds_to_it_and_takes_from_it(painter: Painter) -> None:
    rig = painter.rig

    def guarded() -> Mask | None:
        return rig.photo.recipe.masks.guard

    painter.open(GUARD)
    painter.rig.wait(lambda: painter.overlays[-1] is not None)
    measured = painter.overlay
    assert measured.tint is Tint.PROTECTED
    assert guarded() is None
    painter.stroke((30, 20))
    painter.ready()
    painter.stroke((70, 40), button=RIGHT)
    assert rig.photo.recipe.finish.guard == 1.0
    painter.rig.wait(lambda: painter.overlay is not measured and painter.overlay.values[40, 70] == 0)
    shown = painter.overlay
    assert shown.values[20, 30] == 255
    away = np.minimum(away_from(30, 20, (192, 128)), away_from(70, 40))[::2, ::2] > 14
    assert np.array_equal(shown.values[away], measured.values[away])
    rig.window.actions_by_command[Command.UNDO].trigger()
    rig.window.actions_by_command[Command.UNDO].trigger()
    assert guarded() is None and rig.photo.recipe.finish.guard == 0


def test_that_the_mask_of_the_only_step_is_seen_at_once_and_of_one_among_several_computed(painter: Painter) -> None:
    rig, steps = painter.rig, painter.rig.window.side.steps
    before = painter.result()
    place = MaskPlace(MaskKind.STEP, 0, Task.UPSCALE)

    def masked() -> MaskPlace | None:
        return painter.masking.place

    steps.step_rows[0].mask_button.click()
    assert masked() == place and steps.step_rows[0].mask_button.isChecked()
    painter.ready()
    painter.masking.set_size(20)
    painter.stroke((30, 20))
    assert rig.photo.recipe.steps[0].mask is not None
    assert rig.controller.desk.prospects.result_of(rig.photo) is not None
    assert (np.abs(painter.result() - before).max(axis=2) > 0).any()
    assert effect_of(rig.photo.recipe, place) is MaskEffect.AT_ONCE
    two = (Step(Task.RESTORE), rig.photo.recipe.steps[0])
    rig.controller.editing.set_recipe(replace(rig.photo.recipe, steps=two))
    assert masked() is None  # the first step is another one now
    painter.open(MaskPlace(MaskKind.STEP, 1, Task.UPSCALE))
    assert "enhanced again" in rig.window.mask_bar.words.text()
    rig.window.side.primary.click()
    rig.wait(lambda: rig.controller.desk.prospects.result_of(rig.photo) is not None)
    painter.stroke((60, 40))
    assert rig.controller.desk.prospects.result_of(rig.photo) is None
    assert rig.window.side.primary.isEnabled()


def test_that_the_bar_tells_what_is_painted_and_every_control_is_named(painter: Painter) -> None:
    bar = painter.rig.window.mask_bar
    assert bar.isHidden()
    painter.rig.window.side.finish.result_mask.click()
    painter.ready()
    assert not bar.isHidden() and bar.title.text() == "Mask of the result"
    assert not bar.clear.isEnabled() and not bar.save.isEnabled() and not bar.feather.isEnabled()
    painter.stroke((30, 20))
    assert bar.clear.isEnabled() and bar.save.isEnabled() and bar.feather.isEnabled()
    assert painter.rig.window.side.finish.result_mask.has_mask
    controls = (bar.add, bar.erase, bar.invert, bar.clear, bar.load, bar.save, bar.show_mask, bar.done)
    for control in (*controls, bar.size_field, bar.feather):
        assert control.accessibleName() and control.toolTip()
    bar.erase.click()
    assert painter.brush.erases
    bar.show_mask.click()
    assert painter.overlays[-1] is None
    bar.done.click()
    assert bar.isHidden() and painter.viewer.brush is None


def test_that_only_masks_that_something_needs_outlive_the_window(rig: Rig, photo: Path) -> None:
    rig.open(photo)
    painter = Painter(rig)
    painter.open()
    painter.stroke((30, 20))
    painter.stroke((60, 40))
    used = painter.mask
    rig.enhance()
    painter.stroke((80, 20))
    rig.wait(lambda: len(list(masks_dir().iterdir())) == 3)
    rig.controller.stop()
    assert [file.stem for file in masks_dir().iterdir()] == [used.picture]

"""Once everything is saved the foot says so, until something changes."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from enhancer_gui.core.jobs import JobState
from enhancer_gui.core.masks import Mask
from enhancer_gui.core.recipe import FileFormat, Finish, Recipe
from enhancer_gui.engine.brush import blank_picture
from enhancer_gui.gui.panels.facts import FootAction, FootState
from enhancer_gui.gui.panels.filmstrip_row import PhotoState
from tests.fakes import FakeBackend
from tests.gui.rig import Rig, backend, models, photo, rig, write_photo

__all__ = ["backend", "models", "photo", "rig"]


def foot(rig: Rig) -> FootState:
    return rig.window.side._foot


def words(rig: Rig) -> tuple[str, str]:
    return rig.window.side.primary.text(), rig.window.side.secondary.text()


def save(rig: Rig, path: Path) -> None:
    """Enhance a photo and press the amber button that saves it."""
    rig.open(path)
    rig.enhance()
    rig.wait(lambda: foot(rig).primary is FootAction.SAVE)
    rig.window.side.primary.click()
    rig.wait(lambda: rig.row_state() is PhotoState.SAVED)
    rig.wait(lambda: foot(rig).is_saved)


def test_that_nothing_is_urged_once_the_result_is_saved(rig: Rig, photo: Path) -> None:
    save(rig, photo)
    assert words(rig) == ("Saved", "Save again")
    assert not rig.window.side.primary.isEnabled()
    assert rig.window.side.secondary.isEnabled()


def with_finish(recipe: Recipe) -> Recipe:
    return replace(recipe, finish=Finish(strength=0.5))


def with_format(recipe: Recipe) -> Recipe:
    return replace(recipe, export=replace(recipe.export, format=FileFormat.TIFF))


@pytest.mark.parametrize("change", [with_finish, with_format])
def test_that_any_change_asks_for_saving_again_and_taking_it_back_does_not(
    rig: Rig, photo: Path, change: Callable[[Recipe], Recipe]
) -> None:
    save(rig, photo)
    rig.controller.editing.set_recipe(change(rig.photo.recipe))
    assert foot(rig).primary is FootAction.SAVE
    assert rig.window.side.primary.isEnabled()
    assert words(rig)[0] == "Save"
    rig.controller.history.undo()
    assert foot(rig).is_saved


def test_that_the_filmstrip_calls_saved_only_what_is(rig: Rig, photo: Path) -> None:
    save(rig, photo)
    rig.controller.editing.set_recipe(with_finish(rig.photo.recipe))
    assert rig.row_state() is PhotoState.DONE
    rig.controller.history.undo()
    assert rig.row_state() is PhotoState.SAVED


def test_that_a_painted_mask_asks_for_saving_again(rig: Rig, photo: Path) -> None:
    save(rig, photo)
    painted = Mask(rig.controller.mask_keeper.keep(blank_picture((96, 64), 255)))
    recipe = rig.photo.recipe
    rig.controller.editing.set_recipe(replace(recipe, masks=replace(recipe.masks, result=painted)))
    assert foot(rig).primary is FootAction.SAVE
    assert not foot(rig).is_saved


def test_that_another_folder_asks_for_saving_again(rig: Rig, photo: Path, tmp_path: Path) -> None:
    save(rig, photo)
    rig.controller.editing.set_folder(tmp_path / "elsewhere")
    assert foot(rig).primary is FootAction.SAVE
    rig.controller.editing.set_folder(None)
    assert foot(rig).is_saved


def test_that_a_wish_that_comes_too_late_for_the_file_under_way_is_not_taken_for_it(
    rig: Rig, backend: FakeBackend, photo: Path
) -> None:
    backend.gated_from = 0
    rig.open(photo)
    rig.controller.actions.save_as(photo.with_name("mine.png"))
    rig.wait(lambda: rig.controller.queue.is_busy(rig.photo.id))
    rig.controller.editing.set_recipe(with_finish(rig.photo.recipe))
    rig.controller.actions.save_as(photo.with_name("mine.png"))
    backend.gate.set()
    rig.wait_for(JobState.FINISHED)
    assert not foot(rig).is_saved, "the file has the finish of before"
    rig.controller.history.undo()
    assert foot(rig).is_saved


def test_that_save_again_writes_another_file(rig: Rig, photo: Path) -> None:
    save(rig, photo)
    first = rig.entry.result
    rig.window.side.secondary.click()
    rig.wait(lambda: rig.entry.result not in (None, first))
    rig.wait(lambda: foot(rig).is_saved)
    assert len(list(photo.parent.glob("photo-*"))) == 2


def test_that_a_result_saved_under_a_name_is_saved(rig: Rig, photo: Path) -> None:
    rig.open(photo)
    rig.enhance()
    rig.controller.actions.save_as(photo.with_name("mine.tif"))
    rig.wait(lambda: foot(rig).is_saved)
    assert photo.with_name("mine.tif").exists()


def test_that_a_computed_result_is_not_called_saved(rig: Rig, photo: Path) -> None:
    rig.open(photo)
    rig.enhance()
    rig.wait(lambda: foot(rig).primary is FootAction.SAVE)
    assert not foot(rig).is_saved


def test_that_several_saved_photos_are_enhanced_again_only_where_something_changed(rig: Rig, tmp_path: Path) -> None:
    rig.open(*(write_photo(tmp_path / f"{name}.png") for name in "abc"))
    rig.controller.desk.choose(rig.controller.desk.photos.ids)
    rig.window.side.primary.click()
    rig.wait(lambda: foot(rig).is_saved)
    assert words(rig) == ("Saved", "Save again")
    first = rig.controller.desk.photos[rig.controller.desk.photos.ids[0]]
    rig.controller.desk.give_recipes({first.id: with_format(first.recipe)})
    assert words(rig)[0] == "Enhance 3 photos"
    assert rig.window.side.primary.isEnabled()
    rig.window.side.primary.click()
    rig.wait(lambda: foot(rig).is_saved)
    made = sorted(path.name for path in tmp_path.glob("*-enlarge-2x*"))
    assert made == ["a-enlarge-2x.png", "a-enlarge-2x.tif", "b-enlarge-2x.png", "c-enlarge-2x.png"]


def test_that_another_preset_asks_for_enhancing_again(rig: Rig, photo: Path) -> None:
    save(rig, photo)
    rig.controller.editing.choose_preset("enlarge-4x")
    assert foot(rig).primary is FootAction.ENHANCE
    assert rig.window.side.primary.isEnabled()
    assert words(rig)[0] == "Enhance"

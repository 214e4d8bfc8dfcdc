"""The window as a whole: what is found, measured, undone, and how a finish reaches the picture."""

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from enhancer_gui.core.diagnosis import Diagnosis, Subject
from enhancer_gui.core.geometry import Region
from enhancer_gui.core.image import Image as Pixels
from enhancer_gui.core.recipe import Finish
from enhancer_gui.gui.actions import Command
from enhancer_gui.gui.recipe_history import MERGE_S, RecipeHistory
from enhancer_gui.gui.sources import StoreSource
from enhancer_gui.gui.truth_meter import HeatSource
from enhancer_gui.jobs.diagnosis import diagnose_photo
from enhancer_gui.storage.catalogue import Catalogue
from tests.gui.rig import Rig, backend, models, photo, rig, write_photo

__all__ = ["backend", "models", "photo", "rig"]


@dataclass
class Clock:
    now: float = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def history(rig: Rig, clock: Clock) -> RecipeHistory:
    return RecipeHistory(rig.controller.desk, rig.window, clock=clock)


def with_finish(rig: Rig, finish: Finish) -> None:
    rig.controller.editing.set_recipe(replace(rig.photo.recipe, finish=finish))


def result(rig: Rig) -> StoreSource:
    after = rig.controller.showing.sources[1]
    assert isinstance(after, StoreSource)
    return after


def write_noisy_photo(path: Path) -> Path:
    noisy = np.random.default_rng(3).normal(120, 25, (256, 256, 3)).clip(0, 255).astype(np.uint8)
    Image.fromarray(noisy).save(path)
    return path


def test_that_an_opened_photo_is_examined_and_a_switch_changes_its_recipe(rig: Rig, tmp_path: Path) -> None:
    rig.open(write_noisy_photo(tmp_path / "noisy.png"))
    panel = rig.window.side.diagnosis
    rig.wait(lambda: bool(panel.finding_rows))
    row = next(row for row in panel.finding_rows if row.switch is not None and not row.switch.isChecked())
    before = rig.photo.recipe
    assert row.switch is not None
    row.switch.click()
    assert rig.photo.recipe != before
    assert row.switch.isChecked()


def test_that_each_photo_has_its_own_diagnosis(rig: Rig, photo: Path, tmp_path: Path) -> None:
    rig.open(photo, write_photo(tmp_path / "second.png", 640, 480))
    told: list[float] = []

    def take(diagnosis: object) -> None:
        finding = getattr(diagnosis, "finding", None)
        if finding is not None:
            told.append(finding(Subject.SIZE).figure)

    rig.controller.examining.told.connect(take)
    rig.controller.desk.step(1)
    rig.wait(lambda: bool(told) and told[-1] == pytest.approx(0.3072))
    rig.controller.desk.step(-1)
    rig.wait(lambda: told[-1] == pytest.approx(0.006144))


def test_that_a_photo_is_examined_anew_when_models_come_or_go(
    rig: Rig, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rig.open(photo)
    rig.wait(rig.window.side.diagnosis.isVisible)
    known: list[Catalogue | None] = []

    def examine(path: Path, catalogue: Catalogue | None, image: Pixels | None = None) -> Diagnosis:
        known.append(catalogue)
        return diagnose_photo(path, catalogue, image)

    monkeypatch.setattr("enhancer_gui.jobs.diagnosis.diagnose_photo", examine)
    rig.controller.catalogue.load()
    rig.wait(lambda: bool(known))
    assert known == [rig.controller.desk.prospects.catalogue] and known[0] is not None


def test_that_changes_are_undone_and_made_again(rig: Rig, photo: Path, history: RecipeHistory, clock: Clock) -> None:
    rig.open(photo)
    start = rig.photo.recipe
    for strength in (0.8, 0.5):
        clock.now += 2 * MERGE_S
        with_finish(rig, Finish(strength))
    history.undo()
    assert rig.photo.recipe.finish == Finish(0.8)
    history.undo()
    assert rig.photo.recipe == start and not history.can_undo
    history.redo()
    history.redo()
    assert rig.photo.recipe.finish == Finish(0.5) and not history.can_redo


def test_that_a_dragged_slider_is_one_change(rig: Rig, photo: Path, history: RecipeHistory, clock: Clock) -> None:
    rig.open(photo)
    start = rig.photo.recipe
    for percent in range(99, 40, -1):
        clock.now += 0.02
        with_finish(rig, Finish(percent / 100))
    history.undo()
    assert rig.photo.recipe == start


def test_that_another_control_is_another_change(rig: Rig, photo: Path, history: RecipeHistory) -> None:
    rig.open(photo)
    with_finish(rig, Finish(0.5))
    with_finish(rig, Finish(0.5, grain=0.5))
    history.undo()
    assert rig.photo.recipe.finish == Finish(0.5)


def test_that_a_new_change_forgets_what_was_undone(rig: Rig, photo: Path, history: RecipeHistory) -> None:
    rig.open(photo)
    with_finish(rig, Finish(0.5))
    history.undo()
    with_finish(rig, Finish(0.7))
    assert not history.can_redo


def test_that_a_change_of_several_photos_is_undone_on_all(
    rig: Rig, photo: Path, tmp_path: Path, history: RecipeHistory
) -> None:
    rig.open(photo, write_photo(tmp_path / "second.png"))
    desk = rig.controller.desk
    desk.choose(desk.photos.ids)
    with_finish(rig, Finish(0.3))
    assert [each.recipe.finish.strength for each in desk.photos] == [0.3, 0.3]
    history.undo()
    assert [each.recipe.finish.strength for each in desk.photos] == [1.0, 1.0]


def test_that_what_is_undone_out_of_sight_comes_into_sight(
    rig: Rig, photo: Path, tmp_path: Path, history: RecipeHistory
) -> None:
    rig.open(photo, write_photo(tmp_path / "second.png"))
    first, second = rig.controller.desk.photos.ids
    with_finish(rig, Finish(0.3))
    rig.controller.desk.make_current(second)
    history.undo()
    assert rig.photo.id == first and rig.photo.recipe.finish == Finish()
    rig.controller.desk.make_current(second)
    history.redo()
    assert rig.photo.id == first and rig.photo.recipe.finish == Finish(0.3)


def test_that_removed_photos_leave_nothing_to_undo(rig: Rig, photo: Path, history: RecipeHistory) -> None:
    rig.open(photo)
    with_finish(rig, Finish(0.5))
    rig.controller.desk.remove((rig.photo.id,))
    rig.wait(lambda: not history.can_undo)
    history.undo()
    assert len(rig.controller.desk.photos) == 0


def test_that_keys_and_buttons_undo(rig: Rig, photo: Path) -> None:
    rig.open(photo)
    finish = rig.window.side.finish
    assert not finish.undo.isEnabled()
    with_finish(rig, Finish(0.5))
    assert finish.undo.isEnabled()
    rig.window.actions_by_command[Command.UNDO].trigger()
    assert rig.photo.recipe.finish == Finish() and finish.redo.isEnabled()
    finish.redo.click()
    assert rig.photo.recipe.finish == Finish(0.5)


def test_that_a_result_is_measured_and_its_map_shown(rig: Rig, photo: Path) -> None:
    rig.open(photo)
    panel = rig.window.side.truth
    assert panel.isHidden()
    rig.enhance()
    rig.wait(lambda: not panel.isHidden())
    assert panel.sentence.text().startswith("Reduced to its original size")
    shown: list[object] = []
    rig.controller.truth.after_shown.connect(shown.append)
    panel.map.click()
    assert isinstance(shown[-1], HeatSource)
    heat = shown[-1].read(Region(0, 0, 32, 32))
    assert heat.shape == (32, 32, 3) and heat.dtype == np.uint8
    panel.map.click()
    assert isinstance(shown[-1], StoreSource)


def test_that_the_finish_reaches_the_picture_without_new_work(rig: Rig, photo: Path) -> None:
    rig.open(photo)
    rig.enhance()
    plain = result(rig).read(Region(0, 0, 64, 64)).astype(int)
    computed = len(rig.controller.queue.unfinished)
    with_finish(rig, Finish(grain=1.0))
    grainy = result(rig).read(Region(0, 0, 64, 64)).astype(int)
    assert np.abs(grainy - plain).max() >= 1
    assert len(rig.controller.queue.unfinished) == computed


@pytest.mark.parametrize("finish", [Finish(), Finish(sharpen=1.0, sharpen_radius=3.0), Finish(evidence=1.0)])
def test_that_pieces_read_alone_join(rig: Rig, photo: Path, finish: Finish) -> None:
    rig.open(photo)
    rig.enhance()
    with_finish(rig, finish)
    source = result(rig)
    width, height = source.size
    whole = source.read(Region(0, 0, width, height)).astype(int)
    part = Region(width // 3, height // 4, 41, 37)
    assert np.abs(source.read(part).astype(int) - whole[part.slices()]).max() <= 1

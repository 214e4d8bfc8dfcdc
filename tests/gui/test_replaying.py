"""A result that is dropped into the window says how it was made."""

from dataclasses import replace
from pathlib import Path

from enhancer_gui.core.models import Task
from enhancer_gui.core.recipe import ExportSpec, Finish, MetadataGroup, Recipe, Step
from enhancer_gui.core.sizes import SizeTarget
from enhancer_gui.gui.announcements import Offer
from enhancer_gui.storage.record import Record
from tests.gui.rig import Rig, backend, models, photo, rig, write_photo
from tests.storage.making import save, scene

__all__ = ["backend", "models", "photo", "rig"]

RECIPE = Recipe(
    "mine", "My own", (Step(Task.UPSCALE, strength=0.5),), Finish(0.75), ExportSpec(size=SizeTarget(value=3))
)


def write_result(path: Path) -> Path:
    save(path, scene(), record=Record(RECIPE, (), "enhancer 1"))
    return path


def test_that_a_result_offers_its_recipe(rig: Rig, tmp_path: Path) -> None:
    rig.wait(lambda: bool(rig.controller.presets.presets))
    before = rig.controller.desk.recipe
    rig.open(write_result(tmp_path / "result.png"))
    rig.wait(lambda: rig.window.notice.announcement is not None)
    offered = rig.window.notice.announcement
    assert offered is not None and offered.offer is Offer.REPLAY
    assert "result.png" in offered.message and "My own" in offered.message
    assert rig.controller.desk.recipe == before, "nothing was taken over unasked"
    rig.window.notice.button.click()
    assert rig.controller.desk.recipe == RECIPE


def test_that_an_ordinary_photo_and_several_results_offer_nothing(rig: Rig, tmp_path: Path) -> None:
    rig.open(write_photo(tmp_path / "photo.png"))
    rig.open(write_result(tmp_path / "a.png"), write_result(tmp_path / "b.png"))
    rig.controller.replaying.look((tmp_path / "photo.png",))
    rig.controller.replaying.shut_down()
    assert rig.window.notice.announcement is None


def test_that_what_stays_private_is_remembered(rig: Rig) -> None:
    export = replace(rig.controller.desk.recipe.export, left_out=(MetadataGroup.GPS,), record=False)
    rig.controller.editing.set_export(export)
    rig.wait(lambda: bool(rig.controller.presets.presets))
    rig.controller.editing.choose_preset("enlarge-4x")
    chosen = rig.controller.desk.recipe.export
    assert (chosen.left_out, chosen.record) == ((MetadataGroup.GPS,), False)

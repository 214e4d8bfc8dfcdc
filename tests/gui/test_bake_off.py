"""Several presets on one place: tried, looked at together, one taken."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from enhancer_gui.core.masks import Mask, Masks
from enhancer_gui.core.models import Task
from enhancer_gui.core.recipe import Finish, Recipe, Step
from enhancer_gui.core.sizes import SizeMode, SizeTarget
from enhancer_gui.gui.bake_off import MOST, BakeOffPage, Candidate, candidates
from enhancer_gui.gui.bake_off.page import best_columns
from enhancer_gui.gui.preset_control import DEFAULT_RECIPE
from enhancer_gui.gui.viewer import Side
from enhancer_gui.gui.viewer.camera import Camera
from enhancer_gui.storage.catalogue import Catalogue
from tests.fakes import FakeBackend, fake_card, fake_catalogue
from tests.gui.rig import Rig, backend, models, photo, rigged
from tests.gui.viewer.fakes import EndlessSource

__all__ = ["backend", "models", "photo"]

SHARPEN = Recipe("sharpen", "Sharpen", (Step(Task.DEBLUR),))
SIZE = (96, 64)


@pytest.fixture
def rig(qtbot: QtBot, models: None, backend: FakeBackend, photo: Path) -> Iterator[Rig]:
    with rigged(qtbot, backend) as made:
        made.open(photo)
        yield made


def opened(rig: Rig) -> BakeOffPage:
    QTest.keyClick(rig.window, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    page = rig.window.bake_off
    assert rig.window.stage.currentWidget() is page
    return page


def wait_for_times(rig: Rig, page: BakeOffPage) -> None:
    rig.wait(lambda: all(cell.state.text().endswith((" s", "before")) for cell in page.cells.values()))


def middle(camera: Camera) -> tuple[float, float]:
    """Return the place in the middle of the view as shares of the picture's sides."""
    x, y = camera.to_output(camera.view_width / 2, camera.view_height / 2)
    return x / camera.width, y / camera.height


def test_that_presets_that_do_the_same_are_offered_once_and_impossible_ones_not_at_all() -> None:
    twin, impossible = replace(SHARPEN, id="twin"), Recipe("no", "No", (Step(Task.UPSCALE, "no such model"),))
    found = candidates(DEFAULT_RECIPE, (DEFAULT_RECIPE, SHARPEN, twin, impossible), fake_catalogue(), SIZE)
    assert [candidate.id for candidate in found] == ["enlarge-2x", "sharpen"]


def test_that_other_models_for_a_step_are_offered() -> None:
    cards = (*fake_catalogue(), fake_card("other-x2", Task.UPSCALE, 2))
    found = candidates(DEFAULT_RECIPE, (), Catalogue({card.id: card for card in cards}), SIZE)
    assert [candidate.title for candidate in found] == ["Enlarge 2×", "other-x2"]
    assert found[1].recipe.steps[0].model_id == "other-x2"


def test_that_a_changed_recipe_is_compared_with_the_preset_it_came_from() -> None:
    changed = DEFAULT_RECIPE.with_step(0, Step(Task.UPSCALE, strength=0.5))
    found = candidates(changed, (DEFAULT_RECIPE,), fake_catalogue(), SIZE)
    assert [candidate.recipe.steps[0].strength for candidate in found] == [0.5, 1.0]
    assert len({candidate.id for candidate in found}) == 2


@pytest.mark.parametrize(
    ("cells", "size", "aspect", "columns"),
    [(2, (1000, 600), 1.5, 2), (2, (600, 1000), 1.5, 1), (4, (1000, 600), 1.5, 2), (6, (1400, 700), 1.5, 3)],
)
def test_that_cells_are_arranged_to_be_large(cells: int, size: tuple[int, int], aspect: float, columns: int) -> None:
    assert best_columns(cells, *size, aspect) == columns


def test_that_a_cell_shows_the_size_that_its_candidate_is_saved_in(rig: Rig) -> None:
    export = replace(rig.photo.recipe.export, size=SizeTarget(SizeMode.LONG_SIDE, 120))
    rig.controller.editing.set_recipe(replace(rig.photo.recipe, export=export))
    page = opened(rig)
    wait_for_times(rig, page)
    shown = {name: cell.viewer._pictures.source(Side.AFTER) for name, cell in page.cells.items()}
    sizes = {name: None if source is None else source.size for name, source in shown.items()}
    assert sizes["enlarge-2x"] == (120, 80)
    assert sizes["enlarge-4x"] == (384, 256)
    rig.wait(lambda: all(cell.viewer.is_idle for cell in page.cells.values()))
    assert not any(cell.viewer.is_hatch_moving for cell in page.cells.values())


def test_that_each_cell_computes_what_is_in_view_and_tells_its_time(rig: Rig) -> None:
    page = opened(rig)
    assert len(page.cells) == 4
    wait_for_times(rig, page)
    assert rig.controller.queue.entry(rig.photo.id) is None
    assert len(rig.photo.previews) == 4
    assert all(cell.viewer.mode.value == "after" for cell in page.cells.values())


def test_that_all_cells_look_at_one_place(rig: Rig) -> None:
    page = opened(rig)
    wait_for_times(rig, page)
    first, *others = page.cells.values()
    navigator = first.viewer.navigator
    navigator.jump(navigator.target.zoom_centre(navigator.target.scale * 3).pan(-60, -40))
    leader = navigator.camera
    x, y = leader.to_output(leader.view_width / 2, leader.view_height / 2)
    for cell in others:
        camera = cell.viewer.navigator.camera
        own_x, own_y = camera.to_output(camera.view_width / 2, camera.view_height / 2)
        assert own_x / camera.width == pytest.approx(x / leader.width, abs=0.02)
        assert own_y / camera.height == pytest.approx(y / leader.height, abs=0.02)
        assert camera.scale * camera.width == pytest.approx(leader.scale * leader.width)


def test_that_a_click_takes_the_preset_and_its_tiles(rig: Rig) -> None:
    page = opened(rig)
    wait_for_times(rig, page)
    served = len(rig.backend.served)
    QTest.mouseClick(page.cells["enlarge-4x"].viewer, Qt.MouseButton.LeftButton, pos=QPoint(40, 40))
    assert rig.controller.desk.recipe.id == "enlarge-4x"
    assert rig.window.stage.currentWidget() is rig.window.viewer
    assert rig.window.viewer.divider_line is not None
    assert page.cells == {}
    rig.enhance()
    assert rig.entry.started is not None
    assert rig.entry.started.tiles_kept + len(rig.backend.served) - served == rig.entry.started.tiles


def test_that_enter_takes_the_one_with_the_keyboard(rig: Rig) -> None:
    page = opened(rig)
    cell = page.cells["enlarge-4x"]
    cell.setFocus()
    QTest.keyClick(cell, Qt.Key.Key_Return)
    assert rig.controller.desk.recipe.id == "enlarge-4x"


def test_that_escape_takes_nothing(rig: Rig) -> None:
    opened(rig)
    QTest.keyClick(rig.window, Qt.Key.Key_Escape)
    assert rig.window.stage.currentWidget() is rig.window.viewer
    assert rig.controller.desk.recipe.id == "enlarge-2x"
    assert rig.window.top_bar.fit.isEnabled()


@pytest.mark.parametrize(("chosen", "may_leave", "may_join"), [(2, False, True), (4, True, True), (6, True, False)])
def test_that_no_more_than_six_and_no_fewer_than_two_can_be_chosen(
    qtbot: QtBot, chosen: int, may_leave: bool, may_join: bool
) -> None:
    page = BakeOffPage()
    qtbot.addWidget(page)
    offered = [Candidate(str(number), f"Preset {number}", SHARPEN, (), True) for number in range(MOST + 2)]
    page.show_candidates(EndlessSource(SIZE), offered, [each.id for each in offered[:chosen]], Camera())
    page.fill_menu()
    entries = page.menu.actions()
    assert [action.isChecked() for action in entries] == [True] * chosen + [False] * (len(offered) - chosen)
    assert {action.isEnabled() for action in entries[:chosen]} == {may_leave}
    assert {action.isEnabled() for action in entries[chosen:]} == {may_join}
    with qtbot.waitSignal(page.selection_changed) as told:
        entries[0 if may_leave else -1].trigger()
    assert len(told.args[0]) == chosen + (-1 if may_leave else 1)
    page.clear()


def test_that_space_shows_the_original_in_every_cell(rig: Rig) -> None:
    page = opened(rig)
    cells = list(page.cells.values())
    QTest.keyPress(cells[0], Qt.Key.Key_Space)
    assert all(cell.viewer._held for cell in cells)
    QTest.keyRelease(cells[0], Qt.Key.Key_Space)
    assert not any(cell.viewer._held for cell in cells)


def test_that_it_is_refused_while_the_photo_is_being_enhanced(rig: Rig) -> None:
    rig.backend.gated_from = 0
    rig.window.side.primary.click()
    rig.wait(rig.backend.waiting.is_set)
    QTest.keyClick(rig.window, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert rig.window.stage.currentWidget() is rig.window.viewer
    assert rig.window.notice.announcement is not None


def test_that_another_photo_ends_it(rig: Rig, tmp_path: Path) -> None:
    opened(rig)
    rig.controller.desk.make_current("")
    assert rig.window.stage.currentWidget() is rig.window.empty


def test_that_masks_and_faces_of_the_photo_hold_for_every_candidate() -> None:
    masked = replace(DEFAULT_RECIPE, masks=Masks(Mask("ab" * 32)))
    found = candidates(masked, (DEFAULT_RECIPE, SHARPEN), fake_catalogue(), SIZE)
    assert [candidate.recipe.masks for candidate in found] == [masked.masks, masked.masks]


def test_that_the_changed_recipe_has_another_name_than_its_preset() -> None:
    changed = DEFAULT_RECIPE.with_step(0, Step(Task.UPSCALE, strength=0.5))
    found = candidates(changed, (DEFAULT_RECIPE, SHARPEN), fake_catalogue(), SIZE)
    assert [candidate.is_changed for candidate in found] == [True, False, False]


def test_that_what_is_changed_meanwhile_is_what_is_compared_and_taken(rig: Rig) -> None:
    page = opened(rig)
    wait_for_times(rig, page)
    cell, finish = page.cells["enlarge-2x"], Finish(0.5)
    changed = replace(rig.photo.recipe.with_step(0, Step(Task.UPSCALE, strength=0.6)), finish=finish)
    rig.controller.editing.set_recipe(changed)
    rig.wait(lambda: cell.title.text() == "Enlarge 2×, edited")
    assert page.cells["enlarge-2x"] is cell
    wait_for_times(rig, page)
    rig.wait(lambda: cell.viewer._pictures.source(Side.AFTER) is not None)
    QTest.keyClick(cell, Qt.Key.Key_Return)
    assert rig.controller.desk.recipe == changed


def test_that_a_preset_chosen_in_the_panel_joins_what_is_compared(rig: Rig) -> None:
    page = opened(rig)
    wait_for_times(rig, page)
    first, second, chosen, *_others = page.cells
    page.selection_changed.emit((first, second))
    rig.window.side.setFocus()
    rig.controller.editing.choose_preset(chosen)
    rig.wait(lambda: chosen in page.cells)
    assert tuple(page.cells) == (chosen, first)
    assert not any(cell.hasFocus() for cell in page.cells.values())


def test_that_enhancing_the_photo_goes_back_to_it(rig: Rig) -> None:
    page = opened(rig)
    wait_for_times(rig, page)
    rig.window.side.primary.click()
    rig.wait(lambda: rig.window.stage.currentWidget() is rig.window.viewer)
    assert page.cells == {} and not rig.controller.live.is_suspended


def test_that_the_viewer_has_the_keyboard_after_it(rig: Rig) -> None:
    page = opened(rig)
    assert next(iter(page.cells.values())).hasFocus()
    QTest.keyClick(rig.window, Qt.Key.Key_Escape)
    assert rig.window.viewer.hasFocus()


def test_that_another_selection_looks_where_the_last_one_looked(rig: Rig) -> None:
    page = opened(rig)
    wait_for_times(rig, page)
    navigator = next(iter(page.cells.values())).viewer.navigator
    navigator.jump(navigator.target.zoom_centre(navigator.target.scale * 3).pan(-60, -40))
    before = navigator.camera
    page.selection_changed.emit(tuple(page.cells)[:2])
    after = next(iter(page.cells.values())).viewer.navigator.camera
    assert middle(after)[0] == pytest.approx(middle(before)[0], abs=0.03)
    assert after.scale * after.width == pytest.approx(before.scale * before.width)

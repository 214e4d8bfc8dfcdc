"""The print planner: figures, warnings, and the size that it hands over."""

from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from enhancer_gui.core.sizes import SizeMode, SizeTarget
from enhancer_gui.gui.actions import Command
from enhancer_gui.gui.dialogs.print_planner import PrintPlanner
from tests.gui.rig import Rig, backend, models, photo, rig, write_photo

__all__ = ["backend", "models", "photo", "rig"]


def planner(qtbot: QtBot, width: int, height: int) -> PrintPlanner:
    made = PrintPlanner("photo.jpg", (width, height), None)
    qtbot.addWidget(made)
    made.show()
    return made


def choose(dialog: PrintPlanner, paper: str = "a4", fit: str = "fit") -> None:
    dialog.paper.set_value(paper)
    dialog.fit.set_value(fit)
    dialog.paper.chosen.emit(paper)


def test_that_a_print_becomes_pixels_and_figures(qtbot: QtBot) -> None:
    dialog = planner(qtbot, 2000, 1500)
    assert dialog.pixels.text().startswith("3307 × 2480 px")
    assert "The photo itself has 181 dpi at this size." in dialog.figures.text()
    assert "Enlarged 1.7×, it has 300 dpi." in dialog.figures.text()
    assert not dialog.notice.isVisible()


def test_that_distance_sets_the_resolution_and_typing_one_takes_its_place(qtbot: QtBot) -> None:
    dialog = planner(qtbot, 2000, 1500)
    dialog.distance.chosen.emit(100)
    assert dialog.dpi.value() == 90
    dialog.dpi.setValue(200)
    assert dialog.distance.currentText() == "By resolution"
    assert dialog.plan is not None
    assert dialog.plan.dpi == 200


def test_that_a_photo_that_hardly_carries_the_print_is_told_with_figures(qtbot: QtBot) -> None:
    dialog = planner(qtbot, 400, 300)
    choose(dialog, "a3")
    assert dialog.notice.isVisible()
    assert "beyond 4× detail is invented" in dialog.notice.accessibleName()
    assert "Its detail is good for 103 dpi here, sharp from 85 cm on." in dialog.notice.accessibleName()
    assert dialog.use.isEnabled()


def test_that_an_impossible_print_cannot_be_used(qtbot: QtBot) -> None:
    dialog = planner(qtbot, 100, 80)
    choose(dialog, "a2")
    assert not dialog.use.isEnabled()
    assert "the most is 16×" in dialog.notice.accessibleName()


def test_that_cutting_off_and_white_edges_are_told(qtbot: QtBot) -> None:
    dialog = planner(qtbot, 2000, 2000)
    assert "29 % of the paper stays white." in dialog.figures.text()
    choose(dialog, fit="fill")
    assert "29 % of the photo is cut off." in dialog.figures.text()


def test_that_a_print_that_fills_its_paper_is_cut_where_the_user_wants(rig: Rig, tmp_path: Path) -> None:
    rig.open(write_photo(tmp_path / "square.png", 400, 400))
    rig.window.actions_by_command[Command.PRINT_PLANNER].trigger()
    dialog = rig.dialog(PrintPlanner)
    assert not dialog.place.isVisible()
    choose(dialog, "10x15", fit="fill")
    assert dialog.place.isVisible()
    preview = dialog.preview
    middle, edge = QPoint(preview.width() // 2, preview.height() // 2), QPoint(preview.width() // 2, 0)
    QTest.mousePress(preview, Qt.MouseButton.LeftButton, pos=middle)
    QTest.mouseMove(preview, edge)
    QTest.mouseRelease(preview, Qt.MouseButton.LeftButton, pos=edge)
    assert dialog.place.value == 0
    dialog.place.value_changed.emit(0.0)
    assert dialog.pixels.text().startswith("1795 × 1205 px")
    dialog.use.click()
    assert rig.photo.recipe.export.size == SizeTarget(SizeMode.CROP, 1795, 1205, 300, 0.0)
    assert rig.window.side.size_panel.way.text().endswith("then cut")


def test_that_the_size_is_taken_over_into_the_recipe(rig: Rig, tmp_path: Path) -> None:
    rig.open(write_photo(tmp_path / "wide.png", 600, 400))
    rig.window.actions_by_command[Command.PRINT_PLANNER].trigger()
    dialog = rig.dialog(PrintPlanner)
    choose(dialog, "10x15")
    dialog.use.click()
    size = SizeTarget(SizeMode.PAPER_CM, 15.2, 10.2, 300)
    assert rig.photo.recipe.export.size == size
    assert rig.window.side.size_panel.pixels.text().startswith("1795 × 1197 px")


def test_that_planning_without_a_photo_says_so(rig: Rig) -> None:
    rig.window.actions_by_command[Command.PRINT_PLANNER].trigger()
    told = rig.window.notice.announcement
    assert told is not None
    assert told.message == "There is no photo to plan a print for."

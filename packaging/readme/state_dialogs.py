"""What lies above the window, or says what went wrong in it: errors, dialogs, menus, the tour, the keyboard's ring."""

from collections.abc import Callable
from dataclasses import replace

from make_pictures import PHOTOS, PORTRAIT
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from state_scenes import OLD, bake_off, comparing, crowd, empty, many, narrow, opened, running, shapes, truth
from state_stage import Stage
from state_tools import faces, machines, masks, previews

from enhancer_gui.core.errors import OutOfMemory
from enhancer_gui.core.sizes import SizeMode, SizeTarget
from enhancer_gui.gui.actions import Command
from enhancer_gui.gui.panels.facts import PresetAction
from enhancer_gui.gui.panels.filmstrip_row import FilmAction
from enhancer_gui.gui.tour import Tour

SLOW = "enlarge-4x"
"""What no scene has done to the photos before: tiles that are kept are not computed again, and nothing would wait."""


def errors(stage: Stage) -> None:
    """What went wrong: a notice, its detail, a recipe that cannot be done, a model that is not there."""
    stage.result()
    error = OutOfMemory(
        "“SwinIR classical 4×” needs the whole picture at once; NVIDIA RTX 4070 has too little memory for it.",
        remedy="Choose another model, or a smaller photo.",
    )
    stage.controller.announcer.tell_error(error)
    stage.shoot("error-notice")
    stage.window.notice.clear()
    detail = "\n".join(f"frame {number}: torch.OutOfMemoryError in conv2d" for number in range(12))
    stage.controller.actions.details_wanted.emit(
        PORTRAIT, OutOfMemory(error.message, remedy=error.remedy, detail=detail)
    )
    stage.shoot_dialog("error-detail")
    recipe = stage.desk.recipe
    stage.controller.editing.set_size(SizeTarget(SizeMode.WIDTH, 900_000))
    stage.shoot("error-size")
    stage.controller.editing.set_recipe(recipe)
    step = replace(recipe.steps[0], model_id="swinir-l-x4-real")
    stage.controller.editing.set_recipe(replace(recipe, steps=(step,)))
    stage.shoot("error-model-missing")
    stage.window.side.model_wanted.emit(step.model_id)
    stage.wait(lambda: bool(stage.models.used.text()))
    stage.shoot_dialog("dialog-models-wanted")
    stage.controller.editing.set_recipe(recipe)
    stage.controller.announcer.offer_session(3)
    stage.shoot("offer-session")


def failed(stage: Stage) -> None:
    """A job that fails, and what failed in a queue."""
    names = tuple(PHOTOS.values())[:2]
    stage.open(*names)
    stage.choose(SLOW)
    stage.controller.many.recipe_to_all()
    stage.do(Command.SELECT_ALL)
    stage.enhance(5)
    (stage.photos / names[1]).rename(stage.photos / f"gone {names[1]}")
    stage.finish()
    QTest.qWait(300)
    (stage.photos / f"gone {names[1]}").rename(stage.photos / names[1])
    stage.shoot("queue-failed")
    stage.window.notice.button.click()
    stage.shoot_dialog("dialog-queue-result")
    stage.controller.actions.act((stage.desk.photos.ids[1],), FilmAction.DETAILS)
    stage.shoot_dialog("dialog-why-failed")


def dialogs(stage: Stage) -> None:
    """Every dialog of the window."""
    stage.open(PORTRAIT)
    for command in (
        Command.SETTINGS,
        Command.SHORTCUTS,
        Command.PRINT_PLANNER,
        Command.WATCH,
        Command.LOG,
        Command.HELP,
    ):
        stage.do(command)
        QTest.qWait(300)
        stage.shoot_dialog(f"dialog-{command.value.replace('_', '-')}")
    stage.do(Command.ABOUT)
    QTest.qWait(1500)
    stage.shoot_dialog("dialog-about")
    stage.do(Command.MODELS)
    stage.wait(lambda: bool(stage.models.used.text()))
    stage.shoot_dialog("dialog-models")
    act = stage.window.side.presets.preset_action.emit
    act(OLD, PresetAction.SAVE)
    stage.shoot_dialog("dialog-preset-name")
    act(OLD, PresetAction.DELETE)
    stage.shoot_dialog("dialog-question")


def menus(stage: Stage) -> None:
    """The menus of the bar, the viewer and the presets."""
    stage.open(PORTRAIT)
    bar, window = stage.window.top_bar, stage.window
    for name, press in (("more", bar.more.click), ("zoom", bar.zoom.click)):
        press()
        stage.shoot(f"menu-{name}")
        stage.close_dialogs()
    window.viewer.customContextMenuRequested.emit(QPoint(200, 120))
    stage.shoot("menu-viewer")
    stage.close_dialogs()
    menu = window.side.presets.menu_for(OLD)
    menu.popup(window.side.presets.mapToGlobal(QPoint(20, 60)))
    stage.shoot("menu-preset")


def tour(stage: Stage) -> None:
    """Each stop of the tour."""
    stage.open(PORTRAIT)
    stage.do(Command.TOUR)
    stage.wait(lambda: stage.window.findChild(Tour) is not None)
    guide = stage.window.findChild(Tour)
    assert guide is not None
    for stop in range(5):
        stage.shoot(f"tour-{stop + 1}")
        QTest.keyClick(guide, Qt.Key.Key_Right)


def focus(stage: Stage) -> None:
    """The ring around what has the keyboard, one part after the other."""
    stage.open(PORTRAIT)
    stage.window.activateWindow()  # only the active window has a ring; after dialogs it may be another one
    stage.wait(stage.window.isActiveWindow)
    reason = Qt.FocusReason.TabFocusReason
    side, bar = stage.window.side, stage.window.top_bar
    parts = {
        "bar": bar.open,
        "viewer": stage.window.viewer,
        "primary": side.primary,
        "film": stage.window.filmstrip.view,
    }
    for name, part in parts.items():
        part.setFocus(reason)
        stage.shoot(f"focus-{name}")


SCENES: dict[str, Callable[[Stage], None]] = {
    scene.__name__.replace("_", "-"): scene
    for scene in (
        empty,
        opened,
        running,
        comparing,
        truth,
        masks,
        faces,
        previews,
        bake_off,
        shapes,
        many,
        crowd,
        narrow,
        errors,
        failed,
        dialogs,
        machines,
        menus,
        tour,
        focus,
    )
}

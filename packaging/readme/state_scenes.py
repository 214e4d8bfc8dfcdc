"""Every state of the window, each brought about as a user would bring it about."""

from make_pictures import DAMAGED, FACE, PHOTOS, PORTRAIT
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from state_photos import CROWD, GREY, PANORAMA, TALL, TINY, TRANSPARENT, put_large
from state_stage import FAST, Stage

from enhancer_gui.gui.actions import Command
from enhancer_gui.gui.viewer import CompareMode

OLD = "old-photo"
TILES_BEFORE_THE_PICTURE = 7
DRAWER_PX = (1000, 720)
SMALLEST_PX = (640, 480)
"""Below 1100 px the panel is a drawer; below 900 and 760 the bar leaves buttons out."""


def empty(stage: Stage) -> None:
    """Nothing open; photos held over the window; the narrow and the smallest window."""
    stage.shoot("empty")
    stage.invite(stage.photos / PORTRAIT)
    stage.shoot("drop")
    stage.window.overlay.dismiss()
    stage.window.resize(*SMALLEST_PX)
    stage.shoot("empty-smallest")


def opened(stage: Stage) -> None:
    """A photo just opened, and the whole panel, piece by piece."""
    stage.open(PORTRAIT)
    stage.wait(stage.window.side.diagnosis.isVisible)
    stage.shoot("opened")
    for name in ("steps", "size_panel", "finish", "save"):
        stage.scroll_to(getattr(stage.window.side, name))
        stage.shoot(f"panel-{name.replace('_', '-')}")
    stage.choose(OLD)
    stage.scroll_to(stage.window.side.diagnosis)
    stage.shoot("opened-old-photo")


def running(stage: Stage) -> None:
    """Half done, paused, done, and changed after it was done."""
    stage.open(PORTRAIT)
    stage.choose(FAST)
    stage.enhance(TILES_BEFORE_THE_PICTURE)
    stage.shoot("running")
    stage.window.side.primary.click()
    stage.backend.go_on()
    stage.wait(lambda: stage.controller.queue.queue.active is not None and stage.window.side.primary.text() != "")
    QTest.qWait(500)
    stage.shoot("paused")
    stage.window.side.primary.click()
    stage.finish()
    stage.settle()
    stage.shoot("done")
    stage.window.side.primary.click()
    stage.wait(stage.window.notice.isVisible)
    stage.shoot("saved")
    stage.window.notice.clear()
    stage.choose("enlarge-4x")
    stage.shoot("outdated")


def comparing(stage: Stage) -> None:
    """Each way to compare, the loupe, and a close look."""
    stage.result()
    for mode in CompareMode:
        stage.window.viewer.mode = mode
        stage.settle()
        stage.shoot(f"compare-{mode.value.replace('_', '-')}")
    stage.window.viewer.mode = CompareMode.SPLIT
    stage.look_at(*FACE)
    stage.settle()
    stage.shoot("close")
    stage.window.viewer.has_loupe = True
    stage.point(0.4, 0.5)
    stage.settle()
    stage.shoot("loupe")
    stage.window.viewer.has_loupe = False
    stage.do(Command.FULL_SCREEN)
    stage.shoot("full-screen")
    stage.do(Command.FULL_SCREEN)
    stage.window.resize(*stage.size)
    QTest.qWait(300)
    stage.do(Command.TOGGLE_PANEL)
    stage.do(Command.TOGGLE_FILMSTRIP)
    stage.shoot("only-photo")
    stage.do(Command.TOGGLE_PANEL)
    stage.do(Command.TOGGLE_FILMSTRIP)


def truth(stage: Stage) -> None:
    """How far the result agrees with the photo, and where it does not."""
    stage.result()
    side = stage.window.side
    stage.wait(side.truth.isVisible)
    QTest.qWait(100)
    stage.scroll_to(side.truth)
    stage.shoot("truth")
    side.truth.map.click()
    QTest.qWait(500)
    stage.settle()
    stage.shoot("truth-map")
    side.truth.map.click()


def bake_off(stage: Stage) -> None:
    """Several presets on one place."""
    stage.open(PORTRAIT)
    stage.choose(FAST)
    stage.do(Command.BAKE_OFF)
    page = stage.window.bake_off
    stage.wait(lambda: bool(page.cells))
    QTest.qWait(1500)
    stage.shoot("bake-off-begun")
    stage.wait(lambda: stage.window.viewer.is_idle and sum(bool(cell.state.text()) for cell in page.cells.values()) > 2)
    stage.shoot("bake-off")
    stage.do(Command.BAKE_OFF)


def shapes(stage: Stage) -> None:
    """Photos that a window easily gets wrong."""
    for name, photo in (
        ("grey", GREY),
        ("transparent", TRANSPARENT),
        ("panorama", PANORAMA),
        ("tall", TALL),
        ("tiny", TINY),
    ):
        stage.open(photo)
        stage.shoot(f"shape-{name}")
    stage.open(put_large(stage.photos))
    stage.shoot("shape-large")
    stage.choose("enlarge-4x")
    stage.shoot("shape-too-large")


def many(stage: Stage) -> None:
    """Several photos at work, the end of a queue, and two thousand."""
    stage.open(PORTRAIT, *PHOTOS.values(), DAMAGED, PANORAMA)
    stage.choose(FAST)
    stage.controller.many.recipe_to_all()
    stage.window.notice.clear()
    stage.select(1, len(PHOTOS))
    stage.enhance(30)
    stage.shoot("several")
    menu = stage.window.filmstrip.menu_for(tuple(photo.id for photo in stage.desk.chosen))
    menu.popup(stage.window.filmstrip.mapToGlobal(QPoint(200, -320)))
    stage.shoot("filmstrip-menu")
    menu.close()
    stage.finish()
    QTest.qWait(300)
    stage.shoot("several-done")
    stage.window.notice.clear()
    stage.select(len(PHOTOS) + 1, len(PHOTOS) + 1)
    stage.shoot("damaged")


def crowd(stage: Stage) -> None:
    """Two thousand photos."""
    stage.controller.opening.open_paths((stage.photos / CROWD,))
    stage.wait(lambda: len(stage.desk.photos) > 1000 and stage.window.viewer.is_idle)
    QTest.qWait(1500)
    stage.do(Command.SELECT_ALL)
    stage.shoot("crowd")


def narrow(stage: Stage) -> None:
    """The panel as a drawer, and the smallest window."""
    stage.result()
    stage.window.resize(*DRAWER_PX)
    stage.settle()
    stage.shoot("narrow")
    stage.do(Command.TOGGLE_PANEL)
    stage.shoot("drawer")
    stage.do(Command.TOGGLE_PANEL)
    stage.window.resize(*SMALLEST_PX)
    QTest.qWait(300)
    stage.settle()
    stage.shoot("smallest")
    stage.do(Command.TOGGLE_PANEL)
    stage.shoot("smallest-drawer")
    stage.do(Command.TOGGLE_PANEL)

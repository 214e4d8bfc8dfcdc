"""The viewer leaves nothing behind, and rests while nobody looks."""

from threading import Event

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from enhancer_gui.core.geometry import Region
from enhancer_gui.gui.viewer import CompareViewer
from tests.fakes import HANG_LIMIT_S
from tests.gui.viewer.fakes import ArraySource, EndlessSource, colour_at, gradient


class SlowSource(EndlessSource):
    """Reads only when told to."""

    def __init__(self) -> None:
        super().__init__((2000, 1500))
        self.entered, self.go_on = Event(), Event()

    def read(self, region: Region) -> NDArray[np.uint8]:
        self.entered.set()
        assert self.go_on.wait(HANG_LIMIT_S)
        return super().read(region)


class GatedResult(ArraySource):
    """Answers what is ready, then waits: what finishes meanwhile is news that the answer lacks."""

    def __init__(self) -> None:
        super().__init__(np.full((300, 400, 3), (0, 0, 255), np.uint8), {Region(0, 0, 64, 64)})
        self.entered, self.go_on = Event(), Event()

    def read(self, region: Region) -> NDArray[np.uint8]:
        self.entered.set()
        assert self.go_on.wait(HANG_LIMIT_S)
        return super().read(region)


def active_timers(widget: QWidget) -> list[QTimer]:
    return [timer for timer in widget.findChildren(QTimer) if timer.isActive()]


def test_that_stripes_move_only_while_unfinished_parts_are_in_view(viewer: CompareViewer, qtbot: QtBot) -> None:
    after = ArraySource(gradient(400, 300), {Region(0, 0, 192, 300)})

    def moves() -> bool:
        return viewer.is_hatch_moving

    viewer.set_before(ArraySource(gradient(100, 75)))
    viewer.set_after(after)
    qtbot.waitUntil(lambda: viewer.is_idle)
    assert not moves(), "motion is not wanted"
    viewer.reduced_motion = False
    assert moves()
    viewer.divider = 1.0
    assert not moves(), "only the original is in view"
    viewer.divider = 0.5
    viewer.hide()
    assert not moves()
    viewer.show()
    assert moves()
    after.finish(Region(192, 0, 208, 300))
    viewer.tile_finished(Region(192, 0, 208, 300))
    qtbot.waitUntil(lambda: not moves())


def test_that_nothing_is_read_for_a_hidden_viewer(viewer: CompareViewer, qtbot: QtBot) -> None:
    viewer.hide()
    source = ArraySource(gradient(300, 225))
    viewer.set_before(source)
    assert source.reads == []
    viewer.show()
    qtbot.waitUntil(lambda: len(source.reads) > 0 and viewer.is_idle)


def test_that_closing_waits_for_a_read_in_progress(viewer: CompareViewer) -> None:
    source = SlowSource()
    viewer.set_before(source)
    assert source.entered.wait(HANG_LIMIT_S)
    source.go_on.set()
    viewer.close()
    assert viewer.is_idle or source.largest_read > 0
    assert active_timers(viewer) == []
    reads = source.largest_read
    viewer.set_before(EndlessSource((500, 500)))
    assert source.largest_read == reads


def test_that_hiding_stops_every_timer(viewer: CompareViewer) -> None:
    viewer.reduced_motion = False
    viewer.set_before(EndlessSource((1000, 750)))
    viewer.set_after(ArraySource(gradient(2000, 1500), set()))
    viewer.zoom_to_percent(100)
    viewer.hide()
    assert active_timers(viewer) == []
    assert viewer.navigator.camera == viewer.navigator.target


def test_that_destroying_the_window_without_closing_it_is_safe(qtbot: QtBot) -> None:
    window = QWidget()
    viewer = CompareViewer(window)
    viewer.resize(300, 200)
    window.show()
    source = SlowSource()
    viewer.set_before(source)
    assert source.entered.wait(HANG_LIMIT_S)
    with qtbot.waitSignal(window.destroyed):
        source.go_on.set()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete.value)


def test_that_a_tile_finished_while_its_place_is_being_read_is_not_lost(viewer: CompareViewer, qtbot: QtBot) -> None:
    after = GatedResult()
    viewer.set_before(ArraySource(np.full((75, 100, 3), 200, np.uint8)))
    viewer.set_after(after)
    assert after.entered.wait(HANG_LIMIT_S)
    after.finished = {Region(0, 0, 400, 300)}
    viewer.tile_finished(Region(64, 64, 336, 236))
    viewer.tile_finished(Region(64, 0, 336, 64))
    viewer.tile_finished(Region(0, 64, 64, 236))
    after.go_on.set()
    qtbot.waitUntil(lambda: viewer.is_idle)
    assert colour_at(viewer.grab().toImage(), 350, 250) == (0, 0, 255)


@pytest.mark.parametrize("size", [(1, 1), (20, 20), (8000, 90), (90, 8000)])
def test_that_odd_pictures_are_shown(viewer: CompareViewer, qtbot: QtBot, size: tuple[int, int]) -> None:
    viewer.set_before(EndlessSource(size))
    viewer.set_after(EndlessSource((size[0] * 3, size[1] * 3)))
    for percent in (1, 100, 1600):
        viewer.zoom_to_percent(percent)
        qtbot.waitUntil(lambda: viewer.is_idle)
        middle = viewer.grab().toImage().pixelColor(150, 190)
        assert not viewer.visible_region.is_empty
    assert middle.blue() == 128 or size[0] < 90 or size[1] < 90

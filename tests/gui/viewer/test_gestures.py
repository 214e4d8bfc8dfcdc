"""Mouse, touchpad and keys."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QFocusEvent, QHelpEvent, QNativeGestureEvent, QPointingDevice, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from enhancer_gui.core.geometry import Region
from enhancer_gui.gui.viewer import CompareMode, CompareViewer
from tests.gui.viewer.fakes import EndlessSource

LEFT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton
NO_KEYS, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def loaded(viewer: CompareViewer) -> CompareViewer:
    """Return a viewer with a photo of 1000 x 750 and a result of 4000 x 3000."""
    viewer.set_before(EndlessSource((1000, 750)))
    viewer.set_after(EndlessSource((4000, 3000)))
    return viewer


def scroll(
    viewer: CompareViewer,
    point: QPoint,
    *,
    angle: int = 0,
    pixels: int = 0,
    modifiers: Qt.KeyboardModifier = NO_KEYS,
) -> None:
    phase = Qt.ScrollPhase.ScrollUpdate if pixels else Qt.ScrollPhase.NoScrollPhase
    place, deltas = QPointF(point), (QPoint(0, pixels), QPoint(0, angle))
    event = QWheelEvent(place, place, *deltas, Qt.MouseButton.NoButton, modifiers, phase, False)
    QApplication.sendEvent(viewer, event)


@pytest.mark.parametrize(
    ("angle", "pixels", "modifiers"), [(120, 0, NO_KEYS), (30, 0, NO_KEYS), (0, 60, CTRL), (120, 0, CTRL)]
)
def test_that_the_wheel_zooms_at_the_pointer(
    loaded: CompareViewer, angle: int, pixels: int, modifiers: Qt.KeyboardModifier
) -> None:
    loaded.zoom_to_percent(50)
    before = loaded.navigator.camera
    scroll(loaded, QPoint(90, 220), angle=angle, pixels=pixels, modifiers=modifiers)
    after = loaded.navigator.camera
    assert after.scale > before.scale
    assert after.to_output(90, 220) == pytest.approx(before.to_output(90, 220))
    scroll(loaded, QPoint(90, 220), angle=-angle, pixels=-pixels, modifiers=modifiers)
    assert loaded.navigator.camera.scale == pytest.approx(before.scale)


def test_that_the_wheel_zooms_at_the_pointer_in_the_right_pane(loaded: CompareViewer) -> None:
    loaded.mode = CompareMode.SIDE_BY_SIDE
    loaded.zoom_to_percent(50)
    before = loaded.navigator.camera
    scroll(loaded, QPoint(201 + 90, 220), angle=120)
    assert loaded.navigator.camera.to_output(90, 220) == pytest.approx(before.to_output(90, 220))


def test_that_clicks_of_the_wheel_add_up_while_the_view_glides(loaded: CompareViewer, qtbot: QtBot) -> None:
    loaded.zoom_to_percent(50)
    loaded.reduced_motion = False
    for _ in range(3):
        scroll(loaded, QPoint(200, 150), angle=120)
    assert loaded.navigator.camera.percent < 97
    qtbot.waitUntil(lambda: loaded.navigator.camera.percent == pytest.approx(50 * 1.25**3))


def test_that_a_pinch_zooms_at_the_fingers(loaded: CompareViewer) -> None:
    loaded.zoom_to_percent(50)
    before, place = loaded.navigator.camera, QPointF(120, 80)
    pinch = QNativeGestureEvent(
        Qt.NativeGestureType.ZoomNativeGesture,
        QPointingDevice.primaryPointingDevice(),
        2,
        place,
        place,
        place,
        0.5,
        QPointF(),
    )
    QApplication.sendEvent(loaded, pinch)
    assert loaded.navigator.camera.scale == pytest.approx(before.scale * 1.5)
    assert loaded.navigator.camera.to_output(120, 80) == pytest.approx(before.to_output(120, 80))


@pytest.mark.parametrize(
    ("key", "percent"),
    [(Qt.Key.Key_1, 100), (Qt.Key.Key_2, 200), (Qt.Key.Key_3, 300), (Qt.Key.Key_4, 400), (Qt.Key.Key_0, 10)],
)
def test_that_number_keys_zoom(loaded: CompareViewer, qtbot: QtBot, key: Qt.Key, percent: float) -> None:
    loaded.zoom_to_percent(77)
    with qtbot.waitSignal(loaded.zoom_changed) as told:
        QTest.keyClick(loaded, key)
    assert told.args == [pytest.approx(percent)]


def test_that_plus_minus_and_f_zoom(loaded: CompareViewer) -> None:
    loaded.zoom_to_percent(100)
    QTest.keyClick(loaded, Qt.Key.Key_Plus)
    assert loaded.navigator.camera.percent == pytest.approx(125)
    QTest.keyClick(loaded, Qt.Key.Key_Minus)
    assert loaded.navigator.camera.percent == pytest.approx(100)
    QTest.keyClick(loaded, Qt.Key.Key_F)
    assert loaded.navigator.camera.fitted


def test_that_a_glide_arrives(loaded: CompareViewer, qtbot: QtBot) -> None:
    loaded.reduced_motion = False
    QTest.keyClick(loaded, Qt.Key.Key_1)
    assert loaded.navigator.camera.percent < 100
    qtbot.waitUntil(lambda: loaded.navigator.camera == loaded.navigator.target)
    assert loaded.navigator.camera.percent == 100


@pytest.mark.parametrize("button", [LEFT, MIDDLE])
def test_that_dragging_pans(loaded: CompareViewer, button: Qt.MouseButton) -> None:
    loaded.zoom_to_percent(100)
    before = loaded.navigator.camera
    QTest.mousePress(loaded, button, pos=QPoint(100, 100))
    QTest.mouseMove(loaded, QPoint(130, 80))
    assert loaded.cursor().shape() is Qt.CursorShape.ClosedHandCursor
    QTest.mouseRelease(loaded, button, pos=QPoint(130, 80))
    assert (loaded.navigator.camera.x, loaded.navigator.camera.y) == (before.x + 30, before.y - 20)
    QTest.mouseMove(loaded, QPoint(160, 160))
    assert loaded.navigator.camera.x == before.x + 30


def test_that_the_divider_is_dragged_without_a_jump(loaded: CompareViewer, qtbot: QtBot) -> None:
    QTest.mouseMove(loaded, QPoint(196, 60))
    assert loaded.cursor().shape() is Qt.CursorShape.SplitHCursor
    QTest.mousePress(loaded, LEFT, pos=QPoint(196, 60))
    assert loaded.divider == 0.5
    with qtbot.waitSignal(loaded.divider_moved) as told:
        QTest.mouseMove(loaded, QPoint(296, 70))
    assert told.args == [pytest.approx(0.75)]
    QTest.mouseMove(loaded, QPoint(900, 70))
    assert loaded.divider == 1.0
    QTest.mouseRelease(loaded, LEFT, pos=QPoint(900, 70))


def test_that_keys_move_the_divider(loaded: CompareViewer) -> None:
    for key, modifier, expected in (
        (Qt.Key.Key_Left, Qt.KeyboardModifier.NoModifier, 0.49),
        (Qt.Key.Key_Right, SHIFT, 0.59),
        (Qt.Key.Key_Home, Qt.KeyboardModifier.NoModifier, 0.0),
        (Qt.Key.Key_Left, SHIFT, 0.0),
        (Qt.Key.Key_End, Qt.KeyboardModifier.NoModifier, 1.0),
    ):
        QTest.keyClick(loaded, key, modifier)
        assert loaded.divider == pytest.approx(expected)


def test_that_keys_without_meaning_are_left_to_the_window(loaded: CompareViewer) -> None:
    loaded.mode = CompareMode.BEFORE
    QTest.keyClick(loaded, Qt.Key.Key_Left)
    assert loaded.divider == 0.5


def test_that_a_double_click_on_the_knob_centres_the_divider(loaded: CompareViewer) -> None:
    loaded.divider = 0.8
    QTest.mouseDClick(loaded, LEFT, pos=QPoint(320, 150))
    assert loaded.divider == 0.5
    assert loaded.navigator.camera.fitted


def test_that_a_double_click_toggles_between_100_percent_at_the_pointer_and_fit(loaded: CompareViewer) -> None:
    place = loaded.navigator.camera.to_output(80, 60)
    QTest.mouseDClick(loaded, LEFT, pos=QPoint(80, 60))
    assert loaded.navigator.camera.percent == 100
    assert loaded.navigator.camera.to_output(80, 60) == pytest.approx(place)
    QTest.mouseDClick(loaded, LEFT, pos=QPoint(80, 60))
    assert loaded.navigator.camera.fitted


def test_that_losing_the_focus_lets_go_of_the_original(loaded: CompareViewer) -> None:
    QTest.keyPress(loaded, Qt.Key.Key_Space)
    assert loaded.divider_line is None
    QApplication.sendEvent(loaded, QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.ActiveWindowFocusReason))
    assert loaded.divider_line is not None


def test_that_the_region_in_view_is_told_once_it_is_still(loaded: CompareViewer, qtbot: QtBot) -> None:
    told: list[Region] = []
    loaded.visible_changed.connect(told.append)
    with qtbot.waitSignal(loaded.visible_changed):
        for step in range(5):
            loaded.zoom_to_percent(100 + step)
        loaded.zoom_to_percent(100)
    assert told == [Region(1800, 1350, 400, 300)]


def test_that_the_mode_is_told(loaded: CompareViewer, qtbot: QtBot) -> None:
    with qtbot.waitSignal(loaded.mode_changed) as told:
        loaded.mode = CompareMode.AFTER
    assert told.args == [CompareMode.AFTER]
    assert loaded.divider_line is None


def test_that_an_empty_viewer_ignores_everything(viewer: CompareViewer) -> None:
    before = viewer.navigator.camera
    scroll(viewer, QPoint(10, 10), angle=120)
    QTest.keyClick(viewer, Qt.Key.Key_1)
    QTest.mouseDClick(viewer, LEFT, pos=QPoint(80, 60))
    assert viewer.navigator.camera == before
    assert viewer.visible_region.is_empty


def test_that_the_divider_explains_itself(loaded: CompareViewer, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(
        "enhancer_gui.gui.viewer.compare_viewer.QToolTip.showText", lambda _place, text, *_rest: said.append(text)
    )
    for x in (200, 50):
        place = QPoint(x, 60)
        QApplication.sendEvent(loaded, QHelpEvent(QEvent.Type.ToolTip, place, loaded.mapToGlobal(place)))
    assert len(said) == 1
    assert "double-click" in said[0]
    assert loaded.accessibleName()
    assert "Space" in loaded.accessibleDescription()


@pytest.mark.parametrize(("beside", "takes_hold"), [(0, True), (3, True), (-4, True), (6, False), (-7, False)])
def test_that_only_a_press_at_the_line_takes_hold_of_it(loaded: CompareViewer, beside: int, takes_hold: bool) -> None:
    loaded.zoom_to_percent(50)
    before = loaded.navigator.camera
    QTest.mousePress(loaded, LEFT, pos=QPoint(200 + beside, 60))
    QTest.mouseMove(loaded, QPoint(230 + beside, 60))
    QTest.mouseRelease(loaded, LEFT, pos=QPoint(230 + beside, 60))
    assert (loaded.divider > 0.5) is takes_hold
    assert (loaded.navigator.camera.x > before.x) is not takes_hold


def test_that_the_knob_is_taken_by_its_disc_and_not_by_the_corners_around_it(loaded: CompareViewer) -> None:
    line = loaded.divider_line
    assert line is not None
    for way, takes_hold in ((QPoint(17, 0), True), (QPoint(0, -17), True), (QPoint(14, 14), False)):
        QTest.mouseMove(loaded, line.knob.toPoint() + way)
        assert (loaded.cursor().shape() is Qt.CursorShape.SplitHCursor) is takes_hold


def test_that_the_line_ends_with_the_photo(viewer: CompareViewer) -> None:
    viewer.set_before(EndlessSource((4000, 1000)))  # 400 x 100 of 400 x 300 pixels
    viewer.set_after(EndlessSource((8000, 2000)))
    QTest.mouseMove(viewer, QPoint(200, 110))
    assert viewer.cursor().shape() is Qt.CursorShape.SplitHCursor
    QTest.mouseMove(viewer, QPoint(200, 60))
    assert viewer.cursor().shape() is Qt.CursorShape.ArrowCursor

"""The brush over the photo: strokes told as shares of it, a ring that is seen, and nothing else in its way."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QFocusEvent, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from enhancer_gui.core.geometry import Region
from enhancer_gui.gui.viewer import Brush, CompareMode, CompareViewer, Dab, DabPhase, MaskPicture, Tint
from enhancer_gui.gui.viewer.camera import Camera
from enhancer_gui.gui.viewer.mask_overlay import MaskOverlay
from tests.gui.viewer.fakes import EndlessSource, pixels_of

LEFT, RIGHT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton
NONE = Qt.KeyboardModifier.NoModifier
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def loaded(viewer: CompareViewer) -> CompareViewer:
    """Return a viewer of 400 x 300 that a photo fills, with a brush of 40 pixels in hand."""
    viewer.set_before(EndlessSource((1000, 750)))
    viewer.set_after(EndlessSource((4000, 3000)))
    viewer.set_brush(Brush(0.05))
    return viewer


@pytest.fixture
def dabs(loaded: CompareViewer) -> list[Dab]:
    told: list[Dab] = []
    loaded.brushed.connect(told.append)
    return told


def test_that_a_stroke_is_told_from_press_to_release_as_shares_of_the_photo(
    loaded: CompareViewer, dabs: list[Dab]
) -> None:
    camera = loaded.navigator.camera
    QTest.mousePress(loaded, LEFT, NONE, QPoint(100, 60))
    QTest.mouseMove(loaded, QPoint(120, 90))
    QTest.mouseRelease(loaded, LEFT, NONE, QPoint(140, 120))
    assert [dab.phase for dab in dabs] == [DabPhase.BEGIN, DabPhase.MOVE, DabPhase.END]
    assert [dab.x for dab in dabs] == pytest.approx([0.25, 0.3, 0.35])
    assert [dab.y for dab in dabs] == pytest.approx([0.2, 0.3, 0.4])
    assert not any(dab.erases for dab in dabs)
    assert loaded.navigator.camera == camera


@pytest.mark.parametrize(
    ("button", "keys", "brush_erases", "erases"),
    [
        (LEFT, NONE, False, False),
        (RIGHT, NONE, False, True),
        (LEFT, CTRL, False, True),
        (LEFT, ALT, False, True),
        (LEFT, NONE, True, True),
        (RIGHT, NONE, True, False),
        (RIGHT, CTRL, False, False),
    ],
)
def test_that_button_and_keys_say_whether_it_erases(
    loaded: CompareViewer,
    dabs: list[Dab],
    button: Qt.MouseButton,
    keys: Qt.KeyboardModifier,
    brush_erases: bool,
    erases: bool,
) -> None:
    loaded.set_brush(Brush(0.05, erases=brush_erases))
    QTest.mousePress(loaded, button, keys, QPoint(100, 60))
    QTest.mouseRelease(loaded, button, NONE, QPoint(110, 60))
    assert [dab.erases for dab in dabs] == [erases] * 2


def test_that_the_place_is_right_in_the_second_pane_and_zoomed_in(loaded: CompareViewer, dabs: list[Dab]) -> None:
    loaded.mode = CompareMode.SIDE_BY_SIDE
    loaded.zoom_to_percent(100)
    pane = loaded._panes()[1]
    place = QPoint(pane.rect.x + 20, pane.rect.y + 30)
    x, y = loaded.navigator.camera.snapped().to_output(20, 30)
    QTest.mouseClick(loaded, LEFT, NONE, place)
    assert (dabs[0].x, dabs[0].y) == pytest.approx((x / 4000, y / 3000))


def test_that_the_middle_button_still_pans_and_the_knob_still_moves(loaded: CompareViewer, dabs: list[Dab]) -> None:
    loaded.zoom_to_percent(100)
    before = loaded.navigator.camera
    QTest.mousePress(loaded, MIDDLE, NONE, QPoint(100, 60))
    QTest.mouseMove(loaded, QPoint(140, 60))
    QTest.mouseRelease(loaded, MIDDLE, NONE, QPoint(140, 60))
    assert loaded.navigator.camera.x == pytest.approx(before.x + 40)
    line = loaded.divider_line
    assert line is not None
    QTest.mousePress(loaded, LEFT, NONE, line.knob.toPoint())
    QTest.mouseMove(loaded, line.knob.toPoint() + QPoint(50, 0))
    QTest.mouseRelease(loaded, LEFT, NONE, line.knob.toPoint() + QPoint(50, 0))
    assert loaded.divider > 0.55
    assert dabs == []


def test_that_a_stroke_ends_when_the_keyboard_goes_elsewhere(loaded: CompareViewer, dabs: list[Dab]) -> None:
    QTest.mousePress(loaded, LEFT, NONE, QPoint(100, 60))
    QApplication.sendEvent(loaded, QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.PopupFocusReason))
    assert [dab.phase for dab in dabs] == [DabPhase.BEGIN, DabPhase.END]
    QTest.mouseMove(loaded, QPoint(120, 90))
    assert len(dabs) == 2


def test_that_without_a_brush_nothing_is_painted(loaded: CompareViewer, dabs: list[Dab]) -> None:
    loaded.set_brush(None)
    QTest.mouseClick(loaded, LEFT, NONE, QPoint(100, 60))
    assert dabs == [] and loaded.cursor().shape() is not Qt.CursorShape.BlankCursor


def test_that_the_ring_shows_the_brush_s_size_at_every_zoom(loaded: CompareViewer) -> None:
    loaded.mode = CompareMode.AFTER
    for percent in (0, 100):
        if percent:
            loaded.zoom_to_percent(5)
        QTest.mouseMove(loaded, QPoint(100, 80))
        ring = pixels_of(loaded.grab().toImage()).astype(int)
        loaded.set_brush(None)
        plain = pixels_of(loaded.grab().toImage()).astype(int)
        loaded.set_brush(Brush(0.05))
        changed = np.argwhere(np.abs(ring - plain).max(axis=2) > 30)
        away = np.hypot(changed[:, 1] + 0.5 - 100, changed[:, 0] + 0.5 - 80)
        assert away.max() == pytest.approx(loaded.brush_radius, abs=3)
    assert loaded.brush_radius == pytest.approx(0.05 * 4000 * loaded.navigator.camera.scale)


@pytest.mark.parametrize("tint", Tint)
@pytest.mark.parametrize(
    "ground", [(0, 0, 0), (255, 255, 255), (119, 119, 119), (255, 45, 120), (40, 190, 255), (0, 160, 0), (230, 190, 60)]
)
def test_that_the_outline_is_seen_on_a_photo_of_any_colour(tint: Tint, ground: tuple[int, int, int]) -> None:
    values = np.zeros((60, 80), np.uint8)
    values[:, 40:] = 255
    line = np.array([[40, -5], [90, -5], [90, 65], [40, 65]], np.float32)
    image = QImage(320, 240, QImage.Format.Format_RGB32)
    image.fill(0xFF000000 | ground[0] << 16 | ground[1] << 8 | ground[2])
    painter = QPainter(image)
    camera = Camera(320, 240, 80, 60).fit()
    MaskOverlay(MaskPicture(values, (line,), tint)).paint(painter, camera, Region(0, 0, 320, 240), 1.0)
    painter.end()
    row = pixels_of(image)[120].astype(float) / 255
    light = np.where(row <= 0.04045, row / 12.92, ((row + 0.055) / 1.055) ** 2.4) @ [0.2126, 0.7152, 0.0722]
    edge, left, right = light[156:164], light[100], light[240]
    for beside in (left, right):
        contrast = (np.maximum(edge, beside) + 0.05) / (np.minimum(edge, beside) + 0.05)
        assert contrast.max() >= 3
    pixels = pixels_of(image)[120]
    assert tuple(pixels[100]) == ground
    assert tuple(pixels[240]) != ground or tint.value == ground


def test_that_the_overlay_follows_what_is_painted_only_there(loaded: CompareViewer) -> None:
    loaded.set_brush(None)
    loaded.set_overlay(MaskPicture(np.zeros((75, 100), np.uint8)))
    plain = pixels_of(loaded.grab().toImage()).astype(int)
    loaded.patch_overlay(Region(10, 20, 15, 10), np.full((10, 15), 255, np.uint8))
    patched = pixels_of(loaded.grab().toImage()).astype(int)
    changed = np.argwhere(np.abs(patched - plain).max(axis=2) > 8)
    assert len(changed) > 1000
    assert changed.min(axis=0) == pytest.approx([80, 40], abs=4) and changed.max(axis=0) == pytest.approx(
        [120, 100], abs=4
    )
    loaded.set_overlay(None)
    assert np.array_equal(pixels_of(loaded.grab().toImage()).astype(int), plain)


def test_that_holding_the_original_hides_the_overlay(loaded: CompareViewer) -> None:
    loaded.set_brush(None)
    loaded.show_original(True)
    plain = pixels_of(loaded.grab().toImage())
    loaded.set_overlay(MaskPicture(np.full((75, 100), 255, np.uint8)))
    assert np.array_equal(pixels_of(loaded.grab().toImage()), plain)
    loaded.show_original(False)
    assert not np.array_equal(pixels_of(loaded.grab().toImage()), plain)


def test_that_the_ring_is_where_the_pointer_is(loaded: CompareViewer) -> None:
    QTest.mouseMove(loaded, QPoint(90, 70))
    assert loaded.cursor().shape() is Qt.CursorShape.BlankCursor
    line = loaded.divider_line
    assert line is not None
    QTest.mouseMove(loaded, (line.knob + QPointF(2, 2)).toPoint())
    assert loaded.cursor().shape() is not Qt.CursorShape.BlankCursor


@pytest.mark.parametrize("mode", [CompareMode.SPLIT, CompareMode.SPLIT_ACROSS])
def test_that_the_knob_leaves_the_middle_of_the_photo_to_the_brush(
    loaded: CompareViewer, dabs: list[Dab], mode: CompareMode
) -> None:
    loaded.mode = mode
    middle = loaded.rect().center()
    QTest.mouseClick(loaded, LEFT, NONE, middle)
    assert [dab.phase for dab in dabs] == [DabPhase.BEGIN, DabPhase.END]
    assert loaded.divider == 0.5
    line = loaded.divider_line
    assert line is not None
    assert loaded.rect().contains(line.knob.toPoint())
    loaded.set_brush(None)
    line = loaded.divider_line
    assert line is not None
    assert (line.knob - loaded.rect().toRectF().center()).manhattanLength() < 2

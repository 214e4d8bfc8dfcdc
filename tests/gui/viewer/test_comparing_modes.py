"""The ways to compare, and the aids to looking closely."""

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from enhancer_gui.core.geometry import Region
from enhancer_gui.gui.viewer import ORIGINAL_ID, PRESENT_ID, CompareMode, CompareViewer, Side, Version
from enhancer_gui.gui.viewer.blink import RATES_HZ
from enhancer_gui.gui.viewer.difference import EQUAL_GREY, difference_image
from enhancer_gui.gui.viewer.hatch import Hatch
from enhancer_gui.gui.viewer.overlays import Pill, label_font, paint_pill
from tests.found import found
from tests.gui.viewer.fakes import ArraySource, EndlessSource, colour_at, flat, gradient, pixels_of

Paint = Callable[[CompareViewer], NDArray[np.uint8]]
RED, BLUE, GREEN = (200, 30, 30), (30, 30, 200), (30, 160, 30)
MIDDLE = 150
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def pair(viewer: CompareViewer) -> CompareViewer:
    """Return a viewer with a red photo of 100 x 75 and its blue result of 400 x 300."""
    viewer.set_before(ArraySource(flat(100, 75, RED)))
    viewer.set_after(ArraySource(flat(400, 300, BLUE)))
    return viewer


def test_that_top_and_bottom_has_the_original_above(pair: CompareViewer, picture_of: Paint) -> None:
    pair.mode = CompareMode.SPLIT_ACROSS
    shown = picture_of(pair)
    assert tuple(shown[100, 200]) == RED
    assert tuple(shown[250, 20]) == BLUE
    assert tuple(shown[150, 20]) == (255, 255, 255)


def test_that_the_lower_divider_is_dragged_and_moved_by_keys(pair: CompareViewer) -> None:
    pair.mode = CompareMode.SPLIT_ACROSS
    QTest.mousePress(pair, Qt.MouseButton.LeftButton, pos=QPoint(60, 151))
    assert pair.cursor().shape() is Qt.CursorShape.SplitVCursor
    QTest.mouseMove(pair, QPoint(60, 226))
    QTest.mouseRelease(pair, Qt.MouseButton.LeftButton, pos=QPoint(60, 226))
    assert pair.divider == pytest.approx(0.75, abs=0.01)
    QTest.keyClick(pair, Qt.Key.Key_Up)
    assert pair.divider == pytest.approx(0.74, abs=0.01)
    QTest.keyClick(pair, Qt.Key.Key_Left)
    assert pair.divider == pytest.approx(0.74, abs=0.01)


def test_that_a_panorama_is_stacked_and_a_portrait_is_not(viewer: CompareViewer, picture_of: Paint) -> None:
    for size, place in (((400, 100), (225, 200)), ((100, 400), (150, 301))):
        viewer.set_before(ArraySource(flat(*size, RED)))
        viewer.set_after(ArraySource(flat(*size, BLUE)))
        viewer.mode = CompareMode.SIDE_BY_SIDE
        assert tuple(picture_of(viewer)[place]) == BLUE


def test_that_blinking_alternates_by_itself_and_stops_elsewhere(pair: CompareViewer, qtbot: QtBot) -> None:
    pair.reduced_motion = False
    pair.mode = CompareMode.BLINK
    pair.rate.step(len(RATES_HZ))
    assert pair.is_blinking
    seen: set[tuple[int, int, int]] = set()

    def both() -> bool:
        seen.add(colour_at(pair.grab().toImage(), 200, MIDDLE))
        return seen >= {RED, BLUE}

    qtbot.waitUntil(both)
    pair.mode = CompareMode.SPLIT
    assert not pair.is_blinking


def test_that_no_rate_of_blinking_is_a_flash() -> None:
    """WCAG 2.3.1: at most three flashes a second, and two changes are one flash."""
    assert max(RATES_HZ) / 2 < 3


def test_that_with_reduced_motion_pictures_alternate_only_when_asked(pair: CompareViewer, picture_of: Paint) -> None:
    pair.mode = CompareMode.BLINK
    assert not pair.is_blinking
    assert pair.rate.isHidden()
    assert tuple(picture_of(pair)[MIDDLE, 200]) == BLUE
    QTest.keyClick(pair, Qt.Key.Key_Return)
    assert tuple(picture_of(pair)[MIDDLE, 200]) == RED


def test_that_equal_pictures_have_a_plain_grey_difference(viewer: CompareViewer, picture_of: Paint) -> None:
    viewer.set_before(ArraySource(gradient(400, 300)))
    viewer.set_after(ArraySource(gradient(400, 300)))
    viewer.mode = CompareMode.DIFFERENCE
    assert (picture_of(viewer)[60:220] == EQUAL_GREY).all()


def test_that_a_difference_is_amplified_by_the_gain(viewer: CompareViewer, picture_of: Paint) -> None:
    viewer.set_before(ArraySource(flat(400, 300, (100, 100, 100))))
    viewer.set_after(ArraySource(flat(400, 300, (100, 105, 98))))
    viewer.mode = CompareMode.DIFFERENCE
    assert tuple(picture_of(viewer)[MIDDLE, 200]) == (EQUAL_GREY, EQUAL_GREY + 20, EQUAL_GREY + 8)
    QTest.keyClick(viewer, Qt.Key.Key_Up)
    assert tuple(picture_of(viewer)[MIDDLE, 200]) == (EQUAL_GREY, EQUAL_GREY + 40, EQUAL_GREY + 16)
    QTest.mouseClick(viewer.gain, Qt.MouseButton.LeftButton, pos=QPoint(10, 14))
    assert viewer.gain.value == 4


def test_that_unfinished_pixels_differ_from_nothing() -> None:
    before, after = (QImage(8, 8, QImage.Format.Format_ARGB32_Premultiplied) for _ in range(2))
    before.fill(QColor(200, 10, 90))
    after.fill(Qt.GlobalColor.transparent)
    assert (pixels_of(difference_image(before, after, 32)) == EQUAL_GREY).all()


def test_that_two_results_of_different_size_are_compared_at_one_place(viewer: CompareViewer, picture_of: Paint) -> None:
    viewer.set_before(ArraySource(gradient(100, 75)))
    viewer.set_after(ArraySource(gradient(200, 150)))
    viewer.set_reference(ArraySource(gradient(800, 600)))
    viewer.zoom_to_percent(100)
    viewer.divider = 0.0
    after = picture_of(viewer)[60:120, 60:340].astype(int)
    viewer.divider = 1.0
    before = picture_of(viewer)[60:120, 60:340].astype(int)
    assert np.abs(before - after).max() <= 2
    assert viewer.output_size == (800, 600)


def test_that_space_shows_the_photo_whatever_it_is_compared_with(pair: CompareViewer, picture_of: Paint) -> None:
    pair.set_reference(ArraySource(flat(800, 600, GREEN)))
    assert tuple(picture_of(pair)[MIDDLE, 100]) == GREEN
    QTest.keyPress(pair, Qt.Key.Key_Space)
    assert tuple(picture_of(pair)[MIDDLE, 100]) == tuple(picture_of(pair)[MIDDLE, 300]) == RED
    QTest.keyRelease(pair, Qt.Key.Key_Space)
    pair.set_reference(None)
    assert tuple(picture_of(pair)[MIDDLE, 100]) == RED


def test_that_an_unfinished_reference_shows_the_photo_beneath(pair: CompareViewer, picture_of: Paint) -> None:
    piece = Region(0, 0, 64, 64)
    reference = ArraySource(flat(800, 600, GREEN), {piece})
    pair.set_reference(reference)
    pair.mode = CompareMode.BEFORE
    shown = picture_of(pair)
    assert np.abs(shown[200, 300].astype(int) - RED).max() < 30
    later = Region(384, 256, 64, 64)
    reference.finish(later)
    pair.tile_finished(later, Side.BEFORE)
    assert tuple(picture_of(pair)[140, 205]) == GREEN


def test_that_the_labels_offer_versions_and_tell_the_choice(pair: CompareViewer, qtbot: QtBot) -> None:
    assert not pair.labels[Side.BEFORE].has_choice
    versions = (Version(ORIGINAL_ID, "Original"), Version(PRESENT_ID, "Present"), Version("k", "Old photo", "8 × 6"))
    pair.set_versions(versions, "k", PRESENT_ID)
    label = pair.labels[Side.BEFORE]
    assert label.text().startswith("Old photo")
    label.fill_menu()
    entries = {action.data(): action for action in label.menu.actions()}
    assert [action.isChecked() for action in entries.values()] == [False, False, True]
    with qtbot.waitSignal(pair.version_chosen) as told:
        entries[PRESENT_ID].trigger()
    assert told.args == [Side.BEFORE, PRESENT_ID]


@pytest.mark.parametrize("level", [0, 128, 255])
def test_that_labels_have_the_contrast_that_small_text_needs(level: int, qapp: QApplication) -> None:
    """WCAG 1.4.3: 4.5 to 1, on black, grey and white photos alike."""
    image = QImage(160, 40, QImage.Format.Format_RGB32)
    image.fill(QColor(level, level, level))
    ground: list[float] = []
    text: list[float] = []
    for words, greens in (("", ground), ("█████", text)):
        canvas = image.copy()
        painter = QPainter(canvas)
        font = label_font(qapp.font())
        paint_pill(painter, Pill(words, Pill.at("█████", font, 10, 5, 0.0).rect), font)
        painter.end()
        greens.append(canvas.pixelColor(35, 18).greenF())

    def luminance(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    assert (luminance(text[0]) + 0.05) / (luminance(ground[0]) + 0.05) >= 4.5


def test_that_the_loupe_magnifies_both_sides_under_the_pointer(viewer: CompareViewer, picture_of: Paint) -> None:
    before, after = gradient(800, 600), gradient(800, 600)
    viewer.resize(800, 600)
    viewer.set_before(ArraySource(before))
    after[..., 2] = 0
    viewer.set_after(ArraySource(after))
    plain = picture_of(viewer)
    QTest.mouseMove(viewer, QPoint(100, 120))
    QTest.keyClick(viewer, Qt.Key.Key_L)
    assert viewer.has_loupe
    shown = picture_of(viewer).astype(int)
    rect = viewer._loupe_rect
    first, second = (rect.left() + 88, rect.top() + 88), (rect.left() + 264, rect.top() + 88)
    for (x, y), blue in ((first, 128), (second, 0)):
        assert np.abs(shown[round(y), round(x)] - (*plain[120, 100, :2], blue)).max() <= 3
    QTest.keyClick(viewer, Qt.Key.Key_L)
    assert np.array_equal(picture_of(viewer), plain)


def test_that_the_loupe_never_leaves_the_view(viewer: CompareViewer) -> None:
    viewer.resize(800, 600)
    viewer.set_before(EndlessSource((800, 600)))
    viewer.set_after(EndlessSource((1600, 1200)))
    viewer.has_loupe = True
    for x, y in ((5, 5), (790, 5), (5, 590), (790, 590), (400, 300)):
        QTest.mouseMove(viewer, QPoint(x, y))
        assert viewer.rect().toRectF().contains(viewer._loupe_rect)
        assert not viewer._loupe_rect.contains(QPointF(x, y))


def test_that_the_overview_appears_when_zoomed_in_and_leads_to_a_place(viewer: CompareViewer) -> None:
    viewer.resize(800, 600)
    viewer.set_before(EndlessSource((1000, 750)))
    viewer.set_after(EndlessSource((4000, 3000)))

    def overview() -> QRectF | None:
        return viewer.overview_rect

    assert overview() is None
    viewer.zoom_to_percent(100)
    rect = found(overview(), "overview")
    corner = QPoint(round(rect.left()) + 2, round(rect.top()) + 2)
    QTest.mousePress(viewer, Qt.MouseButton.LeftButton, pos=corner)
    assert (viewer.visible_region.x, viewer.visible_region.y) == (0, 0)
    QTest.mouseMove(viewer, QPoint(round(rect.right()) - 2, round(rect.bottom()) - 2))
    QTest.mouseRelease(viewer, Qt.MouseButton.LeftButton, pos=corner)
    assert (viewer.visible_region.right, viewer.visible_region.bottom) == (4000, 3000)
    QTest.keyClick(viewer, Qt.Key.Key_N)
    assert overview() is None


def test_that_a_hundred_percent_of_the_original_is_not_that_of_the_result(viewer: CompareViewer) -> None:
    viewer.set_before(EndlessSource((150, 100)))
    viewer.set_after(EndlessSource((600, 400)))
    QTest.keyClick(viewer, Qt.Key.Key_I)
    assert viewer.navigator.target.percent == pytest.approx(25)
    QTest.keyClick(viewer, Qt.Key.Key_1)
    assert viewer.navigator.target.percent == pytest.approx(100)


def test_that_two_fingers_pan_and_do_not_zoom(viewer: CompareViewer) -> None:
    viewer.set_before(EndlessSource((1000, 750)))
    viewer.zoom_to_percent(100)
    before = viewer.navigator.camera
    place, phase = QPointF(50, 50), Qt.ScrollPhase.ScrollUpdate
    none = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    event = QWheelEvent(place, place, QPoint(-30, 12), QPoint(-60, 24), *none, phase, False)
    QApplication.sendEvent(viewer, event)
    after = viewer.navigator.camera
    assert (after.x - before.x, after.y - before.y, after.scale) == (-30, 12, before.scale)


def test_that_keys_pan_and_choose_modes(pair: CompareViewer) -> None:
    pair.zoom_to_percent(400)
    before = pair.navigator.target
    QTest.keyClick(pair, Qt.Key.Key_Right, CTRL)
    assert pair.navigator.target.x == pytest.approx(before.x - 40)
    for key, mode in ((Qt.Key.Key_X, CompareMode.DIFFERENCE), (Qt.Key.Key_K, CompareMode.BLINK)):
        QTest.keyClick(pair, key)
        assert pair.mode is mode
    QTest.keyClick(pair, Qt.Key.Key_S, CTRL)
    assert pair.mode is CompareMode.BLINK


def test_that_the_pointed_pixel_is_told_in_pixels_of_the_result(pair: CompareViewer, qtbot: QtBot) -> None:
    pair.mode = CompareMode.SIDE_BY_SIDE
    pair.zoom_to_percent(100)
    corner = pair.visible_region
    with qtbot.waitSignal(pair.pointed) as told:
        QTest.mouseMove(pair, QPoint(201 + 10, 20))
    assert (told.args[0].x, told.args[0].y, told.args[0].output) == (corner.x + 10, corner.y + 20, (400, 300))


def test_that_a_click_is_told_and_a_drag_is_not(pair: CompareViewer, qtbot: QtBot) -> None:
    pair.mode = CompareMode.AFTER
    with qtbot.waitSignal(pair.clicked):
        QTest.mouseClick(pair, Qt.MouseButton.LeftButton, pos=QPoint(50, 50))
    with qtbot.assertNotEmitted(pair.clicked):
        QTest.mousePress(pair, Qt.MouseButton.LeftButton, pos=QPoint(50, 50))
        QTest.mouseMove(pair, QPoint(80, 50))
        QTest.mouseRelease(pair, Qt.MouseButton.LeftButton, pos=QPoint(80, 50))


def test_that_only_moving_stripes_shimmer(qtbot: QtBot) -> None:
    hatch = Hatch()
    assert hatch.shimmer(1.0, 0, 0) is None
    hatch.set_moving(True)
    with qtbot.waitSignal(hatch.moved):
        first = hatch.shimmer(1.0, 0, 0)
    later = hatch.shimmer(1.0, 0, 0)
    assert found(later, "light").gradient() != found(first, "light").gradient()
    hatch.set_moving(False)

"""What is seen in the viewer."""

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from enhancer_gui.core.errors import StoreError
from enhancer_gui.core.geometry import Region
from enhancer_gui.gui.viewer import CompareMode, CompareViewer
from tests.gui.viewer.fakes import ArraySource, EndlessSource, flat, gradient, pixels_of

Paint = Callable[[CompareViewer], NDArray[np.uint8]]

CLEAR_ROW = 80
"""A row of the view without labels or knob."""

BLUE = (0, 0, 255)


def moved(pixels: NDArray[np.uint8], by: int) -> NDArray[np.uint8]:
    return np.roll(pixels, (by, by), axis=(0, 1))


@pytest.mark.parametrize("percent", [None, 100, 160, 250, 400])
def test_that_both_halves_show_the_same_place(viewer: CompareViewer, picture_of: Paint, percent: int | None) -> None:
    viewer.set_before(ArraySource(gradient(300, 225)))
    viewer.set_after(ArraySource(gradient(1200, 900)))
    if percent is not None:
        viewer.zoom_to_percent(percent)
    viewer.divider = 0.0
    after = picture_of(viewer)[CLEAR_ROW:120, 40:].astype(int)
    viewer.divider = 1.0
    before = picture_of(viewer)[CLEAR_ROW:120, :-40].astype(int)
    # Half a pixel of the enlargement is a quarter of a grey level here; rounding twice makes two.
    assert np.abs(before[:, 40:] - after[:, :-40]).max() <= 2


def test_that_side_by_side_shows_the_same_place_twice(viewer: CompareViewer, picture_of: Paint) -> None:
    viewer.set_before(ArraySource(gradient(300, 225)))
    viewer.set_after(ArraySource(gradient(1200, 900)))
    viewer.mode = CompareMode.SIDE_BY_SIDE
    viewer.zoom_to_percent(100)
    shown = picture_of(viewer)[CLEAR_ROW:].astype(int)
    assert np.abs(shown[:, :199] - shown[:, 201:]).max() <= 2
    assert viewer.visible_region.width == 199


def test_that_a_hundred_percent_shows_the_result_exactly(viewer: CompareViewer, picture_of: Paint) -> None:
    pixels = np.random.default_rng(3).integers(0, 256, (900, 1200, 3)).astype(np.uint8)
    viewer.set_before(ArraySource(gradient(300, 225)))
    viewer.set_after(ArraySource(pixels))
    viewer.mode = CompareMode.AFTER
    viewer.zoom_to_percent(100)
    region = viewer.visible_region
    assert region == Region(400, 300, 400, 300)
    assert np.array_equal(picture_of(viewer)[CLEAR_ROW:], pixels[region.slices()][CLEAR_ROW:])


@pytest.mark.parametrize("percent", [40, 73, 130, 210, 337])
def test_that_tiles_look_like_one_image(viewer: CompareViewer, picture_of: Paint, percent: int) -> None:
    pixels = np.random.default_rng(5).integers(0, 256, (1100, 1300, 3)).astype(np.uint8)
    viewer.set_before(ArraySource(pixels))
    viewer.zoom_to_percent(percent)
    viewer.navigator.jump(viewer.navigator.camera.pan(138 * percent / 100, 38 * percent / 100))
    camera = viewer.navigator.camera.snapped()
    whole = QImage(pixels.tobytes(), 1300, 1100, 3900, QImage.Format.Format_RGB888)
    if percent < 50:
        whole = whole.scaled(650, 550, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
    expected = QImage(400, 300, QImage.Format.Format_RGB32)
    painter = QPainter(expected)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, percent < 300)
    painter.drawImage(QRectF(camera.x, camera.y, 1300 * camera.scale, 1100 * camera.scale), whole)
    painter.end()
    error = np.abs(picture_of(viewer).astype(int) - pixels_of(expected))[CLEAR_ROW:]
    assert np.percentile(error, 99.5) <= 8, np.histogram(error)
    assert np.delete(error, np.s_[:1], axis=0).max(axis=2).mean(axis=0).max() <= 8, "a column of wrong pixels: a seam"
    assert error.max(axis=2).mean(axis=1).max() <= 8, "a row of wrong pixels: a seam"


def test_that_the_divider_has_its_shadow_over_unfinished_parts(viewer: CompareViewer, picture_of: Paint) -> None:
    viewer.set_before(ArraySource(flat(100, 75, (200, 200, 200))))
    viewer.set_after(ArraySource(flat(800, 600, BLUE), set()))
    viewer.zoom_to_percent(103)
    row = picture_of(viewer)[CLEAR_ROW, :, 1].astype(int)
    assert row[200] == 255
    assert abs(row[206] - row[193]) < 25


def test_that_unfinished_parts_show_the_enlarged_original(viewer: CompareViewer, picture_of: Paint) -> None:
    viewer.set_before(ArraySource(flat(100, 75, (200, 100, 50))))
    viewer.set_after(ArraySource(flat(400, 300, BLUE), set()))
    right = picture_of(viewer)[CLEAR_ROW:120, 240:380].astype(int)
    assert np.abs(right - (200, 100, 50)).max() < 30
    assert len(np.unique(right[..., 2])) > 1, "no stripes"


def test_that_a_finished_tile_appears_where_it_belongs(viewer: CompareViewer, picture_of: Paint) -> None:
    after = ArraySource(flat(400, 300, BLUE), set())
    viewer.set_before(ArraySource(flat(100, 75, (200, 100, 50))))
    viewer.set_after(after)
    viewer.mode = CompareMode.AFTER
    picture_of(viewer)
    piece = Region(128, 192, 64, 64)
    after.finish(piece)
    viewer.tile_finished(piece)
    shown = picture_of(viewer)
    blue = (shown == BLUE).all(axis=2)
    assert blue[piece.slices()].all()
    assert blue.sum() == piece.pixels


@pytest.mark.parametrize("scale", [1, 5])
def test_that_all_tiles_together_make_the_result(viewer: CompareViewer, picture_of: Paint, scale: int) -> None:
    width, height = 400 * scale, 300 * scale
    pieces = [Region(x, y, 200, 150) for y in range(0, height, 150) for x in range(0, width, 200)]
    after = ArraySource(flat(width, height, BLUE), set(), piece_px=50)
    viewer.set_before(ArraySource(flat(100, 75, (200, 100, 50))))
    viewer.set_after(after)
    viewer.mode = CompareMode.AFTER
    for piece in pieces:
        after.finish(piece)
        viewer.tile_finished(piece)
    assert (picture_of(viewer)[CLEAR_ROW:] == BLUE).all()


def test_that_tiles_finished_out_of_view_are_there_when_looked_at(viewer: CompareViewer, picture_of: Paint) -> None:
    after = ArraySource(flat(2000, 1500, BLUE), set(), piece_px=500)
    viewer.set_before(ArraySource(flat(100, 75, (200, 100, 50))))
    viewer.set_after(after)
    viewer.mode = CompareMode.AFTER
    viewer.zoom_to_percent(100)
    picture_of(viewer)
    for x in range(0, 2000, 500):
        for y in range(0, 1500, 500):
            after.finish(Region(x, y, 500, 500))
            viewer.tile_finished(Region(x, y, 500, 500))
    viewer.zoom_to_fit()
    assert (picture_of(viewer)[CLEAR_ROW:] == BLUE).all()


def test_that_a_finished_tile_fades_in(viewer: CompareViewer, qtbot: QtBot, picture_of: Paint) -> None:
    after = ArraySource(flat(400, 300, BLUE), set())
    viewer.set_before(ArraySource(flat(400, 300, (255, 0, 0))))
    viewer.set_after(after)
    viewer.mode = CompareMode.AFTER
    picture_of(viewer)
    viewer.reduced_motion = False
    piece = Region(128, 192, 64, 64)
    after.finish(piece)
    viewer.tile_finished(piece)
    reds: list[int] = []

    def is_blue() -> bool:
        reds.append(int(picture_of(viewer)[220, 160, 0]))
        return reds[-1] == 0

    qtbot.waitUntil(is_blue)
    assert reds == sorted(reds, reverse=True), "a fade never turns back"


def test_that_the_original_of_another_size_does_not_jump(viewer: CompareViewer, picture_of: Paint) -> None:
    viewer.set_before(ArraySource(gradient(300, 225)))
    small = picture_of(viewer)[CLEAR_ROW:].astype(int)
    viewer.set_after(ArraySource(flat(1200, 900, BLUE), set()))
    viewer.mode = CompareMode.BEFORE
    at_once = viewer.grab().toImage()
    assert at_once.pixelColor(200, 200).green() == pytest.approx(small[200 - CLEAR_ROW, 200, 1], abs=3)
    assert np.abs(picture_of(viewer)[CLEAR_ROW:].astype(int) - small).max() <= 3


def test_that_a_new_result_does_not_flash(viewer: CompareViewer, picture_of: Paint) -> None:
    viewer.set_before(ArraySource(flat(100, 75, (200, 100, 50))))
    viewer.set_after(ArraySource(flat(400, 300, BLUE)))
    viewer.mode = CompareMode.AFTER
    picture_of(viewer)
    for blue in (240, 220, 200):
        viewer.set_after(ArraySource(flat(400, 300, (0, 0, blue))))
        assert viewer.grab().toImage().pixelColor(200, 200) == QColor(*BLUE)
    assert tuple(picture_of(viewer)[200, 200]) == (0, 0, 200)


def test_that_space_holds_the_original(viewer: CompareViewer, picture_of: Paint) -> None:
    viewer.set_before(ArraySource(flat(100, 75, (200, 100, 50))))
    viewer.set_after(ArraySource(flat(400, 300, BLUE)))
    assert tuple(picture_of(viewer)[CLEAR_ROW, 300]) == BLUE
    QTest.keyPress(viewer, Qt.Key.Key_Space)
    assert tuple(picture_of(viewer)[CLEAR_ROW, 300]) == (200, 100, 50)
    QTest.keyRelease(viewer, Qt.Key.Key_Space)
    assert tuple(picture_of(viewer)[CLEAR_ROW, 300]) == BLUE


def test_that_nothing_but_the_surround_is_painted_without_pictures(viewer: CompareViewer, picture_of: Paint) -> None:
    viewer.set_before(ArraySource(flat(100, 75, BLUE)))
    viewer.clear()
    viewer.surround = QColor("#c8c8c8")
    assert (picture_of(viewer) == 0xC8).all()


def test_that_labels_go_where_the_divider_leaves_no_room(viewer: CompareViewer, picture_of: Paint) -> None:
    viewer.set_before(ArraySource(flat(100, 75, BLUE)))
    viewer.set_after(ArraySource(flat(400, 300, BLUE)))
    corners = (slice(12, 30), slice(0, 130)), (slice(12, 30), slice(270, 400))
    for divider, expected in ((0.5, [True, True]), (0.05, [False, True]), (0.95, [True, False])):
        viewer.divider = divider
        shown = picture_of(viewer)
        # The letters are the only white, but for the divider.
        near = [(shown[corner] > 225).all(axis=2).sum(axis=0) for corner in corners]
        assert [bool(((columns > 0) & (columns < 18)).any()) for columns in near] == expected


def test_that_the_status_is_shown_and_taken_away(viewer: CompareViewer, picture_of: Paint) -> None:
    viewer.set_before(ArraySource(flat(400, 300, BLUE)))
    plain = picture_of(viewer)
    viewer.set_status_text("37 of 40 tiles · 1.8 MP/s · 4 s left")
    assert (picture_of(viewer)[270:] != plain[270:]).any()
    viewer.set_status_text(None)
    assert np.array_equal(picture_of(viewer), plain)


def test_that_a_huge_picture_stays_within_the_budget(qtbot: QtBot, picture_of: Paint) -> None:
    budget = 24 << 20
    viewer = CompareViewer(cache_bytes=budget)
    qtbot.addWidget(viewer)
    viewer.reduced_motion = True
    viewer.resize(800, 600)
    viewer.show()
    before, after = EndlessSource((3000, 2250)), EndlessSource((12_000, 9_000))
    viewer.set_before(before)
    viewer.set_after(after)
    for percent in (7, 12, 50, 100, 200):
        viewer.zoom_to_percent(percent)
        for _ in range(3):
            viewer.navigator.jump(viewer.navigator.camera.pan(-700, -500))
            shown = picture_of(viewer)
            assert viewer.cache_bytes <= budget
        left, top = viewer.visible_region.x * 255 // 12_000, viewer.visible_region.y * 255 // 9_000
        assert int(shown[100, 5, 0]) == pytest.approx(left, abs=5)
        assert int(shown[100, 5, 1]) == pytest.approx(top + 100 / viewer.navigator.camera.scale * 255 / 9000, abs=5)


def test_that_sources_are_never_read_on_the_window_s_thread(viewer: CompareViewer, picture_of: Paint) -> None:
    before, after = ArraySource(gradient(300, 225)), ArraySource(gradient(1200, 900))
    viewer.set_before(before)
    viewer.set_after(after)
    picture_of(viewer)
    assert before.reads
    assert after.reads
    assert not before.read_on_main_thread
    assert not after.read_on_main_thread


def test_that_a_result_that_cannot_be_read_leaves_the_original(
    viewer: CompareViewer, picture_of: Paint, expect_log: Callable[[str], None]
) -> None:
    class Broken(ArraySource):
        def read(self, region: Region) -> NDArray[np.uint8]:
            raise StoreError("The tiles are gone.")

    expect_log("could not be read")
    viewer.set_before(ArraySource(flat(100, 75, (200, 100, 50))))
    viewer.set_after(Broken(flat(400, 300, BLUE)))
    viewer.mode = CompareMode.AFTER
    assert np.abs(picture_of(viewer)[CLEAR_ROW:].astype(int) - (200, 100, 50)).max() < 30


@pytest.mark.parametrize("ratio", [1.25, 1.5, 2.0])
def test_that_a_dense_screen_shows_one_output_pixel_per_device_pixel(qtbot: QtBot, ratio: float) -> None:
    class Dense(CompareViewer):
        def devicePixelRatioF(self) -> float:
            return ratio

    pixels = np.random.default_rng(3).integers(0, 256, (900, 1200, 3)).astype(np.uint8)
    viewer = Dense()
    qtbot.addWidget(viewer)
    viewer.reduced_motion = True
    viewer.resize(200, 160)
    viewer.show()
    viewer.set_before(ArraySource(gradient(300, 225)))
    viewer.set_after(ArraySource(pixels))
    viewer.mode = CompareMode.AFTER
    viewer.zoom_to_percent(100)
    qtbot.waitUntil(lambda: viewer.is_idle)
    region = viewer.visible_region
    assert (region.width, region.height) == (200 * ratio, 160 * ratio)
    canvas = QImage(region.width, region.height, QImage.Format.Format_RGB888)
    canvas.setDevicePixelRatio(ratio)
    viewer.render(canvas)
    rows = round(60 * ratio)
    expected = pixels[region.slices()]
    assert np.array_equal(pixels_of(canvas)[rows:], expected[rows:])
    viewer.render(canvas, QPoint(1, 1))  # a widget that begins within a device pixel
    assert np.array_equal(pixels_of(canvas)[rows + 2 :, 2:-2], moved(expected, round(ratio))[rows + 2 :, 2:-2])
    assert viewer.pane_point(QPointF(10, 10)) == (10 * ratio, 10 * ratio)

"""100 % is one pixel of the result, whether it is larger or smaller than the photo; labels tell what is saved."""

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from enhancer_gui.core.geometry import Region
from enhancer_gui.gui.viewer import CompareMode, CompareViewer, CropFrame, Pointed, Side
from enhancer_gui.gui.viewer.output_grid import OutputGrid, output_grid
from tests.gui.viewer.fakes import ArraySource, gradient

Paint = Callable[[CompareViewer], NDArray[np.uint8]]

NOISE = np.random.default_rng(7).integers(0, 256, (240, 320, 3), dtype=np.uint8)


@pytest.mark.parametrize(
    ("photo", "results", "grid"),
    [
        ((300, 200), (), OutputGrid((300, 200))),
        ((300, 200), ((877, 585),), OutputGrid((877, 585))),
        ((300, 200), ((300, 200), (600, 400)), OutputGrid((600, 400))),
        ((300, 200), ((299, 199),), OutputGrid((598, 398), 2)),
        ((300, 200), ((150, 100),), OutputGrid((300, 200), 2)),
        ((300, 200), ((40, 27),), OutputGrid((320, 216), 8)),
    ],
)
def test_that_the_grid_holds_every_pixel_of_result_and_photo(
    photo: tuple[int, int], results: tuple[tuple[int, int], ...], grid: OutputGrid
) -> None:
    assert output_grid(photo, results) == grid


@pytest.fixture
def reduced(viewer: CompareViewer) -> CompareViewer:
    """Return a viewer with a photo of 640 x 480 pixels whose result has 320 x 240."""
    viewer.set_before(ArraySource(gradient(640, 480)))
    viewer.set_after(ArraySource(NOISE))
    return viewer


def test_that_a_hundred_percent_of_a_smaller_result_shows_it_exactly(reduced: CompareViewer, picture_of: Paint) -> None:
    reduced.mode = CompareMode.AFTER
    reduced.has_captions = False
    reduced.zoom_to_percent(100)
    picture_of(reduced)
    assert reduced.navigator.target.percent == pytest.approx(100)
    rect = reduced.navigator.camera.picture_rect()
    assert (rect.width, rect.height) == (320, 240)
    shown = picture_of(reduced)[rect.slices()][60:]  # below the label
    assert (shown == NOISE[60:]).all()


@pytest.mark.parametrize("zoom", [3, 4])
@pytest.mark.parametrize("result_px", [320, 160])
def test_that_single_pixels_of_a_smaller_result_are_squares(
    viewer: CompareViewer, picture_of: Paint, result_px: int, zoom: int
) -> None:
    result = NOISE[: result_px * 3 // 4, :result_px]
    viewer.set_before(ArraySource(gradient(640, 480)))
    viewer.set_after(ArraySource(result))
    viewer.mode = CompareMode.AFTER
    viewer.has_captions = viewer.has_overview = False
    viewer.zoom_to_percent(100 * zoom)
    camera = viewer.navigator.target
    shown = picture_of(viewer)[80:]  # below the label
    y, x = np.mgrid[80 : 80 + shown.shape[0], : shown.shape[1]]
    place = (y - round(camera.y)) // zoom, (x - round(camera.x)) // zoom
    assert (shown == result[place]).all()


def test_that_a_difference_is_seen_where_pixels_of_a_smaller_result_are_squares(
    reduced: CompareViewer, picture_of: Paint
) -> None:
    reduced.mode = CompareMode.DIFFERENCE
    reduced.zoom_to_percent(400)
    assert picture_of(reduced)[60:240].std() > 10


def test_that_the_photo_keeps_its_detail_beside_a_smaller_result(viewer: CompareViewer, picture_of: Paint) -> None:
    photo = np.random.default_rng(8).integers(0, 256, (480, 640, 3), dtype=np.uint8)
    viewer.set_before(ArraySource(photo))
    viewer.set_after(ArraySource(NOISE))
    viewer.mode = CompareMode.BEFORE
    viewer.zoom_to_original()
    camera = viewer.navigator.target
    seen = camera.visible_region()
    shown = picture_of(viewer)
    assert camera.percent == pytest.approx(200)
    assert (shown[60:290, :390] == photo[seen.slices()][60:290, :390]).all()


@pytest.mark.parametrize("mode", [CompareMode.SPLIT, CompareMode.SIDE_BY_SIDE])
def test_that_keys_and_double_clicks_mean_the_result_s_own_pixels(reduced: CompareViewer, mode: CompareMode) -> None:
    reduced.mode = mode
    QTest.keyClick(reduced, Qt.Key.Key_2)
    assert reduced.navigator.target.percent == pytest.approx(200)
    QTest.keyClick(reduced, Qt.Key.Key_0)
    QTest.mouseDClick(reduced, Qt.MouseButton.LeftButton, pos=QPointF(60, 150).toPoint())
    assert reduced.navigator.target.percent == pytest.approx(100)


def test_that_the_pointer_tells_pixels_of_the_result(reduced: CompareViewer, qtbot: QtBot) -> None:
    reduced.zoom_to_percent(100)  # of 320 x 240, in the middle of 400 x 300
    told: list[Pointed | None] = []
    reduced.pointed.connect(told.append)
    QTest.mouseMove(reduced, QPointF(40 + 17, 30 + 29).toPoint())
    qtbot.waitUntil(lambda: bool(told))
    assert told[-1] == Pointed(17, 29, (320, 240))


def test_that_the_pointer_counts_from_the_corner_of_what_is_kept(reduced: CompareViewer, qtbot: QtBot) -> None:
    reduced.set_crop(CropFrame((320, 240), Region(20, 0, 280, 240)))
    reduced.zoom_to_percent(100)
    told: list[Pointed | None] = []
    reduced.pointed.connect(told.append)
    QTest.mouseMove(reduced, QPointF(40 + 17, 30 + 29).toPoint())
    qtbot.waitUntil(lambda: bool(told))
    assert told[-1] == Pointed(17, 29, (320, 240), (20, 0))


def test_that_the_label_tells_the_size_that_is_kept_of_a_result(viewer: CompareViewer) -> None:
    viewer.resize(900, 300)
    viewer.set_before(ArraySource(gradient(300, 200)))
    viewer.set_after(ArraySource(gradient(600, 400)))
    assert viewer.labels[Side.AFTER].text() == "After · 600 × 400"
    viewer.set_crop(CropFrame((600, 400), Region(100, 0, 400, 400)))
    assert viewer.labels[Side.AFTER].text() == "After · 400 × 400"
    assert viewer.labels[Side.BEFORE].text() == "Before · 300 × 200"
    assert viewer.labels[Side.BEFORE].accessibleName() == "Before · 300 × 200"
    viewer.set_crop(None)
    assert viewer.labels[Side.AFTER].text() == "After · 600 × 400"

"""What a size will cut off is seen on the result, and only there."""

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from enhancer_gui.core.geometry import Region
from enhancer_gui.gui.viewer import CompareMode, CompareViewer, CropFrame
from tests.gui.viewer.fakes import ArraySource

LIGHT = np.full((200, 300, 3), 200, np.uint8)
MIDDLE = CropFrame((300, 200), Region(75, 0, 150, 200))
"""Of a viewer of 400 x 300 pixels, which the photo fills from row 17 to row 283: columns 100 to 300."""

Paint = Callable[[CompareViewer], NDArray[np.uint8]]


@pytest.fixture
def loaded(viewer: CompareViewer) -> CompareViewer:
    """Return a viewer with a light grey photo and the same as its result."""
    viewer.set_before(ArraySource(LIGHT))
    viewer.set_after(ArraySource(LIGHT))
    return viewer


def row(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return the light of a row without labels or knob."""
    return pixels[220, :, 0]


def test_that_what_is_cut_off_the_result_is_in_shade(loaded: CompareViewer, picture_of: Paint) -> None:
    loaded.mode = CompareMode.AFTER
    loaded.set_crop(MIDDLE)
    light = row(picture_of(loaded))
    assert (light[5:95] < 120).all()
    assert (light[105:295] == 200).all()
    assert (light[305:395] < 120).all()
    assert (light[[100, 300]] > 200).any(), "a frame parts the two"


def test_that_the_photo_itself_stays_whole(loaded: CompareViewer, picture_of: Paint) -> None:
    loaded.set_crop(MIDDLE)
    light = row(picture_of(loaded))
    assert (light[5:185] == 200).all()
    assert (light[305:395] < 120).all()


def test_that_nothing_is_in_shade_while_the_original_is_held(loaded: CompareViewer, picture_of: Paint) -> None:
    loaded.mode = CompareMode.AFTER
    loaded.set_crop(MIDDLE)
    loaded.show_original(True)
    assert (row(picture_of(loaded)) == 200).all()


def test_that_the_frame_is_there_before_there_is_a_result(viewer: CompareViewer, picture_of: Paint) -> None:
    viewer.set_before(ArraySource(LIGHT))
    viewer.set_crop(MIDDLE)
    assert (row(picture_of(viewer))[5:95] < 120).all()


def test_that_the_frame_goes_with_the_size(loaded: CompareViewer, picture_of: Paint) -> None:
    loaded.mode = CompareMode.AFTER
    loaded.set_crop(MIDDLE)
    loaded.set_crop(None)
    assert (row(picture_of(loaded)) == 200).all()


def test_that_the_frame_stays_on_its_place_of_the_photo(loaded: CompareViewer, picture_of: Paint) -> None:
    loaded.mode = CompareMode.AFTER
    loaded.set_crop(MIDDLE)
    loaded.zoom_to_percent(400)  # 1200 x 800 pixels, of which columns 400 to 800 are in view
    light = row(picture_of(loaded))
    assert (light[5:395] == 200).all()
    loaded.navigator.jump(loaded.navigator.target.pan(200, 0))
    light = row(picture_of(loaded))
    assert (light[5:95] < 120).all()
    assert (light[105:395] == 200).all()

"""While a photo is read its thumbnail stands in for it: never a black hole, and nothing divided that is not there."""

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtGui import QPixmap

from enhancer_gui.core.geometry import Region
from enhancer_gui.gui.thumbnails import to_qimage
from enhancer_gui.gui.viewer import CompareMode, CompareViewer, Side
from tests.fakes import HANG_LIMIT_S
from tests.gui.viewer.fakes import ArraySource, pixels_of

Paint = Callable[[CompareViewer], NDArray[np.uint8]]

GREY = np.full((200, 300, 3), 90, np.uint8)
RED = (200, 30, 20)


@dataclass
class SlowSource(ArraySource):
    """A picture on a busy disk."""

    gate: Event = field(default_factory=Event)

    def read(self, region: Region) -> NDArray[np.uint8]:
        assert self.gate.wait(HANG_LIMIT_S)
        return super().read(region)


@pytest.fixture
def red(viewer: CompareViewer) -> QPixmap:
    """Return a thumbnail of 30 x 20 pixels."""
    return QPixmap.fromImage(to_qimage(np.full((20, 30, 3), RED, np.uint8)))


@pytest.fixture
def slow() -> SlowSource:
    return SlowSource(GREY)


def seen(viewer: CompareViewer) -> NDArray[np.uint8]:
    """Return what is painted now, loaded or not."""
    return pixels_of(viewer.grab().toImage())


def test_that_a_thumbnail_is_seen_where_the_photo_will_be(viewer: CompareViewer, red: QPixmap) -> None:
    viewer.set_placeholder(red)
    pixels = seen(viewer)
    assert (pixels[20:280, 2:398] == RED).all()
    assert (pixels[2:14] == pixels[0, 0]).all(), "above the photo is the surround"


@pytest.mark.parametrize("mode", [CompareMode.SPLIT, CompareMode.SPLIT_ACROSS])
def test_that_nothing_is_divided_before_the_photo_can_be_seen(
    viewer: CompareViewer, picture_of: Paint, red: QPixmap, slow: SlowSource, mode: CompareMode
) -> None:
    viewer.mode = mode
    viewer.set_placeholder(red)
    viewer.set_before(slow)
    viewer.set_after(ArraySource(GREY))
    try:
        assert (seen(viewer)[20:280, 2:398] == RED).all()
        assert all(label.isHidden() for label in viewer.labels.values())
    finally:
        slow.gate.set()
    assert (picture_of(viewer)[200, 20] == 90).all()
    assert not viewer.labels[Side.BEFORE].isHidden()
    assert (seen(viewer) == 255).all(axis=2).any(), "the divider is there"


def test_that_a_photo_without_a_thumbnail_begins_with_the_quiet_surround(
    viewer: CompareViewer, slow: SlowSource
) -> None:
    viewer.set_before(slow)
    viewer.set_after(ArraySource(GREY))
    pixels = seen(viewer)
    slow.gate.set()
    assert (pixels == pixels[0, 0]).all()


def test_that_a_thumbnail_that_comes_late_is_of_no_use(viewer: CompareViewer, picture_of: Paint, red: QPixmap) -> None:
    viewer.set_before(ArraySource(GREY))
    picture_of(viewer)
    viewer.set_placeholder(red)
    assert not (picture_of(viewer) == RED).all(axis=2).any()


def test_that_a_photo_never_begins_with_another_one_s_thumbnail(
    viewer: CompareViewer, picture_of: Paint, red: QPixmap, slow: SlowSource
) -> None:
    viewer.set_placeholder(red)
    viewer.set_before(ArraySource(GREY))
    picture_of(viewer)
    viewer.set_before(slow)
    pixels = seen(viewer)
    slow.gate.set()
    assert not (pixels == RED).all(axis=2).any()

"""A viewer on its invisible screen, and how to wait for it."""

from collections.abc import Callable, Iterator

import numpy as np
import pytest
from numpy.typing import NDArray
from pytestqt.qtbot import QtBot

from enhancer_gui.gui.viewer import CompareViewer
from tests.gui.viewer.fakes import pixels_of


@pytest.fixture
def viewer(qtbot: QtBot) -> Iterator[CompareViewer]:
    """Return a shown viewer of 400 x 300 pixels without motion."""
    widget = CompareViewer()
    widget.reduced_motion = True
    widget.resize(400, 300)
    qtbot.addWidget(widget)
    with qtbot.waitExposed(widget):
        widget.show()
    yield widget
    widget.close()


@pytest.fixture
def picture_of(qtbot: QtBot) -> Callable[[CompareViewer], NDArray[np.uint8]]:
    """Return a function that waits until all is loaded and returns the painted pixels (H, W, 3)."""

    def paint(widget: CompareViewer) -> NDArray[np.uint8]:
        qtbot.waitUntil(lambda: widget.is_idle)
        return pixels_of(widget.grab().toImage())

    return paint

"""A photo is seen at once, small and enlarged, while its own pixels are still being read."""

import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from enhancer_gui.core.image import Image
from enhancer_gui.gui import showing
from tests.fakes import HANG_LIMIT_S
from tests.gui.rig import Rig, backend, models, photo, rig, write_photo
from tests.gui.viewer.fakes import pixels_of

__all__ = ["backend", "models", "photo", "rig"]


class Gate(threading.Event):
    """Set while it is open; `reached` is set once a photo has come to it."""

    def __init__(self) -> None:
        super().__init__()
        self.reached = threading.Event()
        self.set()


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    """Let photos wait at a gate while their thumbnails come; it is open at first."""
    from enhancer_gui.storage import photos

    read, gate = photos.read_photo, Gate()

    def slowly(path: Path) -> Image:
        gate.reached.set()
        assert gate.wait(HANG_LIMIT_S)
        return read(path)

    monkeypatch.setattr(photos, "read_photo", slowly)
    yield gate
    gate.set()


def is_photo_seen(rig: Rig) -> bool:
    """Return whether the middle of the viewer has the colours of `write_photo` and no divider."""
    pixels = pixels_of(rig.window.viewer.grab().toImage()).astype(int)
    height, width = pixels.shape[:2]
    middle = pixels[height // 2 - 8 : height // 2 + 8, width // 2 - 8 : width // 2 + 8]
    return bool((np.abs(middle[..., 0] - 127) < 20).all() and (np.abs(middle[..., 1] - 127) < 20).all())


def test_that_the_thumbnail_is_seen_while_the_photo_is_read(rig: Rig, photo: Path, gate: Gate) -> None:
    gate.clear()
    rig.drop(photo)
    rig.wait(lambda: is_photo_seen(rig))
    assert rig.controller.showing.image is None
    gate.set()
    rig.wait(lambda: rig.controller.showing.image is not None)
    rig.wait(lambda: rig.window.viewer.is_idle)
    assert is_photo_seen(rig)


def test_that_going_to_another_photo_shows_it_at_once(rig: Rig, tmp_path: Path, photo: Path, gate: Gate) -> None:
    rig.open(photo, write_photo(tmp_path / "other.png"))
    ids = rig.controller.desk.photos.ids
    rig.wait(lambda: rig.window.film_model.thumbnail(ids[1]) is not None)
    gate.clear()
    QTest.keyClick(rig.window, Qt.Key.Key_BracketRight)
    assert is_photo_seen(rig), "in the same moment"
    assert rig.controller.showing.image is None


def test_that_going_away_and_back_while_a_photo_is_read_keeps_its_result_in_view(
    rig: Rig, tmp_path: Path, photo: Path, gate: Gate
) -> None:
    rig.open(photo, write_photo(tmp_path / "other.png"))
    first, second = rig.controller.desk.photos.ids
    rig.enhance()
    rig.controller.desk.make_current(second)
    rig.wait(lambda: rig.controller.showing.image is not None)
    rig.controller.showing.forget(first)
    rig.controller.showing.forget(second)
    read: list[str] = []
    rig.controller.showing.photo_read.connect(lambda photo_id, _image: read.append(photo_id))
    answers: list[Image | None] = []
    rig.controller.showing._calls.done.connect(lambda _photo_id, image: answers.append(image))
    gate.clear()
    gate.reached.clear()
    rig.controller.desk.make_current(first)
    rig.wait(gate.reached.is_set)
    for photo_id in (second, first):
        rig.controller.desk.make_current(photo_id)
    gate.set()
    rig.wait(lambda: len(answers) == 3)
    assert read == [first]
    assert None in answers, "what was passed by is not read"
    assert rig.window.viewer.divider_line is not None


def test_that_a_photo_that_is_taken_away_while_it_is_read_leaves_nothing_in_memory(
    rig: Rig, tmp_path: Path, photo: Path, gate: Gate
) -> None:
    rig.open(photo)
    gate.clear()
    rig.drop(write_photo(tmp_path / "other.png"))
    rig.wait(lambda: len(rig.controller.desk.photos) == 2)
    other = rig.photo.id
    rig.controller.desk.remove((other,))
    last: list[object] = []
    rig.controller.showing._calls.done.connect(lambda *answer: last.append(answer))
    gate.set()
    rig.wait(lambda: bool(last))
    assert set(rig.controller.showing._images) == {rig.photo.id}


def test_that_a_photo_that_is_still_read_does_not_hold_the_program_when_its_window_is_closed(
    rig: Rig, photo: Path, gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(showing, "SHUT_DOWN_S", 0.01)
    gate.clear()
    rig.drop(photo)
    rig.wait(lambda: len(rig.controller.desk.photos) == 1)
    assert not rig.controller.stop(), "the program then ends without waiting for the drive"

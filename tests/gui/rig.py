"""A whole window with a backend that does as it is told."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from enhancer_gui.core.jobs import JobState
from enhancer_gui.gui.app import Opened, open_window
from enhancer_gui.gui.choices import Choices
from enhancer_gui.gui.controller import Controller
from enhancer_gui.gui.main_window import MainWindow
from enhancer_gui.gui.panels.filmstrip_row import PhotoState
from enhancer_gui.gui.photo_list import Photo
from enhancer_gui.gui.preset_control import DEFAULT_RECIPE
from enhancer_gui.gui.worker import OpenWorkshop
from enhancer_gui.gui.workshop import Workshop, open_workshop
from enhancer_gui.jobs.queue import JobEntry
from enhancer_gui.storage.settings import AUTO
from tests.fakes import HANG_LIMIT_S, FakeBackend, fake_catalogue

Dialog = TypeVar("Dialog", bound=QWidget)

RECIPE_2X = DEFAULT_RECIPE
PATIENCE_MS = round(1000 * HANG_LIMIT_S)
"""For what waits on threads; a busy machine is not a defect."""


@dataclass
class Rig:
    """The window, what is behind it, and what a user does with it."""

    qtbot: QtBot
    opened: Opened
    backend: FakeBackend

    @property
    def window(self) -> MainWindow:
        return self.opened.window

    @property
    def controller(self) -> Controller:
        return self.opened.controller

    @property
    def photo(self) -> Photo:
        current = self.controller.desk.current
        assert current is not None
        return current

    @property
    def entry(self) -> JobEntry:
        entry = self.controller.queue.entry(self.photo.id)
        assert entry is not None
        return entry

    def wait(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition, timeout=PATIENCE_MS)

    def drop(self, *paths: Path) -> None:
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        place, no_keys = QPointF(self.window.rect().center()), Qt.KeyboardModifier.NoModifier
        event = QDropEvent(place, Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, no_keys)
        self.window.dropEvent(event)

    def open(self, *paths: Path) -> None:
        """Drop photos and wait until the first is shown and can be planned."""
        before = len(self.controller.desk.photos)
        self.drop(*paths)
        self.wait(lambda: len(self.controller.desk.photos) == before + len(paths))
        self.wait(lambda: self.controller.showing.image is not None)
        self.wait(lambda: bool(self.controller.presets.presets))
        self.wait(self.window.side.primary.isEnabled)

    def wait_for(self, state: JobState) -> None:
        def reached() -> bool:
            entry = self.controller.queue.entry(self.photo.id)
            return entry is not None and entry.state is state

        self.wait(reached)

    def enhance(self) -> None:
        """Press the button and wait for the end."""
        self.window.side.primary.click()
        self.wait_for(JobState.FINISHED)

    def row_state(self, photo_id: str = "") -> PhotoState:
        wanted = photo_id or self.photo.id
        return next(row.state for row in self.window.film_model.rows if row.key == wanted)

    def dialog(self, kind: type[Dialog]) -> Dialog:
        """Return the open dialog of this kind, once there is one."""
        self.wait(lambda: any(dialog.isVisible() for dialog in self.window.findChildren(kind)))
        return next(dialog for dialog in self.window.findChildren(kind) if dialog.isVisible())


def write_photo(path: Path, width: int = 96, height: int = 64) -> Path:
    """Write a photo whose every pixel tells its place."""
    y, x = np.mgrid[:height, :width]
    rgb = np.dstack([x * 255 // width, y * 255 // height, (x + y) % 256]).astype(np.uint8)
    Image.fromarray(rgb).save(path)
    return path


@contextmanager
def rigged(
    qtbot: QtBot,
    backend: FakeBackend,
    *,
    confirm_close: bool = False,
    workshop: OpenWorkshop | None = None,
    live_preview: bool = False,
    preset_previews: bool = False,
    device: str = AUTO,
    machines: tuple[str, ...] = (),
) -> Iterator[Rig]:
    """Open a window and close it in the end, whatever the test has done to it; `workshop` replaces the fake one.

    Without `live_preview` and `preset_previews` nothing is computed but what a test asks for.
    """

    def fake_workshop() -> Workshop:
        return open_workshop(lambda: backend)

    choices = Choices()
    wanted = replace(choices.now, live_preview=live_preview, preset_previews=preset_previews)
    choices.put(replace(wanted, device=device, machines=machines))
    opened = open_window(workshop or fake_workshop, choices, confirm_close=confirm_close)
    rig = Rig(qtbot, opened, backend)
    opened.window.show()
    try:
        yield rig
    finally:
        backend.gate.set()
        opened.controller.stop()
        opened.controller.worker.stop(HANG_LIMIT_S)
        opened.window.close_now()
        opened.window.deleteLater()


@pytest.fixture
def models(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put cards without weights in place of the shipped ones."""
    monkeypatch.setattr("enhancer_gui.storage.catalogue.load_catalogue", fake_catalogue)


@pytest.fixture
def backend() -> FakeBackend:
    return FakeBackend()


@pytest.fixture
def rig(qtbot: QtBot, models: None, backend: FakeBackend) -> Iterator[Rig]:
    with rigged(qtbot, backend) as made:
        yield made


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    return write_photo(tmp_path / "photo.png")

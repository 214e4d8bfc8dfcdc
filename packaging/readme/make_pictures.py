"""Makes the pictures of README.md: the real window, the real engine, public-domain photos.

    QT_QPA_PLATFORM=offscreen LANG=en_GB.UTF-8 python packaging/readme/make_pictures.py FOLDER [--language zh_CN]

Run it after a change that can be seen, look at every picture, then copy those that README.md names. It needs the
development dependencies (scikit-image brings the photos) and a UI font such as Inter or Noto Sans.
"""

import argparse
import os
import tempfile
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import skimage.data
from PIL import Image, ImageOps
from PySide6.QtCore import QElapsedTimer, QItemSelectionModel, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from enhancer_gui.backends.base import TileResult, WorkOrder
from enhancer_gui.backends.local import LocalBackend
from enhancer_gui.core.cancel import JobControl
from enhancer_gui.core.work import Work
from enhancer_gui.gui.app import Opened, open_window
from enhancer_gui.gui.choices import Choices
from enhancer_gui.gui.language import install_translations
from enhancer_gui.gui.theme import apply_theme
from enhancer_gui.gui.widgets import PresetCard
from enhancer_gui.gui.workshop import open_workshop
from enhancer_gui.storage.paths import HOME_VARIABLE, resources_dir
from enhancer_gui.storage.settings import LanguageName, ThemeName

WINDOW_PX = (1280, 720)
TILE_PX = 64
"""Small, so that a small photo has tiles enough to be seen half done."""

PANEL_WINDOW_PX = 1860
QUALITY = 90
PATIENCE_MS = 900_000
"""For a machine that has other work."""

SETTLE_MS = 900
"""Longer than every animation of the window."""

SMALL_PX = (320, 240)
PHOTOS = {"coffee": "coffee.jpg", "chelsea": "cat.jpg", "rocket": "rocket.jpg", "hubble_deep_field": "galaxies.jpg"}
"""Photos of scikit-image that are CC0 or in the public domain, and the names they get."""

PORTRAIT = "portrait.jpg"
DAMAGED = "IMG_2043.jpg"
DAMAGED_BYTES = 900
FACE = (0.49, 0.3)
"""Where the portrait is looked at, in shares of its width and height."""

ENLARGED = 4.0
"""Screen pixels for one of the photo, along a side: enough to see single pixels of the original."""


class HeldBackend(LocalBackend):
    """The engine of this machine; it can be told to wait after some tiles."""

    def __init__(self) -> None:
        super().__init__()
        self._tiles_left = -1
        self._gate = threading.Event()
        self.holding = threading.Event()

    def hold_after(self, tiles: int) -> None:
        """Wait when so many more tiles are computed; call `go_on` in the end."""
        self._tiles_left = tiles
        self._gate.clear()
        self.holding.clear()

    def go_on(self) -> None:
        """Wait no more."""
        self._tiles_left = -1
        self._gate.set()

    def tile_px(self, work: Work, device_id: str, precision: str) -> int:
        """Return the small side that suits a picture of the window."""
        return TILE_PX

    def enhance(self, order: WorkOrder, device_id: str, control: JobControl) -> Iterator[TileResult]:
        """Yield tiles as they are computed, with a rest where one was asked for."""
        for result in super().enhance(order, device_id, control):
            if self._tiles_left == 0:
                self.holding.set()
                self._gate.wait()
            self._tiles_left -= 1
            yield result


class Camera:
    """Drives a window as a user would and photographs it."""

    def __init__(self, folder: Path, app: QApplication, opened: Opened, backend: HeldBackend) -> None:
        self.folder, self.app, self.backend = folder, app, backend
        self.window, self.controller = opened.window, opened.controller
        self.desk = opened.controller.desk

    def shoot(self, name: str) -> None:
        """Write the window as it is once nothing moves any more."""
        QTest.qWait(SETTLE_MS)
        self._write(name, self.window)

    def shoot_panel(self, name: str) -> None:
        """Write the whole side panel, in a window that is just high enough for it."""
        area = self.window.side.findChild(QScrollArea)
        assert isinstance(area, QScrollArea)
        height = PANEL_WINDOW_PX
        while self.window.height() != height:
            self.window.resize(WINDOW_PX[0], height)
            QTest.qWait(SETTLE_MS)
            self.wait(lambda: area.widget().height() >= _needed_px(area.widget()))
            height += _needed_px(area.widget()) - area.viewport().height()
        self._write(name, self.window.side)
        self.window.resize(*WINDOW_PX)

    def wait(self, condition: Callable[[], bool]) -> None:
        """Let the window work until something is so.

        Raises:
            TimeoutError: it is not so for a long time.
        """
        clock = QElapsedTimer()
        clock.start()
        while not condition():
            if clock.elapsed() > PATIENCE_MS:
                raise TimeoutError("The window did not get there.")
            QTest.qWait(20)

    def drop(self, *photos: Path) -> None:
        """Drop photos and wait until the first of them is shown."""
        place, no_keys = QPointF(self.window.rect().center()), Qt.KeyboardModifier.NoModifier
        mime = _as_files(photos)
        self.window.dropEvent(QDropEvent(place, Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, no_keys))
        self.wait(lambda: self.desk.current is not None and self.desk.current.path == photos[0])
        self.wait(self.window.side.primary.isEnabled)

    def invite(self, *photos: Path) -> None:
        """Hold photos over the window."""
        place, no_keys = self.window.rect().center(), Qt.KeyboardModifier.NoModifier
        mime = _as_files(photos)
        event = QDragEnterEvent(place, Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, no_keys)
        self.window.dragEnterEvent(event)

    def select(self, first: int, last: int) -> None:
        """Select neighbours in the filmstrip; the first of them is shown."""
        model, selection = self.window.film_model, self.window.filmstrip.view.selectionModel()
        selection.setCurrentIndex(model.index(first, 0), QItemSelectionModel.SelectionFlag.ClearAndSelect)
        for row in range(first + 1, last + 1):
            selection.select(model.index(row, 0), QItemSelectionModel.SelectionFlag.Select)

    def choose(self, preset_id: str) -> None:
        """Press the card of a preset."""
        self.wait(lambda: any(card.preset_id == preset_id for card in self.cards))
        next(card for card in self.cards if card.preset_id == preset_id).click()

    def look_at(self, x_share: float, y_share: float) -> None:
        """Zoom in and bring a place of the photo to the middle."""
        viewer = self.window.viewer
        target = viewer.navigator.target
        zoomed = target.zoom_centre(ENLARGED * target.input_scale)
        x, y = zoomed.to_device(x_share * target.width, y_share * target.height)
        viewer.navigator.glide(zoomed.pan(viewer.width() / 2 - x, viewer.height() / 2 - y))

    def enhance(self, tiles: int) -> None:
        """Press the button and wait until so many tiles are computed."""
        self.backend.hold_after(tiles)
        self.window.side.primary.click()
        self.wait(self.backend.holding.is_set)

    def finish(self) -> None:
        """Let the rest be computed."""
        self.backend.go_on()
        self.wait(lambda: self.controller.unfinished == 0)

    @property
    def cards(self) -> list[PresetCard]:
        """The presets that are in view."""
        return [card for card in self.window.findChildren(PresetCard) if card.isVisible()]

    def _write(self, name: str, shown: QWidget) -> None:
        shown.grab().save(str(self.folder / f"{name}.webp"), quality=QUALITY)


@dataclass(frozen=True)
class Presets:
    """Ids of the preset that is run, and of the one that is shown in the panel."""

    first: str
    panel: str


def photograph_all(camera: Camera, folder: Path, presets: Presets) -> None:
    """Write every picture, in the order in which a user meets the scenes."""
    window, app = camera.window, camera.app
    camera.wait(lambda: window.status.memory.isVisible() and window.side.presets.isVisible())
    camera.shoot("empty")
    camera.invite(folder / PORTRAIT)
    camera.shoot("drop")
    camera.drop(folder / PORTRAIT)
    camera.choose(presets.first)
    camera.enhance(tiles=11)
    camera.shoot("half-done")
    camera.finish()
    camera.look_at(*FACE)
    camera.shoot("finished")
    apply_theme(app, ThemeName.LIGHT)
    camera.shoot("light")
    apply_theme(app, ThemeName.DARK)
    camera.choose(presets.panel)
    window.side.finish.more.setChecked(False)
    camera.shoot_panel("panel")
    camera.choose(presets.first)
    camera.drop(*(folder / name for name in (*PHOTOS.values(), DAMAGED)))
    camera.select(1, len(PHOTOS))
    camera.enhance(tiles=27)
    window.notice.clear()
    camera.select(2, 2)
    camera.wait(lambda: camera.controller.showing.image is not None and window.viewer.is_idle)
    camera.shoot("several")
    camera.finish()
    window.notice.clear()
    camera.select(len(PHOTOS) + 1, len(PHOTOS) + 1)
    camera.shoot("error")


def put_photos(folder: Path) -> None:
    """Write the photos that are opened: the sample, those of scikit-image, and a damaged one."""
    folder.mkdir()
    portrait = (resources_dir() / "sample" / "astronaut-small.jpg").read_bytes()
    (folder / PORTRAIT).write_bytes(portrait)
    (folder / DAMAGED).write_bytes(portrait[:DAMAGED_BYTES])
    for source, name in PHOTOS.items():
        picture = Image.fromarray(getattr(skimage.data, source)())
        ImageOps.fit(picture, SMALL_PX).save(folder / name, quality=90)


def _needed_px(page: QWidget) -> int:
    """Return how high all that is laid out on a page is."""
    return max(page.minimumSizeHint().height(), page.heightForWidth(page.width()))


def _as_files(photos: tuple[Path, ...]) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(photo)) for photo in photos])
    return mime


def main() -> None:
    """Open a window with a home of its own and photograph it."""
    parser = argparse.ArgumentParser(description="Makes the pictures of README.md.")
    parser.add_argument("folder", type=Path, help="where the pictures go")
    parser.add_argument("--language", type=LanguageName, default=LanguageName.ENGLISH)
    parser.add_argument("--preset", default="enlarge-4x", help="what is done to the photos")
    parser.add_argument("--panel", default="old-photo", help="the preset in the picture of the panel")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        os.environ[HOME_VARIABLE] = str(Path(home) / "own")
        photos = Path(home) / "Pictures"
        put_photos(photos)
        app = QApplication([])
        install_translations(app, options.language)
        apply_theme(app, ThemeName.DARK)
        backend = HeldBackend()
        opened = open_window(lambda: open_workshop(lambda: backend), Choices(), confirm_close=False)
        opened.window.resize(*WINDOW_PX)
        opened.window.show()
        try:
            photograph_all(Camera(options.folder, app, opened, backend), photos, Presets(options.preset, options.panel))
        finally:
            backend.go_on()
            opened.window.close()


if __name__ == "__main__":
    main()

"""Does the window stay awake with thousands of photos? `python -m tests.benchmarks.bench_many [PHOTOS]`.

For each thing that is done to all photos at once: how long it takes, and the longest time in which the event loop did
not come round. A frame of 60 Hz is 17 ms; a pause of 200 ms is felt.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from enhancer_gui.gui.app import open_window
from enhancer_gui.gui.choices import Choices
from enhancer_gui.gui.theme import apply_theme
from enhancer_gui.gui.workshop import open_workshop
from enhancer_gui.storage import catalogue
from enhancer_gui.storage.settings import ThemeName
from tests.fakes import FakeBackend, fake_catalogue

PHOTOS = 2000
PATIENCE_S = 300.0
PULSE_MS = 5


class Pulse(QObject):
    """Notes the longest time between two rounds of the event loop."""

    def __init__(self) -> None:
        super().__init__()
        self.worst_s = 0.0
        self._last = time.perf_counter()
        self._timer = QTimer(self)
        self._timer.setInterval(PULSE_MS)
        self._timer.timeout.connect(self.beat)
        self._timer.start()

    @Slot()
    def beat(self) -> None:
        now = time.perf_counter()
        self.worst_s = max(self.worst_s, now - self._last)
        self._last = now

    def measure(self, name: str, act: Callable[[], object], is_done: Callable[[], bool]) -> None:
        """Do something, wait until it is done, and print how it went."""
        QTest.qWait(100)
        self.worst_s, self._last = 0.0, time.perf_counter()
        started = time.perf_counter()
        act()
        while not is_done() and time.perf_counter() - started < PATIENCE_S:
            QTest.qWait(2)
        seconds = time.perf_counter() - started
        QTest.qWait(50)
        print(f"{name:28} {seconds:7.2f} s   longest pause {self.worst_s * 1000:6.0f} ms")


def write_photos(folder: Path, count: int) -> None:
    """Write small photos: what is measured is the list, not the decoder."""
    encoded = BytesIO()
    Image.new("RGB", (64, 48), (90, 120, 40)).save(encoded, "JPEG")
    for number in range(count):
        (folder / f"photo {number:05}.jpg").write_bytes(encoded.getvalue())


def main(count: int) -> None:
    """Print the table."""
    app = QApplication(["bench"])
    apply_theme(app, ThemeName.DARK)
    catalogue.load_catalogue = lambda folder=None: fake_catalogue()
    backend = FakeBackend(gated_from=0)
    choices = Choices()
    choices.put(replace(choices.now, live_preview=False))
    opened = open_window(lambda: open_workshop(lambda: backend), choices, confirm_close=False)
    window, controller = opened.window, opened.controller
    desk, film, pulse = controller.desk, window.filmstrip, Pulse()
    with tempfile.TemporaryDirectory() as name:
        write_photos(Path(name), count)
        window.show()
        pulse.measure("window", lambda: None, lambda: bool(controller.presets.presets))
        pulse.measure(
            "open a folder", lambda: controller.opening.open_paths((Path(name),)), lambda: len(desk.photos) == count
        )
        pulse.measure("show the first", lambda: None, lambda: controller.showing.image is not None)
        pulse.measure("choose all", film.view.selectAll, lambda: len(desk.chosen) == count)
        pulse.measure("recipe for all", lambda: controller.editing.choose_preset("enlarge-4x"), lambda: True)
        bar = film.view.horizontalScrollBar()
        pulse.measure("scroll to the end", lambda: bar.setValue(bar.maximum()), lambda: True)
        pulse.measure("new order", lambda: desk.move(desk.photos.ids[:5], ""), lambda: True)
        pulse.measure("enhance all", controller.actions.enhance, lambda: len(controller.queue.queue) == count)
        backend.gated_from = None
        ended = 20
        pulse.measure(
            f"while {ended} are enhanced",
            backend.gate.set,
            lambda: sum(entry.state.is_final for entry in controller.queue.queue) >= ended,
        )
        pulse.measure("cancel all", controller.actions.cancel_current, lambda: not controller.queue.unfinished)
        pulse.measure("remove all", lambda: desk.remove(desk.photos.ids), lambda: len(desk.photos) == 0)
        opened.lifetime.ended.connect(app.quit)
        window.close()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:
        os.environ["ENHANCER_HOME"] = home
        main(int(sys.argv[1]) if len(sys.argv) > 1 else PHOTOS)

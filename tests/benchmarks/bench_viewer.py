"""Frame times of the before/after viewer on a 108-megapixel result; run `python tests/benchmarks/bench_viewer.py`.

Prints the median and the slowest of the frames painted after everything in view was loaded, while the view is
panned, the divider dragged and the zoom changed, and how long a view takes from a cold cache. Needs no screen.

How smooth the window is while a network computes: `bench_smoothness.py`.
"""

import os
import statistics
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEventLoop
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from enhancer_gui.core.geometry import Region
from enhancer_gui.gui.viewer import CompareMode, CompareViewer

FRAMES = 60
PHOTO = (6000, 4500)
RESULT = (12_000, 9_000)


class Noise:
    """A picture of any size from one small patch of noise, as costly to read as a memory-mapped store."""

    def __init__(self, size: tuple[int, int]) -> None:
        self.size = size
        self._patch = np.random.default_rng(1).integers(0, 256, (512, 512, 3)).astype(np.uint8)

    def read(self, region: Region) -> NDArray[np.uint8]:
        rows = np.arange(region.y, region.bottom) % 512
        columns = np.arange(region.x, region.right) % 512
        return self._patch[rows[:, None], columns]

    def is_ready(self, region: Region) -> bool:
        return True


class HalfDone(Noise):
    """The same, of which every second tile of 1024 pixels is finished."""

    piece_px = 1024

    def is_ready(self, region: Region) -> bool:
        grid = region.aligned(self.piece_px)
        one = grid.width == grid.height == self.piece_px
        return one and (grid.x + grid.y) // self.piece_px % 2 == 0


def settle(viewer: CompareViewer) -> float:
    """Return the seconds until everything in view is loaded."""
    began, loop = perf_counter(), QEventLoop()
    while not viewer.is_idle:
        loop.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)
    return perf_counter() - began


def frames(viewer: CompareViewer, canvas: QImage, step: Callable[[int], None]) -> str:
    """Return the frame times while `step` moves something, as text."""
    step(0)
    settle(viewer)
    times = []
    for index in range(FRAMES):
        step(index)
        began = perf_counter()
        viewer.render(canvas)
        times.append(1000 * (perf_counter() - began))
    return f"median {statistics.median(times):6.1f} ms   slowest {max(times):6.1f} ms"


def print_frames() -> None:
    """Print the table of frame times on an idle machine."""
    for after, state in ((Noise(RESULT), "finished"), (HalfDone(RESULT), "half finished")):
        viewer = CompareViewer()
        viewer.reduced_motion = True
        viewer.resize(1600, 1000)
        viewer.show()
        canvas = QImage(viewer.size(), QImage.Format.Format_RGB32)
        began = perf_counter()
        viewer.set_before(Noise(PHOTO))
        viewer.set_after(after)
        gui_ms = 1000 * (perf_counter() - began)
        print(f"{RESULT[0]} x {RESULT[1]} result, {state}, in {viewer.width()} x {viewer.height()}")
        print(f"  opened in {gui_ms:.1f} ms on the window's thread, whole picture loaded after {settle(viewer):.2f} s")

        def pan(_index: int, viewer: CompareViewer = viewer) -> None:
            viewer.navigator.jump(viewer.navigator.camera.pan(-5, -3))

        def drag(index: int, viewer: CompareViewer = viewer) -> None:
            viewer.divider = 0.2 + 0.01 * index

        def zoom(index: int, viewer: CompareViewer = viewer) -> None:
            viewer.navigator.jump(viewer.navigator.camera.zoom_centre(1.0 - 0.005 * index))

        print("  fit, divider dragged ", frames(viewer, canvas, drag))
        for percent in (33, 100, 200, 400):
            viewer.zoom_to_percent(percent)
            loaded = settle(viewer)
            print(f"  {percent:4d} %, panned        ", frames(viewer, canvas, pan), f"  loaded in {loaded:.2f} s")
        print("  zooming out          ", frames(viewer, canvas, zoom))
        viewer.mode = CompareMode.SIDE_BY_SIDE
        print("  side by side, panned ", frames(viewer, canvas, pan))
        print(f"  cache {viewer.cache_bytes / 2**20:.0f} MB")
        viewer.close()


def main() -> None:
    """Print the table."""
    application = QApplication(sys.argv[:1])
    print_frames()
    application.quit()


if __name__ == "__main__":
    main()

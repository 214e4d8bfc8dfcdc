"""Frame times of the before/after viewer on a 108-megapixel result; run `python tests/benchmarks/bench_viewer.py`.

Prints the median and the slowest of the frames painted after everything in view was loaded, while the view is
panned, the divider dragged and the zoom changed, and how long a view takes from a cold cache. Needs no screen.

With `--while-computing SECONDS` the view is panned sixty times a second while a shipped network computes another
photo on the window's own worker; prints the share of frames that came more than 33 ms after the one before (the
aim: fewer than 0.5 %), and how much was computed meanwhile. `--nice`, `--threads` try other ways to make room.
"""

import argparse
import os
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QImage, QPaintEvent
from PySide6.QtWidgets import QApplication

from enhancer_gui.core.events import Event, TileDone
from enhancer_gui.core.geometry import Region
from enhancer_gui.gui import courtesy
from enhancer_gui.gui.preset_control import DEFAULT_RECIPE
from enhancer_gui.gui.viewer import CompareMode, CompareViewer
from enhancer_gui.gui.worker import WorkerThread
from enhancer_gui.gui.workshop import Workshop, local_workshop
from enhancer_gui.jobs.plan import make_job

FRAMES = 60
FRAME_MS = 16
LATE_MS = 33.0
WARM_UP_S = 2.0
BUSY_PHOTO = (3000, 2000)
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


class Timed(CompareViewer):
    """A viewer that remembers when it painted."""

    def __init__(self) -> None:
        super().__init__()
        self.painted_at: list[float] = []

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self.painted_at.append(perf_counter())


def print_busy(seconds: float, threads: int | None) -> None:
    """Pan while a network computes, and print how many frames were late."""

    def workshop() -> Workshop:
        import torch

        made = local_workshop()
        if threads is not None:
            torch.set_num_threads(threads)
        print(f"  torch computes with {torch.get_num_threads()} threads of {os.cpu_count()} cores")
        return made

    viewer, tiles = Timed(), list[float]()
    worker = WorkerThread(workshop)

    def count(event: Event) -> None:
        if isinstance(event, TileDone):
            tiles.append(event.region.pixels / 1e6)

    worker.job_event.connect(count)
    viewer.resize(1600, 1000)
    viewer.set_before(Noise(PHOTO))
    viewer.set_after(Noise(RESULT))
    viewer.show()
    viewer.zoom_to_percent(100)
    with tempfile.TemporaryDirectory() as folder:
        photo = Path(folder) / "busy.png"
        Image.fromarray(np.random.default_rng(2).integers(0, 256, (*BUSY_PHOTO[::-1], 3)).astype(np.uint8)).save(photo)
        worker.start()
        worker.run(make_job(photo, DEFAULT_RECIPE, None))
        loop, ticks = QEventLoop(), QTimer(timerType=Qt.TimerType.PreciseTimer)
        while not tiles:
            loop.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
        way = 1

        def pan() -> None:
            nonlocal way
            target = viewer.navigator.target
            if not 0 < -target.x < target.width - target.view_width:
                way = -way
            viewer.navigator.jump(target.pan(12 * way, -5 * way))

        viewer.navigator.jump(viewer.navigator.target.pan(-9, -9))
        ticks.timeout.connect(pan)
        ticks.start(FRAME_MS)
        QTimer.singleShot(round(1000 * WARM_UP_S), lambda: (viewer.painted_at.clear(), tiles.clear()))
        QTimer.singleShot(round(1000 * (WARM_UP_S + seconds)), loop.quit)
        loop.exec()
        ticks.stop()
        done = sum(tiles)
        worker.stop(30.0)
    gaps = 1000 * np.diff(viewer.painted_at)
    late = gaps > LATE_MS
    print(f"  {len(gaps)} frames in {seconds:.0f} s, median {np.median(gaps):.1f} ms, slowest {gaps.max():.0f} ms")
    print(f"  {late.sum()} frames over {LATE_MS:.0f} ms: {100 * late.mean():.2f} %; {done / seconds:.2f} MP/s computed")
    viewer.close()


def main() -> None:
    """Print what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--while-computing", type=float, metavar="SECONDS", help="pan while a network computes")
    parser.add_argument("--nice", type=int, default=courtesy.WORKER_NICE, help="of the threads that compute")
    parser.add_argument("--threads", type=int, help="that compute; torch decides without it")
    wanted = parser.parse_args()
    application = QApplication(sys.argv[:1])
    if wanted.while_computing is None:
        print_frames()
    else:
        courtesy.WORKER_NICE = wanted.nice
        print(f"panning {RESULT[0]} x {RESULT[1]} while computing, nice {wanted.nice}")
        print_busy(wanted.while_computing, wanted.threads)
    application.quit()


if __name__ == "__main__":
    main()

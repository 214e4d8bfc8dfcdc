"""Threads that make tile images, always the most wanted one next."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from threading import Lock

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal
from PySide6.QtGui import QImage
from shiboken6 import isValid

from enhancer_gui.core.errors import EnhancerError
from enhancer_gui.core.geometry import Region
from enhancer_gui.gui.viewer.picture import Picture
from enhancer_gui.gui.viewer.pyramid import TileKey
from enhancer_gui.gui.viewer.resample import Abandoned, Pixels, cell_px, level_pixels

_log = logging.getLogger(__name__)

THREADS = 2
"""One for each half; more would take cores from the work that is being watched."""

SHUTDOWN_MS = 3000
"""The time within which the window promises to close."""


@dataclass(frozen=True)
class TileRequest:
    """A wish for pixels of one tile.

    Attributes:
        picture: what to read.
        key: the tile.
        region: in pixels of the tile's level; the whole image, or the part that changed.
        finished: the output regions whose news this request fetches; empty for a whole tile.
    """

    picture: Picture
    key: TileKey
    region: Region
    finished: tuple[Region, ...] = ()

    @property
    def place(self) -> tuple[int, TileKey]:
        """The tile's identity."""
        return self.picture.serial, self.key


@dataclass(frozen=True)
class LoadedTile:
    """The answer to a request.

    Attributes:
        request: the wish.
        image: its pixels; None where nothing is finished or the source failed.
        is_complete: the image is the whole tile, whatever was asked for, and every pixel of it is finished.
    """

    request: TileRequest
    image: QImage | None
    is_complete: bool


class _Desk(QObject):
    """What the window and the threads share, under one lock; it outlives the threads that refer to it."""

    made = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.lock = Lock()
        self.pending: list[TileRequest] = []
        self.in_flight: dict[tuple[int, TileKey], TileRequest] = {}
        self.workers = 0
        self.closed = False


class TileLoader(QObject):
    """Loads tiles on threads of its own and hands them to the thread that owns it."""

    loaded = Signal(object)
    """A LoadedTile, on the window's thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Start no thread before there is something to load."""
        super().__init__(parent)
        self._desk = _Desk()
        self._pool = QThreadPool()
        self._pool.setMaxThreadCount(THREADS)
        self._desk.made.connect(self._hand_over)
        # For a window that is destroyed without being closed: the slot must not need the loader itself.
        self.destroyed.connect(partial(_close, self._desk, self._pool))

    def order(self, requests: Sequence[TileRequest]) -> None:
        """Replace all wishes that no thread has taken up yet; the first is served first."""
        desk = self._desk
        with desk.lock:
            if desk.closed:
                return
            desk.pending = [request for request in requests if request.place not in desk.in_flight]
            starting = min(THREADS - desk.workers, len(desk.pending))
            desk.workers += max(0, starting)
        for _ in range(starting):
            self._pool.start(_Worker(desk))

    def in_flight(self) -> list[TileRequest]:
        """Return the requests whose answers have not been handed over yet."""
        with self._desk.lock:
            return list(self._desk.in_flight.values())

    @property
    def is_idle(self) -> bool:
        """Whether nothing is wanted, being made or waiting to be handed over."""
        with self._desk.lock:
            return not self._desk.pending and not self._desk.in_flight

    def shutdown(self) -> None:
        """Drop all wishes and wait until no thread reads any more, at most `SHUTDOWN_MS`."""
        _close(self._desk, self._pool)

    def _hand_over(self, answer: LoadedTile) -> None:
        with self._desk.lock:
            self._desk.in_flight.pop(answer.request.place, None)
            closed = self._desk.closed
        if not closed and answer.request.picture.is_shown:
            self.loaded.emit(answer)


class _Worker(QRunnable):
    """Serves wishes until there are none."""

    def __init__(self, desk: _Desk) -> None:
        super().__init__()
        self._desk = desk

    def run(self) -> None:
        """Make one tile after another."""
        while (request := self._take()) is not None:
            self._make(request)

    def _take(self) -> TileRequest | None:
        desk = self._desk
        with desk.lock:
            while desk.pending:
                request = desk.pending.pop(0)
                if request.picture.is_shown:
                    desk.in_flight[request.place] = request
                    return request
            desk.workers -= 1
            return None

    def _make(self, request: TileRequest) -> None:
        picture, level, region = request.picture, request.key.level, request.region
        whole = picture.pyramid.image_region(request.key)
        desk = self._desk

        def wanted() -> bool:
            return picture.is_shown and not desk.closed

        answer = LoadedTile(request, None, is_complete=False)
        try:
            picture.cell_px = cell_px(picture.source)
            if picture.source.is_ready(picture.source_region(level, whole)):
                region = whole  # patches could leave holes where news is still on its way to the window
            pixels = level_pixels(picture.source, picture.output, level, region, wanted)
            answer = LoadedTile(request, to_image(pixels), pixels.alpha is None and region == whole)
        except Abandoned:
            _log.debug("Tile %s is no longer wanted.", request.key)
        except (EnhancerError, OSError, MemoryError):
            _log.exception("Tile %s of the %s picture could not be read.", request.key, picture.side.value)
        finally:
            desk.made.emit(answer)


def _close(desk: _Desk, pool: QThreadPool) -> None:
    with desk.lock:
        desk.closed = True
        desk.pending = []
    if isValid(pool) and not pool.waitForDone(SHUTDOWN_MS):  # at exit Qt may have ended the pool already
        _log.warning("A picture source did not return within %d ms of closing the viewer.", SHUTDOWN_MS)


def to_image(pixels: Pixels) -> QImage | None:
    """Return an image that owns its memory: RGB32 where complete, premultiplied ARGB32 else, None where blank."""
    if pixels.is_blank:
        return None
    height, width = pixels.rgb.shape[:2]
    image = QImage(pixels.rgb.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888)
    if pixels.alpha is None:
        return image.convertToFormat(QImage.Format.Format_RGB32)
    import numpy as np

    rgba = np.dstack([pixels.rgb, pixels.alpha])
    image = QImage(rgba.tobytes(), width, height, 4 * width, QImage.Format.Format_RGBA8888_Premultiplied)
    return image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)

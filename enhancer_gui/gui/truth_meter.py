"""Measures how far the shown result agrees with its photo, and lays a map of it over the result when asked."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from enhancer_gui.core.errors import EnhancerError
from enhancer_gui.core.geometry import Region
from enhancer_gui.core.truth import Truth
from enhancer_gui.gui.background import BackgroundCalls
from enhancer_gui.gui.showing import Showing
from enhancer_gui.gui.sources import StoreSource
from enhancer_gui.gui.viewer.source import PictureSource

IDLE_MS = 400
"""After the last tile or change of a slider: a measurement takes about as long."""

SHUT_DOWN_S = 1.0

_AMBER, _RED = (255.0, 176.0, 32.0), (232.0, 48.0, 40.0)
_SEEN, _MUCH = 1.0, 8.0
"""CIEDE2000 at which the map begins, and at which it is red."""
_COVER = 0.75


class HeatSource:
    """A result in grey, with colour where its photo contradicts it."""

    def __init__(self, source: StoreSource) -> None:
        """Lay the map over this result."""
        self._source = source

    @property
    def size(self) -> tuple[int, int]:
        """(width, height) in pixels."""
        return self._source.size

    @property
    def piece_px(self) -> int:
        """Side of a tile."""
        return self._source.piece_px

    def is_ready(self, region: Region) -> bool:
        """Return whether all tiles of a region are computed."""
        return self._source.is_ready(region)

    def read(self, region: Region) -> NDArray[np.uint8]:
        """Return a region as (h, w, 3) uint8 sRGB; raises StoreError if the store is gone."""
        grey = self._source.read(region).mean(axis=2, keepdims=True)
        heat = np.clip((self._source.contradiction(region)[..., None] - _SEEN) / (_MUCH - _SEEN), 0, 1)
        colour = np.array(_AMBER) + heat * (np.array(_RED) - np.array(_AMBER))
        share = _COVER * np.sqrt(heat)
        return np.asarray(np.rint(grey + share * (colour - grey)), dtype=np.uint8)


class TruthMeter(QObject):
    """Stands between what is shown and the viewer.

    Signals:
        after_shown(PictureSource | None): the result for the viewer, with or without the map.
        measured(Truth | None): of the result in view; None where there is none.
    """

    after_shown = Signal(object)
    measured = Signal(object)

    def __init__(self, showing: Showing, parent: QObject | None = None) -> None:
        """Measure what is shown."""
        super().__init__(parent)
        self._source: PictureSource | None = None
        self._has_map = False
        self._calls = BackgroundCalls(self, newest_first=True)
        self._calls.done.connect(self._pass_on)
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(IDLE_MS)
        self._idle.timeout.connect(self._measure)
        showing.after_changed.connect(self._show)

    @Slot(bool)
    def show_map(self, shown: bool) -> None:
        """Lay the map over the result, or take it away."""
        if shown != self._has_map:
            self._has_map = shown
            self._present()

    @Slot()
    def look_again(self) -> None:
        """Take note that more tiles are there."""
        if isinstance(self._source, StoreSource) and not self._idle.isActive():
            self._idle.start()

    def shut_down(self) -> bool:
        """Measure nothing more; returns whether the present call has ended."""
        self._idle.stop()
        return self._calls.shut_down(SHUT_DOWN_S)

    @Slot(object)
    def _show(self, source: PictureSource | None) -> None:
        self._source = source
        self._present()
        if isinstance(source, StoreSource):
            self._idle.start()
        else:
            self._idle.stop()
            self.measured.emit(None)

    def _present(self) -> None:
        source = self._source
        self.after_shown.emit(HeatSource(source) if self._has_map and isinstance(source, StoreSource) else source)

    @Slot()
    def _measure(self) -> None:
        if isinstance(self._source, StoreSource):
            self._calls.submit(self._source, _call(self._source))

    @Slot(object, object)
    def _pass_on(self, source: StoreSource, truth: Truth | None) -> None:
        if source is self._source:
            self.measured.emit(truth)


def _call(source: StoreSource) -> Callable[[], Truth | None]:
    def measured() -> Truth | None:
        try:
            return source.truth()
        except EnhancerError:  # the store is gone: the viewer shows the photo then
            return None

    return measured

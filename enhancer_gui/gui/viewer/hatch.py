"""The faint stripes over what is not finished yet, their slow drift, and the shimmer that passes over them."""

import numpy as np
from PySide6.QtCore import QObject, QPointF, QTimer, Signal
from PySide6.QtGui import QBrush, QColor, QGradient, QImage, QLinearGradient

PERIOD_PX = 36
"""Width of one dark and one light stripe along a row, in logical pixels."""

STEP_MS = 80
"""One pixel a step: slow enough to be quiet, and next to no work beside a running job."""

_LIGHT_ALPHA = 11
_DARK_ALPHA = 10
"""Some ten of 255 levels between stripes, on black, grey and white alike: seen when looked for, never in the way."""


SHIMMER_PX = 560
"""From one passing light to the next, in logical pixels."""

_SHIMMER_STEP_PX = 14
"""Once across in about three seconds: the pace of breathing, not of an alarm."""

_SHIMMER_ALPHA = 20
_SHIMMER_WIDTH = 0.22
_SHIMMER_SLOPE = 0.35


class Hatch(QObject):
    """Diagonal stripes that move while somebody can see them; at rest they are all there is."""

    moved = Signal()
    """The stripes are one step further."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Start at rest."""
        super().__init__(parent)
        self._steps = 0
        self._ratio = 0.0
        self._brush = QBrush()
        self._timer = QTimer(self)
        self._timer.setInterval(STEP_MS)
        self._timer.timeout.connect(self._step)

    def set_moving(self, moving: bool) -> None:
        """Start or stop the drift."""
        if moving and not self._timer.isActive():
            self._timer.start()
        elif not moving and self._timer.isActive():
            self._timer.stop()

    @property
    def is_moving(self) -> bool:
        """Whether the stripes drift at present."""
        return self._timer.isActive()

    def brush(self, pixel_ratio: float) -> QBrush:
        """Return the stripes for a painter in device pixels."""
        if pixel_ratio != self._ratio:
            self._ratio = pixel_ratio
            self._brush = QBrush(_stripes(round(PERIOD_PX * pixel_ratio)))
        return self._brush

    def origin(self, x: float, y: float) -> QPointF:
        """Return the brush origin that ties the stripes to the picture's corner (x, y), so they pan with it."""
        phase = self._steps % PERIOD_PX
        return QPointF(round(x) + phase * max(1, round(self._ratio)), round(y))

    def shimmer(self, pixel_ratio: float, x: float, y: float) -> QBrush | None:
        """Return the light that passes over a picture whose corner is at (x, y); None while nothing moves."""
        if not self.is_moving:
            return None
        width = SHIMMER_PX * pixel_ratio
        start = x + self._steps * _SHIMMER_STEP_PX % SHIMMER_PX * pixel_ratio
        light = QLinearGradient(start, y, start + width, y + width * _SHIMMER_SLOPE)
        light.setSpread(QGradient.Spread.RepeatSpread)
        clear = QColor(255, 255, 255, 0)
        for place, colour in (
            (0.5 - _SHIMMER_WIDTH, clear),
            (0.5, QColor(255, 255, 255, _SHIMMER_ALPHA)),
            (0.5 + _SHIMMER_WIDTH, clear),
        ):
            light.setColorAt(place, colour)
        return QBrush(light)

    def _step(self) -> None:
        self._steps += 1
        self.moved.emit()


def _stripes(period: int) -> QImage:
    """Return one period of diagonal stripes with soft edges, light then dark, as a tile that repeats."""
    rows, columns = np.mgrid[0:period, 0:period]
    place = ((rows + columns) % period + 0.5) / period
    # A triangle wave around each stripe's middle, steepened so that an edge is about one pixel wide.
    light = np.clip((0.25 - np.abs(place - 0.25)) * period / 1.5 + 0.5, 0.0, 1.0)
    light = np.maximum(light, np.clip((np.abs(place - 0.25) - 0.75) * period / 1.5 + 0.5, 0.0, 1.0))
    alpha = np.rint(light * _LIGHT_ALPHA + (1.0 - light) * _DARK_ALPHA).astype(np.uint8)
    white = np.rint(light * _LIGHT_ALPHA).astype(np.uint8)
    rgba = np.dstack([white, white, white, alpha])
    image = QImage(rgba.tobytes(), period, period, 4 * period, QImage.Format.Format_RGBA8888_Premultiplied)
    return image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)

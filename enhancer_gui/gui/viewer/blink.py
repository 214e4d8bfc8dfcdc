"""Lets two pictures take turns in one place, so that the eye finds what changed."""

from PySide6.QtCore import QObject, QTimer, Signal

RATES_HZ = (0.5, 1.0, 1.5, 2.0, 3.0, 4.0)
"""Changes a second. WCAG 2.3.1 allows three flashes a second, that is six changes; four keep a margin."""

DEFAULT_RATE_HZ = 1.5


class Blinker(QObject):
    """Whose turn it is."""

    turned = Signal()
    """It is the other one's turn."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Start at rest, with the result's turn."""
        super().__init__(parent)
        self.is_before = False
        self._rate_hz = DEFAULT_RATE_HZ
        self._timer = QTimer(self)
        self._timer.setInterval(round(1000 / DEFAULT_RATE_HZ))
        self._timer.timeout.connect(self.turn)

    @property
    def rate_hz(self) -> float:
        """Changes a second."""
        return self._rate_hz

    @rate_hz.setter
    def rate_hz(self, rate_hz: float) -> None:
        self._rate_hz = rate_hz
        self._timer.setInterval(round(1000 / rate_hz))

    @property
    def is_running(self) -> bool:
        """Whether turns change by themselves."""
        return self._timer.isActive()

    def set_running(self, running: bool) -> None:
        """Let turns change by themselves, or only when asked."""
        if running and not self._timer.isActive():
            self._timer.start()
        elif not running and self._timer.isActive():
            self._timer.stop()

    def reset(self) -> None:
        """Give the turn to the result."""
        self.is_before = False

    def turn(self) -> None:
        """Give the turn to the other one, at once."""
        self.is_before = not self.is_before
        if self._timer.isActive():
            self._timer.start()
        self.turned.emit()

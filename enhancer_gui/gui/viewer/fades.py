"""Finished regions that are still becoming visible."""

from dataclasses import dataclass

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from enhancer_gui.core.geometry import Region

FADE_MS = 120

_FRAME_MS = 16


@dataclass(frozen=True)
class Fade:
    """A region and how much of it is visible.

    Attributes:
        region: in output pixels.
        opacity: 0..1.
    """

    region: Region
    opacity: float


class Fades(QObject):
    """Lets regions appear over `FADE_MS`, quickly first."""

    advanced = Signal(object)
    """The regions that look different now."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Start with nothing fading."""
        super().__init__(parent)
        self._began: list[tuple[Region, int]] = []
        self._clock = QElapsedTimer()
        self._clock.start()
        self._timer = QTimer(self)
        self._timer.setInterval(_FRAME_MS)
        self._timer.timeout.connect(self._advance)

    def begin(self, region: Region) -> None:
        """Let a region appear from now on."""
        self._began.append((region, self._clock.elapsed()))
        if not self._timer.isActive():
            self._timer.start()

    def clear(self) -> None:
        """Show everything at once."""
        self._began.clear()
        self._timer.stop()

    def current(self) -> list[Fade]:
        """Return what is fading, with its present opacity."""
        now = self._clock.elapsed()
        return [
            Fade(region, 1.0 - (1.0 - (now - began) / FADE_MS) ** 3)
            for region, began in self._began
            if now - began < FADE_MS
        ]

    def _advance(self) -> None:
        now = self._clock.elapsed()
        changed = tuple(region for region, _ in self._began)
        self._began = [(region, began) for region, began in self._began if now - began < FADE_MS]
        if not self._began:
            self._timer.stop()
        self.advanced.emit(changed)

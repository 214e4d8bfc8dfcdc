"""The values of the pixel under the pointer, before and after, read in the background: the latest place only."""

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from enhancer_gui.gui.background import BackgroundCalls
from enhancer_gui.gui.panels.facts import PixelFacts, PixelValue
from enhancer_gui.gui.showing import Showing
from enhancer_gui.gui.sources import PhotoSource, StoreSource
from enhancer_gui.gui.viewer import Pointed

SHUT_DOWN_S = 1.0


class PixelProbe(QObject):
    """Answers what is beneath the pointer.

    Signals:
        changed(PixelFacts | None): the values, or None where there is no photo.
    """

    changed = Signal(object)

    def __init__(self, showing: Showing, parent: QObject | None = None) -> None:
        """Read what is shown here."""
        super().__init__(parent)
        self._showing = showing
        self._calls = BackgroundCalls(self)
        self._calls.done.connect(self._answer)
        self._calls.failed.connect(self._go_on)
        self._latest: Pointed | None = None
        self._asked: Pointed | None = None

    @Slot(object)
    def point(self, pointed: Pointed | None) -> None:
        """Find out about another place; None is none."""
        self._latest = pointed
        if pointed is None:
            self.changed.emit(None)
        elif self._asked is None:
            self._ask()

    @Slot()
    def look_again(self) -> None:
        """Find out about the same place anew: another result is shown there."""
        self.point(self._latest)

    def shut_down(self) -> bool:
        """Stop reading; returns whether the present read has ended."""
        return self._calls.shut_down(SHUT_DOWN_S)

    def _ask(self) -> None:
        if self._latest is not None:
            self._asked = self._latest
            self._calls.submit(self._latest, partial(_probed, self._latest, *self._showing.sources))

    @Slot(object, object)
    def _answer(self, asked: Pointed, facts: PixelFacts) -> None:
        if self._latest is not None:
            self.changed.emit(facts)
        self._go_on(asked)

    @Slot(object, object)
    def _go_on(self, asked: Pointed, _error: object = None) -> None:
        self._asked = None
        if self._latest is not None and self._latest != asked:
            self._ask()


def _probed(
    place: Pointed, before: PhotoSource | StoreSource | None, after: PhotoSource | StoreSource | None
) -> PixelFacts:
    x, y = place.x - place.corner[0], place.y - place.corner[1]
    return PixelFacts(x, y, _value(place, before), _value(place, after))


def _value(place: Pointed, source: PhotoSource | StoreSource | None) -> PixelValue | None:
    if source is None:
        return None
    x = min(place.x * source.size[0] // place.output[0], source.size[0] - 1)
    y = min(place.y * source.size[1] // place.output[1], source.size[1] - 1)
    return source.pixel(x, y)

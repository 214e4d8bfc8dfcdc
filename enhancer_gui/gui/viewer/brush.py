"""The brush over the photo: its ring, and what mouse and pen do with it."""

from dataclasses import dataclass
from enum import Enum, auto
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPen

_UNDER, _OVER = QColor(0, 0, 0, 190), QColor(255, 255, 255, 240)
_UNDER_PX, _OVER_PX = 3.0, 1.3
_LEAST_RADIUS = 3.0
_SIGN_PX = 4.0
_HARD_FROM_PX = 8.0
"""A ring smaller than this has no room for one that shows how much of it is soft."""
_OTHER_WAY = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier
"""Either turns adding into erasing: some window systems keep Alt for themselves."""


@dataclass(frozen=True)
class Brush:
    """What the pointer paints with.

    Attributes:
        radius: share of the photo's width, to the outer end of the soft edge.
        softness: 0..1, the share of the radius over which it fades.
        erases: takes away unless the other button or a modifier is held.
    """

    radius: float
    softness: float = 0.5
    erases: bool = False


class DabPhase(Enum):
    """Where in a stroke."""

    BEGIN = auto()
    MOVE = auto()
    END = auto()


@dataclass(frozen=True)
class Dab:
    """A point of a stroke.

    Attributes:
        x, y: shares of the photo's width and height; outside 0..1 beside the photo.
        erases: takes away; the same for a whole stroke.
    """

    phase: DabPhase
    x: float
    y: float
    erases: bool


class BrushStage(Protocol):
    """What is painted on."""

    @property
    def brush(self) -> Brush | None:
        """The brush in hand."""
        ...

    def photo_share(self, point: QPointF) -> tuple[float, float]:
        """Return which shares of the photo's width and height lie beneath a logical point of the widget."""
        ...

    def leaves_to_others(self, point: QPointF) -> bool:
        """Return whether a press at a point means something else, brush or not."""
        ...

    def tell_dab(self, dab: Dab) -> None:
        """Tell a point of a stroke."""
        ...


class Brushing:
    """Turns mouse events into strokes; every handler returns whether the event belonged to one."""

    def __init__(self, stage: BrushStage) -> None:
        """Start with no stroke."""
        self._stage = stage
        self._last: Dab | None = None

    @property
    def is_painting(self) -> bool:
        """Whether a stroke is under way."""
        return self._last is not None

    def press(self, event: QMouseEvent) -> bool:
        """Begin a stroke: with the left button as the brush says, with the right one the other way."""
        brush, is_left = self._stage.brush, event.button() is Qt.MouseButton.LeftButton
        if brush is None or self.is_painting or not (is_left or event.button() is Qt.MouseButton.RightButton):
            return self.is_painting
        if self._stage.leaves_to_others(event.position()):
            return False
        other_way = (not is_left) != bool(event.modifiers() & _OTHER_WAY)
        self._tell(DabPhase.BEGIN, event.position(), erases=brush.erases != other_way)
        return True

    def move(self, event: QMouseEvent) -> bool:
        """Go on with a stroke."""
        if self._last is None:
            return False
        self._tell(DabPhase.MOVE, event.position(), erases=self._last.erases)
        return True

    def release(self, event: QMouseEvent) -> bool:
        """End a stroke, whichever button is let go."""
        if self._last is None:
            return False
        self._tell(DabPhase.END, event.position(), erases=self._last.erases)
        self._last = None
        return True

    def give_up(self) -> None:
        """End a stroke where it is: the pointer is taken away."""
        if (last := self._last) is not None:
            self._last = None
            self._stage.tell_dab(Dab(DabPhase.END, last.x, last.y, last.erases))

    def _tell(self, phase: DabPhase, point: QPointF, *, erases: bool) -> None:
        x, y = self._stage.photo_share(point)
        self._last = Dab(phase, x, y, erases)
        self._stage.tell_dab(self._last)


def ring_rect(point: QPointF, radius: float) -> QRectF:
    """Return the logical pixels that the ring of a brush takes."""
    reach = max(radius, _LEAST_RADIUS, _SIGN_PX) + _UNDER_PX
    return QRectF(point.x() - reach, point.y() - reach, 2 * reach, 2 * reach)


def paint_brush(painter: QPainter, point: QPointF, radius: float, brush: Brush) -> None:
    """Paint the ring, an inner one where the brush is at its full strength, and plus or minus in the middle.

    Args:
        painter: in logical pixels.
        point: the pointer.
        radius: in logical pixels.
        brush: whose softness and sign are shown.
    """
    radius = max(radius, _LEAST_RADIUS)
    hard = radius * (1 - brush.softness)
    rings = [radius, hard] if radius >= _HARD_FROM_PX and 2 < hard < radius - 2 else [radius]
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, width in ((_UNDER, _UNDER_PX), (_OVER, _OVER_PX)):
        pen = QPen(colour, width)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        for each in rings:
            pen.setStyle(Qt.PenStyle.SolidLine if each == radius else Qt.PenStyle.DotLine)
            painter.setPen(pen)
            painter.drawEllipse(point, each, each)
        if radius > 2 * _SIGN_PX:
            pen.setStyle(Qt.PenStyle.SolidLine)
            painter.setPen(pen)
            painter.drawLine(point - QPointF(_SIGN_PX, 0), point + QPointF(_SIGN_PX, 0))
            if not brush.erases:
                painter.drawLine(point - QPointF(0, _SIGN_PX), point + QPointF(0, _SIGN_PX))

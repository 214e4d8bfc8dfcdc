"""One stroke on a mask, from its first dab to the picture that it leaves."""

from dataclasses import replace

from enhancer_gui.core.geometry import Region
from enhancer_gui.core.masks import Mask
from enhancer_gui.engine.brush import Stroke, blank_picture
from enhancer_gui.gui.mask_brush import MaskBrush
from enhancer_gui.gui.mask_canvas import EVERYWHERE, Canvas, Picture
from enhancer_gui.gui.mask_pictures import inverted_paint, protecting


class MaskStroke:
    """A stroke under way.

    Attributes:
        canvas: what it began on.
        is_first: there was no mask before it.
    """

    def __init__(
        self, canvas: Canvas, mask: Mask | None, brush: MaskBrush, photo_size: tuple[int, int], *, erases: bool
    ) -> None:
        """Begin: where there is no mask yet, on all black to add to, or on all white to erase.

        What counts everywhere has nothing to add: who adds first means only here, who erases means not here.
        """
        self.is_first = mask is None and canvas.measured is None
        if self.is_first:
            canvas = replace(canvas, picture=blank_picture(photo_size, EVERYWHERE if erases else 0))
        self.canvas = canvas
        self._photo_size = photo_size
        self._is_inverted = mask is not None and mask.inverted
        radius = brush.radius_on(canvas.picture.shape[1], photo_size[0])
        value = EVERYWHERE if erases == self._is_inverted else 0
        self._stroke = Stroke(canvas.picture, value, radius, brush.softness)

    def to(self, x: float, y: float) -> Region:
        """Go on to a place in shares of the photo's sides; returns what has changed, in pixels of the canvas."""
        height, width = self.canvas.picture.shape
        return self._stroke.to(x * width, y * height)

    def seen(self, region: Region) -> Picture:
        """Return how a region looks so far; its soft edge comes with the stroke's end."""
        part, measured = self._stroke.part(region), self.canvas.measured
        plain = inverted_paint(part, is_guard=measured is not None) if self._is_inverted else part
        return plain if measured is None else protecting(None, plain, measured[region.slices()], self._photo_size)

    def picture(self) -> Picture:
        """Return what the stroke has made of the canvas."""
        return self._stroke.picture()

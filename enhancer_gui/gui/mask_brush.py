"""What a mask is painted with: a brush that remembers itself in pixels of the photo."""

from dataclasses import dataclass, replace

from enhancer_gui.gui.viewer import Brush

STEP = 1.25
"""How much larger a brush is after one press of its key."""
_FIRST_SHARE = 0.08
"""Diameter of the first brush over the photo's long side: a face in a group."""
_LEAST_PX = 1.0


@dataclass(frozen=True)
class MaskBrush:
    """A brush.

    Attributes:
        diameter_px: in pixels of the photo; 0 before there is one.
        softness: 0..1.
        erases: takes away.
    """

    diameter_px: float = 0.0
    softness: float = 0.5
    erases: bool = False

    def sized(self, diameter_px: float, photo_size: tuple[int, int]) -> "MaskBrush":
        """Return a brush of another diameter, within reason for a photo of (width, height)."""
        return replace(self, diameter_px=min(max(diameter_px, _LEAST_PX), float(max(photo_size))))

    def for_photo(self, photo_size: tuple[int, int]) -> "MaskBrush":
        """Return the same brush for another photo; the first one of all gets the size that is usual."""
        return self.sized(self.diameter_px or _FIRST_SHARE * max(photo_size), photo_size)

    def in_view(self, photo_size: tuple[int, int]) -> Brush:
        """Return what the viewer paints with on a photo of (width, height)."""
        return Brush(self.diameter_px / 2 / photo_size[0], self.softness, self.erases)

    def radius_on(self, width: int, photo_width: int) -> float:
        """Return the radius on a mask's picture of a width."""
        return self.diameter_px / 2 * width / photo_width

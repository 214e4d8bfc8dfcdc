"""The pixel beneath the pointer, counted as in the file that is saved."""

from dataclasses import dataclass

from enhancer_gui.gui.viewer.crop_frame import CropFrame
from enhancer_gui.gui.viewer.output_grid import Size


@dataclass(frozen=True)
class Pointed:
    """The pixel beneath the pointer.

    Attributes:
        x, y: in pixels of the result, of the photo while there is none.
        output: (width, height) that these are of.
        corner: where what is kept of the result begins, in the same pixels.
    """

    x: int
    y: int
    output: Size
    corner: tuple[int, int] = (0, 0)


def pixel_at(place: tuple[float, float], output: Size, per_result: int, crop: CropFrame | None) -> Pointed | None:
    """Return the pixel at a place in output pixels, of which `per_result` make one of the result; None beside it."""
    x, y = place
    if not (0 <= x < output[0] and 0 <= y < output[1]):
        return None
    size = output[0] // per_result, output[1] // per_result
    corner = (0, 0) if crop is None else crop.corner_in(size)
    return Pointed(int(x) // per_result, int(y) // per_result, size, corner)

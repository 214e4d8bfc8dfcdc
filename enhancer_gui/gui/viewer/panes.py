"""How the view is divided between the two pictures."""

from dataclasses import dataclass

from enhancer_gui.core.geometry import Region
from enhancer_gui.gui.viewer.camera import Camera
from enhancer_gui.gui.viewer.modes import CompareMode

NOTHING = Region(0, 0, 0, 0)

GAP_PX = 2
"""Between the two pictures side by side, in logical pixels."""


@dataclass(frozen=True)
class Pane:
    """One place where the camera's view is shown.

    Attributes:
        rect: in device pixels of the widget.
        before: the part that shows the original, in device pixels of the pane.
        after: the part that shows the result, in device pixels of the pane.
    """

    rect: Region
    before: Region
    after: Region


def view_size(mode: CompareMode, width: int, height: int, pixel_ratio: float) -> tuple[int, int]:
    """Return the (width, height) in device pixels of one pane in a widget of that size."""
    if mode is CompareMode.SIDE_BY_SIDE:
        return max(1, (width - round(GAP_PX * pixel_ratio)) // 2), height
    return width, height


def panes(mode: CompareMode, width: int, camera: Camera, divider_x: int) -> tuple[Pane, ...]:
    """Return the panes of a widget `width` device pixels wide, left to right."""
    whole = Region(0, 0, camera.view_width, camera.view_height)
    match mode:
        case CompareMode.SPLIT:
            left = Region(0, 0, divider_x, whole.height)
            return (Pane(whole, left, Region(divider_x, 0, whole.width - divider_x, whole.height)),)
        case CompareMode.SIDE_BY_SIDE:
            second = Region(width - whole.width, 0, whole.width, whole.height)
            return Pane(whole, whole, NOTHING), Pane(second, NOTHING, whole)
        case CompareMode.BEFORE:
            return (Pane(whole, whole, NOTHING),)
        case CompareMode.AFTER:
            return (Pane(whole, NOTHING, whole),)

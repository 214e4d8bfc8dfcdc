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
        difference: the part that shows where they differ, in device pixels of the pane.
    """

    rect: Region
    before: Region = NOTHING
    after: Region = NOTHING
    difference: Region = NOTHING


@dataclass(frozen=True)
class Ground:
    """The surface that is divided.

    Attributes:
        width, height: of the widget in device pixels.
        gap: between two panes in device pixels.
        aspect: width over height of the picture.
    """

    width: int
    height: int
    gap: int
    aspect: float

    @property
    def is_stacked(self) -> bool:
        """Whether two panes show the picture larger above each other than beside each other."""
        beside = min((self.width - self.gap) / 2 / self.aspect, self.height)
        stacked = min(self.width / self.aspect, (self.height - self.gap) / 2)
        return stacked > beside


def view_size(mode: CompareMode, ground: Ground) -> tuple[int, int]:
    """Return the (width, height) in device pixels of one pane."""
    if mode is not CompareMode.SIDE_BY_SIDE:
        return ground.width, ground.height
    if ground.is_stacked:
        return ground.width, max(1, (ground.height - ground.gap) // 2)
    return max(1, (ground.width - ground.gap) // 2), ground.height


def panes(mode: CompareMode, ground: Ground, camera: Camera, divider: int, *, blinks: bool = False) -> tuple[Pane, ...]:
    """Return the panes in the order before, after.

    Args:
        mode: how the pictures are compared.
        ground: what is divided.
        camera: as it is fitted to one pane.
        divider: first device column (or row) of the after half.
        blinks: whether it is the original's turn to be seen.
    """
    whole = Region(0, 0, camera.view_width, camera.view_height)
    match mode:
        case CompareMode.SPLIT:
            left = Region(0, 0, divider, whole.height)
            return (Pane(whole, left, Region(divider, 0, whole.width - divider, whole.height)),)
        case CompareMode.SPLIT_ACROSS:
            upper = Region(0, 0, whole.width, divider)
            return (Pane(whole, upper, Region(0, divider, whole.width, whole.height - divider)),)
        case CompareMode.SIDE_BY_SIDE:
            second = Region(ground.width - whole.width, ground.height - whole.height, whole.width, whole.height)
            return Pane(whole, before=whole), Pane(second, after=whole)
        case CompareMode.BLINK:
            return (Pane(whole, before=whole) if blinks else Pane(whole, after=whole),)
        case CompareMode.DIFFERENCE:
            return (Pane(whole, difference=whole),)
        case CompareMode.BEFORE:
            return (Pane(whole, before=whole),)
        case CompareMode.AFTER:
            return (Pane(whole, after=whole),)

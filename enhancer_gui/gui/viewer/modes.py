"""The ways to compare."""

from enum import Enum


class CompareMode(Enum):
    """What the viewer shows of the two pictures; the values are what settings keep."""

    SPLIT = "split"
    SPLIT_ACROSS = "split_across"
    SIDE_BY_SIDE = "side_by_side"
    BLINK = "blink"
    DIFFERENCE = "difference"
    BEFORE = "before"
    AFTER = "after"


class Side(Enum):
    """What a picture is shown as.

    ORIGINAL is the photo itself: it stands beneath whatever is not finished, and in place of BEFORE unless
    another result was chosen to compare with.
    """

    ORIGINAL = "original"
    BEFORE = "before"
    AFTER = "after"

"""The ways to compare."""

from enum import Enum


class CompareMode(Enum):
    """What the viewer shows of the two pictures; the values are what settings keep."""

    SPLIT = "split"
    SIDE_BY_SIDE = "side_by_side"
    BEFORE = "before"
    AFTER = "after"


class Side(Enum):
    """One of the two pictures."""

    BEFORE = "before"
    AFTER = "after"

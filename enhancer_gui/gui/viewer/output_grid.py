"""The grid of pixels that all pictures of a comparison are laid on, so that both halves show the same place."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

Size = tuple[int, int]


@dataclass(frozen=True)
class OutputGrid:
    """The viewer's output pixels.

    Attributes:
        size: (width, height) in output pixels.
        per_result: how many of them lie along one pixel of the result.
    """

    size: Size
    per_result: int = 1


def output_grid(photo: Size | None, results: Iterable[Size]) -> OutputGrid:
    """Return the grid for a photo and the results it is compared with, each (width, height).

    It is the larger result's own, so that 100 % of the result is exact. A result that is smaller than its photo has a
    power of two of output pixels for each of its own: a level of the pyramid then is the result itself, and the photo
    beside it keeps every pixel that it has.
    """
    result = max(results, default=None)
    if result is None:
        return OutputGrid(photo or (1, 1))
    per_result = 1 if photo is None else 1 << max(0, math.ceil(math.log2(photo[0] / result[0])))
    return OutputGrid((result[0] * per_result, result[1] * per_result), per_result)

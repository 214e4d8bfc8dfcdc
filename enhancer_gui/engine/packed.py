"""Packed weights as those read them who compute without torch; `engine.packing` says what is in them, and packs."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

STEP = "::step"
"""What the name of a packed kernel's steps ends with."""


def unpacked(arrays: Mapping[str, NDArray[np.generic]]) -> dict[str, NDArray[np.float32]]:
    """Return float32 arrays, those that are packed multiplied by the steps of their slices.

    Raises:
        KeyError: a step belongs to no kernel.
    """
    plain = {name: np.asarray(value, np.float32) for name, value in arrays.items() if not name.endswith(STEP)}
    for name, step in arrays.items():
        if name.endswith(STEP):
            kernel = plain[name.removesuffix(STEP)]
            along = np.asarray(step, np.float32).reshape(-1, *[1] * (kernel.ndim - 1))
            plain[name.removesuffix(STEP)] = kernel * along
    return plain

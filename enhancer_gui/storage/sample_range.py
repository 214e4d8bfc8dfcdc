"""Samples of any stored width brought to the full range of uint8, uint16 or float32."""

import numpy as np
from numpy.typing import NDArray

_HALVES_AND_DOUBLES = (np.float16, np.float32, np.float64)


def full_range(samples: NDArray[np.generic], bits: int) -> NDArray[np.generic]:
    """Return samples of `bits` significant bits as uint8 (up to 8), uint16 (up to 16), or floats as float32.

    Integers are scaled so that the largest value of `bits` becomes white, rounded to the nearest; values beyond
    it, which only broken files hold, become white too.

    Raises:
        ValueError: another type.
    """
    if samples.dtype == np.bool_:
        return samples.astype(np.uint8) * np.uint8(255)
    if samples.dtype in _HALVES_AND_DOUBLES:
        return samples.astype(np.float32, copy=False)
    if samples.dtype not in (np.uint8, np.uint16) or not 1 <= bits <= 16:
        raise ValueError(f"samples of type {samples.dtype} and {bits} bits are not supported")
    white, top = (255, (1 << bits) - 1) if bits <= 8 else (65535, (1 << bits) - 1)
    wanted = np.uint8 if bits <= 8 else np.uint16
    if top == white:
        return samples.astype(wanted, copy=False)
    values = 1 << 8 * samples.dtype.itemsize
    table = (np.minimum(np.arange(values), top) * white + top // 2) // top
    scaled: NDArray[np.generic] = table.astype(wanted)[samples]
    return scaled

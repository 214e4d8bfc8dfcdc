"""Samples of any stored width brought to the full range of uint8, uint16 or float32."""

import numpy as np
from numpy.typing import NDArray

_HALVES_AND_DOUBLES = (np.float16, np.float32, np.float64)
_NOT_FINITE = "Some values of the photo are no numbers: they became black, and endless ones white."


def finite(samples: NDArray[np.generic], notes: list[str]) -> NDArray[np.generic]:
    """Return float samples as float32 in which every value is a number, with a note where one was none.

    Merged and astronomical pictures hold not-a-number where nothing was seen; a network would spread it over all that
    it reaches. Integers come back as they are.
    """
    if samples.dtype.kind != "f":
        return samples
    with np.errstate(over="ignore"):  # a double beyond float32 is endless
        values = samples.astype(np.float32, copy=False)
    if np.isfinite(values).all():
        return values
    notes.append(_NOT_FINITE)
    return np.nan_to_num(values, nan=0.0, posinf=1.0, neginf=0.0)


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

"""Colour described by code points instead of a profile: AVIF, HEIC and JPEG XL say so what others embed.

A profile is made from them, so that such a photo keeps its colours in formats that know profiles only.
Source: ITU-T H.273, tables 2 and 3.
"""

from functools import lru_cache

import imagecodecs
import numpy as np

SRGB_PRIMARIES, SRGB_TRANSFER = 1, 13
_D65, _DCI_WHITE = (0.3127, 0.3290), (0.314, 0.351)
_PRIMARIES = {
    1: ((0.640, 0.330), (0.300, 0.600), (0.150, 0.060), _D65),
    9: ((0.708, 0.292), (0.170, 0.797), (0.131, 0.046), _D65),
    11: ((0.680, 0.320), (0.265, 0.690), (0.150, 0.060), _DCI_WHITE),
    12: ((0.680, 0.320), (0.265, 0.690), (0.150, 0.060), _D65),
}
_GAMMAS = {4: 2.2, 5: 2.8, 8: 1.0, 17: 2.6}
_VIDEO = (1, 6, 14, 15)
"""BT.709 and its kin: stills marked so were encoded, and are shown everywhere, with sRGB's curve."""
_HDR = {16: "PQ", 18: "HLG"}
_CURVE_POINTS = 4096


@lru_cache(maxsize=16)
def profile_for(primaries: int, transfer: int) -> bytes | None:
    """Return an ICC profile for code points; None where sRGB is meant or where there is none to make."""
    srgb_curve = transfer == SRGB_TRANSFER or transfer in _VIDEO
    if primaries not in _PRIMARIES or (primaries == SRGB_PRIMARIES and srgb_curve):
        return None
    *corners, white = _PRIMARIES[primaries]
    if srgb_curve:
        return profile_of(tuple(corners), white, None)
    return profile_of(tuple(corners), white, _GAMMAS[transfer]) if transfer in _GAMMAS else None


def profile_of(corners: tuple[tuple[float, float], ...], white: tuple[float, float], gamma: float | None) -> bytes:
    """Return an ICC profile of primaries and white point (x, y); `gamma` None is sRGB's curve."""
    curve = None
    if gamma is None:
        x = np.linspace(0, 1, _CURVE_POINTS)
        curve = np.where(x <= 0.04045, x / 12.92, ((x + 0.055) / 1.055) ** 2.4).astype(np.float32)
    return imagecodecs.cms_profile(
        "rgb",
        whitepoint=[*white, 1.0],
        primaries=[value for corner in corners for value in (*corner, 1.0)],
        transferfunction=curve,
        gamma=gamma,
    )


def corners_of(primaries: int) -> tuple[tuple[float, float], ...]:
    """Return the (x, y) of red, green and blue of a code point; empty for an unknown one."""
    return _PRIMARIES[primaries][:3] if primaries in _PRIMARIES else ()


def note_on(transfer: int) -> str | None:
    """Return a sentence for curves of high dynamic range, which no profile of ours describes."""
    if transfer not in _HDR:
        return None
    return f"The photo is in high dynamic range ({_HDR[transfer]}); its values were taken as they are."


def code_points_in(data: bytes) -> tuple[int, int] | None:
    """Return (primaries, transfer) of the first `colr` box of the kind nclx, None where there is none."""
    at = data.find(b"colrnclx")
    if at < 0 or len(data) < at + 12:
        return None
    return int.from_bytes(data[at + 8 : at + 10], "big"), int.from_bytes(data[at + 10 : at + 12], "big")

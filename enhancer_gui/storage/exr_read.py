"""OpenEXR through the Academy's library (the extra "exr"): linear light, encoded with sRGB's curve as float.

Networks and other formats expect encoded values; the curve is continued beyond white, so nothing is clipped.
"""

import os
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from enhancer_gui.storage.alpha import unmultiplied
from enhancer_gui.storage.colour import encoded_srgb
from enhancer_gui.storage.decoded import DECODER_FAULTS, Decoded, Header
from enhancer_gui.storage.format_table import READABLE, Kind, is_installed
from enhancer_gui.storage.photo_files import check_size, damaged, missing_library
from enhancer_gui.storage.quiet import quiet_decoders

_NOTE = "The OpenEXR photo is in linear light; it was encoded with the curve of sRGB."
_HALF_MAX = 65504.0
_PIXEL_BYTES = 76
"""Memory at the peak for a pixel of colour, measured: light, its encoded values and the steps between are floats."""
_COLOURS, _GREY, _ALPHA = ("R", "G", "B"), "Y", "A"


def read_header(file: BinaryIO, path: Path) -> Header:
    """Return the size of the data window; raises PhotoError: no library, damaged or too large."""
    if not is_installed(READABLE[Kind.EXR].extra):
        raise missing_library(path, Kind.EXR)
    import OpenEXR

    try:
        with quiet_decoders(), OpenEXR.File(_name_of(file, path), header_only=True) as opened:
            (left, top), (right, bottom) = opened.header()["dataWindow"]
            width, height = int(right) - int(left) + 1, int(bottom) - int(top) + 1
    except DECODER_FAULTS as error:
        raise damaged(path, repr(error)) from error
    check_size(path, width, height)
    return Header(width, height, pixel_bytes=_PIXEL_BYTES)


def decode(file: BinaryIO, path: Path) -> Decoded:
    """Return the first part's picture; raises PhotoError: no library, damaged, cut off or too large."""
    read_header(file, path)
    import OpenEXR

    try:
        with quiet_decoders(), OpenEXR.File(_name_of(file, path), separate_channels=True) as opened:
            planes = {name: channel.pixels for name, channel in opened.channels().items()}
        return Decoded(_pixels(planes), notes=(_NOTE,))
    except DECODER_FAULTS as error:
        raise damaged(path, repr(error)) from error


def _name_of(file: BinaryIO, path: Path) -> str:
    """Return a name that the library can open whatever the file's own is: it takes text only."""
    own = Path("/dev/fd")
    return str(own / str(file.fileno())) if own.exists() else os.fspath(path)


def _pixels(planes: dict[str, NDArray[np.generic]]) -> NDArray[np.generic]:
    names = list(_COLOURS) if all(name in planes for name in _COLOURS) else [_GREY]
    has_alpha = _ALPHA in planes
    light = np.stack([planes[name].astype(np.float32) for name in (*names, *[_ALPHA] * has_alpha)], axis=-1)
    if not np.isfinite(light).all():
        light = np.nan_to_num(light, posinf=_HALF_MAX, neginf=0)
    straight: NDArray[np.float32] = unmultiplied(light).astype(np.float32) if has_alpha else light
    encoded = encoded_srgb(straight[..., : len(names)])
    return np.concatenate([encoded, straight[..., len(names) :]], axis=-1)

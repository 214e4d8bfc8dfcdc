"""HEIC through pillow-heif (the extra "heif"): 8 bits as they are, 10 and 12 bits as 16."""

from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import numpy as np

from enhancer_gui.storage import cicp
from enhancer_gui.storage.alpha import unmultiplied
from enhancer_gui.storage.decoded import DECODER_FAULTS, Decoded, Header
from enhancer_gui.storage.format_table import READABLE, Kind, is_installed
from enhancer_gui.storage.iso_boxes import MAX_FILE_BYTES
from enhancer_gui.storage.photo_files import check_size, damaged, missing_library
from enhancer_gui.storage.quiet import quiet_decoders
from enhancer_gui.storage.sample_range import full_range

_PIXEL_BYTES = 12
"""Memory at the peak for a pixel of 10 or 12 bits; half of it at 8, measured."""
_CHANNELS = {"L": 1, "LA": 2, "RGB": 3, "RGBA": 4}


def read_header(file: BinaryIO, path: Path) -> Header:
    """Return the upright size; raises PhotoError: no library, damaged or too large."""
    _need_library(path)
    import pillow_heif

    try:
        with quiet_decoders():
            width, height = pillow_heif.open_heif(BytesIO(file.read(MAX_FILE_BYTES)), convert_hdr_to_8bit=False).size
    except DECODER_FAULTS as error:
        raise damaged(path, repr(error)) from error
    check_size(path, width, height)
    return Header(width, height, pixel_bytes=_PIXEL_BYTES)


def decode(file: BinaryIO, path: Path) -> Decoded:
    """Return the primary picture, upright; raises PhotoError: no library, damaged, cut off or too large."""
    _need_library(path)
    import pillow_heif

    data = file.read(MAX_FILE_BYTES)
    try:
        with quiet_decoders():
            found = pillow_heif.open_heif(BytesIO(data), convert_hdr_to_8bit=False)
            width, height = found.size
            check_size(path, width, height)
            mode, deep, _ = found.mode.partition(";16")
            stored = np.asarray(found)
    except DECODER_FAULTS as error:
        raise damaged(path, repr(error)) from error
    premultiplied = mode.endswith("a")
    pixels = full_range(stored.reshape(height, width, -1), 16 if deep else 8)
    if pixels.shape[2] != _CHANNELS.get(mode.upper()):
        raise damaged(path, f"{pixels.shape[2]} channels in mode {found.mode}")
    info, points = found.info, cicp.code_points_in(data)
    icc, notes = info.get("icc_profile"), []
    if len(found) > 1:
        notes.append("The file holds several pictures; only the first is used.")
    if not icc and points is not None:
        icc = cicp.profile_for(*points)
        notes += filter(None, [cicp.note_on(points[1])])
    pixels = unmultiplied(pixels) if premultiplied else pixels
    return Decoded(pixels, info.get("exif"), info.get("xmp"), icc or None, notes=tuple(notes))


def _need_library(path: Path) -> None:
    if not is_installed(READABLE[Kind.HEIC].extra):
        raise missing_library(path, Kind.HEIC)

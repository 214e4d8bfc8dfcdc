"""AVIF: Pillow opens it and reads its blocks; what has 10 or 12 bits is decoded by imagecodecs, in all of them.

Pillow reduces to 8 bits without a word (13.0). Sequences stay with Pillow: imagecodecs 2026.3 decodes a
sequence whole, and never returned when asked for its first picture.
"""

from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import imagecodecs
import numpy as np
from numpy.typing import NDArray

from enhancer_gui.core.errors import PhotoError
from enhancer_gui.storage import cicp
from enhancer_gui.storage.decoded import DECODER_FAULTS, Decoded, Header, damaged_block
from enhancer_gui.storage.format_table import Kind
from enhancer_gui.storage.iso_boxes import MAX_FILE_BYTES, boxes
from enhancer_gui.storage.photo_files import damaged
from enhancer_gui.storage.pillow_read import decode as decode_by_pillow
from enhancer_gui.storage.pillow_read import read_header as header_by_pillow
from enhancer_gui.storage.sample_range import full_range

_HIGH_DEPTH, _TWELVE_BITS = 0x40, 0x20
_SEQUENCE = b"avis"
_NO_ITEM = b"skip"


def read_header(file: BinaryIO, path: Path) -> Header:
    """Return size and orientation without decoding; raises PhotoError: damaged or too large."""
    try:
        return header_by_pillow(file, path, Kind.AVIF)
    except PhotoError:
        file.seek(0)
        plain = _without_exif(file.read(MAX_FILE_BYTES))
        if plain is None:
            raise
        return header_by_pillow(BytesIO(plain), path, Kind.AVIF)


def decode(file: BinaryIO, path: Path) -> Decoded:
    """Return the decoded picture, the first of a sequence; raises PhotoError: damaged, cut off or too large."""
    data = file.read(MAX_FILE_BYTES)
    bits = _bits_of(data)
    deep = bits > 8 and data[8:12] != _SEQUENCE
    damage: list[str] = []
    try:
        decoded = decode_by_pillow(BytesIO(data), path, Kind.AVIF, with_pixels=not deep)
    except PhotoError:  # the library refuses the whole picture where its EXIF data does not begin as it should
        plain = _without_exif(data)
        if plain is None:
            raise
        data, damage = plain, [damaged_block("EXIF data")]
        decoded = decode_by_pillow(BytesIO(data), path, Kind.AVIF, with_pixels=not deep)
    pixels = _deep_pixels(data, path, bits) if deep else decoded.pixels
    icc, notes = decoded.icc, [*decoded.notes, *damage]
    points = cicp.code_points_in(data)
    if icc is None and points is not None:
        icc = cicp.profile_for(*points)
        notes += filter(None, [cicp.note_on(points[1])])
    return Decoded(pixels, decoded.exif, decoded.xmp, icc, None, decoded.orientation, tuple(notes))


def _without_exif(data: bytes) -> bytes | None:
    """Return the file with its EXIF item called what no reader looks for; None where it has none.

    Source: ISO/IEC 14496-12, sections 8.11.1 and 8.11.6.
    """
    try:
        meta = next((start + 4, end) for name, start, end in boxes(data) if name == b"meta")
        items = next((start, end) for name, start, end in boxes(data, *meta) if name == b"iinf")
        first = items[0] + (6 if data[items[0]] == 0 else 8)
        for name, start, end in boxes(data, first, items[1]):
            kind = start + (8 if data[start] < 3 else 10)
            if name == b"infe" and data[kind : kind + 4] == b"Exif" and kind + 4 <= end:
                return data[:kind] + _NO_ITEM + data[kind + 4 :]
    except (ValueError, IndexError, StopIteration):
        pass
    return None


def _bits_of(data: bytes) -> int:
    """Return the bits of a sample, from the AV1 configuration (AV1-ISOBMFF, section 2.3.3)."""
    at = data.find(b"av1C")
    flags = data[at + 6] if 0 <= at < len(data) - 6 else 0
    if not flags & _HIGH_DEPTH:
        return 8
    return 12 if flags & _TWELVE_BITS else 10


def _deep_pixels(data: bytes, path: Path, bits: int) -> NDArray[np.generic]:
    try:
        pixels: NDArray[np.generic] = imagecodecs.avif_decode(data)
        return full_range(pixels.reshape(*pixels.shape[:2], -1), bits)
    except DECODER_FAULTS as error:
        raise damaged(path, repr(error)) from error

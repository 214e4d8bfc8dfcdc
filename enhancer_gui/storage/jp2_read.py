"""JPEG 2000: Pillow up to 8 bits, imagecodecs beyond (Pillow reduces 16 bits of colour to 8 without a word).

Source: ISO/IEC 15444-1, annexes A.5.1 (SIZ) and I.5.3 (colour boxes).
"""

from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import imagecodecs
import numpy as np
from numpy.typing import NDArray

from enhancer_gui.storage.decoded import DECODER_FAULTS, Decoded, Header
from enhancer_gui.storage.format_table import Kind
from enhancer_gui.storage.iso_boxes import MAX_FILE_BYTES, boxes, find_box
from enhancer_gui.storage.photo_files import damaged
from enhancer_gui.storage.pillow_read import decode as decode_by_pillow
from enhancer_gui.storage.pillow_read import read_header as header_by_pillow
from enhancer_gui.storage.sample_range import full_range

_START_AND_SIZE = b"\xff\x4f\xff\x51"
_ICC_METHOD = 2
_XMP_UUID = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
_EXIF_UUID = b"JpgTiffExif->JP2"


def read_header(file: BinaryIO, path: Path) -> Header:
    """Return the size; raises PhotoError: damaged or too large."""
    return header_by_pillow(file, path, Kind.JP2)


def decode(file: BinaryIO, path: Path) -> Decoded:
    """Return the decoded picture; raises PhotoError: damaged, cut off or too large."""
    data = file.read(MAX_FILE_BYTES)
    try:
        bits, icc, exif, xmp = _bits(data), _icc(data), _uuid(data, _EXIF_UUID), _uuid(data, _XMP_UUID)
    except DECODER_FAULTS as error:
        raise damaged(path, repr(error)) from error
    deep = bits > 8
    decoded = decode_by_pillow(BytesIO(data), path, Kind.JP2, with_pixels=not deep)
    pixels = _deep_pixels(data, path, bits) if deep else decoded.pixels
    return Decoded(pixels, exif, xmp, decoded.icc or icc, decoded.dpi, notes=decoded.notes)


def _bits(data: bytes) -> int:
    at = data.find(_START_AND_SIZE)
    components = data[at + 42 :: 3] if at >= 0 else b""
    return (components[0] & 0x7F) + 1 if components else 8


def _deep_pixels(data: bytes, path: Path, bits: int) -> NDArray[np.generic]:
    try:
        raw: NDArray[np.generic] = imagecodecs.jpeg2k_decode(data)
        pixels = raw.reshape(*raw.shape[:2], -1)
        if pixels.dtype == np.int16:
            pixels = (pixels.astype(np.int32) + (1 << (bits - 1))).astype(np.uint16)
        if pixels.shape[2] > 4:
            raise ValueError(f"{pixels.shape[2]} components")
        return full_range(pixels, bits)
    except DECODER_FAULTS as error:
        raise damaged(path, repr(error)) from error


def _icc(data: bytes) -> bytes | None:
    colour = find_box(data, b"jp2h", b"colr")
    return colour[3:] if colour and colour[0] == _ICC_METHOD else None


def _uuid(data: bytes, wanted: bytes) -> bytes | None:
    if data.startswith(_START_AND_SIZE):
        return None
    for name, start, end in boxes(data):
        if name == b"uuid" and data[start : start + 16] == wanted:
            return data[start + 16 : end]
    return None

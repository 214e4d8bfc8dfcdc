"""Photoshop documents: the flattened picture that every compatible document carries, in 8, 16 or 32 bits.

Pillow reads the same picture in 8 bits only; the layers themselves are left alone.
Source: Adobe Photoshop File Formats Specification (2019), "File Header", "Image Resources", "Image Data".
"""

import struct
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

import imagecodecs
import numpy as np
from numpy.typing import NDArray

from enhancer_gui.storage.colour import cmyk_to_srgb_deep, lab_to_srgb_deep, white_of
from enhancer_gui.storage.decoded import DECODER_FAULTS, MAX_BLOCK_BYTES, Decoded, Header
from enhancer_gui.storage.exact_read import read_exactly
from enhancer_gui.storage.iptc import PHOTOSHOP_RESOURCE
from enhancer_gui.storage.photo_files import check_size, damaged
from enhancer_gui.storage.sample_range import finite

_BITMAP, _GREY, _INDEXED, _RGB, _CMYK, _DUOTONE, _LAB = 0, 1, 2, 3, 4, 8, 9
_COLOURS = {_BITMAP: 1, _GREY: 1, _INDEXED: 1, _RGB: 3, _CMYK: 4, _DUOTONE: 1, _LAB: 3}
_RESOLUTION, _ICC, _EXIF, _XMP = 0x03ED, 0x040F, 0x0422, 0x0424
_KEPT = (_RESOLUTION, _ICC, _EXIF, _XMP, PHOTOSHOP_RESOURCE)
_STORED, _RUN_LENGTH = 0, 1
_LARGE_DOCUMENT = 2
_MAX_CHANNELS = 56
_COPIES = 3
"""Of the samples, in memory at once: as stored, side by side, and in this machine's order of bytes. Measured."""
_SMALLEST_LAYERS = 6
"""A length of four bytes and a number of two."""


@dataclass
class _Document:
    version: int
    channels: int
    height: int
    width: int
    bits: int
    mode: int
    palette: bytes = b""
    resources: dict[int, bytes] = field(default_factory=dict)
    layers: int = 0


def read_header(file: BinaryIO, path: Path) -> Header:
    """Return the size; raises PhotoError: damaged or too large."""
    document = _head(file, path)
    sample_bytes = max(1, document.bits // 8)
    return Header(document.width, document.height, pixel_bytes=_COPIES * sample_bytes * document.channels)


def decode(file: BinaryIO, path: Path) -> Decoded:
    """Return the flattened picture; raises PhotoError: damaged, cut off or too large."""
    document = _head(file, path)
    try:
        _sections(file, document)
        planes = _planes(file, document)
        pixels, icc, notes = _pixels(document, planes)
    except DECODER_FAULTS as error:
        raise damaged(path, repr(error)) from error
    resources = document.resources
    return Decoded(
        pixels,
        resources.get(_EXIF),
        resources.get(_XMP),
        icc,
        _dpi(resources.get(_RESOLUTION)),
        notes=tuple(notes),
        iptc=resources.get(PHOTOSHOP_RESOURCE),
    )


def _head(file: BinaryIO, path: Path) -> _Document:
    try:
        version, channels, height, width, bits, mode = struct.unpack(">4xH6xHIIHH", file.read(26))
    except struct.error as error:
        raise damaged(path, repr(error)) from error
    check_size(path, width, height)
    if version not in (1, _LARGE_DOCUMENT) or not 1 <= channels <= _MAX_CHANNELS or mode not in _COLOURS:
        raise damaged(path, f"version {version}, {channels} channels, mode {mode}")
    if bits not in (1, 8, 16, 32) or (bits == 1) != (mode == _BITMAP) or channels < _COLOURS[mode]:
        raise damaged(path, f"{channels} channels of {bits} bits in mode {mode}")
    return _Document(version, channels, height, width, bits, mode)


def _sections(file: BinaryIO, document: _Document) -> None:
    """Read palette and resources, and stop at the picture."""
    document.palette = read_exactly(file, _length(file, 4))
    end = _length(file, 4) + file.tell()
    while file.tell() + 12 <= end:
        _, number, name_length = struct.unpack(">4sHB", read_exactly(file, 7))
        file.seek(name_length | 1, 1)  # name and its length are padded to an even number of bytes
        size = _length(file, 4)
        if size <= MAX_BLOCK_BYTES and number in _KEPT:
            document.resources[number] = read_exactly(file, size)
            file.seek(size % 2, 1)
        else:
            file.seek(size + size % 2, 1)
    file.seek(end)
    layers_size = _length(file, 8 if document.version == _LARGE_DOCUMENT else 4)
    after = file.tell() + layers_size
    if layers_size >= _SMALLEST_LAYERS:
        info_bytes = _length(file, 8 if document.version == _LARGE_DOCUMENT else 4)
        document.layers = struct.unpack(">h", read_exactly(file, 2))[0] if info_bytes >= 2 else 0
    file.seek(after)


def _planes(file: BinaryIO, document: _Document) -> NDArray[np.generic]:
    """Return (C, H, W) samples as stored, big-endian; bits packed eight to a byte."""
    row_bytes = -(-document.width * document.bits // 8)
    rows = document.channels * document.height
    compression = _length(file, 2)
    if compression == _STORED:
        raw = read_exactly(file, rows * row_bytes)
    elif compression == _RUN_LENGTH:
        raw = _unpacked(file, rows, row_bytes, count_bytes=4 if document.version == _LARGE_DOCUMENT else 2)
    else:
        raise ValueError(f"compression {compression} of the flattened picture")
    kind = {1: "u1", 8: "u1", 16: ">u2", 32: ">f4"}[document.bits]
    return np.frombuffer(raw, kind).reshape(document.channels, document.height, -1)


def _unpacked(file: BinaryIO, rows: int, row_bytes: int, *, count_bytes: int) -> bytes:
    counts = np.frombuffer(read_exactly(file, rows * count_bytes), f">u{count_bytes}")
    whole = bytearray(rows * row_bytes)
    for row, count in enumerate(counts):
        line = imagecodecs.packbits_decode(read_exactly(file, int(count)))
        if len(line) < row_bytes:
            raise EOFError(f"{len(line)} of {row_bytes} bytes in row {row}")
        whole[row * row_bytes : (row + 1) * row_bytes] = line[:row_bytes]
    return bytes(whole)


def _pixels(document: _Document, planes: NDArray[np.generic]) -> tuple[NDArray[np.generic], bytes | None, list[str]]:
    """Return the pixels as (H, W, C), the profile that describes them now, and notes."""
    icc, mode = document.resources.get(_ICC), document.mode
    if mode == _BITMAP:
        grey = (1 - np.unpackbits(planes[0].view(np.uint8), axis=1)[:, : document.width]) * np.uint8(255)
        return grey[..., None], icc, []
    # A negative number of layers says that the first channel after the colours is the merged transparency.
    has_alpha = document.layers < 0 and document.channels > _COLOURS[mode] and mode in (_GREY, _RGB)
    kept = planes[: _COLOURS[mode] + has_alpha]
    pixels = np.ascontiguousarray(np.moveaxis(kept, 0, -1)).astype(kept.dtype.newbyteorder("="), copy=False)
    notes = ["The layers of the Photoshop document are flattened."] if document.layers else []
    pixels = finite(pixels, notes)
    if mode == _INDEXED:
        table = np.frombuffer(document.palette[:768].ljust(768, b"\0"), np.uint8).reshape(3, 256).T
        return table[pixels[..., 0].astype(np.intp)], icc, notes
    if mode == _CMYK:
        notes.append("The photo is in CMYK; it was converted to sRGB.")
        inks = np.subtract(pixels.dtype.type(white_of(pixels.dtype)), pixels)  # Photoshop stores paper, not ink
        return cmyk_to_srgb_deep(inks, icc), None, notes
    if mode == _LAB:
        notes.append("The photo is in Lab; it was converted to sRGB.")
        return lab_to_srgb_deep(pixels, signed=False), None, notes
    return pixels, icc, notes


def _dpi(resource: bytes | None) -> tuple[float, float] | None:
    if resource is None or len(resource) < 16:
        return None
    x, y = struct.unpack(">I4xI4x", resource[:16])
    return (x / 65536, y / 65536) if x and y else None


def _length(file: BinaryIO, size: int) -> int:
    return int.from_bytes(read_exactly(file, size), "big")

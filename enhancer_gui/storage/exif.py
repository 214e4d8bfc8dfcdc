"""EXIF blocks, edited where they lie.

Maker notes often point into the block by absolute offsets, so nothing that exists is moved: values of
fixed size are overwritten in place and only the first directory, when it grows, is written anew at the end.

Source: CIPA DC-008 (EXIF 2.32), sections 4.5 and 4.6.
"""

import struct
from io import BytesIO

from enhancer_gui.storage.exif_block import SHORT, ExifBlock
from enhancer_gui.storage.tiff_ifd import EXIF_IFD, Directory, read_directory

PREFIX = b"Exif\0\0"
ORIENTATION = 0x0112
SOFTWARE = 0x0131
_IMAGE_WIDTH, _IMAGE_LENGTH = 0x0100, 0x0101
_PIXEL_X, _PIXEL_Y = 0xA002, 0xA003
X_RESOLUTION, Y_RESOLUTION, RESOLUTION_UNIT = 0x011A, 0x011B, 0x0128
_THUMBNAIL_OFFSET, _THUMBNAIL_LENGTH = 0x0201, 0x0202
_ASCII, _RATIONAL = 2, 5
_INCH, _CENTIMETRE = 2, 3
_EMPTY = b"II*\0\x08\0\0\0\0\0\0\0\0\0"


def without_prefix(block: bytes | None) -> bytes | None:
    """Return the TIFF-structured part of an EXIF block; None where there is none."""
    block = block.removeprefix(PREFIX) if block else None
    return block or None


def orientation_of(block: bytes | None) -> int:
    """Return the orientation 1..8; 1 where it is missing or invalid."""
    if not block:
        return 1
    try:
        parts = ExifBlock(block)
        entry = parts.find(parts.first, ORIENTATION)
        value = parts.number(entry) if entry else 1
    except ValueError:
        return 1
    return value if 1 <= value <= 8 else 1


def with_upright_orientation(block: bytes) -> bytes:
    """Return the block with its orientation tag, where it has one, set to 1; a broken block comes back as it is."""
    try:
        parts = ExifBlock(block)
        entry = parts.find(parts.first, ORIENTATION)
    except ValueError:
        return block
    if entry:
        parts.pack("HHIHH", entry.position, ORIENTATION, SHORT, 1, 1, 0)
    return bytes(parts.data)


def without_orientation(block: bytes) -> bytes:
    """Return the block without its orientation tag; a broken block comes back as it is."""
    try:
        parts = ExifBlock(block)
        parts.drop(parts.first, {ORIENTATION})
    except ValueError:
        return block
    return bytes(parts.data)


def dpi_of(block: bytes | None) -> tuple[float, float] | None:
    """Return the resolution (x, y) in dots per inch that the block states, or None."""
    if not block:
        return None
    try:
        return dpi_in(read_directory(BytesIO(block)))
    except ValueError:
        return None


def dpi_in(directory: Directory) -> tuple[float, float] | None:
    """Return the resolution (x, y) in dots per inch that a directory of a block or of a TIFF states, or None."""
    x, y = (directory.fields[tag].ratio() if tag in directory.fields else None for tag in (X_RESOLUTION, Y_RESOLUTION))
    unit = directory.fields[RESOLUTION_UNIT].integer() if RESOLUTION_UNIT in directory.fields else _INCH
    factor = {_INCH: 1.0, _CENTIMETRE: 2.54}.get(unit or 0)
    if not x or not y or factor is None:
        return None
    return x * factor, y * factor


def block_for_result(
    block: bytes | None, width: int, height: int, *, software: str | None, dpi: tuple[float, float] | None
) -> bytes | None:
    """Return the block as it belongs into a new file of (width, height) pixels, or None for nothing to say.

    Pixel-size tags are corrected, the preview of the old picture is dropped, software and resolution are
    set where given.

    Raises:
        ValueError: the block is broken.
    """
    if block is None and software is None:
        return None
    parts = ExifBlock(block or _EMPTY)
    _correct_pixel_size(parts, width, height)
    _drop_thumbnail(parts)
    fresh = {ORIENTATION: struct.pack(parts.order + "HIHH", SHORT, 1, 1, 0)}
    if software is not None:
        text = software.encode("utf-8") + b"\0"
        fresh[SOFTWARE] = _value(parts, _ASCII, len(text), text)
    if dpi is not None:
        for tag, value in ((X_RESOLUTION, dpi[0]), (Y_RESOLUTION, dpi[1])):
            fresh[tag] = _value(parts, _RATIONAL, 1, struct.pack(parts.order + "II", round(value * 1000), 1000))
        fresh[RESOLUTION_UNIT] = struct.pack(parts.order + "HIHH", SHORT, 1, _INCH, 0)
    _rewrite_first(parts, fresh)
    return bytes(parts.data)


def _value(parts: ExifBlock, kind: int, count: int, data: bytes) -> bytes:
    """Return the last ten bytes of an entry, with data of more than four bytes appended to the block."""
    inline = data.ljust(4, b"\0") if len(data) <= 4 else struct.pack(parts.order + "I", parts.append(data))
    return struct.pack(parts.order + "HI", kind, count) + inline


def _correct_pixel_size(parts: ExifBlock, width: int, height: int) -> None:
    places = [(parts.first, _IMAGE_WIDTH, width), (parts.first, _IMAGE_LENGTH, height)]
    pointer = parts.find(parts.first, EXIF_IFD)
    if pointer:
        exif = parts.number(pointer)
        places += [(exif, _PIXEL_X, width), (exif, _PIXEL_Y, height)]
    for directory, tag, value in places:
        entry = parts.find(directory, tag)
        if entry:
            parts.set_long(entry, value)


def _drop_thumbnail(parts: ExifBlock) -> None:
    """Blank the embedded preview; where it ends the block, as cameras write it, the block gets shorter."""
    second = parts.next_directory(parts.first)
    if not second:
        return
    try:
        offset, length = parts.find(second, _THUMBNAIL_OFFSET), parts.find(second, _THUMBNAIL_LENGTH)
    except ValueError:
        return
    if offset is None or length is None:
        return
    start, size = parts.number(offset), parts.number(length)
    if start <= second or start + size > len(parts.data):
        return
    if start + size == len(parts.data):
        del parts.data[start:]
    else:
        parts.data[start : start + size] = bytes(size)


def _rewrite_first(parts: ExifBlock, fresh: dict[int, bytes]) -> None:
    """Write the first directory anew at the end with `fresh` entries; its next directory is left out."""
    entries = {
        entry.tag: bytes(parts.data[entry.position + 2 : entry.position + 12]) for entry in parts.entries(parts.first)
    }
    if ORIENTATION not in entries:
        fresh = {tag: value for tag, value in fresh.items() if tag != ORIENTATION}
    entries |= fresh
    table = struct.pack(parts.order + "H", len(entries))
    for tag in sorted(entries):
        table += struct.pack(parts.order + "H", tag) + entries[tag]
    parts.pack("I", 4, parts.append(table + b"\0\0\0\0"))

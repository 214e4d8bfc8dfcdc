"""Directories of TIFF structures (TIFF files and EXIF blocks): read, and written anew elsewhere.

Needed to carry EXIF between a TIFF file, whose first directory also describes the pixels, and the
self-contained block that JPEG, PNG and WebP hold.

Source: TIFF 6.0, section 2; BigTIFF design (AWare Systems); CIPA DC-008 (EXIF 2.32), section 4.6.
"""

import struct
from dataclasses import dataclass, field
from typing import BinaryIO, Literal

EXIF_IFD = 0x8769
GPS_IFD = 0x8825
INTEROP_IFD = 0xA005
_CHILDREN = (EXIF_IFD, GPS_IFD, INTEROP_IFD)

TYPE_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 16: 8, 17: 8, 18: 8}
"""Bytes of one value of each field type."""

_WORD_SIZES = {3: 2, 8: 2, 4: 4, 9: 4, 13: 4, 5: 4, 10: 4, 11: 4, 12: 8, 16: 8, 17: 8, 18: 8}
"""Bytes that change order together (a rational is two words)."""

LONG, LONG8 = 4, 16
MAX_FIELDS = 2000
MAX_FIELD_BYTES = 8 * 2**20
"""Caps against hostile files; maker notes, the largest honest fields, stay well below 1 MB."""


@dataclass(frozen=True)
class Field:
    """One entry: its type, how many values, and their bytes in little-endian order."""

    type: int
    count: int
    data: bytes

    def integer(self) -> int | None:
        """Return the first value of a whole-number field, else None."""
        size = {1: 1, 3: 2, 4: 4, 13: 4, 16: 8, 18: 8}.get(self.type)
        return int.from_bytes(self.data[:size], "little") if size and len(self.data) >= size else None

    def ratio(self) -> float | None:
        """Return the first value of a rational field, else None."""
        if self.type != 5 or len(self.data) < 8:
            return None
        numerator, denominator = struct.unpack_from("<II", self.data)
        return float(numerator / denominator) if denominator else None


@dataclass
class Directory:
    """Fields by tag, and the directories that pointer tags lead to."""

    fields: dict[int, Field] = field(default_factory=dict)
    children: dict[int, "Directory"] = field(default_factory=dict)


def read_directory(file: BinaryIO) -> Directory:
    """Return the first directory of a TIFF structure, with its EXIF, GPS and interoperability directories.

    Fields that cannot be read are left out.

    Raises:
        ValueError: there is no directory at all.
    """
    file.seek(0)
    head = file.read(16)
    order: Literal["little", "big"] = "big" if head[:2] == b"MM" else "little"
    if head[:2] not in (b"II", b"MM") or int.from_bytes(head[2:4], order) not in (42, 43):
        raise ValueError("not a TIFF structure")
    big = int.from_bytes(head[2:4], order) == 43
    start = int.from_bytes(head[8:16] if big else head[4:8], order)
    return _read_one(file, start, order, big=big, depth=0)


def _read_one(file: BinaryIO, start: int, order: Literal["little", "big"], *, big: bool, depth: int) -> Directory:
    pointer, entry_bytes, count_bytes = (8, 20, 8) if big else (4, 12, 2)
    file.seek(start)
    count = int.from_bytes(file.read(count_bytes), order)
    table = file.read(min(count, MAX_FIELDS) * entry_bytes)
    if count == 0 or len(table) < entry_bytes:
        raise ValueError(f"no directory at {start}")
    found = Directory()
    for position in range(0, len(table) - entry_bytes + 1, entry_bytes):
        tag = int.from_bytes(table[position : position + 2], order)
        kind = int.from_bytes(table[position + 2 : position + 4], order)
        values = int.from_bytes(table[position + 4 : position + 4 + pointer], order)
        size = TYPE_SIZES.get(kind, 0) * values
        if not 0 < size <= MAX_FIELD_BYTES:
            continue
        inline = table[position + 4 + pointer : position + 4 + 2 * pointer]
        if size > pointer:
            file.seek(int.from_bytes(inline, order))
            data = file.read(size)
        else:
            data = inline[:size]
        if len(data) == size:
            found.fields[tag] = Field(kind, values, _to_little(data, kind) if order == "big" else data)
    for tag in _CHILDREN:
        offset = found.fields.pop(tag, Field(7, 0, b"")).integer()
        if offset is not None and depth < 2:
            try:
                found.children[tag] = _read_one(file, offset, order, big=big, depth=depth + 1)
            except (ValueError, OSError, OverflowError):
                continue
    return found


def _to_little(data: bytes, kind: int) -> bytes:
    word = _WORD_SIZES.get(kind, 1)
    if word == 1:
        return data
    return b"".join(data[at : at + word][::-1] for at in range(0, len(data), word))


def pack_block(directory: Directory) -> bytes:
    """Return a self-contained little-endian EXIF block."""
    return b"II*\0\x08\0\0\0" + pack_directory(directory, 8, big=False)


def pack_directory(directory: Directory, base: int, *, big: bool) -> bytes:
    """Return the bytes of a directory that will lie at offset `base` of a little-endian (Big)TIFF structure.

    Values and child directories follow it; maker notes are copied as they are, so those that point to
    absolute offsets of the old file lose what they point to.

    Raises:
        OverflowError: an offset does not fit a classic TIFF.
    """
    pointer, entry_bytes, count_format = (8, 20, "<Q") if big else (4, 12, "<H")
    tags = sorted([*directory.fields, *directory.children])
    table = bytearray(struct.pack(count_format, len(tags)))
    tail = bytearray()
    tail_start = base + len(table) + len(tags) * entry_bytes + pointer
    for tag in tags:
        if tag in directory.children:
            tail += b"\0" * (len(tail) % 2)
            where = tail_start + len(tail)
            tail += pack_directory(directory.children[tag], where, big=big)
            entry = Field(LONG8 if big else LONG, 1, where.to_bytes(pointer, "little"))
        else:
            entry = directory.fields[tag]
        table += struct.pack("<HH", tag, entry.type) + entry.count.to_bytes(pointer, "little")
        if len(entry.data) <= pointer:
            table += entry.data.ljust(pointer, b"\0")
        else:
            tail += b"\0" * (len(tail) % 2)
            table += (tail_start + len(tail)).to_bytes(pointer, "little")
            tail += entry.data
    return bytes(table) + b"\0" * pointer + bytes(tail)


def append_children(file: BinaryIO, children: dict[int, Directory], *, big: bool) -> None:
    """Append directories to a little-endian (Big)TIFF file, and its first directory anew with pointers to them.

    Raises:
        OverflowError: an offset does not fit a classic TIFF.
        OSError: the disk refuses.
    """
    pointer, entry_bytes, count_bytes = (8, 20, 8) if big else (4, 12, 2)
    place = 8 if big else 4
    file.seek(place)
    first = int.from_bytes(file.read(pointer), "little")
    file.seek(first)
    count = int.from_bytes(file.read(count_bytes), "little")
    table = file.read(count * entry_bytes)
    entries = [table[at : at + entry_bytes] for at in range(0, len(table), entry_bytes)]
    following = file.read(pointer)
    for tag, child in children.items():
        start = _even_end(file)
        file.write(pack_directory(child, start, big=big))
        value = (1).to_bytes(pointer, "little") + start.to_bytes(pointer, "little")
        entries.append(struct.pack("<HH", tag, LONG8 if big else LONG) + value)
    entries.sort(key=lambda entry: int.from_bytes(entry[:2], "little"))
    start = _even_end(file)
    file.write(len(entries).to_bytes(count_bytes, "little") + b"".join(entries) + following)
    file.seek(place)
    file.write(start.to_bytes(pointer, "little"))


def _even_end(file: BinaryIO) -> int:
    """Return the end of a file, made even: directories begin at even offsets."""
    end = file.seek(0, 2)
    return end + file.write(b"\0" * (end % 2))

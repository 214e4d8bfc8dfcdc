"""A block of EXIF under the knife: its directories are read and changed where they lie.

Source: CIPA DC-008 (EXIF 2.32), section 4.5.
"""

import struct
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from enhancer_gui.storage.tiff_ifd import MAX_FIELDS, TYPE_SIZES

ENTRY_BYTES = 12
SHORT, LONG = 3, 4


@dataclass(frozen=True)
class ExifEntry:
    """One entry of a directory, and where it lies."""

    position: int
    tag: int
    type: int
    count: int


class ExifBlock:
    """A block under the knife. Offsets are from its first byte."""

    def __init__(self, block: bytes) -> None:
        """Copy a block; raises ValueError: it is none."""
        self.data = bytearray(block)
        if block[:4] not in (b"II*\0", b"MM\0*"):
            raise ValueError("not an EXIF block")
        self.order = "<" if block[:2] == b"II" else ">"
        self.first = self.unpack("I", 4)

    def unpack(self, kind: str, position: int) -> int:
        """Return one number at an offset; raises ValueError: it is outside the block."""
        if position + struct.calcsize("=" + kind) > len(self.data):
            raise ValueError(f"offset {position} is outside the EXIF block")
        return int(struct.unpack_from(self.order + kind, self.data, position)[0])

    def pack(self, kind: str, position: int, *values: int) -> None:
        """Write numbers at an offset."""
        struct.pack_into(self.order + kind, self.data, position, *values)

    def entries(self, directory: int) -> Iterator[ExifEntry]:
        """Yield the entries of a directory; raises ValueError: there is none."""
        count = self.unpack("H", directory)
        if count > MAX_FIELDS or directory + 2 + ENTRY_BYTES * count > len(self.data):
            raise ValueError(f"no directory at {directory}")
        for position in range(directory + 2, directory + 2 + ENTRY_BYTES * count, ENTRY_BYTES):
            tag, kind, values = struct.unpack_from(self.order + "HHI", self.data, position)
            yield ExifEntry(position, tag, kind, values)

    def find(self, directory: int, tag: int) -> ExifEntry | None:
        """Return the entry of a tag, or None."""
        return next((entry for entry in self.entries(directory) if entry.tag == tag), None)

    def number(self, entry: ExifEntry) -> int:
        """Return the whole number that an entry holds or points to."""
        return self.unpack("H" if entry.type == SHORT else "I", entry.position + 8)

    def next_directory(self, directory: int) -> int:
        """Return the offset of the directory that follows, 0 for none."""
        position = directory + 2 + ENTRY_BYTES * self.unpack("H", directory)
        return self.unpack("I", position) if position + 4 <= len(self.data) else 0

    def set_long(self, entry: ExifEntry, value: int) -> None:
        """Write a whole number into an entry."""
        self.pack("HHII", entry.position, entry.tag, LONG, 1, value)

    def drop(self, directory: int, tags: Collection[int] | None) -> None:
        """Take entries (None is all) out of a directory in place, and wipe their values."""
        kept, following = b"", self.next_directory(directory)
        entries = tuple(self.entries(directory))
        for entry in entries:
            if tags is None or entry.tag in tags:
                self._wipe(entry)
            else:
                kept += bytes(self.data[entry.position : entry.position + ENTRY_BYTES])
        table = (
            struct.pack(self.order + "H", len(kept) // ENTRY_BYTES) + kept + struct.pack(self.order + "I", following)
        )
        end = min(directory + 2 + ENTRY_BYTES * len(entries) + 4, len(self.data))
        self.data[directory:end] = table.ljust(end - directory, b"\0")

    def _wipe(self, entry: ExifEntry) -> None:
        size = TYPE_SIZES.get(entry.type, 0) * entry.count
        if size > 4:
            start = self.number(entry)
            end = min(start + size, len(self.data))
            self.data[start:end] = bytes(max(0, end - start))

    def append(self, data: bytes) -> int:
        """Append data at an even offset and return that."""
        self.data += b"\0" * (len(self.data) % 2)
        self.data += data
        return len(self.data) - len(data)

"""Boxes: how AVIF, HEIC, JPEG XL and JPEG 2000 files are cut up (ISO/IEC 14496-12, section 4.2)."""

from collections.abc import Iterator

MAX_FILE_BYTES = 2**31
"""Largest file of a format that is decoded from memory as a whole; far above any photo's."""

_FULL_META = b"meta"


def boxes(data: bytes, start: int = 0, end: int | None = None) -> Iterator[tuple[bytes, int, int]]:
    """Yield (name, start, end) of the content of each box in order; a box cut off ends where the data does.

    Raises:
        ValueError: a box says that it is smaller than its own head.
    """
    end = len(data) if end is None else end
    while start + 8 <= end:
        size, name, head = int.from_bytes(data[start : start + 4], "big"), data[start + 4 : start + 8], 8
        if size == 1:
            size, head = int.from_bytes(data[start + 8 : start + 16], "big"), 16
        elif size == 0:
            size = end - start
        if size < head:
            raise ValueError(f"a box of {size} bytes at {start}")
        yield name, start + head, min(end, start + size)
        start += size


def find_box(data: bytes, *names: bytes) -> bytes | None:
    """Return the content of the first box at a path of names, None where there is none."""
    start, end = 0, len(data)
    for name in names:
        place = next(((a, b) for found, a, b in boxes(data, start, end) if found == name), None)
        if place is None:
            return None
        start, end = place
        if name == _FULL_META:
            start += 4  # version and flags
    return data[start:end]

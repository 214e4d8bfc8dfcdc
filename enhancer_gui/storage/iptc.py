"""IPTC-IIM: the captions, names and keywords of press agencies, and the wrappings in which formats carry them.

Source: IPTC-NAA Information Interchange Model 4.2, section 1.5; Adobe Photoshop File Formats Specification (2019),
"Image Resource Blocks"; ImageMagick's and exiftool's convention for PNG ("Raw profile type iptc").
"""

import struct
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from enhancer_gui.core.recipe import MetadataGroup

TIFF_TAG = 33723
PHOTOSHOP_RESOURCE = 0x0404
PNG_KEYWORD = b"Raw profile type iptc"
APP13 = b"Photoshop 3.0\0"
_RESOURCE = b"8BIM"
_MARKER = 0x1C
_EXTENDED = 0x8000
_HEX_LINE = 72

_GROUPS = {
    MetadataGroup.DATE: {(1, 70), (1, 80), (2, 30), (2, 35), (2, 37), (2, 38), (2, 55), (2, 60), (2, 62), (2, 63)},
    MetadataGroup.GPS: {(2, 26), (2, 27), (2, 90), (2, 92), (2, 95), (2, 100), (2, 101)},
}
"""Dates of sending, release, creation; places with their codes. IIM has no word for a camera."""


@dataclass(frozen=True)
class _DataSet:
    record: int
    number: int
    raw: bytes


def iptc_of(block: bytes | None) -> bytes | None:
    """Return the data sets in a TIFF's tag, which some writers store as swapped words; None where there are none."""
    if not block:
        return None
    if block[0] == _MARKER:
        return block
    swapped = b"".join(block[at : at + 4][::-1] for at in range(0, len(block), 4))
    return swapped if swapped[0] == _MARKER else None


def without_groups(block: bytes, groups: Collection[MetadataGroup]) -> bytes | None:
    """Return the data sets without those that date or place the photo; None where nothing is left.

    Raises:
        ValueError: the block is broken.
    """
    unwanted = {key for group in groups for key in _GROUPS.get(group, ())}
    return b"".join(each.raw for each in _data_sets(block) if (each.record, each.number) not in unwanted) or None


def to_photoshop(block: bytes) -> bytes:
    """Return the data sets as an image resource."""
    head = _RESOURCE + struct.pack(">HHI", PHOTOSHOP_RESOURCE, 0, len(block))
    return head + block + b"\0" * (len(block) % 2)


def from_photoshop(resources: bytes) -> bytes | None:
    """Return the data sets among image resources, or the block itself where nothing is wrapped around it."""
    if resources[:1] == bytes([_MARKER]):
        return resources
    at = 0
    while resources[at : at + 4] == _RESOURCE and at + 12 <= len(resources):
        (number,) = struct.unpack_from(">H", resources, at + 4)
        at += 6 + (resources[at + 6] + 2) // 2 * 2
        if at + 4 > len(resources):
            break
        (size,) = struct.unpack_from(">I", resources, at)
        if number == PHOTOSHOP_RESOURCE:
            return resources[at + 4 : at + 4 + size] or None
        at += 4 + size + size % 2
    return None


def to_png_text(block: bytes) -> bytes:
    """Return the text of a PNG's raw profile: a name, a length, and lines of hexadecimal digits."""
    wrapped = to_photoshop(block)
    digits = wrapped.hex().encode("ascii")
    lines = b"\n".join(digits[at : at + _HEX_LINE] for at in range(0, len(digits), _HEX_LINE))
    return b"\niptc\n%8d\n" % len(wrapped) + lines + b"\n"


def _data_sets(block: bytes) -> Iterator[_DataSet]:
    at = 0
    while at < len(block) and block[at] == _MARKER:
        if at + 5 > len(block):
            raise ValueError("an IPTC data set is cut off")
        record, number, size = struct.unpack_from(">BBH", block, at + 1)
        start = at + 5
        if size & _EXTENDED:
            start += size & ~_EXTENDED
            size = int.from_bytes(block[at + 5 : start], "big")
        if start + size > len(block):
            raise ValueError("an IPTC data set is cut off")
        yield _DataSet(record, number, block[at : start + size])
        at = start + size
    if block[at:].strip(b"\0"):
        raise ValueError(f"no IPTC data set at {at}")

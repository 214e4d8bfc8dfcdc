"""The segments of a JPEG that Pillow passes by: extended XMP and IPTC-IIM.

Source: XMP Specification, part 3 (2020), section 1.1.3.1; exiftool's "JPEG Tags" on APP13.
"""

import hashlib
import struct
from collections.abc import Iterable

from PIL import Image

from enhancer_gui.storage.iptc import APP13, PHOTOSHOP_RESOURCE, to_photoshop
from enhancer_gui.storage.xmp_packet import Packet, extended_id

EXTENSION = b"http://ns.adobe.com/xmp/extension/\0"
_ID_BYTES = 32
_HEAD_BYTES = _ID_BYTES + 8
_APP1_MARKER, _APP13_MARKER = 0xFFE1, 0xFFED
_PIECE_BYTES = 65_533 - len(EXTENSION) - _HEAD_BYTES


def extra_segments(xmp_extension: bytes | None, iptc: bytes | None) -> bytes:
    """Return the segments for an extension of the XMP and for IPTC data."""
    segments = b""
    if xmp_extension:
        name = hashlib.md5(xmp_extension, usedforsecurity=False).hexdigest().upper().encode("ascii")
        for at in range(0, len(xmp_extension), _PIECE_BYTES):
            piece = xmp_extension[at : at + _PIECE_BYTES]
            place = struct.pack(">II", len(xmp_extension), at)
            segments += _segment(_APP1_MARKER, EXTENSION + name + place + piece)
    if iptc:
        segments += _segment(_APP13_MARKER, APP13 + to_photoshop(iptc))
    return segments


def full_xmp(picture: Image.Image, notes: list[str]) -> bytes | None:
    """Return the XMP of a picture that Pillow has opened, with a JPEG's extension in it; notes one that is damaged."""
    packet = picture.info.get("xmp")
    pieces = [body for name, body in getattr(picture, "applist", ()) if name == "APP1" and body.startswith(EXTENSION)]
    if not isinstance(packet, bytes) or not pieces:
        return packet if isinstance(packet, bytes) else None
    try:
        wanted = extended_id(packet)
        if wanted is None:
            return packet
        whole = Packet(packet)
        whole.merge(_joined(pieces, wanted.encode("ascii")))
        return bytes(whole)
    except ValueError:
        notes.append("A part of the photo's XMP data is damaged and was left out.")
        return packet


def iptc_in(picture: Image.Image) -> bytes | None:
    """Return the IPTC data of a picture that Pillow has opened."""
    resources = picture.info.get("photoshop")
    block = resources.get(PHOTOSHOP_RESOURCE) if isinstance(resources, dict) else None
    return block if isinstance(block, bytes) and block else None


def _segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">HH", marker, len(body) + 2) + body


def _joined(pieces: Iterable[bytes], wanted: bytes) -> bytes:
    """Return the extension of an id, put together; raises ValueError: it is not whole."""
    parts: dict[int, bytes] = {}
    total = 0
    for piece in pieces:
        head = piece[len(EXTENSION) :]
        if head[:_ID_BYTES] == wanted and len(head) >= _HEAD_BYTES:
            total, at = struct.unpack_from(">II", head, _ID_BYTES)
            parts[at] = head[_HEAD_BYTES:]
    joined = b"".join(parts[at] for at in sorted(parts))
    if len(joined) != total or hashlib.md5(joined, usedforsecurity=False).hexdigest().upper().encode() != wanted:
        raise ValueError(f"{len(joined)} of {total} bytes of extended XMP")
    return joined

"""The few statements in an XMP packet that would be wrong after enhancing.

Only attribute and element values of plain numbers are exchanged; the rest of the packet stays byte for byte.
"""

import re

_UPRIGHT = {b"tiff:Orientation": b"1"}


def with_upright_xmp(packet: bytes) -> bytes:
    """Return the packet with its orientation, where it has one, set to 1."""
    return _with_numbers(packet, _UPRIGHT)


def xmp_for_result(packet: bytes, width: int, height: int) -> bytes:
    """Return the packet with the pixel sizes it states corrected to (width, height)."""
    wide, high = str(width).encode(), str(height).encode()
    sizes = {
        b"tiff:ImageWidth": wide,
        b"tiff:ImageLength": high,
        b"exif:PixelXDimension": wide,
        b"exif:PixelYDimension": high,
    }
    return _with_numbers(packet, sizes)


def _with_numbers(packet: bytes, numbers: dict[bytes, bytes]) -> bytes:
    for name, number in numbers.items():
        packet = re.sub(rb"(\b" + name + rb"\s*=\s*[\"'])\d+([\"'])", rb"\g<1>" + number + rb"\g<2>", packet)
        packet = re.sub(rb"(<" + name + rb">\s*)\d+(\s*</)", rb"\g<1>" + number + rb"\g<2>", packet)
    return packet

"""The statements in an XMP packet that would be wrong, or that nobody may read, after enhancing.

Where only numbers change (orientation, pixel sizes, resolution), the rest of the packet stays byte for byte.

Source: XMP Specification, part 2 (2016), section 3 (namespaces); IPTC Photo Metadata Standard 2023.2.
"""

import re
from collections.abc import Collection

from enhancer_gui.core.recipe import MetadataGroup
from enhancer_gui.storage.xmp_packet import Packet, as_utf8

_ORIENTATION = re.compile(rb"(\btiff:Orientation\s*(?:=\s*[\"']|>)\s*)\d+")
"""Whatever follows the number: a reader of HEIC turns the picture by what is left of a damaged packet, too."""
_DPI_SCALE = 1000
_THUMBNAILS = b"Thumbnails"

_TIFF, _EXIF = "http://ns.adobe.com/tiff/1.0/", "http://ns.adobe.com/exif/1.0/"
_EXIF_EX = "http://cipa.jp/exif/1.0/"
_AUX = "http://ns.adobe.com/exif/1.0/aux/"
_XMP, _MANAGED = "http://ns.adobe.com/xap/1.0/", "http://ns.adobe.com/xap/1.0/mm/"
_PHOTOSHOP = "http://ns.adobe.com/photoshop/1.0/"
_IPTC_CORE = "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
_IPTC_EXTENSION = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
_MICROSOFT = "http://ns.microsoft.com/photo/1.0/", "http://ns.microsoft.com/photo/1.0"

_NAMES: dict[MetadataGroup, dict[str, str]] = {
    MetadataGroup.CAMERA: {
        _TIFF: "Make|Model",
        _AUX: ".*",
        _EXIF_EX: "BodySerialNumber|CameraOwnerName|Lens.*",
        _EXIF: "ImageUniqueID",
        **dict.fromkeys(_MICROSOFT, "Camera.*|Lens.*"),
    },
    MetadataGroup.DATE: {
        _TIFF: "DateTime",
        _EXIF: "DateTime.*|GPSTimeStamp|GPSDateStamp",
        _EXIF_EX: "OffsetTime.*",
        _XMP: ".*Date",
        _PHOTOSHOP: "DateCreated",
        _MANAGED: "History|VersionID|Versions",
        **dict.fromkeys(_MICROSOFT, "Date.*"),
    },
    MetadataGroup.GPS: {
        _EXIF: "GPS.*",
        _PHOTOSHOP: "City|State|Country",
        _IPTC_CORE: "Location|CountryCode",
        _IPTC_EXTENSION: "LocationShown|LocationCreated",
    },
}
"""For each group the names of properties by namespace, as regular expressions."""


def with_upright_xmp(packet: bytes) -> bytes:
    """Return the packet with its orientation, where it has one, set to 1."""
    return _ORIENTATION.sub(rb"\g<1>1", packet)


def xmp_for_result(packet: bytes, width: int, height: int, dpi: tuple[float, float] | None = None) -> bytes:
    """Return the packet as it belongs into a new upright file of (width, height) pixels.

    Its numbers are corrected; previews of the old picture are dropped.

    Raises:
        ValueError: it holds previews and cannot be parsed.
    """
    packet = as_utf8(packet)
    wide, high = str(width).encode(), str(height).encode()
    numbers = {
        b"tiff:ImageWidth": wide,
        b"tiff:ImageLength": high,
        b"exif:PixelXDimension": wide,
        b"exif:PixelYDimension": high,
    }
    if _THUMBNAILS in packet:
        tree = Packet(packet)
        tree.remove(lambda namespace, name: (namespace, name) == (_XMP, _THUMBNAILS.decode()))
        packet = bytes(tree)
    if dpi is not None:
        across, down = (b"%d/%d" % (round(value * _DPI_SCALE), _DPI_SCALE) for value in dpi)
        numbers |= {b"tiff:XResolution": across, b"tiff:YResolution": down, b"tiff:ResolutionUnit": b"2"}
    return with_upright_xmp(_with_numbers(packet, numbers))


def without_groups(packet: bytes, groups: Collection[MetadataGroup]) -> bytes | None:
    """Return the packet without what these groups (CAMERA, DATE, GPS) name; None where nothing is left.

    Raises:
        ValueError: the packet cannot be parsed.
    """
    tree = Packet(packet)

    def is_unwanted(namespace: str, name: str) -> bool:
        return any(re.fullmatch(_NAMES.get(group, {}).get(namespace, ""), name) for group in groups)

    tree.remove(is_unwanted)
    return None if tree.is_empty else bytes(tree)


def _with_numbers(packet: bytes, numbers: dict[bytes, bytes]) -> bytes:
    for name, number in numbers.items():
        packet = re.sub(rb"(\b" + name + rb"\s*=\s*[\"'])[\d/]+([\"'])", rb"\g<1>" + number + rb"\g<2>", packet)
        packet = re.sub(rb"(<" + name + rb">\s*)[\d/]+(\s*</)", rb"\g<1>" + number + rb"\g<2>", packet)
    return packet

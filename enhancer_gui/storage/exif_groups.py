"""Parts of an EXIF block that say which camera, when and where: taken out and wiped where they lie.

Source: CIPA DC-008 (EXIF 2.32), section 4.6; tags of DNG 1.4 that cameras write into JPEG too.
"""

from collections.abc import Collection

from enhancer_gui.core.recipe import MetadataGroup
from enhancer_gui.storage.exif_block import ExifBlock
from enhancer_gui.storage.tiff_ifd import EXIF_IFD, GPS_IFD

_MAKER_NOTE = 0x927C
"""Holds serial numbers, dates and sometimes places, in each maker's own way."""

_FIRST = {
    MetadataGroup.CAMERA: {0x010F, 0x0110, 0x013C, 0xC614, 0xC62F, 0xC630},
    MetadataGroup.DATE: {0x0132},
    MetadataGroup.GPS: {GPS_IFD},
}
"""Make, model, host computer, unique model, serial number, lens; date and time; position."""

_EXIF = {
    MetadataGroup.CAMERA: {_MAKER_NOTE, *range(0xA430, 0xA436), 0xA420},
    MetadataGroup.DATE: {_MAKER_NOTE, 0x9003, 0x9004, *range(0x9010, 0x9013), *range(0x9290, 0x9293)},
    MetadataGroup.GPS: {_MAKER_NOTE},
}
"""Owner, serial numbers and lens, unique id; dates with their zones and fractions of seconds."""

_GPS_TIMES = {7, 29}


def without_groups(block: bytes, groups: Collection[MetadataGroup]) -> bytes:
    """Return the block without what these groups (CAMERA, DATE, GPS; others are passed over) name.

    Raises:
        ValueError: the block is broken.
    """
    parts = ExifBlock(block)
    second = parts.next_directory(parts.first)
    exif, gps = (parts.find(parts.first, pointer) for pointer in (EXIF_IFD, GPS_IFD))
    if gps is not None and MetadataGroup.GPS in groups:
        parts.drop(parts.number(gps), None)
    elif gps is not None and MetadataGroup.DATE in groups:
        parts.drop(parts.number(gps), _GPS_TIMES)
    if exif is not None:
        parts.drop(parts.number(exif), _tags(_EXIF, groups))
    if second:
        parts.drop(second, _tags(_FIRST, groups))
    parts.drop(parts.first, _tags(_FIRST, groups))
    return bytes(parts.data)


def _tags(table: dict[MetadataGroup, set[int]], groups: Collection[MetadataGroup]) -> set[int]:
    return {tag for group in groups for tag in table.get(group, ())}

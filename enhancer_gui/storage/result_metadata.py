"""The metadata of a new file: corrected for its size, without what shall stay private, checked against the format.

Metadata never costs the picture: a block that cannot be embedded is left out and noted. One from which something was
to be taken, and that cannot be parsed, is left out as a whole.
"""

import logging
import struct
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from functools import partial

from enhancer_gui.core.image import Metadata
from enhancer_gui.core.recipe import FileFormat, MetadataGroup
from enhancer_gui.storage import exif, exif_groups, iptc, xmp
from enhancer_gui.storage.photo_formats import PhotoHeader
from enhancer_gui.storage.record import Record, is_record, with_record
from enhancer_gui.storage.xmp_packet import Packet

EMBEDDING_FAULTS = (ValueError, TypeError, OverflowError, LookupError, SyntaxError, RuntimeError, struct.error)
"""What building or embedding a block may raise (SyntaxError is Pillow's word for EXIF data that is none, RuntimeError
that of the codecs); anything from the disk is an OSError and not among them."""

_JPEG_MARKER_BYTES = 65_533
_JPEG_EXIF_BYTES = _JPEG_MARKER_BYTES - len(exif.PREFIX)
_JPEG_XMP_BYTES = _JPEG_MARKER_BYTES - len(b"http://ns.adobe.com/xap/1.0/\0")
_JPEG_IPTC_BYTES = _JPEG_MARKER_BYTES - len(iptc.APP13) - 16
_JPEG_ICC_BYTES = 255 * 65_519
"""A JPEG marker holds 65,533 bytes; a profile is spread over at most 255 of them (ICC.1, annex B.4)."""

_OWN_RESOLUTION = (FileFormat.JPEG, FileFormat.PNG, FileFormat.TIFF)
_HOLD_IPTC = (FileFormat.JPEG, FileFormat.PNG, FileFormat.TIFF)
_ACROSS_BLOCKS = (MetadataGroup.CAMERA, MetadataGroup.DATE, MetadataGroup.GPS)
_MIN_DPI, _MAX_DPI = 0.1, 60_000.0
"""Beyond these JPEG (16 bits) and EXIF's rationals cannot state a resolution, and nothing has one."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Blocks:
    """Metadata ready to embed, and sentences about what is not among it.

    Attributes:
        xmp_extension: of a JPEG, the part of the XMP for which one segment has no room.
    """

    metadata: Metadata
    notes: tuple[str, ...]
    xmp_extension: bytes | None = None


def blocks_for(header: PhotoHeader) -> Blocks:
    """Return the blocks to embed into a file."""
    size, notes = (header.width, header.height), list[str]()
    source = _kept(header.metadata, header.left_out, notes)
    # Only these have a resolution of their own; elsewhere it is stated in EXIF, and where EXIF states one already.
    needs_dpi = source.exif is not None or header.format not in _OWN_RESOLUTION
    if source.dpi is not None and not all(_MIN_DPI <= value <= _MAX_DPI for value in source.dpi):
        notes.append("The photo was saved without its resolution, which makes no sense.")
        source = replace(source, dpi=None)
    packet, dpi = source.xmp, source.dpi
    result = replace(
        source,
        exif=_made(
            "EXIF data",
            lambda: exif.block_for_result(source.exif, *size, software=header.software, dpi=dpi if needs_dpi else None),
            notes,
        ),
        xmp=_made("XMP data", lambda: xmp.xmp_for_result(packet, *size, dpi) if packet else None, notes),
    )
    if header.record is not None:
        result = replace(result, xmp=_recorded(result.xmp, header.record, notes))
    if result.iptc is not None and header.format not in _HOLD_IPTC:
        notes.append(f"The photo was saved without its IPTC data, which {header.facts.title} cannot hold.")
        result = replace(result, iptc=None)
    if header.format is FileFormat.JPEG:
        return _for_jpeg(result, notes)
    return Blocks(result, tuple(notes))


def left_out(what: str, error: Exception) -> str:
    """Return the note for a block that could not be embedded, and log why."""
    _log.info("%s could not be embedded: %r", what, error)
    return f"The photo was saved without its {what}, which could not be embedded."


def _kept(source: Metadata, groups: Collection[MetadataGroup], notes: list[str]) -> Metadata:
    """Return the blocks without the groups that shall not be kept."""
    parts = tuple(group for group in groups if group in _ACROSS_BLOCKS)
    blocks = (
        (MetadataGroup.EXIF, "EXIF data", source.exif, exif_groups.without_groups),
        (MetadataGroup.XMP, "XMP data", source.xmp, xmp.without_groups),
        (MetadataGroup.IPTC, "IPTC data", source.iptc, iptc.without_groups),
    )
    kept: list[bytes | None] = []
    for whole, what, block, without in blocks:
        if block is None or whole in groups:
            kept.append(None)
        elif parts:
            kept.append(_made(what, partial(without, block, parts), notes))
        else:
            kept.append(block)
    return replace(source, exif=kept[0], xmp=kept[1], iptc=kept[2])


def _recorded(packet: bytes | None, record: Record, notes: list[str]) -> bytes | None:
    try:
        return with_record(packet, record)
    except EMBEDDING_FAULTS as error:
        _log.info("no record: %r", error)
        notes.append("The file does not say how it was made: the photo's XMP data is damaged.")
        return packet


def _for_jpeg(result: Metadata, notes: list[str]) -> Blocks:
    main, extension = result.xmp, None
    if main is not None and len(main) > _JPEG_XMP_BYTES:
        try:
            main, extension = Packet(main).split(_JPEG_XMP_BYTES, stays=is_record)
        except ValueError as error:
            _log.info("XMP that cannot be split: %r", error)
    fitting = Metadata(
        exif=_fitting(result.exif, _JPEG_EXIF_BYTES, "EXIF data", notes),
        xmp=_fitting(main, _JPEG_XMP_BYTES, "XMP data", notes),
        icc=_fitting(result.icc, _JPEG_ICC_BYTES, "colour profile", notes),
        dpi=result.dpi,
        iptc=_fitting(result.iptc, _JPEG_IPTC_BYTES, "IPTC data", notes),
    )
    return Blocks(fitting, tuple(notes), extension)


def _made(what: str, make: Callable[[], bytes | None], notes: list[str]) -> bytes | None:
    try:
        return make()
    except EMBEDDING_FAULTS as error:
        notes.append(left_out(what, error))
        return None


def _fitting(block: bytes | None, limit_bytes: int, what: str, notes: list[str]) -> bytes | None:
    if block is not None and len(block) > limit_bytes:
        notes.append(f"The photo was saved without its {what}, which is too large for a JPEG file.")
        return None
    return block

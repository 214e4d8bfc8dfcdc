"""The metadata of a new file: corrected for its size, checked against what the format can hold.

Metadata never costs the picture: a block that cannot be embedded is left out and noted.
"""

import logging
import struct
from collections.abc import Callable
from dataclasses import dataclass, replace

from enhancer_gui.core.image import Metadata
from enhancer_gui.core.recipe import FileFormat
from enhancer_gui.storage import exif, xmp
from enhancer_gui.storage.photo_formats import PhotoHeader

EMBEDDING_FAULTS = (ValueError, TypeError, OverflowError, LookupError, struct.error)
"""What building or embedding a block may raise; anything from the disk is an OSError and not among them."""

_JPEG_MARKER_BYTES = 65_533
_JPEG_EXIF_BYTES = _JPEG_MARKER_BYTES - len(exif.PREFIX)
_JPEG_XMP_BYTES = _JPEG_MARKER_BYTES - len(b"http://ns.adobe.com/xap/1.0/\0")
_JPEG_ICC_BYTES = 255 * 65_519
"""A JPEG marker holds 65,533 bytes; a profile is spread over at most 255 of them (ICC.1, annex B.4)."""

_MIN_DPI, _MAX_DPI = 0.1, 60_000.0
"""Beyond these JPEG (16 bits) and EXIF's rationals cannot state a resolution, and nothing has one."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Blocks:
    """Metadata ready to embed, and sentences about what is not among it."""

    metadata: Metadata
    notes: tuple[str, ...]


def blocks_for(header: PhotoHeader) -> Blocks:
    """Return the blocks to embed into a file."""
    source, size = header.metadata, (header.width, header.height)
    notes: list[str] = []
    # WebP has no resolution of its own: it is stated in EXIF, as it is wherever EXIF states one already.
    needs_dpi = source.exif is not None or header.format is FileFormat.WEBP
    if source.dpi is not None and not all(_MIN_DPI <= value <= _MAX_DPI for value in source.dpi):
        notes.append("The photo was saved without its resolution, which makes no sense.")
        source = replace(source, dpi=None)
    result = replace(
        source,
        exif=_made(
            "EXIF data",
            lambda: exif.block_for_result(
                source.exif, *size, software=header.software, dpi=source.dpi if needs_dpi else None
            ),
            notes,
        ),
        xmp=_made("XMP data", lambda: xmp.xmp_for_result(source.xmp, *size) if source.xmp else None, notes),
        icc=None if header.is_grey and header.format is FileFormat.WEBP else source.icc,
    )
    if header.format is FileFormat.JPEG:
        result = Metadata(
            exif=_fitting(result.exif, _JPEG_EXIF_BYTES, "EXIF data", notes),
            xmp=_fitting(result.xmp, _JPEG_XMP_BYTES, "XMP data", notes),
            icc=_fitting(result.icc, _JPEG_ICC_BYTES, "colour profile", notes),
            dpi=result.dpi,
        )
    return Blocks(result, tuple(notes))


def left_out(what: str, error: Exception) -> str:
    """Return the note for a block that could not be embedded, and log why."""
    _log.info("%s could not be embedded: %r", what, error)
    return f"The photo was saved without its {what}, which could not be embedded."


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

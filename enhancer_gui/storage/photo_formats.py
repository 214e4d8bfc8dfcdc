"""Formats that can be written: what each can hold, and the facts of a file before its pixels come."""

from dataclasses import dataclass, field
from pathlib import Path

from enhancer_gui.core.errors import PhotoError
from enhancer_gui.core.image import BitDepth, Metadata
from enhancer_gui.core.recipe import FileFormat

_DEPTHS = {
    FileFormat.JPEG: (BitDepth.U8,),
    FileFormat.WEBP: (BitDepth.U8,),
    FileFormat.PNG: (BitDepth.U8, BitDepth.U16),
    FileFormat.TIFF: (BitDepth.U8, BitDepth.U16, BitDepth.F32),
}
_MAX_SIDE_PX = {FileFormat.JPEG: 65_500, FileFormat.WEBP: 16_383, FileFormat.PNG: 2**31 - 1, FileFormat.TIFF: 2**31 - 1}
"""libjpeg's JPEG_MAX_DIMENSION (the format's own limit is 65,535); libwebp's WEBP_MAX_DIMENSION."""

_SUFFIXES = {FileFormat.JPEG: ".jpg", FileFormat.PNG: ".png", FileFormat.TIFF: ".tif", FileFormat.WEBP: ".webp"}
_FORMATS = {
    ".jpg": FileFormat.JPEG,
    ".jpeg": FileFormat.JPEG,
    ".jpe": FileFormat.JPEG,
    ".jfif": FileFormat.JPEG,
    ".mpo": FileFormat.JPEG,
    ".png": FileFormat.PNG,
    ".tif": FileFormat.TIFF,
    ".tiff": FileFormat.TIFF,
    ".webp": FileFormat.WEBP,
}
_TITLES = {FileFormat.JPEG: "JPEG", FileFormat.PNG: "PNG", FileFormat.TIFF: "TIFF", FileFormat.WEBP: "WebP"}


@dataclass(frozen=True)
class PhotoHeader:
    """All that is known of a photo file before its pixels come.

    Attributes:
        format: any but KEEP.
        quality: 1..100, for JPEG and WebP.
        metadata: blocks to embed; EXIF with its orientation already reset.
        has_alpha: the bands' last channel is transparency.
        is_grey: one colour channel is written where the format has such files; bands then have R = G = B.
        software: text of the Software tag, or None to leave it as it was.
    """

    width: int
    height: int
    depth: BitDepth
    format: FileFormat
    quality: int = 95
    metadata: Metadata = field(default_factory=Metadata)
    has_alpha: bool = False
    is_grey: bool = False
    software: str | None = None

    @property
    def channels(self) -> int:
        """Channels in the file."""
        keeps_alpha = self.has_alpha and self.format is not FileFormat.JPEG
        grey = self.is_grey and self.format is not FileFormat.WEBP
        return (1 if grey else 3) + keeps_alpha

    @property
    def raw_bytes(self) -> int:
        """Bytes of the pixels without compression: an upper bound for what the file needs, all but exactly."""
        return self.width * self.height * self.channels * self.depth.dtype.itemsize


def resolve_format(
    requested: FileFormat, source: Path, depth: BitDepth = BitDepth.U8, has_alpha: bool = False
) -> FileFormat:
    """Return the format to write, never KEEP: the source's own where it can hold depth and alpha, else PNG or TIFF."""
    if requested is not FileFormat.KEEP:
        return requested
    own = _FORMATS.get(source.suffix.lower(), FileFormat.PNG)
    if depth in _DEPTHS[own] and not (has_alpha and own is FileFormat.JPEG):
        return own
    return FileFormat.TIFF if depth is BitDepth.F32 else FileFormat.PNG


def writable_suffixes() -> tuple[str, ...]:
    """Return the file name suffixes, with their dots, that stand for a format that can be written."""
    return tuple(_FORMATS)


def depths_of(target: FileFormat) -> tuple[BitDepth, ...]:
    """Return the depths that a format (any but KEEP) can hold, the shallowest first."""
    return _DEPTHS[target]


def format_of(path: Path) -> FileFormat | None:
    """Return the format that a file name's suffix means, None for one that cannot be written."""
    return _FORMATS.get(path.suffix.lower())


def resolve_depth(target: FileFormat, wanted: BitDepth | None, source_depth: BitDepth) -> BitDepth:
    """Return the depth to write: the wanted one, else the source's, else the deepest that the format has."""
    depth = wanted or source_depth
    return depth if depth in _DEPTHS[target] else _DEPTHS[target][-1]


def suffix_of(target: FileFormat) -> str:
    """Return the file name suffix of a format, with its dot."""
    return _SUFFIXES[target]


def check_header(header: PhotoHeader) -> None:
    """Check that the format can hold the picture; cheap, so it can be asked before any tile is computed.

    Raises:
        PhotoError: too large a side, or a depth that the format lacks.
    """
    title, limit = _TITLES[header.format], _MAX_SIDE_PX[header.format]
    if max(header.width, header.height) > limit:
        raise PhotoError(
            f"{title} cannot hold {header.width} x {header.height} pixels: its limit is {limit} a side.",
            remedy="Choose TIFF or PNG, or a smaller size.",
        )
    if header.depth not in _DEPTHS[header.format]:
        deep = "TIFF" if header.depth is BitDepth.F32 else "PNG or TIFF"
        raise PhotoError(
            f"{title} cannot hold {header.depth.value} bits a channel.", remedy=f"Choose {deep}, or 8 bits."
        )

"""About how large a file will be: for the window's forecast, and for asking the disk before the work."""

from bisect import bisect_left

from enhancer_gui.core.image import BitDepth
from enhancer_gui.core.recipe import FileFormat
from enhancer_gui.storage.photo_formats import PhotoHeader

_QUALITIES = (50, 75, 90, 95, 100)
_BITS_PER_PIXEL = {
    FileFormat.JPEG: (0.7, 1.1, 2.5, 3.8, 9.7),
    FileFormat.WEBP: (0.45, 0.65, 1.6, 2.3, 7.1),
    FileFormat.AVIF: (0.45, 1.15, 2.2, 3.2, 8.3),
    FileFormat.JXL: (0.4, 0.7, 1.5, 2.3, 6.6),
    FileFormat.HEIC: (0.9, 3.0, 5.2, 5.9, 5.9),
}
"""At these qualities. Medians of six test photos as they are and enlarged twice, their geometric mean; a single photo
needs half to twice as much."""

_LOSSLESS_SHARE = {BitDepth.U8: 0.47, BitDepth.U16: 0.86, BitDepth.F32: 0.86}
"""Of the bytes without compression, what PNG and TIFF need: the same photos; float was taken to be as 16 bits."""

_GREY_SHARE = 0.8
_HEAD_BYTES = 20_000


def likely_bytes(header: PhotoHeader) -> int:
    """Return the bytes that a photo's file will about need; a quiet one takes half of it, a noisy one twice."""
    metadata = header.metadata
    blocks = sum(len(block) for block in (metadata.exif, metadata.xmp, metadata.icc, metadata.iptc) if block)
    return _HEAD_BYTES + blocks + round(_pixel_bytes(header))


def _pixel_bytes(header: PhotoHeader) -> float:
    table = _BITS_PER_PIXEL.get(header.format)
    if table is None:
        return header.raw_bytes * _LOSSLESS_SHARE[header.depth]
    bits = _between(header.quality, table)
    if header.channels <= 2:
        bits *= _GREY_SHARE
    if header.depth is not BitDepth.U8 and header.quality == _QUALITIES[-1]:
        bits *= header.depth.dtype.itemsize
    return header.width * header.height * bits / 8


def _between(quality: int, table: tuple[float, ...]) -> float:
    """Return the bits of a pixel at a quality, linearly between those of the table."""
    place = bisect_left(_QUALITIES, quality)
    if place == 0:
        return table[0]
    low, high = _QUALITIES[place - 1], _QUALITIES[place]
    share = (quality - low) / (high - low)
    return table[place - 1] + share * (table[place] - table[place - 1])

"""JPEG, WebP and AVIF: their encoders need the whole picture, so the bands are pasted into one 8-bit picture first.

The encoded bytes are written by Python itself: Pillow, given a file, hides why the disk refused.
"""

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from enhancer_gui.storage.exif import PREFIX
from enhancer_gui.storage.jpeg_segments import extra_segments
from enhancer_gui.storage.photo_formats import LOSSLESS, PhotoHeader
from enhancer_gui.storage.result_metadata import EMBEDDING_FAULTS, Blocks, blocks_for, left_out

_AVIF_SPEED = 6
"""libavif's own default, 0 (slowest) to 10."""

_WEBP_METHOD = 4
Options: TypeAlias = dict[str, int | bool | str]
_MODES = {1: "L", 3: "RGB", 4: "RGBA"}


def encode_jpeg(part: Path, header: PhotoHeader, rows: Iterable[NDArray[np.generic]]) -> list[str]:
    """Write a baseline JPEG; return notes on metadata left out.

    Optimised Huffman tables are not asked for: Pillow then guesses the size of a buffer, too small for noise.
    """
    picture = _picture(header, rows)
    options: Options = {"quality": header.quality, "subsampling": 2 if header.halves_chroma else 0}
    return _save(part, picture, "JPEG", options, header)


def encode_webp(part: Path, header: PhotoHeader, rows: Iterable[NDArray[np.generic]]) -> list[str]:
    """Write a WebP, without loss at quality 100, colours under transparency kept; return notes on metadata left out."""
    lossless = header.quality == LOSSLESS
    options: Options = {"quality": header.quality, "method": _WEBP_METHOD, "exact": True, "lossless": lossless}
    return _save(part, _picture(header, rows), "WEBP", options, header)


def encode_avif(part: Path, header: PhotoHeader, rows: Iterable[NDArray[np.generic]]) -> list[str]:
    """Write an AVIF of 8 bits; return notes on metadata left out.

    Quality 100 still rounds once, to YCbCr: Pillow has no way to ask libavif for RGB. Measured: 3 of 255 at most.
    """
    options: Options = {
        "quality": header.quality,
        "speed": _AVIF_SPEED,
        "subsampling": "4:2:0" if header.halves_chroma else "4:4:4",
    }
    return _save(part, _picture(header, rows), "AVIF", options, header)


def _picture(header: PhotoHeader, rows: Iterable[NDArray[np.generic]]) -> Image.Image:
    picture = Image.new(_MODES[header.channels], (header.width, header.height))
    top = 0
    for band in rows:
        pixels = band[..., 0] if header.channels == 1 else band
        picture.paste(Image.fromarray(np.ascontiguousarray(pixels)), (0, top))
        top += band.shape[0]
    return picture


def _save(part: Path, picture: Image.Image, name: str, options: Options, header: PhotoHeader) -> list[str]:
    blocks = blocks_for(header)
    notes = list(blocks.notes)
    encoded = BytesIO()
    try:
        picture.save(encoded, name, **options, **_embedded(blocks, name))
    except EMBEDDING_FAULTS as error:
        notes.append(left_out("metadata", error))
        encoded = BytesIO()
        picture.save(encoded, name, **options)
    with part.open("wb") as file:
        file.write(encoded.getbuffer())
    return notes


def _embedded(blocks: Blocks, name: str) -> dict[str, bytes | tuple[float, float]]:
    """Return Pillow's words for the blocks."""
    metadata = blocks.metadata
    words: dict[str, bytes | tuple[float, float]] = {}
    if metadata.exif:
        words["exif"] = PREFIX + metadata.exif
    if metadata.xmp:
        words["xmp"] = metadata.xmp
    if metadata.icc:
        words["icc_profile"] = metadata.icc
    if metadata.dpi and name == "JPEG":
        words["dpi"] = metadata.dpi
    if name == "JPEG":
        words["extra"] = extra_segments(blocks.xmp_extension, metadata.iptc)
    return words

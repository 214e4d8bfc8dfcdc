"""JPEG and WebP: their encoders need the whole picture, so the bands are pasted into one 8-bit picture first.

The encoded bytes are written by Python itself: Pillow, given a file, hides why the disk refused.
"""

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from enhancer_gui.core.image import Metadata
from enhancer_gui.storage.exif import PREFIX
from enhancer_gui.storage.photo_formats import PhotoHeader
from enhancer_gui.storage.result_metadata import EMBEDDING_FAULTS, blocks_for, left_out

_FULL_CHROMA_QUALITY = 90
"""From here on colour is kept at full resolution (4:4:4): below, halving it is what keeps files small."""

_WEBP_METHOD = 4
_MODES = {1: "L", 3: "RGB", 4: "RGBA"}


def encode_jpeg(part: Path, header: PhotoHeader, rows: Iterable[NDArray[np.generic]]) -> list[str]:
    """Write a baseline JPEG; return notes on metadata left out.

    Optimised Huffman tables are not asked for: Pillow then guesses the size of a buffer, too small for noise.
    """
    picture = _picture(header, rows)
    subsampling = 0 if header.quality >= _FULL_CHROMA_QUALITY else 2
    options: dict[str, int | bool] = {"quality": header.quality, "subsampling": subsampling}
    return _save(part, picture, "JPEG", options, header)


def encode_webp(part: Path, header: PhotoHeader, rows: Iterable[NDArray[np.generic]]) -> list[str]:
    """Write a lossy WebP, colours under full transparency kept; return notes on metadata left out."""
    options: dict[str, int | bool] = {"quality": header.quality, "method": _WEBP_METHOD, "exact": True}
    return _save(part, _picture(header, rows), "WEBP", options, header)


def _picture(header: PhotoHeader, rows: Iterable[NDArray[np.generic]]) -> Image.Image:
    picture = Image.new(_MODES[header.channels], (header.width, header.height))
    top = 0
    for band in rows:
        pixels = band[..., 0] if header.channels == 1 else band
        picture.paste(Image.fromarray(np.ascontiguousarray(pixels)), (0, top))
        top += band.shape[0]
    return picture


def _save(
    part: Path, picture: Image.Image, name: str, options: dict[str, int | bool], header: PhotoHeader
) -> list[str]:
    blocks = blocks_for(header)
    notes = list(blocks.notes)
    encoded = BytesIO()
    try:
        picture.save(encoded, name, **options, **_embedded(blocks.metadata, name))
    except EMBEDDING_FAULTS as error:
        notes.append(left_out("metadata", error))
        encoded = BytesIO()
        picture.save(encoded, name, **options)
    with part.open("wb") as file:
        file.write(encoded.getbuffer())
    return notes


def _embedded(metadata: Metadata, name: str) -> dict[str, bytes | tuple[float, float]]:
    """Return Pillow's words for the blocks."""
    words: dict[str, bytes | tuple[float, float]] = {}
    if metadata.exif:
        words["exif"] = PREFIX + metadata.exif
    if metadata.xmp:
        words["xmp"] = metadata.xmp
    if metadata.icc:
        words["icc_profile"] = metadata.icc
    if metadata.dpi and name == "JPEG":
        words["dpi"] = metadata.dpi
    return words

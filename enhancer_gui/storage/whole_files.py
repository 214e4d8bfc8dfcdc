"""JPEG, WebP and AVIF: their encoders need the whole picture, so the bands are pasted into one 8-bit picture first.

The encoded bytes are written by Python itself: Pillow, given a file, hides why the disk refused. They are made in
memory on a thread of their own, since no encoder can be stopped: a cancel is answered at once, and what comes later is
thrown away.
"""

from collections.abc import Iterable
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from enhancer_gui.core.cancel import JobControl
from enhancer_gui.core.waiting import answer_of
from enhancer_gui.storage.embedding import EXIF, PROFILE, RESOLUTION, SEGMENTS, XMP, Words, encoded_with
from enhancer_gui.storage.exif import PREFIX, without_orientation
from enhancer_gui.storage.jpeg_segments import extra_segments
from enhancer_gui.storage.photo_formats import LOSSLESS, PhotoHeader
from enhancer_gui.storage.quiet import quiet_decoders
from enhancer_gui.storage.result_metadata import Blocks, blocks_for

_AVIF_SPEED = 6
"""libavif's own default, 0 (slowest) to 10."""

_WEBP_METHOD = 4
Options: TypeAlias = dict[str, int | bool | str]
_TINY = 16, 16
"""Of the picture that is tried with one block of metadata."""
_MODES = {1: "L", 3: "RGB", 4: "RGBA"}


def encode_jpeg(part: Path, header: PhotoHeader, rows: Iterable[NDArray[np.generic]], control: JobControl) -> list[str]:
    """Write a baseline JPEG; return notes on metadata left out.

    Optimised Huffman tables are not asked for: Pillow then guesses the size of a buffer, too small for noise.
    """
    picture = _picture(header, rows)
    options: Options = {"quality": header.quality, "subsampling": 2 if header.halves_chroma else 0}
    return _save(part, picture, "JPEG", options, header, control)


def encode_webp(part: Path, header: PhotoHeader, rows: Iterable[NDArray[np.generic]], control: JobControl) -> list[str]:
    """Write a WebP, without loss at quality 100, colours under transparency kept; return notes on metadata left out."""
    lossless = header.quality == LOSSLESS
    options: Options = {"quality": header.quality, "method": _WEBP_METHOD, "exact": True, "lossless": lossless}
    return _save(part, _picture(header, rows), "WEBP", options, header, control)


def encode_avif(part: Path, header: PhotoHeader, rows: Iterable[NDArray[np.generic]], control: JobControl) -> list[str]:
    """Write an AVIF of 8 bits; return notes on metadata left out.

    Quality 100 still rounds once, to YCbCr: Pillow has no way to ask libavif for RGB. Measured: 3 of 255 at most.
    """
    options: Options = {
        "quality": header.quality,
        "speed": _AVIF_SPEED,
        "subsampling": "4:2:0" if header.halves_chroma else "4:4:4",
    }
    return _save(part, _picture(header, rows), "AVIF", options, header, control)


def _picture(header: PhotoHeader, rows: Iterable[NDArray[np.generic]]) -> Image.Image:
    picture = Image.new(_MODES[header.channels], (header.width, header.height))
    top = 0
    for band in rows:
        pixels = band[..., 0] if header.channels == 1 else band
        picture.paste(Image.fromarray(np.ascontiguousarray(pixels)), (0, top))
        top += band.shape[0]
    return picture


def _save(
    part: Path, picture: Image.Image, name: str, options: Options, header: PhotoHeader, control: JobControl
) -> list[str]:
    blocks = blocks_for(header)
    notes = list(blocks.notes)
    tiny = Image.new(picture.mode, _TINY)

    def encoded(of: Image.Image, words: Words) -> BytesIO:
        file = BytesIO()
        with quiet_decoders():  # Pillow looks into EXIF data, and warns of oddities
            of.save(file, name, **options, **words)
        return file

    def patiently(words: Words) -> BytesIO:
        return answer_of(partial(encoded, picture, words), control)

    file = encoded_with(_embedded(blocks, name), patiently, partial(encoded, tiny), notes)
    with part.open("wb") as written:
        written.write(file.getbuffer())
    return notes


def _embedded(blocks: Blocks, name: str) -> Words:
    """Return Pillow's words for the blocks."""
    metadata = blocks.metadata
    words: Words = {}
    if metadata.exif:
        # Pillow turns the orientation into a property of the AVIF and packs anew what held it: maker notes would break.
        words[EXIF] = PREFIX + (without_orientation(metadata.exif) if name == "AVIF" else metadata.exif)
    if metadata.xmp:
        words[XMP] = metadata.xmp
    if metadata.icc:
        words[PROFILE] = metadata.icc
    if metadata.dpi and name == "JPEG":
        words[RESOLUTION] = metadata.dpi
    if name == "JPEG" and (segments := extra_segments(blocks.xmp_extension, metadata.iptc)):
        words[SEGMENTS] = segments
    return words

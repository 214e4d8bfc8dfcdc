"""JPEG XL: 8, 16 and 32 (float) bits through imagecodecs, lossless at quality 100; EXIF and XMP as boxes of our own.

imagecodecs (2026.3) takes no profile. Without loss it is put into the codestream afterwards (`jxl_icc_write`); with
loss photos are converted to sRGB first: see `colour_plan`.
Source: ISO/IEC 18181-2 (boxes); libjxl's `JxlEncoderDistanceFromQuality` for what a quality means.
"""

from collections.abc import Iterable
from functools import partial
from pathlib import Path

import imagecodecs
import numpy as np
from numpy.typing import NDArray

from enhancer_gui.core.cancel import JobControl
from enhancer_gui.core.waiting import answer_of
from enhancer_gui.storage.iso_boxes import boxes
from enhancer_gui.storage.jxl_icc_write import with_profile
from enhancer_gui.storage.jxl_read import BARE
from enhancer_gui.storage.photo_formats import LOSSLESS, PhotoHeader
from enhancer_gui.storage.result_metadata import EMBEDDING_FAULTS, blocks_for, left_out

_SIGNATURE = b"\0\0\0\x0cJXL \r\n\x87\n"
_FILE_TYPE = b"\0\0\0\x14ftypjxl \0\0\0\0jxl "
_EFFORT = 5
"""1 (fastest) to 9; 7 is the library's default and takes about three times as long for 2 % fewer bytes."""


def encode_jxl(part: Path, header: PhotoHeader, rows: Iterable[NDArray[np.generic]], control: JobControl) -> list[str]:
    """Write a JPEG XL; return notes on metadata left out."""
    picture = np.empty((header.height, header.width, header.channels), header.depth.dtype)
    top = 0
    for band in rows:
        picture[top : top + band.shape[0]] = band
        top += band.shape[0]
    pixels = picture[..., 0] if header.channels == 1 else picture
    is_lossless = header.quality == LOSSLESS
    loss = {"lossless": True} if is_lossless else {"distance": distance_of(header.quality)}
    encode = partial(imagecodecs.jpegxl_encode, pixels, effort=_EFFORT, **loss)
    encoded = bytes(answer_of(encode, control))
    blocks = blocks_for(header)
    notes = list(blocks.notes)
    if blocks.metadata.icc:
        try:
            encoded = _with_profile(encoded, blocks.metadata.icc, grey=header.channels <= 2)
        except EMBEDDING_FAULTS as error:
            notes.append(left_out("colour profile", error))
    metadata = b""
    if blocks.metadata.exif:
        metadata += _box(b"Exif", b"\0\0\0\0" + blocks.metadata.exif)
    if blocks.metadata.xmp:
        metadata += _box(b"xml ", blocks.metadata.xmp)
    with part.open("wb") as file:
        file.write(_SIGNATURE + _FILE_TYPE + metadata)
        for piece in _codestream_boxes(encoded):
            file.write(piece)
    return notes


def _with_profile(encoded: bytes, icc: bytes, *, grey: bool) -> bytes:
    """Return the encoder's file with a profile in its codestream."""
    if encoded.startswith(BARE):
        return with_profile(encoded, icc, grey=grey)
    name, start, end = next(box for box in boxes(encoded) if box[0] in (b"jxlc", b"jxlp"))
    start += 4 * (name == b"jxlp")
    made = with_profile(encoded[start:end], icc, grey=grey)
    number = encoded[start - 4 : start] if name == b"jxlp" else b""
    before = encoded[: start - len(number) - 8]
    return before + _box(name, number + made) + encoded[end:]


def distance_of(quality: int) -> float:
    """Return libjxl's distance (0 without loss, 1 invisible loss) for a quality of 1..99."""
    if quality >= 30:
        return 0.1 + (100 - quality) * 0.09
    return 53 / 3000 * quality**2 - 23 / 20 * quality + 25


def _codestream_boxes(encoded: bytes) -> Iterable[bytes]:
    """Yield the encoder's boxes of the picture itself; a bare codestream gets one."""
    if encoded.startswith(BARE):
        yield _box(b"jxlc", encoded)
        return
    for name, start, end in boxes(encoded):
        if name in (b"jxll", b"jxlc", b"jxlp"):
            yield _box(name, encoded[start:end])


def _box(name: bytes, body: bytes) -> bytes:
    size = len(body) + 8
    if size < 2**32:
        return size.to_bytes(4, "big") + name + body
    return b"\0\0\0\1" + name + (size + 8).to_bytes(8, "big") + body

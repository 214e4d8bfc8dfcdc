"""JPEG XL: decoded by imagecodecs in any depth; size, colour space and metadata are read from the file here."""

import logging
from pathlib import Path
from typing import BinaryIO

import imagecodecs
import numpy as np
from numpy.typing import NDArray

from enhancer_gui.storage import cicp
from enhancer_gui.storage.alpha import unmultiplied
from enhancer_gui.storage.colour import UNUSABLE_PROFILE
from enhancer_gui.storage.decoded import DECODER_FAULTS, MAX_BLOCK_BYTES, Decoded, Header, damaged_block
from enhancer_gui.storage.iso_boxes import MAX_FILE_BYTES, boxes
from enhancer_gui.storage.jxl_header import JxlFacts, parse_header
from enhancer_gui.storage.photo_files import check_size, damaged
from enhancer_gui.storage.sample_range import finite, full_range

BARE = b"\xff\x0a"
_BLOCKS = {b"Exif": "EXIF data", b"xml ": "XMP data"}
_HEAD_BYTES = 65_536
_P3, _DCI, _CUSTOM = 11, 11, 2
_PIXEL_BYTES = 6
"""Memory at the peak for a pixel of 8 bits, twice that of 16, measured with and without loss: the library decodes the
whole picture."""
_P3_D65 = 12
"""H.273's name for P3 primaries with the white point D65; JPEG XL states the two apart."""


_log = logging.getLogger(__name__)


def read_header(file: BinaryIO, path: Path) -> Header:
    """Return size and orientation without decoding; raises PhotoError: damaged or too large."""
    head = file.read(_HEAD_BYTES)
    # In a container metadata of any length may come before the picture.
    facts = _facts(head if head.startswith(BARE) else head + file.read(MAX_FILE_BYTES), path)
    return Header(facts.width, facts.height, facts.orientation, _PIXEL_BYTES * max(1, facts.bits // 8))


def decode(file: BinaryIO, path: Path) -> Decoded:
    """Return the decoded picture, upright; raises PhotoError: damaged, cut off or too large."""
    data = file.read(MAX_FILE_BYTES)
    facts = _facts(data, path)
    notes: list[str] = []
    embedded = None
    if facts.animated:
        notes.append("The file is an animation; only its first picture is used.")
    if facts.original_profile:
        embedded = _embedded_profile(data, notes)
    icc = embedded or _profile(facts)
    notes += filter(None, [cicp.note_on(facts.transfer)])
    try:
        exif, xmp = _blocks(data, notes)
        pixels = finite(_pixels(data, facts), notes)
    except DECODER_FAULTS as error:
        raise damaged(path, repr(error)) from error
    return Decoded(pixels, exif, xmp, embedded if pixels.shape[2] <= 2 else icc, notes=tuple(notes))


def _embedded_profile(data: bytes, notes: list[str]) -> bytes | None:
    try:
        return parse_header(_codestream(data, MAX_FILE_BYTES), with_profile=True).icc
    except DECODER_FAULTS as error:
        _log.info("a colour profile that cannot be read: %r", error)
        notes.append(UNUSABLE_PROFILE)
        return None


def _facts(data: bytes, path: Path) -> JxlFacts:
    try:
        facts = parse_header(_codestream(data, _HEAD_BYTES))
    except DECODER_FAULTS as error:
        raise damaged(path, repr(error)) from error
    check_size(path, facts.width, facts.height)
    return facts


def _codestream(data: bytes, most_bytes: int) -> bytes:
    """Return the first bytes of the picture, which may lie in several boxes."""
    if data.startswith(BARE):
        return data[:most_bytes]
    found = b""
    for name, start, end in boxes(data):
        if name in (b"jxlc", b"jxlp") and len(found) < most_bytes:
            first = start + 4 * (name == b"jxlp")
            found += data[first : min(end, first + most_bytes - len(found))]
    if not found:
        raise ValueError("a file without a picture")
    return found


def _pixels(data: bytes, facts: JxlFacts) -> NDArray[np.generic]:
    # The picture's own first frame only: asked for all, the library returns every frame of an animation.
    raw: NDArray[np.generic] = imagecodecs.jpegxl_decode(data, 0 if facts.animated else None)
    pixels = full_range(raw.reshape(*raw.shape[:2], -1), facts.bits)
    colours = 1 if pixels.shape[2] <= 2 else 3
    pixels = pixels[..., : colours + facts.has_alpha]
    if facts.alpha_associated and pixels.shape[2] > colours:
        return unmultiplied(pixels)
    return pixels


def _profile(facts: JxlFacts) -> bytes | None:
    if facts.gamma is None and _CUSTOM not in (facts.primaries, facts.white):
        primaries = _P3_D65 if facts.primaries == _P3 and facts.white != _DCI else facts.primaries
        return cicp.profile_for(primaries, facts.transfer)
    corners = facts.corners or cicp.corners_of(_P3_D65 if facts.primaries == _P3 else facts.primaries)
    return cicp.profile_of(corners, facts.white_xy, facts.gamma) if corners else None


def _blocks(data: bytes, notes: list[str]) -> tuple[bytes | None, bytes | None]:
    """Return the EXIF and XMP boxes, unpacked where they are compressed; notes what cannot be unpacked."""
    found: dict[bytes, bytes] = {}
    if not data.startswith(BARE):
        for name, start, end in boxes(data):
            body = data[start : min(end, start + MAX_BLOCK_BYTES + 8)]
            if name in _BLOCKS:
                found.setdefault(name, body)
            elif name == b"brob" and body[:4] in _BLOCKS:
                try:
                    found.setdefault(body[:4], bytes(imagecodecs.brotli_decode(body[4:], out=MAX_BLOCK_BYTES)))
                except DECODER_FAULTS as error:
                    _log.info("a box of metadata that cannot be unpacked: %r", error)
                    notes.append(damaged_block(_BLOCKS[body[:4]]))
    exif = found.get(b"Exif")
    if exif is not None:  # it begins with how far into it the TIFF structure lies
        exif = exif[4 + int.from_bytes(exif[:4], "big") :]
    return exif, found.get(b"xml ")

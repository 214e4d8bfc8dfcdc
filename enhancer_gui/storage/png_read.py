"""PNG: our own walk over the chunks, and a decoder that sees nothing but pixels.

The walk gathers metadata with caps, checks the critical chunks' checksums and finds a missing end; the
decoders get a stream of IHDR, PLTE, tRNS and IDAT only, so text bombs, animation and odd chunks never reach
them. Pillow decodes up to 8 bits, imagecodecs 16 (Pillow would halve the depth without a word).

Source: W3C PNG specification, third edition, sections 5 and 11.
"""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import imagecodecs
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from enhancer_gui.storage.decoded import DECODER_FAULTS, MAX_BLOCK_BYTES, Decoded, Header, orientation_in
from enhancer_gui.storage.iptc import PNG_KEYWORD, from_photoshop
from enhancer_gui.storage.photo_files import check_size, damaged
from enhancer_gui.storage.pillow_pixels import pixels_of
from enhancer_gui.storage.png_bands import CHANNELS, SIGNATURE, bands_of
from enhancer_gui.storage.quiet import quiet_decoders
from enhancer_gui.storage.scratch import gather, is_too_large

XMP_KEYWORD = b"XML:com.adobe.xmp"
METRES_PER_INCH = 0.0254
_ONE_TRANSPARENT = (0, 2)
"""Colour types of grey and colours without alpha."""
_CRITICAL = (b"IHDR", b"PLTE", b"IDAT", b"IEND")
_PIXEL_CHUNKS = (b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND")
_META_CHUNKS = (b"iCCP", b"eXIf", b"iTXt", b"pHYs", b"acTL", b"zTXt", b"tEXt")


@dataclass
class _Found:
    width: int = 0
    height: int = 0
    bits: int = 8
    colour: int = 2
    interlaced: bool = False
    transparent: bytes = b""
    pixels: list[bytes] = field(default_factory=list)
    exif: bytes | None = None
    xmp: bytes | None = None
    icc: bytes | None = None
    dpi: tuple[float, float] | None = None
    iptc: bytes | None = None
    notes: list[str] = field(default_factory=list)

    @property
    def can_band(self) -> bool:
        return self.bits >= 8 and self.colour in CHANNELS and not self.interlaced and not self.transparent

    @property
    def dtype(self) -> np.dtype[np.generic]:
        return np.dtype(np.uint16 if self.bits == 16 else np.uint8)


def read_header(file: BinaryIO, path: Path) -> Header:
    """Return size and orientation without decoding.

    Raises:
        PhotoError: damaged.
    """
    found = _walk(file, path, with_pixels=False)
    whole = 0 if found.can_band else _whole_bytes(found)
    return Header(found.width, found.height, orientation_in(found.exif), whole)


def _whole_bytes(found: _Found) -> float:
    """Return the memory for a pixel of an interlaced picture, or one with a palette, which are decoded whole.

    What the decoder makes of it (Pillow knows one and four bytes only), and at most as much for the file itself.
    Measured: 6.5 and 7.6 for interlaced colours of 8 and 16 bits.
    """
    channels = CHANNELS.get(found.colour, 1)
    stored = channels * found.bits / 8
    if found.bits == 16:
        return 2 * stored
    return stored + (1 if channels == 1 else 4)


def decode(file: BinaryIO, path: Path) -> Decoded:
    """Return the decoded picture.

    Raises:
        PhotoError: damaged, cut off or too large.
    """
    found = _walk(file, path, with_pixels=False)
    try:
        if found.can_band and is_too_large(found.height, found.width, CHANNELS[found.colour], found.dtype):
            bands = bands_of(file, found.width, found.height, found.bits, found.colour)
            pixels = gather(bands, found.height)
        else:
            pixels = _whole(file, path)
    except DECODER_FAULTS as error:
        raise damaged(path, repr(error)) from error
    notes, orientation = tuple(found.notes), orientation_in(found.exif)
    return Decoded(pixels, found.exif, found.xmp, found.icc, found.dpi, orientation, notes, found.iptc)


def _whole(file: BinaryIO, path: Path) -> NDArray[np.generic]:
    found = _walk(file, path, with_pixels=True)
    stream = SIGNATURE + b"".join(found.pixels)
    found.pixels.clear()
    return _decode_16(stream, found) if found.bits == 16 else _decode_8(stream)


def _decode_16(stream: bytes, found: _Found) -> NDArray[np.generic]:
    """Return the samples; where one colour is transparent (tRNS), which the decoder passes over, with alpha."""
    decoded: NDArray[np.generic] = imagecodecs.png_decode(stream)
    pixels = decoded.reshape(*decoded.shape[:2], -1)
    channels = CHANNELS[found.colour]
    if found.colour not in _ONE_TRANSPARENT or len(found.transparent) != 2 * channels:
        return pixels
    colours = pixels[..., :channels]
    is_seen = (colours != np.frombuffer(found.transparent, ">u2")).any(axis=2, keepdims=True)
    return np.concatenate([colours, is_seen.astype(np.uint16) * np.uint16(65535)], axis=2)


def _decode_8(stream: bytes) -> NDArray[np.generic]:
    with quiet_decoders(), Image.open(BytesIO(stream), formats=["PNG"]) as picture:
        picture.load()
        return pixels_of(picture)


def _walk(file: BinaryIO, path: Path, *, with_pixels: bool) -> _Found:
    found = _Found()
    ended = False
    for name, body, raw in _chunks(file, path, with_pixels=with_pixels):
        if name == b"IHDR":
            if len(body) != 13:
                raise damaged(path, "PNG header of a wrong length")
            found.width, found.height, found.bits, found.colour = struct.unpack(">IIBB", body[:10])
            found.interlaced = body[12] != 0
            check_size(path, found.width, found.height)
        elif not found.width:
            raise damaged(path, "PNG without a header")
        elif name == b"tRNS":
            found.transparent = body
        elif name in _META_CHUNKS:
            _take(found, name, body)
        if with_pixels and name in _PIXEL_CHUNKS:
            found.pixels.append(raw)
        ended = ended or name == b"IEND"
    if with_pixels and not ended:
        raise damaged(path, "the end of the PNG is missing")
    return found


def _chunks(file: BinaryIO, path: Path, *, with_pixels: bool) -> Iterator[tuple[bytes, bytes, bytes]]:
    """Yield (name, body, whole chunk) up to IEND or the end of the file; pixels are skipped unless wanted."""
    file.seek(len(SIGNATURE))
    while len(head := file.read(8)) == 8:
        length, name = struct.unpack(">I4s", head)
        wanted = name in _META_CHUNKS or name in (b"IHDR", b"tRNS", b"IEND") or (with_pixels and name in _PIXEL_CHUNKS)
        if not wanted or (name in _META_CHUNKS and length > MAX_BLOCK_BYTES):
            file.seek(length + 4, 1)
            continue
        body = file.read(length)
        check = file.read(4)
        if len(check) < 4:
            raise damaged(path, f"the chunk {name!r} is cut off")
        if name in _CRITICAL and zlib.crc32(body, zlib.crc32(name)) != int.from_bytes(check, "big"):
            raise damaged(path, f"wrong checksum of {name!r}")
        yield name, body, head + body + check
        if name == b"IEND":
            return


def _take(found: _Found, name: bytes, body: bytes) -> None:
    """Take over one chunk of metadata; a broken one is left out with a note."""
    try:
        if name == b"eXIf":
            found.exif = body
        elif name == b"iCCP":
            found.icc = _inflate(body.split(b"\0", 1)[1][1:])
        elif name == b"iTXt" and body.startswith(XMP_KEYWORD + b"\0"):
            found.xmp = _text(body)
        elif name == b"zTXt" and body.startswith(b"Raw profile type exif\0") and found.exif is None:
            found.exif = _raw_profile(_inflate(body.split(b"\0", 1)[1][1:]))
        elif name == b"zTXt" and body.startswith(PNG_KEYWORD + b"\0"):
            found.iptc = from_photoshop(_raw_profile(_inflate(body.split(b"\0", 1)[1][1:])))
        elif name == b"pHYs":
            x, y, unit = struct.unpack(">IIB", body)
            found.dpi = (x * METRES_PER_INCH, y * METRES_PER_INCH) if unit == 1 and x and y else None
        elif name == b"acTL" and len(body) == 8 and int.from_bytes(body[:4], "big") > 1:
            found.notes.append("The file is an animation; only its first picture is used.")
    except (ValueError, IndexError, struct.error, zlib.error):
        found.notes.append(f"A block of metadata ({name.decode('ascii')}) is damaged and was left out.")


def _inflate(data: bytes) -> bytes:
    """Return decompressed bytes; one more than the cap is enough to be refused later."""
    inflated = zlib.decompressobj().decompress(data, MAX_BLOCK_BYTES + 1)
    if len(inflated) > MAX_BLOCK_BYTES:
        raise ValueError("too large")
    return inflated


def _text(body: bytes) -> bytes:
    flags, rest = body.split(b"\0", 1)[1][:2], body.split(b"\0", 1)[1][2:]
    text = rest.split(b"\0", 2)[2]
    return _inflate(text) if flags[0] else text


def _raw_profile(text: bytes) -> bytes:
    """Return the bytes of ImageMagick's hexadecimal profile: a name, a length, then digits."""
    digits = b"".join(text.split()[2:])
    return bytes.fromhex(digits.decode("ascii"))

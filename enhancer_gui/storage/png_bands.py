"""Large PNGs decoded by bands of rows, in constant memory, at the speed of a compiled decoder.

No library at hand hands out rows (Pillow and imagecodecs want all of the picture at once), and undoing filters in
Python is slow. So the zlib stream is inflated by rows, and every band of filtered rows is wrapped as a PNG of its
own. A filter refers to the row above: the band therefore begins with the last row of the one before, unfiltered.

Source: W3C PNG specification, third edition, sections 7.3 and 9.
"""

import struct
import zlib
from collections.abc import Iterator
from typing import BinaryIO

import imagecodecs
import numpy as np
from numpy.typing import NDArray

SIGNATURE = b"\x89PNG\r\n\x1a\n"
CHANNELS = {0: 1, 2: 3, 4: 2, 6: 4}
"""By colour type; a palette (3) is not among them."""

_BAND_BYTES = 16 * 2**20
_PIECE_BYTES = 2**20


def bands_of(file: BinaryIO, width: int, height: int, bits: int, colour: int) -> Iterator[NDArray[np.generic]]:
    """Yield (rows, width, C) bands of a PNG of 8 or 16 bits, neither interlaced nor with a palette.

    Raises:
        ValueError: a checksum is wrong, or rows are missing.
        zlib.error: the stream is damaged.
    """
    channels = CHANNELS[colour]
    row_bytes = width * channels * bits // 8 + 1
    rows_at_once = max(1, _BAND_BYTES // row_bytes)
    inflate = zlib.decompressobj()
    above, waiting, done = b"", bytearray(), 0
    for piece in _pixel_data(file):
        packed = piece
        while packed:
            waiting += inflate.decompress(packed, rows_at_once * row_bytes)
            packed = inflate.unconsumed_tail
            while len(waiting) >= (wanted := min(rows_at_once, height - done) * row_bytes) and wanted:
                band = _decoded(above, bytes(waiting[:wanted]), width, bits, colour)
                del waiting[:wanted]
                done += band.shape[0]
                above = b"\0" + band[-1].astype(band.dtype.newbyteorder(">")).tobytes()
                yield band
    if done < height:
        raise ValueError(f"{done} of {height} rows")


def _decoded(above: bytes, filtered: bytes, width: int, bits: int, colour: int) -> NDArray[np.generic]:
    row_bytes = width * CHANNELS[colour] * bits // 8 + 1
    lines = above + filtered
    head = struct.pack(">IIBBBBB", width, len(lines) // row_bytes, bits, colour, 0, 0, 0)
    data = zlib.compress(lines, 0)
    png = SIGNATURE + _chunk(b"IHDR", head) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")
    pixels: NDArray[np.generic] = imagecodecs.png_decode(png)
    return pixels.reshape(-1, width, CHANNELS[colour])[1 if above else 0 :]


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(body, zlib.crc32(name)))


def _pixel_data(file: BinaryIO) -> Iterator[bytes]:
    """Yield the content of the IDAT chunks in pieces; their checksums are verified."""
    file.seek(len(SIGNATURE))
    while len(head := file.read(8)) == 8:
        length, name = struct.unpack(">I4s", head)
        if name != b"IDAT":
            file.seek(length + 4, 1)
            continue
        check = zlib.crc32(name)
        while length:
            piece = file.read(min(length, _PIECE_BYTES))
            if not piece:
                raise ValueError("the pixels are cut off")
            check = zlib.crc32(piece, check)
            length -= len(piece)
            yield piece
        if check != int.from_bytes(file.read(4), "big"):
            raise ValueError("wrong checksum of the pixels")

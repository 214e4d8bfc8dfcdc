"""Reading a new file back before it counts: encoders and disks were seen to report success on truncated files."""

import zlib
from collections.abc import Iterator
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import tifffile
from PIL import Image

from enhancer_gui.core.cancel import JobControl
from enhancer_gui.core.errors import PhotoError
from enhancer_gui.core.image import BitDepth
from enhancer_gui.core.recipe import FileFormat
from enhancer_gui.core.waiting import answer_of
from enhancer_gui.storage.decoded import DECODER_FAULTS
from enhancer_gui.storage.photo_files import shown
from enhancer_gui.storage.photo_formats import PhotoHeader
from enhancer_gui.storage.photo_read import reader_of
from enhancer_gui.storage.png_bands import SIGNATURE
from enhancer_gui.storage.quiet import quiet_decoders


def check_written(part: Path, target: Path, header: PhotoHeader, control: JobControl) -> None:
    """Check that a written file has the right size and that its last rows can be read.

    PNG and JPEG are read through to their end, at constant or an eighth's memory; of a TIFF all strips must lie
    in the file and the last must decode; other formats are decoded as a whole, from memory, so
    that a cancel need not wait for the decoder and leaves no open file behind.

    Raises:
        Cancelled: asked to stop.
        PhotoError: it does not.
        OSError: the disk itself failed.
    """
    try:
        with part.open("rb") as file, quiet_decoders():
            match header.format:
                case FileFormat.PNG:
                    _check_png(file, header, control)
                case FileFormat.TIFF:
                    _check_tiff(file, header)
                case FileFormat.JXL | FileFormat.HEIC:
                    answer_of(partial(_check_by_reader, BytesIO(file.read()), part, header), control)
                case _:
                    answer_of(partial(_check_whole, BytesIO(file.read()), header), control)
    except (*DECODER_FAULTS, tifffile.TiffFileError, PhotoError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        raise PhotoError(
            f"“{shown(target)}” was written, but cannot be read back; it was not kept.",
            remedy="Save it again, in another folder or format.",
            detail=repr(error),
        ) from error


def _expect(found: object, expected: object, what: str) -> None:
    if found != expected:
        raise ValueError(f"{what}: {found} instead of {expected}")


def _check_png(file: BinaryIO, header: PhotoHeader, control: JobControl) -> None:
    _expect(file.read(8), SIGNATURE, "signature")
    inflate, rows_bytes = zlib.decompressobj(), 0
    names = []
    for name, body in _png_chunks(file):
        control.checkpoint()
        names.append(name)
        if name == b"IHDR":
            found = int.from_bytes(body[:4], "big"), int.from_bytes(body[4:8], "big"), body[8]
            _expect(found, (header.width, header.height, 16 if header.depth is BitDepth.U16 else 8), "size and depth")
        if name == b"IDAT":
            rows_bytes += len(inflate.decompress(body))
    rows_bytes += len(inflate.flush())
    _expect((names[0], names[-1], inflate.eof), (b"IHDR", b"IEND", True), "chunks")
    _expect(rows_bytes, header.raw_bytes + header.height, "bytes of pixels")


def _png_chunks(file: BinaryIO) -> Iterator[tuple[bytes, bytes]]:
    while head := file.read(8):
        body = file.read(int.from_bytes(head[:4], "big"))
        stated, computed = int.from_bytes(file.read(4), "big"), zlib.crc32(body, zlib.crc32(head[4:]))
        _expect(stated, computed, f"checksum of {head[4:]!r}")
        yield head[4:], body


def _check_tiff(file: BinaryIO, header: PhotoHeader) -> None:
    end = file.seek(0, 2)
    file.seek(0)
    with tifffile.TiffFile(file, name=header.format.value) as tiff:
        page = tiff.pages.first
        found = page.imagewidth, page.imagelength, page.samplesperpixel, page.dtype
        _expect(found, (header.width, header.height, header.channels, header.depth.dtype), "size and depth")
        last = -(-header.height // page.rowsperstrip) - 1
        _expect(len(page.dataoffsets), last + 1, "strips")
        for offset, count in zip(page.dataoffsets, page.databytecounts, strict=True):
            if min(offset, count) <= 0 or offset + count > end:
                raise ValueError(f"a strip of {count} bytes at {offset} in a file of {end}")
        file.seek(page.dataoffsets[last])
        strip, _, shape = page.decode(file.read(page.databytecounts[last]), last)
        rows = header.height - last * page.rowsperstrip
        _expect((strip is not None, shape[1:3]), (True, (rows, header.width)), "last strip")


def _check_whole(file: BinaryIO, header: PhotoHeader) -> None:
    with quiet_decoders(), Image.open(file, formats=[header.format.value.upper()]) as picture:
        _expect(picture.size, (header.width, header.height), "size")
        picture.draft(None, (max(1, header.width // 8), max(1, header.height // 8)))
        picture.load()


def _check_by_reader(file: BinaryIO, part: Path, header: PhotoHeader) -> None:
    """Decode the whole file as it would be read; its depth may be 16 bits where the header says so."""
    with quiet_decoders():
        decoded = reader_of(file, part).decode(file, part)
    height, width = decoded.pixels.shape[:2]
    _expect((width, height, decoded.pixels.dtype), (header.width, header.height, header.depth.dtype), "size and depth")

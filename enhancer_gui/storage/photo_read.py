"""Reading photos: one decoder for each format, chosen by content, and one way out.

Files are opened in Python and handed over as file objects, so names of any characters work.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from enhancer_gui.core.errors import PhotoError
from enhancer_gui.core.image import Image
from enhancer_gui.storage.decoded import Decoded, Header, to_image
from enhancer_gui.storage.format_table import Kind
from enhancer_gui.storage.photo_files import check_memory, open_photo, sniff, too_large


def read_photo(path: Path) -> Image:
    """Return a decoded photo: its own depth, orientation applied, metadata kept.

    Raises:
        PhotoError: missing, no photo, damaged, cut off, or too large for this computer.
    """
    try:
        with open_photo(path) as file:
            reader = reader_of(file, path)
            header = reader.read_header(file, path)
            check_memory(path, header.width * header.height * header.pixel_bytes)
            file.seek(0)
            return to_image(reader.decode(file, path))
    except PhotoError as error:
        if isinstance(error.__cause__, MemoryError):
            raise too_large(path) from error
        raise
    except MemoryError as error:
        raise too_large(path) from error


def read_size(path: Path) -> tuple[int, int]:
    """Return (width, height) after orientation, from the header alone.

    Raises:
        PhotoError: missing, no photo, damaged or too large.
    """
    with open_photo(path) as file:
        return reader_of(file, path).read_header(file, path).upright_size


class Reader(Protocol):
    """What the module of a format offers."""

    def read_header(self, file: BinaryIO, path: Path) -> Header:
        """Return what the header says."""

    def decode(self, file: BinaryIO, path: Path) -> Decoded:
        """Return the picture."""


@dataclass(frozen=True)
class _ByPillow:
    """The formats that Pillow reads without any loss."""

    kind: Kind

    def read_header(self, file: BinaryIO, path: Path) -> Header:
        from enhancer_gui.storage import pillow_read

        return pillow_read.read_header(file, path, self.kind)

    def decode(self, file: BinaryIO, path: Path) -> Decoded:
        from enhancer_gui.storage import pillow_read

        return pillow_read.decode(file, path, self.kind)


def reader_of(file: BinaryIO, path: Path) -> Reader:
    """Return the reader for a file's content, whatever its name says; the file is left at its start.

    Raises:
        PhotoError: it is no photo that can be read.
    """
    kind = sniff(file, path)
    if kind is Kind.TIFF:
        from enhancer_gui.storage.tiff_read import is_raw

        kind = Kind.RAW if is_raw(file) else kind
    return _reader(kind)


def _reader(kind: Kind) -> Reader:
    """Return a format's module, imported now: the window lists photos before it decodes any."""
    match kind:
        case Kind.PNG:
            from enhancer_gui.storage import png_read

            return png_read
        case Kind.TIFF:
            from enhancer_gui.storage import tiff_read

            return tiff_read
        case Kind.AVIF:
            from enhancer_gui.storage import avif_read

            return avif_read
        case Kind.HEIC:
            from enhancer_gui.storage import heif_read

            return heif_read
        case Kind.JXL:
            from enhancer_gui.storage import jxl_read

            return jxl_read
        case Kind.JP2:
            from enhancer_gui.storage import jp2_read

            return jp2_read
        case Kind.PNM:
            from enhancer_gui.storage import pnm_read

            return pnm_read
        case Kind.PSD:
            from enhancer_gui.storage import psd_read

            return psd_read
        case Kind.EXR:
            from enhancer_gui.storage import exr_read

            return exr_read
        case Kind.RAW:
            from enhancer_gui.storage import raw_read

            return raw_read
        case _:
            return _ByPillow(kind)

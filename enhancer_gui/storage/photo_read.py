"""Reading photos: one decoder for each format, chosen by content, and one way out.

Files are opened in Python and handed over as file objects, so names of any characters work.
"""

from pathlib import Path
from typing import BinaryIO

from enhancer_gui.core.image import Image
from enhancer_gui.storage.decoded import Decoded, Header, to_image
from enhancer_gui.storage.photo_files import Kind, open_photo, sniff


def read_photo(path: Path) -> Image:
    """Return a decoded photo: its own depth, orientation applied, metadata kept.

    Raises:
        PhotoError: missing, no photo, damaged, cut off or too large.
    """
    with open_photo(path) as file:
        kind = sniff(file, path)
        return to_image(_decode(file, path, kind))


def read_size(path: Path) -> tuple[int, int]:
    """Return (width, height) after orientation, from the header alone.

    Raises:
        PhotoError: missing, no photo, damaged or too large.
    """
    with open_photo(path) as file:
        return read_header(file, path, sniff(file, path)).upright_size


def read_header(file: BinaryIO, path: Path, kind: Kind) -> Header:
    """Return what a photo's header says; see `read_size` for what it raises."""
    # The decoders are imported when one is needed: the window lists photos before it decodes any.
    from enhancer_gui.storage import pillow_read, png_read, tiff_read

    match kind:
        case Kind.PNG:
            return png_read.read_header(file, path)
        case Kind.TIFF:
            return tiff_read.read_header(file, path)
        case _:
            return pillow_read.read_header(file, path, kind)


def _decode(file: BinaryIO, path: Path, kind: Kind) -> Decoded:
    from enhancer_gui.storage import pillow_read, png_read, tiff_read

    match kind:
        case Kind.PNG:
            return png_read.decode(file, path)
        case Kind.TIFF:
            return tiff_read.decode(file, path)
        case _:
            return pillow_read.decode(file, path, kind)

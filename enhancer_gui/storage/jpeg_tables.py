"""What a JPEG file says of its own compression, read from its header."""

from pathlib import Path

from PIL import Image

from enhancer_gui.storage.decoded import DECODER_FAULTS
from enhancer_gui.storage.format_table import Kind
from enhancer_gui.storage.photo_files import damaged, open_photo, sniff
from enhancer_gui.storage.quiet import quiet_decoders


def read_luma_table(path: Path) -> tuple[int, ...] | None:
    """Return the 64 quantisation steps of a JPEG file's first component; None for files of another format.

    Raises:
        PhotoError: missing, no photo, or damaged.
    """
    with open_photo(path) as file:
        if sniff(file, path) is not Kind.JPEG:
            return None
        with quiet_decoders():
            try:
                with Image.open(file, formats=["JPEG", "MPO"]) as picture:
                    tables: dict[int, list[int]] = getattr(picture, "quantization", {})
            except DECODER_FAULTS as error:
                raise damaged(path, repr(error)) from error
    table = tables.get(0)
    return tuple(table) if table is not None and len(table) == 64 else None

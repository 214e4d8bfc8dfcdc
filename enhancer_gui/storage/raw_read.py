"""Camera raw files, DNG among them, through LibRaw (the extra "raw"): developed once, in 16 bits of sRGB.

What is chosen, and said in a note: the white balance that the camera recorded, LibRaw's default demosaicing,
and a brightness that lets one pixel in a thousand become white (LibRaw's own default is one in a hundred).
"""

from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import numpy as np

from enhancer_gui.storage.decoded import DECODER_FAULTS, Decoded, Header
from enhancer_gui.storage.format_table import READABLE, Kind, is_installed
from enhancer_gui.storage.iso_boxes import MAX_FILE_BYTES
from enhancer_gui.storage.photo_files import check_size, damaged, missing_library
from enhancer_gui.storage.tiff_ifd import read_directory
from enhancer_gui.storage.tiff_metadata import exif_block

_NOTE = "The raw photo was developed with the camera's white balance, in 16 bits of sRGB."
_WHITE_SHARE = 0.001
_SRGB_CURVE = (2.4, 12.92)
"""LibRaw's gamma: power and slope at black; its default is the curve of BT.709."""
_PIXEL_BYTES = 24
"""Memory at the peak for a pixel: LibRaw's own of four channels and the sensor's, and twice the result in 16 bits."""
_LEFT, _RIGHT = 5, 6
"""LibRaw's names for a quarter turn."""


def read_header(file: BinaryIO, path: Path) -> Header:
    """Return the upright size; raises PhotoError: no library, damaged or too large."""
    _need_library(path)
    import rawpy

    try:
        with rawpy.RawPy() as raw:
            raw.open_buffer(BytesIO(file.read(MAX_FILE_BYTES)))
            sizes = raw.sizes
    except (*DECODER_FAULTS, rawpy.LibRawError) as error:
        raise damaged(path, repr(error)) from error
    check_size(path, sizes.iwidth, sizes.iheight)
    if sizes.flip in (_LEFT, _RIGHT):
        return Header(sizes.iheight, sizes.iwidth, pixel_bytes=_PIXEL_BYTES)
    return Header(sizes.iwidth, sizes.iheight, pixel_bytes=_PIXEL_BYTES)


def decode(file: BinaryIO, path: Path) -> Decoded:
    """Return the developed picture, upright; raises PhotoError: no library, damaged, cut off or too large."""
    read_header(file, path)
    import rawpy

    file.seek(0)
    try:
        with rawpy.RawPy() as raw:
            raw.open_buffer(BytesIO(file.read(MAX_FILE_BYTES)))
            pixels = raw.postprocess(
                use_camera_wb=True,
                output_bps=16,
                output_color=rawpy.ColorSpace.sRGB,
                gamma=_SRGB_CURVE,
                auto_bright_thr=_WHITE_SHARE,
            )
    except (*DECODER_FAULTS, rawpy.LibRawError) as error:
        raise damaged(path, repr(error)) from error
    return Decoded(np.ascontiguousarray(pixels), _exif(file), notes=(_NOTE,))


def _exif(file: BinaryIO) -> bytes | None:
    """Return what a raw file of TIFF structure says about the photo."""
    try:
        return exif_block(read_directory(file))
    except DECODER_FAULTS:
        return None  # another structure: the photo itself is read


def _need_library(path: Path) -> None:
    if not is_installed(READABLE[Kind.RAW].extra):
        raise missing_library(path, Kind.RAW)

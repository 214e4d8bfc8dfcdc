"""TIFF: read by tifffile in the depth that its tags state; Pillow only for the few forms tifffile lacks.

Before anything is decoded, every strip must lie inside the file: tifffile fills missing ones silently.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import numpy as np
import tifffile
from numpy.typing import NDArray
from PIL import Image

from enhancer_gui.storage.decoded import DECODER_FAULTS, Decoded, Header, damaged_block
from enhancer_gui.storage.exif import ORIENTATION, dpi_in
from enhancer_gui.storage.iptc import TIFF_TAG as IPTC_TAG
from enhancer_gui.storage.iptc import iptc_of
from enhancer_gui.storage.photo_files import check_memory, check_size, damaged
from enhancer_gui.storage.pillow_pixels import pixels_of
from enhancer_gui.storage.quiet import quiet_decoders
from enhancer_gui.storage.scratch import gather, is_too_large
from enhancer_gui.storage.tiff_bands import bands_of, can_band
from enhancer_gui.storage.tiff_ifd import read_directory
from enhancer_gui.storage.tiff_metadata import ICC_TAG, XMP_TAG, exif_block
from enhancer_gui.storage.tiff_samples import settled

DNG_VERSION = 50706

_NAME = "photo"
"""tifffile wants a name; the true one may hold characters that it cannot show."""

_COPIES = 2
_REDUCED_IMAGE = 1
_SUB_IFDS, _NEW_SUBFILE_TYPE = 330, 254
_FAULTS = (*DECODER_FAULTS, tifffile.TiffFileError)
_PHOTOMETRIC = tifffile.PHOTOMETRIC
_RAW_COLOURS = (_PHOTOMETRIC.CFA, _PHOTOMETRIC.LINEAR_RAW)
_JPEG_COMPRESSIONS = (tifffile.COMPRESSION.JPEG, tifffile.COMPRESSION.JPEG_LOSSY)


def read_header(file: BinaryIO, path: Path) -> Header:
    """Return size and orientation without decoding.

    Raises:
        PhotoError: damaged or too large.
    """
    try:
        with quiet_decoders(), tifffile.TiffFile(file, name=_NAME) as tiff:
            return _header(tiff.pages.first, path)
    except _FAULTS as error:
        raise damaged(path, repr(error)) from error


def decode(file: BinaryIO, path: Path) -> Decoded:
    """Return the decoded first page.

    Raises:
        PhotoError: damaged, cut off or too large.
    """
    notes: list[str] = []
    try:
        with quiet_decoders(), tifffile.TiffFile(file, name=_NAME) as tiff:
            page = tiff.pages.first
            header = _header(page, path)
            _check_segments(page, file)
            check_memory(path, _whole_bytes(page))
            if len(tiff.pages) > 1 and _is_another_page(tiff.pages[1]):
                notes.append("The file holds several pages; only the first is used.")
            icc = page.tags.valueof(ICC_TAG)
            xmp = page.tags.valueof(XMP_TAG)
            orientation = header.orientation
            if page.photometric == _PHOTOMETRIC.YCBCR and page.compression not in _JPEG_COMPRESSIONS:
                pixels, orientation = _by_pillow(file), 1
            else:
                pixels, icc = _pixels(page, file, icc, notes)
        directory = read_directory(file)
    except _FAULTS as error:
        raise damaged(path, repr(error)) from error
    stored = directory.fields[IPTC_TAG].data if IPTC_TAG in directory.fields else None
    iptc = iptc_of(stored)
    if stored and iptc is None:
        notes.append(damaged_block("IPTC data"))
    return Decoded(
        pixels=pixels,
        exif=exif_block(directory),
        xmp=xmp.encode() if isinstance(xmp, str) else xmp,
        icc=icc,
        dpi=dpi_in(directory),
        orientation=orientation,
        notes=tuple(notes),
        iptc=iptc,
    )


def is_raw(file: BinaryIO) -> bool:
    """Return whether a TIFF is a camera's raw file; the file is left at its start."""
    try:
        with quiet_decoders(), tifffile.TiffFile(file, name=_NAME) as tiff:
            page = tiff.pages.first
            preview = page.tags.valueof(_NEW_SUBFILE_TYPE, 0) == _REDUCED_IMAGE and _SUB_IFDS in page.tags
            return DNG_VERSION in page.tags or page.photometric in _RAW_COLOURS or preview
    except _FAULTS:
        return False  # the reader says what is wrong
    finally:
        file.seek(0)


def _is_another_page(page: tifffile.TiffPage | tifffile.TiffFrame) -> bool:
    """Return whether a page is a picture of its own rather than a preview of the first."""
    return not (isinstance(page, tifffile.TiffPage) and page.tags.valueof(_NEW_SUBFILE_TYPE, 0) == _REDUCED_IMAGE)


def _header(page: tifffile.TiffPage, path: Path) -> Header:
    check_size(path, page.imagewidth, page.imagelength)
    if page.imagedepth != 1:
        raise ValueError("a volume, not a picture")
    value = page.tags.valueof(ORIENTATION, 1)
    turned = int(value) if isinstance(value, int) and 1 <= value <= 8 else 1
    return Header(page.imagewidth, page.imagelength, turned)


def _whole_bytes(page: tifffile.TiffPage) -> int:
    """Return the memory for a page of the few forms that are read whole, as stored and as used; 0 for the others."""
    if page.dtype is None or can_band(page):
        return 0
    return _COPIES * page.imagewidth * page.imagelength * page.samplesperpixel * page.dtype.itemsize


def _check_segments(page: tifffile.TiffPage, file: BinaryIO) -> None:
    """Check that there are as many strips or tiles as the size asks for, all inside the file."""
    end = file.seek(0, 2)
    offsets, counts = page.dataoffsets, page.databytecounts
    if not offsets or len(offsets) != len(counts):
        raise ValueError("strips are missing")
    down = -(-page.imagelength // (page.tilelength or min(page.rowsperstrip, page.imagelength)))
    across = -(-page.imagewidth // page.tilewidth) if page.tilewidth else 1
    planes = page.samplesperpixel if page.planarconfig == tifffile.PLANARCONFIG.SEPARATE else 1
    if len(offsets) < down * across * planes and not page.is_contiguous:
        raise ValueError(f"{len(offsets)} of {down * across * planes} strips")
    for offset, count in zip(offsets, counts, strict=True):
        if offset <= 0 or count <= 0 or offset + count > end:
            raise ValueError(f"a strip of {count} bytes at {offset} is outside the file of {end}")


def _by_pillow(file: BinaryIO) -> NDArray[np.generic]:
    """Return the pixels of a YCbCr picture without JPEG compression; Pillow turns a TIFF upright by itself."""
    file.seek(0)
    with Image.open(file, formats=["TIFF"]) as picture:
        picture.load()
        return pixels_of(picture)


def _pixels(
    page: tifffile.TiffPage, file: BinaryIO, icc: bytes | None, notes: list[str]
) -> tuple[NDArray[np.generic], bytes | None]:
    """Return the pixels as (H, W, C), from a scratch file where they are many, and the profile that describes them."""
    size = page.imagelength, page.imagewidth, page.samplesperpixel
    if page.dtype is not None and is_too_large(*size, page.dtype) and can_band(page):
        bands = _BandsConverted(page, file, icc)
        pixels = gather(bands, page.imagelength)
        notes.extend(bands.notes)
        return pixels, bands.icc
    raw = page.asarray()
    if page.planarconfig == tifffile.PLANARCONFIG.SEPARATE and page.samplesperpixel > 1:
        raw = np.moveaxis(raw, 0, -1)
    return settled(raw.reshape(page.imagelength, page.imagewidth, -1), page, icc, notes)


class _BandsConverted:
    """The bands of a page with their samples settled; what is noted about several is told once."""

    def __init__(self, page: tifffile.TiffPage, file: BinaryIO, icc: bytes | None) -> None:
        self._page, self._file, self._source_icc = page, file, icc
        self.icc: bytes | None = None
        self.notes: list[str] = []

    def __iter__(self) -> Iterator[NDArray[np.generic]]:
        for raw in bands_of(self._page, self._file):
            notes: list[str] = []
            pixels, self.icc = settled(raw, self._page, self._source_icc, notes)
            self.notes += [note for note in notes if note not in self.notes]
            yield pixels

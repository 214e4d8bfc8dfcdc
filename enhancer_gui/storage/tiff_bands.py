"""Large TIFFs decoded by bands of rows: strips and tiles one after the other, memory for one row of them."""

from collections.abc import Iterator
from typing import BinaryIO

import numpy as np
import tifffile
from numpy.typing import NDArray

_BAND_BYTES = 16 * 2**20
_MAX_SEGMENT_BYTES = 128 * 2**20
"""A strip or a row of tiles that decodes to more is no smaller than reading the picture whole."""


def can_band(page: tifffile.TiffPage) -> bool:
    """Return whether a page's samples lie together by pixel, and in pieces small enough."""
    if page.planarconfig != tifffile.PLANARCONFIG.CONTIG and page.samplesperpixel > 1:
        return False
    if page.dtype is None or page.imagedepth != 1:
        return False
    rows = page.tilelength if page.is_tiled else min(page.rowsperstrip, page.imagelength)
    row_bytes = page.imagewidth * page.samplesperpixel * page.dtype.itemsize
    return _is_plain(page) or rows * row_bytes <= _MAX_SEGMENT_BYTES


def bands_of(page: tifffile.TiffPage, file: BinaryIO) -> Iterator[NDArray[np.generic]]:
    """Yield consecutive (rows, width, C) bands of samples as stored.

    Raises:
        ValueError: a strip or tile is missing or does not decode.
    """
    yield from _plain_bands(page, file) if _is_plain(page) else _segment_bands(page)


def _is_plain(page: tifffile.TiffPage) -> bool:
    """Return whether the samples are simply stored, one after the other, in whole bytes."""
    whole_bytes = page.dtype is not None and page.bitspersample == 8 * page.dtype.itemsize
    return bool(page.is_contiguous) and not page.is_tiled and whole_bytes


def _plain_bands(page: tifffile.TiffPage, file: BinaryIO) -> Iterator[NDArray[np.generic]]:
    assert page.dtype is not None
    kind = page.dtype.newbyteorder(page.parent.byteorder)
    row_bytes = page.imagewidth * page.samplesperpixel * kind.itemsize
    rows_at_once = max(1, _BAND_BYTES // row_bytes)
    for top in range(0, page.imagelength, rows_at_once):
        rows = min(rows_at_once, page.imagelength - top)
        file.seek(page.dataoffsets[0] + top * row_bytes)
        data = file.read(rows * row_bytes)
        if len(data) < rows * row_bytes:
            raise ValueError(f"rows are missing from {top} on")
        stored = np.frombuffer(data, kind).reshape(rows, page.imagewidth, page.samplesperpixel)
        yield stored.astype(page.dtype, copy=False)


def _segment_bands(page: tifffile.TiffPage) -> Iterator[NDArray[np.generic]]:
    """Yield a band for each row of strips or tiles; segments come row by row."""
    band: NDArray[np.generic] | None = None
    top = 0
    for segment, (_, _, y, x, _), _ in page.segments(maxworkers=1):
        if segment is None:
            raise ValueError(f"a part at {x}, {y} is missing")
        rows = min(segment.shape[1], page.imagelength - y)  # tiles at the edges are padded
        columns = min(segment.shape[2], page.imagewidth - x)
        if band is None or y != top:
            if band is not None:
                yield band
            band, top = np.empty((rows, page.imagewidth, page.samplesperpixel), page.dtype), y
        band[:, x : x + columns] = segment[0, :rows, :columns]
    if band is not None:
        yield band

"""TIFF written strip by strip through tifffile; EXIF and GPS directories, which it drops, are appended after."""

from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

import imagecodecs
import numpy as np
import tifffile
from numpy.typing import NDArray

from enhancer_gui.core.image import BitDepth, Metadata
from enhancer_gui.storage.exif import SOFTWARE
from enhancer_gui.storage.iptc import TIFF_TAG as IPTC_TAG
from enhancer_gui.storage.parallel import map_in_order
from enhancer_gui.storage.photo_formats import PhotoHeader
from enhancer_gui.storage.result_metadata import EMBEDDING_FAULTS, blocks_for, left_out
from enhancer_gui.storage.tiff_ifd import EXIF_IFD, GPS_IFD, Directory, append_children, read_directory
from enhancer_gui.storage.tiff_metadata import DESCRIPTIVE_TAGS, XMP_TAG

_STRIP_BYTES = 2**20
"""Large enough to compress well and to give every core a strip, small enough to stay out of the way."""

_DEFLATE_LEVEL = 4
"""Of libdeflate. Measured on three photos of 3 MP: 148 MB/s and 34.0 % of the size in 8 bits, 97 MB/s and 80.6 % in
16, where zlib's level 6 needs four times as long for more bytes (22 MB/s, 34.2 %; 32 MB/s, 80.6 %)."""

_CLASSIC_BYTES = 2**32 - 2**26
"""Beyond this a classic TIFF's 32-bit offsets may not reach; deflate can grow noise a little."""

_BYTE, _UNDEFINED, _INCH = 1, 7, 2
_Tag = tuple[int, int, int, bytes, bool]


def encode_tiff(part: Path, header: PhotoHeader, rows: Iterable[NDArray[np.generic]]) -> list[str]:
    """Write a deflated TIFF of 8, 16 or 32 (float) bits, grey or RGB, with or without alpha.

    Returns:
        Notes on metadata left out.
    """
    blocks = blocks_for(header)
    notes = list(blocks.notes)
    big = header.raw_bytes > _CLASSIC_BYTES
    described, children = _described(blocks.metadata, notes)
    strip_rows = max(1, min(header.height, _STRIP_BYTES // (header.raw_bytes // header.height)))
    samples = (header.channels,) if header.channels > 1 else ()
    with part.open("r+b") as file, tifffile.TiffWriter(file, bigtiff=big, byteorder="<") as writer:
        writer.write(
            map_in_order(_deflate, _strips(rows, strip_rows)),
            shape=(header.height, header.width, *samples),
            dtype=header.depth.dtype,
            photometric="rgb" if header.channels >= 3 else "minisblack",
            planarconfig="contig" if samples else None,
            extrasamples=["unassalpha"] if header.channels in (2, 4) else None,
            rowsperstrip=strip_rows,
            compression="zlib",
            predictor=3 if header.depth is BitDepth.F32 else 2,
            iccprofile=blocks.metadata.icc,
            resolution=blocks.metadata.dpi,
            resolutionunit=_INCH if blocks.metadata.dpi else None,
            software=False,
            metadata=None,
            extratags=_tags(described, blocks.metadata),
        )
    if children:
        with part.open("r+b") as file:
            append_children(file, children, big=big)
    return notes


def _described(metadata: Metadata, notes: list[str]) -> tuple[Directory, dict[int, Directory]]:
    """Return the fields for the TIFF's own directory, and the directories to append."""
    if metadata.exif is None:
        return Directory(), {}
    try:
        directory = read_directory(BytesIO(metadata.exif))
    except EMBEDDING_FAULTS as error:
        notes.append(left_out("EXIF data", error))
        return Directory(), {}
    fields = {tag: value for tag, value in directory.fields.items() if tag in (*DESCRIPTIVE_TAGS, SOFTWARE)}
    return Directory(fields), {tag: child for tag, child in directory.children.items() if tag in (EXIF_IFD, GPS_IFD)}


def _tags(described: Directory, metadata: Metadata) -> list[_Tag]:
    tags: list[_Tag] = [(tag, field.type, field.count, field.data, True) for tag, field in described.fields.items()]
    if metadata.xmp:
        tags.append((XMP_TAG, _BYTE, len(metadata.xmp), metadata.xmp, True))
    if metadata.iptc:
        tags.append((IPTC_TAG, _UNDEFINED, len(metadata.iptc), metadata.iptc, True))
    return tags


def _strips(rows: Iterable[NDArray[np.generic]], strip_rows: int) -> Iterator[NDArray[np.generic]]:
    """Yield the rows regrouped into strips of `strip_rows`; the last may be shorter."""
    waiting: list[NDArray[np.generic]] = []
    count = 0
    for band in rows:
        waiting.append(band)
        count += band.shape[0]
        if count < strip_rows:
            continue
        joined = np.concatenate(waiting)
        whole = count // strip_rows * strip_rows
        for start in range(0, whole, strip_rows):
            yield joined[start : start + strip_rows]
        waiting, count = [joined[whole:]], count - whole
    if count:
        yield np.concatenate(waiting)


def _deflate(strip: NDArray[np.generic]) -> bytes:
    """Return a (rows, width, C) strip with its predictor applied along the row, deflated."""
    predict = imagecodecs.floatpred_encode if strip.dtype == np.float32 else imagecodecs.delta_encode
    predicted: NDArray[np.generic] = predict(np.ascontiguousarray(strip), axis=-2)
    return bytes(imagecodecs.deflate_encode(np.ascontiguousarray(predicted).tobytes(), _DEFLATE_LEVEL))

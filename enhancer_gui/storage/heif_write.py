"""HEIC through pillow-heif (the extra "heif"): 8 bits as they are, 16 bits as the 10 that every decoder knows."""

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from enhancer_gui.core.image import BitDepth
from enhancer_gui.storage.photo_formats import PhotoHeader
from enhancer_gui.storage.result_metadata import EMBEDDING_FAULTS, blocks_for, left_out

_MODES = {3: "RGB", 4: "RGBA"}


def encode_heic(part: Path, header: PhotoHeader, rows: Iterable[NDArray[np.generic]]) -> list[str]:
    """Write a HEIC; return notes on metadata left out."""
    import pillow_heif

    picture = np.empty((header.height, header.width, header.channels), header.depth.dtype)
    top = 0
    for band in rows:
        picture[top : top + band.shape[0]] = band
        top += band.shape[0]
    mode = _MODES[header.channels] + (";16" if header.depth is BitDepth.U16 else "")
    size = header.width, header.height
    blocks = blocks_for(header)
    metadata, notes = blocks.metadata, list(blocks.notes)
    options = {"quality": header.quality, "chroma": 420 if header.halves_chroma else 444}

    def encoded(*, embed: bool) -> BytesIO:
        container = pillow_heif.from_bytes(mode, size, picture.tobytes())
        if embed and metadata.icc:
            container.info["icc_profile"] = metadata.icc
            container.info["icc_profile_type"] = "prof"
        file = BytesIO()
        container.save(file, exif=metadata.exif if embed else None, xmp=metadata.xmp if embed else None, **options)
        return file

    try:
        file = encoded(embed=True)
    except EMBEDDING_FAULTS as error:
        notes.append(left_out("metadata", error))
        file = encoded(embed=False)
    part.write_bytes(file.getvalue())
    return notes

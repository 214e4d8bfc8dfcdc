"""HEIC through pillow-heif (the extra "heif"): 8 bits as they are, 16 bits as the 10 that every decoder knows."""

from collections.abc import Iterable
from functools import partial
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from enhancer_gui.core.cancel import JobControl
from enhancer_gui.core.image import BitDepth
from enhancer_gui.core.waiting import answer_of
from enhancer_gui.storage.embedding import EXIF, PROFILE, XMP, Words, encoded_with
from enhancer_gui.storage.photo_formats import PhotoHeader
from enhancer_gui.storage.result_metadata import blocks_for

_TINY = 64, 64
"""Of the picture that is tried with one block of metadata: the smallest block that every HEVC encoder takes."""
_MODES = {3: "RGB", 4: "RGBA"}


def encode_heic(part: Path, header: PhotoHeader, rows: Iterable[NDArray[np.generic]], control: JobControl) -> list[str]:
    """Write a HEIC; return notes on metadata left out."""
    import pillow_heif

    picture = np.empty((header.height, header.width, header.channels), header.depth.dtype)
    top = 0
    for band in rows:
        picture[top : top + band.shape[0]] = band
        top += band.shape[0]
    mode = _MODES[header.channels] + (";16" if header.depth is BitDepth.U16 else "")
    blocks = blocks_for(header)
    metadata, notes = blocks.metadata, list(blocks.notes)
    options = {"quality": header.quality, "chroma": 420 if header.halves_chroma else 444}

    def encoded(pixels: NDArray[np.generic], words: Words) -> bytes:
        container = pillow_heif.from_bytes(mode, (pixels.shape[1], pixels.shape[0]), pixels.tobytes())
        if PROFILE in words:
            container.info[PROFILE] = words[PROFILE]
            container.info["icc_profile_type"] = "prof"
        file = BytesIO()
        container.save(file, exif=words.get(EXIF), xmp=words.get(XMP), **options)
        return file.getvalue()

    def patiently(words: Words) -> bytes:
        return answer_of(partial(encoded, picture, words), control)

    found = {EXIF: metadata.exif, XMP: metadata.xmp, PROFILE: metadata.icc}
    words: Words = {name: block for name, block in found.items() if block}
    tiny = np.zeros((*_TINY, header.channels), picture.dtype)
    part.write_bytes(encoded_with(words, patiently, partial(encoded, tiny), notes))
    return notes

"""A decoded photo on its way to another machine: its samples and nothing else of it, without loss."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from enhancer_gui.core.cancel import JobControl
from enhancer_gui.core.image import Image, to_float
from enhancer_gui.core.recipe import FileFormat
from enhancer_gui.storage.photos import PhotoHeader, write_photo

_BAND_ROWS = 256
"""Rows that are encoded at once: 60 MB of float32 for the widest photo that a camera makes."""


def write_lossless(image: Image, path: Path, control: JobControl) -> None:
    """Write a photo's samples, and nothing else of it, so that reading gives the same samples.

    Raises:
        Cancelled: asked to stop.
        PhotoError: the file cannot be written.
    """
    header = PhotoHeader(
        width=image.width,
        height=image.height,
        depth=image.depth,
        format=FileFormat.TIFF,
        has_alpha=image.alpha is not None,
        is_grey=image.is_grey,
    )
    write_photo(path, header, _bands(image, control), overwrite=True)


def _bands(image: Image, control: JobControl) -> Iterator[NDArray[np.float32]]:
    for top in range(0, image.height, _BAND_ROWS):
        control.checkpoint()
        rows = slice(top, top + _BAND_ROWS)
        band = to_float(image.samples[rows])
        yield band if image.alpha is None else np.dstack([band, to_float(image.alpha[rows])])


def digest(image: Image) -> str:
    """Return a hash of all samples of a photo: the same job however often it is sent."""
    digest = hashlib.sha256(f"{image.samples.shape} {image.samples.dtype} {image.is_grey}".encode())
    digest.update(np.ascontiguousarray(image.samples).data.cast("B"))
    if image.alpha is not None:
        digest.update(np.ascontiguousarray(image.alpha).data.cast("B"))
    return digest.hexdigest()

"""From stored tiles to a file: streamed by rows, no inference, nothing whole in memory."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from enhancer_gui import __version__
from enhancer_gui.core.cancel import JobControl
from enhancer_gui.core.geometry import Region
from enhancer_gui.core.image import Image, Metadata
from enhancer_gui.core.jobs import Job
from enhancer_gui.core.recipe import FileFormat, Finish, OnConflict
from enhancer_gui.core.work import Work
from enhancer_gui.engine.finish import apply_finish
from enhancer_gui.engine.resample import Kernel, resample_region
from enhancer_gui.storage.photos import PhotoHeader, format_of, resolve_depth, resolve_format, write_photo
from enhancer_gui.storage.tile_store import TileStore

BAND_PIXELS = 2_000_000
"""Pixels of a band: 24 MB of float32 RGB, enough to keep the per-band cost below 1 % of encoding."""


def export_result(store: TileStore, image: Image, work: Work, job: Job, control: JobControl) -> list[str]:
    """Write the result of a finished store to the job's target and return notes for the user.

    Raises:
        Cancelled: asked to stop; no file is left.
        PhotoError: the file cannot be written; what was there before is intact.
    """
    assert job.target is not None
    bands = result_bands(store, image, work, job.recipe.finish, control)
    overwrite = job.recipe.export.on_conflict is OnConflict.OVERWRITE
    return write_photo(job.target, file_header(job, image, work), bands, overwrite=overwrite)


def file_header(job: Job, image: Image, work: Work) -> PhotoHeader:
    """Return what the job's file will be.

    The target's suffix decides the format; a name without a known one takes the recipe's.
    """
    assert job.target is not None
    spec = job.recipe.export
    file_format = format_of(job.target)
    if file_format is None:
        file_format = resolve_format(spec.format, job.source, spec.depth or image.depth, image.alpha is not None)
    return PhotoHeader(
        width=work.target_size[0],
        height=work.target_size[1],
        depth=resolve_depth(file_format, spec.depth, image.depth),
        format=file_format,
        quality=spec.quality,
        metadata=image.metadata if spec.keep_metadata else Metadata(icc=image.metadata.icc),
        has_alpha=image.alpha is not None,
        is_grey=image.is_grey,
        software=f"enhancer {__version__}",
    )


def losses(header: PhotoHeader, image: Image) -> tuple[str, ...]:
    """Return a sentence for everything of the photo that the file will not hold."""
    notes: list[str] = []
    if header.has_alpha and header.format is FileFormat.JPEG:
        notes.append("Transparency becomes white: JPEG cannot hold it.")
    if header.depth.dtype.itemsize < image.depth.dtype.itemsize:
        notes.append(f"The photo has {image.depth.value} bits a channel, the file {header.depth.value}.")
    return tuple(notes)


def result_bands(
    store: TileStore, image: Image, work: Work, finish: Finish, control: JobControl
) -> Iterator[NDArray[np.float32]]:
    """Yield the finished result at target size as consecutive bands of rows.

    Shape:
        Each band is float32 (rows, target width, C).
    """
    width, height = work.target_size
    rows = max(1, BAND_PIXELS // max(width, work.native_size[0]))

    def read(region: Region) -> NDArray[np.float32]:
        return apply_finish(store.read(region), region, image, work.scale, finish)

    for top in range(0, height, rows):
        control.checkpoint()
        band = Region(0, top, width, min(rows, height - top))
        if work.native_size == work.target_size:
            yield read(band)
        else:
            yield resample_region(read, work.native_size, work.target_size, band, Kernel.LANCZOS)

"""From stored tiles to a file: streamed by rows, no inference, nothing whole in memory."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from enhancer_gui import __version__
from enhancer_gui.core.cancel import JobControl
from enhancer_gui.core.geometry import Region
from enhancer_gui.core.image import BitDepth, Image, Metadata
from enhancer_gui.core.jobs import Job
from enhancer_gui.core.recipe import FileFormat, Finish, OnConflict
from enhancer_gui.core.work import Work
from enhancer_gui.engine.finish import apply_finish
from enhancer_gui.engine.resample import Kernel, resample_region
from enhancer_gui.storage.photos import PhotoHeader, resolve_format, write_photo
from enhancer_gui.storage.tile_store import TileStore

BAND_PIXELS = 2_000_000
"""Pixels of a band: 24 MB of float32 RGB, enough to keep the per-band cost below 1 % of encoding."""

_DEPTHS = {
    FileFormat.JPEG: (BitDepth.U8,),
    FileFormat.WEBP: (BitDepth.U8,),
    FileFormat.PNG: (BitDepth.U16, BitDepth.U8),
    FileFormat.TIFF: (BitDepth.F32, BitDepth.U16, BitDepth.U8),
}


def export_result(store: TileStore, image: Image, work: Work, job: Job, control: JobControl) -> list[str]:
    """Write the result of a finished store to the job's target and return notes for the user.

    Raises:
        Cancelled: asked to stop; no file is left.
        PhotoError: the file cannot be written; what was there before is intact.
    """
    assert job.target is not None
    spec = job.recipe.export
    file_format = resolve_format(spec.format, job.source)
    header = PhotoHeader(
        width=work.target_size[0],
        height=work.target_size[1],
        depth=choose_depth(spec.depth or image.depth, file_format),
        format=file_format,
        quality=spec.quality,
        metadata=image.metadata if spec.keep_metadata else Metadata(icc=image.metadata.icc),
        has_alpha=image.alpha is not None,
        is_grey=image.is_grey,
        software=f"enhancer {__version__}",
    )
    bands = result_bands(store, image, work, job.recipe.finish, control)
    return write_photo(job.target, header, bands, overwrite=spec.on_conflict is OnConflict.OVERWRITE)


def choose_depth(wanted: BitDepth, file_format: FileFormat) -> BitDepth:
    """Return the wanted depth, or the deepest that the format can hold."""
    possible = _DEPTHS[file_format]
    return wanted if wanted in possible else possible[0]


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

"""From stored tiles to a file: streamed by rows, no inference, nothing whole in memory."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from enhancer_gui import __version__
from enhancer_gui.core.cancel import JobControl
from enhancer_gui.core.geometry import Region
from enhancer_gui.core.image import BitDepth, Image, Metadata
from enhancer_gui.core.jobs import Job
from enhancer_gui.core.models import Task
from enhancer_gui.core.recipe import ExportSpec, Finish, OnConflict, Recipe
from enhancer_gui.core.work import Work
from enhancer_gui.engine.alpha import resample_visible
from enhancer_gui.engine.finish import GRAIN_SEED, finish_region
from enhancer_gui.engine.masks import NO_LIMITS, Limits, MaskPictures
from enhancer_gui.engine.output_sharpening import sharpen_region
from enhancer_gui.engine.resample import Kernel, resample_region
from enhancer_gui.storage.masks import MaskShelf, pictures_of
from enhancer_gui.storage.photos import PhotoHeader, Signing, format_of, resolve_depth, resolve_format, write_photo
from enhancer_gui.storage.record import Record, SourceType, UsedModel
from enhancer_gui.storage.tile_store import TileStore

PROGRAM = f"enhancer {__version__}"

BAND_PIXELS = 2_000_000
"""Pixels of a band: 24 MB of float32 RGB, enough to keep the per-band cost below 1 % of encoding."""


def export_result(
    store: TileStore,
    image: Image,
    work: Work,
    job: Job,
    target: Path,
    control: JobControl,
    shelf: MaskShelf | None = None,
) -> list[str]:
    """Write the result of a finished store to one of the job's files and return notes for the user.

    The pictures of masks come from `shelf`, by default the user's own.

    Raises:
        Cancelled: asked to stop; no file is left.
        RecipeError: a mask is missing.
        PhotoError: the file cannot be written; what was there before is intact.
    """
    header = file_header(job, target, image, work)
    size = image.width, image.height
    limits = Limits(job.recipe.tile_masks, MaskPictures(pictures_of(job.recipe.tile_masks.each, size, shelf)))
    dpi = header.metadata.dpi[0] if header.metadata.dpi else 0.0
    bands = result_bands(store, image, work, job.recipe, dpi, control, limits)
    overwrite = job.recipe.export.on_conflict is OnConflict.OVERWRITE
    return write_photo(target, header, bands, overwrite=overwrite, control=control)


def file_header(job: Job, target: Path, image: Image, work: Work) -> PhotoHeader:
    """Return what one of the job's files will be.

    The target's suffix decides the format; a name without a known one takes the recipe's.
    """
    spec = job.recipe.export
    file_format = format_of(target)
    if file_format is None:
        file_format = resolve_format(spec.format, job.source, spec.depth or image.depth, image.alpha is not None)
    return PhotoHeader(
        width=work.target_size[0],
        height=work.target_size[1],
        depth=resolve_depth(file_format, spec.depth, image.depth),
        format=file_format,
        quality=spec.quality,
        chroma=spec.chroma,
        colour=spec.colour,
        metadata=_metadata(image.metadata, spec),
        has_alpha=image.alpha is not None,
        is_grey=image.is_grey,
        software=PROGRAM,
        left_out=spec.left_out,
        record=record_of(job, work) if spec.record else None,
        signing=Signing(job.signer, job.source) if job.signer is not None else None,
    )


def record_of(job: Job, work: Work) -> Record:
    """Return how the job's files are made; what it says about files that are there already is left out."""
    export = replace(job.recipe.export, on_conflict=OnConflict.UNIQUE)
    models: list[UsedModel] = []
    for stage in work.stages:
        models.append(UsedModel(stage.card.id, stage.card.sha256, stage.strength, stage.denoise))
        if stage.twin is not None:
            models.append(UsedModel(stage.twin.id, stage.twin.sha256, stage.strength, stage.denoise))
    fills_in = any(stage.card.task is Task.REPAIR for stage in work.stages)
    altered = SourceType.ALTERED if work.stages else None
    return Record(
        replace(job.recipe, export=export),
        tuple(models),
        PROGRAM,
        GRAIN_SEED,
        SourceType.GENERATIVE if fills_in else altered,
    )


def _metadata(source: Metadata, spec: ExportSpec) -> Metadata:
    """Return the photo's blocks, or profile and resolution alone, with a print's resolution where one is asked for."""
    kept = source if spec.keep_metadata else Metadata(icc=source.icc, dpi=source.dpi)
    return replace(kept, dpi=(spec.size.dpi, spec.size.dpi)) if spec.size.dpi else kept


def losses(header: PhotoHeader, image: Image, wanted: BitDepth | None = None) -> tuple[str, ...]:
    """Return a sentence for everything of the photo, and of the depth wanted, that the file will not hold."""
    notes: list[str] = []
    if header.has_alpha and not header.facts.alpha:
        notes.append(f"Transparency becomes white: {header.facts.title} cannot hold it.")
    if wanted is not None and wanted is not header.depth:
        notes.append(
            f"{header.facts.title} cannot hold {wanted.value} bits a channel, the file has {header.depth.value}."
        )
    elif header.depth.dtype.itemsize < image.depth.dtype.itemsize:
        notes.append(f"The photo has {image.depth.value} bits a channel, the file {header.depth.value}.")
    elif header.depth is not BitDepth.U8 and header.facts.most_bits < 8 * header.depth.dtype.itemsize:
        notes.append(f"{header.facts.title} keeps {header.facts.most_bits} of the file's {header.depth.value} bits.")
    return tuple(notes)


def result_bands(
    store: TileStore,
    image: Image,
    work: Work,
    recipe: Recipe,
    dpi: float,
    control: JobControl,
    limits: Limits = NO_LIMITS,
) -> Iterator[NDArray[np.float32]]:
    """Yield the finished result at target size, sharpened for its use, as consecutive bands of rows.

    Shape:
        Each band is float32 (rows, target width, C).
    """
    width, height = work.target_size
    rows = max(1, BAND_PIXELS // max(width, work.native_size[0]))

    sized = partial(_sized, store, image, work, recipe.finish, limits)
    for top in range(0, height, rows):
        control.checkpoint()
        band = Region(0, top, width, min(rows, height - top))
        yield sharpen_region(sized, work.target_size, band, recipe.export.sharpening, dpi)


def _sized(
    store: TileStore, image: Image, work: Work, finish: Finish, limits: Limits, region: Region
) -> NDArray[np.float32]:
    """Return a region of the finished result at target size, which may be a part of it that was cut out."""
    if work.cut is not None:
        region = replace(region, x=region.x + work.cut.kept.x, y=region.y + work.cut.kept.y)

    def read(part: Region) -> NDArray[np.float32]:
        return finish_region(store.read, part, image, work.scale, finish, limits)

    if work.native_size == work.resampled_size:
        return read(region)
    if image.alpha is not None:
        return resample_visible(read, work.native_size, work.resampled_size, region)
    return resample_region(read, work.native_size, work.resampled_size, region, Kernel.LANCZOS)

"""Writing photos: rows go through one encoder into a temporary file, which is read back before it counts."""

import errno
import os
from collections.abc import Iterable
from functools import cache, partial
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from enhancer_gui.core.cancel import JobControl
from enhancer_gui.core.errors import NoRoomError, PhotoError
from enhancer_gui.core.image import to_depth
from enhancer_gui.core.recipe import FileFormat
from enhancer_gui.storage.atomic import TargetBusyError, atomic_path, new_part, sweep_parts
from enhancer_gui.storage.photo_files import shown
from enhancer_gui.storage.photo_formats import Convert, PhotoHeader, check_header

_MEGABYTE = 1_000_000
_FULL_DISK = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_READ_ONLY = (errno.EACCES, errno.EPERM, errno.EROFS)


class PhotoExistsError(PhotoError):
    """A file of this name is there and was not to be replaced."""


class Encoder(Protocol):
    """Writes rows of final samples into an empty file; returns notes on what could not be embedded."""

    def __call__(self, part: Path, header: PhotoHeader, rows: Iterable[NDArray[np.generic]]) -> list[str]:
        """Encode; OSError from the disk is passed on."""


def check_folder(folder: Path) -> None:
    """Check, by making and removing a file, that a folder can be written; it is created where it is missing.

    Raises:
        PhotoError: it cannot.
    """
    probe = folder / "probe"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        new_part(probe).unlink()
        _sweep_once(folder)
    except OSError as error:
        if error.errno in (*_READ_ONLY, *_FULL_DISK):
            raise _save_error(error, probe, 1) from error
        if isinstance(error, FileExistsError | NotADirectoryError):
            raise PhotoError(
                f"“{shown(folder)}” is no folder: a file has this name, or that of a folder above it.",
                remedy="Choose another folder.",
                detail=repr(error),
            ) from error
        raise PhotoError(
            f"The folder “{shown(folder)}” cannot be used ({error.strerror or error}).",
            remedy="Choose another folder.",
            detail=repr(error),
        ) from error


@cache
def _sweep_once(folder: Path) -> None:
    """Remove the temporary files that a killed process left there a day ago; once a folder is enough."""
    sweep_parts(folder)


def write_photo(
    target: Path,
    header: PhotoHeader,
    bands: Iterable[NDArray[np.float32]],
    *,
    overwrite: bool,
    control: JobControl | None = None,
) -> list[str]:
    """Write a photo and return notes about metadata that could not be embedded.

    Args:
        target: file to write; its folder is created where it is missing.
        header: what the file is.
        bands: consecutive horizontal bands from the top, (h_i, width, C) float32, 0..1; C is 3, or 4 with alpha
            (1 and 2 for grey). Whatever the iterator raises is passed on, and no file is left.
        overwrite: whether an existing file may be replaced; without it the check and the rename are one step.
        control: of the job that waits; asked to stop, it is answered at once, whatever an encoder does.

    Raises:
        Cancelled: asked to stop; no file is left.
        PhotoExistsError: the target exists.
        PhotoError: the format cannot hold the picture, the disk is full, the folder is read-only, the target is
            locked, or the written file does not read back. An existing file is then as it was.
    """
    from enhancer_gui.storage.colour_plan import plan_colour
    from enhancer_gui.storage.credentials import sign
    from enhancer_gui.storage.photo_check import check_written

    control = control or JobControl()
    check_header(header)
    if not overwrite and os.path.lexists(target):
        raise _exists(target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _sweep_once(target.parent)
        plan = plan_colour(header)
        with atomic_path(target, overwrite=overwrite) as part:
            encode = encoder_of(header.format, control)
            notes = encode(part, plan.header, final_rows(bands, plan.header, plan.convert))
            if header.signing is not None:
                notes += sign(part, target, header, header.signing)
            check_written(part, target, plan.header, control)
    except TargetBusyError as error:
        raise PhotoError(
            f"“{shown(target)}” is in use by another program; the result was kept as {error.kept}.",
            remedy="Close the other program and rename the file.",
        ) from error
    except FileExistsError as error:
        raise _exists(target) from error
    except OSError as error:
        raise _save_error(error, target, header.raw_bytes) from error
    return [*plan.notes, *notes]


def encoder_of(target: FileFormat, control: JobControl) -> Encoder:
    """Return the encoder of a format; its libraries are loaded now.

    Those that need the whole picture hear `control`; the others stop between two bands.
    """
    match target:
        case FileFormat.PNG:
            from enhancer_gui.storage.png_rows import encode_png

            return encode_png
        case FileFormat.TIFF:
            from enhancer_gui.storage.tiff_rows import encode_tiff

            return encode_tiff
        case FileFormat.JPEG:
            from enhancer_gui.storage.whole_files import encode_jpeg

            return partial(encode_jpeg, control=control)
        case FileFormat.WEBP:
            from enhancer_gui.storage.whole_files import encode_webp

            return partial(encode_webp, control=control)
        case FileFormat.AVIF:
            from enhancer_gui.storage.whole_files import encode_avif

            return partial(encode_avif, control=control)
        case FileFormat.JXL:
            from enhancer_gui.storage.jxl_write import encode_jxl

            return partial(encode_jxl, control=control)
        case FileFormat.HEIC:
            from enhancer_gui.storage.heif_write import encode_heic

            return partial(encode_heic, control=control)
        case FileFormat.KEEP:
            raise ValueError("resolve_format decides what KEEP means")


def final_rows(
    bands: Iterable[NDArray[np.float32]], header: PhotoHeader, convert: Convert | None = None
) -> Iterable[NDArray[np.generic]]:
    """Yield the bands as (h_i, width, header.channels) in the file's depth.

    Grey takes the first channel; colours are converted where that was planned; alpha is flattened on white where
    the format has none. The way to 8 bits is plain rounding: see `core.image.to_depth` for why it is not dithered.

    Raises:
        ValueError: the bands do not add up to the picture: a bug of the caller.
    """
    rows = 0
    for band in bands:
        if band.ndim != 3 or band.shape[1] != header.width:
            raise ValueError(f"a band of shape {band.shape} in a picture {header.width} wide")
        rows += band.shape[0]
        colour = band[..., :-1] if header.has_alpha else band
        colour = colour[..., :1] if header.is_grey else np.broadcast_to(colour, (*colour.shape[:2], 3))
        if convert is not None:
            colour = convert(colour)
        grey = header.channels <= 2
        parts = [colour[..., :1] if grey else np.broadcast_to(colour, (*colour.shape[:2], 3))]
        if header.has_alpha and not header.facts.alpha:
            alpha = np.clip(band[..., -1:], 0, 1)
            parts[0] = parts[0] * alpha + (1 - alpha)
        elif header.has_alpha:
            parts.append(band[..., -1:])
        yield to_depth(np.concatenate(parts, axis=2), header.depth)
    if rows != header.height:
        raise ValueError(f"{rows} rows for a picture of {header.height}")


def _exists(target: Path) -> PhotoExistsError:
    return PhotoExistsError(
        f"“{shown(target)}” exists already and was left as it is.", remedy="Choose another name, or allow overwriting."
    )


def _save_error(error: OSError, target: Path, needed_bytes: int) -> PhotoError:
    folder = shown(target.parent)
    if error.errno in _FULL_DISK:
        megabytes = max(1, round(needed_bytes / _MEGABYTE))
        return NoRoomError(
            f"There is not enough room in “{folder}” to save “{shown(target)}”.",
            remedy=f"Up to {megabytes} MB are needed: free some, or choose another folder.",
            detail=f"{error!r}; {needed_bytes} bytes",
        )
    if error.errno in _READ_ONLY:
        return PhotoError(
            f"“{folder}” cannot be written.",
            remedy="Choose another folder, or change its permissions.",
            detail=repr(error),
        )
    return PhotoError(
        f"“{shown(target)}” could not be saved ({error.strerror or error}).",
        remedy="Try another folder or another name.",
        detail=repr(error),
    )

"""Decoded photos too large for memory: their samples lie in a scratch file and are mapped from there.

A gigapixel in 16 bits is 6 GB. The readers of TIFF and PNG decode such a photo once, band by band, into a file of
the cache folder; everything else sees an ordinary array. The user's own file is never mapped: one that is cut short
by somebody else while it is mapped would kill the process (SIGBUS), where reading it raises an error.
"""

import mmap
import os
import secrets
import time
import weakref
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from enhancer_gui.core.errors import PhotoError
from enhancer_gui.storage.paths import cache_dir

SCRATCH_BYTES = 256 * 2**20
"""Photos of more decoded bytes than this go through a file, where their format can be read by bands."""

FOLDER = "scratch"
_SUFFIX = ".samples"
_STALE_AFTER_S = 7 * 24 * 3600
"""Only where a file that is in use cannot be removed (Windows) does one outlive its process."""

_MEGABYTE = 1_000_000


class ScratchPixels(np.memmap[tuple[int, ...], np.dtype[np.generic]]):
    """Read-only samples in a file; views share it.

    Pages that earlier reads have mapped are given back before the next one, so a pass over the whole picture
    needs memory for its largest region only. The system keeps them cached while it has memory to spare.
    """

    def __getitem__(self, key: object) -> NDArray[np.generic]:
        """Return a view, as every array does."""
        mapped = getattr(self, "_mmap", None)
        if mapped is not None and hasattr(mmap, "MADV_DONTNEED"):
            mapped.madvise(mmap.MADV_DONTNEED)
        found: NDArray[np.generic] = super().__getitem__(key)  # type: ignore[call-overload]
        return found


def is_too_large(height: int, width: int, channels: int, dtype: np.dtype[np.generic]) -> bool:
    """Return whether decoded samples should not be held in memory."""
    return height * width * channels * dtype.itemsize > SCRATCH_BYTES


def gather(bands: Iterable[NDArray[np.generic]], height: int) -> NDArray[np.generic]:
    """Return (height, W, C) read-only samples of consecutive bands of rows, all of one type, kept in a file.

    Raises:
        PhotoError: the disk has no room.
        ValueError: the bands do not add up to the picture.
    """
    path = _new_file()
    rows, shape = 0, (0, 0)
    kind: np.dtype[np.generic] = np.dtype(np.uint8)
    try:
        with path.open("wb", buffering=0) as file:
            for band in bands:
                rows, shape, kind = rows + band.shape[0], band.shape[1:], band.dtype
                _write(file.write, np.ascontiguousarray(band).data.cast("B"))
        if rows != height:
            raise ValueError(f"{rows} of {height} rows")
        samples = ScratchPixels(path, dtype=kind, mode="r", shape=(height, *shape))
    except OSError as error:
        path.unlink(missing_ok=True)
        needed = height * int(np.prod(shape)) * kind.itemsize
        raise PhotoError(
            f"There is not enough room in {path.parent} for the decoded photo.",
            remedy=f"About {max(1, needed // _MEGABYTE)} MB are needed: free some.",
            detail=repr(error),
        ) from error
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    try:
        path.unlink()  # the mapping keeps the content; nothing is left behind however the process ends
    except PermissionError:
        weakref.finalize(samples, path.unlink, missing_ok=True)
    return samples


def _write(write: Callable[[memoryview], int | None], data: memoryview) -> None:
    while data.nbytes:
        data = data[write(data) or 0 :]


def _new_file() -> Path:
    folder = cache_dir() / FOLDER
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PhotoError(
            f"The folder {folder} cannot be used ({error.strerror or error}).", remedy="Check its permissions."
        ) from error
    _sweep(folder)
    return folder / f"{os.getpid()}-{secrets.token_hex(6)}{_SUFFIX}"


def _sweep(folder: Path) -> None:
    oldest = time.time() - _STALE_AFTER_S
    for path in folder.glob(f"*{_SUFFIX}"):
        try:
            if path.stat().st_mtime < oldest:
                path.unlink()
        except OSError:
            continue  # still in use, or gone: the next large photo tries again

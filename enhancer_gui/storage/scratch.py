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

from enhancer_gui.core.errors import NoRoomError, PhotoError
from enhancer_gui.storage.paths import cache_dir

SCRATCH_BYTES = 256 * 2**20
"""Photos of more decoded bytes than this go through a file, where their format can be read by bands."""

FOLDER = "scratch"
_SUFFIX = ".samples"
_STALE_AFTER_S = 7 * 24 * 3600
"""Only where a file that is in use cannot be removed (Windows) does one outlive its process."""

_MEGABYTE = 1_000_000

_open_files: "weakref.WeakKeyDictionary[mmap.mmap, int]" = weakref.WeakKeyDictionary()


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
        NoRoomError: the disk has none.
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
        _keep_open(samples, path)
    except OSError as error:
        path.unlink(missing_ok=True)
        needed = height * int(np.prod(shape)) * kind.itemsize
        raise NoRoomError(
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


def open_file_of(samples: NDArray[np.generic]) -> tuple[int, mmap.mmap] | None:
    """Return the open file behind samples that `gather` made, or a view of them, and its mapping; None for others.

    The descriptor is the mapping's: it stays open as long as that lives, and is not to be closed.
    """
    mapped: mmap.mmap | None = getattr(samples, "_mmap", None)
    return None if mapped is None or mapped not in _open_files else (_open_files[mapped], mapped)


def map_again(file: int, size_bytes: int, kind: np.dtype[np.generic]) -> "ScratchPixels":
    """Return all values in a file that was written by `gather`, perhaps in another process; (n,), read-only.

    Raises:
        OSError: it cannot be mapped.
    """
    with os.fdopen(file, "rb", closefd=False) as content:
        return ScratchPixels(content, dtype=kind, mode="r", shape=(size_bytes // kind.itemsize,))


def _keep_open(samples: ScratchPixels, path: Path) -> None:
    """Keep the file open beside its mapping, so that it can be handed to another process when it has no name.

    Not where an open file cannot be removed (Windows): there other processes get a copy.
    """
    if os.name == "nt":
        return
    mapped: mmap.mmap = samples._mmap  # type: ignore[attr-defined]
    _open_files[mapped] = file = os.open(path, os.O_RDONLY)
    weakref.finalize(mapped, os.close, file)


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

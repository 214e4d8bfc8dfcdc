"""The result of a job, tile by tile, on disk.

A folder holds `plan.json` (what the samples mean), `samples.raw` (each tile's samples together, rows in order)
and `done.bin` (one byte a tile). Samples reach the disk before their byte is set, so a process that is killed,
or a machine that loses power, never leaves a tile marked done that is not.

Measured (tests/benchmarks/bench_tile_store.py; 100 megapixels, 512-pixel tiles at 2x, two cores busy with other work;
MB/s of uint16 samples, writing with and without waiting for the disk):

    |                   | write, on the disk | write, not flushed | read views | read bands |
    |-------------------|--------------------|--------------------|------------|------------|
    | this store        |                264 |               1173 |       4374 |       6060 |
    | numpy memmap      |                166 |                655 |       4753 |      11574 |
    | zarr, one chunk/t |                200 |                441 |       1652 |        490 |
    | zarr, zstd        |                  - |                251 |        635 |        128 |

A memmap of the whole picture reads bands faster, but scatters a tile over thousands of pages, and a process that
touches one on a full disk dies of SIGBUS (tried), where a plain write raises. zarr decodes whole chunks for every
band. So samples are written and read at positions of a plain file, and only the byte a tile is mapped.
"""

import logging
import mmap
import os
from contextlib import suppress
from pathlib import Path
from types import TracebackType

import numpy as np
from numpy.typing import NDArray

from enhancer_gui.core.errors import StoreError
from enhancer_gui.core.geometry import Region, TilePlan
from enhancer_gui.core.image import BitDepth, to_depth, to_float
from enhancer_gui.storage.positioned_file import PositionedFile
from enhancer_gui.storage.store_cache import (
    DONE_NAME,
    PLAN_NAME,
    SAMPLES_NAME,
    discard_store,
    store_key,
    sweep_stores,
)
from enhancer_gui.storage.store_files import create_files, disk_error, read_plan
from enhancer_gui.storage.store_plan import StorePlan

__all__ = ["TileStore", "store_key", "sweep_stores"]

_DONE = 1
_ATTEMPTS = 5
"""Looks at a store that other programs make or discard meanwhile; twice is what a damaged one takes."""
_log = logging.getLogger(__name__)


class TileStore:
    """One job's result at native scale: plan size times `scale`, `channels` samples a pixel.

    One thread writes while others read, through this or another object on the same folder.

    Attributes:
        folder: where it lies.
        plan: how the source is cut; regions given to methods named native are in pixels of the result.
        scale: native size over source size.
        depth: depth of the source; integers are stored as uint16, float as float32.
        shape: (H, W, C) of the result.
        dtype: of the stored samples.
    """

    def __init__(self, folder: Path, facts: StorePlan, *, writable: bool) -> None:
        """Open the files of a complete folder; `create_or_open` and `open` are the ways in."""
        self.folder = folder
        self.plan = facts.plan
        self.scale = facts.scale
        self.depth = facts.depth
        self.shape = (facts.plan.height * facts.scale, facts.plan.width * facts.scale, facts.channels)
        self.dtype = facts.dtype
        self._samples = PositionedFile(folder / SAMPLES_NAME, writable=writable)
        try:
            with (folder / DONE_NAME).open("r+b" if writable else "rb") as file:
                access = mmap.ACCESS_WRITE if writable else mmap.ACCESS_READ
                self._done = mmap.mmap(file.fileno(), len(self.plan), access=access)
        except (OSError, ValueError):
            self._samples.close()
            raise

    @classmethod
    def create_or_open(
        cls, folder: Path, key: str, plan: TilePlan, scale: int, depth: BitDepth, channels: int
    ) -> "TileStore":
        """Return the store of `key` below the cache `folder`, with the tiles that an earlier run has finished.

        The plan recorded by the earlier run wins over `plan`. A store that is damaged or belongs to another
        picture is thrown away and begun anew.

        Raises:
            StoreError: the disk lacks room, or the folder cannot be written.
        """
        wanted = StorePlan(key=key, plan=plan, scale=scale, depth=depth, channels=channels)
        place = folder / key
        try:
            for attempt in range(_ATTEMPTS):
                kept = read_plan(place)
                if kept is not None and kept.fits(wanted):
                    with suppress(FileNotFoundError):  # discarded by another program since: look again
                        os.utime(place / PLAN_NAME)
                        return cls(place, kept, writable=True)
                elif attempt or kept is not None:
                    discard_store(place)
                create_files(place, wanted)
        except OSError as error:
            raise disk_error(error, place, wanted.size_bytes) from error
        raise StoreError(
            f"The tiles in {place} are made and discarded by another program again and again.",
            remedy="Work on this photo with one program at a time.",
        )

    @classmethod
    def open(cls, folder: Path) -> "TileStore":
        """Return the store at its own folder for reading.

        Raises:
            StoreError: there is none, or it is damaged.
        """
        facts = read_plan(folder)
        if facts is not None:
            try:
                return cls(folder, facts, writable=False)
            except (OSError, ValueError) as error:
                _log.info("tile store %s cannot be opened: %r", folder, error)
        raise StoreError(f"There is no usable tile store in {folder}.", remedy="Run the job again.")

    def write(self, index: int, samples: NDArray[np.float32]) -> None:
        """Store a tile and mark it done once it is on the disk.

        Args:
            index: of the tile in the plan.
            samples: (h, w, C) float32, 0..1, of the tile's core at native scale.

        Raises:
            StoreError: the disk is full or failed; the tile is then not marked.
        """
        if not 0 <= index < len(self.plan):
            raise IndexError(f"tile {index} of {len(self.plan)}")
        core = self.plan.tile(index).core.scaled(self.scale)
        if samples.shape != (core.height, core.width, self.shape[2]):
            raise ValueError(f"tile {index} has shape {samples.shape}, its core is {core}")
        stored = _packed(samples, self.dtype)
        try:
            self._samples.write_at(self._offset(core), stored.data.cast("B"))
            self._samples.flush_to_disk()
        except OSError as error:
            raise disk_error(error, self.folder, stored.nbytes) from error
        self._done[index] = _DONE

    def is_done(self, index: int) -> bool:
        """Return whether a tile is stored."""
        return self._done[index] == _DONE

    @property
    def done_count(self) -> int:
        """Number of tiles that are stored."""
        return self._done[:].count(_DONE)

    def pending(self) -> list[int]:
        """Return the indices of the tiles that are not stored, in order."""
        return [index for index, mark in enumerate(self._done[:]) if mark != _DONE]

    def region_done(self, region_native: Region) -> bool:
        """Return whether every tile that meets the region is stored."""
        return all(self.is_done(index) for index in self.plan.touching(self._in_source(region_native)))

    def read(self, region_native: Region) -> NDArray[np.float32]:
        """Return the region's samples as (h, w, C) float32, 0..1; tiles that are not stored are zero.

        Raises:
            ValueError: the region reaches beyond the picture.
            StoreError: the disk failed.
        """
        bounds = Region(0, 0, self.shape[1], self.shape[0])
        if region_native.intersection(bounds) != region_native:
            raise ValueError(f"{region_native} is not inside {bounds}")
        result = np.zeros((region_native.height, region_native.width, self.shape[2]), np.float32)
        for index in self.plan.touching(self._in_source(region_native)):
            if self.is_done(index):
                self._read_tile(index, region_native, result)
        return result

    def close(self) -> None:
        """Close the files; the store stays on disk."""
        self._samples.close()
        self._done.close()

    def discard(self) -> None:
        """Close the store and remove it from the disk."""
        self.close()
        discard_store(self.folder)

    def __enter__(self) -> "TileStore":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _in_source(self, native: Region) -> Region:
        outer = native.aligned(self.scale)
        return Region(*(side // self.scale for side in (outer.x, outer.y, outer.width, outer.height)))

    def _offset(self, core_native: Region) -> int:
        """Return where a tile's samples begin: after the tile rows above and the tiles to the left."""
        pixels = core_native.y * self.shape[1] + core_native.x * core_native.height
        return pixels * self.shape[2] * self.dtype.itemsize

    def _read_tile(self, index: int, region: Region, result: NDArray[np.float32]) -> None:
        core = self.plan.tile(index).core.scaled(self.scale)
        part = core.intersection(region)
        inside = part.relative_to(core)
        row_bytes = core.width * self.shape[2] * self.dtype.itemsize
        try:
            raw = self._samples.read_at(self._offset(core) + inside.y * row_bytes, inside.height * row_bytes)
        except (OSError, EOFError) as error:
            raise StoreError(
                f"A finished tile in {self.folder} cannot be read.", remedy="Run the job again.", detail=repr(error)
            ) from error
        rows = np.frombuffer(raw, self.dtype).reshape(inside.height, core.width, self.shape[2])
        result[part.relative_to(region).slices()] = to_float(rows[:, inside.x : inside.right])


def _packed(samples: NDArray[np.float32], dtype: np.dtype[np.generic]) -> NDArray[np.generic]:
    depth = BitDepth.F32 if dtype == np.float32 else BitDepth.U16
    return np.ascontiguousarray(to_depth(samples, depth))

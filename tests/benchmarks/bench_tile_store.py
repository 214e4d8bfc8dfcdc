"""Compares ways to keep a job's result on disk: the tile store's file, numpy memmap, and zarr.

    python tests/benchmarks/bench_tile_store.py [--megapixels 24] [--folder FOLDER]

Each way writes all tiles one by one (once handed to the system, once on the disk for good), reads what a viewer
reads (random regions of 1024 x 768) and what an export reads (bands of 64 full rows). zarr is optional.
"""

import argparse
import importlib.util
import os
import random
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from enhancer_gui.core.geometry import Region, TilePlan
from enhancer_gui.core.image import BitDepth
from enhancer_gui.storage.tile_store import TileStore

TILE, SCALE, CHANNELS = 512, 2, 3
BAND_ROWS, VIEW = 64, (1024, 768)


class Way(Protocol):
    """One way to store tiles: float32 in and out, uint16 on the disk."""

    def write(self, index: int, samples: NDArray[np.float32]) -> None: ...
    def read(self, region: Region) -> NDArray[np.float32]: ...
    def close(self) -> None: ...


class Memmap:
    """A row-major array in one file, as `numpy.memmap` lays it out."""

    def __init__(self, folder: Path, plan: TilePlan, *, durable: bool) -> None:
        shape = (plan.height * SCALE, plan.width * SCALE, CHANNELS)
        self.plan, self.durable = plan, durable
        self.array = np.memmap(folder / "samples.raw", np.uint16, "w+", shape=shape)

    def write(self, index: int, samples: NDArray[np.float32]) -> None:
        core = self.plan.tile(index).core.scaled(SCALE)
        self.array[core.slices()] = np.rint(samples * 65535)
        if self.durable:
            self.array.flush()

    def read(self, region: Region) -> NDArray[np.float32]:
        return self.array[region.slices()].astype(np.float32) / np.float32(65535)

    def close(self) -> None:
        self.array.flush()


class Zarr:
    """A zarr array with one chunk a tile."""

    def __init__(self, folder: Path, plan: TilePlan, *, durable: bool, compressed: bool) -> None:
        import zarr

        chunk = plan.size * SCALE
        self.plan, self.folder, self.durable = plan, folder, durable
        self.array = zarr.create_array(
            store=folder / "array.zarr",
            shape=(plan.height * SCALE, plan.width * SCALE, CHANNELS),
            chunks=(chunk, chunk, CHANNELS),
            dtype="uint16",
            compressors="auto" if compressed else None,
        )

    def write(self, index: int, samples: NDArray[np.float32]) -> None:
        core = self.plan.tile(index).core.scaled(SCALE)
        self.array[core.slices()] = np.rint(samples * 65535).astype(np.uint16)
        if self.durable:
            row, column = divmod(index, self.plan.columns)
            descriptor = os.open(self.folder / "array.zarr" / "c" / str(row) / str(column) / "0", os.O_RDWR)
            os.fsync(descriptor)
            os.close(descriptor)

    def read(self, region: Region) -> NDArray[np.float32]:
        return np.asarray(self.array[region.slices()]).astype(np.float32) / np.float32(65535)

    def close(self) -> None:
        return


class Store(TileStore):
    """The tile store without its flush, to show what the flush costs."""

    def write(self, index: int, samples: NDArray[np.float32]) -> None:
        self._samples.flush_to_disk = lambda: None  # type: ignore[method-assign]
        super().write(index, samples)


def rates(make: Callable[[], Way], plan: TilePlan, tiles: list[NDArray[np.float32]]) -> tuple[float, float, float]:
    """Return megabytes (of uint16) a second for writing tiles, reading views, reading bands."""
    way = make()
    width, height = plan.width * SCALE, plan.height * SCALE
    started = time.perf_counter()
    for tile in plan.tiles:
        core = tile.core.scaled(SCALE)
        way.write(tile.index, tiles[tile.index % len(tiles)][: core.height, : core.width])
    wrote = width * height * CHANNELS * 2 / 1e6 / (time.perf_counter() - started)
    chance = random.Random(0)
    spots = [Region(chance.randrange(width - VIEW[0]), chance.randrange(height - VIEW[1]), *VIEW) for _ in range(60)]
    started = time.perf_counter()
    for spot in spots:
        way.read(spot)
    viewed = len(spots) * VIEW[0] * VIEW[1] * CHANNELS * 2 / 1e6 / (time.perf_counter() - started)
    started = time.perf_counter()
    for top in range(0, height, BAND_ROWS):
        way.read(Region(0, top, width, min(BAND_ROWS, height - top)))
    banded = width * height * CHANNELS * 2 / 1e6 / (time.perf_counter() - started)
    way.close()
    return wrote, viewed, banded


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--megapixels", type=float, default=24, help="of the result")
    parser.add_argument("--folder", type=Path, default=None, help="where to write; the system's temporary folder")
    options = parser.parse_args()
    side = options.megapixels * 1e6 / SCALE**2
    plan = TilePlan(round((side * 3 / 2) ** 0.5), round((side * 2 / 3) ** 0.5), TILE, 16)
    source = np.random.default_rng(0)
    tiles = [source.random((TILE * SCALE, TILE * SCALE, CHANNELS), np.float32) for _ in range(4)]
    folder = Path(tempfile.mkdtemp(dir=options.folder))

    def store(kind: type[TileStore]) -> Callable[[], Way]:
        return lambda: kind.create_or_open(folder, "bench", plan, SCALE, BitDepth.U8, CHANNELS)

    ways: dict[str, Callable[[], Way]] = {
        "tile store, on the disk": store(TileStore),
        "tile store, not flushed": store(Store),
        "memmap, on the disk": lambda: Memmap(folder, plan, durable=True),
        "memmap, not flushed": lambda: Memmap(folder, plan, durable=False),
    }
    if importlib.util.find_spec("zarr"):
        ways["zarr, on the disk"] = lambda: Zarr(folder, plan, durable=True, compressed=False)
        ways["zarr, not flushed"] = lambda: Zarr(folder, plan, durable=False, compressed=False)
        ways["zarr, zstd"] = lambda: Zarr(folder, plan, durable=False, compressed=True)
    print(f"{plan.width * SCALE} x {plan.height * SCALE} pixels, {len(plan)} tiles; MB/s of uint16 samples")
    print(f"{'':26}{'write tiles':>12}{'read views':>12}{'read bands':>12}")
    for name, make in ways.items():
        wrote, viewed, banded = rates(make, plan, tiles)
        print(f"{name:26}{wrote:12.0f}{viewed:12.0f}{banded:12.0f}")
        shutil.rmtree(folder)
        folder.mkdir()
    folder.rmdir()


if __name__ == "__main__":
    main()

"""What a gigapixel in 16 bits costs: a TIFF is made, run through an identity job, written and compared.

    python -m tests.benchmarks.bench_huge [--megapixels 1000] [--scale 1.0] [--folder DIR]

The job runs in a child, whose peak of resident memory is told beside what importing torch alone has cost. Needs about
24 bytes of disk for every pixel: source, scratch file, tile store and result.

Measured (November 2026; 32,512 x 32,512 pixels, 16-bit RGB, 6.34 GB; a third of one core; Linux, torch 2.13): 401 MB
above the 234 MB that importing the engine and torch costs; decoding 141 s, the identity job's tiles 145 s, writing and
checking the deflated BigTIFF of 3.46 GB 357 s; the result is exact. 59 megapixels: 237 MB.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import tifffile
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parents[2]
_ROWS_AT_ONCE = 256
_CHECKED_ROWS = 64

JOB = """
import json, sys, time
from pathlib import Path

def memory(name):
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(name))

import torch
from enhancer_gui.backends.local import LocalBackend
from enhancer_gui.core.cancel import JobControl
from enhancer_gui.core.recipe import ExportSpec, Recipe
from enhancer_gui.core.sizes import SizeTarget
from enhancer_gui.jobs.plan import make_job
from enhancer_gui.jobs.runner import Surroundings, run_job
from enhancer_gui.storage.catalogue import load_catalogue
base = memory("VmHWM")
source, target, stores, scale = sys.argv[1:]
recipe = Recipe("identity", "Identity", (), export=ExportSpec(size=SizeTarget(value=float(scale))))
job = make_job(Path(source), recipe, Path(target))
began = time.monotonic()
steps = {}
for event in run_job(job, LocalBackend(), JobControl(), Surroundings(load_catalogue(), Path(stores), False)):
    steps[type(event).__name__] = [round(time.monotonic() - began, 1), round(memory("VmHWM") - base)]
    last = event
peak = round(memory("VmHWM") - base)
print(json.dumps({"torch_mb": round(base), "last": repr(last)[:300], "peak_mb": peak, "steps": steps}))
"""


def make_source(path: Path, side: int) -> None:
    """Write a square TIFF of 16-bit RGB: gradients with noise, in deflated strips."""
    dice = np.random.default_rng(0)
    noise = dice.integers(0, 64, (_ROWS_AT_ONCE, side, 3), np.uint16)
    across = np.linspace(0, 60_000, side, dtype=np.uint16)[None, :, None]

    def bands() -> Iterator[NDArray[np.uint16]]:
        for top in range(0, side, _ROWS_AT_ONCE):
            yield across + noise + np.uint16(top * 4000 // side)

    with tifffile.TiffWriter(path, bigtiff=True) as writer:
        writer.write(bands(), shape=(side, side, 3), dtype=np.uint16, photometric="rgb", rowsperstrip=_ROWS_AT_ONCE)


def same(first: Path, second: Path) -> bool:
    """Return whether two TIFFs have the same rows, compared at three heights."""
    from enhancer_gui.storage.photos import read_photo

    one, other = read_photo(first), read_photo(second)
    tops = (0, one.height // 2, one.height - _CHECKED_ROWS)
    return all(np.array_equal(one.samples[t : t + _CHECKED_ROWS], other.samples[t : t + _CHECKED_ROWS]) for t in tops)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megapixels", type=float, default=1073.7)
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--folder", type=Path, default=None)
    arguments = parser.parse_args()
    side = int((arguments.megapixels * 1e6) ** 0.5) // _ROWS_AT_ONCE * _ROWS_AT_ONCE
    with tempfile.TemporaryDirectory(dir=arguments.folder, prefix="huge-") as name:
        folder = Path(name)
        os.environ["ENHANCER_HOME"] = str(folder / "home")
        began = time.monotonic()
        make_source(folder / "source.tif", side)
        print(f"source: {side} x {side}, {(folder / 'source.tif').stat().st_size / 1e9:.2f} GB", flush=True)
        print(f"made in {time.monotonic() - began:.0f} s", flush=True)
        paths = [str(folder / part) for part in ("source.tif", "result.tif", "stores")]
        done = subprocess.run(
            [sys.executable, "-c", JOB, *paths, str(arguments.scale)],
            cwd=ROOT,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        for key, value in json.loads(done.stdout).items():
            print(f"{key}: {value}")
        result = folder / "result.tif"
        print(f"result: {result.stat().st_size / 1e9:.2f} GB")
        if arguments.scale == 1:
            print(f"exact: {same(folder / 'source.tif', result)}")


if __name__ == "__main__":
    main()

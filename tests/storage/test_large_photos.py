"""Photos larger than memory should hold: decoded by bands into a scratch file, the same to everybody else."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import tifffile
from PIL import Image

from enhancer_gui.core.errors import PhotoError
from enhancer_gui.core.image import BitDepth
from enhancer_gui.storage import png_bands, scratch, tiff_bands
from enhancer_gui.storage.photos import read_photo
from enhancer_gui.storage.scratch import ScratchPixels
from tests.storage.making import png_bytes, put, save, saved, scene

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def every_photo_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scratch, "SCRATCH_BYTES", 0)
    monkeypatch.setattr(png_bands, "_BAND_BYTES", 2000)
    monkeypatch.setattr(tiff_bands, "_BAND_BYTES", 2000)


LAYOUTS: dict[str, dict[str, object]] = {
    "plain": {},
    "big-endian": {"byteorder": ">"},
    "strips": {"rowsperstrip": 7},
    "deflated strips": {"rowsperstrip": 7, "compression": "zlib", "predictor": True},
    "lzw": {"rowsperstrip": 16, "compression": "lzw"},
    "tiles": {"tile": (16, 32)},
    "deflated tiles": {"tile": (32, 16), "compression": "zlib"},
    "BigTIFF": {"bigtiff": True, "rowsperstrip": 9},
}


@pytest.mark.usefixtures("every_photo_is_large")
@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("dtype", ["uint8", "uint16", "float32"])
def test_that_a_tiff_read_by_bands_is_the_same(tmp_path: Path, layout: str, dtype: str) -> None:
    pixels = (np.random.default_rng(1).random((101, 75, 3)) * 200).astype(dtype)
    tifffile.imwrite(tmp_path / "a.tif", pixels, photometric="rgb", **LAYOUTS[layout])  # type: ignore[arg-type]
    photo = read_photo(tmp_path / "a.tif")
    assert isinstance(photo.samples, ScratchPixels)
    assert np.array_equal(photo.samples, pixels)


@pytest.mark.usefixtures("every_photo_is_large")
@pytest.mark.parametrize("channels", [1, 2, 3, 4])
@pytest.mark.parametrize("depth", [BitDepth.U8, BitDepth.U16])
@pytest.mark.parametrize("suffix", [".png", ".tif"])
def test_that_grey_and_alpha_are_read_by_bands(tmp_path: Path, suffix: str, channels: int, depth: BitDepth) -> None:
    samples = scene(61, 47, depth, 4).copy()
    if channels <= 2:
        samples[..., 1:3] = samples[..., :1]
    kept = samples if channels in (2, 4) else samples[..., :3]
    save(tmp_path / f"a{suffix}", kept, is_grey=channels <= 2)
    photo = read_photo(tmp_path / f"a{suffix}")
    assert isinstance(photo.samples, ScratchPixels)
    assert photo.is_grey == (channels <= 2)
    assert np.array_equal(photo.samples, samples[..., :3])
    assert np.array_equal(photo.samples[5:9, 3:60], samples[5:9, 3:60, :3])
    assert (photo.alpha is not None) == (channels in (2, 4))
    if photo.alpha is not None:
        assert np.array_equal(photo.alpha, samples[..., 3])


@pytest.mark.usefixtures("every_photo_is_large")
def test_that_a_png_of_other_programs_is_read_by_bands_or_as_a_whole(tmp_path: Path) -> None:
    dice = np.random.default_rng(3)
    mixed = np.concatenate([np.asarray(scene(70, 50), np.uint8), dice.integers(0, 256, (30, 70, 3), np.uint8)])
    photo = read_photo(put(tmp_path, "a.png", png_bytes(mixed)))
    assert isinstance(photo.samples, ScratchPixels)
    assert np.array_equal(photo.samples, mixed)
    for mode in ("1", "P"):
        picture = Image.fromarray(mixed).convert(mode)
        expected = np.asarray(picture.convert("RGB"))
        assert np.array_equal(read_photo(put(tmp_path, "b.png", saved("PNG", picture))).samples, expected)


@pytest.mark.usefixtures("every_photo_is_large")
def test_that_a_turned_large_photo_is_upright(tmp_path: Path) -> None:
    pixels = np.asarray(scene(40, 30), np.uint8)
    tags = [(274, 3, 1, 6, True)]
    tifffile.imwrite(tmp_path / "a.tif", np.rot90(pixels).copy(), photometric="rgb", extratags=tags)
    photo = read_photo(tmp_path / "a.tif")
    assert np.array_equal(photo.samples, pixels)


@pytest.mark.usefixtures("every_photo_is_large")
def test_fault_11_a_large_photo_that_is_cut_off_is_a_named_error_and_leaves_nothing(tmp_path: Path) -> None:
    noise = np.random.default_rng(5).integers(0, 65536, (90, 80, 3), np.uint16)
    for suffix in (".png", ".tif"):
        save(tmp_path / f"a{suffix}", noise)
        whole = (tmp_path / f"a{suffix}").read_bytes()
        for share in (0.5, 0.9):
            with pytest.raises(PhotoError):
                read_photo(put(tmp_path, f"b{suffix}", whole[: int(len(whole) * share)]))
    folder = Path(os.environ["ENHANCER_HOME"])
    assert not list(folder.rglob("*.samples"))


@pytest.mark.usefixtures("every_photo_is_large")
def test_fault_01_a_disk_without_room_for_the_scratch_file_is_a_named_error(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    pixels = np.zeros((100, 100, 3), np.uint8)
    tifffile.imwrite(tmp_path / "a.tif", pixels, photometric="rgb")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (8000, before[1]))
    try:
        with pytest.raises(PhotoError, match="not enough room") as caught:
            read_photo(tmp_path / "a.tif")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert caught.value.remedy


MEMORY = """
import sys
from pathlib import Path
import numpy as np
from enhancer_gui.core.image import to_float
from enhancer_gui.core.recipe import FileFormat
from enhancer_gui.storage import scratch
from enhancer_gui.storage.photos import PhotoHeader, read_photo, write_photo
scratch.SCRATCH_BYTES = 2**20

def peak():
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))

def run(source, target):
    photo = read_photo(Path(source))
    bands = (to_float(photo.samples[top : top + 64]) for top in range(0, photo.height, 64))
    header = PhotoHeader(photo.width, photo.height, photo.depth, FileFormat.TIFF)
    write_photo(Path(target), header, bands, overwrite=True)

small, large, target = sys.argv[1:]
run(small, target)
before = peak()
run(large, target)
print(peak() - before)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="Only Linux tells the peak of a process.")
def test_that_memory_does_not_grow_with_the_height(tmp_path: Path) -> None:
    row = np.random.default_rng(0).integers(0, 65536, (8, 1024, 3), np.uint16)
    for name, height in (("small.tif", 2048), ("large.tif", 16384)):
        pixels = np.broadcast_to(row[:1], (height, 1024, 3))
        tifffile.imwrite(tmp_path / name, pixels, photometric="rgb", rowsperstrip=64)
    paths = [str(tmp_path / name) for name in ("small.tif", "large.tif", "target.tif")]
    done = subprocess.run(
        [sys.executable, "-c", MEMORY, *paths], cwd=ROOT, check=True, capture_output=True, text=True, timeout=120
    )
    grown_kb = int(done.stdout)
    assert grown_kb < 43_000, f"{grown_kb} kB more for 86 MB more of samples"

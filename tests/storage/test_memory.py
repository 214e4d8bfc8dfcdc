"""A photo that memory has no room for is refused in words before it is decoded or written, never killed for it."""

import struct
import sys
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import numpy as np
import psutil
import pytest
import tifffile
from PIL import Image

from enhancer_gui.core.errors import PhotoError
from enhancer_gui.core.image import BitDepth
from enhancer_gui.core.recipe import FileFormat
from enhancer_gui.storage import memory, photo_files, photo_formats, scratch
from enhancer_gui.storage.format_table import WRITABLE, is_installed
from enhancer_gui.storage.photos import PhotoHeader, check_header, read_photo, read_size
from enhancer_gui.storage.png_bands import SIGNATURE
from enhancer_gui.storage.scratch import ScratchPixels
from tests.storage.making import png_chunk, put, save, saved, scene

SIZE = 64, 48


def free(monkeypatch: pytest.MonkeyPatch, size_bytes: int) -> None:
    for module in (photo_files, photo_formats):
        monkeypatch.setattr(module, "free_bytes", lambda: size_bytes)


def interlaced(folder: Path) -> Path:
    """Write an interlaced PNG, all black: its seven passes are rows of zeros."""
    head = struct.pack(">IIBBBBB", *SIZE, 8, 2, 0, 0, 1)
    body = zlib.compress(bytes(2 * SIZE[0] * SIZE[1] * 3))
    chunks = png_chunk(b"IHDR", head) + png_chunk(b"IDAT", body) + png_chunk(b"IEND", b"")
    return put(folder, "a.png", SIGNATURE + chunks)


PILLOWS = ("JPEG", "WEBP", "BMP", "GIF", "AVIF", "JPEG2000", "PPM")
MADE_HERE: dict[str, Callable[[Path], Path]] = {
    "interlaced PNG": interlaced,
    "planes of a TIFF": lambda folder: planes(folder / "a.tif"),
}


def decoded_whole(folder: Path, kind: str) -> Path:
    """Write a photo of a kind that is decoded as a whole."""
    if kind in MADE_HERE:
        return MADE_HERE[kind](folder)
    return put(folder, "a", saved(kind, Image.new("RGB", SIZE)))


def planes(path: Path) -> Path:
    tifffile.imwrite(path, np.zeros((3, SIZE[1], SIZE[0]), np.uint8), photometric="rgb", planarconfig="separate")
    return path


@pytest.mark.parametrize("kind", [*PILLOWS, *MADE_HERE])
def test_fault_17_a_photo_that_is_decoded_whole_is_refused_where_memory_is_short(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    path = decoded_whole(tmp_path, kind)
    free(monkeypatch, SIZE[0] * SIZE[1] * 3)
    with pytest.raises(PhotoError, match="does not fit into this computer's free memory: decoding takes") as caught:
        read_photo(path)
    assert "TIFF" in caught.value.remedy
    assert read_size(path) == SIZE  # it can be listed, and its size be told, all the same


@pytest.mark.parametrize("suffix", [".png", ".tif"])
def test_that_what_is_read_by_bands_needs_no_room_for_the_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    save(tmp_path / f"a{suffix}", scene(*SIZE))
    free(monkeypatch, 1000)
    assert read_photo(tmp_path / f"a{suffix}").width == SIZE[0]


@pytest.mark.parametrize(
    ("mode", "kind"), [("1", "BMP"), ("L", "JPEG"), ("P", "GIF"), ("RGB", "JPEG"), ("RGBA", "WEBP"), ("CMYK", "JPEG")]
)
def test_that_a_large_photo_decoded_whole_lies_in_a_scratch_file_and_is_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: str, kind: str
) -> None:
    picture = Image.fromarray(np.asarray(scene(61, 47), np.uint8)).resize((100, 600)).convert(mode)
    path = put(tmp_path, "a", saved(kind, picture))
    before = read_photo(path)
    monkeypatch.setattr(scratch, "SCRATCH_BYTES", 0)
    after = read_photo(path)
    assert isinstance(after.samples, ScratchPixels)
    assert np.array_equal(after.samples, before.samples)
    assert (after.alpha is None) == (before.alpha is None)
    if after.alpha is not None and before.alpha is not None:
        assert np.array_equal(after.alpha, before.alpha)


def test_that_a_progressive_jpeg_is_counted_with_its_coefficients(tmp_path: Path) -> None:
    from enhancer_gui.storage import pillow_read
    from enhancer_gui.storage.format_table import Kind

    picture, needed = Image.new("RGB", SIZE), []
    for options in ({}, {"progressive": True}):
        data = saved("JPEG", picture, **options)
        needed.append(pillow_read.read_header(BytesIO(data), tmp_path, Kind.JPEG).pixel_bytes)
    assert needed[1] == needed[0] + 6


@pytest.mark.parametrize("target", WRITABLE)
def test_fault_17_a_file_that_is_encoded_whole_is_refused_where_memory_is_short(
    monkeypatch: pytest.MonkeyPatch, target: FileFormat
) -> None:
    if not is_installed(WRITABLE[target].extra):
        pytest.skip(f"The extra {WRITABLE[target].extra} is not installed.")
    header = PhotoHeader(1000, 800, BitDepth.U8, target)
    free(monkeypatch, 10**9)
    check_header(header)
    free(monkeypatch, 10**6)
    if target in (FileFormat.PNG, FileFormat.TIFF):
        check_header(header)
        return
    with pytest.raises(PhotoError, match="too little memory to write 1000 x 800 pixels as") as caught:
        check_header(header)
    assert "TIFF or PNG" in caught.value.remedy


def test_that_a_container_leaves_less_than_the_machine_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(memory, "_CONTAINER", tmp_path)
    machine = memory.free_bytes()
    (tmp_path / "memory.current").write_text("700\n")
    (tmp_path / "memory.stat").write_text("anon 5\ninactive_file 100\n")
    (tmp_path / "memory.max").write_text("1000\n")
    assert memory.free_bytes() == 400
    (tmp_path / "memory.max").write_text("max\n")
    assert memory.free_bytes() == pytest.approx(machine, rel=0.5)


def test_that_swap_counts_where_the_system_does_not_enlarge_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(memory, "_CONTAINER", tmp_path)
    monkeypatch.setattr(memory, "_SWAP", tmp_path / "meminfo")
    monkeypatch.setattr(psutil, "virtual_memory", lambda: type("Memory", (), {"available": 10, "total": 99}))
    assert memory.free_bytes() == 10
    (tmp_path / "meminfo").write_text("SwapTotal: 9 kB\nSwapFree:  3 kB\nHugePages_Total: 0\n")
    assert memory.free_bytes() == 10 + 3 * 1024
    monkeypatch.setattr(sys, "platform", "darwin")
    assert memory.free_bytes() == 99

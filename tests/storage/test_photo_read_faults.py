import io
import os
import struct
import subprocess
import sys
import warnings
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import tifffile
from PIL import Image

from enhancer_gui.core.errors import PhotoError
from enhancer_gui.storage.photos import read_photo, read_size
from tests.fakes import HANG_LIMIT_S
from tests.storage.making import (
    exif_block,
    jpeg_bytes,
    png_bytes,
    png_chunk,
    put,
    saved,
    scene,
    with_chunk,
)

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("name", ["写真 🌄 ünïcode & spaces.png", "-rf.png", "a" * 250 + ".png", "100% {x}.png"])
def test_fault_09_any_name_works(tmp_path: Path, name: str) -> None:
    path = put(tmp_path, name, png_bytes())
    assert read_photo(path).width == 40
    assert read_size(path) == (40, 30)


@pytest.mark.skipif(sys.platform != "linux", reason="Only Linux allows names that are not text.")
def test_fault_10_a_name_that_is_not_text_works(tmp_path: Path) -> None:
    for suffix, data in (("png", png_bytes()), ("jpg", jpeg_bytes())):
        path = tmp_path / os.fsdecode(b"\xff\xfe." + suffix.encode())
        path.write_bytes(data)
        assert read_photo(path).width == 40
        path.write_bytes(data[:-100])
        with pytest.raises(PhotoError) as caught:
            read_photo(path)
        str(caught.value).encode("utf-8")  # the sentence can be printed anywhere


@pytest.mark.parametrize("kind", ["jpg", "progressive.jpg", "png", "16.png", "tif", "raw.tif", "webp", "bmp"])
def test_fault_11_a_cut_file_is_a_named_error_at_every_length(tmp_path: Path, kind: str) -> None:
    pixels = np.random.default_rng(5).integers(0, 256, (64, 80, 3), np.uint8)
    picture = Image.fromarray(pixels)
    deep = pixels.astype(np.uint16) * 257
    if kind == "16.png":
        import imagecodecs

        data = bytes(imagecodecs.png_encode(deep))
    elif kind.endswith("tif"):
        file = io.BytesIO()
        compression = None if kind == "raw.tif" else "zlib"
        tifffile.imwrite(file, deep, photometric="rgb", compression=compression, rowsperstrip=8)
        data = file.getvalue()
    else:
        options = {"progressive.jpg": {"progressive": True}}.get(kind, {})
        data = saved({"jpg": "JPEG"}.get(kind.rpartition(".")[2], kind.upper()), picture, **options)
    for percent in (1, 3, 10, 25, 50, 75, 90, 95, 97, 99):
        path = put(tmp_path, f"cut.{kind}", data[: len(data) * percent // 100])
        with pytest.raises(PhotoError) as caught:
            read_photo(path)
        assert caught.value.remedy, percent
    assert read_photo(put(tmp_path, f"whole.{kind}", data)).width == 80


def bomb(width: int, height: int) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(bytes(100_000), 9)
    return b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", header) + png_chunk(b"IDAT", rows) + png_chunk(b"IEND", b"")


def test_fault_12_a_bomb_is_refused_by_its_header_within_little_memory(tmp_path: Path) -> None:
    put(tmp_path, "bomb.png", bomb(70_000, 60_000))
    script = (
        "import resource, sys\n"
        "from pathlib import Path\n"
        "from enhancer_gui.core.errors import PhotoError\n"
        "from enhancer_gui.storage.photos import read_photo, read_size, read_thumbnail\n"
        "from enhancer_gui.storage import pillow_read, png_read, tiff_read\n"
        "used = int(Path('/proc/self/statm').read_text().split()[0]) * resource.getpagesize()\n"
        "resource.setrlimit(resource.RLIMIT_AS, (used + 100_000_000,) * 2)\n"
        "for read in (read_photo, read_size, lambda path: read_thumbnail(path, 100)):\n"
        "    try:\n"
        "        read(Path(sys.argv[1]))\n"
        "    except PhotoError as error:\n"
        "        print(error)\n"
    )
    if not Path("/proc/self/statm").exists():
        pytest.skip("Memory is capped through Linux' /proc.")
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "bomb.png")],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
        timeout=HANG_LIMIT_S,
    )
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert len(lines) == 3
    assert all("70000 x 60000" in line for line in lines)


def test_fault_12_every_format_is_checked_before_it_is_decoded(tmp_path: Path) -> None:
    bmp = bytearray(saved("BMP", Image.new("RGB", (4, 4))))
    struct.pack_into("<ii", bmp, 18, 40_000, 40_000)
    put(tmp_path, "a.bmp", bytes(bmp))
    tifffile.imwrite(tmp_path / "a.tif", np.zeros((4, 4), np.uint8), photometric="minisblack")
    with tifffile.TiffFile(tmp_path / "a.tif", mode="r+") as file:
        for tag in (256, 257):
            file.pages.first.tags[tag].overwrite(60_000)
    for name in ("a.bmp", "a.tif"):
        with pytest.raises(PhotoError, match="megapixels"):
            read_photo(tmp_path / name)


def test_fault_13_the_content_decides_not_the_suffix(tmp_path: Path) -> None:
    assert np.array_equal(read_photo(put(tmp_path, "really-a-png.jpg", png_bytes())).samples, scene())
    assert read_photo(put(tmp_path, "really-a-jpeg.png", jpeg_bytes())).width == 40
    assert read_photo(put(tmp_path, "no-suffix", jpeg_bytes())).width == 40


def test_fault_13_what_is_no_photo_gets_one_clear_sentence(tmp_path: Path) -> None:
    cases = {
        put(tmp_path, "empty.jpg", b""): "is empty",
        tmp_path: "is a folder",
        tmp_path / "missing.jpg": "does not exist",
        put(tmp_path, "page.png", b"<!DOCTYPE html><html></html>"): "is a web page",
        put(tmp_path, "text.jpg", b"Dear Ada, here are the photos."): "is not a photo",
        put(tmp_path, "a.mp4", b"\0\0\0\x18ftypisom\0\0\2\0isomiso2"): "is a film",
        put(tmp_path, "one", b"\0"): "is not a photo",
        put(tmp_path, "head.png", b"\x89PNG\r\n\x1a\n"): "is damaged",
    }
    for path, words in cases.items():
        with pytest.raises(PhotoError) as caught:
            read_photo(path)
        assert words in caught.value.message
        assert caught.value.remedy
    with pytest.raises(PhotoError, match="cannot be opened"):
        read_photo(Path("a\0b.png"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="This system has no named pipes.")
def test_fault_13_a_pipe_or_device_is_refused_without_waiting(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.jpg"
    os.mkfifo(pipe)
    for path in (pipe, Path("/dev/zero")):
        with pytest.raises(PhotoError, match="not an ordinary file"):
            read_photo(path)


def test_fault_14_a_text_bomb_costs_nothing_and_the_photo_opens(tmp_path: Path) -> None:
    huge = zlib.compress(bytes(100_000_000), 9)
    png = with_chunk(png_bytes(), b"zTXt", b"Raw profile type exif\0\0" + huge)
    png = with_chunk(png, b"iCCP", b"x\0\0" + huge)
    png = with_chunk(png, b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + huge)
    photo = read_photo(put(tmp_path, "a.png", png))
    assert np.array_equal(photo.samples, scene())
    assert len(photo.notes) == 3
    assert photo.metadata.icc is photo.metadata.xmp is photo.metadata.exif is None


def test_that_animations_and_pages_give_their_first_picture_and_say_so(tmp_path: Path) -> None:
    frames = [Image.new("RGB", (8, 6), colour) for colour in ("red", "blue")]
    for suffix in ("png", "webp", "tif"):
        name = {"tif": "TIFF"}.get(suffix, suffix.upper())
        data = saved(name, frames[0], save_all=True, append_images=frames[1:])
        photo = read_photo(put(tmp_path, f"a.{suffix}", data))
        assert photo.samples[0, 0, 0] > 240
        assert "first" in photo.notes[0], suffix


def test_that_a_raw_photo_in_a_tiff_is_not_taken_for_its_preview(tmp_path: Path) -> None:
    tags = [(50706, 1, 4, b"\1\4\0\0", True)]  # DNGVersion
    tifffile.imwrite(tmp_path / "a.dng", np.zeros((4, 4, 3), np.uint8), photometric="rgb", extratags=tags)
    with pytest.raises(PhotoError):  # LibRaw, or the sentence that names the extra: never the preview
        read_photo(tmp_path / "a.dng")


def test_that_warnings_of_decoders_reach_nobody(tmp_path: Path) -> None:
    data = jpeg_bytes(exif=b"Exif\0\0" + exif_block()[:40])
    before = list(warnings.filters)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        read_photo(put(tmp_path, "a.jpg", data))
    assert caught == []
    assert list(warnings.filters) == before


def test_fault_06_reading_leaves_the_original_as_it_was(
    tmp_path: Path, original_untouched: Callable[[Path], Path]
) -> None:
    for name, data in (("a.jpg", jpeg_bytes()), ("a.png", png_bytes())):
        path = original_untouched(put(tmp_path, name, data))
        read_photo(path)
        read_size(path)

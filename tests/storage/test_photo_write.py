import zlib
from pathlib import Path

import numpy as np
import pytest
import tifffile
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from enhancer_gui.core.errors import PhotoError
from enhancer_gui.core.image import BitDepth, Metadata, to_depth
from enhancer_gui.core.recipe import FileFormat
from enhancer_gui.storage import png_rows, tiff_rows
from enhancer_gui.storage.photos import (
    PhotoHeader,
    check_header,
    read_photo,
    resolve_depth,
    resolve_format,
    suffix_of,
    write_photo,
)
from tests.storage.making import bands, header_for, leftovers, profile, save, scene


@pytest.mark.parametrize("suffix", [".png", ".tif"])
def test_fault_24_every_sixteen_bit_value_comes_back(tmp_path: Path, suffix: str) -> None:
    values = np.arange(65536, dtype=np.uint16).reshape(256, 256)
    samples = np.dstack([values, values[::-1], values.T])
    save(tmp_path / f"a{suffix}", samples)
    photo = read_photo(tmp_path / f"a{suffix}")
    assert photo.depth is BitDepth.U16
    assert np.array_equal(photo.samples, samples)


@pytest.mark.parametrize("channels", [3, 4])
@pytest.mark.parametrize("grey", [False, True])
@pytest.mark.parametrize(
    ("suffix", "depth"),
    [(".png", BitDepth.U8), (".png", BitDepth.U16), *((".tif", depth) for depth in BitDepth)],
)
def test_that_what_is_written_is_read_again(
    tmp_path: Path, suffix: str, depth: BitDepth, grey: bool, channels: int
) -> None:
    samples = to_depth(np.random.default_rng(1).random((67, 53, channels), np.float32), depth)
    if grey:
        samples[..., 1:3] = samples[..., :1]
    assert save(tmp_path / f"a{suffix}", samples, is_grey=grey) == []
    photo = read_photo(tmp_path / f"a{suffix}")
    assert (photo.depth, photo.is_grey) == (depth, grey)
    assert np.array_equal(photo.samples, samples[..., :3])
    if channels == 4:
        assert photo.alpha is not None
        assert np.array_equal(photo.alpha, samples[..., 3])
    else:
        assert photo.alpha is None


@pytest.mark.parametrize("size", [(1, 1), (1, 300), (300, 1), (257, 2)])
@pytest.mark.parametrize("suffix", [".png", ".tif", ".jpg", ".webp"])
def test_that_odd_sizes_work(tmp_path: Path, suffix: str, size: tuple[int, int]) -> None:
    samples = np.random.default_rng(2).integers(0, 256, (size[1], size[0], 3), np.uint8)
    save(tmp_path / f"a{suffix}", samples)
    read = read_photo(tmp_path / f"a{suffix}").samples
    assert read.shape == samples.shape
    assert suffix in (".jpg", ".webp") or np.array_equal(read, samples)


def test_that_strips_are_regrouped_whatever_the_bands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tiff_rows, "_STRIP_BYTES", 53 * 3 * 10)
    samples = np.random.default_rng(2).integers(0, 256, (97, 53, 3), np.uint8)
    for rows in (1, 7, 10, 33, 97):
        header = header_for(samples, FileFormat.TIFF)
        write_photo(tmp_path / "a.tif", header, bands(samples, rows), overwrite=True)
        with tifffile.TiffFile(tmp_path / "a.tif") as file:
            assert len(file.pages.first.dataoffsets) == 10
        assert np.array_equal(read_photo(tmp_path / "a.tif").samples, samples)


@pytest.mark.parametrize("suffix", [".jpg", ".webp"])
def test_that_lossy_formats_come_close(tmp_path: Path, suffix: str) -> None:
    save(tmp_path / f"a{suffix}", scene(120, 90), quality=95)
    error = np.abs(read_photo(tmp_path / f"a{suffix}").samples.astype(int) - scene(120, 90))
    assert error.mean() < 2
    save(tmp_path / f"b{suffix}", scene(120, 90), quality=10)
    assert (tmp_path / f"b{suffix}").stat().st_size < (tmp_path / f"a{suffix}").stat().st_size


def test_that_colour_is_kept_at_full_resolution_from_quality_90_on(tmp_path: Path) -> None:
    for quality, sampling in ((90, (1, 1)), (89, (2, 2))):
        save(tmp_path / f"{quality}.jpg", scene(), quality=quality)
        with Image.open(tmp_path / f"{quality}.jpg") as picture:
            assert picture.layer[0][1:3] == sampling  # type: ignore[attr-defined]


def test_that_alpha_is_flattened_on_white_for_jpeg_and_kept_in_webp(tmp_path: Path) -> None:
    samples = np.zeros((32, 32, 4), np.uint8)
    samples[:, 16:] = (200, 0, 0, 255)
    save(tmp_path / "a.jpg", samples)
    flat = read_photo(tmp_path / "a.jpg").samples
    assert flat[16, 4].min() > 250
    assert abs(int(flat[16, 28, 0]) - 200) < 4
    save(tmp_path / "a.webp", samples)
    alpha = read_photo(tmp_path / "a.webp").alpha
    assert alpha is not None
    assert np.array_equal(alpha, samples[..., 3])


@pytest.mark.parametrize("target", [FileFormat.JPEG, FileFormat.PNG, FileFormat.TIFF])
def test_fault_22_grey_is_written_with_one_channel_and_its_profile(tmp_path: Path, target: FileFormat) -> None:
    samples = np.repeat(np.asarray(scene(), np.uint8)[..., :1], 3, axis=2)
    path = tmp_path / f"a{suffix_of(target)}"
    save(path, samples, is_grey=True, metadata=Metadata(icc=profile("GRAY")))
    photo = read_photo(path)
    assert photo.is_grey
    assert photo.metadata.icc == profile("GRAY")
    assert photo.notes == ()


@pytest.mark.parametrize(
    ("width", "target", "depth", "words"),
    [
        (16_384, FileFormat.WEBP, BitDepth.U8, "16383"),
        (65_501, FileFormat.JPEG, BitDepth.U8, "65500"),
        (10, FileFormat.JPEG, BitDepth.U16, "16 bits"),
        (10, FileFormat.WEBP, BitDepth.U16, "16 bits"),
        (10, FileFormat.PNG, BitDepth.F32, "32f bits"),
    ],
)
def test_that_a_format_refuses_what_it_cannot_hold(
    tmp_path: Path, width: int, target: FileFormat, depth: BitDepth, words: str
) -> None:
    header = PhotoHeader(width, 1, depth, target)
    with pytest.raises(PhotoError, match=words) as caught:
        check_header(header)
    assert caught.value.remedy
    with pytest.raises(PhotoError, match=words):
        write_photo(tmp_path / "a", header, [], overwrite=False)
    assert leftovers(tmp_path) == []


def test_that_the_format_follows_the_source_where_it_can() -> None:
    keep = FileFormat.KEEP
    cases = [
        ((keep, "a.JPG", BitDepth.U8, False), FileFormat.JPEG),
        ((keep, "a.jpeg", BitDepth.U8, True), FileFormat.PNG),
        ((keep, "a.bmp", BitDepth.U8, False), FileFormat.PNG),
        ((keep, "a.tiff", BitDepth.F32, True), FileFormat.TIFF),
        ((keep, "a.webp", BitDepth.U8, True), FileFormat.WEBP),
        ((keep, "a.jpg", BitDepth.U16, False), FileFormat.PNG),
        ((keep, "a.png", BitDepth.F32, False), FileFormat.TIFF),
        ((FileFormat.WEBP, "a.png", BitDepth.U16, False), FileFormat.WEBP),
    ]
    for (requested, name, depth, alpha), expected in cases:
        assert resolve_format(requested, Path(name), depth, alpha) is expected


def test_that_the_depth_is_the_wanted_or_the_deepest_there_is() -> None:
    assert resolve_depth(FileFormat.TIFF, None, BitDepth.F32) is BitDepth.F32
    assert resolve_depth(FileFormat.PNG, None, BitDepth.F32) is BitDepth.U16
    assert resolve_depth(FileFormat.JPEG, None, BitDepth.U16) is BitDepth.U8
    assert resolve_depth(FileFormat.PNG, BitDepth.U8, BitDepth.U16) is BitDepth.U8
    assert resolve_depth(FileFormat.JPEG, BitDepth.U16, BitDepth.U8) is BitDepth.U8


def test_that_a_png_row_is_unfiltered_by_another_decoder(tmp_path: Path) -> None:
    smooth, noise = scene(200, 150), np.random.default_rng(0).integers(0, 256, (150, 200, 3), np.uint8)
    mixed = np.concatenate([np.asarray(smooth), noise, np.zeros_like(noise)])
    save(tmp_path / "a.png", mixed)
    with Image.open(tmp_path / "a.png") as picture:
        assert np.array_equal(np.array(picture), mixed)


@given(st.binary(max_size=3000), st.binary(max_size=3000))
def test_that_checksums_of_blocks_join(first: bytes, second: bytes) -> None:
    joined = png_rows.combined_adler(zlib.adler32(first), zlib.adler32(second), len(second))
    assert joined == zlib.adler32(first + second)


def test_that_a_png_of_many_blocks_is_one_stream(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(png_rows, "_BLOCK_BYTES", 1000)
    samples = np.random.default_rng(0).integers(0, 65536, (150, 70, 4), np.uint16)
    for rows in (1, 64, 150):
        header = header_for(samples, FileFormat.PNG)
        write_photo(tmp_path / "a.png", header, bands(samples, rows), overwrite=True)
        photo = read_photo(tmp_path / "a.png")
        assert np.array_equal(photo.samples, samples[..., :3])

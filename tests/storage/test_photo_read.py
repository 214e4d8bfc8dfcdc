import io
import zlib
from pathlib import Path
from typing import Literal

import imagecodecs
import numpy as np
import pytest
import tifffile
from PIL import Image

from enhancer_gui.core.image import BitDepth
from enhancer_gui.storage.exif import orientation_of
from enhancer_gui.storage.photos import read_photo, read_size
from tests.storage.making import XMP, exif_block, jpeg_bytes, png_bytes, profile, put, saved, scene, with_chunk


@pytest.mark.parametrize("suffix", ["png", "bmp", "tif", "webp"])
def test_that_eight_bits_are_read_exactly(tmp_path: Path, suffix: str) -> None:
    pixels = np.asarray(scene(), np.uint8)
    options: dict[str, object] = {"lossless": True} if suffix == "webp" else {}
    format_name = {"tif": "TIFF"}.get(suffix, suffix.upper())
    photo = read_photo(put(tmp_path, f"a.{suffix}", saved(format_name, Image.fromarray(pixels), **options)))
    assert photo.depth is BitDepth.U8
    assert not photo.is_grey
    assert photo.alpha is None
    assert np.array_equal(photo.samples, pixels)


def test_that_jpeg_is_read_as_pillow_reads_it(tmp_path: Path) -> None:
    data = jpeg_bytes()
    assert np.array_equal(read_photo(put(tmp_path, "a.jpg", data)).samples, np.array(Image.open(io.BytesIO(data))))


def test_fault_24_sixteen_bits_stay_sixteen_in_a_dark_photo(tmp_path: Path) -> None:
    dark = np.random.default_rng(1).integers(0, 200, (20, 30, 3), np.uint16)  # no value above 8 bits
    tifffile.imwrite(tmp_path / "a.tif", dark, photometric="rgb", compression="lzw")
    photo = read_photo(tmp_path / "a.tif")
    assert photo.depth is BitDepth.U16
    assert np.array_equal(photo.samples, dark)


@pytest.mark.parametrize("planar", ["contig", "separate"])
@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("compression", [None, "zlib", "lzw"])
def test_that_tiff_layouts_are_read_exactly(
    tmp_path: Path, planar: str, order: Literal["<", ">"], compression: str | None
) -> None:
    pixels = np.random.default_rng(2).integers(0, 65536, (50, 31, 3), np.uint16)
    stored = pixels if planar == "contig" else np.moveaxis(pixels, -1, 0)
    tifffile.imwrite(
        tmp_path / "a.tif", stored, photometric="rgb", planarconfig=planar, byteorder=order, compression=compression
    )
    assert np.array_equal(read_photo(tmp_path / "a.tif").samples, pixels)


def test_that_float_tiff_keeps_its_values_beyond_white(tmp_path: Path) -> None:
    pixels = np.linspace(-0.5, 8, 20 * 30 * 3, dtype=np.float32).reshape(20, 30, 3)
    tifffile.imwrite(tmp_path / "a.tif", pixels, photometric="rgb")
    photo = read_photo(tmp_path / "a.tif")
    assert photo.depth is BitDepth.F32
    assert np.array_equal(photo.samples, pixels)


def test_that_twelve_bits_fill_the_range_of_sixteen(tmp_path: Path) -> None:
    pixels = np.array([[0, 1, 2048, 4095]], np.uint16)
    tifffile.imwrite(tmp_path / "a.tif", pixels, photometric="minisblack", bitspersample=12)
    photo = read_photo(tmp_path / "a.tif")
    assert photo.is_grey
    assert photo.samples[0, :, 0].tolist() == [0, 16, 32776, 65535]


L = np.asarray(scene(), np.uint8)[..., 0]
A = np.asarray(scene(channels=4), np.uint8)[..., 3]


@pytest.mark.parametrize("suffix", ["png", "tif"])
def test_fault_23_grey_alpha_palette_and_one_bit_have_declared_conversions(tmp_path: Path, suffix: str) -> None:
    name = {"tif": "TIFF", "png": "PNG"}[suffix]
    grey = Image.fromarray(L)
    photo = read_photo(put(tmp_path, f"l.{suffix}", saved(name, grey)))
    assert photo.is_grey
    assert np.array_equal(photo.samples, np.repeat(L[..., None], 3, axis=2))
    photo = read_photo(put(tmp_path, f"1.{suffix}", saved(name, grey.point(lambda v: 255 * (v > 127), "1"))))
    assert photo.is_grey
    assert set(np.unique(photo.samples)) == {0, 255}
    photo = read_photo(put(tmp_path, f"rgba.{suffix}", saved(name, Image.fromarray(np.dstack([L, L, A, A])))))
    assert photo.alpha is not None
    assert np.array_equal(photo.alpha, A)
    assert np.array_equal(photo.samples, np.dstack([L, L, A]))
    palette = Image.fromarray(np.asarray(scene(), np.uint8)).quantize(17)
    photo = read_photo(put(tmp_path, f"p.{suffix}", saved(name, palette)))
    assert not photo.is_grey
    assert np.array_equal(photo.samples, np.array(palette.convert("RGB")))


def test_fault_23_transparency_of_png_tables_becomes_alpha(tmp_path: Path) -> None:
    photo = read_photo(put(tmp_path, "l.png", saved("PNG", Image.fromarray(L), transparency=int(L[0, 0]))))
    assert photo.is_grey
    assert photo.alpha is not None
    assert np.array_equal(photo.alpha == 0, L[0, 0] == L)
    photo = read_photo(put(tmp_path, "la.png", saved("PNG", Image.fromarray(np.dstack([L, A])))))
    assert photo.is_grey
    assert photo.alpha is not None
    assert np.array_equal(photo.alpha, A)


@pytest.mark.parametrize("channels", [1, 3])
def test_fault_23_one_transparent_colour_of_a_deep_png_becomes_alpha(tmp_path: Path, channels: int) -> None:
    samples = np.random.default_rng(2).integers(0, 3, (6, 7, channels), np.uint16) * 30_000
    colour = samples[0, 0].astype(">u2").tobytes()
    png = bytes(imagecodecs.png_encode(samples[..., 0] if channels == 1 else samples))
    photo = read_photo(put(tmp_path, "deep.png", with_chunk(png, b"tRNS", colour)))
    assert photo.depth is BitDepth.U16 and photo.is_grey == (channels == 1) and photo.alpha is not None
    assert np.array_equal(photo.samples, np.broadcast_to(samples, (6, 7, 3)))
    assert np.array_equal(photo.alpha, np.where((samples == samples[0, 0]).all(axis=2), 0, 65535))


@pytest.mark.parametrize("suffix", ["jpg", "tif"])
def test_fault_23_cmyk_becomes_srgb_and_is_noted(tmp_path: Path, suffix: str) -> None:
    inks = np.zeros((20, 30, 4), np.uint8)
    inks[..., 1] = 255  # magenta
    name = {"jpg": "JPEG", "tif": "TIFF"}[suffix]
    photo = read_photo(put(tmp_path, f"a.{suffix}", saved(name, Image.fromarray(inks, "CMYK"))))
    assert np.abs(photo.samples[10, 15].astype(int) - [255, 0, 255]).max() <= 3
    assert photo.metadata.icc is None
    assert any("CMYK" in note for note in photo.notes)


def test_fault_23_lab_becomes_srgb(tmp_path: Path) -> None:
    lab = np.zeros((4, 4, 3), np.uint8)
    lab[...] = (255 * 53 // 100, 80, 67)  # red, a and b signed
    tifffile.imwrite(tmp_path / "a.tif", lab, photometric="cielab")
    red = read_photo(tmp_path / "a.tif").samples[0, 0].astype(int)
    assert np.abs(red - [250, 0, 0]).max() < 16, red


def test_that_premultiplied_colours_are_divided_by_their_alpha(tmp_path: Path) -> None:
    pixels = np.array([[[100, 50, 25, 128], [0, 0, 0, 0]]], np.uint8)
    tifffile.imwrite(tmp_path / "a.tif", pixels, photometric="rgb", extrasamples=["assocalpha"])
    photo = read_photo(tmp_path / "a.tif")
    assert photo.samples[0].tolist() == [[199, 100, 50], [0, 0, 0]]


def turned(pixels: np.ndarray, orientation: int) -> np.ndarray:
    """Return what a camera stores for `pixels` under an orientation: the inverse of what readers do."""
    undo = {
        1: lambda p: p,
        2: np.fliplr,
        3: lambda p: np.rot90(p, 2),
        4: np.flipud,
        5: lambda p: np.rot90(np.fliplr(p), 1),
        6: lambda p: np.rot90(p, 1),
        7: lambda p: np.rot90(np.fliplr(p), 3),
        8: lambda p: np.rot90(p, 3),
    }
    return np.ascontiguousarray(undo[orientation](pixels))


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("suffix", ["jpg", "png", "webp", "tif"])
def test_fault_26_orientation_is_applied_once_and_reset(tmp_path: Path, suffix: str, orientation: int) -> None:
    upright = np.asarray(scene(), np.uint8)
    picture, block = Image.fromarray(turned(upright, orientation)), exif_block(orientation)
    if suffix == "tif":
        tags = [(274, 3, 1, orientation, True)]
        tifffile.imwrite(tmp_path / "a.tif", np.array(picture), photometric="rgb", extratags=tags)
        path = tmp_path / "a.tif"
    else:
        known: dict[str, dict[str, object]] = {"jpg": {"quality": 95, "subsampling": 0}, "webp": {"lossless": True}}
        name = {"jpg": "JPEG"}.get(suffix, suffix.upper())
        path = put(tmp_path, f"a.{suffix}", saved(name, picture, exif=b"Exif\0\0" + block, **known.get(suffix, {})))
    photo = read_photo(path)
    assert read_size(path) == (photo.width, photo.height) == (40, 30)
    assert np.abs(photo.samples.astype(int) - upright).max() <= (6 if suffix == "jpg" else 0)
    assert orientation_of(photo.metadata.exif) == 1


@pytest.mark.parametrize("orientation", [0, 9, 300])
def test_that_an_invalid_orientation_turns_nothing(tmp_path: Path, orientation: int) -> None:
    data = saved("PNG", Image.fromarray(np.asarray(scene(), np.uint8)), exif=b"Exif\0\0" + exif_block(orientation))
    photo = read_photo(put(tmp_path, "a.png", data))
    assert np.array_equal(photo.samples, scene())
    assert orientation_of(photo.metadata.exif) == 1


def test_that_an_orientation_in_xmp_is_reset_with_the_exif_one(tmp_path: Path) -> None:
    packet = XMP.replace(b"xmp:Rating", b'tiff:Orientation="6" xmp:Rating')
    data = jpeg_bytes(exif=b"Exif\0\0" + exif_block(6), xmp=packet)
    xmp = read_photo(put(tmp_path, "a.jpg", data)).metadata.xmp
    assert xmp is not None
    assert b'tiff:Orientation="1"' in xmp


def test_that_all_blocks_are_kept_as_they_are(tmp_path: Path) -> None:
    data = jpeg_bytes(exif=b"Exif\0\0" + exif_block(), xmp=XMP, icc_profile=profile(), dpi=(240, 240))
    metadata = read_photo(put(tmp_path, "a.jpg", data)).metadata
    assert (metadata.exif, metadata.xmp, metadata.icc, metadata.dpi) == (exif_block(), XMP, profile(), (240, 240))


def test_that_a_profile_that_does_not_fit_is_left_out_with_a_note(tmp_path: Path) -> None:
    for icc in (profile("GRAY"), b"no profile at all" * 20):
        photo = read_photo(put(tmp_path, "a.png", with_chunk(png_bytes(), b"iCCP", b"x\0\0" + zlib.compress(icc))))
        assert photo.metadata.icc is None
        assert "sRGB is assumed" in photo.notes[0]

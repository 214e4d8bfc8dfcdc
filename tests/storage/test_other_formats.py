"""Formats that are only read: made by other programs' rules here, compared with what was put in."""

import struct
from collections.abc import Callable
from pathlib import Path

import imagecodecs
import numpy as np
import pytest
import tifffile
from PIL import Image

from enhancer_gui.core.errors import PhotoError
from enhancer_gui.core.image import BitDepth
from enhancer_gui.storage.cicp import profile_for
from enhancer_gui.storage.format_table import Kind
from enhancer_gui.storage.jxl_header import parse_header
from enhancer_gui.storage.photo_files import open_photo, sniff
from enhancer_gui.storage.photos import read_photo, read_size
from tests.storage.making import profile, put, saved, scene

DICE = np.random.default_rng(11)
RGB8 = DICE.integers(0, 256, (30, 41, 3), np.uint8)
RGB16 = DICE.integers(0, 65536, (30, 41, 3), np.uint16)


def pnm(magic: bytes, top: int, samples: np.ndarray, comment: bytes = b"") -> bytes:
    height, width = samples.shape[:2]
    return b"%b\n%b%d %d\n%d\n" % (magic, comment, width, height, top) + samples.tobytes()


def test_that_pnm_is_read_in_its_own_depth(tmp_path: Path) -> None:
    cases = {
        "ppm": (pnm(b"P6", 255, RGB8), RGB8),
        "ppm16": (pnm(b"P6", 65535, RGB16.astype(">u2"), b"# by hand\n"), RGB16),
        "pgm": (pnm(b"P5", 255, RGB8[..., 0]), np.repeat(RGB8[..., :1], 3, 2)),
        "pgm15": (pnm(b"P5", 15, RGB8[..., 0] // 17), np.repeat(RGB8[..., :1] // 17 * 17, 3, 2)),
        "plain": (b"P3 2 1 # two\n255 1 2 3 4 5 6", np.array([[[1, 2, 3], [4, 5, 6]]], np.uint8)),
        "bits": (b"P1\n3 2\n101\n0 1 0", 255 * np.array([[0, 1, 0], [1, 0, 1]], np.uint8)[..., None].repeat(3, 2)),
        "packed": (b"P4\n9 1\n\xff\x00", 255 * np.array([[0] * 8 + [1]], np.uint8)[..., None].repeat(3, 2)),
    }
    for name, (data, expected) in cases.items():
        path = put(tmp_path, name, data)
        photo = read_photo(path)
        assert photo.samples.dtype == expected.dtype, name
        assert np.array_equal(photo.samples, expected), name
        assert read_size(path) == (photo.width, photo.height)


def test_that_pam_has_alpha_and_pfm_is_float_from_the_bottom(tmp_path: Path) -> None:
    rgba = np.dstack([RGB8, RGB8[..., 0]])
    head = b"P7\nWIDTH 41\nHEIGHT 30\nDEPTH 4\nMAXVAL 255\nTUPLTYPE RGB_ALPHA\nENDHDR\n"
    photo = read_photo(put(tmp_path, "a.pam", head + rgba.tobytes()))
    assert np.array_equal(photo.samples, RGB8)
    assert photo.alpha is not None
    assert np.array_equal(photo.alpha, RGB8[..., 0])
    values = DICE.random((5, 4, 3), np.float32) * 4 - 1
    photo = read_photo(put(tmp_path, "a.pfm", b"PF\n4 5\n-1.0\n" + values[::-1].astype("<f4").tobytes()))
    assert photo.depth is BitDepth.F32
    assert np.array_equal(photo.samples, values)


def test_that_float_photos_with_values_that_are_no_numbers_are_opened_and_say_so(tmp_path: Path) -> None:
    values = DICE.random((5, 4, 3), np.float32)
    values[1, 2], values[3, 0], values[4, 1] = np.nan, np.inf, -np.inf
    mended = values.copy()
    mended[1, 2], mended[3, 0], mended[4, 1] = 0, 1, 0
    tifffile.imwrite(tmp_path / "a.tif", values, photometric="rgb")
    double = np.where(np.isposinf(values), 1e300, values.astype(np.float64))
    tifffile.imwrite(tmp_path / "double.tif", double, photometric="rgb")
    put(tmp_path, "a.pfm", b"PF\n4 5\n-1.0\n" + values[::-1].astype("<f4").tobytes())
    for name in ("a.tif", "double.tif", "a.pfm"):
        photo = read_photo(tmp_path / name)
        assert np.array_equal(photo.samples, mended), name
        assert [note for note in photo.notes if "no numbers" in note], name


@pytest.mark.parametrize(
    "data", [b"P6\n3 3\n255\n123", b"P6\n3", b"P5\n0 3\n255\n", b"P2\n2 2\n255\n1 2 3", b"P6 9 9 0 "]
)
def test_fault_11_a_cut_pnm_is_a_named_error(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(PhotoError):
        read_photo(put(tmp_path, "a.ppm", data))


def test_that_gif_gives_its_first_picture(tmp_path: Path) -> None:
    frames = [Image.new("RGB", (8, 6), colour) for colour in ("red", "blue")]
    photo = read_photo(put(tmp_path, "a.gif", saved("GIF", frames[0], save_all=True, append_images=frames[1:])))
    assert photo.samples[0, 0].tolist() == [255, 0, 0]
    assert "first" in photo.notes[0]


@pytest.mark.parametrize("bits", [8, 12, 16])
@pytest.mark.parametrize("channels", [1, 3])
def test_that_jpeg_2000_is_read_in_its_own_depth(tmp_path: Path, bits: int, channels: int) -> None:
    top = (1 << bits) - 1
    pixels = DICE.integers(0, top + 1, (30, 41, channels)).astype(np.uint8 if bits == 8 else np.uint16)
    stored = pixels[..., 0] if channels == 1 else pixels
    data = bytes(imagecodecs.jpeg2k_encode(stored, level=0, codecformat="jp2", bitspersample=bits, reversible=True))
    photo = read_photo(put(tmp_path, "a.jp2", data))
    assert photo.depth is (BitDepth.U8 if bits == 8 else BitDepth.U16)
    white = 255 if bits == 8 else 65535
    assert np.array_equal(
        photo.samples, np.broadcast_to(np.rint(pixels.astype(np.float64) * (white / top)), (30, 41, 3))
    )
    assert read_size(tmp_path / "a.jp2") == (41, 30)


@pytest.mark.parametrize("bits", [10, 12])
def test_fault_24_avif_of_more_than_eight_bits_is_not_reduced(tmp_path: Path, bits: int) -> None:
    top = (1 << bits) - 1
    pixels = np.asarray(scene(64, 48, BitDepth.F32))
    stored = np.rint(pixels * top).astype(np.uint16)
    data = bytes(imagecodecs.avif_encode(stored, level=100, speed=10, bitspersample=bits, pixelformat="444"))
    photo = read_photo(put(tmp_path, "a.avif", data))
    assert photo.depth is BitDepth.U16
    assert np.abs(photo.samples.astype(np.float64) / 65535 - pixels).max() < 4 / top


@pytest.mark.parametrize("dtype", ["uint8", "uint16", "float32"])
@pytest.mark.parametrize("channels", [1, 2, 3, 4])
def test_that_jpeg_xl_says_its_size_depth_and_channels(tmp_path: Path, dtype: str, channels: int) -> None:
    noise = DICE.random((30, 41, channels), np.float32)
    pixels = noise if dtype == "float32" else (noise * np.iinfo(dtype).max).astype(dtype)
    data = bytes(imagecodecs.jpegxl_encode(pixels[..., 0] if channels == 1 else pixels, lossless=True))
    path = put(tmp_path, "a.jxl", data)
    assert read_size(path) == (41, 30)
    photo = read_photo(path)
    assert photo.is_grey == (channels <= 2)
    assert photo.samples.dtype == dtype
    assert np.array_equal(photo.samples[..., 0], pixels[..., 0])
    assert (photo.alpha is not None) == (channels in (2, 4))


def test_that_a_jpeg_xl_header_names_its_colours() -> None:
    size = [(0, 1), (0, 2), (29, 9), (0, 3), (0, 2), (40, 9)]  # 30 rows, no ratio, 41 columns
    samples = [(0, 1), (0, 1), (0, 1), (0, 2), (1, 1), (0, 2), (0, 1)]  # 8-bit integers, no further channels, no XYB
    colours = [
        (0, 1),
        (0, 1),
        (0, 2),
        (1, 2),
        (2, 2),
        (9, 4),
        (0, 1),
        (2, 2),
        (11, 4),
    ]  # RGB, D65, P3, no gamma, sRGB's
    number = at = 0
    for value, width in [*size, *samples, *colours]:
        number |= value << at
        at += width
    facts = parse_header(b"\xff\x0a" + number.to_bytes(-(-at // 8), "little"))
    assert (facts.width, facts.height, facts.bits) == (41, 30, 8)
    assert (facts.primaries, facts.white, facts.transfer) == (11, 1, 13)


def test_that_code_points_become_profiles_except_for_srgb() -> None:
    assert profile_for(1, 13) is None
    assert profile_for(2, 2) is None
    assert profile_for(12, 16) is None, "PQ has no profile of ours"
    p3 = profile_for(12, 13)
    assert p3 is not None
    red = imagecodecs.cms_transform(
        np.array([[[65535, 0, 0]]], np.uint16),
        p3,
        imagecodecs.cms_profile("srgb"),
        colorspace="rgb",
        outcolorspace="rgb",
        outdtype=np.float32,
    )
    assert red[0, 0, 0] > 1.05, "P3's red lies beyond sRGB's"


def psd(pixels: np.ndarray, mode: int, *, packed: bool, layers: int = 0, resources: bytes = b"") -> bytes:
    height, width, channels = pixels.shape
    bits = 8 * pixels.dtype.itemsize
    head = struct.pack(">4sH6xHIIHH", b"8BPS", 1, channels, height, width, bits, mode)
    info = struct.pack(">IIh", 6, 2, layers) if layers else b"\0\0\0\0"
    head += struct.pack(">I", 0) + struct.pack(">I", len(resources)) + resources + info
    planes = np.moveaxis(pixels, -1, 0).astype(pixels.dtype.newbyteorder(">"))
    rows = [row.tobytes() for plane in planes for row in plane]
    if not packed:
        return head + b"\0\0" + b"".join(rows)
    rows = [imagecodecs.packbits_encode(row) for row in rows]
    return head + b"\0\1" + b"".join(struct.pack(">H", len(row)) for row in rows) + b"".join(rows)


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("pixels", [RGB8, RGB16], ids=["8", "16"])
def test_that_a_photoshop_document_is_read_flattened_in_its_own_depth(
    tmp_path: Path, pixels: np.ndarray, packed: bool
) -> None:
    icc = profile()
    resource = b"8BIM" + struct.pack(">HBBI", 0x040F, 0, 0, len(icc)) + icc + b"\0" * (len(icc) % 2)
    photo = read_photo(put(tmp_path, "a.psd", psd(pixels, 3, packed=packed, resources=resource)))
    assert np.array_equal(photo.samples, pixels)
    assert photo.metadata.icc == icc
    assert photo.alpha is None
    rgba = np.dstack([pixels, pixels[..., 0]])
    photo = read_photo(put(tmp_path, "b.psd", psd(rgba, 3, packed=packed, layers=-2)))
    assert photo.alpha is not None
    assert np.array_equal(photo.alpha, pixels[..., 0])
    assert "flattened" in photo.notes[0]


def test_fault_23_cmyk_and_lab_of_photoshop_become_srgb(tmp_path: Path) -> None:
    paper = np.full((4, 4, 4), 65535, np.uint16)
    assert (read_photo(put(tmp_path, "a.psd", psd(paper, 4, packed=True))).samples == 65535).all()
    white = np.full((4, 4, 3), 32768, np.uint16)
    white[..., 0] = 65535
    photo = read_photo(put(tmp_path, "b.psd", psd(white, 9, packed=False)))
    assert photo.depth is BitDepth.U16
    assert photo.samples.min() > 65400
    assert any("Lab" in note for note in photo.notes)


@pytest.mark.parametrize("share", [0.02, 0.3, 0.9])
def test_fault_11_cut_files_of_every_format_are_named_errors(tmp_path: Path, share: float) -> None:
    makers: dict[str, Callable[[], bytes]] = {
        "psd": lambda: psd(RGB8, 3, packed=True),
        "jxl": lambda: bytes(imagecodecs.jpegxl_encode(RGB8, lossless=True)),
        "jp2": lambda: bytes(imagecodecs.jpeg2k_encode(RGB16, level=0, codecformat="jp2")),
        "avif": lambda: bytes(imagecodecs.avif_encode(RGB8, level=90, speed=10)),
        "gif": lambda: saved("GIF", Image.fromarray(RGB8).convert("P")),
        "ppm": lambda: pnm(b"P6", 255, RGB8),
    }
    for suffix, make in makers.items():
        data = make()
        path = put(tmp_path, f"a.{suffix}", data[: int(len(data) * share)])
        with pytest.raises(PhotoError):
            read_photo(path)


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"\0\0\0\x1cftypmif1\0\0\0\0mif1heicmiaf", Kind.HEIC),
        (b"\0\0\0\x1cftypmif1\0\0\0\0mif1avifmiaf", Kind.AVIF),
        (b"\0\0\0\x18ftypcrx \0\0\0\1crx isom", Kind.RAW),
        (b"II*\0\x10\0\0\0CR\2\0", Kind.RAW),
        (b"\xff\x0a\x00", Kind.JXL),
    ],
)
def test_fault_13_the_content_names_the_format(tmp_path: Path, head: bytes, kind: Kind) -> None:
    path = put(tmp_path, "no-name", head)
    with open_photo(path) as file:
        assert sniff(file, path) is kind


def test_that_heic_is_read_in_eight_and_ten_bits(shared: Path) -> None:
    pytest.importorskip("pillow_heif")
    folder = shared / "data" / "formats" / "made_here"
    assert read_photo(folder / "photo.heic").depth is BitDepth.U8
    assert read_photo(folder / "photo_10bit.heic").depth is BitDepth.U16
    turned = read_photo(folder / "exif_o6.heic")
    assert (turned.width, turned.height) == read_size(folder / "exif_o6.heic") == (320, 480)


def test_that_a_raw_photo_is_developed_in_sixteen_bits(shared: Path) -> None:
    pytest.importorskip("rawpy")
    path = shared / "data" / "formats" / "made_here" / "bayer_rggb.dng"
    photo = read_photo(path)
    assert photo.depth is BitDepth.U16
    assert len(np.unique(photo.samples)) > 1000
    assert "white balance" in photo.notes[0]
    assert read_size(path) == (photo.width, photo.height)


def test_that_openexr_is_encoded_from_linear_light(tmp_path: Path) -> None:
    exr = pytest.importorskip("OpenEXR")
    linear = np.array([[[0, 0.5, 1], [2, 0.18, 0.0031308]]], np.float32)
    path = tmp_path / "a.exr"
    channels = {"RGB": linear}
    exr.File({"compression": exr.ZIP_COMPRESSION, "type": exr.scanlineimage}, channels).write(str(path))
    photo = read_photo(path)
    assert photo.depth is BitDepth.F32
    assert photo.samples[0, 0].tolist() == pytest.approx([0, 0.7354, 1], abs=1e-3)
    assert photo.samples[0, 1, 0] > 1.3


def jxl_head(width: int, height: int) -> bytes:
    number = 3 << 1 | (height - 1) << 3 | 0 << 33 | 3 << 36 | (width - 1) << 38 | 1 << 68
    return b"\xff\x0a" + number.to_bytes(40, "little")


def j2k_head(width: int, height: int) -> bytes:
    sizes = struct.pack(">IIIIIIII", width, height, 0, 0, width, height, 0, 0)
    size = struct.pack(">HH", 41, 0) + sizes + struct.pack(">HBBB", 1, 7, 1, 1)
    return b"\xff\x4f\xff\x51" + size + b"\xff\x90" + bytes(50)


def test_fault_12_a_bomb_of_any_format_is_refused_by_its_header(tmp_path: Path) -> None:
    bombs = {
        "a.psd": struct.pack(">4sH6xHIIHH", b"8BPS", 1, 3, 60_000, 60_000, 8, 3) + bytes(100),
        "a.ppm": b"P6 60000 60000 255 " + bytes(100),
        "a.pfm": b"PF 60000 60000 -1.0 " + bytes(100),
        "a.jxl": jxl_head(60_000, 60_000),
        "a.j2k": j2k_head(60_000, 60_000),
    }
    for name, data in bombs.items():
        path = put(tmp_path, name, data)
        for read in (read_photo, read_size):
            with pytest.raises(PhotoError, match="megapixels"):
                read(path)

import io
import os
import shutil
import subprocess
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import tifffile
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image

from enhancer_gui.core.errors import PhotoError
from enhancer_gui.core.image import BitDepth, Metadata, to_depth
from enhancer_gui.core.recipe import FileFormat
from enhancer_gui.storage import exif, photo_write, png_rows, tiff_rows, whole_files
from enhancer_gui.storage.exif import orientation_of
from enhancer_gui.storage.parallel import map_in_order
from enhancer_gui.storage.photos import (
    PhotoHeader,
    check_folder,
    check_header,
    read_photo,
    resolve_depth,
    resolve_format,
    suffix_of,
    write_photo,
)
from enhancer_gui.storage.tiff_ifd import EXIF_IFD, GPS_IFD, read_directory
from tests.storage.making import (
    ARTIST,
    EXPOSURE,
    MAKE,
    MAKER_NOTE,
    PIXEL_X,
    PIXEL_Y,
    XMP,
    bands,
    exif_block,
    full_metadata,
    header_for,
    profile,
    scene,
)

ROOT = Path(__file__).resolve().parents[2]
ALL = [FileFormat.JPEG, FileFormat.PNG, FileFormat.TIFF, FileFormat.WEBP]
ENCODERS = {
    FileFormat.JPEG: (whole_files, "encode_jpeg"),
    FileFormat.WEBP: (whole_files, "encode_webp"),
    FileFormat.PNG: (png_rows, "encode_png"),
    FileFormat.TIFF: (tiff_rows, "encode_tiff"),
}


def save(target: Path, samples: NDArray[np.generic], overwrite: bool = False, **facts: object) -> list[str]:
    kind = facts.pop("format", None) or {".jpg": FileFormat.JPEG, ".webp": FileFormat.WEBP, ".png": FileFormat.PNG}.get(
        target.suffix, FileFormat.TIFF
    )
    assert isinstance(kind, FileFormat)
    return write_photo(target, header_for(samples, kind, **facts), bands(samples), overwrite=overwrite)


def leftovers(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


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
@pytest.mark.parametrize("suffix", [".png", ".tif"])
def test_that_odd_sizes_work(tmp_path: Path, suffix: str, size: tuple[int, int]) -> None:
    samples = np.random.default_rng(2).integers(0, 256, (size[1], size[0], 3), np.uint8)
    save(tmp_path / f"a{suffix}", samples)
    assert np.array_equal(read_photo(tmp_path / f"a{suffix}").samples, samples)


def test_that_strips_are_regrouped_whatever_the_bands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tiff_rows, "_STRIP_BYTES", 53 * 3 * 10)
    samples = np.random.default_rng(2).integers(0, 256, (97, 53, 3), np.uint8)
    for rows in (1, 7, 10, 33, 97):
        header = header_for(samples, FileFormat.TIFF)
        write_photo(tmp_path / "a.tif", header, bands(samples, rows), overwrite=True)
        with tifffile.TiffFile(tmp_path / "a.tif") as file:
            assert len(file.pages.first.dataoffsets) == 10
        assert np.array_equal(read_photo(tmp_path / "a.tif").samples, samples)


def test_that_a_large_tiff_is_a_bigtiff_with_its_exif(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tiff_rows, "_CLASSIC_BYTES", 1000)
    assert save(tmp_path / "a.tif", scene(), metadata=full_metadata()) == []
    with tifffile.TiffFile(tmp_path / "a.tif") as file:
        assert file.is_bigtiff
    photo = read_photo(tmp_path / "a.tif")
    assert np.array_equal(photo.samples, scene())
    assert photo.metadata.exif is not None
    assert read_directory(io.BytesIO(photo.metadata.exif)).children[EXIF_IFD].fields[EXPOSURE].ratio() == 1 / 125


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


@pytest.mark.parametrize("target", ALL)
def test_fault_26_all_metadata_survives_in_every_format(tmp_path: Path, target: FileFormat) -> None:
    path = tmp_path / f"a{suffix_of(target)}"
    notes = save(path, scene(), metadata=full_metadata(), software="enhancer 1")
    assert notes == []
    photo = read_photo(path)
    assert photo.notes == ()
    assert photo.metadata.icc == profile()
    assert photo.metadata.xmp == XMP
    assert photo.metadata.dpi == pytest.approx((300, 300), abs=0.01)
    assert photo.metadata.exif is not None
    block = read_directory(io.BytesIO(photo.metadata.exif))
    assert block.fields[MAKE].data == b"Maker\0"
    assert block.fields[ARTIST].data == b"Ada\0"
    assert block.fields[exif.SOFTWARE].data == b"enhancer 1\0"
    camera = block.children[EXIF_IFD]
    assert camera.fields[EXPOSURE].ratio() == 1 / 125
    assert camera.fields[MAKER_NOTE].data[:4] == b"note"
    assert (camera.fields[PIXEL_X].integer(), camera.fields[PIXEL_Y].integer()) == (40, 30)
    assert block.children[GPS_IFD].fields[1].data == b"N\0"


@pytest.mark.parametrize("target", ALL)
def test_fault_26_another_reader_finds_the_metadata_too(tmp_path: Path, target: FileFormat) -> None:
    path = tmp_path / f"a{suffix_of(target)}"
    save(path, scene(), metadata=full_metadata())
    with Image.open(path) as picture:
        picture.load()
        block = picture.getexif()
        assert block[MAKE].rstrip("\0") == "Maker"
        assert block.get_ifd(EXIF_IFD)[EXPOSURE] == pytest.approx(1 / 125)
        assert block.get_ifd(GPS_IFD)[1].rstrip("\0") == "N"
        assert picture.info["icc_profile"] == profile()


@pytest.mark.parametrize("target", ALL)
def test_fault_26_exiftool_has_nothing_to_complain_about(tmp_path: Path, target: FileFormat) -> None:
    exiftool = shutil.which("exiftool")
    if exiftool is None:
        pytest.skip("exiftool is not installed.")
    path = tmp_path / f"a{suffix_of(target)}"
    save(path, scene(), metadata=full_metadata(), software="enhancer 1")
    asked = [exiftool, "-s3", "-Make", "-ExposureTime", "-Software", "-GPSLatitudeRef", "-XMP:Rating", "-XResolution"]
    done = subprocess.run(
        [*asked, "-Warning", "-Error", str(path)], check=False, capture_output=True, text=True, timeout=60
    )
    lines = done.stdout.splitlines()
    assert lines[:5] == ["Maker", "1/125", "enhancer 1", "North", "4"]
    assert round(float(lines[5])) in (300, 11811)  # PNG states dots per metre
    assert [line for line in lines[6:] if "MakerNote" not in line] == []


@pytest.mark.parametrize("order", ["<", ">"])
def test_that_the_result_has_its_own_size_and_no_old_preview(tmp_path: Path, order: str) -> None:
    old = exif_block(thumbnail=True, order=order)
    samples = scene(90, 70)
    for suffix in (".jpg", ".png", ".webp"):
        save(tmp_path / f"a{suffix}", samples, metadata=Metadata(exif=old))
        block = read_photo(tmp_path / f"a{suffix}").metadata.exif
        assert block is not None
        assert b"\xff\xd8thumb" not in block
        camera = read_directory(io.BytesIO(block)).children[EXIF_IFD].fields
        assert (camera[PIXEL_X].integer(), camera[PIXEL_Y].integer()) == (90, 70)
        note = old.index(b"note")
        assert block[note : note + 8] == old[note : note + 8], "the maker note has moved"


def test_that_xmp_states_the_new_size(tmp_path: Path) -> None:
    packet = XMP.replace(b"xmp:Rating", b'exif:PixelXDimension="7" tiff:ImageLength="9" xmp:Rating')
    save(tmp_path / "a.png", scene(), metadata=Metadata(xmp=packet))
    xmp = read_photo(tmp_path / "a.png").metadata.xmp
    assert xmp is not None
    assert b'exif:PixelXDimension="40" tiff:ImageLength="30"' in xmp


def test_that_software_is_stated_without_any_exif(tmp_path: Path) -> None:
    for target in ALL:
        path = tmp_path / f"a{suffix_of(target)}"
        save(path, scene(), software="enhancer 1")
        block = read_photo(path).metadata.exif
        assert block is not None
        assert read_directory(io.BytesIO(block)).fields[exif.SOFTWARE].data == b"enhancer 1\0"
        assert orientation_of(block) == 1


@pytest.mark.parametrize("target", ALL)
def test_fault_27_a_photo_is_saved_without_metadata_that_cannot_be_embedded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, target: FileFormat
) -> None:
    def broken(*_: object, **__: object) -> bytes:
        raise ValueError("broken")

    monkeypatch.setattr(exif, "block_for_result", broken)
    path = tmp_path / f"a{suffix_of(target)}"
    notes = save(path, scene(), metadata=full_metadata())
    assert len(notes) == 1
    assert "EXIF" in notes[0]
    assert read_photo(path).metadata.icc == profile()


@pytest.mark.parametrize("target", ALL)
def test_fault_27_broken_exif_and_absurd_resolution_cost_only_themselves(tmp_path: Path, target: FileFormat) -> None:
    path = tmp_path / f"a{suffix_of(target)}"
    notes = save(path, scene(), metadata=Metadata(exif=b"rubbish", xmp=XMP, dpi=(1e30, float("inf"))))
    assert notes
    assert read_photo(path).metadata.xmp == XMP


def test_fault_27_an_encoder_that_chokes_on_metadata_is_asked_again_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(whole_files, "_embedded", lambda *_: {"exif": b"x" * 100_000})
    assert len(save(tmp_path / "a.jpg", scene())) == 1
    assert read_photo(tmp_path / "a.jpg").width == 40


def test_that_jpeg_leaves_out_what_is_too_large_for_it(tmp_path: Path) -> None:
    notes = save(
        tmp_path / "a.jpg", scene(), metadata=Metadata(exif=exif_block() + bytes(70_000), xmp=XMP + b" " * 70_000)
    )
    assert len(notes) == 2
    assert all("too large for a JPEG" in note for note in notes)
    assert save(tmp_path / "a.png", scene(), metadata=Metadata(exif=exif_block() + bytes(70_000))) == []


FULL_DISK = """
import resource, sys
from pathlib import Path
import numpy as np
from enhancer_gui.core.errors import PhotoError
from enhancer_gui.core.image import BitDepth
from enhancer_gui.core.recipe import FileFormat
from enhancer_gui.storage.photos import PhotoHeader, write_photo
noise = np.random.default_rng(0).random((400, 500, 3), np.float32)
resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))
for name in sys.argv[1:]:
    header = PhotoHeader(500, 400, BitDepth.U8, FileFormat(Path(name).suffix[1:]))
    try:
        write_photo(Path(name), header, [noise], overwrite=True)
    except PhotoError as error:
        print(error.message, error.remedy)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no limit on file sizes.")
def test_fault_01_a_full_disk_leaves_the_old_file_and_says_what_is_needed(tmp_path: Path) -> None:
    targets = [tmp_path / f"old.{target.value}" for target in ALL]
    for target in targets:
        target.write_bytes(b"the old photo")
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, *map(str, targets)],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )
    lines = done.stdout.splitlines()
    assert len(lines) == len(ALL), done.stderr
    assert all("not enough room" in line and "Up to 1 MB" in line for line in lines)
    assert all(target.read_bytes() == b"the old photo" for target in targets)
    assert leftovers(tmp_path) == sorted(target.name for target in targets)


@pytest.mark.parametrize("target", ALL)
@pytest.mark.parametrize("lie", ["half", "last kilobyte", "nothing", "another size"])
def test_fault_02_an_encoder_that_lies_is_found_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, target: FileFormat, lie: str
) -> None:
    samples = np.random.default_rng(0).integers(0, 256, (200, 200, 3), np.uint8)
    module, name = ENCODERS[target]
    honest = getattr(module, name)

    def lying(part: Path, header: PhotoHeader, rows: Iterator[NDArray[np.generic]]) -> list[str]:
        if lie == "another size":
            header, rows = header_for(samples[:-1], target), iter([samples[:-1]])
        notes = honest(part, header, rows)
        size = part.stat().st_size
        kept = {"half": size // 2, "last kilobyte": size - 1024, "nothing": 0}.get(lie, size)
        os.truncate(part, kept)
        assert isinstance(notes, list)
        return notes

    monkeypatch.setattr(photo_write, "encoder_of", lambda _: lying)
    path = tmp_path / f"a{suffix_of(target)}"
    path.write_bytes(b"the old photo")
    with pytest.raises(PhotoError, match="cannot be read back"):
        save(path, samples, overwrite=True)
    assert path.read_bytes() == b"the old photo"
    assert leftovers(tmp_path) == [path.name]


def test_that_an_existing_file_is_left_unless_overwriting_is_asked_for(tmp_path: Path) -> None:
    target = tmp_path / "a.png"
    target.write_bytes(b"old")
    with pytest.raises(PhotoError, match="exists already"):
        save(target, scene())
    assert target.read_bytes() == b"old"
    save(target, scene(), overwrite=True)
    assert read_photo(target).width == 40


def test_that_a_file_that_appears_while_saving_is_left_too(tmp_path: Path) -> None:
    target = tmp_path / "a.png"

    def slow() -> Iterator[NDArray[np.float32]]:
        yield from bands(scene())
        target.write_bytes(b"theirs")

    with pytest.raises(PhotoError, match="exists already"):
        write_photo(target, header_for(scene(), FileFormat.PNG), slow(), overwrite=False)
    assert target.read_bytes() == b"theirs"
    assert leftovers(tmp_path) == ["a.png"]


class StoppedError(Exception):
    pass


@pytest.mark.parametrize("target", ALL)
def test_that_what_the_bands_raise_is_passed_on_and_leaves_no_file(tmp_path: Path, target: FileFormat) -> None:
    def stopping() -> Iterator[NDArray[np.float32]]:
        yield next(bands(scene()))
        raise StoppedError

    with pytest.raises(StoppedError):
        write_photo(tmp_path / "a", header_for(scene(), target), stopping(), overwrite=False)
    assert leftovers(tmp_path) == []


@pytest.mark.parametrize("target", ALL)
def test_that_missing_rows_are_a_bug_and_leave_no_file(tmp_path: Path, target: FileFormat) -> None:
    few = bands(np.asarray(scene())[:-1])
    with pytest.raises(ValueError, match="29 rows"):
        write_photo(tmp_path / "a", header_for(scene(), target), few, overwrite=False)
    assert leftovers(tmp_path) == []


def test_fault_07_a_read_only_folder_is_told_before_and_while_saving(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    check_folder(tmp_path / "new" / "deep")
    assert leftovers(tmp_path / "new" / "deep") == []

    def refuse(*_: object, **__: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(PhotoError, match="cannot be written"):
        check_folder(tmp_path)
    with pytest.raises(PhotoError, match="cannot be written"):
        save(tmp_path / "a.png", scene())


def test_fault_08_a_locked_target_is_a_sentence_that_names_the_kept_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(*_: object) -> None:
        error = PermissionError(13, "in use")
        error.winerror = 32  # type: ignore[attr-defined,unused-ignore]
        raise error

    monkeypatch.setattr(os, "replace", locked)
    monkeypatch.setattr("enhancer_gui.storage.atomic.time.sleep", lambda _: None)
    with pytest.raises(PhotoError, match="in use by another program") as caught:
        save(tmp_path / "a.png", scene(), overwrite=True)
    (kept,) = leftovers(tmp_path)
    assert kept in caught.value.message
    assert np.array_equal(read_photo(tmp_path / kept).samples, scene())


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


@pytest.mark.skipif(sys.platform != "linux", reason="Only Linux allows names that are not text.")
def test_fault_10_a_target_that_is_not_text_works(tmp_path: Path) -> None:
    target = tmp_path / os.fsdecode(b"\xff\xfe.png")
    save(target, scene())
    assert np.array_equal(read_photo(target).samples, scene())


def test_fault_09_targets_with_any_characters_work(tmp_path: Path) -> None:
    for target in ALL:
        path = tmp_path / "写真 🌄" / f"{'ü' * 110}{suffix_of(target)}"
        save(path, scene())
        assert read_photo(path).width == 40


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


@pytest.mark.parametrize("fails_at", [0, 5, 19])
def test_that_pieces_are_worked_on_in_order_and_a_failure_is_passed_on(fails_at: int) -> None:
    assert list(map_in_order(lambda piece: piece * 2, range(100))) == list(range(0, 200, 2))

    def work(piece: int) -> int:
        if piece == fails_at:
            raise StoppedError
        return piece

    with pytest.raises(StoppedError):
        list(map_in_order(work, range(20)))

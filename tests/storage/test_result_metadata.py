import io
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
import tifffile
from PIL import Image

from enhancer_gui.core.image import Metadata
from enhancer_gui.core.recipe import FileFormat
from enhancer_gui.storage import exif, tiff_rows, whole_files
from enhancer_gui.storage.exif import orientation_of
from enhancer_gui.storage.photos import (
    read_photo,
    suffix_of,
)
from enhancer_gui.storage.tiff_ifd import EXIF_IFD, GPS_IFD, read_directory
from tests.storage.making import (
    ALL,
    ARTIST,
    EXPOSURE,
    MAKE,
    MAKER_NOTE,
    PIXEL_X,
    PIXEL_Y,
    XMP,
    exif_block,
    full_metadata,
    profile,
    save,
    scene,
)


def test_that_a_large_tiff_is_a_bigtiff_with_its_exif(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tiff_rows, "_CLASSIC_BYTES", 1000)
    assert save(tmp_path / "a.tif", scene(), metadata=full_metadata()) == []
    with tifffile.TiffFile(tmp_path / "a.tif") as file:
        assert file.is_bigtiff
    photo = read_photo(tmp_path / "a.tif")
    assert np.array_equal(photo.samples, scene())
    assert photo.metadata.exif is not None
    assert read_directory(io.BytesIO(photo.metadata.exif)).children[EXIF_IFD].fields[EXPOSURE].ratio() == 1 / 125


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
    broken_xmp = XMP.replace(b"</x:xmpmeta>", b" " * 70_000)
    metadata = Metadata(exif=exif_block() + bytes(70_000), xmp=broken_xmp, iptc=b"\x1c\2\x78\0\0" * 14_000)
    notes = save(tmp_path / "a.jpg", scene(), metadata=metadata)
    assert len(notes) == 3
    assert all("too large for a JPEG" in note for note in notes)
    assert save(tmp_path / "a.png", scene(), metadata=Metadata(exif=exif_block() + bytes(70_000))) == []

"""Every block in every format, and every pair of formats: what both can hold arrives, as exiftool sees it too."""

import json
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from enhancer_gui.core.image import Metadata
from enhancer_gui.core.recipe import FileFormat, MetadataGroup
from enhancer_gui.storage.format_table import WRITABLE, is_installed
from enhancer_gui.storage.photos import read_photo, read_size, suffix_of
from tests.storage.making import ALL, XMP, exif_block, profile, save, scene

IPTC = (
    b"\x1c\x01\x5a\0\x03\x1b%G"
    b"\x1c\x02\0\0\x02\0\x02"
    b"\x1c\x02\x78\0\x07Caption"
    b"\x1c\x02\x5a\0\x05Paris"
    b"\x1c\x02\x37\0\x0820240102"
)
RICH_XMP = XMP.replace(
    b'xmp:Rating="4"',
    b'xmp:Rating="4" xmp:CreateDate="2024-01-02T03:04:05" xmlns:exif="http://ns.adobe.com/exif/1.0/" '
    b'exif:GPSLatitude="48,51N" xmlns:tiff="http://ns.adobe.com/tiff/1.0/" tiff:Model="Model X" tiff:Orientation="6" '
    b'xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:City="Paris"',
)
LONG = b'<x:Long xmlns:x="urn:x#">' + b"y" * 150_000 + b"</x:Long>"
LONG_XMP = RICH_XMP.replace(b'"Paris"/>', b'"Paris">' + LONG + b"</rdf:Description>")
EVERYTHING = Metadata(exif_block(thumbnail=True), LONG_XMP, profile(), (300.0, 300.0), IPTC)
HOLD_IPTC = (FileFormat.JPEG, FileFormat.PNG, FileFormat.TIFF)
WRITTEN = [
    pytest.param(
        target,
        marks=pytest.mark.skipif(not is_installed(facts.extra), reason=f"The extra {facts.extra} is not installed."),
    )
    for target, facts in WRITABLE.items()
]


def written(folder: Path, target: FileFormat, metadata: Metadata, **facts: object) -> tuple[Path, list[str]]:
    path = folder / f"a{suffix_of(target)}"
    return path, save(path, scene(), overwrite=True, format=target, metadata=metadata, **facts)


def seen_by_exiftool(paths: Iterable[Path], *tags: str) -> dict[Path, dict[str, object]]:
    """Return the tags of each file; one call for all, for starting exiftool costs more than the reading."""
    exiftool = shutil.which("exiftool")
    if exiftool is None:
        pytest.skip("exiftool is not installed.")
    asked = [exiftool, "-j", "-G0", *tags, "-Warning", "-Error", *map(str, paths)]
    done = subprocess.run(asked, check=False, capture_output=True, text=True, timeout=60)
    found: list[dict[str, object]] = json.loads(done.stdout)
    return {Path(str(tags_of_one.pop("SourceFile"))): tags_of_one for tags_of_one in found}


@pytest.mark.parametrize("target", WRITTEN)
def test_that_long_xmp_survives_in_every_format(tmp_path: Path, target: FileFormat) -> None:
    path, notes = written(tmp_path, target, EVERYTHING)
    photo = read_photo(path)
    assert read_size(path) == (photo.width, photo.height)  # however far behind the metadata the picture lies
    assert photo.notes == ()
    assert photo.metadata.xmp is not None
    assert LONG[-100:-9] in photo.metadata.xmp and b"HasExtendedXMP" not in photo.metadata.xmp
    assert b'tiff:Orientation="1"' in photo.metadata.xmp
    assert photo.metadata.exif is not None and b"Model X" in photo.metadata.exif
    assert b"thumb" not in photo.metadata.exif
    assert photo.metadata.dpi == pytest.approx((300, 300), abs=0.1)
    held = target in HOLD_IPTC
    assert photo.metadata.iptc == (IPTC if held else None)
    assert [note for note in notes if "sRGB" not in note] == (
        [] if held else [f"The photo was saved without its IPTC data, which {WRITABLE[target].title} cannot hold."]
    )


@pytest.mark.parametrize("source", HOLD_IPTC)
def test_that_all_blocks_travel_from_each_format_to_every_other(tmp_path: Path, source: FileFormat) -> None:
    first, _ = written(tmp_path, source, EVERYTHING)
    metadata = read_photo(first).metadata
    seconds = [written(tmp_path / "then", target, metadata) for target in HOLD_IPTC]
    assert [notes for _, notes in seconds] == [[]] * len(HOLD_IPTC)
    tags = ("-EXIF:Model", "-IPTC:Caption-Abstract", "-IPTC:City", "-XMP:Rating", "-XMP:Long")
    seen = seen_by_exiftool((path for path, _ in seconds), *tags)
    assert seen.keys() == {path for path, _ in seconds}
    for path, found in seen.items():
        warnings = [str(found.pop(name)) for name in tuple(found) if name.endswith(("Warning", "Error"))]
        assert [warning for warning in warnings if "MakerNote" not in warning] == [], path.name
        assert found.pop("XMP:Long")
        assert found == {
            "EXIF:Model": "Model X",
            "IPTC:Caption-Abstract": "Caption",
            "IPTC:City": "Paris",
            "XMP:Rating": 4,
        }, path.name


@pytest.mark.parametrize("source", WRITTEN)
def test_that_exif_xmp_and_resolution_travel_from_each_format_to_every_other(
    tmp_path: Path, source: FileFormat
) -> None:
    first, _ = written(tmp_path, source, replace(EVERYTHING, icc=None))
    metadata = read_photo(first).metadata
    for target, facts in WRITABLE.items():
        if not is_installed(facts.extra):
            continue
        second, _ = written(tmp_path / "then", target, metadata)
        found = read_photo(second).metadata
        assert found.exif is not None and b"Model X" in found.exif and b"Ada\0" in found.exif, target
        assert found.xmp is not None and LONG in found.xmp, target
        assert found.dpi == pytest.approx((300, 300), abs=0.1), target


@pytest.mark.parametrize(
    ("group", "gone", "kept"),
    [
        (MetadataGroup.EXIF, {"EXIF:Model", "EXIF:GPSLatitudeRef"}, {"XMP:Rating"}),
        (MetadataGroup.XMP, {"XMP:Rating", "XMP:City"}, {"EXIF:Model"}),
        (MetadataGroup.IPTC, {"IPTC:City"}, {"XMP:City"}),
        (MetadataGroup.CAMERA, {"EXIF:Make", "EXIF:Model", "XMP:Model"}, {"EXIF:Artist", "XMP:City"}),
        (MetadataGroup.DATE, {"XMP:CreateDate", "IPTC:DateCreated"}, {"EXIF:Model", "XMP:Rating"}),
        (MetadataGroup.GPS, {"EXIF:GPSLatitudeRef", "XMP:GPSLatitude", "XMP:City", "IPTC:City"}, {"EXIF:ExposureTime"}),
    ],
)
def test_that_a_group_is_left_out_of_all_blocks(
    tmp_path: Path, group: MetadataGroup, gone: set[str], kept: set[str]
) -> None:
    paths = [written(tmp_path, target, EVERYTHING, left_out=(group,))[0] for target in ALL]
    seen = seen_by_exiftool(paths, "-EXIF:all", "-XMP:all", "-IPTC:all")
    assert seen.keys() == set(paths)
    for path, found in seen.items():
        assert not gone & set(found), path.name
        assert kept <= set(found), path.name


def test_that_what_was_left_out_is_wiped_and_not_only_hidden(tmp_path: Path) -> None:
    left_out = (MetadataGroup.GPS, MetadataGroup.CAMERA)
    for order in ("<", ">"):
        metadata = Metadata(exif=exif_block(thumbnail=True, order=order), xmp=LONG_XMP)
        path, notes = written(tmp_path, FileFormat.PNG, metadata, left_out=left_out)
        assert notes == []
        content = path.read_bytes()
        assert not [word for word in (b"Model X", b"Maker", b"note", b"Paris", b"48,51N") if word in content]
        exif = read_photo(path).metadata.exif
        assert exif is not None and b"Ada\0" in exif


def test_that_a_block_that_hides_what_shall_be_left_out_is_left_out_whole(tmp_path: Path) -> None:
    metadata = Metadata(exif=b"rubbish", xmp=b"<not xmp", iptc=b"rubbish")
    path, notes = written(tmp_path, FileFormat.PNG, metadata, left_out=(MetadataGroup.GPS,))
    assert len(notes) == 3
    assert read_photo(path).metadata == Metadata()


def test_that_a_hostile_packet_is_not_expanded(tmp_path: Path) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;">]>' + XMP
    _, notes = written(tmp_path, FileFormat.PNG, Metadata(xmp=bomb), left_out=(MetadataGroup.GPS,))
    assert notes == ["The photo was saved without its XMP data, which could not be embedded."]


def test_that_previews_of_the_old_picture_are_dropped(tmp_path: Path) -> None:
    preview = b"<xmp:Thumbnails>/9j/4AAQ</xmp:Thumbnails></rdf:Description>"
    packet = XMP.replace(b'Rating="4"/>', b'Rating="4">' + preview)
    path, notes = written(tmp_path, FileFormat.PNG, Metadata(xmp=packet))
    xmp = read_photo(path).metadata.xmp
    assert notes == [] and xmp is not None
    assert b"Thumbnails" not in xmp and b'Rating="4"' in xmp


def test_that_a_damaged_extension_costs_only_itself(tmp_path: Path) -> None:
    path, _ = written(tmp_path, FileFormat.JPEG, EVERYTHING)
    path.write_bytes(path.read_bytes().replace(b"y" * 100, b"z" * 100, 1))
    photo = read_photo(path)
    assert photo.notes == ("A part of the photo's XMP data is damaged and was left out.",)
    assert photo.metadata.xmp is not None and b'Rating="4"' in photo.metadata.xmp

"""One damaged block of metadata costs itself alone, never the picture or another block, and never without a word."""

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from enhancer_gui.core.image import Metadata
from enhancer_gui.core.recipe import FileFormat
from enhancer_gui.storage import embedding
from enhancer_gui.storage.format_table import WRITABLE, is_installed
from enhancer_gui.storage.photos import read_photo, read_size, suffix_of
from tests.storage.making import exif_block, profile, save, scene
from tests.storage.test_metadata_matrix import IPTC, RICH_XMP

FULL = Metadata(exif_block(), RICH_XMP, profile(), (300.0, 300.0), IPTC)
UNUSABLE_PROFILE = profile().replace(b"rXYZ", b"none")
ENCODED_BY_PILLOW = [
    (FileFormat.JPEG, "exif", "EXIF data"),
    (FileFormat.JPEG, "xmp", "XMP data"),
    (FileFormat.JPEG, "icc_profile", "colour profile"),
    (FileFormat.JPEG, "extra", "IPTC data"),
    (FileFormat.WEBP, "exif", "EXIF data"),
    (FileFormat.WEBP, "xmp", "XMP data"),
    (FileFormat.WEBP, "icc_profile", "colour profile"),
    (FileFormat.AVIF, "exif", "EXIF data"),
    (FileFormat.AVIF, "xmp", "XMP data"),
    (FileFormat.AVIF, "icc_profile", "colour profile"),
]


def written(folder: Path, target: FileFormat, metadata: Metadata) -> tuple[Path, list[str]]:
    path = folder / f"a{suffix_of(target)}"
    return path, save(path, scene(), overwrite=True, format=target, metadata=metadata)


@pytest.mark.parametrize(("target", "word", "title"), ENCODED_BY_PILLOW)
def test_that_an_encoder_that_refuses_one_block_gets_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, target: FileFormat, word: str, title: str
) -> None:
    metadata = FULL if target is FileFormat.JPEG else replace(FULL, iptc=None)
    whole = read_photo(written(tmp_path, target, metadata)[0]).metadata
    honest = Image.Image.save

    def picky(picture: Image.Image, *arguments: object, **options: object) -> None:
        if word in options:
            raise ValueError("no")
        honest(picture, *arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(Image.Image, "save", picky)
    path, notes = written(tmp_path, target, metadata)
    assert notes == [f"The photo was saved without its {title}, which could not be embedded."]
    attribute = {"icc_profile": "icc", "extra": "iptc"}.get(word, word)
    found = read_photo(path).metadata
    assert getattr(whole, attribute) is not None
    assert replace(found, dpi=None) == replace(whole, dpi=None, **{attribute: None})


def test_that_blocks_that_are_refused_only_together_are_left_out_together() -> None:
    def encode(words: embedding.Words) -> int:
        if len(words) > 1:
            raise ValueError("too much")
        return len(words)

    notes: list[str] = []
    assert embedding.encoded_with({"exif": b"a", "xmp": b"b"}, encode, encode, notes) == 0
    assert notes == ["The photo was saved without its metadata, which could not be embedded."]


def test_that_an_avif_whose_exif_data_is_damaged_opens_with_everything_else(tmp_path: Path) -> None:
    path, _ = written(tmp_path, FileFormat.AVIF, replace(FULL, iptc=None))
    whole = read_photo(path).metadata
    content = path.read_bytes()
    assert whole.exif is not None and content.count(whole.exif[:24]) == 1
    path.write_bytes(content.replace(whole.exif[:8], b"rubbish!", 1))
    assert read_size(path) == (40, 30)
    photo = read_photo(path)
    assert photo.notes == ("The photo's EXIF data is damaged and was left out.",)
    assert (photo.metadata.exif, photo.metadata.xmp, photo.metadata.icc) == (None, whole.xmp, whole.icc)


def test_that_the_maker_notes_of_a_camera_stay_where_they_point_in_an_avif(tmp_path: Path) -> None:
    path, notes = written(tmp_path, FileFormat.AVIF, Metadata(exif_block()))
    assert notes == []
    block, found = exif_block(), read_photo(path).metadata.exif
    assert found is not None
    place = block.index(b"note")
    assert found[place : place + 8] == block[place : place + 8]


def test_that_a_packed_block_of_a_jpeg_xl_that_cannot_be_unpacked_costs_itself_alone(tmp_path: Path) -> None:
    path, _ = written(tmp_path, FileFormat.JXL, Metadata(xmp=RICH_XMP))
    with path.open("ab") as file:
        body = b"brobExif" + b"\xff no brotli"
        file.write((len(body) + 4).to_bytes(4, "big") + body)
    photo = read_photo(path)
    assert photo.notes == ("The photo's EXIF data is damaged and was left out.",)
    assert photo.metadata.exif is None and photo.metadata.xmp is not None


def test_that_iptc_data_of_a_tiff_that_is_none_is_told(tmp_path: Path) -> None:
    path, _ = written(tmp_path, FileFormat.TIFF, replace(FULL, iptc=b"rubbish!"))
    photo = read_photo(path)
    assert photo.notes == ("The photo's IPTC data is damaged and was left out.",)
    assert photo.metadata.iptc is None and photo.metadata.icc == profile() and photo.metadata.exif is not None


def test_that_a_profile_of_a_jpeg_of_which_a_piece_is_missing_is_told(tmp_path: Path) -> None:
    path, _ = written(tmp_path, FileFormat.JPEG, FULL)
    content = path.read_bytes()
    assert content.count(b"ICC_PROFILE\0\1\1") == 1
    path.write_bytes(content.replace(b"ICC_PROFILE\0\1\1", b"ICC_PROFILE\0\1\2"))
    photo = read_photo(path)
    assert photo.notes == ("The photo's colour profile is damaged; sRGB is assumed.",)
    assert photo.metadata.icc is None and photo.metadata.iptc == IPTC and photo.metadata.exif is not None


def test_that_a_profile_that_no_colours_can_be_converted_from_does_not_stop_a_jpeg_xl(tmp_path: Path) -> None:
    path, notes = written(tmp_path, FileFormat.JXL, Metadata(exif_block(), RICH_XMP, UNUSABLE_PROFILE))
    assert notes == ["The photo's colour profile is damaged; sRGB is assumed."]
    found = read_photo(path).metadata
    assert found.exif is not None and found.xmp is not None


def test_that_a_damaged_orientation_in_xmp_turns_no_heic(tmp_path: Path) -> None:
    if not is_installed(WRITABLE[FileFormat.HEIC].extra):
        pytest.skip("The extra heif is not installed.")
    broken = RICH_XMP.replace(b'tiff:Orientation="6"', b'tiff:Orientation="6l')
    assert broken != RICH_XMP
    path, _ = written(tmp_path, FileFormat.HEIC, Metadata(exif_block(), broken))
    assert read_size(path) == (40, 30)

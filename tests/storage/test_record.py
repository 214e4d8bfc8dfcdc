"""A result says how it was made, and can be asked."""

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from enhancer_gui.core.errors import PhotoError, RecipeError
from enhancer_gui.core.image import Metadata
from enhancer_gui.core.models import Task
from enhancer_gui.core.recipe import ExportSpec, FileFormat, Finish, MetadataGroup, Recipe, Step
from enhancer_gui.core.sizes import SizeMode, SizeTarget
from enhancer_gui.storage.photos import read_photo, suffix_of
from enhancer_gui.storage.record import Record, SourceType, UsedModel, read_record, with_record
from enhancer_gui.storage.xmp import xmp_for_result
from tests.storage.making import XMP, save, scene
from tests.storage.test_metadata_matrix import LONG_XMP, WRITTEN, seen_by_exiftool

RECIPE = Recipe(
    "old-photo",
    "Alt & „neu“ <照片>",
    (Step(Task.RESTORE, "clean", 0.75), Step(Task.UPSCALE, denoise=0.5)),
    Finish(grain=0.25),
    ExportSpec(FileFormat.TIFF, SizeTarget(SizeMode.PAPER_CM, 20, 30, 240), left_out=(MetadataGroup.GPS,)),
)
RECORD = Record(
    RECIPE,
    (UsedModel("clean", "ab" * 32, 0.75), UsedModel("general", "cd" * 32, 1.0, 0.5)),
    "enhancer 1.2",
    1826,
    SourceType.ALTERED,
)


@pytest.mark.parametrize("target", WRITTEN)
@pytest.mark.parametrize("xmp", [None, LONG_XMP])
def test_that_a_record_comes_back_from_every_format(tmp_path: Path, target: FileFormat, xmp: bytes | None) -> None:
    path = tmp_path / f"a{suffix_of(target)}"
    assert save(path, scene(), format=target, metadata=Metadata(xmp=xmp), record=RECORD) == []
    assert read_record(path) == RECORD


def test_that_exiftool_reads_the_record_and_its_rewriting_keeps_it(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    save(path, scene(), metadata=Metadata(xmp=XMP), record=RECORD)
    found = seen_by_exiftool([path], "-struct", "-XMP:all")[path]
    assert found["XMP:Program"] == "enhancer 1.2"
    models = found["XMP:Models"]
    assert isinstance(models, list)
    assert [model["Sha256"] for model in models] == ["ab" * 32, "cd" * 32]
    assert found["XMP:DigitalSourceType"] == SourceType.ALTERED.value
    assert not [name for name in found if name.endswith(("Warning", "Error"))]
    exiftool = shutil.which("exiftool")
    assert exiftool is not None
    asked = [exiftool, "-q", "-XMP:Rating=2", "-overwrite_original", str(path)]
    subprocess.run(asked, check=True, timeout=60)
    assert read_record(path) == RECORD


def test_that_a_second_result_has_one_record_its_own() -> None:
    packet = with_record(with_record(XMP, RECORD), replace(RECORD, program="enhancer 2"))
    assert packet.count(b"<enhancer:Program>") == 1 and b"enhancer 2" in packet
    assert packet.count(b"DigitalSourceType=") == 1
    assert b'Rating="4"' in packet


@pytest.mark.parametrize(
    ("said", "ours", "written"),
    [
        ("trainedAlgorithmicMedia", SourceType.ALTERED, "trainedAlgorithmicMedia"),
        ("compositeWithTrainedAlgorithmicMedia", SourceType.ALTERED, "compositeWithTrainedAlgorithmicMedia"),
        ("digitalCapture", SourceType.ALTERED, "algorithmicallyEnhanced"),
        ("digitalCapture", SourceType.GENERATIVE, "compositeWithTrainedAlgorithmicMedia"),
        ("digitalCapture", None, "digitalCapture"),
    ],
)
def test_that_a_synthetic_origin_is_never_weakened(said: str, ours: SourceType | None, written: str) -> None:
    codes = "http://cv.iptc.org/newscodes/digitalsourcetype/"
    statement = f' xmlns:e="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" e:DigitalSourceType="{codes}{said}"/>'
    packet = with_record(XMP.replace(b"/>", statement.encode(), 1), replace(RECORD, source_type=ours))
    assert packet.count(codes.encode()) == 1
    assert f'"{codes}{written}"'.encode() in packet


def test_that_a_file_without_a_record_says_so(tmp_path: Path) -> None:
    save(tmp_path / "a.png", scene(), metadata=Metadata(xmp=XMP))
    with pytest.raises(RecipeError, match="does not say how it was made"):
        read_record(tmp_path / "a.png")
    with pytest.raises(PhotoError, match="does not exist"):
        read_record(tmp_path / "b.png")


@pytest.mark.parametrize("cut", [b"<enhancer:Program>", b"<enhancer:Id>", b"steps", b"<enhancer:Version>"])
def test_that_a_damaged_record_is_one_clear_sentence(tmp_path: Path, cut: bytes) -> None:
    packet = with_record(XMP, RECORD)
    (tmp_path / "a.xmp").write_bytes(packet.replace(cut, cut[:1] + b"x" + cut[2:]))
    with pytest.raises(RecipeError):
        read_record(tmp_path / "a.xmp")


def test_that_a_newer_record_is_not_guessed_at(tmp_path: Path) -> None:
    packet = with_record(None, RECORD).replace(b"Version>1<", b"Version>2<")
    (tmp_path / "a.xmp").write_bytes(packet)
    with pytest.raises(RecipeError, match="newer version"):
        read_record(tmp_path / "a.xmp")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16"])
def test_that_a_packet_in_utf_16_is_understood(encoding: str) -> None:
    packet = with_record(XMP.decode().encode(encoding), RECORD)
    assert b'Rating="4"' in packet and b"<enhancer:Program>" in packet
    turned = XMP.replace(b"xmp:Rating", b'tiff:Orientation="6" xmp:Rating').decode().encode(encoding)
    assert b'tiff:Orientation="1"' in xmp_for_result(turned, 1, 1)


def test_fault_27_damaged_xmp_costs_the_record_and_not_the_photo(tmp_path: Path) -> None:
    notes = save(tmp_path / "a.png", scene(), metadata=Metadata(xmp=b"<not xmp"), record=RECORD)
    assert notes == ["The file does not say how it was made: the photo's XMP data is damaged."]
    assert read_photo(tmp_path / "a.png").metadata.xmp == b"<not xmp"

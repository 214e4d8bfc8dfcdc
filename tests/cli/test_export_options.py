"""`enhancer run`: replaying a result, several formats, privacy, paper, names, and room on the disk."""

import shutil
from collections import namedtuple
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from enhancer_gui.cli import environment
from enhancer_gui.core.recipe import MetadataGroup
from enhancer_gui.storage.catalogue import Catalogue
from enhancer_gui.storage.photos import read_photo
from enhancer_gui.storage.record import read_record
from tests.cli.conftest import CARDS, Enhancer, make_photo
from tests.storage.making import exif_block

Usage = namedtuple("Usage", "total used free")


def with_exif(path: Path) -> Path:
    make_photo(path)
    with Image.open(path) as photo:
        photo.load()
    photo.save(path, exif=exif_block())
    return path


def test_that_what_was_done_to_a_result_is_done_to_another_photo(enhancer: Enhancer, tmp_path: Path) -> None:
    first, second = make_photo(tmp_path / "a.png"), make_photo(tmp_path / "b.png")
    done = ("--task", "deblur", "--model", "upscale-x4", "--task", "upscale", "--strength", "0.25", "--scale", "3")
    assert enhancer("run", first, "-o", tmp_path / "a-out.tif", *done).exit_code == 0
    result = enhancer("run", second, "--replay", tmp_path / "a-out.tif", "-o", tmp_path / "b-out.png")
    assert result.exit_code == 0, result.output
    again, made = read_record(tmp_path / "b-out.png"), read_record(tmp_path / "a-out.tif")
    assert (again.recipe.steps, again.recipe.finish, again.models) == (
        made.recipe.steps,
        made.recipe.finish,
        made.models,
    )
    assert read_photo(tmp_path / "b-out.png").width == 120


def test_that_other_weights_than_those_of_the_result_are_told(
    enhancer: Enhancer, photo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out.png"
    enhancer("run", photo, "-o", out, "--model", "upscale-x2")
    cards = {**CARDS, "upscale-x2": replace(CARDS["upscale-x2"], sha256="f" * 64)}
    monkeypatch.setattr(environment, "catalogue", lambda: Catalogue(cards))
    result = enhancer("run", photo, "--replay", out)
    assert result.exit_code == 0, result.output
    assert "upscale-x2” is not the one that made out.png" in " ".join(result.output.split())


@pytest.mark.parametrize("options", [(), ("--preset", "enlarge-2x")])
def test_that_only_a_result_can_be_replayed(enhancer: Enhancer, photo: Path, options: tuple[str, ...]) -> None:
    result = enhancer("run", photo, "--replay", photo, *options)
    assert result.exit_code == 2
    assert "does not say how it was made" in " ".join(result.output.split())


def test_that_a_format_named_twice_is_two_files(enhancer: Enhancer, photo: Path, tmp_path: Path) -> None:
    result = enhancer("run", photo, "-o", tmp_path / "out", "--format", "jpeg", "--format", "tiff")
    assert result.exit_code == 0, result.output
    assert sorted(path.suffix for path in (tmp_path / "out").iterdir()) == [".jpg", ".tif"]


def test_that_privacy_is_a_matter_of_switches(enhancer: Enhancer, tmp_path: Path) -> None:
    photo, out = with_exif(tmp_path / "a.png"), tmp_path / "out.png"
    assert (
        enhancer("run", photo, "-o", out, "--leave-out", "gps", "--leave-out", "camera", "--no-record").exit_code == 0
    )
    metadata = read_photo(out).metadata
    assert metadata.xmp is None
    assert metadata.exif is not None and b"Ada" in metadata.exif and b"Model X" not in metadata.exif
    enhancer("run", photo, "-o", tmp_path / "b.png", "--leave-out", "gps")
    assert read_record(tmp_path / "b.png").recipe.export.left_out == (MetadataGroup.GPS,)


def test_that_paper_gives_pixels_and_resolution(enhancer: Enhancer, photo: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jpg"
    options = ("--paper", "1x2in", "--dpi", "60", "--sharpen-for", "print")
    assert enhancer("run", photo, "-o", out, *options).exit_code == 0
    with Image.open(out) as result:
        assert result.size == (80, 60)
        assert result.info["dpi"] == (60, 60)


def test_that_a_run_counts_its_photos(enhancer: Enhancer, tmp_path: Path) -> None:
    for name in ("b.png", "a.png"):
        make_photo(tmp_path / "in" / name)
    enhancer("run", tmp_path / "in", "-o", tmp_path / "out", "--name-pattern", "{counter}-{name}-{ext}")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["001-a-png.png", "002-b-png.png"]


def test_fault_01_a_run_for_which_the_disk_is_too_small_does_not_begin(
    enhancer: Enhancer, photo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(0, 0, 1000))
    result = enhancer("run", photo, "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert "not enough room" in result.output and "another folder" in " ".join(result.output.split())
    assert not (tmp_path / "out").exists()


def test_that_signing_needs_both_files_and_all_metadata(enhancer: Enhancer, photo: Path, tmp_path: Path) -> None:
    certificates, key = tmp_path / "chain.pem", tmp_path / "key.pem"
    asked = ("run", photo, "-o", tmp_path / "out", "--sign", certificates)
    for options, words in (
        ((), "belong together"),
        (("--sign-key", key, "--leave-out", "gps"), "cannot leave metadata"),
    ):
        result = enhancer(*asked, *options)
        assert result.exit_code == 2
        assert words in " ".join(result.output.replace("│", " ").split())
    assert not (tmp_path / "out").exists()


def test_that_a_run_signs_what_it_writes(enhancer: Enhancer, photo: Path, tmp_path: Path) -> None:
    c2pa = pytest.importorskip("c2pa", reason="The extra c2pa is not installed.")
    from tests.storage.test_credentials import Office

    signer, out = Office(tmp_path).signer(), tmp_path / "out.png"
    result = enhancer("run", photo, "-o", out, "--sign", signer.certificates, "--sign-key", signer.key)
    assert result.exit_code == 0, result.output
    assert '"photo.png"' in c2pa.Reader(out).json()
    assert read_record(out).program

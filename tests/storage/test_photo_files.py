import os
from pathlib import Path

import pytest

from enhancer_gui.storage.hashing import hash_file
from enhancer_gui.storage.photos import find_photos, is_photo_name, is_same_file, list_photos
from tests.plugins.surroundings import CloseFolders
from tests.storage.making import png_bytes


def test_that_photos_are_known_by_their_suffix() -> None:
    assert all(is_photo_name(Path(name)) for name in ("a.JPG", "b.jpeg", "c.tif", "d.TIFF", "e.webp", "f.bmp", "g.png"))
    assert all(is_photo_name(Path(name)) for name in ("a.HEIC", "b.jxl", "c.nef", "d.psd", "e.avif", "f.jp2", "g.gif"))
    assert not any(is_photo_name(Path(name)) for name in ("a.txt", "jpg", ".jpg", "a.jpg.part", "a.mp4"))


def test_that_folders_are_searched_and_each_photo_is_listed_once(tmp_path: Path) -> None:
    names = ["b.jpg", "A.png", "sub/c.tif", "sub/deep/d.webp", ".hidden.jpg", ".git/e.jpg", "f.txt", "g.jpg.part"]
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    found = list_photos([tmp_path])
    assert [path.relative_to(tmp_path).as_posix() for path in found] == [
        "A.png",
        "b.jpg",
        "sub/c.tif",
        "sub/deep/d.webp",
    ]
    assert list_photos([tmp_path / "b.jpg", tmp_path, tmp_path / "sub"])[0] == tmp_path / "b.jpg"
    assert len(list_photos([tmp_path / "b.jpg", tmp_path, tmp_path / "sub", tmp_path / "." / "b.jpg"])) == 4
    odd = [tmp_path / "f.txt", tmp_path / "missing.jpg"]
    assert list_photos(odd) == odd, "what is named itself is kept: its reader says what is wrong"


def test_that_folders_that_cannot_be_read_are_told(tmp_path: Path, closed_folders: CloseFolders) -> None:
    for name in ("a.jpg", "one/b.jpg", "two/c.jpg", "two/deep/d.jpg"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert find_photos([tmp_path]).notes == ()
    closed_folders("one")
    found = find_photos([tmp_path, tmp_path / "two"])
    assert [photo.name for photo in found.photos] == ["a.jpg", "c.jpg", "d.jpg"]
    assert found.unread == (tmp_path / "one",)
    assert found.notes == ("The folder “one” cannot be read; what is in it is left out.",)
    closed_folders("one", "two")
    told = "2 folders cannot be read, “one” among them; what is in them is left out."
    assert find_photos([tmp_path, tmp_path / "two"]).notes == (told,)


@pytest.mark.skipif(os.name == "nt", reason="Links need rights on Windows.")
def test_that_a_loop_of_links_ends(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").touch()
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "again.jpg").symlink_to(tmp_path / "a.jpg")
    assert list_photos([tmp_path]) == [tmp_path / "a.jpg"]


@pytest.mark.skipif(os.name == "nt", reason="Links need rights on Windows.")
def test_fault_04_the_same_file_is_known_through_links_and_spellings(tmp_path: Path) -> None:
    photo = tmp_path / "a.png"
    photo.write_bytes(png_bytes())
    (tmp_path / "soft.png").symlink_to(photo)
    (tmp_path / "hard.png").hardlink_to(photo)
    (tmp_path / "sub").mkdir()
    for other in ("a.png", "soft.png", "hard.png", "sub/../a.png"):
        assert is_same_file(photo, tmp_path / other), other
    (tmp_path / "copy.png").write_bytes(png_bytes())
    assert not is_same_file(photo, tmp_path / "copy.png")
    assert not is_same_file(photo, tmp_path / "missing.png")
    assert is_same_file(tmp_path / "missing.png", tmp_path / "sub" / ".." / "missing.png")


def test_fault_04_a_file_system_without_case_has_one_file_under_both_spellings(tmp_path: Path) -> None:
    photo = tmp_path / "a.png"
    photo.write_bytes(png_bytes())
    has_case = not (tmp_path / "A.PNG").exists()
    assert is_same_file(photo, tmp_path / "A.PNG") is not has_case


def test_that_the_hash_is_of_the_content(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"abc")
    assert hash_file(tmp_path / "a") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

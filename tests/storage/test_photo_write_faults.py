import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from enhancer_gui.core.cancel import JobControl
from enhancer_gui.core.errors import PhotoError
from enhancer_gui.core.recipe import FileFormat
from enhancer_gui.storage import photo_write
from enhancer_gui.storage.photo_write import encoder_of
from enhancer_gui.storage.photos import (
    PhotoHeader,
    check_folder,
    read_photo,
    suffix_of,
    write_photo,
)
from tests.fakes import HANG_LIMIT_S
from tests.storage.making import (
    ALL,
    bands,
    header_for,
    leftovers,
    save,
    scene,
)

ROOT = Path(__file__).resolve().parents[2]
FULL_DISK = """
import resource, sys
from pathlib import Path
import numpy as np
from enhancer_gui.core.cancel import JobControl
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
        timeout=HANG_LIMIT_S,
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
    honest = encoder_of(target, JobControl())

    def lying(part: Path, header: PhotoHeader, rows: Iterator[NDArray[np.generic]]) -> list[str]:
        if lie == "another size":
            header, rows = header_for(samples[:-1], target), iter([samples[:-1]])
        notes = honest(part, header, rows)
        size = part.stat().st_size
        kept = {"half": size // 2, "last kilobyte": size - 1024, "nothing": 0}.get(lie, size)
        os.truncate(part, kept)
        return notes

    monkeypatch.setattr(photo_write, "encoder_of", lambda *_: lying)
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


def test_that_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(PhotoError, match="“deep” is no folder") as caught:
        check_folder(tmp_path / "file" / "deep")
    assert caught.value.remedy


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


def test_fault_03_temporary_files_that_a_killed_process_left_are_swept_by_the_next_save(tmp_path: Path) -> None:
    stale, fresh = tmp_path / ".a.png.0123456789ab.part", tmp_path / ".b.png.ba9876543210.part"
    for part in (stale, fresh):
        part.touch()
    os.utime(stale, (0, 0))
    save(tmp_path / "a.png", scene())
    assert leftovers(tmp_path) == [fresh.name, "a.png"]

import errno
import os
import stat
import time
from pathlib import Path

import pytest

from enhancer_gui.core.recipe import FileFormat
from enhancer_gui.storage.atomic import TargetBusyError, atomic_path, sweep_parts, write_text_atomic
from enhancer_gui.storage.photos import suffix_of
from tests.storage.conftest import Forkserver
from tests.storage.kill_saving import kill_saving
from tests.storage.making import leftovers


def test_that_a_finished_block_becomes_the_target(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    with atomic_path(target) as part:
        part.write_text("new")
        assert part.parent == tmp_path
        assert part.name.startswith(".a.txt.")
        assert part.suffix == ".part"
        assert not target.exists()
    assert target.read_text() == "new"
    assert leftovers(tmp_path) == ["a.txt"]


def test_that_a_block_that_raises_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    target.write_text("old")

    def interrupted() -> None:
        with atomic_path(target) as part:
            part.write_text("half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert target.read_text() == "old"
    assert leftovers(tmp_path) == ["a.txt"]


def test_that_without_overwrite_a_file_that_appears_meanwhile_stays(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"

    def overtaken() -> None:
        with atomic_path(target, overwrite=False) as part:
            part.write_text("mine")
            target.write_text("theirs")

    with pytest.raises(FileExistsError):
        overtaken()
    assert target.read_text() == "theirs"
    assert leftovers(tmp_path) == ["a.txt"]


@pytest.mark.skipif(os.name == "nt", reason="Windows renames without hard links.")
@pytest.mark.parametrize("exists", [False, True])
def test_that_a_file_system_without_hard_links_works_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exists: bool
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    target = tmp_path / "a.txt"
    if exists:
        target.write_text("old")
        with pytest.raises(FileExistsError), atomic_path(target, overwrite=False) as part:
            part.write_text("new")
        assert target.read_text() == "old"
    else:
        with atomic_path(target, overwrite=False) as part:
            part.write_text("new")
        assert target.read_text() == "new"
    assert leftovers(tmp_path) == ["a.txt"]


@pytest.mark.skipif(os.name == "nt", reason="Windows renames without hard links.")
def test_that_a_name_reserved_for_a_file_that_never_came_is_given_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EOPNOTSUPP, "Operation not supported")

    monkeypatch.setattr(os, "link", refuse)
    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(OSError, match="not supported"), atomic_path(tmp_path / "a.txt", overwrite=False) as part:
        part.write_text("new")
    assert leftovers(tmp_path) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows has no umask.")
def test_that_the_new_file_has_the_rights_any_new_file_has(tmp_path: Path) -> None:
    (tmp_path / "plain").touch()
    write_text_atomic(tmp_path / "ours", "x")
    assert stat.S_IMODE((tmp_path / "ours").stat().st_mode) == stat.S_IMODE((tmp_path / "plain").stat().st_mode)


def test_that_the_longest_name_works(tmp_path: Path) -> None:
    target = tmp_path / ("写" * 85)
    write_text_atomic(target, "x")
    assert target.read_text() == "x"


def test_that_only_old_parts_of_ours_are_swept(tmp_path: Path) -> None:
    ours, young, foreign = ".a.png.0123456789ab.part", ".b.png.0123456789ab.part", "download.part"
    for name in (ours, young, foreign):
        (tmp_path / name).touch()
    for name in (ours, foreign):
        os.utime(tmp_path / name, (0, 0))
    assert [path.name for path in sweep_parts(tmp_path)] == [ours]
    assert leftovers(tmp_path) == sorted([young, foreign])
    assert sweep_parts(tmp_path / "missing") == []


@pytest.mark.parametrize("target_format", [FileFormat.PNG, FileFormat.TIFF])
def test_fault_03_a_killed_save_leaves_the_old_or_the_new_photo(
    tmp_path: Path, forkserver: Forkserver, target_format: FileFormat
) -> None:
    findings = kill_saving(tmp_path, times=8, seed=3, target_format=target_format, context=forkserver)
    assert findings.is_clean, findings
    assert leftovers(tmp_path) == [f"a{suffix_of(target_format)}"]


@pytest.mark.slow
def test_fault_03_two_hundred_killed_saves_leave_the_old_or_the_new_photo(
    tmp_path: Path, forkserver: Forkserver
) -> None:
    findings = kill_saving(tmp_path, times=200, seed=4, context=forkserver)
    assert findings.is_clean, findings
    assert findings.left_parts > 10, "few kills fell into a save: the test showed little"


class Sharing:
    """Stands in for `os.replace` on Windows while a virus scanner holds the file."""

    def __init__(self, winerror: int, times: int) -> None:
        self.left, self.calls, self.winerror = times, 0, winerror
        self.real = os.replace

    def __call__(self, source: Path, target: Path) -> None:
        self.calls += 1
        if self.left:
            self.left -= 1
            error = PermissionError(13, "Access is denied")
            error.winerror = self.winerror  # type: ignore[attr-defined,unused-ignore]
            raise error
        self.real(source, target)


@pytest.mark.parametrize("winerror", [5, 32])
def test_fault_08_a_file_that_is_locked_for_a_moment_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, winerror: int
) -> None:
    replace = Sharing(winerror, times=3)
    waits: list[float] = []
    monkeypatch.setattr(os, "replace", replace)
    monkeypatch.setattr(time, "sleep", waits.append)
    write_text_atomic(tmp_path / "a.txt", "new")
    assert (tmp_path / "a.txt").read_text() == "new"
    assert (replace.calls, len(waits)) == (4, 3)


def test_fault_08_a_file_that_stays_locked_keeps_the_result_and_says_where(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a.txt"
    target.write_text("old")
    waits: list[float] = []
    monkeypatch.setattr(os, "replace", Sharing(32, times=1000))
    monkeypatch.setattr(time, "sleep", waits.append)
    with pytest.raises(TargetBusyError) as caught, atomic_path(target) as part:
        part.write_text("new")
    assert target.read_text() == "old"
    assert caught.value.kept.read_text() == "new"
    assert str(caught.value.kept) in str(caught.value)
    assert sum(waits) < 5


def test_that_any_other_refusal_is_passed_on_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replace = Sharing(0, times=1)
    monkeypatch.setattr(os, "replace", replace)
    with pytest.raises(PermissionError):
        write_text_atomic(tmp_path / "a.txt", "new")
    assert replace.calls == 1
    assert leftovers(tmp_path) == []

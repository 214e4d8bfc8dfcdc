"""A folder that one process has to itself."""

import subprocess
import sys
from pathlib import Path

import pytest

from enhancer_gui.core.errors import StoreError
from enhancer_gui.storage.folder_lock import FolderLock

HOLDER = """
import sys
from pathlib import Path
from enhancer_gui.storage.folder_lock import FolderLock
held = FolderLock(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


def test_that_a_folder_is_had_by_one_and_then_by_the_next(tmp_path: Path) -> None:
    first = FolderLock(tmp_path / "data")
    with pytest.raises(StoreError, match="in use by another server"):
        FolderLock(tmp_path / "data")
    first.release()
    FolderLock(tmp_path / "data").release()


def test_that_a_killed_process_gives_its_folder_back(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLDER, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None and holder.stdout.readline() == b"held\n"
        with pytest.raises(StoreError, match="in use by another server"):
            FolderLock(tmp_path)
        holder.kill()
    FolderLock(tmp_path).release()


def test_that_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be used"):
        FolderLock(tmp_path / "file")

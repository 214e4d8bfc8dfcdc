"""The hash of a file's content, and that a large file does not hold up a cancel."""

import hashlib
from pathlib import Path

import pytest

from enhancer_gui.core.cancel import Cancelled, JobControl
from enhancer_gui.storage import hashing
from enhancer_gui.storage.hashing import hash_file


@pytest.mark.parametrize("size", [0, 1, 2**20, 2**20 + 1, 3 * 2**20])
def test_that_a_file_is_hashed_whatever_its_size(tmp_path: Path, size: int) -> None:
    content = bytes(range(251)) * (size // 251 + 1)
    (tmp_path / "a").write_bytes(content[:size])
    assert hash_file(tmp_path / "a", JobControl()) == hashlib.sha256(content[:size]).hexdigest()


def test_that_hashing_stops_in_the_middle_of_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_bytes(bytes(40))
    monkeypatch.setattr(hashing, "_PIECE_BYTES", 10)
    looks: list[int] = []

    class StopsLater(JobControl):
        def checkpoint(self) -> None:
            looks.append(1)
            if len(looks) == 2:
                self.cancel()
            super().checkpoint()

    with pytest.raises(Cancelled):
        hash_file(tmp_path / "a", StopsLater())
    assert len(looks) == 2

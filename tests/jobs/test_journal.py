"""The journal: a line is on the disk or it is not, and half a line does no harm."""

import errno
import os
from pathlib import Path

import pytest

from enhancer_gui.core.errors import StoreError
from enhancer_gui.jobs.journal import Journal, read_journal, rewrite_journal


def test_that_records_come_back_in_order_and_are_flushed_one_by_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flushed: list[int] = []
    monkeypatch.setattr(os, "fsync", flushed.append)
    path = tmp_path / "deep" / "j.jsonl"
    journal = Journal(path)
    for number in range(3):
        journal.append({"number": number})
        assert len(flushed) == number + 1
        assert read_journal(path)[-1] == {"number": number}
    journal.close()


def test_fault_34_that_half_a_line_is_cut_off_wherever_it_breaks(tmp_path: Path) -> None:
    whole = b'{"a": 1}\n{"b": "\xc3\xa9"}\n'
    for length in range(len(whole) + 1):
        path = tmp_path / f"{length}.jsonl"
        path.write_bytes(whole[:length])
        journal = Journal(path)
        journal.append({"c": 3})
        journal.close()
        complete = whole[:length].count(b"\n")
        assert read_journal(path) == [*[{"a": 1}, {"b": "é"}][:complete], {"c": 3}]


def test_fault_01_that_a_record_the_disk_refuses_leaves_nothing_for_the_next_to_stumble_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_file: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    journal = Journal(tmp_path / "j.jsonl")
    journal.append({"number": 1})
    with monkeypatch.context() as disk:
        disk.setattr(os, "fsync", full)
        with pytest.raises(StoreError, match="No space left"):
            journal.append({"number": 2})
    assert (tmp_path / "j.jsonl").read_bytes() == b'{"number": 1}\n'
    journal.append({"number": 3})
    journal.close()
    assert read_journal(journal.path) == [{"number": 1}, {"number": 3}]


def test_that_a_missing_journal_is_empty_and_a_damaged_line_is_left_out(tmp_path: Path) -> None:
    assert read_journal(tmp_path / "none") == []
    path = tmp_path / "j.jsonl"
    path.write_bytes(b'\x00\xff\n[1]\n{"a": 1}\n')
    assert read_journal(path) == [{"a": 1}]
    rewrite_journal(path, [{"b": 2}])
    assert read_journal(path) == [{"b": 2}]


def test_that_a_disk_that_refuses_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StoreError, match=r"The journal .* cannot be used"):
        Journal(tmp_path / "file" / "j.jsonl")
    with pytest.raises(StoreError, match="cannot be used"):
        read_journal(tmp_path)

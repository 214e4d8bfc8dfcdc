"""A report for others: the end of the log, with no name of a file or folder unless that is agreed to."""

from pathlib import Path

import pytest

from enhancer_gui.storage.log_report import LOG_FILE, MOST_BYTES, read_log, without_paths


@pytest.mark.parametrize(
    "line",
    [
        "preset /home/ann/My Photos/secret wedding.toml cannot be used: bad",
        "OSError: [Errno 28] No space left on device: '/mnt/secret disk/out.png'",
        r"opened D:\Secret\customer.cr2 and went on",
        r"StoreError('x', detail='C:\\Users\\Secret Ann\\a b.jpg')",
        r"\\secret-nas\photos\x.tif: gone",
        "“Secret Wedding.jpg” is not a photo that can be read.",
        "SECRET_1234.JPG: the device is gone",
        "detail=PosixPath('/srv/secret')",
        "~/secret/pictures: not writable",
    ],
)
def test_that_no_name_of_a_file_or_folder_is_left(line: str) -> None:
    assert "secret" not in without_paths(line).lower()


@pytest.mark.parametrize(
    "line",
    [
        "2026-11-21 03:00:01,123 INFO MainThread enhancer_gui.jobs.runner: 3/4 tiles at 1.5 MP/s, tile 256 px",
        "enhancer_gui.core.errors.OutOfMemory: 4 GB needed and 1.1 GB free",
        "x = a / b",
    ],
)
def test_that_what_a_report_is_for_stays(line: str) -> None:
    assert without_paths(line) == line


def test_that_a_traceback_keeps_file_and_line_of_the_program() -> None:
    line = '  File "/home/ann/lib/enhancer_gui/jobs/runner.py", line 92, in stream'
    assert without_paths(line) == '  File "runner.py", line 92, in stream'


def test_that_the_end_of_a_long_log_is_read_from_a_line_s_start(tmp_path: Path) -> None:
    lines = [f"line {number}" for number in range(60_000)]
    (tmp_path / LOG_FILE).write_text("\n".join(lines), encoding="utf-8")
    text = read_log(tmp_path)
    assert len(text) <= MOST_BYTES
    assert text.split("\n")[0] in lines
    assert text.endswith(lines[-1])


def test_that_a_missing_log_is_an_empty_one(tmp_path: Path) -> None:
    assert read_log(tmp_path) == ""

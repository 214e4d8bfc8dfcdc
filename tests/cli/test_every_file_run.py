"""`enhancer run` on every odd, broken and hostile file of the shared material: a picture or one clear sentence.

What is read is written, what is refused leaves nothing: the reviewed snapshot of the reader (tests/storage) holds here.
"""

import sys
from pathlib import Path

import pytest

from tests.cli.run_every_file import REFUSED, WRITTEN, Result
from tests.storage import every_file
from tests.storage.every_file import FORMATS, READ, snapshot, told_by_child

EVERY = 32
"""The default suite takes every thirty-second file of a folder; the walk over all takes minutes."""
LIMIT_S = 30
"""Of processor time for one file: reading, tiles and writing."""
MEMORY_BYTES = 8 * 2**30
"""Of addresses, of which torch's own code and threads take several."""

only_linux = pytest.mark.skipif(sys.platform != "linux", reason="Only Linux limits a process's addresses.")


def run(files: list[Path], folder: Path, timeout_s: float) -> list[Result]:
    """Return what became of each file in a child with limits; fails where the child died."""
    limits = (str(LIMIT_S), str(MEMORY_BYTES), str(folder))
    return told_by_child(("-m", "tests.cli.run_every_file", *limits), files, timeout_s, Result)


def surprises(results: list[Result]) -> list[str]:
    """Return in words each result that is another than the reader's snapshot promises."""
    reviewed = snapshot()
    found = []
    for result in results:
        name = Path(result.file).relative_to(FORMATS).as_posix()
        expected = WRITTEN if reviewed[name][1] == READ else REFUSED
        missing_library = "a library that is not installed" in result.words
        if result.outcome != expected and not (missing_library and result.outcome == REFUSED):
            found.append(f"{name}: {result.outcome} instead of {expected}. {result.words}")
    return found


def files_of(shared: Path) -> list[Path]:
    folder = shared / "data" / "formats"
    if not folder.is_dir():
        pytest.skip(f"{folder} does not exist.")
    return every_file.formats()


@only_linux
def test_fault_15_a_sample_of_odd_and_broken_files_is_written_or_refused(shared: Path, tmp_path: Path) -> None:
    files = files_of(shared)[::EVERY]
    results = run(files, tmp_path / "out", timeout_s=300)
    assert len(results) == len(files) > 25
    assert surprises(results) == []
    assert {result.outcome for result in results} == {WRITTEN, REFUSED}


@pytest.mark.slow
@only_linux
def test_fault_15_every_odd_and_broken_file_is_written_or_refused(shared: Path, tmp_path: Path) -> None:
    files = files_of(shared)
    results = run(files, tmp_path / "out", timeout_s=3000)
    assert len(results) == len(files)
    assert surprises(results) == []

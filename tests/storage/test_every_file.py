"""Every odd, broken and hostile file of the shared material: a photo or one clear sentence, soon, in little memory."""

import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.storage import every_file
from tests.storage.every_file import READ, REFUSED, Outcome, changes, snapshot, walked

EVERY = 6
"""The default suite takes every sixth file of a folder, and all that were made for it."""


def formats(shared: Path) -> list[Path]:
    folder = shared / "data" / "formats"
    if not folder.is_dir():
        pytest.skip(f"{folder} does not exist.")
    assert folder == every_file.FORMATS
    return every_file.formats()


def check(outcomes: list[Outcome], files: list[Path]) -> Counter[str]:
    assert len(outcomes) == len(files)
    odd = [each for each in outcomes if each.outcome not in (READ, REFUSED) or each.warnings]
    assert odd == []
    assert changes(outcomes) == []
    return Counter(each.outcome for each in outcomes)


@pytest.mark.skipif(sys.platform != "linux", reason="Only Linux limits a process's addresses.")
def test_fault_15_a_sample_of_odd_and_broken_files_is_read_or_refused(shared: Path) -> None:
    files = [
        path for index, path in enumerate(formats(shared)) if index % EVERY == 0 or path.parent.name == "made_here"
    ]
    counts = check(walked(files, timeout_s=300), files)
    assert min(counts[READ], counts[REFUSED]) > 50, counts


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="Only Linux limits a process's addresses.")
def test_fault_15_every_odd_and_broken_file_is_read_or_refused(shared: Path) -> None:
    files = formats(shared)
    counts = check(walked(files, timeout_s=1200), files)
    assert counts[READ] > 700, counts
    assert snapshot().keys() == {path.relative_to(every_file.FORMATS).as_posix() for path in files}


@pytest.mark.skipif(sys.platform != "linux", reason="Only Linux limits a process's addresses.")
@pytest.mark.slow
def test_fault_12_bombs_are_refused_or_read_in_little_memory(shared: Path) -> None:
    files = sorted((shared / "data" / "formats" / "made_here").glob("bomb_*"))
    outcomes = {Path(each.file).name: each.outcome for each in walked(files, timeout_s=600)}
    assert outcomes == {
        "bomb_20000x20000_grey8.png": READ,  # 400 megapixels are below the limit of 1,100
        "bomb_30000x30000_1bit.png": READ,
        "bomb_header_only_2e9x1.png": REFUSED,
    }


def test_that_every_valid_file_of_pngsuite_is_read(shared: Path) -> None:
    from enhancer_gui.core.errors import PhotoError
    from enhancer_gui.storage.photos import read_photo

    folder = shared / "data" / "formats" / "pngsuite"
    if not folder.is_dir():
        pytest.skip(f"{folder} does not exist.")
    files = sorted(folder.glob("*.png"))
    assert len(files) > 100
    for path in files:
        if path.name.startswith("x"):  # the suite's own mark of a broken file
            with pytest.raises(PhotoError):
                read_photo(path)
        else:
            sixteen = path.stem.endswith("16")
            assert read_photo(path).samples.dtype == ("uint16" if sixteen else "uint8"), path.name

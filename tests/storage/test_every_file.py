"""Every odd, broken and hostile file of the shared material: a photo or one clear sentence, soon, in little memory."""

import json
import os
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LIMIT_S = 20
"""Of processor time for one file; the slowest honest one needs 3 s."""
MEMORY_BYTES = 4 * 2**30
"""Of addresses, code and thread stacks included: a decoder that believes a bomb's header is refused by the system."""
EVERY = 6
"""The default suite takes every sixth file of a folder, and all that were made for it."""

CHILD = """
import json, resource, signal, sys, time, warnings
from pathlib import Path
from enhancer_gui.core.errors import PhotoError
from enhancer_gui.storage.photos import read_photo, read_size

limit_s, memory = int(sys.argv[1]), int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_AS, (memory, memory))

def outcome(path):
    try:
        photo = read_photo(path)
    except PhotoError as error:
        return "refused" if error.remedy and error.message.endswith(".") else f"no remedy: {error}"
    return "read" if read_size(path) == (photo.width, photo.height) else "another size"

for name in sys.stdin.read().split("\\0"):
    print(json.dumps({"began": name}), flush=True)
    spent = resource.getrusage(resource.RUSAGE_SELF)
    ceiling = int(spent.ru_utime + spent.ru_stime) + limit_s
    resource.setrlimit(resource.RLIMIT_CPU, (ceiling, resource.RLIM_INFINITY))
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        found = outcome(Path(name))
    print(json.dumps({"file": name, "outcome": found, "warnings": len(caught)}), flush=True)
"""


@dataclass(frozen=True)
class Outcome:
    file: str
    outcome: str
    warnings: int


def walked(files: list[Path], timeout_s: float) -> list[Outcome]:
    """Return what became of each file in a child with limits; fails where the child died."""
    arguments = [str(LIMIT_S), str(MEMORY_BYTES)]
    done = subprocess.run(
        [sys.executable, "-c", CHILD, *arguments],
        cwd=ROOT,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
        check=False,
        input="\0".join(map(str, files)),
        capture_output=True,
        text=True,
        timeout=timeout_s,
    )
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0, f"the child died of {done.returncode} after {lines[-1:]}: {done.stderr[-500:]}"
    return [Outcome(**line) for line in lines if "file" in line]


def formats(shared: Path) -> list[Path]:
    folder = shared / "data" / "formats"
    if not folder.is_dir():
        pytest.skip(f"{folder} does not exist.")
    return [path for path in sorted(folder.rglob("*")) if path.is_file() and not path.name.startswith("bomb_")]


def check(outcomes: list[Outcome], files: list[Path]) -> Counter[str]:
    assert len(outcomes) == len(files)
    odd = [each for each in outcomes if each.outcome not in ("read", "refused") or each.warnings]
    assert odd == []
    return Counter(each.outcome for each in outcomes)


@pytest.mark.skipif(sys.platform != "linux", reason="Only Linux limits a process's addresses.")
def test_fault_15_a_sample_of_odd_and_broken_files_is_read_or_refused(shared: Path) -> None:
    files = [
        path for index, path in enumerate(formats(shared)) if index % EVERY == 0 or path.parent.name == "made_here"
    ]
    counts = check(walked(files, timeout_s=300), files)
    assert min(counts["read"], counts["refused"]) > 50, counts


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="Only Linux limits a process's addresses.")
def test_fault_15_every_odd_and_broken_file_is_read_or_refused(shared: Path) -> None:
    files = formats(shared)
    counts = check(walked(files, timeout_s=1200), files)
    assert counts["read"] > 700, counts


@pytest.mark.skipif(sys.platform != "linux", reason="Only Linux limits a process's addresses.")
@pytest.mark.slow
def test_fault_12_bombs_are_refused_or_read_in_little_memory(shared: Path) -> None:
    files = sorted((shared / "data" / "formats" / "made_here").glob("bomb_*"))
    outcomes = {Path(each.file).name: each.outcome for each in walked(files, timeout_s=600)}
    assert outcomes == {
        "bomb_20000x20000_grey8.png": "read",  # 400 megapixels are below the limit of 1,100
        "bomb_30000x30000_1bit.png": "read",
        "bomb_header_only_2e9x1.png": "refused",
    }


def test_that_every_valid_file_of_pngsuite_is_read(shared: Path) -> None:
    from enhancer_gui.core.errors import PhotoError
    from enhancer_gui.storage.photos import read_photo

    folder = shared / "data" / "formats" / "pngsuite"
    if not folder.is_dir():
        pytest.skip(f"{folder} does not exist.")
    for path in sorted(folder.glob("*.png")):
        if path.name.startswith("x"):  # the suite's own mark of a broken file
            with pytest.raises(PhotoError):
                read_photo(path)
        else:
            sixteen = path.stem.endswith("16")
            assert read_photo(path).samples.dtype == ("uint16" if sixteen else "uint8"), path.name

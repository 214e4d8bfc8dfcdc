"""Walks the shared odd, broken and hostile files through the reader, and keeps what came of each as a snapshot.

After a change of the reader `python -m tests.storage.every_file` writes the snapshot anew; the difference is then
reviewed line by line: a file that was read and is refused now needs a reason.
"""

import csv
import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

Told = TypeVar("Told")

ROOT = Path(__file__).resolve().parents[2]
FORMATS = ROOT.parent / "shared" / "data" / "formats"
SNAPSHOT = Path(__file__).with_name("format_outcomes.csv")
READ, REFUSED = "read", "refused"
LIBRARY = "library"
"""The reason of a refusal that says more about the installation than about the file."""
LIMIT_S = 20
"""Of processor time for one file; the slowest honest one needs 3 s."""
MEMORY_BYTES = 4 * 2**30
"""Of addresses, code and thread stacks included: a decoder that believes a bomb's header is refused by the system."""
REASONS = {
    "is damaged, incomplete": "damaged",
    "claims ": "too many pixels",
    "does not fit into": "memory",
    "is empty": "empty",
    "a library that is not installed": LIBRARY,
    "is not a photo": "no photo",
    "which cannot be read": "another kind",
}

CHILD = """
import json, resource, sys, warnings
from pathlib import Path
from enhancer_gui.core.errors import PhotoError
from enhancer_gui.storage.photos import read_photo, read_size

limit_s, memory, reasons = int(sys.argv[1]), int(sys.argv[2]), json.loads(sys.argv[3])
resource.setrlimit(resource.RLIMIT_AS, (memory, memory))

def outcome(path):
    try:
        photo = read_photo(path)
    except PhotoError as error:
        if not error.remedy or not error.message.endswith("."):
            return f"no remedy: {error}", ""
        said = error.message.replace(path.name, "")
        return "refused", next((reason for words, reason in reasons.items() if words in said), said)
    return "read" if read_size(path) == (photo.width, photo.height) else "another size", ""

for name in sys.stdin.read().split("\\0"):
    print(json.dumps({"began": name}), flush=True)
    spent = resource.getrusage(resource.RUSAGE_SELF)
    ceiling = int(spent.ru_utime + spent.ru_stime) + limit_s
    resource.setrlimit(resource.RLIMIT_CPU, (ceiling, resource.RLIM_INFINITY))
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        found, reason = outcome(Path(name))
    print(json.dumps({"file": name, "outcome": found, "reason": reason, "warnings": len(caught)}), flush=True)
"""


@dataclass(frozen=True)
class Outcome:
    """What became of a file: `outcome` is READ, REFUSED, or words about a fault of ours; `reason` is of a refusal."""

    file: str
    outcome: str
    reason: str
    warnings: int


def walked(files: list[Path], timeout_s: float) -> list[Outcome]:
    """Return what became of each file in a child with limits; fails where the child died."""
    limits = (str(LIMIT_S), str(MEMORY_BYTES))
    return told_by_child(("-c", CHILD, *limits, json.dumps(REASONS)), files, timeout_s, Outcome)


def told_by_child(
    arguments: Sequence[str], files: list[Path], timeout_s: float, make: Callable[..., Told]
) -> list[Told]:
    """Return what a child of Python tells of each file, as `make` makes it of a line; fails where the child died."""
    done = subprocess.run(
        [sys.executable, *arguments],
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
    assert "Traceback" not in done.stderr
    return [make(**line) for line in lines if "file" in line]


def formats() -> list[Path]:
    """Return every file of the shared material but the bombs, which need memory, and the list of origins."""
    files = (path for path in sorted(FORMATS.rglob("*")) if path.is_file())
    return [path for path in files if not path.name.startswith("bomb_") and path.parent != FORMATS]


def as_row(outcome: Outcome) -> tuple[str, str, str]:
    """Return a line of the snapshot: the file's name in the material, the outcome, and the reason of a refusal."""
    return Path(outcome.file).relative_to(FORMATS).as_posix(), outcome.outcome, outcome.reason


def snapshot() -> dict[str, tuple[str, str, str]]:
    """Return the reviewed lines by the file's name."""
    with SNAPSHOT.open(encoding="utf-8", newline="") as file:
        return {name: (name, outcome, reason) for name, outcome, reason in list(csv.reader(file))[1:]}


def changes(outcomes: list[Outcome]) -> list[str]:
    """Return in words each outcome that is another than in the snapshot; a library that is missing here counts not."""
    reviewed = snapshot()
    rows = [as_row(each) for each in outcomes if each.reason != LIBRARY]
    return [f"{row}, reviewed as {reviewed.get(row[0])}" for row in rows if reviewed.get(row[0]) != row]


def renew() -> None:
    """Write the snapshot anew; fails where a library is missing, as its files would be recorded as refused."""
    rows = [as_row(each) for each in walked(formats(), timeout_s=1800)]
    missing = [name for name, _, reason in rows if reason == LIBRARY]
    assert not missing, f"Install every extra first; these could not be tried: {missing}"
    with SNAPSHOT.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([("file", "outcome", "reason"), *rows])


if __name__ == "__main__":
    renew()

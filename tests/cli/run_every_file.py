"""A child for tests: `enhancer run` on one file after the other, within limits, and what became of each.

    python -m tests.cli.run_every_file SECONDS BYTES FOLDER < names, separated by NUL

The real command line and engine on tiny networks. Files up to `LONG_SIDE_PX` are enlarged twice and pass a network,
larger ones are reduced to it: read, resampled and written. A line of JSON for each.
"""

import json
import resource
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from typer.testing import CliRunner

from enhancer_gui.backends.local import LocalBackend
from enhancer_gui.cli import environment
from enhancer_gui.cli.main import app
from enhancer_gui.core.errors import PhotoError
from enhancer_gui.storage.catalogue import Catalogue
from enhancer_gui.storage.photos import read_photo, read_size
from tests.cli.child import tiny_network
from tests.cli.conftest import CARDS, json_lines

LONG_SIDE_PX = 96
WRITTEN, REFUSED = "written", "refused"


@dataclass(frozen=True)
class Result:
    """What became of a file: WRITTEN, REFUSED, or words about a fault of ours; `words` are those of a refusal."""

    file: str
    outcome: str
    words: str = ""


def result_of(path: Path, folder: Path) -> Result:
    """Run the command on a file and judge its exit code, its events, its streams and what it has left."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    side, options = _size(path)
    done = CliRunner().invoke(app, ["run", str(path), "-o", str(folder), *options, "--json"])
    left = sorted(folder.rglob("*"))
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        return Result(str(path), f"raised {done.exception!r}")
    if "Traceback" in done.output:
        return Result(str(path), f"a traceback: {done.output[-500:]}")
    endings = [line for line in json_lines(done.stdout) if line["event"] in ("finished", "failed", "cancelled")]
    if len(endings) != 1:
        return Result(str(path), f"{len(endings)} endings, exit code {done.exit_code}")
    return Result(str(path), *_judged(endings[0], done.exit_code, left, side))


def _size(path: Path) -> tuple[int, tuple[str, str]]:
    """Return the long side of the result and the options that ask for it."""
    try:
        side = max(read_size(path))
    except PhotoError:
        side = LONG_SIDE_PX
    return (2 * side, ("--scale", "2")) if side < LONG_SIDE_PX else (LONG_SIDE_PX, ("--long-side", str(LONG_SIDE_PX)))


def _judged(ending: dict[str, str], exit_code: int, left: list[Path], wanted: int) -> tuple[str, str]:
    if ending["event"] == "failed":
        words = f"{ending['message']} {ending['remedy']}"
        whole = ending["message"].endswith(".") and ending["remedy"].endswith(".") and "inside the program" not in words
        fault = f"refused with exit code {exit_code}, {len(left)} files left: {words}"
        return (REFUSED if whole and exit_code == 1 and not left else fault), words
    if exit_code != 0 or left != [Path(ending["target"])]:
        return f"{ending['event']} with exit code {exit_code}, but {left} lie there", ""
    try:
        result = read_photo(left[0])
    except PhotoError as error:
        return f"the result cannot be read: {error}", ""
    side = max(result.width, result.height)
    return (WRITTEN if side == wanted else f"a long side of {side} instead of {wanted}"), ""


def main() -> None:
    """Run the files that standard input names."""
    limit_s, memory, folder = int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
    environment.make_backend = lambda: LocalBackend(load=tiny_network)
    environment.catalogue = lambda: Catalogue(CARDS)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    for name in _names():
        print(json.dumps({"began": name}), flush=True)  # noqa: T201
        spent = resource.getrusage(resource.RUSAGE_SELF)
        ceiling = int(spent.ru_utime + spent.ru_stime) + limit_s
        resource.setrlimit(resource.RLIMIT_CPU, (ceiling, resource.RLIM_INFINITY))
        print(json.dumps(vars(result_of(Path(name), folder))), flush=True)  # noqa: T201


def _names() -> Iterator[str]:
    yield from sys.stdin.read().split("\0")


if __name__ == "__main__":
    main()

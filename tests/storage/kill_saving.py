"""Kills saving at random moments and looks at what is left: the old file or the new one, never a third thing.

    python -m tests.storage.kill_saving [--times 1000] [--seed 1] [--format png]

A child saves two pictures over each other in turn; it is killed after a random time and what lies there is read.
Temporary files that a killed child leaves are counted, must be known as such, and are swept at the end.
"""

import argparse
import multiprocessing
import random
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from multiprocessing.context import ForkServerContext
from multiprocessing.process import BaseProcess
from pathlib import Path

from enhancer_gui.core.errors import PhotoError
from enhancer_gui.core.recipe import FileFormat
from enhancer_gui.storage.atomic import sweep_parts
from enhancer_gui.storage.photos import read_photo, suffix_of
from tests.storage.making import save_for_ever, stripes

LONGEST_S = 0.12
"""Longer than one save of the test's picture, so that kills fall into every moment of it."""

_EXACT = (FileFormat.PNG, FileFormat.TIFF)


@dataclass
class Findings:
    """What lay there after each kill."""

    outcomes: Counter[str] = field(default_factory=Counter)
    left_parts: int = 0
    swept: int = 0

    @property
    def is_clean(self) -> bool:
        """Whether nothing but whole files and sweepable temporaries was found."""
        return set(self.outcomes) <= {"first picture", "second picture"} and self.left_parts == self.swept


def kill_saving(
    folder: Path,
    times: int,
    seed: int,
    target_format: FileFormat = FileFormat.PNG,
    context: ForkServerContext | None = None,
) -> Findings:
    """Return what `times` kills of children of `context` have left in `folder`."""
    assert target_format in _EXACT, "lossy files cannot be told from broken ones by their samples"
    context = context or multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.storage.making"])
    target = folder / f"a{suffix_of(target_format)}"
    pictures = {stripes(0).tobytes(): "first picture", stripes(1).tobytes(): "second picture"}
    dice, findings = random.Random(seed), Findings()
    for _ in range(times):
        ready = context.Event()
        child: BaseProcess = context.Process(target=save_for_ever, args=(str(target), ready), daemon=True)
        child.start()
        assert ready.wait(120), "the child never began"
        time.sleep(dice.random() * LONGEST_S)
        child.kill()
        child.join()
        findings.outcomes[_look_at(target, pictures)] += 1
    findings.left_parts = sum(path != target for path in folder.iterdir())
    findings.swept = len(sweep_parts(folder, older_than_s=0))
    return findings


def _look_at(target: Path, pictures: dict[bytes, str]) -> str:
    try:
        return pictures.get(read_photo(target).samples.tobytes(), "another picture")
    except PhotoError as error:
        return f"unreadable: {error.message}"


def main() -> None:
    """Kill as often as asked for and tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--format", type=FileFormat, default=FileFormat.PNG, choices=_EXACT)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        findings = kill_saving(Path(folder), arguments.times, arguments.seed, arguments.format)
    print(findings)  # noqa: T201
    raise SystemExit(0 if findings.is_clean else 1)


if __name__ == "__main__":
    main()

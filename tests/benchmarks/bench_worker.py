"""What a process of its own costs beside a thread of the program: time to the first tile, speed, memory, late timers.

    python tests/benchmarks/bench_worker.py [--photo FILE] [--model faithful-x2] [--megapixels 3] [--runs 5]

Each run enlarges the same photo in a program of its own, process and thread in turns, so that what else the machine
does meets both; on a machine that does much else the computing time alone means something. The table gives medians and
the median of the ratios of neighbouring runs. A timer that wants to tick every 5 ms stands for the window: how late it
comes is how late a frame would be. Figures and the default that follows: `enhancer_gui/backends/supervised.py`.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
KINDS = ("thread", "process")
TICK_S = 0.005
ROWS = {
    "ready_s": "from start to the first tile asked for, s",
    "first_s": "from start to the first tile, s",
    "rate": "output after the first tile, MP/s",
    "total_s": "from start to the file, s",
    "cpu_first_s": "computing time of both up to the first tile, s",
    "cpu_total_s": "computing time of both up to the file, s",
    "late_ms": "a 5-ms timer is late by (99th percentile), ms",
    "own_mb": "memory of the program itself, MB",
    "all_mb": "memory of program and process (shared once), MB",
    "idle_mb": "the same with the job done and the networks freed, MB",
}


class Ticker(threading.Thread):
    """Notes how late each tick is."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.late_s: list[float] = []

    def run(self) -> None:
        while True:
            due = time.perf_counter() + TICK_S
            time.sleep(TICK_S)
            self.late_s.append(time.perf_counter() - due)


def memory_mb() -> tuple[float, float]:
    """Return what this program uses, and what it uses with the processes that it has started."""
    import psutil

    def used(process: psutil.Process) -> float:
        full = process.memory_full_info()
        return float(getattr(full, "pss", full.uss)) / 1e6

    program = psutil.Process()
    own = used(program)
    return own, own + sum(used(child) for child in program.children(recursive=True))


def cpu_s() -> float:
    """Return the seconds that this program and the processes that it has started have computed."""
    import psutil

    program = psutil.Process()
    return sum(sum(each.cpu_times()[:2]) for each in (program, *program.children(recursive=True)))


def run(kind: str, photo: Path, target: Path, model: str) -> None:
    """Enhance a photo in this program and print the figures; `started` is when it was started."""
    started = float(os.environ["BENCH_STARTED"])
    from enhancer_gui.backends.here import open_here
    from enhancer_gui.core import events
    from enhancer_gui.core.cancel import JobControl
    from enhancer_gui.core.recipe import ExportSpec, FileFormat, Recipe, Step
    from enhancer_gui.core.sizes import SizeMode, SizeTarget
    from enhancer_gui.jobs.plan import JobOptions, make_job
    from enhancer_gui.jobs.runner import Surroundings, run_job
    from enhancer_gui.storage.catalogue import load_catalogue
    from enhancer_gui.storage.settings import WorkerKind

    backend = open_here(WorkerKind(kind))
    catalogue = load_catalogue()
    card = catalogue.get(model)
    export = ExportSpec(format=FileFormat.PNG, size=SizeTarget(SizeMode.SCALE, card.scale))
    job = make_job(photo, Recipe("bench", "Bench", (Step(card.task, model),), export=export), target, JobOptions())
    ticker, figures, own, total, pixels = Ticker(), {}, 0.0, 0.0, 0
    first = last = measuring = 0.0
    for event in run_job(job, backend, JobControl(), Surroundings(catalogue, target.parent / "stores", False)):
        now = time.time() - started
        match event:
            case events.Started():
                figures["ready_s"] = now
                ticker.start()
            case events.TileDone(region=region) if not first:
                figures["first_s"] = first = now
                figures["cpu_first_s"] = cpu_s()
            case events.TileDone(region=region):
                last, pixels = now, pixels + region.pixels
                since = time.thread_time()
                mine, everything = memory_mb()
                own, total = max(own, mine), max(total, everything)
                measuring += time.thread_time() - since
            case events.Finished():
                figures["total_s"], figures["cpu_total_s"] = now, cpu_s() - measuring
            case _:
                pass
    backend.release()
    time.sleep(1.0)
    figures |= {"rate": pixels / 1e6 / (last - first), "own_mb": own, "all_mb": total, "idle_mb": memory_mb()[1]}
    figures["late_ms"] = statistics.quantiles(ticker.late_s, n=100)[98] * 1e3
    backend.close()
    print(json.dumps(figures))


def measured(kind: str, photo: Path, folder: Path, model: str) -> dict[str, float]:
    """Return the figures of one run in a program of its own."""
    command = [sys.executable, __file__, "--run", kind, "--photo", str(photo), "--model", model]
    environment = os.environ | {
        "PYTHONPATH": str(ROOT),
        "ENHANCER_HOME": str(folder / "home"),
        "BENCH_STARTED": str(time.time()),
        "BENCH_TARGET": str(folder / "result.png"),
    }
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    (folder / "result.png").rename(folder / f"{kind}.png")
    figures: dict[str, float] = json.loads(ended.stdout)
    return figures


def main() -> None:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--photo", type=Path)
    parser.add_argument("--model", default="faithful-x2")
    parser.add_argument("--megapixels", type=float, default=3.0)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--run", choices=KINDS, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.run:
        run(options.run, options.photo, Path(os.environ["BENCH_TARGET"]), options.model)
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        photo = options.photo or folder / "photo.png"
        if options.photo is None:
            sys.path.insert(0, str(ROOT))
            from tests.benchmarks.bench_engine import make_photo

            make_photo(photo, options.megapixels)
        found: dict[str, list[dict[str, float]]] = {kind: [] for kind in KINDS}
        for _ in range(options.runs):
            for kind in KINDS:
                found[kind].append(measured(kind, photo, folder, options.model))
            same = (folder / "thread.png").read_bytes() == (folder / "process.png").read_bytes()
            assert same, "process and thread have written different files"
    print(f"{'median of ' + str(options.runs):52} {'thread':>9} {'process':>9} {'ratio':>7}")
    for row, words in ROWS.items():
        thread, process = ([figures[row] for figures in found[kind]] for kind in KINDS)
        ratio = statistics.median(p / t for p, t in zip(process, thread, strict=True))
        print(f"{words:52} {statistics.median(thread):9.2f} {statistics.median(process):9.2f} {ratio:7.3f}")


if __name__ == "__main__":
    main()

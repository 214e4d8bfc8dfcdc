"""How long it takes from starting the process to the painted window, and which imports take it.

    python tests/benchmarks/bench_startup.py [RUNS]

Starts the real front door in processes of their own, offscreen and with an empty home. Target: under a second.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time

TARGET_S = 1.0
SHOWN_IMPORTS = 12

CHILD = """
import os, sys, time
from enhancer_gui.gui import app
from enhancer_gui.gui.widgets import EmptyState

paint = EmptyState.paintEvent

def painted(self, event):
    paint(self, event)
    heavy = [name for name in ("torch", "cv2", "tifffile", "imagecodecs") if name in sys.modules]
    print(time.time(), ",".join(heavy) or "-", flush=True)
    os._exit(0)

EmptyState.paintEvent = painted
app.main([])
"""


def child_environment(home: str) -> dict[str, str]:
    """Return an environment in which nothing of the user's is read or written."""
    return os.environ | {"QT_QPA_PLATFORM": "offscreen", "ENHANCER_HOME": home}


def seconds_to_painted_window() -> tuple[float, str]:
    """Return the seconds from starting a process to its painted window, and what should not be imported but is."""
    with tempfile.TemporaryDirectory() as home:
        started = time.time()
        command = [sys.executable, "-c", CHILD]
        child = subprocess.run(command, env=child_environment(home), capture_output=True, text=True, check=True)
        painted, heavy = child.stdout.split()
        return float(painted) - started, heavy


def slowest_imports() -> list[tuple[float, str]]:
    """Return (milliseconds, module) of the modules that take longest themselves."""
    with tempfile.TemporaryDirectory() as home:
        command = [sys.executable, "-X", "importtime", "-c", "import enhancer_gui.gui.app"]
        child = subprocess.run(command, env=child_environment(home), capture_output=True, text=True, check=True)
    rows = [line.removeprefix("import time:").split("|") for line in child.stderr.splitlines() if "|" in line]
    return sorted(((int(own) / 1000, name.strip()) for own, _all, name in rows if own.strip().isdigit()), reverse=True)


def main() -> int:
    """Print the table; returns 1 when the target is missed or a heavy library was imported."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    measured = [seconds_to_painted_window() for _ in range(runs)]
    seconds = [run for run, _heavy in measured]
    median = statistics.median(seconds)
    print(f"painted after {median:.2f} s (median of {runs}; fastest {min(seconds):.2f} s; target {TARGET_S:.0f} s)")
    print(f"imported although nothing needs it yet: {measured[-1][1]}")
    for milliseconds, name in slowest_imports()[:SHOWN_IMPORTS]:
        print(f"{milliseconds:8.1f} ms  {name}")
    return int(median > TARGET_S or measured[-1][1] != "-")


if __name__ == "__main__":
    sys.exit(main())

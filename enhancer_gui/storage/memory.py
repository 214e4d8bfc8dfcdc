"""Whether there is memory for what a library decodes or encodes as a whole: asked first, so nobody is killed for it.

A system that has promised more memory than it has kills the process that uses it; no error is ever raised. What the
libraries need was measured (November 2026, 24 megapixels, peak of resident memory) and stands beside their calls.
"""

import sys
from pathlib import Path

_MEGABYTE = 1_000_000
_SWAP = Path("/proc/meminfo")
_CONTAINER = Path("/sys/fs/cgroup")
_GIVEN_BACK = "inactive_file"
"""Cached file content, which counts as used by a container and is given back when something else needs the room."""


def free_bytes() -> int:
    """Return how much memory this process may still take.

    On Linux what is free or can be freed, in memory and swap, at most what the container has left. Windows and macOS
    enlarge their swap by themselves: there only what exceeds the machine's own memory is out of reach.
    """
    import psutil

    memory = psutil.virtual_memory()
    if sys.platform != "linux":
        return int(memory.total)
    free = int(memory.available) + _free_swap()
    left = _left_in_container()
    return free if left is None else min(free, left)


def in_words(size_bytes: float) -> str:
    """Return a size as people read it."""
    return f"{max(1, round(size_bytes / _MEGABYTE)):,} MB"


def _free_swap() -> int:
    """Return the free swap; psutil's own call warns where a container hides other counters."""
    return 1024 * _numbers(_SWAP).get("SwapFree:", 0)


def _left_in_container() -> int | None:
    """Return what a control group leaves to its processes; None where there is none, or no limit."""
    try:
        limit = int((_CONTAINER / "memory.max").read_text("ascii"))
        used = int((_CONTAINER / "memory.current").read_text("ascii"))
    except (OSError, ValueError):  # another system, or "max"
        return None
    return max(0, limit - used + _numbers(_CONTAINER / "memory.stat").get(_GIVEN_BACK, 0))


def _numbers(path: Path) -> dict[str, int]:
    """Return the numbers of a file of lines like `name 12`."""
    try:
        rows = [line.split() for line in path.read_text("ascii").splitlines()]
    except OSError:
        return {}
    return {row[0]: int(row[1]) for row in rows if len(row) > 1 and row[1].isdigit()}

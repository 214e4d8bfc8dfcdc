"""Which photos have arrived in a folder, and have arrived in full.

A folder is looked at again and again instead of being told of changes: notices of the system do not come from network
drives and are lost when many files arrive at once, and a camera's card or a share is where watched folders are. A file
is taken when its size and time have stayed the same for a while: a copy under way grows, and a reader of half a file
would fail or, worse, not notice.
"""

import math
import os
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from enhancer_gui.jobs.earlier_results import photos_to_open
from enhancer_gui.storage.photos import find_photos

LOOK_EVERY_S = 2.0
SETTLED_AFTER_S = 3.0
"""Longer than the pauses of a slow network copy between two blocks; a photo that comes a second later is no loss."""


@dataclass(frozen=True)
class _Seen:
    """A file's size and time, and since when they are so (seconds of the watch's clock)."""

    size_bytes: int
    mtime_ns: int
    since: float

    def is_like(self, facts: os.stat_result) -> bool:
        return (self.size_bytes, self.mtime_ns) == (facts.st_size, facts.st_mtime_ns)


class FolderWatch:
    """Tells of each photo once, when it has settled; a photo that is replaced later is told of again."""

    def __init__(
        self,
        folder: Path,
        output: Path | None,
        pattern: str,
        preset_ids: Iterable[str],
        *,
        settled_after_s: float = SETTLED_AFTER_S,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Watch a folder and all below it; results in `output`, or named by `pattern`, are no photos to take."""
        self._folder, self._output, self._pattern = folder, output, pattern
        self._preset_ids = tuple(preset_ids)
        self._settled_after_s, self._clock = settled_after_s, clock
        self._waiting: dict[Path, _Seen] = {}
        self._told: dict[Path, _Seen] = {}
        self._replaced: frozenset[Path] = frozenset()
        self._unread: tuple[Path, ...] = ()
        self._is_there = True

    @property
    def is_there(self) -> bool:
        """Whether the folder was there at the last look."""
        return self._is_there

    @property
    def replaced(self) -> frozenset[Path]:
        """The photos of the last look that had been told of before: their results are those of older content."""
        return self._replaced

    @property
    def waiting(self) -> int:
        """How many photos are there, but not settled yet."""
        return len(self._waiting)

    @property
    def unread(self) -> tuple[Path, ...]:
        """The folders that could not be looked into at the last look."""
        return self._unread

    def pass_over(self, before: float = math.inf) -> None:
        """Take what is there now for known: only what comes or changes from now on is told of.

        Args:
            before: seconds since 1970; what has arrived since then is still told of. A copy may keep the time of its
                content, but the file itself is as old as its arrival: the later of both counts (`st_ctime`).
        """
        for photo in self._photos():
            if (facts := _facts(photo)) is not None and max(facts.st_mtime, facts.st_ctime) < before:
                self._told[photo] = _Seen(facts.st_size, facts.st_mtime_ns, self._clock())

    def look(self) -> tuple[Path, ...]:
        """Return the photos that have settled since the last look, in the order of their names.

        A folder that is gone holds none; a drive that is taken out may be back at the next look.
        """
        now = self._clock()
        waiting: dict[Path, _Seen] = {}
        settled: list[Path] = []
        replaced: set[Path] = set()
        for photo in self._photos():
            facts = _facts(photo)
            told = self._told.get(photo)
            if facts is None or (told is not None and told.is_like(facts)):
                continue
            seen = self._waiting.get(photo)
            if seen is None or not seen.is_like(facts):
                seen = _Seen(facts.st_size, facts.st_mtime_ns, now)
            if facts.st_size > 0 and now - seen.since >= self._settled_after_s:
                if told is not None:
                    replaced.add(photo)
                self._told[photo] = seen
                settled.append(photo)
            else:
                waiting[photo] = seen
        self._waiting, self._replaced = waiting, frozenset(replaced)
        return tuple(settled)

    def _photos(self) -> list[Path]:
        self._is_there = self._folder.is_dir()
        found = find_photos([self._folder] if self._is_there else [])
        self._unread = found.unread
        return photos_to_open(found.photos, self._folder, self._output, self._pattern, self._preset_ids)


def _facts(photo: Path) -> os.stat_result | None:
    """Return size and time of a file; None where it is gone again."""
    try:
        return photo.stat()
    except OSError:
        return None

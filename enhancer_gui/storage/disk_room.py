"""How large a file will about be, and whether the disk has room for it: known before any work is done."""

import shutil
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from enhancer_gui.core.errors import NoRoomError
from enhancer_gui.storage.photo_files import shown

_MEGABYTE = 1_000_000


def check_room(files: Iterable[tuple[Path, int]]) -> None:
    """Check that files (path, bytes) that are to be written have room together on their disks.

    Raises:
        NoRoomError: one of the disks has too little.
    """
    needed: defaultdict[int, int] = defaultdict(int)
    folders: dict[int, Path] = {}
    for path, size_bytes in files:
        folder = _existing(path.parent)
        disk = folder.stat().st_dev
        needed[disk] += size_bytes
        folders.setdefault(disk, folder)
    for disk, folder in folders.items():
        free = shutil.disk_usage(folder).free
        if needed[disk] > free:
            raise NoRoomError(
                f"There is not enough room in “{shown(folder)}”: about {_megabytes(max(needed[disk], _MEGABYTE))} are "
                f"needed, {_megabytes(free)} are free.",
                remedy="Free some space, or choose another folder, a smaller size or a lossy format.",
                detail=f"{needed[disk]} of {free} bytes",
            )


def _existing(folder: Path) -> Path:
    """Return the folder, or the nearest above it that exists."""
    return next(place for place in (folder, *folder.parents) if place.exists())


def _megabytes(size_bytes: int) -> str:
    return f"{round(size_bytes / _MEGABYTE):,} MB"

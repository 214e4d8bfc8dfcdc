"""One process at a time in a folder: a lock that the system takes back however the process ends."""

import logging
import sys
from pathlib import Path
from typing import BinaryIO

from enhancer_gui.core.errors import StoreError

log = logging.getLogger(__name__)

LOCK_NAME = ".lock"


class FolderLock:
    """A folder that is this object's alone until it is released."""

    def __init__(self, folder: Path) -> None:
        """Take a folder, made where it is missing.

        Raises:
            StoreError: another process has it, or the disk refuses.
        """
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._file = (folder / LOCK_NAME).open("ab")
        except OSError as e:
            raise StoreError(
                f"The folder {folder} cannot be used ({e.strerror or e}).",
                remedy="Check the disk and the folder's permissions.",
                detail=repr(e),
            ) from e
        if not _lock(self._file):
            self._file.close()
            raise StoreError(
                f"The folder {folder} is in use by another server.", remedy="Stop that one, or choose another folder."
            )

    def release(self) -> None:
        """Give the folder back."""
        self._file.close()


def _lock(file: BinaryIO) -> bool:
    """Lock a file and return whether it is ours; a file system that knows no locks refuses nobody."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError as e:
        log.warning("%s cannot be locked (%s): see to it that no other server uses it", file.name, e.strerror or e)
    return True

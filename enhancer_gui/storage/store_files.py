"""The files of a tile store: made, checked, and what to say when the disk refuses."""

import errno
import json
import logging
import os
import secrets
import shutil
from pathlib import Path

from pydantic import ValidationError

from enhancer_gui.core.errors import NoRoomError, StoreError
from enhancer_gui.storage.atomic import write_text_atomic
from enhancer_gui.storage.store_cache import DONE_NAME, PLAN_NAME, SAMPLES_NAME, discard_store
from enhancer_gui.storage.store_plan import StorePlan

_IS_THERE = (errno.ENOTEMPTY, errno.EEXIST)
"""What systems answer when a folder is renamed onto one that holds something."""
_log = logging.getLogger(__name__)


def read_plan(place: Path) -> StorePlan | None:
    """Return what a store's folder says of itself, or None where nothing can be built upon."""
    try:
        facts = StorePlan.from_json((place / PLAN_NAME).read_text(encoding="utf-8"))
        whole = (place / SAMPLES_NAME).stat().st_size == facts.size_bytes and (place / DONE_NAME).stat().st_size == len(
            facts.plan
        )
    except FileNotFoundError:
        return None
    except (OSError, ValueError, ValidationError) as error:
        _log.info("tile store %s is damaged: %r", place, error)
        return None
    return facts if whole else None


def create_files(place: Path, facts: StorePlan) -> bool:
    """Make an empty store; return whether it is ours: False where something is there already.

    It is made under another name and renamed whole: two programs that begin one store at once would otherwise write
    into the same files, each by a plan of its own.

    Raises:
        NoRoomError: less room is free than the whole result needs.
        OSError: the folder cannot be written.
    """
    place.parent.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(place.parent).free
    if free < facts.size_bytes:
        raise _full(place, facts.size_bytes, free)
    part = place.with_name(f"{place.name}.{secrets.token_hex(6)}.part")
    part.mkdir()
    try:
        with (part / SAMPLES_NAME).open("wb") as file:
            file.truncate(facts.size_bytes)
        # Written, not merely reserved: a mapped byte without room on the disk would kill the process.
        (part / DONE_NAME).write_bytes(bytes(len(facts.plan)))
        write_text_atomic(part / PLAN_NAME, json.dumps(facts.to_dict()))
        os.rename(part, place)
    except OSError as error:
        discard_store(part)
        if error.errno in _IS_THERE:
            return False
        raise
    return True


def _full(place: Path, needed_bytes: int, free_bytes: int | None) -> NoRoomError:
    known = "" if free_bytes is None else f", {free_bytes / 1e6:.0f} MB are free"
    return NoRoomError(
        f"There is not enough room for the result in the cache folder: {needed_bytes / 1e6:.0f} MB are needed{known}.",
        remedy="Free some room, or lower the size wanted.",
        detail=f"{place}: {needed_bytes} bytes needed",
    )


def disk_error(error: OSError, place: Path, needed_bytes: int) -> StoreError:
    """Return the error for what the disk refused in a store's folder."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return _full(place, needed_bytes, None)
    return StoreError(
        f"The cache folder {place.parent} cannot be written ({error.strerror or error}).",
        remedy="Check the folder's permissions and the disk.",
        detail=repr(error),
    )

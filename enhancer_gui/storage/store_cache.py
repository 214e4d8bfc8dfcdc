"""The cache folder of tile stores: what a store's folder holds, how it is named, and which ones are removed."""

import hashlib
import shutil
import time
from collections.abc import Collection
from pathlib import Path

from enhancer_gui.storage.atomic import sweep_parts

PLAN_NAME, SAMPLES_NAME, DONE_NAME = "plan.json", "samples.raw", "done.bin"
DEFAULT_MAX_BYTES = 20_000_000_000
DEFAULT_MAX_AGE_DAYS = 30.0
"""A result that was not looked at for a month is cheaper to compute again than to keep."""

_KEY_DIGITS = 40
_BLOCK_BYTES = 512
"""Unit of `st_blocks` (POSIX): stores are sparse, so room on the disk is what counts, not the files' length."""


def store_key(photo_sha256: str, models_part: str) -> str:
    """Return the name of a store: a hash of the photo's content, and of the steps and weights in `models_part`."""
    return hashlib.sha256(f"{photo_sha256}\n{models_part}".encode()).hexdigest()[:_KEY_DIGITS]


def discard_store(folder: Path) -> None:
    """Remove a store from the disk; what another program holds open is left to a later sweep."""
    (folder / PLAN_NAME).unlink(missing_ok=True)
    shutil.rmtree(folder, ignore_errors=True)


def sweep_stores(
    cache_folder: Path,
    max_bytes: int = DEFAULT_MAX_BYTES,
    max_age_days: float = DEFAULT_MAX_AGE_DAYS,
    keep: Collection[Path] = (),
) -> list[Path]:
    """Remove stores that were not used for `max_age_days`, then the longest unused until `max_bytes` remain.

    Args:
        cache_folder: the folder given to `TileStore.create_or_open`.
        max_bytes: room that all stores together may take.
        max_age_days: since a store was last opened for a job.
        keep: folders of stores that stay, whatever their age and size.

    Returns:
        Folders that were removed.
    """
    kept = {path.resolve() for path in keep}
    stores = sorted(
        ((_last_used(folder), folder) for folder in cache_folder.glob("*") if _is_store(folder)), reverse=True
    )
    oldest = time.time() - max_age_days * 24 * 3600
    total = sum(_room(folder) for _, folder in stores if folder.resolve() in kept)
    removed = []
    for used, folder in stores:
        sweep_parts(folder)
        if folder.resolve() in kept:
            continue
        size = _room(folder)
        if used >= oldest and total + size <= max_bytes:
            total += size
        else:
            discard_store(folder)
            removed.append(folder)
    return removed


def room_of_stores(cache_folder: Path) -> int:
    """Return the bytes that all stores take on the disk; a file that vanishes meanwhile counts nothing."""
    return sum(_room(folder) for folder in cache_folder.glob("*"))


def _is_store(folder: Path) -> bool:
    """Return whether nothing but a store's files lies in a folder: anything else is not ours to remove."""
    own = {PLAN_NAME, SAMPLES_NAME, DONE_NAME}
    try:
        return folder.is_dir() and all(path.name in own or path.suffix == ".part" for path in folder.iterdir())
    except OSError:  # another program has removed it meanwhile
        return False


def _last_used(folder: Path) -> float:
    """Return when a store was last opened for a job; a folder without a plan is a store never finished making."""
    for path in (folder / PLAN_NAME, folder):
        try:
            return path.stat().st_mtime
        except OSError:
            continue
    return 0.0


def _room(folder: Path) -> int:
    total = 0
    for path in folder.glob("*"):
        try:
            facts = path.stat()
        except OSError:
            continue
        blocks = getattr(facts, "st_blocks", None)
        total += facts.st_size if blocks is None else blocks * _BLOCK_BYTES
    return total

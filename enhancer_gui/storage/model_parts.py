"""Published models that are no step of their own (face finders, fillers, diffusion): kept as they were downloaded.

Whoever needs one asks `part_path`; reading it safely is the reader's matter.
"""

import shutil
from dataclasses import asdict
from json import dumps
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from enhancer_gui.core.errors import ModelError
from enhancer_gui.storage.atomic import write_text_atomic
from enhancer_gui.storage.hashing import hash_file
from enhancer_gui.storage.model_cards import Origin
from enhancer_gui.storage.paths import models_dir
from enhancer_gui.storage.published_models import PublishedModel

PARTS_FOLDER = "parts"
_RECORD = "origin.json"
_origin = TypeAdapter(Origin)


def part_path(row: PublishedModel) -> Path:
    """Return the file of an installed part.

    Raises:
        ModelError: it is not installed.
    """
    path = _folder(row) / row.file
    if not is_installed(row):
        raise ModelError(
            f"“{row.title}” is not installed.", remedy=f"Download it: `enhancer models download {row.id}`."
        )
    return path


def is_installed(row: PublishedModel) -> bool:
    """Return whether a part is there, whole."""
    return (_folder(row) / _RECORD).is_file() and (_folder(row) / row.file).is_file()


def put_part(row: PublishedModel, download: Path, origin: Origin) -> Path:
    """Take a checked download over and return where it is now; the record is written last.

    Raises:
        ModelError: the disk refuses.
    """
    target = _folder(row) / row.file
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(download, target)  # renames, or copies where the cache is on another disk
        write_text_atomic(target.parent / _RECORD, dumps(asdict(origin), indent=2) + "\n")
    except OSError as error:
        raise ModelError(
            f"“{row.title}” cannot be installed ({error.strerror}).", remedy="Check the disk.", detail=repr(error)
        ) from error
    return target


def remove_part(row: PublishedModel) -> None:
    """Take a part away; raises ModelError where it is not there or the disk refuses."""
    path = part_path(row)
    try:
        (path.parent / _RECORD).unlink()
        path.unlink(missing_ok=True)
        path.parent.rmdir()
    except OSError as error:
        raise ModelError(
            f"“{row.title}” cannot be removed ({error.strerror}).", remedy="Check the disk.", detail=repr(error)
        ) from error


def verify_part(row: PublishedModel) -> None:
    """Compare a part with the checksum it was installed with; raises ModelError where it differs."""
    path = part_path(row)
    try:
        promised = _origin.validate_json((path.parent / _RECORD).read_bytes()).sha256
        found = hash_file(path)
    except (OSError, ValidationError) as error:
        raise ModelError(f"“{row.title}” cannot be read.", remedy="Remove and download it again.") from error
    if found != promised:
        raise ModelError(
            f"“{row.title}” is damaged.",
            remedy="Remove it and download it again.",
            detail=f"expected {promised}, found {found}",
        )


def _folder(row: PublishedModel) -> Path:
    return models_dir() / PARTS_FOLDER / row.id

"""Which photos a run is about, and where each result goes."""

import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from enhancer_gui.core.errors import RecipeError
from enhancer_gui.core.recipe import FileFormat
from enhancer_gui.jobs.earlier_results import photos_to_open
from enhancer_gui.storage.photos import find_photos, format_of, is_folder, suffix_of, unread_notes

_FILE_SUFFIX = re.compile(r"\.(?=.*[A-Za-z])[A-Za-z0-9]{1,4}")
"""What ends a file's name in `-o`; `holiday.2024` is a folder."""


@dataclass(frozen=True)
class Found:
    """A photo and the folder its result goes to."""

    photo: Path
    folder: Path


@dataclass(frozen=True)
class Search:
    """What the paths on the command line stand for.

    Attributes:
        left_out: how many files were taken for results of earlier runs; see `earlier_results`.
        notes: sentences about what could not be searched.
    """

    found: tuple[Found, ...]
    left_out: int
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class OutputFile:
    """`-o` where it names the file itself, and the format its suffix stands for."""

    path: Path
    format: FileFormat


def output_file(output: Path | None, paths: Sequence[Path], formats: Sequence[FileFormat]) -> OutputFile | None:
    """Return the file that `-o` names; None where it names a folder or nothing.

    It is a file when it ends like one and is no folder that exists.

    Raises:
        RecipeError: a file for more than one photo, of a format that cannot be written, or of another one than the
            first of the formats that were asked for.
    """
    if output is None or is_folder(output) or not _FILE_SUFFIX.fullmatch(output.suffix):
        return None
    file_format = format_of(output)
    if file_format is None:
        known = ", ".join(suffix_of(each) for each in FileFormat if each is not FileFormat.KEEP)
        raise RecipeError(f"{output.suffix} files cannot be written.", remedy=f"These can: {known}.")
    if len(paths) != 1 or is_folder(paths[0]):
        raise RecipeError("-o names one file, but there may be several photos.", remedy="Name a folder.")
    if formats and formats[0] not in (FileFormat.KEEP, file_format):
        raise RecipeError(f"--format {formats[0]} and {output.name} contradict each other.")
    return OutputFile(output, file_format)


def search(paths: Iterable[Path], folder: Path | None, pattern: str, preset_ids: Iterable[str]) -> Search:
    """Return the photos meant by files and folders, each once, and the folder of each one's result.

    Folders are searched with all below them and their tree is rebuilt below `folder`; with several
    folders each one's name comes first. Without `folder` results go beside their photos.
    """
    roots = list(paths)
    several = sum(map(is_folder, roots)) > 1
    known = tuple(preset_ids)
    found: dict[str, Found] = {}
    left_out = 0
    unread: list[Path] = []
    for root in roots:
        if not is_folder(root):
            found.setdefault(os.path.realpath(root), Found(root, folder or root.parent))
            continue
        listed = find_photos([root])
        unread += listed.unread
        photos = photos_to_open(listed.photos, root, folder, pattern, known)
        left_out += len(listed.photos) - len(photos)
        base = folder / root.resolve().name if folder is not None and several else folder
        for photo in photos:
            place = photo.parent if base is None else base / photo.parent.relative_to(root)
            found.setdefault(os.path.realpath(photo), Found(photo, place))
    return Search(tuple(found.values()), left_out, unread_notes(unread))

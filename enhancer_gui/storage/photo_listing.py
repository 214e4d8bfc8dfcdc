"""Which photos files and folders stand for, and which folders could not be looked into."""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from enhancer_gui.storage.photo_files import is_folder, is_photo_name, shown


@dataclass(frozen=True)
class Listing:
    """What was found.

    Attributes:
        photos: each once, in the order given.
        unread: folders that the system did not let itself be asked about, with what is in them.
    """

    photos: tuple[Path, ...]
    unread: tuple[Path, ...] = ()

    @property
    def notes(self) -> tuple[str, ...]:
        """A sentence about the folders that were passed over; none where there are none."""
        return unread_notes(self.unread)


def find_photos(paths: Iterable[Path]) -> Listing:
    """Return the photos meant by files and folders.

    Folders are searched with all below them, sorted by name, for names that end like a photo's; hidden
    and `.part` files are left out, links to folders are not followed. Files that are named themselves are
    kept whatever their name, so that a wrong one gets its clear sentence.
    """
    found: dict[str, Path] = {}
    unread: dict[str, Path] = {}
    for path in paths:
        for photo in _photos_below(path, unread) if is_folder(path) else [path]:
            found.setdefault(os.path.realpath(photo), photo)
    return Listing(tuple(found.values()), tuple(unread.values()))


def list_photos(paths: Iterable[Path]) -> list[Path]:
    """Return the photos that `find_photos` finds."""
    return list(find_photos(paths).photos)


def unread_notes(folders: Sequence[Path]) -> tuple[str, ...]:
    """Return a sentence about folders that cannot be looked into; none where there are none."""
    if not folders:
        return ()
    first = shown(folders[0])
    if len(folders) == 1:
        return (f"The folder “{first}” cannot be read; what is in it is left out.",)
    return (f"{len(folders)} folders cannot be read, “{first}” among them; what is in them is left out.",)


def _photos_below(folder: Path, unread: dict[str, Path]) -> list[Path]:
    def pass_over(error: OSError) -> None:
        closed = Path(error.filename or folder)
        unread.setdefault(os.path.realpath(closed), closed)

    photos = []
    for root, folders, names in os.walk(folder, onerror=pass_over):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        photos += [Path(root, name) for name in names if not name.startswith(".") and is_photo_name(Path(name))]
    return sorted(photos, key=lambda photo: [part.casefold() for part in photo.parts])

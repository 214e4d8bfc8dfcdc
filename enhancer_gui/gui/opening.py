"""From what was dropped, pasted, chosen or named on the command line to paths of photos."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QByteArray, QMimeData, QObject, Signal, Slot
from PySide6.QtGui import QImage, QImageWriter

from enhancer_gui.core.errors import EnhancerError, PhotoError
from enhancer_gui.gui.background import BackgroundCalls
from enhancer_gui.gui.choices import Choices
from enhancer_gui.gui.desk import Desk
from enhancer_gui.gui.preset_control import read_library

PASTED_FOLDER = "pasted"
PNG = QByteArray(b"png")
SAMPLE_FILE = ("sample", "astronaut-small.jpg")
SHUT_DOWN_S = 1.0


@dataclass(frozen=True)
class _Search:
    """What was found.

    Attributes:
        photos: to be opened.
        left_out: how many files beside them are results of earlier runs.
        unread: a sentence about folders that cannot be looked into; empty where there are none.
    """

    photos: tuple[Path, ...]
    left_out: int = 0
    unread: str = ""


class Opening(QObject):
    """Searches folders and keeps pasted pictures, off the window's thread.

    Signals:
        found(tuple[Path, ...]): photos to put on the desk.
        left_out(int): how many files in folders were taken for results of earlier runs and not opened.
        unread(str): a sentence about folders that cannot be looked into.
        failed(EnhancerError): nothing could be opened, and why.
    """

    found = Signal(tuple)
    left_out = Signal(int)
    unread = Signal(str)
    failed = Signal(object)

    def __init__(self, desk: Desk, choices: Choices, parent: QObject | None = None) -> None:
        """Open nothing yet; where results go and how they are named is told by desk and choices."""
        super().__init__(parent)
        self._desk, self._choices = desk, choices
        self._calls = BackgroundCalls(self)
        self._calls.done.connect(self._pass_on)
        self._calls.failed.connect(self._pass_on_failure)

    @Slot(object)
    def open_paths(self, paths: Sequence[Path]) -> None:
        """Open files, and all photos in folders that are no results of earlier runs."""
        if paths:
            output, pattern = self._choices.now.output_folder, self._desk.recipe.export.name_pattern
            self._submit(partial(_photos_in, tuple(paths), output, pattern))

    @Slot()
    def open_sample(self) -> None:
        """Open the photo that comes along."""
        self._submit(_sample)

    def open_mime(self, mime: QMimeData | None) -> None:
        """Open what the clipboard or a drop holds: files, folders or pixels."""
        if mime is None:
            return
        if paths := local_paths(mime):
            self.open_paths(paths)
        elif mime.hasImage() and isinstance(image := mime.imageData(), QImage) and not image.isNull():
            self._submit(partial(_keep_pasted, image.copy()))
        else:
            self.failed.emit(PhotoError("There is no photo here.", remedy="Copy or drag a photo or its file."))

    def shut_down(self) -> bool:
        """Stop searching; returns whether the present search has ended."""
        return self._calls.shut_down(SHUT_DOWN_S)

    def _submit(self, call: Callable[[], object]) -> None:
        self._calls.submit(None, call)

    @Slot(object, object)
    def _pass_on(self, _key: object, search: _Search) -> None:
        if search.photos:
            self.found.emit(search.photos)
        if search.left_out:
            self.left_out.emit(search.left_out)
        if search.unread:  # the last word: what is missing matters more than what is known to be left out
            self.unread.emit(search.unread)
        elif not search.left_out and not search.photos:
            self.failed.emit(PhotoError("There is no photo in this folder.", remedy="Choose another folder."))

    @Slot(object, object)
    def _pass_on_failure(self, _key: object, error: EnhancerError) -> None:
        self.failed.emit(error)


def can_open(mime: QMimeData) -> bool:
    """Return whether a drop or the clipboard may hold photos; looks at no file."""
    return bool(local_paths(mime)) or mime.hasImage()


def local_paths(mime: QMimeData) -> tuple[Path, ...]:
    """Return the files and folders on this machine that a drop or the clipboard names."""
    return tuple(Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile())


def own_folders() -> tuple[Path, ...]:
    """Return the program's own folders that photos are opened from: results never go there unasked."""
    from enhancer_gui.storage.paths import cache_dir, resources_dir

    return resources_dir(), cache_dir() / PASTED_FOLDER


def _photos_in(paths: tuple[Path, ...], output: Path | None, pattern: str) -> _Search:
    from enhancer_gui.jobs.earlier_results import photos_to_open
    from enhancer_gui.storage.photos import find_photos, is_folder

    folders = [path for path in paths if is_folder(path)]
    preset_ids = [recipe.id for recipe in read_library().recipes()] if folders else []
    named = {os.path.realpath(path) for path in paths}
    results: set[Path] = set()
    for folder in folders:
        found = find_photos([folder]).photos
        results |= set(found) - set(photos_to_open(found, folder, output, pattern, preset_ids))
    results = {result for result in results if os.path.realpath(result) not in named}
    listing = find_photos(paths)
    photos = tuple(path.absolute() for path in listing.photos if path not in results)
    return _Search(photos, len(results), " ".join(listing.notes))


def _sample() -> _Search:
    from enhancer_gui.storage.paths import resources_dir

    return _Search((resources_dir().joinpath(*SAMPLE_FILE),))


def _keep_pasted(image: QImage) -> _Search:
    from enhancer_gui.storage.atomic import atomic_path
    from enhancer_gui.storage.paths import cache_dir

    folder = cache_dir() / PASTED_FOLDER
    folder.mkdir(exist_ok=True)
    target = folder / f"pasted {datetime.now():%Y-%m-%d %H.%M.%S.%f}.png"
    with atomic_path(target) as part:
        writer = QImageWriter(str(part), PNG)
        if not writer.write(image):
            raise PhotoError(
                "The pasted picture cannot be kept.",
                remedy="Free some space and paste it again.",
                detail=writer.errorString(),
            )
    return _Search((target,))

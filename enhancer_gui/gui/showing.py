"""What the viewer shows: the current photo's pixels, and the result that belongs to them."""

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from enhancer_gui.core.errors import EnhancerError
from enhancer_gui.core.events import Started
from enhancer_gui.core.geometry import Region
from enhancer_gui.core.image import Image
from enhancer_gui.core.masks import NO_MASKS, TileMasks
from enhancer_gui.core.recipe import Finish
from enhancer_gui.gui.background import BackgroundCalls
from enhancer_gui.gui.sources import PhotoSource, StoreSource
from enhancer_gui.gui.viewer.modes import Side

KEPT_BYTES = 512 << 20
"""Decoded photos kept for going back and forth: five of 24 megapixels, or one of 100 and its neighbour."""

SHUT_DOWN_S = 2.0


@dataclass(frozen=True)
class SizedRun:
    """A run's result at a size.

    Attributes:
        size: (width, height) that it is looked at, and saved, in.
    """

    started: Started
    size: tuple[int, int]


@dataclass(frozen=True)
class Compared:
    """The two results that are compared.

    Attributes:
        before: None is the photo itself.
        after: None is no result, or the photo itself where `is_original` says so.
    """

    before: SizedRun | None = None
    after: SizedRun | None = None
    is_original: bool = False


@dataclass(frozen=True)
class _Shown:
    """What one side of the viewer has been given."""

    photo_id: str
    store: Path | None
    size: tuple[int, int] | None
    finish: Finish
    masks: TileMasks
    is_original: bool = False


class Showing(QObject):
    """Reads the current photo in the background and hands both pictures to the viewer.

    Signals:
        before_changed(PictureSource | None): another original, or none.
        after_changed(PictureSource | None): another result, or none.
        reference_changed(PictureSource | None): another result to compare with in place of the photo, or none.
        photo_read(str, Image): a photo's pixels are here.
        unreadable(str, EnhancerError): a photo cannot be read.
    """

    before_changed = Signal(object)
    after_changed = Signal(object)
    reference_changed = Signal(object)
    photo_read = Signal(str, object)
    unreadable = Signal(str, object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Show nothing."""
        super().__init__(parent)
        self._calls = BackgroundCalls(self, newest_first=True)
        self._calls.done.connect(self._keep)
        self._calls.failed.connect(self._pass_on_failure)
        self._images: OrderedDict[str, Image] = OrderedDict()
        self._awaited: set[str] = set()
        self._photo_id = ""
        self._after: _Shown | None = None
        self._reference: _Shown | None = None
        self._sources: tuple[PhotoSource | StoreSource | None, PhotoSource | StoreSource | None] = (None, None)

    @property
    def photo_id(self) -> str:
        """The current photo's id, "" for none."""
        return self._photo_id

    @property
    def image(self) -> Image | None:
        """The current photo's pixels; None until they are read."""
        return self._images.get(self._photo_id)

    def image_of(self, photo_id: str) -> Image | None:
        """Return a photo's pixels if it is the current one here: what is shown follows the desk in its turn."""
        return self.image if photo_id == self._photo_id else None

    def show_photo(self, photo_id: str, path: Path | None) -> None:
        """Make a photo the current one; `path` None shows nothing."""
        if photo_id == self._photo_id:
            return
        self._photo_id, self._after, self._reference = photo_id, None, None
        self._sources = (None, None)
        self.after_changed.emit(None)
        self.before_changed.emit(None)
        if path is None:
            return
        if (image := self._images.get(photo_id)) is not None:
            self._images.move_to_end(photo_id)
            self._present(photo_id, image)
        else:  # asked for again where it is on its way already: the newest call comes first, its first answer counts
            self._awaited.add(photo_id)
            self._calls.submit(photo_id, partial(self._read, photo_id, path))

    @property
    def sources(self) -> "tuple[PhotoSource | StoreSource | None, PhotoSource | StoreSource | None]":
        """What is shown before and after."""
        return self._sources

    def changed_by(self, tile: Region, store: Path) -> Iterator[tuple[Region, Side]]:
        """Yield what of which side looks different once a tile of a store is there, in pixels of that side."""
        shown = zip((Side.BEFORE, Side.AFTER), (self._reference, self._after), self._sources, strict=True)
        for side, each, source in shown:
            if each is not None and each.store == store and isinstance(source, StoreSource):
                yield source.changed_by(tile), side

    def show_results(self, compared: Compared, finish: Finish, masks: TileMasks = NO_MASKS) -> None:
        """Compare results of the current photo with a finish, where masks let it."""
        image = self.image
        if image is None:
            return
        before, after = self._sources
        wanted = _Shown(self._photo_id, *_place_of(compared.before), finish, masks)
        if wanted != self._reference:
            had_none = self._reference is None or self._reference.store is None
            before = _source_of(compared.before, image, finish, masks) or PhotoSource(image)
            self._reference = wanted
            if compared.before is not None or not had_none:
                self.reference_changed.emit(None if compared.before is None else before)
        wanted = _Shown(self._photo_id, *_place_of(compared.after), finish, masks, compared.is_original)
        if wanted != self._after:
            had_none = self._after is None or (self._after.store is None and not self._after.is_original)
            after = _source_of(compared.after, image, finish, masks)
            after = PhotoSource(image) if compared.is_original else after
            self._after = wanted
            if after is not None or not had_none:
                self.after_changed.emit(after)
        self._sources = (before, after)

    def forget(self, photo_id: str) -> None:
        """Free a photo's pixels."""
        self._images.pop(photo_id, None)
        self._awaited.discard(photo_id)

    def shut_down(self) -> bool:
        """Stop reading; returns whether the present read has ended."""
        return self._calls.shut_down(SHUT_DOWN_S)

    def _read(self, photo_id: str, path: Path) -> Image | None:
        """Return the pixels, or None for a photo that was passed by meanwhile; on the reading thread."""
        from enhancer_gui.storage.photos import read_photo

        return read_photo(path) if photo_id == self._photo_id else None

    @Slot(object, object)
    def _keep(self, photo_id: str, image: Image | None) -> None:
        if image is None or photo_id not in self._awaited:  # it is here already, with its result, or not wanted now
            return
        self._awaited.discard(photo_id)
        self._images[photo_id] = image
        while len(self._images) > 1 and sum(map(_size_bytes, self._images.values())) > KEPT_BYTES:
            oldest = next(known for known in self._images if known != self._photo_id)
            del self._images[oldest]
        if photo_id == self._photo_id:
            self._present(photo_id, image)

    def _present(self, photo_id: str, image: Image) -> None:
        self.before_changed.emit(PhotoSource(image))
        self.photo_read.emit(photo_id, image)

    @Slot(object, object)
    def _pass_on_failure(self, photo_id: str, error: EnhancerError) -> None:
        if photo_id in self._awaited:
            self._awaited.discard(photo_id)
            self.unreadable.emit(photo_id, error)


def _place_of(run: SizedRun | None) -> tuple[Path | None, tuple[int, int] | None]:
    """Return store and size: another run with the same tiles looks the same."""
    return (None, None) if run is None else (run.started.store, run.size)


def _source_of(run: SizedRun | None, image: Image, finish: Finish, masks: TileMasks) -> StoreSource | None:
    return None if run is None else StoreSource(run.started, image, finish, masks, run.size)


def _size_bytes(image: Image) -> int:
    return image.samples.nbytes + (image.alpha.nbytes if image.alpha is not None else 0)

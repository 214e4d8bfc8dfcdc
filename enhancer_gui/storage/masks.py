"""The pictures of masks: small grey PNG files, each named by the hash of its pixels.

They lie with what the user owns, not in the cache: a painted mask cannot be computed again, and results name it in
their record. A file is only believed if its pixels have the hash that it is named by.
"""

import logging
import re
import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image as Pillow

from enhancer_gui.core.errors import PhotoError, RecipeError, StoreError
from enhancer_gui.core.image import BitDepth, Image, to_depth, to_float
from enhancer_gui.core.masks import MOST_SIDE_PX, Mask, fits_photo, picture_hash
from enhancer_gui.core.recipe import FileFormat, Recipe
from enhancer_gui.storage.paths import masks_dir
from enhancer_gui.storage.photo_formats import PhotoHeader
from enhancer_gui.storage.photo_read import read_photo
from enhancer_gui.storage.photo_write import write_photo

SUFFIX = ".png"
KEPT_BYTES = 64 << 20
"""Pictures kept in memory: a mask that is painted changes with every stroke, and undo goes back through them."""
_NAME = re.compile(r"[0-9a-f]{64}")
_LUMA = np.array([0.299, 0.587, 0.114], np.float32)

Picture = NDArray[np.uint8]
_log = logging.getLogger(__name__)


class MaskMissing(RecipeError):
    """A recipe names a mask whose picture is not here.

    Attributes:
        what: which mask of the recipe, for people, as the beginning of a sentence.
        picture: hash of its pixels, which names its file.
    """

    def __init__(self, picture: str, folder: Path, what: str = "A mask of the recipe") -> None:
        """Say which one, and where it is looked for."""
        super().__init__(
            f"{what} is not on this computer.",
            remedy=f"Copy {picture}{SUFFIX} into {folder} from the computer that has it, or choose its picture again.",
            detail=picture,
        )
        self.what, self.picture, self.folder = what, picture, folder

    def named(self, what: str) -> "MaskMissing":
        """Return the same for a mask whose place in the recipe is known."""
        return MaskMissing(self.picture, self.folder, what)


class MaskShelf:
    """The masks in one folder. Every method may be called from any thread."""

    def __init__(self, folder: Path) -> None:
        """Use a folder; it need not exist."""
        self.folder = folder
        self._known: OrderedDict[str, Picture] = OrderedDict()
        self._unwritten: dict[str, Picture] = {}
        self._lock = threading.Lock()

    def take(self, picture: Picture) -> str:
        """Return the name of a picture, (H, W) uint8; it can be had by that name now, and outlives us after `write`."""
        name = picture_hash(picture)
        kept = picture.copy()
        kept.flags.writeable = False
        with self._lock:
            if not self._file(name).exists():
                self._unwritten[name] = kept
            self._keep(name, kept)
        return name

    def write(self) -> None:
        """Write what was taken and is not in its file yet.

        Raises:
            StoreError: the folder cannot be written.
        """
        with self._lock:
            waiting = dict(self._unwritten)
        for name, picture in waiting.items():
            try:
                write_mask_file(self._file(name), picture)
            except PhotoError as error:
                raise StoreError(
                    f"The mask cannot be kept: {error.message}", remedy=error.remedy, detail=error.detail
                ) from error
            with self._lock:
                self._unwritten.pop(name, None)

    def get(self, name: str) -> Picture:
        """Return a picture, which is not to be changed.

        Raises:
            MaskMissing: there is none of this name, or its file is damaged.
        """
        with self._lock:
            known = self._known.get(name)
            known = self._unwritten.get(name) if known is None else known
        if known is not None:
            return known
        picture = self._read(name)
        with self._lock:
            self._keep(name, picture)
        return picture

    def forget(self, names: Iterable[str]) -> None:
        """Remove pictures from memory and disk; what another program holds open stays."""
        for name in names:
            with self._lock:
                self._known.pop(name, None)
                self._unwritten.pop(name, None)
            try:
                self._file(name).unlink(missing_ok=True)
            except OSError as error:
                _log.info("mask %s cannot be removed: %r", name, error)

    def _keep(self, name: str, picture: Picture) -> None:
        self._known[name] = picture
        self._known.move_to_end(name)
        while len(self._known) > 1 and sum(each.nbytes for each in self._known.values()) > KEPT_BYTES:
            self._known.popitem(last=False)

    def _read(self, name: str) -> Picture:
        missing = MaskMissing(name, self.folder)
        if not _NAME.fullmatch(name) or not self._file(name).exists():
            raise missing
        try:
            picture = np.ascontiguousarray(_grey(read_photo(self._file(name))))
        except PhotoError as error:
            raise missing from error
        if picture_hash(picture) != name:
            raise missing
        picture.flags.writeable = False
        return picture

    def _file(self, name: str) -> Path:
        return self.folder / f"{name}{SUFFIX}"


@lru_cache(maxsize=4)
def _shelf_in(folder: Path) -> MaskShelf:
    return MaskShelf(folder)


def mask_shelf() -> MaskShelf:
    """Return the user's own masks: one shelf for the whole program."""
    return _shelf_in(masks_dir())


def read_mask_file(path: Path) -> Picture:
    """Return a mask from any picture file: its lightness, times its opacity; of 8 bits and not too large.

    A grey file of 8 bits comes back as it is, unless it is larger than masks can be.

    Raises:
        PhotoError: missing, no picture, or damaged.
    """
    picture = np.ascontiguousarray(_grey(read_photo(path)))
    height, width = picture.shape
    share = MOST_SIDE_PX / max(height, width)
    if share < 1:
        size = max(1, round(width * share)), max(1, round(height * share))
        picture = np.asarray(Pillow.fromarray(picture).resize(size, Pillow.Resampling.BOX))
    return picture


def write_mask_file(path: Path, picture: Picture) -> None:
    """Write a mask as a grey PNG of 8 bits; raises PhotoError."""
    height, width = picture.shape
    header = PhotoHeader(width, height, BitDepth.U8, FileFormat.PNG, is_grey=True)
    rows = to_float(picture)[..., None].repeat(3, axis=2)
    write_photo(path, header, iter((rows,)), overwrite=True)


def pictures_of(
    masks: Iterable[Mask], photo_size: tuple[int, int], shelf: MaskShelf | None = None
) -> dict[str, Picture]:
    """Return the pictures of masks by their names; from the user's own shelf unless another one is named.

    Raises:
        RecipeError: one is missing, or has another shape than the photo of (width, height).
    """
    shelf = shelf or mask_shelf()
    pictures = {mask.picture: shelf.get(mask.picture) for mask in masks}
    for picture in pictures.values():
        height, width = picture.shape
        if not fits_photo((width, height), photo_size):
            raise RecipeError(
                f"The mask is {width} × {height} pixels, which is not the shape of the photo "
                f"({photo_size[0]} × {photo_size[1]}).",
                remedy="Use a mask that was made for this photo.",
            )
    return pictures


def active_pictures(recipe: Recipe, photo_size: tuple[int, int], shelf: MaskShelf | None = None) -> dict[str, Picture]:
    """Return the pictures of all masks that have an effect in a recipe; raises as `pictures_of`."""
    check_masks(recipe, shelf)
    return pictures_of((mask for _, mask in _active(recipe)), photo_size, shelf)


def check_masks(recipe: Recipe, shelf: MaskShelf | None = None) -> None:
    """Find out whether the pictures of all masks that have an effect in a recipe are here.

    Raises:
        MaskMissing: one is not; it says which.
    """
    shelf = shelf or mask_shelf()
    for what, mask in _active(recipe):
        try:
            shelf.get(mask.picture)
        except MaskMissing as error:
            raise error.named(what) from error


def _active(recipe: Recipe) -> Iterator[tuple[str, Mask]]:
    """Yield the masks that have an effect, each with words that begin a sentence."""
    if recipe.masks.result is not None:
        yield "The mask of the result", recipe.masks.result
    if recipe.masks.guard is not None:
        yield "The mask of what is protected from sharpening", recipe.masks.guard
    for step in recipe.active_steps:
        if step.mask is not None:
            yield f"The mask of the step “{step.task.value}”", step.mask


def _grey(image: Image) -> Picture:
    if image.samples.dtype == np.uint8 and image.alpha is None and _is_grey(image):
        return np.asarray(image.samples[:, :, 0], dtype=np.uint8)
    values = to_float(image.samples) @ _LUMA
    if image.alpha is not None:
        values = values * to_float(image.alpha)
    return np.asarray(to_depth(np.asarray(values, np.float32), BitDepth.U8), dtype=np.uint8)


def _is_grey(image: Image) -> bool:
    red = image.samples[:, :, :1]
    return image.is_grey or bool((image.samples[:, :, 1:] == red).all())

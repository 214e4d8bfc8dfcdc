"""The pictures on preset cards: cut, finished and reduced on another thread, and kept within a bound."""

from collections import OrderedDict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from enhancer_gui.core.errors import EnhancerError
from enhancer_gui.core.geometry import Region
from enhancer_gui.core.image import Image
from enhancer_gui.core.masks import NO_MASKS, TileMasks
from enhancer_gui.core.recipe import Finish, Recipe
from enhancer_gui.core.work import Stage
from enhancer_gui.gui.photo_list import Photo
from enhancer_gui.gui.sources import PhotoSource, limits_of
from enhancer_gui.jobs.plan import plan_work
from enhancer_gui.jobs.preview_box import Patch
from enhancer_gui.storage.catalogue import Catalogue

PLACE_PX = (100, 44)
"""Of the photo: shown at one and a half times its size, so that both texture and what it belongs to are seen."""

_ENLARGED = 4
"""Pixels of the picture for one of the photo, along a side: a card's on a screen of double density."""

KEPT_PICTURES = 240
"""24 MB: all presets on some twenty photos."""
KEPT_PLACES = 64


@dataclass(frozen=True)
class Wish:
    """What a card is to show; presets that differ only in how the file is written share one.

    Attributes:
        photo_id, region: which part of which photo.
        stages, finish: what is done to it.
        masks: where that counts. They are those that the preset would find on the photo, but for one: the mask of a
            step among several acts between the models, and a part that is computed alone has none (`jobs.patch`).
    """

    photo_id: str
    region: Region
    stages: tuple[Stage, ...]
    finish: Finish
    masks: TileMasks = NO_MASKS


@dataclass(frozen=True, eq=False)
class Place:
    """The part of a photo that is shown on all cards, and what it is before anything is done to it."""

    region: Region
    before: QImage


def wish_of(photo: Photo, preset: Recipe, place: Place, catalogue: Catalogue | None) -> Wish | None:
    """Return what a preset would do to a part of a photo; None where it cannot be done or does nothing."""
    if photo.size is None or catalogue is None:
        return None
    try:
        stages = plan_work(preset, photo.size, catalogue).stages
    except EnhancerError:
        return None
    if not stages and preset.finish == Finish():
        return None
    chosen = preset.with_masks_of(photo.recipe)
    return Wish(photo.id, place.region, stages, chosen.finish, chosen.tile_masks)


class PictureCache:
    """Places by photo and pictures by recipe, the longest unused forgotten first."""

    def __init__(self) -> None:
        """Start empty."""
        self._places: OrderedDict[str, Place] = OrderedDict()
        self._pictures: OrderedDict[Wish, QImage] = OrderedDict()

    def place(self, photo_id: str) -> Place | None:
        """Return what is shown of a photo; None where that is not known."""
        return self._places.get(photo_id)

    def picture(self, wish: Wish) -> QImage | None:
        """Return a picture and count it as used; None where there is none."""
        picture = self._pictures.get(wish)
        if picture is not None:
            self._pictures.move_to_end(wish)
        return picture

    def put_place(self, photo_id: str, place: Place) -> None:
        """Keep a place."""
        self._places[photo_id] = place
        if len(self._places) > KEPT_PLACES:
            self._places.popitem(last=False)

    def put_picture(self, wish: Wish, picture: QImage) -> None:
        """Keep a picture."""
        self._pictures[wish] = picture
        if len(self._pictures) > KEPT_PICTURES:
            self._pictures.popitem(last=False)

    def forget(self, photo_id: str) -> None:
        """Forget all of a photo."""
        self._places.pop(photo_id, None)
        for wish in [wish for wish in self._pictures if wish.photo_id == photo_id]:
            del self._pictures[wish]


def place_at(image: Image, region: Region) -> Place:
    """Return the part of a photo that cards show. Not for the window's thread."""
    return Place(region, _as_image(PhotoSource(image).read(region), region))


def finished_part(image: Image, wish: Wish, patch: Patch | None) -> QImage:
    """Return a part of the photo as computed, or as it is where nothing was, with its finish where masks let it.

    Not for the window's thread.

    Raises:
        RecipeError: the picture of a mask is gone.
    """
    from enhancer_gui.engine.alpha import enlarge_photo
    from enhancer_gui.engine.finish import finish_region
    from enhancer_gui.storage.photos import to_srgb_8bit

    scale, region = 1 if patch is None else patch.scale, wish.region

    def read(part: Region) -> NDArray[np.float32]:
        pixels = enlarge_photo(image, scale, part)  # a finish looks farther than what was computed
        if patch is not None:
            covered = patch.region.scaled(scale)
            common = part.intersection(covered)
            computed = patch.samples[common.relative_to(covered).slices()]
            pixels[common.relative_to(part).slices()] = computed[:, :, :3]
        return pixels

    limits = limits_of(wish.masks, image)
    finished = finish_region(read, region.scaled(scale), image, scale, wish.finish, limits)
    return _as_image(to_srgb_8bit(finished, image.metadata.icc), region)


def _as_image(rgb: NDArray[np.uint8], region: Region) -> QImage:
    """Return (h, w, 3) pixels of a part of the photo at the picture's size."""
    import cv2

    size = region.width * _ENLARGED, region.height * _ENLARGED
    smaller = rgb.shape[1] > size[0]
    pixels = cv2.resize(rgb, size, interpolation=cv2.INTER_AREA if smaller else cv2.INTER_CUBIC)
    pixels = np.ascontiguousarray(pixels)
    height, width = pixels.shape[:2]
    return QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888).copy()

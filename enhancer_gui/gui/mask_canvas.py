"""What is painted on: a mask's picture with what it looks like, read and written off the window's thread."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from enhancer_gui.core.errors import RecipeError
from enhancer_gui.core.image import Image
from enhancer_gui.core.masks import NEUTRAL, Mask, fits_photo
from enhancer_gui.engine.brush import blank_picture
from enhancer_gui.gui.mask_pictures import (
    applied,
    guard_picture,
    inverted_paint,
    limiting,
    measured_blur,
    protecting,
)
from enhancer_gui.gui.mask_places import MaskKind, MaskPlace
from enhancer_gui.gui.viewer import MaskPicture

Picture = NDArray[np.uint8]
EVERYWHERE = 255


@dataclass(frozen=True)
class CanvasKey:
    """What a canvas was made for."""

    photo_id: str
    place: MaskPlace
    mask: Mask | None

    @property
    def name(self) -> str:
        """The name of the mask's picture; empty where there is no mask."""
        return "" if self.mask is None else self.mask.picture


@dataclass(frozen=True, eq=False)
class Canvas:
    """What is painted on.

    Attributes:
        name: of the picture; empty where there is no mask yet.
        picture: (H, W); of no mask, even.
        measured: how far the photo is out of focus, for a guard.
        overlay: what it looks like; None shows nothing.
    """

    name: str
    picture: Picture
    measured: NDArray[np.float32] | None
    overlay: MaskPicture | None


def make_canvas(key: CanvasKey, image: Image) -> Canvas:
    """Return what is painted on for a mask of a photo; takes a moment. Raises RecipeError."""
    from enhancer_gui.storage.masks import pictures_of

    size, mask = (image.width, image.height), key.mask
    is_guard = key.place.kind is MaskKind.GUARD
    if mask is None:
        picture = blank_picture(size, NEUTRAL if is_guard else EVERYWHERE)
    else:
        picture = pictures_of([mask], size)[mask.picture]
    if not is_guard:
        return Canvas(key.name, picture, None, None if mask is None else limiting(mask, picture, size))
    measured = measured_blur(image, (picture.shape[1], picture.shape[0]))
    return Canvas(key.name, picture, measured, guard_picture(protecting(mask, picture, measured, size)))


def import_picture(path: Path, photo_size: tuple[int, int]) -> Picture:
    """Return the picture in a file as a mask for a photo of (width, height).

    Raises:
        PhotoError: it is no picture.
        RecipeError: it has another shape than the photo.
    """
    from enhancer_gui.storage.masks import read_mask_file

    picture = read_mask_file(path)
    height, width = picture.shape
    if not fits_photo((width, height), photo_size):
        raise RecipeError(
            f"“{path.name}” is {width} × {height} pixels, which is not the shape of the photo "
            f"({photo_size[0]} × {photo_size[1]}).",
            remedy="Choose a mask that was made for this photo.",
        )
    return picture


def export_picture(path: Path, key: CanvasKey, picture: Picture, photo_size: tuple[int, int]) -> None:
    """Write a mask as it is applied, softened and inverted where it is; raises PhotoError."""
    from enhancer_gui.storage.masks import write_mask_file

    if key.mask is None:
        return
    if key.place.kind is not MaskKind.GUARD:
        picture = applied(key.mask, picture, photo_size)
    elif key.mask.inverted:
        picture = inverted_paint(picture, is_guard=True)
    write_mask_file(path, picture)

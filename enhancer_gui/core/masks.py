"""Where something counts: grey pictures that limit a result, one step of it, or what protects its blur.

A recipe holds a mask's name only, the hash of its pixels, so recipes stay small, comparable and replayable; the
picture lies in a file of its own (`storage.masks`). It may have any number of pixels: it is stretched over the photo.
"""

import hashlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

MOST_FEATHER_PX = 500.0
NEUTRAL = 128
"""The value of a guard's picture that leaves what was measured: more protects, less lets detail grow."""
MOST_SIDE_PX = 4096
"""Longest side of a mask's picture: finer than any hand paints, and never more than 17 MB in memory."""
_OUT_OF_SHAPE = 0.01
"""Share of a side by which a mask may be out of its photo's shape, beside a pixel and a half of rounding."""


@dataclass(frozen=True)
class Mask:
    """A grey picture, white where something counts.

    Attributes:
        picture: hash of its pixels (`picture_hash`).
        feather_px: width of its softened edges in pixels of the photo.
        inverted: black and white change places.
    """

    picture: str
    feather_px: float = 0.0
    inverted: bool = False


@dataclass(frozen=True)
class Masks:
    """The masks of a recipe beside those of its steps; None is everywhere, or as measured.

    Attributes:
        result: where the whole result counts, finish included; elsewhere the enlarged photo is left.
        guard: what the guard of blur protects, beside what it measures; `NEUTRAL` is as measured.
    """

    result: Mask | None = None
    guard: Mask | None = None


@dataclass(frozen=True)
class TileMasks(Masks):
    """The masks that are applied to stored tiles, without inference.

    Attributes:
        step: where the models' work counts, before the rest of the finish: the mask of a recipe's only step.
    """

    step: Mask | None = None

    @property
    def each(self) -> tuple[Mask, ...]:
        """The masks that there are."""
        return tuple(mask for mask in (self.step, self.result, self.guard) if mask is not None)


NO_MASKS = TileMasks()


def picture_hash(picture: NDArray[np.uint8]) -> str:
    """Return the name of a mask's picture: a hash of its size and pixels, whatever file they lie in.

    Shape:
        picture: (H, W) uint8.
    """
    digest = hashlib.sha256(f"{picture.shape[1]}x{picture.shape[0]}\n".encode())
    digest.update(np.ascontiguousarray(picture).data)
    return digest.hexdigest()


def fits_photo(picture_size: tuple[int, int], photo_size: tuple[int, int]) -> bool:
    """Return whether a picture of (width, height) has the shape of a photo, as far as whole pixels allow."""
    (width, height), (photo_width, photo_height) = picture_size, photo_size
    across = abs(width - height * photo_width / photo_height)
    along = abs(height - width * photo_height / photo_width)
    return across <= 1.5 + _OUT_OF_SHAPE * width or along <= 1.5 + _OUT_OF_SHAPE * height

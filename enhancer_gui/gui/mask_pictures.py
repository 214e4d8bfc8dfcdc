"""What the viewer lays over a photo for a mask; made off the window's thread."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from enhancer_gui.core.geometry import Region
from enhancer_gui.core.image import Image
from enhancer_gui.core.masks import NEUTRAL, Mask
from enhancer_gui.gui.viewer import MaskPicture, Tint

Picture = NDArray[np.uint8]

_HALF = 128
_LEAST_OUTLINE_PX = 8
"""Outlines of fewer pixels than this are dirt."""
_OUTLINE_STEP = 3
"""Every third pixel of an outline is kept, each the mean of its neighbours."""


def limiting(mask: Mask, picture: Picture, photo_size: tuple[int, int]) -> MaskPicture:
    """Return what shows where something counts, as it is applied: softened, and inverted where it is."""
    return _shown(applied(mask, picture, photo_size), Tint.COUNTS)


def applied(mask: Mask, picture: Picture, photo_size: tuple[int, int]) -> Picture:
    """Return a mask's picture as it is applied: softened, and inverted where it is."""
    from enhancer_gui.engine.masks import MaskPictures

    if not mask.feather_px:
        return _inverted(picture) if mask.inverted else picture
    size = picture.shape[1], picture.shape[0]
    values = MaskPictures({mask.picture: picture}).values(mask, photo_size, size, Region(0, 0, *size))
    return np.asarray(np.rint(values * 255), dtype=np.uint8)


def measured_blur(image: Image, size: tuple[int, int]) -> NDArray[np.float32]:
    """Return how far a photo is out of focus, 0..1, reduced to (width, height). Takes a moment. Shape: (H, W)."""
    from enhancer_gui.engine.finish.facts import sharpness_at

    return np.asarray(1 - sharpness_at(image, size), dtype=np.float32)


def protecting(mask: Mask | None, picture: Picture, measured: NDArray[np.float32], size: tuple[int, int]) -> Picture:
    """Return what is protected, 0..255, of what was measured and painted for a photo of (width, height).

    Shape:
        picture, measured: (H, W). Returns (H, W) uint8.
    """
    from enhancer_gui.engine.masks import guarded

    painted = picture if mask is None else applied(Mask(mask.picture, mask.feather_px), picture, size)
    inverted = mask is not None and mask.inverted
    found = guarded(measured, painted.astype(np.float32) / np.float32(255), inverted=inverted)
    return np.asarray(np.rint(found * 255), dtype=np.uint8)


def guard_picture(values: Picture) -> MaskPicture:
    """Return what shows where blur is protected."""
    return _shown(values, Tint.PROTECTED)


def inverted_paint(picture: Picture, *, is_guard: bool) -> Picture:
    """Return a picture that means, plainly, what this one means inverted."""
    if not is_guard:
        return _inverted(picture)
    return np.asarray(np.clip(2 * NEUTRAL - picture.astype(np.int16), 0, 255), dtype=np.uint8)


def _inverted(picture: Picture) -> Picture:
    return np.asarray(255 - picture, dtype=np.uint8)


def _shown(values: Picture, tint: Tint) -> MaskPicture:
    return MaskPicture(values, tuple(_outline(values)), tint)


def _outline(values: Picture) -> Iterator[NDArray[np.float32]]:
    """Yield the lines around what is more than half covered, in pixels of the picture."""
    import cv2

    inside = np.pad((values >= _HALF).astype(np.uint8), 1)
    lines, _ = cv2.findContours(inside, cv2.RETR_LIST, cv2.CHAIN_APPROX_NONE)
    for line in lines:
        if len(line) >= _LEAST_OUTLINE_PX:
            around = np.asarray(line[:, 0, :], np.float32) - np.float32(0.5)  # from padded indices to pixel centres
            yield _smoothed(around)[::_OUTLINE_STEP]


def _smoothed(line: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return a closed line without the stairs of the pixels that it was found on."""
    shifts = range(-_OUTLINE_STEP, _OUTLINE_STEP + 1)
    return np.asarray(sum(np.roll(line, shift, axis=0) for shift in shifts) / len(shifts), dtype=np.float32)

"""Masks at any scale and place: a small grey picture, softened once as a whole, then read region by region.

A mask's picture is held whole, which it can be (`core.masks.MOST_SIDE_PX`); what is held of it in float is never larger
than that. A region's values depend on the place alone, so tiles join as they would in the whole picture (tested).
"""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

from enhancer_gui.core.geometry import Region
from enhancer_gui.core.image import to_float
from enhancer_gui.core.masks import NEUTRAL, NO_MASKS, Mask, TileMasks
from enhancer_gui.engine.resample import Kernel, resample_region
from enhancer_gui.engine.tiling import reflected

_SIGMA_OF_WIDTH = 0.5
"""A Gaussian's sigma for an edge whose width is one: nine tenths of its rise."""
_LARGEST_SIGMA = 8.0
"""In pixels of a mask's picture; a wider softness is taken on a reduced picture, which holds as much."""
_WHITE = 255


class MaskPictures:
    """The pictures behind masks, by their names; may be read from several threads."""

    def __init__(self, pictures: Mapping[str, NDArray[np.uint8]] | None = None) -> None:
        """Keep (H, W) uint8 pictures."""
        self._pictures = dict(pictures or {})
        self._soft: dict[tuple[str, float, float], NDArray[np.float32]] = {}
        self._lock = threading.Lock()

    def values(
        self, mask: Mask, photo_size: tuple[int, int], whole_size: tuple[int, int], region: Region
    ) -> NDArray[np.float32]:
        """Return a mask's values 0..1 in a region of its photo enlarged or reduced to `whole_size`.

        Args:
            mask: whose picture is among these; KeyError where it is not.
            photo_size: (width, height) of the photo, in whose pixels the feather counts.
            whole_size: (width, height) of the picture that `region` is of.
            region: may reach beyond that picture, which is continued by reflection as photos are.

        Shape:
            Returns float32 (region.height, region.width).
        """
        soft = self._softened(mask, photo_size)
        rows = reflected(region.y, region.bottom, whole_size[1])
        columns = reflected(region.x, region.right, whole_size[0])
        left, top = int(columns.min()), int(rows.min())
        inside = Region(left, top, int(columns.max()) + 1 - left, int(rows.max()) + 1 - top)
        size = soft.shape[1], soft.shape[0]
        read = resample_region(lambda part: soft[part.slices()][..., None], size, whole_size, inside, Kernel.BICUBIC)
        values = np.clip(read[:, :, 0], 0, 1)
        if inside != region:
            values = values[rows[:, None] - top, columns[None, :] - left]
        return np.asarray(1 - values if mask.inverted else values, dtype=np.float32)

    def _softened(self, mask: Mask, photo_size: tuple[int, int]) -> NDArray[np.float32]:
        picture = self._pictures[mask.picture]
        sigmas = tuple(
            _SIGMA_OF_WIDTH * mask.feather_px * picture.shape[axis] / photo_size[1 - axis] for axis in (1, 0)
        )
        key = (mask.picture, *sigmas)
        with self._lock:
            if key not in self._soft:
                self._soft[key] = softened(picture, *sigmas)
            return self._soft[key]


def softened(picture: NDArray[np.uint8], sigma_x: float, sigma_y: float) -> NDArray[np.float32]:
    """Return a mask's picture 0..1 softened by a Gaussian, reduced where it is wide; it still covers the same photo.

    Shape:
        picture: (H, W). Returns (h, w) with h <= H and w <= W.
    """
    values = to_float(picture)
    largest = max(sigma_x, sigma_y)
    if not largest:
        return values
    if largest > _LARGEST_SIGMA:
        factor = largest / (_LARGEST_SIGMA / 2)
        size = tuple(max(1, round(side / factor)) for side in (picture.shape[1], picture.shape[0]))
        sigma_x, sigma_y = sigma_x * size[0] / picture.shape[1], sigma_y * size[1] / picture.shape[0]
        values = np.asarray(cv2.resize(values, (size[0], size[1]), interpolation=cv2.INTER_AREA))
    soft = cv2.GaussianBlur(values, (0, 0), max(sigma_x, 1e-3), sigmaY=max(sigma_y, 1e-3))
    return np.asarray(soft, dtype=np.float32)


@dataclass(frozen=True, eq=False)
class Limits:
    """What limits stored tiles: masks with their pictures."""

    masks: TileMasks = NO_MASKS
    pictures: MaskPictures = field(default_factory=MaskPictures)


NO_LIMITS = Limits()


def guarded(measured: NDArray[np.float32], painted: NDArray[np.float32], *, inverted: bool) -> NDArray[np.float32]:
    """Return how strongly blur is protected: as measured, and more or less where it was painted.

    Args:
        measured: 0..1, 1 where the photo is out of focus.
        painted: 0..1 of 255, where `NEUTRAL` leaves what was measured.
        inverted: what was painted to protect is freed, and the other way round.
    """
    wish = np.clip((painted * _WHITE - NEUTRAL) / (_WHITE - NEUTRAL), -1, 1)
    wish = -wish if inverted else wish
    return np.asarray(np.where(wish > 0, measured + wish * (1 - measured), measured * (1 + wish)), dtype=np.float32)

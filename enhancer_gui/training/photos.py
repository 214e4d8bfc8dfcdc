"""Whole photos in memory as bytes, and windows cut from random places of them."""

import logging
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from enhancer_gui.core.errors import ConfigError, PhotoError

log = logging.getLogger(__name__)

Pixels8: TypeAlias = NDArray[np.uint8]

PHOTO_SUFFIXES = {".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff", ".bmp"}

_SIXTEEN_BITS = "I;16"
"""Pillow's mode of 16-bit grey, in either order of bytes: its own conversion cuts all above 255 to white."""

_CELL_PX = 16
"""Detail is kept for cells of this side: fine enough for patches of 96 pixels, 1/768 of the photo's memory."""

_GREATEST_SHARE = 4
"""No photo is drawn from more than this many times its fair share, however large it is."""


def list_photos(folder: Path) -> list[Path]:
    """Return the photos below a folder in a stable order.

    Raises:
        ConfigError: the folder is missing or holds no photo.
    """
    photos = sorted(p for p in folder.rglob("*") if p.suffix.lower() in PHOTO_SUFFIXES)
    if not photos:
        raise ConfigError(f"There are no photos to train on in {folder}.", remedy="Name a folder that holds photos.")
    return photos


def read_rgb(path: Path) -> Pixels8:
    """Return a photo as 8-bit RGB. Shape: (H, W, 3).

    Raises:
        PhotoError: it cannot be read.
    """
    try:
        with Image.open(path) as photo:
            if not photo.mode.startswith(_SIXTEEN_BITS):
                return np.asarray(photo.convert("RGB"))
            grey = np.rint(np.asarray(photo).astype(np.float32) / np.float32(65535 / 255)).astype(np.uint8)
            return np.repeat(grey[..., None], 3, axis=2)
    except (OSError, Image.DecompressionBombError) as e:
        raise PhotoError(f"{path} cannot be read.", remedy="Take it out of the folder.", detail=str(e)) from e


@dataclass(frozen=True)
class PhotoPool:
    """Photos to cut windows from.

    Attributes:
        photos: (H, W, 3) each.
        detail: for each photo, the summed-area table of the mean gradient of its cells, (rows + 1, columns + 1).
        shares: how likely each photo is drawn; sums to one.
    """

    photos: tuple[Pixels8, ...]
    detail: tuple[NDArray[np.float64], ...]
    shares: NDArray[np.float64]

    def draw(self, rng: np.random.Generator) -> int:
        """Return the index of a photo, large ones more often than small ones."""
        return int(np.searchsorted(np.cumsum(self.shares), rng.random(), side="right").clip(0, len(self.photos) - 1))

    def window(self, index: int, side: int, rng: np.random.Generator) -> tuple[int, int]:
        """Return the top left corner (y, x) of a random window that lies inside a photo."""
        height, width = self.photos[index].shape[:2]
        return int(rng.integers(height - side + 1)), int(rng.integers(width - side + 1))

    def detail_of(self, index: int, y: int, x: int, side: int) -> float:
        """Return the mean gradient of a window, to the precision of its cells."""
        table = self.detail[index]
        top, left = min(y // _CELL_PX, table.shape[0] - 2), min(x // _CELL_PX, table.shape[1] - 2)
        bottom = min(max(top + 1, (y + side) // _CELL_PX), table.shape[0] - 1)
        right = min(max(left + 1, (x + side) // _CELL_PX), table.shape[1] - 1)
        total = table[bottom, right] - table[top, right] - table[bottom, left] + table[top, left]
        return float(total / ((bottom - top) * (right - left)))


def load_pool(paths: Sequence[Path], *, smallest_px: int, memory_bytes: int, seed: int) -> PhotoPool:
    """Return the pool of the photos that are at least `smallest_px` on their shorter side.

    When all photos together need more than `memory_bytes`, each keeps a random window of its fair share.

    Raises:
        ConfigError: no photo is large enough.
        PhotoError: a photo cannot be read.
    """
    fair_pixels = memory_bytes // 3 // max(1, len(paths))

    def load(item: tuple[int, Path]) -> Pixels8 | None:
        number, path = item
        photo = read_rgb(path)
        if min(photo.shape[:2]) < smallest_px:
            log.info("%s is smaller than one window of %d px and is left out", path, smallest_px)
            return None
        return _window_of(photo, max(fair_pixels, smallest_px**2), np.random.default_rng([seed, number]))

    with ThreadPoolExecutor() as pool:
        photos = tuple(photo for photo in pool.map(load, enumerate(paths)) if photo is not None)
    if not photos:
        raise ConfigError(f"No photo is as large as one window of {smallest_px} pixels.")
    return pool_of(photos)


def pool_of(photos: Sequence[Pixels8]) -> PhotoPool:
    """Return the pool of photos in memory."""
    pixels = np.array([photo.shape[0] * photo.shape[1] for photo in photos], dtype=np.float64)
    weights = np.minimum(pixels, _GREATEST_SHARE * pixels.mean())
    return PhotoPool(tuple(photos), tuple(_detail_table(photo) for photo in photos), weights / weights.sum())


def _window_of(photo: Pixels8, pixels: int, rng: np.random.Generator) -> Pixels8:
    height, width = photo.shape[:2]
    if height * width <= pixels:
        return photo
    shrink = (pixels / (height * width)) ** 0.5
    new_height, new_width = int(height * shrink), int(width * shrink)
    y, x = int(rng.integers(height - new_height + 1)), int(rng.integers(width - new_width + 1))
    return photo[y : y + new_height, x : x + new_width].copy()


def _detail_table(photo: Pixels8) -> NDArray[np.float64]:
    """Return the summed-area table of the mean gradient of the green channel in cells of 16 pixels."""
    green = photo[:, :, 1].astype(np.int16)
    gradient = np.abs(np.diff(green, axis=0))[:, :-1] + np.abs(np.diff(green, axis=1))[:-1]
    rows, columns = max(1, gradient.shape[0] // _CELL_PX), max(1, gradient.shape[1] // _CELL_PX)
    cells = gradient[: rows * _CELL_PX, : columns * _CELL_PX]
    blocks = cells.reshape(rows, cells.shape[0] // rows, columns, cells.shape[1] // columns)
    table = np.zeros((rows + 1, columns + 1))
    table[1:, 1:] = blocks.mean(axis=(1, 3)).cumsum(axis=0).cumsum(axis=1)
    return table

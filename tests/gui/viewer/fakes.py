"""Pictures made of arrays or of thin air."""

from dataclasses import dataclass, field
from threading import current_thread, main_thread

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from enhancer_gui.core.geometry import Region


@dataclass
class ArraySource:
    """An array as a picture, finished everywhere or piece by piece."""

    pixels: NDArray[np.uint8]
    finished: set[Region] | None = None
    piece_px: int = 64
    read_on_main_thread: bool = False
    reads: list[Region] = field(default_factory=list)

    @property
    def size(self) -> tuple[int, int]:
        return self.pixels.shape[1], self.pixels.shape[0]

    def read(self, region: Region) -> NDArray[np.uint8]:
        self.reads.append(region)
        self.read_on_main_thread |= current_thread() is main_thread()
        return self.pixels[region.slices()]

    def finish(self, piece: Region) -> None:
        assert self.finished is not None, "all of this picture is finished from the beginning"
        self.finished.add(piece)

    def is_ready(self, region: Region) -> bool:
        if self.finished is None:
            return True
        done = sum(region.intersection(piece).pixels for piece in self.finished.copy())
        return done == region.pixels


@dataclass
class EndlessSource:
    """A picture of any size that costs no memory: colours follow from the place."""

    size: tuple[int, int]
    largest_read: int = 0

    def read(self, region: Region) -> NDArray[np.uint8]:
        self.largest_read = max(self.largest_read, region.pixels)
        x = np.arange(region.x, region.right) * 255 // self.size[0]
        y = np.arange(region.y, region.bottom) * 255 // self.size[1]
        pixels = np.empty((region.height, region.width, 3), np.uint8)
        pixels[..., 0], pixels[..., 1], pixels[..., 2] = x[None, :], y[:, None], 128
        return pixels

    def is_ready(self, region: Region) -> bool:
        return True


def flat(width: int, height: int, colour: tuple[int, int, int]) -> NDArray[np.uint8]:
    return np.full((height, width, 3), colour, np.uint8)


def gradient(width: int, height: int) -> NDArray[np.uint8]:
    """Return red rising to the right, green rising downwards, blue constant: a colour tells its place."""
    x, y = (np.arange(width) + 0.5) / width, (np.arange(height) + 0.5) / height
    red, green = np.broadcast_to(x, (height, width)), np.broadcast_to(y[:, None], (height, width))
    return (np.dstack([red, green, np.full((height, width), 0.5)]) * 255).round().astype(np.uint8)


def pixels_of(image: QImage) -> NDArray[np.uint8]:
    """Return an image's pixels (H, W, 3), red first."""
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).copy()


def colour_at(image: QImage, x: int, y: int) -> tuple[int, int, int]:
    """Return (red, green, blue) of one pixel."""
    colour = image.pixelColor(x, y)
    return colour.red(), colour.green(), colour.blue()

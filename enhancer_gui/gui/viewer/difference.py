"""Where two pictures differ, made visible: grey where they are equal, brighter the more they are not."""

from collections import OrderedDict

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

EQUAL_GREY = 72
"""What equal pixels become: plainly a picture and no hole, with room for all that is brighter."""

GAINS = (1, 2, 4, 8, 16, 32)
"""Doubling steps; at 32 a difference of one 8-bit step is seen on any screen."""

DEFAULT_GAIN = 4

KEPT_BYTES = 96 << 20
"""One 4K view and what was just left."""


def difference_image(before: QImage, after: QImage, gain: int) -> QImage:
    """Return `EQUAL_GREY` + gain · |after - before| for each channel, cut at white; plain grey where unfinished.

    Both images are 32 bit a pixel and of one size; RGB32 counts as finished everywhere.
    """
    import cv2

    first, second = _pixels(before), _pixels(after)
    result = cv2.convertScaleAbs(cv2.absdiff(first, second), alpha=float(gain), beta=float(EQUAL_GREY))
    for image, pixels in ((before, first), (after, second)):
        if image.hasAlphaChannel():
            result[pixels[..., 3] < 255] = EQUAL_GREY
    result[..., 3] = 255
    height, width = result.shape[:2]
    return QImage(result.tobytes(), width, height, 4 * width, QImage.Format.Format_RGB32)


def _pixels(image: QImage) -> NDArray[np.uint8]:
    """Return a 32-bit image's bytes (H, W, 4) without copying."""
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 4 * image.width()].reshape(image.height(), image.width(), 4)


class Differences:
    """Difference tiles, made when they are first painted and kept within a budget."""

    def __init__(self) -> None:
        """Start empty, at the default gain."""
        self.gain = DEFAULT_GAIN
        self._images: OrderedDict[tuple[int, int, int], QImage] = OrderedDict()
        self._used_bytes = 0

    def image(self, before: QImage, after: QImage) -> QImage:
        """Return how two tile images of one size differ, at the present gain."""
        key = before.cacheKey(), after.cacheKey(), self.gain
        made = self._images.get(key)
        if made is not None:
            self._images.move_to_end(key)
            return made
        made = self._images[key] = difference_image(before, after, self.gain)
        self._used_bytes += made.sizeInBytes()
        while self._used_bytes > KEPT_BYTES and len(self._images) > 1:
            self._used_bytes -= self._images.popitem(last=False)[1].sizeInBytes()
        return made

    def clear(self) -> None:
        """Give up everything that is kept."""
        self._images.clear()
        self._used_bytes = 0

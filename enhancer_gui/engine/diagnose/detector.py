"""The finder of the model that mends scratches, computed with numpy: what it finds is what the model would fill.

Photos are examined where torch is never loaded (the window's own process), and the finder is small: a U-Net of
convolutions and ReLU, a second or two on one core at the size that is examined. It reads the same weights as the model
and gives the same map as `ScratchRepair.find` (tested), so it changes with them and needs no figures of its own.

Source: the U-Net of Zhang et al., "Plug-and-Play Image Restoration with Deep Denoiser Prior", 2021, as in
`engine.networks.drunet`; the thresholds are those of `engine.networks.scratch_repair`.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from enhancer_gui.engine.packed import unpacked

Plane: TypeAlias = NDArray[np.float32]

_CELL = 2
_MULTIPLE_OF = 16
"""Three halvings of cells of two pixels."""

_NOISE_LEVEL = 15 / 255
_SURE, _DOUBTFUL = 0.95, 0.8
_PREFIX = "detector."
_BLOCK = re.compile(r"m_(?P<level>\w+)\.(?P<place>\d+)\.res\.0\.weight")


class ScratchDetector:
    """Finds what is lost in a picture."""

    def __init__(self, weights: Mapping[str, NDArray[np.generic]]) -> None:
        """Take the detector's weights out of those of the whole model.

        Raises:
            KeyError: the model has no such detector.
        """
        own = {name.removeprefix(_PREFIX): value for name, value in weights.items() if name.startswith(_PREFIX)}
        self._weights = unpacked(own)
        self._head, self._tail = self._weights["m_head.weight"], self._weights["m_tail.weight"]

    @classmethod
    def read(cls, path: Path) -> "ScratchDetector | None":
        """Return the detector in a file of weights; None where it holds a model of another kind.

        Raises:
            OSError: it cannot be read.
        """
        from safetensors import SafetensorError
        from safetensors.numpy import load_file

        try:
            return cls(load_file(path))
        except (KeyError, TypeError, SafetensorError):
            return None

    def find(self, picture: Plane) -> Plane:
        """Return how surely each pixel is lost, 0..1.

        Shape:
            picture: (H, W, 3) RGB 0..1, any size. Returns (H, W).
        """
        height, width = picture.shape[:2]
        below, beside = -height % _MULTIPLE_OF, -width % _MULTIPLE_OF
        logits = self._logits(np.pad(picture, ((0, below), (0, beside), (0, 0)), mode="symmetric"))
        found = 1 / (1 + np.exp(-logits[:height, :width]))
        return np.asarray(np.clip((found - _DOUBTFUL) / (_SURE - _DOUBTFUL), 0, 1), np.float32)

    def _logits(self, picture: Plane) -> Plane:
        cells = _to_cells(picture)
        level = np.full((*cells.shape[:2], 1), _NOISE_LEVEL, np.float32)
        x1 = _convolved(np.concatenate([cells, level], axis=2), self._head)
        x2 = self._down(x1, "down1")
        x3 = self._down(x2, "down2")
        x4 = self._down(x3, "down3")
        out = self._blocks(x4, "body")
        out = self._up(out + x4, "up3")
        out = self._up(out + x3, "up2")
        out = self._up(out + x2, "up1")
        return _from_cells(_convolved(out + x1, self._tail))

    def _down(self, x: Plane, level: str) -> Plane:
        x = self._blocks(x, level)
        kernel = self._weights[f"m_{level}.{len(self._places(level))}.weight"]  # (coarser, finer, 2, 2)
        height, width, channels = x.shape
        squares = x.reshape(height // 2, 2, width // 2, 2, channels).transpose(0, 2, 4, 1, 3)
        return squares.reshape(height // 2, width // 2, -1) @ kernel.reshape(len(kernel), -1).T

    def _up(self, x: Plane, level: str) -> Plane:
        kernel = self._weights[f"m_{level}.0.weight"]  # (coarser, finer, 2, 2)
        height, width = x.shape[:2]
        squares = (x @ kernel.reshape(len(kernel), -1)).reshape(height, width, -1, 2, 2)
        return self._blocks(squares.transpose(0, 3, 1, 4, 2).reshape(2 * height, 2 * width, -1), level)

    def _blocks(self, x: Plane, level: str) -> Plane:
        for place in self._places(level):
            first, second = (self._weights[f"m_{level}.{place}.res.{layer}.weight"] for layer in (0, 2))
            x = x + _convolved(np.maximum(_convolved(x, first), 0), second)
        return x

    def _places(self, level: str) -> list[int]:
        found = filter(None, map(_BLOCK.fullmatch, self._weights))
        return sorted(int(each["place"]) for each in found if each["level"] == level)


def _convolved(x: Plane, kernel: Plane) -> Plane:
    """Return a 3 x 3 convolution with zeros around. Shape: x (H, W, C), kernel (D, C, 3, 3); returns (H, W, D)."""
    height, width, channels = x.shape
    # In rows that follow each other each place of the kernel is one stretch: nothing is copied, and what is computed
    # across the ends of rows is cut away.
    around = np.pad(x, ((1, 2), (1, 1), (0, 0))).reshape(-1, channels)
    stretch = height * (width + 2)
    result = np.zeros((stretch, len(kernel)), np.float32)
    part = np.empty_like(result)
    for row in range(3):
        for column in range(3):
            start = row * (width + 2) + column
            result += np.matmul(around[start : start + stretch], kernel[:, :, row, column].T, out=part)
    return result.reshape(height, width + 2, -1)[:, :width]


def _to_cells(picture: Plane) -> Plane:
    """Return 2 x 2 pixels as the channels of one cell, each colour's four together."""
    height, width, channels = picture.shape
    cells = picture.reshape(height // _CELL, _CELL, width // _CELL, _CELL, channels).transpose(0, 2, 4, 1, 3)
    return np.ascontiguousarray(cells.reshape(height // _CELL, width // _CELL, -1))


def _from_cells(cells: Plane) -> Plane:
    """Return the one plane whose 2 x 2 pixels are the channels of each cell."""
    height, width = cells.shape[:2]
    return cells.reshape(height, width, _CELL, _CELL).transpose(0, 2, 1, 3).reshape(height * _CELL, width * _CELL)

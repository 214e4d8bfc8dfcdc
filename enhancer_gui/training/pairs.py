"""Pairs to learn from: what a network is given and what it should make of it.

A new kind of task is one new file with a `PairMaker`, and a row in `tasks`: batches, losses, the loop,
curves and sheets know nothing else of it.
"""

from dataclasses import dataclass
from typing import Protocol, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from enhancer_gui.engine.degrade import downsample_bicubic, make_lr
from enhancer_gui.training.config import DataConfig, TrainingConfig
from enhancer_gui.training.drawn.lettering import find_fonts
from enhancer_gui.training.photos import PhotoPool, Pixels8
from enhancer_gui.training.rendered_text import render_crop

Pixels: TypeAlias = NDArray[np.float32]

_BICUBIC_REACH_LR_PX = 2
"""An antialiased bicubic reads this far beyond an LR pixel's own place, counted in LR pixels, at any scale."""

_PHASES = 16
"""JPEG blocks and the coarsest cells of our U-Nets divide this side: patches start at every phase of it."""

_INVERTED = 0.25
"""Share of the channels that a recoloured patch shows as their negative."""


@dataclass(frozen=True)
class Pair:
    """One example, float32 (H, W, C).

    Attributes:
        input: what the network is given.
        target: what it should return.
        mask: (H, W, 1) of the target's size where a task has marked places, one where marked.
    """

    input: Pixels
    target: Pixels
    mask: Pixels | None = None


class PairMaker(Protocol):
    """Makes an endless supply of pairs of one size, each from its random numbers alone."""

    def __call__(self, rng: np.random.Generator) -> Pair:
        """Return a pair."""
        ...


class PhotoPairs:
    """Patches of photos as truth, and what reduction and damage leave of them as input.

    The damage is done to a window that is larger than the patch by all that its kernels reach, so a
    patch's input is exactly what it would have been in the whole photo, up to its very border.
    """

    def __init__(self, config: TrainingConfig, pool: PhotoPool) -> None:
        """Keep what is needed for a pair."""
        self._pool = pool
        self._data = config.data
        self._scale = config.scale
        self._patch_px = config.schedule.patch_px
        self._fonts = () if config.data.fonts is None else find_fonts(config.data.fonts)

    def __call__(self, rng: np.random.Generator) -> Pair:
        """Return a pair: input (P, P, 3) and target (P·scale, P·scale, 3), RGB 0..1."""
        scale, patch = self._scale, self._patch_px
        margin, phases = _surround_lr_px(self._data, scale)
        window = turn(self._window((patch + 2 * margin + phases) * scale, rng), int(rng.integers(8)))
        if rng.random() < self._data.recoloured:
            window = recolour(window, rng)
        y, x = (int(place) for place in margin + rng.integers(phases + 1, size=2))
        if rng.random() < self._data.aligned and phases:
            y = x = -(-margin // _PHASES) * _PHASES
        if self._data.degradations:
            lr = make_lr(as_float(window), self._data.degradations, scale, rng)
        else:
            lr = as_float(downsample_bicubic(window, scale))
        target = window[y * scale : (y + patch) * scale, x * scale : (x + patch) * scale]
        return Pair(lr[y : y + patch, x : x + patch], as_float(target))

    def _window(self, side: int, rng: np.random.Generator) -> Pixels8:
        if rng.random() < self._data.rendered_text:
            return render_crop(side, rng, self._fonts)
        return cut_window(self._pool, side, self._data, rng)


def smallest_photo_px(config: TrainingConfig) -> int:
    """Return the side of the windows that pairs are made from, in pixels of the photo."""
    margin, phases = _surround_lr_px(config.data, config.scale)
    return (config.schedule.largest_patch_px + 2 * margin + phases) * config.scale


def cut_window(pool: PhotoPool, side: int, data: DataConfig, rng: np.random.Generator) -> Pixels8:
    """Return a window of `side` pixels from a random place of a random photo.

    Of `data.detail_tries` places the one with the most detail is taken; a share of `data.rescaled` is cut
    larger and reduced, by area or antialiased bicubic, down to `data.smallest_scale`.
    """
    reduce = rng.random() < data.rescaled
    wanted_scale = rng.uniform(data.smallest_scale, 1.0) if reduce else 1.0
    best: tuple[float, int, int, int, int] | None = None
    for _ in range(data.detail_tries):
        index = pool.draw(rng)
        raw = min(int(np.ceil(side / wanted_scale)), *pool.photos[index].shape[:2])
        y, x = pool.window(index, raw, rng)
        found = (pool.detail_of(index, y, x, raw), index, y, x, raw)
        best = found if best is None or found > best else best
    assert best is not None, "detail_tries is at least one"
    _, index, y, x, raw = best
    window = pool.photos[index][y : y + raw, x : x + raw]
    if raw == side:
        return window
    if rng.random() < 0.5:
        return np.asarray(cv2.resize(window, (side, side), interpolation=cv2.INTER_AREA), dtype=np.uint8)
    return np.asarray(Image.fromarray(window).resize((side, side), Image.Resampling.BICUBIC))


def turn(window: Pixels8, which: int) -> Pixels8:
    """Return one of the eight flips and quarter turns."""
    turned = np.rot90(window, which % 4)
    return np.ascontiguousarray(turned[:, ::-1] if which >= 4 else turned)


def recolour(window: Pixels8, rng: np.random.Generator) -> Pixels8:
    """Return the window with its channels in random order, each weakened and perhaps inverted."""
    shuffled = window[..., rng.permutation(3)].astype(np.float32)
    gains = rng.uniform(0.25, 1.0, size=3) * np.where(rng.random(3) < _INVERTED, -1, 1)
    offsets = np.where(gains < 0, 255.0, rng.uniform(0, 255 * (1 - np.abs(gains))))
    return np.rint(np.clip(shuffled * gains.astype(np.float32) + offsets.astype(np.float32), 0, 255)).astype(np.uint8)


def as_float(window: Pixels8) -> Pixels:
    """Return 8-bit values as float32 0..1."""
    return window.astype(np.float32) / np.float32(255)


def _surround_lr_px(data: DataConfig, scale: int) -> tuple[int, int]:
    """Return how much is cut away on each side at least, and how many more phases a patch may start at."""
    margin = _BICUBIC_REACH_LR_PX if scale > 1 else 0
    if not data.degradations:
        return margin, 0
    return margin + -(-data.reach_px // scale), _PHASES - 1

"""Black, white and cast of a photo, and the straight lines that bring them back: for diagnosis and finish alike.

The prints that need it have faded evenly: their dyes or silver lost density, which compresses each channel between a
grey black and a yellowed white. What the whole photo shows is undone for every pixel alike, so tiles join.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from enhancer_gui.engine.overview import overview

_SAMPLE_PX = 256
"""Side of the reduced photo that is looked at: dust and noise average out, black and white areas do not."""
_ENDS = (0.5, 99.5)
"""Percentiles taken for black and white."""
_LUMA = np.array([0.299, 0.587, 0.114], np.float32)
_HIGHLIGHTS = 90
"""Percentile of the luma above which a photo shows what white looks like in it."""
_MOST_GAIN = 2.5
"""More would raise grain and banding to the surface."""
_MOST_BALANCE = 1.6
"""A channel that is weaker than the others by more than this is the subject's colour, not the print's."""
_BLACK, _WHITE = 0.01, 0.99
_SHADOWS = 10
"""Percentile of the luma up to which are shadows."""
_LEVELS, _LEAST_RANGE = 64, 0.02
"""Steps of a photo's range of luma in which colours and counts are compared, and the least range that is divided."""
_FEW = 4
"""Of these steps: what a drawing, a logo or a page of text consists of."""
_SEEN = 0.5
"""Alpha from which a pixel of a transparent picture counts."""


@dataclass(frozen=True)
class Tones:
    """What a whole photo's tones are like, in its own encoding, 0..1.

    Attributes:
        black, white: of red, green and blue.
        cast: Lab (a, b) of the cast: what highlights and the average have in common; (0, 0) is none.
        variety: mean distance of Lab (a, b) from their average: next to nothing in grey prints, 2 to 9 in toned ones.
        shadows: chroma in Lab of the shadows, along the cast: shadows of toned prints have it, those of brown or
            green scenes mostly have not.
        scatter: mean distance of Lab (a, b) from the average of pixels of its luma: below 2 where lightness alone
            decides the colour, as in a toned grey picture.
        spread: standard deviation of the luma.
        plainness: share of the pixels in the four most frequent of 64 steps of luma.
    """

    black: tuple[float, float, float]
    white: tuple[float, float, float]
    cast: tuple[float, float]
    variety: float
    shadows: float = 0.0
    scatter: float = 0.0
    spread: float = 0.0
    plainness: float = 0.0

    @property
    def black_level(self) -> float:
        """Luma of the darkest tone."""
        return float(_LUMA @ np.array(self.black, np.float32))

    @property
    def white_level(self) -> float:
        """Luma of the lightest tone."""
        return float(_LUMA @ np.array(self.white, np.float32))

    @property
    def luma_range(self) -> float:
        """Luma between the darkest and the lightest tone."""
        return self.white_level - self.black_level

    @property
    def channel_range(self) -> float:
        """The widest range of the three channels: colourful photos use all of one."""
        return max(white - black for white, black in zip(self.white, self.black, strict=True))

    @property
    def cast_strength(self) -> float:
        """Chroma of the cast in Lab; 2 is just seen on grey, 15 is sepia."""
        return float(np.hypot(*self.cast))


@dataclass(frozen=True)
class ToneLine:
    """New value = gain * value + offset, for red, green and blue."""

    gain: tuple[float, float, float]
    offset: tuple[float, float, float]

    def __call__(self, rgb: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return changed pixels (h, w, 3), not clipped."""
        return rgb * np.array(self.gain, np.float32) + np.array(self.offset, np.float32)


def measure_tones(samples: NDArray[np.generic], alpha: NDArray[np.generic] | None = None) -> Tones:
    """Return the tones of a photo of any depth, (H, W, 3), where its alpha (H, W) lets it be seen."""
    pixels = overview(samples, _SAMPLE_PX).reshape(-1, 3)
    if alpha is not None:
        seen = overview(alpha[..., None], _SAMPLE_PX).reshape(-1) >= _SEEN
        pixels = pixels[seen] if seen.any() else pixels
    black, white = np.percentile(pixels, _ENDS, axis=0)
    luma = pixels @ _LUMA
    light = pixels[luma >= np.percentile(luma, _HIGHLIGHTS)].mean(axis=0)
    colours = _colours(pixels)
    variety = float(np.hypot(*(colours - colours.mean(axis=0)).T).mean())
    pair = _colours(np.stack([light, pixels.mean(axis=0)]))
    cast = _common(pair[0], pair[1])
    shadows = colours[luma <= np.percentile(luma, _SHADOWS)].mean(axis=0) @ cast / max(float(np.hypot(*cast)), 1e-6)
    low, high = np.percentile(luma, _ENDS)
    share = np.clip((luma - low) / max(float(high - low), _LEAST_RANGE), 0, 1)
    steps = np.minimum((share * _LEVELS).astype(np.int64), _LEVELS - 1)
    counts = np.bincount(steps, minlength=_LEVELS)
    return Tones(
        _three(black),
        _three(white),
        cast,
        variety,
        float(shadows),
        _scatter(colours, steps, counts),
        float(luma.std()),
        float(np.sort(counts)[-_FEW:].sum() / len(luma)),
    )


def repair(tones: Tones, fading: float, balance: float) -> ToneLine:
    """Return the line that repairs tones, `fading` and `balance` 0..1 each.

    Balance lays the blacks and the whites of the three channels on top of each other; fading then stretches them to
    nearly the whole range. Both are limited, so that a photo that is meant to be pale or coloured keeps its mood.
    """
    black, white = np.array(tones.black), np.array(tones.white)
    range_ = np.maximum(white - black, 1e-3)
    level = np.clip(range_.mean() / range_, 1 / _MOST_BALANCE, _MOST_BALANCE)
    gain = 1 + balance * (level - 1)
    offset = balance * ((black + white).mean() - level * (black + white)) / 2
    low, high = tones.black_level, tones.white_level
    stretch = min(_MOST_GAIN, (max(high, _WHITE) - min(low, _BLACK)) / max(high - low, 1e-3))
    middle = (high + low) / 2
    target = (max(high, _WHITE) + min(low, _BLACK)) / 2
    slope, shift = 1 + fading * (stretch - 1), fading * (target - stretch * middle)
    return ToneLine(_three(gain * slope), _three(offset * slope + shift))


def _colours(pixels: NDArray[np.floating]) -> NDArray[np.float64]:
    """Return Lab (a, b) of pixels. Shape: (N, 3) to (N, 2)."""
    lab = np.asarray(cv2.cvtColor(pixels.astype(np.float32)[None], cv2.COLOR_RGB2Lab))
    return lab[0, :, 1:].astype(np.float64)


def _scatter(colours: NDArray[np.float64], steps: NDArray[np.int64], counts: NDArray[np.int64]) -> float:
    """Return the mean distance of (a, b) from their average in the same step of luma. Shape: (N, 2), (N,), (64,)."""
    sums = np.stack([np.bincount(steps, weights=axis, minlength=_LEVELS) for axis in colours.T], axis=1)
    return float(np.hypot(*(colours - (sums / np.maximum(counts, 1)[:, None])[steps]).T).mean())


def _common(light: NDArray[np.float64], average: NDArray[np.float64]) -> tuple[float, float]:
    """Return what two (a, b) have in common: the shorter one, where they point the same way."""
    shorter = min(light, average, key=lambda ab: float(np.hypot(*ab)))
    lengths = float(np.hypot(*light) * np.hypot(*average))
    agreement = float(light @ average) / lengths if lengths > 0 else 0.0
    return (float(shorter[0]), float(shorter[1])) if agreement > np.cos(np.pi / 4) else (0.0, 0.0)


def _three(values: NDArray[np.floating]) -> tuple[float, float, float]:
    red, green, blue = (float(value) for value in values)
    return red, green, blue

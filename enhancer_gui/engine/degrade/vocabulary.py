"""What every degradation shares: its pixels, its source of chance and its strictness about settings."""

from collections.abc import Mapping, Sequence
from typing import ClassVar, Protocol, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels: TypeAlias = NDArray[np.float32]
Rng: TypeAlias = np.random.Generator
Range: TypeAlias = tuple[float, float]


class Damage(Protocol):
    """What all degradations can be asked for."""

    @property
    def probability(self) -> float:
        """How often it happens, where it is one of a chain."""
        ...

    def __call__(self, image: Pixels, rng: Rng) -> Pixels:
        """Return the damaged picture."""
        ...


class Settings:
    """Base of all degradations: a field that does not exist is an error when a configuration is read.

    The attribute is the one pydantic looks for on plain dataclasses; naming it here keeps the engine free of pydantic.
    """

    __pydantic_config__: ClassVar[Mapping[str, str]] = {"extra": "forbid"}


def apply_chain(image: Pixels, chain: Sequence[Damage], rng: Rng) -> Pixels:
    """Return the picture after each degradation whose probability comes up, in order.

    Shape:
        image: (H, W, 3). Returns the same shape, unless a degradation of the chain has a `scale` of its own.
    """
    out = image
    for degradation in chain:
        if rng.random() < degradation.probability:
            out = degradation(out, rng)
    return out


def to_8bit(image: Pixels) -> NDArray[np.uint8]:
    """Return the picture rounded to 8 bits; values outside 0..1 are clipped."""
    return np.asarray(cv2.convertScaleAbs(np.clip(image, 0, 1), alpha=255), dtype=np.uint8)


def from_8bit(image: NDArray[np.uint8]) -> Pixels:
    """Return the picture as float32 0..1."""
    return image.astype(np.float32) * np.float32(1 / 255)


def pick(rng: Rng, weights: Mapping[str, float]) -> str:
    """Return one of the names, drawn with these weights (which need not sum to 1)."""
    names = list(weights)
    bounds = np.cumsum([weights[name] for name in names])
    return names[int(np.searchsorted(bounds, rng.random() * bounds[-1], side="right"))]

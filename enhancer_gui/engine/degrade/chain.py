"""Every kind of degradation, and what a chain of them makes of a truth."""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np

from enhancer_gui.core.errors import ConfigError
from enhancer_gui.engine.degrade.either import Either
from enhancer_gui.engine.degrade.resizing import downsample_bicubic
from enhancer_gui.engine.degrade.single import SingleDegradation
from enhancer_gui.engine.degrade.vocabulary import Pixels, Rng, apply_chain, from_8bit, to_8bit

Degradation: TypeAlias = SingleDegradation | Either


def make_lr(hr: Pixels, chain: Sequence[Degradation], scale: int, rng: Rng) -> Pixels:
    """Return the LR of an HR crop: the chain, then antialiased bicubic for what the chain has not reduced itself.

    Shape:
        hr: (H, W, 3), H and W multiples of scale. Returns (H / scale, W / scale, 3), float32 0..1; rounded to
        8 bits where the reduction happens here, as in the classical benchmarks.

    Raises:
        ConfigError: the chain reduces further than the scale, or by a factor that does not divide it.
    """
    damaged = apply_chain(hr, chain, rng)
    rest, remainder = divmod(scale * damaged.shape[0], hr.shape[0])
    if rest < 1 or remainder:
        raise ConfigError(
            f"The degradations reduce a picture of {hr.shape[0]} lines to {damaged.shape[0]}, "
            f"which does not lead to scale {scale}.",
            remedy="Give the degradations that have a scale the one of the model.",
        )
    if rest == 1:
        return np.asarray(damaged, dtype=np.float32)
    return from_8bit(downsample_bicubic(to_8bit(damaged), rest))

"""The traditional methods as candidates: what a model must beat to be worth its time."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from enhancer_gui.cli.methods import Method
from enhancer_gui.core.cancel import JobControl
from enhancer_gui.core.errors import ConfigError
from enhancer_gui.core.image import to_float
from enhancer_gui.engine import classical
from enhancer_gui.engine.classical import BlurShape, FillMethod
from enhancer_gui.engine.metrics import luma_601
from enhancer_gui.engine.resample import Kernel
from enhancer_gui.training.evaluate import Pair

Pixels = NDArray[np.float32]
_Apply = Callable[[Pair, int], Pixels]

_SHAKE_BALANCE, _SHAKE_ITERATIONS = 0.1, 15
"""Gentler than for exact kernels, since errors in a kernel ring: 0.5 dB better on Levin et al.'s photos."""


@dataclass(frozen=True)
class MethodCandidate:
    """A method at a scale that it can do (`Method.enlarges`)."""

    method: Method
    scale: int
    control: JobControl

    @property
    def name(self) -> str:
        """What the tables say; at scale 1 interpolation is the input itself."""
        unchanged = self.scale == 1 and self.method in (Method.BICUBIC, Method.LANCZOS)
        return "input" if unchanged else self.method.value

    def __call__(self, pair: Pair) -> Pixels:
        """Return the input enhanced, float32 0..1, before any file's rounding.

        Raises:
            Cancelled: asked to stop.
            ConfigError: the method fills, and the set has no masks.
        """
        self.control.checkpoint()
        return _METHODS[self.method](pair, self.scale)


def _unsharp(pair: Pair, scale: int) -> Pixels:
    enlarged = classical.enlarge(pair.input, scale, Kernel.BICUBIC)
    return classical.unsharp_mask(enlarged, max(1.0, scale / 2))


def _wiener(pair: Pair, _scale: int) -> Pixels:
    kernel, is_exact = _estimated(pair)
    given = to_float(pair.input)
    return classical.wiener(given, kernel) if is_exact else classical.wiener(given, kernel, balance=_SHAKE_BALANCE)


def _richardson_lucy(pair: Pair, _scale: int) -> Pixels:
    kernel, is_exact = _estimated(pair)
    given = to_float(pair.input)
    if is_exact:
        return classical.richardson_lucy(given, kernel)
    return classical.richardson_lucy(given, kernel, iterations=_SHAKE_ITERATIONS)


def _estimated(pair: Pair) -> tuple[Pixels, bool]:
    """Return the kernel of the blur, and whether it is a line, disc or Gaussian, which are known exactly."""
    luma = (luma_601(pair.input) / 255).astype(np.float32)
    blur = classical.estimate_blur(luma)
    if blur.shape is BlurShape.NONE:
        return classical.estimate_shake(luma), False
    return classical.blur_kernel(blur), True


def _filled(how: FillMethod) -> _Apply:
    def apply(pair: Pair, _scale: int) -> Pixels:
        if pair.mask is None:
            raise ConfigError(
                f"It is not known what is damaged in {pair.name}.",
                remedy="Name a folder of masks (INPUT,TRUTH,MASK), or use --damage scratches.",
            )
        return classical.fill(to_float(pair.input), pair.mask, how)

    return apply


_METHODS: dict[Method, _Apply] = {
    Method.BICUBIC: lambda pair, scale: classical.enlarge(pair.input, scale, Kernel.BICUBIC),
    Method.LANCZOS: lambda pair, scale: classical.enlarge(pair.input, scale, Kernel.LANCZOS),
    Method.UNSHARP: _unsharp,
    Method.WIENER: _wiener,
    Method.RICHARDSON_LUCY: _richardson_lucy,
    Method.NON_LOCAL_MEANS: lambda pair, _scale: classical.non_local_means(to_float(pair.input)),
    Method.BILATERAL: lambda pair, _scale: classical.bilateral(to_float(pair.input)),
    Method.INPAINT_TELEA: _filled(FillMethod.TELEA),
    Method.INPAINT_NS: _filled(FillMethod.NAVIER_STOKES),
}

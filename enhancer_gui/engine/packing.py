"""Weights in half the room: 8 bits a value, with a step of its own for each slice of a kernel.

Computing goes on in the usual precision: this is a form of file, not of arithmetic. Kernels that read or give few
channels (the first and the last of a network) stay fp16: their errors do not average out. Measured on the deblurring
U-Net, three photos of Set14 out of focus: results with packed and with fp16 weights differ by 67 dB, with the ends
packed too by 28 dB.

Source: Krishnamoorthi, "Quantizing deep convolutional networks for efficient inference: a whitepaper", 2018, section
3.1.1 (per channel, symmetric).
"""

from collections.abc import Mapping

import torch
from torch import Tensor

from enhancer_gui.core.errors import ModelError
from enhancer_gui.engine.packed import STEP

_LEVELS = 127
_FEWEST = 32
"""Channels on either side from which a kernel is packed."""


def pack(state: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Return kernels as int8 beside their steps (`NAME::step`, float32, one a slice of axis 0); the rest as fp16."""
    packed: dict[str, Tensor] = {}
    for name, value in state.items():
        if value.ndim < 2 or min(value.shape[:2]) < _FEWEST:
            packed[name] = value.to(torch.float16)
            continue
        # Of a slice of zeros the step must not be a number that processors may take for zero (a subnormal one).
        step = (value.float().abs().flatten(1).amax(1) / _LEVELS).clamp(min=torch.finfo(torch.float32).tiny)
        packed[name] = (value.float() / _along(step, value)).round().to(torch.int8)
        packed[name + STEP] = step
    return packed


def unpack(tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Return what `pack` was given, float32 where it was packed; other tensors pass through.

    Raises:
        ModelError: a step belongs to no kernel, or does not fit it.
    """
    state = {name: value for name, value in tensors.items() if not name.endswith(STEP)}
    for name, step in tensors.items():
        if not name.endswith(STEP):
            continue
        kernel = state.get(name.removesuffix(STEP))
        if kernel is None or kernel.dtype != torch.int8 or kernel.ndim < 2 or step.shape != kernel.shape[:1]:
            raise ModelError("The weights are packed in an unknown way.", remedy="Use another copy.", detail=name)
        state[name.removesuffix(STEP)] = kernel.float() * _along(step, kernel)
    return state


def _along(step: Tensor, value: Tensor) -> Tensor:
    return step.reshape(-1, *[1] * (value.ndim - 1))

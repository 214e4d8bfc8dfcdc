"""Networks in other number formats, and laid out for speed."""

import copy

import torch
from torch import nn

from enhancer_gui.core.models import Precision

_DTYPES = {Precision.FP32: torch.float32, Precision.BF16: torch.bfloat16, Precision.FP16: torch.float16}


def dtype_of(precision: Precision) -> torch.dtype:
    """Return torch's type of a precision."""
    return _DTYPES[precision]


def channels_last(network: nn.Module) -> nn.Module:
    """Return the same network, its kernels laid out channels-last (what CPUs and tensor cores want)."""
    for parameter in network.parameters():
        if parameter.dim() == 4:
            parameter.data = parameter.data.contiguous(memory_format=torch.channels_last)
    return network


def to_precision(network: nn.Module, precision: Precision) -> nn.Module:
    """Return a copy of a network whose inner arithmetic runs in a precision; its skips stay float32.

    Networks that add their result to the photo do so in float32 at the very end, so rounding touches only what the
    network adds and not the photo itself.
    """
    copied = channels_last(copy.deepcopy(network))
    dtype = dtype_of(precision)
    outer = {id(module) for module in getattr(copied, "float32_modules", ())}
    for module in copied.modules():
        if id(module) not in outer:
            _convert_own(module, dtype)
    return copied


def _convert_own(module: nn.Module, dtype: torch.dtype) -> None:
    """Convert what belongs to a module itself, and not to those inside it."""
    for tensor in (*module.parameters(recurse=False), *module.buffers(recurse=False)):
        if tensor.is_floating_point():
            tensor.data = tensor.data.to(dtype)

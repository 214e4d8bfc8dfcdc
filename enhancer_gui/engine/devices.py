"""Which devices there are, whether they compute correctly, and how much they can hold."""

import logging
import platform
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import psutil
import torch

from enhancer_gui.core.errors import BackendError
from enhancer_gui.core.models import Precision
from enhancer_gui.engine import allocator
from enhancer_gui.engine.networks import dtype_of

log = logging.getLogger(__name__)

_SELF_TEST_TOLERANCE = 0.05
"""Largest error of the self-test: an order above bf16's rounding, far below a broken driver's."""


@dataclass(frozen=True)
class Device:
    """A device that passed its self-test.

    Attributes:
        id: what torch and `--device` call it: "cpu", "cuda:0", "mps", "xpu:0".
        name: what people call it.
        precisions: formats that are worth using on it, the best one first.
    """

    id: str
    name: str
    precisions: tuple[Precision, ...]

    @property
    def kind(self) -> str:
        """The part of the id before the colon."""
        return self.id.split(":")[0]

    @property
    def torch_device(self) -> torch.device:
        """The device as torch's own type."""
        return torch.device(self.id)

    def free_bytes(self) -> int:
        """Return the memory that is free now."""
        if self.kind == "cuda":
            return int(torch.cuda.mem_get_info(self.torch_device)[0])
        if self.kind == "xpu":
            return int(torch.xpu.mem_get_info(self.torch_device)[0])
        return int(psutil.virtual_memory().available)

    def release(self) -> None:
        """Hand memory that torch keeps in reserve back to the system."""
        if self.kind == "cuda":
            torch.cuda.empty_cache()
        elif self.kind == "xpu":
            torch.xpu.empty_cache()
        elif self.kind == "mps":
            torch.mps.empty_cache()
        else:
            allocator.release()


@cache
def list_devices() -> tuple[Device, ...]:
    """Return the devices that passed their self-test, accelerators first, the CPU last."""
    allocator.keep_large_blocks()
    passed = [device for device in _candidates() if _self_test(device)]
    return tuple(passed)


def choose_device(device_id: str) -> Device:
    """Return a device by id; "auto" is the first that works.

    Raises:
        BackendError: there is no such device, or it failed its self-test.
    """
    devices = list_devices()
    if device_id == "auto":
        return devices[0]
    for device in devices:
        if device_id in (device.id, device.kind):
            return device
    known = ", ".join(device.id for device in devices)
    raise BackendError(
        f"The device “{device_id}” is not there or failed its self-test.", remedy=f"Choose one of: auto, {known}."
    )


def choose_precision(device: Device, wanted: str, allowed: tuple[Precision, ...]) -> Precision:
    """Return the number format to use: the device's best that every model allows, or the one wanted.

    Raises:
        BackendError: the wanted one is unknown, or a model forbids it.
    """
    if wanted != "auto":
        if wanted not in {p.value for p in Precision}:
            raise BackendError(f"“{wanted}” is no precision.", remedy="Use auto, fp32, bf16 or fp16.")
        precision = Precision(wanted)
        if precision not in allowed:
            names = ", ".join(p.value for p in allowed)
            raise BackendError(f"This model is not safe in {wanted}.", remedy=f"Use auto or one of: {names}.")
        return precision
    return next((p for p in device.precisions if p in allowed), Precision.FP32)


def _candidates() -> list[Device]:
    fp32, bf16, fp16 = Precision.FP32, Precision.BF16, Precision.FP16
    found: list[Device] = []
    for index in range(torch.cuda.device_count() if torch.cuda.is_available() else 0):
        best = (bf16, fp16, fp32) if torch.cuda.get_device_capability(index)[0] >= 8 else (fp16, fp32)
        found.append(Device(f"cuda:{index}", torch.cuda.get_device_name(index), best))
    if torch.xpu.is_available():
        found += [
            Device(f"xpu:{i}", torch.xpu.get_device_name(i), (bf16, fp32)) for i in range(torch.xpu.device_count())
        ]
    if torch.backends.mps.is_available():
        found.append(Device("mps", "Apple GPU", (fp32,)))
    cpu_has_bf16 = torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported()
    found.append(Device("cpu", _cpu_name(), (bf16, fp32) if cpu_has_bf16 else (fp32,)))
    return found


def _cpu_name() -> str:
    name = platform.processor()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        lines = cpuinfo.read_text(encoding="utf-8", errors="replace").splitlines()
        name = next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), name)
    cores = psutil.cpu_count(logical=False) or psutil.cpu_count() or 1
    return f"{name or platform.machine()}, {cores} cores" if cores > 1 else f"{name or platform.machine()}, 1 core"


def _self_test(device: Device) -> bool:
    """Return whether a convolution on the device agrees with the CPU's in float32."""
    if device.kind == "cpu":
        return True
    generator = torch.Generator().manual_seed(0)
    x = torch.rand((1, 8, 32, 32), generator=generator)
    weight = torch.rand((8, 8, 3, 3), generator=generator) / 36
    truth = torch.nn.functional.conv2d(x, weight)
    try:
        dtype = dtype_of(device.precisions[0])
        result = torch.nn.functional.conv2d(x.to(device.torch_device, dtype), weight.to(device.torch_device, dtype))
        error = float((result.float().cpu() - truth).abs().max())
    except RuntimeError as e:
        log.warning("%s (%s) failed its self-test: %s", device.name, device.id, e)
        return False
    if error > _SELF_TEST_TOLERANCE:
        log.warning("%s (%s) computes wrongly: error %.3f", device.name, device.id, error)
    return error <= _SELF_TEST_TOLERANCE

"""One tile through the whole chain: cut, compute, check, crop.

A tile that does not fit into memory is computed in quarters; a result that is not finite, or flat
where the input is not, is computed again in float32. Either the right pixels come back or an error.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from enhancer_gui.core.cancel import JobControl
from enhancer_gui.core.errors import BackendError, OutOfMemory
from enhancer_gui.core.geometry import Region, TilePlan
from enhancer_gui.core.image import Image
from enhancer_gui.core.models import Precision
from enhancer_gui.core.work import Stage, Work
from enhancer_gui.engine.devices import Device
from enhancer_gui.engine.networks import to_precision
from enhancer_gui.engine.tiling import read_reflected

log = logging.getLogger(__name__)

SMALLEST_PIECE_PX = 48
"""Below this side a halo costs more than ten times the core: memory is not what is lacking then."""

_DEAD_INPUT_SPREAD = 0.02
"""Standard deviation (of 1.0) above which an input counts as textured: five 8-bit steps."""
_DEAD_OUTPUT_SPREAD = 0.1
"""A living result keeps at least this share of its input's spread; a black one keeps none."""
_DEAD_DRIFT = 0.05
"""How far the mean of a flat result may lie from its input's, when all that went was noise."""
_COARSE_PX = 16
"""Side of the blocks whose means tell a picture from noise: noise of sigma 50 averages to three 8-bit steps."""


@dataclass(frozen=True, eq=False)
class LoadedStage:
    """A stage with its network, on the device and in the precision it runs in."""

    stage: Stage
    network: nn.Module

    @property
    def consumed_px(self) -> int:
        """Input pixels by which the network's result is smaller on each side."""
        return int(getattr(self.network, "consumed_px", 0))


@dataclass
class MemoryLimit:
    """What a job has learnt about its device: one retreat serves all later tiles.

    Attributes:
        largest_piece: core pixels that are computed at once at the most; 0 while nothing has failed.
        retreats: how often memory ran out.
    """

    largest_piece: int = 0
    retreats: int = 0


class TileEnhancer:
    """Computes tiles of one photo on one device."""

    def __init__(
        self, image: Image, work: Work, stages: Sequence[LoadedStage], device: Device, memory: MemoryLimit
    ) -> None:
        """Keep what all tiles share."""
        self._image = image
        self._work = work
        self._stages = tuple(stages)
        self._device = device
        self._memory = memory

    def enhance(self, core: Region, plan: TilePlan, control: JobControl) -> NDArray[np.float32]:
        """Return the native result of a core region.

        Shape:
            Returns float32 (core.height · scale, core.width · scale, C), clipped to 0..1 for integer
            sources; C is 4 where the photo has alpha.

        Raises:
            Cancelled: asked to stop between two pieces.
            OutOfMemory: even the smallest piece does not fit.
            BackendError: the device fails, or the result is not a picture even in float32.
        """
        control.checkpoint()
        if 0 < self._memory.largest_piece < core.pixels:
            return self._in_quarters(core, plan, control)
        try:
            return self._compute(core, plan)
        except (torch.OutOfMemoryError, MemoryError) as e:
            return self._retreat(core, plan, control, e)
        except RuntimeError as e:
            if "not enough memory" in str(e) or "out of memory" in str(e).lower():
                return self._retreat(core, plan, control, e)
            raise BackendError(
                f"{self._device.name} failed while computing.", remedy="Try another device.", detail=str(e)
            ) from e

    def _retreat(self, core: Region, plan: TilePlan, control: JobControl, cause: BaseException) -> NDArray[np.float32]:
        self._device.release()
        self._memory.retreats += 1
        if max(core.width, core.height) < 2 * max(SMALLEST_PIECE_PX, plan.multiple_of):
            raise OutOfMemory(
                f"{self._device.name} has too little free memory even for {core.width} × {core.height} pixels.",
                remedy="Close other programs or choose the CPU.",
                detail=str(cause),
            ) from cause
        self._memory.largest_piece = core.pixels // 4
        return self._in_quarters(core, plan, control)

    def _in_quarters(self, core: Region, plan: TilePlan, control: JobControl) -> NDArray[np.float32]:
        scale = self._work.scale
        multiple = plan.multiple_of
        half_width = max(multiple, -(-core.width // 2) // multiple * multiple)
        half_height = max(multiple, -(-core.height // 2) // multiple * multiple)
        channels = 3 if self._image.alpha is None else 4
        whole = np.empty((core.height * scale, core.width * scale, channels), dtype=np.float32)
        for y in range(core.y, core.bottom, half_height):
            for x in range(core.x, core.right, half_width):
                piece = Region(x, y, half_width, half_height).intersection(core)
                whole[piece.relative_to(core).scaled(scale).slices()] = self.enhance(piece, plan, control)
        return whole

    def _compute(self, core: Region, plan: TilePlan) -> NDArray[np.float32]:
        padded = plan.padded(core)
        source = read_reflected(self._image.samples, padded)
        crop = core.relative_to(padded).scaled(self._work.scale).slices()
        result = self._run(source, crop)
        if is_dead(result, source[core.relative_to(padded).slices()]):
            log.info("tile at %d, %d is dead in this precision, repeating it in float32", core.x, core.y)
            result = self._run(source, crop, precision=Precision.FP32)
            if is_dead(result, source[core.relative_to(padded).slices()]):
                raise BackendError(
                    "The model returned no picture for a part of this photo, in float32 too.",
                    remedy="Choose another model or another device.",
                    detail=f"core {core}, device {self._device.id}",
                )
        if self._image.is_grey:
            result[:] = result.mean(axis=2, keepdims=True)
        if self._image.alpha is not None:
            alpha = _enlarge(_to_tensor(read_reflected(self._image.alpha, padded)[..., None]), self._work.scale)
            result = np.concatenate([result, _to_array(alpha)[crop]], axis=2)
        return result if self._image.samples.dtype == np.float32 else np.clip(result, 0, 1, out=result)

    @torch.inference_mode()
    def _run(
        self, source: NDArray[np.float32], crop: tuple[slice, slice], precision: Precision | None = None
    ) -> NDArray[np.float32]:
        x = _to_tensor(source).to(self._device.torch_device, memory_format=torch.channels_last)
        trimmed = 0
        for loaded in self._stages:
            network = loaded.network
            if precision is not None:
                network = to_precision(network, precision)
            y = network(x).float()
            scale, strength = loaded.stage.card.scale, loaded.stage.strength
            edge = loaded.consumed_px * scale
            if strength < 1:
                unchanged = _enlarge(x, scale)
                y = torch.lerp(unchanged[:, :, edge : edge + y.shape[2], edge : edge + y.shape[3]], y, strength)
            x = y
            trimmed = trimmed * scale + edge
        rows, columns = (slice(part.start - trimmed, part.stop - trimmed) for part in crop)
        return _to_array(x[:, :, rows, columns])


def is_dead(result: NDArray[np.float32], source: NDArray[np.float32]) -> bool:
    """Return whether a result is no picture: not finite, or flat although its source shows something.

    A flat result of a noisy sky is alive: there the source's block means are flat too, and equal to the result's.
    """
    if not np.isfinite(result).all():
        return True
    spread = float(source.std())
    if spread <= _DEAD_INPUT_SPREAD or float(result.std()) >= _DEAD_OUTPUT_SPREAD * spread:
        return False
    drift = abs(float(result.mean()) - float(source.mean()))
    return drift > _DEAD_DRIFT or float(_block_means(source).std()) > _DEAD_INPUT_SPREAD


def _block_means(values: NDArray[np.float32]) -> NDArray[np.float32]:
    rows, columns = (side // _COARSE_PX for side in values.shape[:2])
    blocks = values[: rows * _COARSE_PX, : columns * _COARSE_PX].mean(axis=2)
    if not blocks.size:
        return np.zeros(1, dtype=np.float32)
    means: NDArray[np.float32] = blocks.reshape(rows, _COARSE_PX, columns, _COARSE_PX).mean(axis=(1, 3))
    return means


def _to_tensor(values: NDArray[np.float32]) -> Tensor:
    return torch.from_numpy(np.ascontiguousarray(values.transpose(2, 0, 1)))[None]


def _to_array(x: Tensor) -> NDArray[np.float32]:
    array: NDArray[np.float32] = x[0].permute(1, 2, 0).float().cpu().numpy()
    return np.ascontiguousarray(array)


def _enlarge(x: Tensor, scale: int) -> Tensor:
    if scale == 1:
        return x
    return functional.interpolate(x, scale_factor=float(scale), mode="bicubic", align_corners=False)

"""What a group of stages makes of one picture: computed at a stretch on the device, checked, repeated if need be."""

import logging

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from enhancer_gui.core.errors import BackendError
from enhancer_gui.core.geometry import Region
from enhancer_gui.core.models import Precision
from enhancer_gui.engine.devices import Device
from enhancer_gui.engine.liveness import is_dead
from enhancer_gui.engine.loaded import LoadedGroup, LoadedStage
from enhancer_gui.engine.masks import MaskPictures
from enhancer_gui.engine.networks import enlarged_bicubic, to_precision

log = logging.getLogger(__name__)


class GroupRunner:
    """Runs groups of one work on one device; `masks` has the pictures of its stages' masks."""

    def __init__(self, photo_size: tuple[int, int], device: Device, masks: MaskPictures) -> None:
        """Keep what all groups share; masks are stretched over the photo, (width, height)."""
        self._photo_size = photo_size
        self._device = device
        self._masks = masks

    def checked(
        self,
        group: LoadedGroup,
        source: NDArray[np.float32],
        shown: NDArray[np.float32],
        crop: tuple[slice, slice],
        place: Region,
    ) -> NDArray[np.float32]:
        """Return a group's result, computed again in float32 where it is no picture of `shown`.

        Args:
            group: what computes.
            source: its input, (h, w, C).
            shown: the part of `source` that `crop` is the result of.
            crop: rows and columns that are kept of the result.
            place: where `source` lies in the group's input.

        Raises:
            BackendError: it is no picture in float32 either.
        """
        result = self._run(group, source, crop, place)
        if is_dead(result, shown):
            log.info("a tile of %s is dead in this precision, repeating it in float32", group.work.stages[0].card.id)
            result = self._run(group, source, crop, place, precision=Precision.FP32)
            if is_dead(result, shown):
                raise BackendError(
                    "The model returned no picture for a part of this photo, in float32 too.",
                    remedy="Choose another model or another device.",
                    detail=f"models {[s.card.id for s in group.work.stages]}, device {self._device.id}",
                )
        return result

    def _share(self, group: LoadedGroup, loaded: LoadedStage, place: Region, enlarged: int, trimmed: int) -> Tensor:
        """Return where a stage counts, (1, 1, h, w) or a single one, at a place of its group's input.

        Args:
            group: the stage's.
            loaded: the stage.
            place: in pixels of the group's input.
            enlarged: pixels of the stage's result for one of these.
            trimmed: pixels of the stage's result that are missing on each side.
        """
        mask = loaded.stage.mask
        if mask is None:
            return torch.ones((), device=self._device.torch_device)
        width, height = group.work.source_size
        whole = width * enlarged, height * enlarged
        values = self._masks.values(mask, self._photo_size, whole, place.scaled(enlarged).grown(-trimmed))
        return torch.from_numpy(values)[None, None].to(self._device.torch_device)

    @torch.inference_mode()
    def _run(
        self,
        group: LoadedGroup,
        source: NDArray[np.float32],
        crop: tuple[slice, slice],
        place: Region,
        precision: Precision | None = None,
    ) -> NDArray[np.float32]:
        """Return a group's result of `source`, which is what lies at `place` of the group's input."""
        x = _to_tensor(source).to(self._device.torch_device, memory_format=torch.channels_last)
        trimmed, enlarged = 0, 1
        for loaded in group.stages:
            network = loaded.network
            if precision is not None:
                network = to_precision(network, precision)
            y = network(x).float()
            scale, strength = loaded.stage.card.scale, loaded.stage.strength
            edge = loaded.consumed_px * scale
            trimmed, enlarged = trimmed * scale + edge, enlarged * scale
            if strength < 1 or loaded.stage.mask is not None:
                unchanged = x if scale == 1 else enlarged_bicubic(x, scale)
                unchanged = unchanged[:, :, edge : edge + y.shape[2], edge : edge + y.shape[3]]
                y = torch.lerp(unchanged, y, strength * self._share(group, loaded, place, enlarged, trimmed))
            x = y
        rows, columns = (slice(part.start - trimmed, part.stop - trimmed) for part in crop)
        return _to_array(x[:, :, rows, columns])


def _to_tensor(values: NDArray[np.float32]) -> Tensor:
    return torch.from_numpy(np.ascontiguousarray(values.transpose(2, 0, 1)))[None]


def _to_array(x: Tensor) -> NDArray[np.float32]:
    array: NDArray[np.float32] = x[0].permute(1, 2, 0).float().cpu().numpy()
    return np.ascontiguousarray(array)

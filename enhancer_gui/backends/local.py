"""Tiles computed in this process, on the best device there is."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import reduce
from itertools import takewhile

import torch
from torch import nn

from enhancer_gui.backends.base import DeviceInfo, TileResult, WorkOrder
from enhancer_gui.core.cancel import JobControl
from enhancer_gui.core.errors import OutOfMemory
from enhancer_gui.core.models import ModelCard, Precision, Tiling
from enhancer_gui.core.work import Stage, Work
from enhancer_gui.engine.devices import Device, choose_device, choose_precision, list_devices
from enhancer_gui.engine.enhance import SMALLEST_PIECE_PX, MemoryLimit, TileEnhancer
from enhancer_gui.engine.loaded import LoadedStage
from enhancer_gui.engine.masks import MaskPictures
from enhancer_gui.engine.networks import interpolate, to_precision
from enhancer_gui.engine.networks.compact import Compact
from enhancer_gui.engine.tiling import next_tile
from enhancer_gui.engine.weights import load_network
from enhancer_gui.engine.windows import CACHE_BYTES, WindowCache
from enhancer_gui.storage.catalogue import weights_path

log = logging.getLogger(__name__)

MEMORY_SHARE = 0.25
"""Share of the free memory that one tile may take: the rest is for the page cache and other programs."""

TILE_WORK = 2e11
"""Multiply-adds of a tile on a CPU: 0.4 s at the 1 TFLOP/s that two cores with bf16 reach, so that the
first picture comes soon, and large enough to keep the share of the halo small."""
TILE_WORK_ACCELERATOR = 2e12
"""The same for accelerators, which need more pixels to fill their units."""
LARGEST_TILE_PX = 2048
SMALLEST_TILE_PX = 64


@dataclass(frozen=True)
class _Key:
    weights: str
    device: str
    precision: Precision
    unpadded: bool


class LocalBackend:
    """The engine behind the `Backend` protocol. Weights are loaded once and kept until `release`."""

    def __init__(self, load: Callable[[ModelCard], nn.Module] | None = None, *, threads: int | None = None) -> None:
        """Make the backend.

        Args:
            load: returns a card's float32 network; None loads what is installed.
            threads: how many threads of the CPU may compute, in the whole process; None leaves torch's choice.
        """
        self._load = load or load_shipped
        if threads is not None:
            torch.set_num_threads(threads)
        self._networks: dict[_Key, nn.Module] = {}

    def devices(self) -> tuple[DeviceInfo, ...]:
        """Return the devices that passed their self-test."""
        return tuple(
            DeviceInfo(device.id, device.name, device.precisions[0].value, device.free_bytes())
            for device in list_devices()
        )

    def info(self, device_id: str, precision: str, work: Work) -> DeviceInfo:
        """Return the device and precision that `enhance` would use; raises BackendError."""
        device = choose_device(device_id)
        chosen = choose_precision(device, precision, _allowed(work))
        return DeviceInfo(device.id, device.name, chosen.value, device.free_bytes())

    def tile_px(self, work: Work, device_id: str, precision: str) -> int:
        """Return a side that fits into a quarter of the free memory and keeps the first tile quick.

        A stage that is computed in windows costs a tile whole windows: there a tile is as large as the largest.
        """
        if not all(stage.is_exact for stage in work.stages):
            return max(SMALLEST_TILE_PX, min(LARGEST_TILE_PX, _window_px(work) // 16 * 16))
        device = choose_device(device_id)
        value_bytes = 4 if choose_precision(device, precision, _allowed(work)) is Precision.FP32 else 2
        affordable = (device.free_bytes() * MEMORY_SHARE / (work.live_channels * value_bytes)) ** 0.5
        wanted_work = TILE_WORK if device.kind == "cpu" else TILE_WORK_ACCELERATOR
        quick = (wanted_work / max(1, work.operations_per_pixel)) ** 0.5
        side = min(int(affordable) - 2 * work.halo_px, int(quick), LARGEST_TILE_PX)
        return max(SMALLEST_TILE_PX, side // 16 * 16)

    def enhance(self, order: WorkOrder, device_id: str, control: JobControl) -> Iterator[TileResult]:
        """Yield every pending tile once, those near `control.focus` first; see `Backend.enhance`."""
        device = choose_device(device_id)
        memory = _memory_after(order)
        windows = WindowCache(min(CACHE_BYTES, int(choose_device("cpu").free_bytes() * MEMORY_SHARE)))
        masks = MaskPictures(order.masks)
        pending = set(order.pending)
        while pending:
            control.checkpoint()
            tile = order.plan.tile(next_tile(pending, order.plan, control.focus))
            retreats = memory.retreats
            note = ""
            # The networks are looked up for every tile and not held between two: `release` must free them.
            try:
                samples = self._enhancer(order, device, memory, windows, masks).enhance(tile.core, order.plan, control)
            except OutOfMemory:
                if device.kind == "cpu":
                    raise
                log.info("%s is out of memory, going on with the CPU", device.name)
                note = f"{device.name} ran out of memory: the rest is computed on the CPU."
                self.release()
                device, memory = choose_device("cpu"), _memory_after(order)
                samples = self._enhancer(order, device, memory, windows, masks).enhance(tile.core, order.plan, control)
            else:
                if memory.retreats > retreats:
                    note = "Memory is short: tiles are computed in smaller pieces."
            pending.discard(tile.index)
            yield TileResult(tile, samples, note)

    def release(self) -> None:
        """Forget the networks and hand the device's memory back."""
        devices = {key.device for key in self._networks}
        self._networks.clear()
        for device_id in devices:
            choose_device(device_id).release()

    def close(self) -> None:
        """Free everything."""
        self.release()

    def _enhancer(
        self, order: WorkOrder, device: Device, memory: MemoryLimit, windows: WindowCache, masks: MaskPictures
    ) -> TileEnhancer:
        precision = choose_precision(device, order.precision, _allowed(order.work))
        stages = [
            LoadedStage(stage, self._network(stage, device, precision, unpadded=may_trim(order.work, index)))
            for index, stage in enumerate(order.work.stages)
        ]
        return TileEnhancer(order.image, order.work, stages, device, memory, windows, masks)

    def _network(self, stage: Stage, device: Device, precision: Precision, *, unpadded: bool) -> nn.Module:
        denoise = "" if stage.twin is None else f"{stage.twin.sha256}@{stage.denoise}"
        key = _Key(f"{stage.card.sha256}+{denoise}", device.id, precision, unpadded)
        if key not in self._networks:
            log.info("loading %s on %s in %s", stage.card.id, device.id, precision.value)
            network = to_precision(self._float32(stage), precision).to(device.torch_device)
            if unpadded and isinstance(network, Compact):
                network.remove_padding()
            self._networks[key] = network
        return self._networks[key]

    def _float32(self, stage: Stage) -> nn.Module:
        """Return a stage's network, mixed with its twin's weights where the stage says how much to denoise."""
        network = self._load(stage.card)
        if stage.twin is not None and stage.denoise is not None:
            mixed = interpolate(network.state_dict(), self._load(stage.twin).state_dict(), stage.denoise)
            network.load_state_dict(mixed)
        return network


def _memory_after(order: WorkOrder) -> MemoryLimit:
    """Return what an order knows already of the memory there is."""
    side = order.plan.size >> order.retreats
    if not order.retreats or side < max(SMALLEST_PIECE_PX, order.plan.multiple_of):
        return MemoryLimit(0, order.retreats)
    return MemoryLimit(side**2, order.retreats)


def load_shipped(card: ModelCard) -> nn.Module:
    """Return the float32 network of a card; raises ModelError."""
    return load_network(weights_path(card), sha256=card.sha256, scale=card.scale)


def may_trim(work: Work, index: int) -> bool:
    """Return whether a stage may return less than it was given.

    A window has no context to spend; and none of the stages that follow at a stretch may need aligned input.
    """
    if not work.stages[index].is_exact:
        return False
    following = takewhile(lambda stage: stage.is_exact, work.stages[index + 1 :])
    return all(stage.card.multiple_of == 1 for stage in following)


def _window_px(work: Work) -> int:
    """Return the side in source pixels of the largest window of a work's stages."""
    largest, before = 0, 1
    for stage in work.stages:
        if not stage.is_exact:
            side = max(work.source_size) * before if stage.card.tiling is Tiling.WHOLE else stage.card.window_px
            largest = max(largest, side // before)
        before *= stage.card.scale
    return largest


def _allowed(work: Work) -> tuple[Precision, ...]:
    """Return the precisions that every stage allows."""
    sets = [set(stage.card.precisions) for stage in work.stages]
    common = reduce(lambda a, b: a & b, sets, set(Precision))
    return tuple(p for p in Precision if p in common)

"""A backend that computes nothing worth having, but exactly when and how a test tells it to."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from enhancer_gui.backends.base import DeviceInfo, TileResult, WorkOrder
from enhancer_gui.core.cancel import JobControl
from enhancer_gui.core.errors import EnhancerError
from enhancer_gui.core.geometry import Region
from enhancer_gui.core.image import Image, to_float
from enhancer_gui.core.models import ModelCard, Precision, Task, Tiling
from enhancer_gui.core.work import Work
from enhancer_gui.storage.catalogue import Catalogue

DEVICE = DeviceInfo("cpu", "Fake CPU", "fp32", 1 << 30)
HANG_LIMIT_S = 120.0
"""A test that waits for what never comes fails instead of hanging; no verdict on speed, so long enough when busy."""


@dataclass
class FakeBackend:
    """Enlarges by repeating pixels.

    Attributes:
        tile_side_px: side of the tiles it asks for, in source pixels.
        errors: errors to raise in place of the tile computed as number n (counted over its whole life).
        gated_from: the number of the first tile that waits until `gate` is set; None lets all pass.
        deaf: while a tile waits at the gate, cancelling does not help (a tile that takes long).
        served: the tiles computed so far, as (x, y) of their cores.
    """

    tile_side_px: int = 32
    errors: dict[int, EnhancerError] = field(default_factory=dict)
    gated_from: int | None = None
    deaf: bool = False
    gate: threading.Event = field(default_factory=threading.Event)
    waiting: threading.Event = field(default_factory=threading.Event)
    served: list[tuple[int, int]] = field(default_factory=list)
    released: int = 0
    closed: bool = False
    thread: threading.Thread | None = None
    _count: int = 0

    def devices(self) -> tuple[DeviceInfo, ...]:
        return (DEVICE,)

    def info(self, device_id: str, precision: str, work: Work) -> DeviceInfo:
        return DEVICE

    def tile_px(self, work: Work, device_id: str, precision: str) -> int:
        return self.tile_side_px

    def enhance(self, order: WorkOrder, device_id: str, control: JobControl) -> Iterator[TileResult]:
        self.thread = threading.current_thread()
        pending = set(order.pending)
        while pending:
            control.checkpoint()
            index = min(pending, key=lambda i: (_distance(order.plan.tile(i).core, control.focus), i))
            pending.discard(index)
            number, self._count = self._count, self._count + 1
            if error := self.errors.get(number):
                raise error
            if self.gated_from is not None and number >= self.gated_from:
                self._wait_at_the_gate(control)
            tile = order.plan.tile(index)
            scale = order.work.scale
            samples = _samples(order.image, tile.core)
            self.served.append((tile.core.x, tile.core.y))
            yield TileResult(tile, np.repeat(np.repeat(samples, scale, axis=0), scale, axis=1))

    def release(self) -> None:
        self.released += 1

    def close(self) -> None:
        self.closed = True

    def _wait_at_the_gate(self, control: JobControl) -> None:
        self.waiting.set()
        for _ in range(round(HANG_LIMIT_S / 0.01)):
            if self.gate.wait(0.01):
                return
            if not self.deaf:
                control.checkpoint()
        raise AssertionError("the test never opened the gate")


def _samples(image: Image, core: Region) -> NDArray[np.float32]:
    rgb = to_float(image.samples[core.slices()])
    return rgb if image.alpha is None else np.dstack([rgb, to_float(image.alpha[core.slices()])])


def _distance(core: Region, focus: Region | None) -> float:
    return 0.0 if focus is None else core.distance_to(focus)


def fake_card(model_id: str, task: Task, scale: int) -> ModelCard:
    """Return a card without weights behind it."""
    return ModelCard(
        id=model_id,
        title=model_id,
        summary="",
        task=task,
        scale=scale,
        architecture="none",
        halo_px=4,
        multiple_of=1,
        precisions=(Precision.FP32,),
        tiling=Tiling.EXACT,
        weights="none",
        sha256=model_id,
        size_bytes=1,
        work_per_pixel=1,
        live_channels=1,
        licence="Apache-2.0",
        source="made here",
    )


def fake_catalogue() -> Catalogue:
    """Return a catalogue with a card for every task and scale that presets ask for."""
    cards = (
        fake_card("fake-x2", Task.UPSCALE, 2),
        fake_card("fake-x4", Task.UPSCALE, 4),
        fake_card("fake-deblur", Task.DEBLUR, 1),
        fake_card("fake-restore", Task.RESTORE, 1),
    )
    return Catalogue({card.id: card for card in cards})

"""An order for processes that compute, the backends that do it, and what must come of it."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from enhancer_gui.backends.base import TileResult, WorkOrder
from enhancer_gui.backends.supervised import SupervisedBackend
from enhancer_gui.core.cancel import JobControl
from enhancer_gui.core.image import Image
from enhancer_gui.core.models import Task
from enhancer_gui.core.work import Stage, Work
from tests.backends.mishaps import Mishap
from tests.fakes import FakeBackend, fake_card

PATIENCE_S = 60.0
"""For what waits on processes; a busy machine is not a defect."""

Start = Callable[..., SupervisedBackend]


@dataclass(frozen=True)
class Healthy:
    """A backend to which nothing happens, and what its process writes down."""

    backend: SupervisedBackend
    process: Mishap


def order_of(image: Image, pending: tuple[int, ...] | None = None) -> WorkOrder:
    work = Work((Stage(fake_card("double", Task.UPSCALE, 2)),), (image.width, image.height), (128, 96))
    plan = work.tile_plan(16)
    return WorkOrder(image, work, plan, tuple(range(len(plan))) if pending is None else pending)


def assembled(order: WorkOrder, results: list[TileResult]) -> NDArray[np.float32]:
    channels = 3 if order.image.alpha is None else 4
    whole = np.full((order.image.height * 2, order.image.width * 2, channels), np.nan, np.float32)
    for result in results:
        whole[result.tile.core.scaled(2).slices()] = result.samples
    return whole


def expected(order: WorkOrder) -> NDArray[np.float32]:
    return assembled(order, list(FakeBackend().enhance(order, "cpu", JobControl())))


def notes_of(results: list[TileResult]) -> list[str]:
    return [result.note for result in results if result.note]

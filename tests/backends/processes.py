"""An order for processes that compute, the backends that do it, and what must come of it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass

import numpy as np
import pytest
from numpy.typing import NDArray

from enhancer_gui.backends.base import TileResult, WorkOrder
from enhancer_gui.backends.supervised import SupervisedBackend
from enhancer_gui.backends.worker_child import Limits
from enhancer_gui.backends.worker_process import MakeBackend
from enhancer_gui.core.cancel import JobControl
from enhancer_gui.core.image import Image
from enhancer_gui.core.models import Task
from enhancer_gui.core.work import Stage, Work
from tests.backends.mishaps import Mishap, works
from tests.fakes import FakeBackend, fake_card

PATIENCE_S = 60.0
"""For what waits on processes; a busy machine is not a defect."""

Start = Callable[..., SupervisedBackend]


@dataclass(frozen=True)
class Healthy:
    """A backend to which nothing happens, and what its process writes down."""

    backend: SupervisedBackend
    process: Mishap


@pytest.fixture
def photo() -> Image:
    return Image(np.random.default_rng(0).integers(0, 256, (48, 64, 3), dtype=np.uint8))


@pytest.fixture
def start() -> Iterator[Start]:
    """Return a function that starts a backend which is closed in the end."""
    with ExitStack() as stack:

        def started(make_backend: MakeBackend, limits: Limits | None = None) -> SupervisedBackend:
            backend = SupervisedBackend(make_backend, limits)
            stack.callback(backend.close)
            return backend

        yield started


@pytest.fixture(scope="module")
def healthy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Healthy]:
    """Return a backend that many tests share, as a window's jobs do."""
    process = works(tmp_path_factory.mktemp("notes"))
    with closing(SupervisedBackend(process)) as backend:
        yield Healthy(backend, process)


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

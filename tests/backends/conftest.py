"""Processes that compute, started by a test and closed in its end."""

from collections.abc import Iterator
from contextlib import ExitStack, closing

import numpy as np
import pytest

from enhancer_gui.backends.supervised import SupervisedBackend
from enhancer_gui.backends.worker_child import Limits
from enhancer_gui.backends.worker_process import MakeBackend
from enhancer_gui.core.image import Image
from tests.backends.mishaps import works
from tests.backends.processes import Healthy, Start


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

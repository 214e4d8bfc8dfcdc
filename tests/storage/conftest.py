"""Children that can be killed: forked from a server that has imported everything, so that many are cheap."""

import multiprocessing
import multiprocessing.context
from collections.abc import Callable
from multiprocessing.process import BaseProcess

import pytest

StartChild = Callable[..., BaseProcess]
Forkserver = multiprocessing.context.ForkServerContext


@pytest.fixture(scope="session")
def forkserver() -> Forkserver:
    """Return a context whose children have everything imported already."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        pytest.skip("This system cannot fork.")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.storage.making"])
    return context


@pytest.fixture
def start_child(forkserver: Forkserver) -> StartChild:
    """Return a function that starts `work(folder, ready)` in a child and waits until it says that it is ready."""

    def start(work: Callable[[str, object], None], folder: str) -> BaseProcess:
        ready = forkserver.Event()
        child = forkserver.Process(target=work, args=(folder, ready), daemon=True)
        child.start()
        assert ready.wait(60), "the child never began"
        return child

    return start

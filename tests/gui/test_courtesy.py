"""Who computes beside the window gets out of its way."""

import os
import platform
import threading

import pytest

from enhancer_gui.gui import courtesy


@pytest.mark.skipif(platform.system() != courtesy.LINUX, reason="elsewhere a thread has no niceness of its own")
def test_that_the_thread_that_computes_and_its_own_are_nicer_than_the_window_s() -> None:
    found: list[int] = []

    def niceness() -> None:
        found.append(os.getpriority(os.PRIO_PROCESS, threading.get_native_id()))

    def compute() -> None:
        courtesy.make_way()
        niceness()
        inner = threading.Thread(target=niceness)
        inner.start()
        inner.join()

    worker = threading.Thread(target=compute)
    worker.start()
    worker.join()
    assert found == [courtesy.WORKER_NICE] * 2
    niceness()
    assert found[-1] < courtesy.WORKER_NICE


def test_that_elsewhere_one_core_is_left_to_the_window(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (courtesy.threads_to_spare() is None) is (platform.system() == courtesy.LINUX)
    monkeypatch.setattr(platform, "system", lambda: "Windows")
    for cores, threads in ((8, 7), (1, 1), (None, 1)):
        monkeypatch.setattr(os, "cpu_count", lambda cores=cores: cores)
        assert courtesy.threads_to_spare() == threads

"""The process that computes: the same tiles as in this process, and nothing of it is left behind."""

import gc
import subprocess
import sys
from functools import partial
from pathlib import Path

import numpy as np
import psutil
import pytest

from enhancer_gui.backends.base import Loading, WorkOrder
from enhancer_gui.backends.lending import SharedMemory
from enhancer_gui.backends.supervised import SupervisedBackend
from enhancer_gui.backends.worker_child import Limits
from enhancer_gui.backends.worker_course import tile_limit_s
from enhancer_gui.core.cancel import JobControl
from enhancer_gui.core.errors import BackendError
from enhancer_gui.core.geometry import Region
from enhancer_gui.core.image import Image
from enhancer_gui.core.work import Stage, Work
from enhancer_gui.storage import scratch
from tests.backends.mishaps import Mishap, dies_at_birth, refuses, tiny_local, works
from tests.backends.processes import PATIENCE_S, Healthy, Start, assembled, expected, notes_of, order_of
from tests.fakes import FakeBackend

ROOT = Path(__file__).resolve().parents[2]


def test_that_the_tiles_are_those_of_the_same_backend_in_this_process(healthy: Healthy) -> None:
    rng = np.random.default_rng(1)
    backend = healthy.backend
    for kind in (np.uint8, np.uint16):
        samples = rng.integers(0, np.iinfo(kind).max, (48, 64, 3), dtype=kind)
        for alpha in (None, rng.integers(0, np.iinfo(kind).max, (48, 64), dtype=kind)):
            order = order_of(Image(samples, alpha))
            results = list(backend.enhance(order, "auto", JobControl()))
            assert [result.tile.index for result in results] == list(order.pending)
            assert np.array_equal(assembled(order, results), expected(order))
    assert notes_of(results) == []


def test_that_the_engine_gives_the_same_bits_and_log_lines_in_a_process_of_its_own(
    start: Start, photo: Image, caplog: pytest.LogCaptureFixture
) -> None:
    from tests.tiny_models import tiny_backend, tiny_catalogue

    work = Work((Stage(tiny_catalogue().get("tiny-x2")),), (64, 48), (128, 96))
    plan = work.tile_plan(32)
    order = WorkOrder(photo, work, plan, tuple(range(len(plan))), "fp32")
    with caplog.at_level("INFO"):
        there = assembled(order, list(start(tiny_local).enhance(order, "cpu", JobControl())))
    assert "loading tiny-x2 on cpu in fp32" in caplog.text
    here = assembled(order, list(tiny_backend().enhance(order, "cpu", JobControl())))
    assert np.array_equal(there, here)


def test_that_a_photo_in_a_scratch_file_is_lent_and_not_copied(
    healthy: Healthy, photo: Image, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_disk = scratch.gather([np.flip(np.dstack([photo.samples, photo.samples[..., 0]]), 0)], 48)
    upright = np.flip(on_disk, 0)
    order = order_of(Image(upright[..., :3], upright[..., 3]))
    sizes: list[int] = []
    make = SharedMemory.__init__

    def noted(memory: SharedMemory, size_bytes: int) -> None:
        sizes.append(size_bytes)
        make(memory, size_bytes)

    monkeypatch.setattr(SharedMemory, "__init__", noted)
    there = assembled(order, list(healthy.backend.enhance(order, "auto", JobControl())))
    assert np.array_equal(there, expected(order))
    assert sizes == [32 * 32 * 4 * 4], "memory for one tile only"


def test_that_devices_and_plans_are_those_of_the_process(healthy: Healthy, photo: Image) -> None:
    backend = healthy.backend
    work = order_of(photo).work
    assert isinstance(backend, Loading)
    assert [device.id for device in backend.devices()] == ["cuda:0", "cpu"]
    assert backend.info("cpu", "auto", work).name == "Fake CPU"
    assert backend.tile_px(work, "auto", "auto") == 16
    with pytest.raises(BackendError, match="no such device") as refused:
        backend.info("nowhere", "auto", work)
    assert refused.value.remedy == "Take another."


def test_that_the_program_itself_never_imports_torch() -> None:
    code = """
import sys
from enhancer_gui.backends.here import open_here
from enhancer_gui.storage.settings import WorkerKind

open_here(WorkerKind.PROCESS).close()
print("torch" in sys.modules)
"""
    command = [sys.executable, "-c", code]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (ended.stdout.strip(), ended.stderr) == ("False", "")


def test_that_two_orders_take_turns(healthy: Healthy, photo: Image) -> None:
    backend = healthy.backend
    other = Image(255 - photo.samples)
    first, second = order_of(photo), order_of(other, (3, 7))
    tiles, others = (backend.enhance(order, "auto", JobControl()) for order in (first, second))
    results = [next(tiles), next(tiles)]
    assert next(others).tile.index == 3
    results += [next(tiles)]
    assert next(others).tile.index == 7
    assert np.array_equal(assembled(first, results + list(tiles)), expected(first))
    assert list(others) == []


def test_that_an_order_that_is_dropped_costs_the_next_one_nothing(healthy: Healthy, photo: Image) -> None:
    backend = healthy.backend
    order = order_of(photo)
    for _ in range(3):
        tiles = backend.enhance(order, "auto", JobControl())
        next(tiles)
        del tiles
    assert np.array_equal(assembled(order, list(backend.enhance(order, "auto", JobControl()))), expected(order))


def test_that_the_tile_under_the_eye_comes_first(start: Start, photo: Image) -> None:
    control = JobControl()
    control.focus = Region(52, 36, 8, 8)
    tiles = start(partial(FakeBackend, tile_side_px=16)).enhance(order_of(photo), "cpu", control)
    assert next(tiles).tile.index == 11
    control.focus = Region(4, 4, 8, 8)
    assert {next(tiles).tile.index, next(tiles).tile.index} >= {0}, "one tile may have been begun before"


def test_that_pausing_frees_the_device_and_the_order_goes_on(healthy: Healthy, photo: Image) -> None:
    backend = healthy.backend
    order = order_of(photo)
    tiles = backend.enhance(order, "auto", JobControl())
    results = [next(tiles)]
    backend.release()
    results += list(tiles)
    assert healthy.process.notes_of("released") == ["released-"]
    again = list(backend.enhance(order, "auto", JobControl()))
    assert np.array_equal(assembled(order, results), assembled(order, again))


def test_that_a_bug_in_the_process_fails_the_job_with_its_traceback(start: Start, tmp_path: Path, photo: Image) -> None:
    mishap = Mishap("bug", 1, 1, tmp_path)
    backend = start(mishap)
    with pytest.raises(BackendError, match="ZeroDivisionError") as failed:
        list(backend.enhance(order_of(photo), "cpu", JobControl()))
    assert "a bug of ours" in failed.value.detail and "mishaps.py" in failed.value.detail
    assert len(list(backend.enhance(order_of(photo), "cpu", JobControl()))) == 12 and mishap.lives == 1


def test_that_a_tile_may_take_as_long_as_its_work_on_the_slowest_machine(photo: Image) -> None:
    order = order_of(photo)
    limits = Limits(tile_s=60.0)
    assert tile_limit_s(order, "cpu", limits) == pytest.approx(60.0 + 1 * 24**2 / 1e8)
    assert tile_limit_s(order, "cuda:0", limits) < tile_limit_s(order, "cpu", limits)


def test_that_a_process_that_cannot_load_is_told_in_words(start: Start) -> None:
    with pytest.raises(BackendError, match="cannot be started") as failed:
        start(dies_at_birth).devices()
    assert failed.value.detail == "ended with code 7"
    with pytest.raises(BackendError, match="torch") as refused:
        start(refuses).devices()
    assert refused.value.remedy == "Install it again."


def test_that_a_backend_that_is_dropped_ends_its_process(tmp_path: Path) -> None:
    backend = SupervisedBackend(works(tmp_path))
    backend.wait_until_ready("auto", "auto", Work((), (1, 1), (1, 1)), JobControl())
    assert backend.pid is not None
    child = psutil.Process(backend.pid)
    del backend
    gc.collect()
    _, alive = psutil.wait_procs([child], timeout=PATIENCE_S)
    assert not alive

"""Whatever becomes of the process that computes, the program goes on and the tiles are the same."""

import errno
import os
import signal
import subprocess
import sys
import threading
import time
from functools import partial
from multiprocessing.context import SpawnProcess
from pathlib import Path

import numpy as np
import psutil
import pytest
from PIL import Image as PillowImage

from enhancer_gui.backends.supervised import SupervisedBackend
from enhancer_gui.backends.worker_child import Limits
from enhancer_gui.core.cancel import Cancelled, JobControl
from enhancer_gui.core.errors import BackendError
from enhancer_gui.core.events import Cancelled as CancelledEvent
from enhancer_gui.core.events import Finished
from enhancer_gui.core.image import Image
from enhancer_gui.core.models import Task
from enhancer_gui.core.recipe import ExportSpec, Recipe, Step
from enhancer_gui.core.sizes import SizeTarget
from enhancer_gui.core.work import Work
from enhancer_gui.jobs.plan import make_job
from enhancer_gui.jobs.runner import Surroundings, run_job
from tests.backends.mishaps import Mishap, works
from tests.backends.processes import PATIENCE_S, Healthy, Start, assembled, expected, notes_of, order_of
from tests.fakes import fake_catalogue

ROOT = Path(__file__).resolve().parents[2]
CANCEL_WITHIN_S = 2.0
QUICK = Limits(beat_s=0.05, silence_s=2.0, cancel_s=0.5, tile_s=2.0)
"""For tests that wait for a limit: a process that computes is heard forty times before it counts as silent."""

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no signals to send to another process.")


@pytest.mark.parametrize("kind", ["killed", "exit"])
def test_fault_29_that_a_process_that_dies_in_a_tile_costs_that_tile_only(
    start: Start, tmp_path: Path, photo: Image, kind: str
) -> None:
    mishap = Mishap(kind, 5, 1, tmp_path)
    order = order_of(photo)
    results = list(start(mishap).enhance(order, "cpu", JobControl()))
    assert np.array_equal(assembled(order, results), expected(order))
    assert len(results) == len(order.pending) and mishap.lives == 2
    assert [note for note in notes_of(results) if "started again" in note] == notes_of(results) != []


def test_that_a_tile_keeps_its_own_note_beside_that_of_the_death_before_it(
    start: Start, tmp_path: Path, photo: Image
) -> None:
    mishap = Mishap("exit", 1, 1, tmp_path, says="Memory is short.")
    notes = notes_of(list(start(mishap).enhance(order_of(photo), "cpu", JobControl())))
    assert any("started again" in note and note.endswith(" Memory is short.") for note in notes)
    assert all(note.endswith("Memory is short.") for note in notes)


def test_that_a_system_without_room_for_another_process_is_told_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.EMFILE, "Too many open files")

    monkeypatch.setattr(SpawnProcess, "start", full)
    with pytest.raises(BackendError, match="cannot be started") as failed:
        SupervisedBackend(works(tmp_path))
    assert "Too many open files" in failed.value.detail


def test_fault_29_that_a_kill_from_outside_while_nothing_is_computed_is_not_even_told(
    start: Start, tmp_path: Path, photo: Image
) -> None:
    backend = start(works(tmp_path))
    order = order_of(photo)
    backend.wait_until_ready("auto", "auto", Work((), (1, 1), (1, 1)), JobControl())
    assert backend.pid is not None
    first = psutil.Process(backend.pid)
    first.kill()
    first.wait(PATIENCE_S)
    results = list(backend.enhance(order, "cpu", JobControl()))
    assert np.array_equal(assembled(order, results), expected(order)) and notes_of(results) == []
    assert backend.pid != first.pid


def test_fault_29_that_a_job_whose_process_is_killed_writes_the_same_file(
    start: Start, healthy: Healthy, tmp_path: Path, photo: Image
) -> None:
    source = tmp_path / "photo.png"
    PillowImage.fromarray(photo.samples).save(source)
    mishap = Mishap("killed", 5, 1, tmp_path)
    double = Recipe("double", "Double", (Step(Task.UPSCALE),), export=ExportSpec(size=SizeTarget(value=2)))
    around = Surroundings(fake_catalogue(), tmp_path / "tiles", keep_store=False)
    written = []
    for name, backend in (("killed", start(mishap)), ("whole", healthy.backend)):
        job = make_job(source, double, tmp_path / f"{name}.png")
        *_, last = run_job(job, backend, JobControl(), around)
        assert isinstance(last, Finished)
        written.append((tmp_path / f"{name}.png").read_bytes())
    assert written[0] == written[1] and mishap.lives == 2


def test_fault_28_that_a_job_is_cancelled_while_the_process_loads(start: Start, tmp_path: Path, photo: Image) -> None:
    source = tmp_path / "photo.png"
    PillowImage.fromarray(photo.samples).save(source)
    control = JobControl()
    happening = run_job(
        make_job(source, Recipe("double", "Double", (Step(Task.UPSCALE),)), tmp_path / "out.png"),
        start(partial(time.sleep, PATIENCE_S)),
        control,
        Surroundings(fake_catalogue(), tmp_path / "tiles"),
    )
    threading.Timer(0.2, control.cancel).start()
    asked = time.monotonic()
    assert [type(event) for event in happening] == [CancelledEvent]
    assert time.monotonic() - asked < CANCEL_WITHIN_S + 0.2


def test_fault_17_that_a_process_killed_twice_goes_on_in_smaller_pieces(
    start: Start, tmp_path: Path, photo: Image
) -> None:
    mishap = Mishap("killed", 5, 2, tmp_path)
    order = order_of(photo)
    results = list(start(mishap).enhance(order, "cpu", JobControl()))
    assert np.array_equal(assembled(order, results), expected(order))
    assert mishap.notes_of("asked-0005") == ["asked-0005-cpu-0", "asked-0005-cpu-1"]
    assert "smaller pieces" in notes_of(results)[-1]


def test_fault_29_that_a_place_that_kills_every_process_fails_in_words(
    start: Start, tmp_path: Path, photo: Image
) -> None:
    mishap = Mishap("segfault", 5, 99, tmp_path)
    backend, order = start(mishap), order_of(photo)
    with pytest.raises(BackendError, match=r"ended 3 times in a row.*Close other programs") as failed:
        list(backend.enhance(order, "cpu", JobControl()))
    assert failed.value.detail == "was ended by SIGSEGV; was ended by SIGSEGV; was ended by SIGSEGV"
    rest = order_of(photo, (0, 1, 2))
    assert len(list(backend.enhance(rest, "cpu", JobControl()))) == 3, "the next job works"


def test_fault_30_that_a_poisoned_accelerator_gets_a_new_process(start: Start, tmp_path: Path, photo: Image) -> None:
    mishap = Mishap("poisoned", 5, 1, tmp_path)
    order = order_of(photo)
    results = list(start(mishap).enhance(order, "auto", JobControl()))
    assert np.array_equal(assembled(order, results), expected(order)) and mishap.lives == 2
    assert set(mishap.notes_of("asked")) == {f"asked-{index:04}-cuda:0-0" for index in order.pending}


def test_fault_30_that_an_accelerator_that_fails_twice_hands_over_to_the_cpu(
    start: Start, tmp_path: Path, photo: Image
) -> None:
    mishap = Mishap("poisoned", 5, 2, tmp_path)
    order = order_of(photo)
    results = list(start(mishap).enhance(order, "auto", JobControl()))
    assert np.array_equal(assembled(order, results), expected(order)) and mishap.lives == 3
    assert notes_of(results)[-1] == "Fake GPU failed twice: the rest is computed on the CPU."
    assert mishap.notes_of("asked-0006") == ["asked-0006-cpu-0"]


def test_fault_30_that_a_device_error_of_the_cpu_fails_the_job_and_keeps_the_process(
    start: Start, tmp_path: Path, photo: Image
) -> None:
    mishap = Mishap("poisoned", 0, 1, tmp_path)
    backend = start(mishap)
    with pytest.raises(BackendError, match="card failed"):
        list(backend.enhance(order_of(photo), "cpu", JobControl()))
    assert mishap.lives == 1


@pytest.mark.parametrize("kind", ["stuck", "frozen"])
def test_fault_28_that_a_cancel_is_answered_within_two_seconds_while_a_kernel_is_stuck(
    start: Start, tmp_path: Path, photo: Image, kind: str
) -> None:
    mishap = Mishap(kind, 1, 1, tmp_path)
    assert Limits().cancel_s < CANCEL_WITHIN_S
    backend, control = start(mishap, QUICK), JobControl()
    tiles = backend.enhance(order_of(photo), "cpu", control)
    next(tiles)
    first = backend.pid
    deadline = time.monotonic() + PATIENCE_S
    while not mishap.happened:
        assert time.monotonic() < deadline
        time.sleep(0.005)
    control.cancel()
    asked = time.monotonic()
    with pytest.raises(Cancelled):
        next(tiles)
    assert time.monotonic() - asked < CANCEL_WITHIN_S
    assert first is not None and not psutil.pid_exists(first)
    assert len(list(backend.enhance(order_of(photo), "cpu", JobControl()))) == 12, "the next job works"


def test_fault_28_that_a_cancel_between_tiles_keeps_the_process(healthy: Healthy, photo: Image) -> None:
    backend, control = healthy.backend, JobControl()
    tiles = backend.enhance(order_of(photo), "cpu", control)
    next(tiles)
    first = backend.pid
    control.cancel()
    with pytest.raises(Cancelled):
        next(tiles)
    assert len(list(backend.enhance(order_of(photo), "cpu", JobControl()))) == 12
    assert backend.pid == first


def test_fault_30_that_a_process_that_falls_silent_is_replaced(start: Start, tmp_path: Path, photo: Image) -> None:
    mishap = Mishap("frozen", 5, 1, tmp_path)
    order = order_of(photo)
    results = list(start(mishap, QUICK).enhance(order, "cpu", JobControl()))
    assert np.array_equal(assembled(order, results), expected(order)) and mishap.lives == 2


def test_fault_30_that_a_kernel_that_never_ends_is_given_up(start: Start, tmp_path: Path, photo: Image) -> None:
    mishap = Mishap("stuck", 5, 1, tmp_path)
    order = order_of(photo)
    results = list(start(mishap, QUICK).enhance(order, "cpu", JobControl()))
    assert np.array_equal(assembled(order, results), expected(order)) and mishap.lives == 2


ORPHAN = """
import sys, time
from pathlib import Path
from enhancer_gui.backends.supervised import SupervisedBackend
from enhancer_gui.core.cancel import JobControl
from enhancer_gui.core.image import Image
from tests.backends.mishaps import Mishap
from tests.backends.processes import order_of
import numpy as np

if __name__ == "__main__":
    backend = SupervisedBackend(Mishap(sys.argv[1], 1, 1, Path(sys.argv[2])))
    tiles = backend.enhance(order_of(Image(np.zeros((48, 64, 3), np.uint8))), "cpu", JobControl())
    next(tiles)
    print(backend.pid, flush=True)
    next(tiles)
"""


def test_fault_29_that_no_process_is_left_when_the_program_is_killed_in_a_tile(tmp_path: Path) -> None:
    script = tmp_path / "program.py"
    script.write_text(ORPHAN)
    command = [sys.executable, str(script), "stuck", str(tmp_path)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as program:
        assert program.stdout is not None
        child = psutil.Process(int(program.stdout.readline()))
        program.send_signal(signal.SIGKILL)
    _, alive = psutil.wait_procs([child], timeout=PATIENCE_S)
    assert not alive

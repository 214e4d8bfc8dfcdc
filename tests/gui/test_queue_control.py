"""The queue in the window: one job after the other, and what can be done with each of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QThread
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from enhancer_gui.core.cancel import Cancelled, JobControl
from enhancer_gui.core.errors import BackendError
from enhancer_gui.core.events import Cancelled as CancelledEvent
from enhancer_gui.core.events import Event, Failed, Finished, Paused, Resumed, Started
from enhancer_gui.core.geometry import Region
from enhancer_gui.core.jobs import Job, JobState
from enhancer_gui.core.recipe import Recipe
from enhancer_gui.gui.queue_control import QueueControl
from enhancer_gui.gui.worker import WorkerThread
from enhancer_gui.gui.workshop import Workshop
from enhancer_gui.jobs.preview_box import PreviewOrder
from tests.fakes import DEVICE, HANG_LIMIT_S, FakeBackend

RECIPE = Recipe("none", "None", ())


def job(name: str) -> Job:
    return Job(name, Path(f"{name}.png"), None, RECIPE)


class Script:
    """Runs jobs as the runner would, but stops at a gate before their end."""

    def __init__(self) -> None:
        self.backend = FakeBackend(gated_from=0)
        self.ran: list[str] = []
        self.threads: set[QThread] = set()
        self.controls: dict[str, JobControl] = {}

    def open(self) -> Workshop:
        return Workshop(self.backend, self.run, self.preview)

    def run(self, job: Job, control: JobControl) -> Iterator[Event]:
        self.ran.append(job.id)
        self.threads.add(QThread.currentThread())
        self.controls[job.id] = control
        try:
            control.checkpoint()
            yield Started(job.id, (8, 8), (8, 8), (8, 8), 1, 0, Path("store"), DEVICE.name, DEVICE.precision)
            self.backend.waiting.set()
            while not self.backend.gate.wait(0.005):
                control.checkpoint()
                if control.is_paused:
                    yield Paused(job.id)
                    control.wait_while_paused()
                    yield Resumed(job.id)
        except Cancelled:
            yield CancelledEvent(job.id)
            return
        yield Finished(job.id, None, 0.1)

    def preview(self, order: PreviewOrder, control: JobControl) -> Iterator[Event]:
        raise AssertionError("nothing is looked at here")


@pytest.fixture
def script() -> Script:
    return Script()


@pytest.fixture
def worker(script: Script) -> Iterator[WorkerThread]:
    thread = WorkerThread(script.open)
    thread.start()
    yield thread
    script.backend.gate.set()
    assert thread.stop(HANG_LIMIT_S)


@pytest.fixture
def control(worker: WorkerThread) -> QueueControl:
    return QueueControl(worker)


def wait_for(qtbot: QtBot, control: QueueControl, job_id: str, state: JobState) -> None:
    def reached() -> None:
        assert control.queue[job_id].state is state

    qtbot.waitUntil(reached)


def test_that_jobs_run_one_after_the_other_off_the_window_s_thread(
    qtbot: QtBot, control: QueueControl, script: Script
) -> None:
    script.backend.gate.set()
    control.submit(job("a"))
    control.submit(job("b"))
    wait_for(qtbot, control, "b", JobState.FINISHED)
    assert script.ran == ["a", "b"]
    assert QThread.currentThread() not in script.threads


def test_that_a_job_is_queued_once_while_it_is_not_ended(qtbot: QtBot, control: QueueControl, script: Script) -> None:
    control.submit(job("a"))
    control.submit(job("a"))
    script.backend.gate.set()
    wait_for(qtbot, control, "a", JobState.FINISHED)
    assert script.ran == ["a"]
    control.submit(job("a"))
    qtbot.waitUntil(lambda: script.ran == ["a", "a"])


def test_that_a_running_job_is_held_and_goes_on(qtbot: QtBot, control: QueueControl, script: Script) -> None:
    control.submit(job("a"))
    wait_for(qtbot, control, "a", JobState.RUNNING)
    control.pause("a")
    wait_for(qtbot, control, "a", JobState.PAUSED)
    control.resume("a")
    wait_for(qtbot, control, "a", JobState.RUNNING)


def test_that_cancelling_stops_the_running_job_and_starts_the_next(
    qtbot: QtBot, control: QueueControl, script: Script
) -> None:
    control.submit(job("a"))
    control.submit(job("b"))
    wait_for(qtbot, control, "a", JobState.RUNNING)
    control.cancel("a")
    wait_for(qtbot, control, "a", JobState.CANCELLED)
    wait_for(qtbot, control, "b", JobState.RUNNING)


def test_that_cancelling_a_waiting_job_takes_it_from_the_queue(
    qtbot: QtBot, control: QueueControl, script: Script
) -> None:
    control.submit(job("a"))
    control.submit(job("b"))
    control.cancel("b")
    assert control.queue["b"].state is JobState.CANCELLED
    script.backend.gate.set()
    wait_for(qtbot, control, "a", JobState.FINISHED)
    assert script.ran == ["a"]


def test_that_a_running_job_is_stopped_before_it_is_forgotten(
    qtbot: QtBot, control: QueueControl, script: Script
) -> None:
    control.submit(job("a"))
    wait_for(qtbot, control, "a", JobState.RUNNING)
    removed = QSignalSpy(control.removed)
    control.remove("a")
    assert removed.count() == 0
    assert control.unfinished == ()
    qtbot.waitUntil(lambda: removed.count() == 1)
    assert "a" not in control.queue


def test_that_a_photo_that_was_never_queued_can_be_forgotten(qtbot: QtBot, control: QueueControl) -> None:
    with qtbot.waitSignal(control.removed) as removed:
        control.remove("never queued")
    assert removed.args == ["never queued"]


def test_that_the_place_looked_at_is_known_to_a_job_that_starts_later(
    qtbot: QtBot, control: QueueControl, script: Script
) -> None:
    here = Region(1, 2, 3, 4)
    control.focus("b", here)
    control.submit(job("a"))
    control.submit(job("b"))
    wait_for(qtbot, control, "a", JobState.RUNNING)
    assert script.controls["a"].focus is None
    control.cancel("a")
    wait_for(qtbot, control, "b", JobState.RUNNING)
    assert script.controls["b"].focus == here


def test_that_a_workshop_that_cannot_be_opened_fails_the_job_with_its_words(qtbot: QtBot) -> None:
    def closed() -> Workshop:
        raise BackendError("Nothing computes here.", remedy="Install it.", detail="why")

    worker = WorkerThread(closed)
    worker.start()
    control = QueueControl(worker)
    with qtbot.waitSignal(worker.unavailable):
        worker.prepare()
    control.submit(job("a"))
    wait_for(qtbot, control, "a", JobState.FAILED)
    assert control.queue["a"].error == Failed("a", "Nothing computes here.", "Install it.", "why")
    assert worker.stop(HANG_LIMIT_S)


def test_that_the_devices_are_told_after_preparing(qtbot: QtBot, worker: WorkerThread) -> None:
    with qtbot.waitSignal(worker.devices_found) as found:
        worker.prepare()
    assert found.args == [(DEVICE,)]


def test_that_stopping_frees_the_backend(qtbot: QtBot, script: Script) -> None:
    worker = WorkerThread(script.open)
    worker.start()
    with qtbot.waitSignal(worker.devices_found):
        worker.prepare()
    assert worker.stop(HANG_LIMIT_S)
    assert script.backend.closed


def test_fault_31_that_stopping_while_a_job_runs_ends_the_thread_within_3_seconds(
    qtbot: QtBot, control: QueueControl, worker: WorkerThread, script: Script
) -> None:
    control.submit(job("a"))
    wait_for(qtbot, control, "a", JobState.RUNNING)
    assert worker.stop(3.0)

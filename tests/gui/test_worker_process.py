"""The window with a process that computes: it may die or hang, and the window goes on and closes in time."""

import os
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from enhancer_gui.backends.supervised import SupervisedBackend
from enhancer_gui.core.jobs import JobState
from enhancer_gui.gui.controller import STOP_WITHIN_S
from enhancer_gui.gui.dialogs.settings_dialog import SettingsDialog
from enhancer_gui.gui.workshop import open_workshop
from enhancer_gui.storage.settings import WorkerKind, load_settings
from tests.backends.mishaps import Mishap
from tests.fakes import FakeBackend
from tests.gui.rig import Rig, backend, models, photo, rig, rigged

START_TWICE_MS = 90_000
"""A process starts in a third of a second, or in half a minute where everything else is busy."""

__all__ = ["backend", "models", "photo", "rig"]

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no signals to send to another process.")


@pytest.fixture(autouse=True)
def _no_way_made(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave processes their priority: on a busy machine one that makes way hardly starts at all."""
    monkeypatch.setattr("enhancer_gui.gui.worker.make_way", lambda: None)


def test_fault_29_that_the_window_outlives_a_killed_process_and_the_job_is_finished(
    qtbot: QtBot, models: None, photo: Path, tmp_path: Path
) -> None:
    mishap = Mishap("killed", 2, 1, tmp_path)
    workshop = partial(open_workshop, partial(SupervisedBackend, mishap))
    with rigged(qtbot, FakeBackend(), workshop=workshop) as rig:
        rig.open(photo)
        rig.window.side.primary.click()
        qtbot.waitUntil(lambda: rig.entry.state is JobState.FINISHED, timeout=START_TWICE_MS)
    assert mishap.lives == 2


def test_fault_31_that_the_window_closes_in_time_while_a_kernel_is_stuck(
    qtbot: QtBot, models: None, photo: Path, tmp_path: Path
) -> None:
    mishap = Mishap("stuck", 2, 1, tmp_path)
    workshop = partial(open_workshop, partial(SupervisedBackend, mishap))
    with rigged(qtbot, FakeBackend(), workshop=workshop) as rig:
        rig.open(photo)
        rig.window.side.primary.click()
        rig.wait_for(JobState.RUNNING)
        rig.wait(lambda: mishap.happened == 1)
        asked = time.monotonic()
        assert rig.controller.stop(), "the worker has ended"
        assert time.monotonic() - asked < STOP_WITHIN_S


def test_that_where_tiles_are_computed_is_a_setting(rig: Rig) -> None:
    rig.window.top_bar.settings_requested.emit()
    dialog = rig.dialog(SettingsDialog)
    assert dialog.worker.value == WorkerKind.PROCESS
    dialog.worker.set_value(WorkerKind.THREAD)
    dialog.worker.chosen.emit(WorkerKind.THREAD)
    assert rig.controller.choices.now.worker is WorkerKind.THREAD
    rig.controller.choices.shut_down()
    assert load_settings()[0].worker is WorkerKind.THREAD


@pytest.mark.parametrize("module", ["enhancer_gui.__main__", "enhancer_gui.cli.__main__"])
def test_that_a_frozen_child_goes_no_further_than_the_front_door(module: str) -> None:
    """PyInstaller puts a function of its own in place of `freeze_support`, which never returns in a child."""
    code = f"""
import multiprocessing, sys
multiprocessing.freeze_support = lambda: sys.exit(f"{{'PySide6' in sys.modules}} {{'typer' in sys.modules}}")
from {module} import main
main()
"""
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr.strip()) == (1, "False False")

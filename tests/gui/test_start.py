"""The start: what may not be imported yet, what the command line means, and the real engine behind the window."""

import os
import subprocess
import sys
from functools import partial
from pathlib import Path
from shutil import copyfile

import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from enhancer_gui import __version__
from enhancer_gui.core.jobs import JobState
from enhancer_gui.core.models import Task
from enhancer_gui.gui import app as front_door
from enhancer_gui.gui.panels.filmstrip_row import PhotoState
from enhancer_gui.gui.workshop import local_backend, open_workshop
from enhancer_gui.storage.catalogue import load_catalogue
from tests.fakes import HANG_LIMIT_S, FakeBackend
from tests.gui.rig import rigged, write_photo

REAL_ENGINE_MS = 120_000
"""Another process loads torch meanwhile; seconds, but where everything else is busy."""

TOO_HEAVY = ("torch", "cv2", "tifffile", "imagecodecs")


def test_that_nothing_heavy_is_imported_before_the_window_is_there() -> None:
    code = f"import sys, enhancer_gui.gui.app; print([name for name in {TOO_HEAVY} if name in sys.modules])"
    child = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ)
    assert child.stdout.strip() == "[]"


def test_that_photos_are_named_on_the_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert front_door.wanted(["a.jpg", "/b/c.png"]).photos == (tmp_path / "a.jpg", Path("/b/c.png").absolute())
    assert front_door.wanted([]) == front_door.Wanted(())
    assert front_door.wanted(["--new-window"]) == front_door.Wanted((), new_window=True)


def test_that_the_version_is_told_without_a_window(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        front_door.wanted(["--version"])
    assert ended.value.code == 0
    assert __version__ in capsys.readouterr().out


def test_that_the_shipped_network_enhances_a_real_photo_through_the_window(
    qtbot: QtBot, shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("enhancer_gui.gui.worker.make_way", lambda: None)  # on a busy machine it would hardly start
    if not load_catalogue().for_task(Task.UPSCALE, 2):
        pytest.skip("No network that enlarges 2x is shipped yet.")
    original = next((shared / "data" / "real" / "RealESRGAN_inputs").glob("*.jpg"))
    photo = tmp_path / original.name
    copyfile(original, photo)
    with rigged(qtbot, FakeBackend(), workshop=partial(open_workshop, local_backend)) as rig:
        rig.open(photo)
        rig.window.side.primary.click()
        qtbot.waitUntil(lambda: rig.entry.state.is_final, timeout=REAL_ENGINE_MS)
        assert rig.entry.state is JobState.FINISHED
        rig.window.side.primary.click()
        rig.wait(lambda: rig.row_state() is PhotoState.SAVED)
        assert rig.entry.result is not None
        with Image.open(photo) as before, Image.open(rig.entry.result) as after:
            assert after.size == (before.width * 2, before.height * 2)
            assert after.resize(before.size).getextrema() != ((0, 0),) * 3


DRIVEN = """
import sys
from enhancer_gui.gui import app, controller
from enhancer_gui.gui.workshop import open_workshop
import enhancer_gui.storage.catalogue
from tests.fakes import HANG_LIMIT_S, FakeBackend, fake_catalogue

enhancer_gui.storage.catalogue.load_catalogue = fake_catalogue
controller.STOP_WITHIN_S = 0.1
backend = FakeBackend(gated_from=1, deaf=True)
build = app.open_window

def driven(_workshop, choices):
    opened = build(lambda: open_workshop(lambda: backend), choices, confirm_close=False)
    with_job = sys.argv[1] == "job"
    if with_job:
        opened.controller.showing.photo_read.connect(lambda *_: opened.controller.actions.enhance())
        opened.controller.comparing.tile_finished.connect(lambda *_: (backend.waiting.wait(60), opened.window.close()))
    else:
        opened.controller.showing.photo_read.connect(lambda *_: opened.window.close())
    return opened

app.open_window = driven
sys.exit(app.main([sys.argv[2]]))
"""


@pytest.mark.parametrize("way", ["idle", "job"])
def test_fault_31_that_the_process_ends_well_even_while_a_tile_takes_long(tmp_path: Path, way: str) -> None:
    photo = write_photo(tmp_path / "photo.png")
    command = [sys.executable, "-c", DRIVEN, way, str(photo)]
    child = subprocess.run(command, capture_output=True, text=True, timeout=HANG_LIMIT_S, check=False)
    assert (child.returncode, child.stdout) == (0, "")
    complaints = [line for line in child.stderr.splitlines() if "propagateSizeHints" not in line]
    assert complaints == []

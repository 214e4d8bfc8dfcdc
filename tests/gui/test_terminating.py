"""The end of a session closes the window in order, and asks nothing."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from enhancer_gui.gui.terminating import Termination
from tests.fakes import HANG_LIMIT_S
from tests.gui.rig import PATIENCE_MS, write_photo

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM.")

OPENED = """
import sys
from enhancer_gui.gui import app

build = app.open_window

def told(workshop, choices):
    opened = build(workshop, choices)
    opened.controller.showing.photo_read.connect(lambda *_: print("shown", flush=True))
    opened.lifetime.ended.connect(lambda stopped: print("ended", flush=True))
    return opened

app.open_window = told
sys.exit(app.main(["--new-window", sys.argv[1]]))
"""


def test_that_sigterm_is_told_by_a_signal_of_qt(qtbot: QtBot) -> None:
    before = signal.getsignal(signal.SIGTERM)
    termination = Termination()
    with qtbot.waitSignal(termination.asked, timeout=PATIENCE_MS):
        os.kill(os.getpid(), signal.SIGTERM)
    termination.stop()
    assert signal.getsignal(signal.SIGTERM) is before


def test_that_sigterm_closes_the_window_in_order(tmp_path: Path) -> None:
    photo = write_photo(tmp_path / "photo.png")
    with subprocess.Popen([sys.executable, "-c", OPENED, str(photo)], stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "shown\n"
        child.terminate()
        assert child.stdout.readline() == "ended\n"
        assert child.wait(timeout=HANG_LIMIT_S) == 0

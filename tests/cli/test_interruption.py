"""Ctrl-C and kill -9 on a real process with a real network: no partial file, and no tile is computed twice."""

import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from enhancer_gui.cli import environment
from tests.cli.conftest import Enhancer, json_lines, make_photo
from tests.fakes import HANG_LIMIT_S

ROOT = Path(__file__).resolve().parents[2]
TILES_BEFORE = 3
TILES = 12

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT or SIGKILL to send to another process.")


@dataclass
class Interrupted:
    """What a process left that got a signal when its third tile was done."""

    returncode: int
    events: list[dict[str, Any]]
    stderr: str

    @property
    def tiles_done(self) -> int:
        return sum(event["event"] == "tile_done" for event in self.events)


def arguments(photo: Path) -> list[str]:
    return ["run", str(photo), "--tile", "32", "--precision", "fp32", "--device", "cpu"]


def interrupt(photo: Path, number: signal.Signals) -> Interrupted:
    command = [sys.executable, "-m", "tests.cli.child", str(TILES_BEFORE), *arguments(photo), "--json"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe, text=True) as process:
        assert process.stdout is not None
        events: list[dict[str, Any]] = []
        for line in process.stdout:
            events.append(json.loads(line))
            if sum(event["event"] == "tile_done" for event in events) == TILES_BEFORE:
                break
        process.send_signal(number)
        rest, stderr = process.communicate("\n", timeout=HANG_LIMIT_S)
    return Interrupted(process.returncode, events + json_lines(rest), stderr)


@pytest.fixture
def real(enhancer: Enhancer, monkeypatch: pytest.MonkeyPatch) -> Enhancer:
    """Return the command line on the same tiny network as the child's, in this process."""
    from enhancer_gui.backends.local import LocalBackend
    from tests.cli.child import tiny_network

    monkeypatch.setattr(environment, "make_backend", lambda: LocalBackend(load=tiny_network))
    return enhancer


def check_that_the_rest_is_computed(real: Enhancer, photo: Path, tiles_kept: int) -> None:
    assert [path.name for path in photo.parent.iterdir()] == [photo.name]
    events = json_lines(real(*arguments(photo), "--json").stdout)
    started = next(event for event in events if event["event"] == "started")
    assert (started["tiles"], started["tiles_kept"]) == (TILES, tiles_kept)
    assert sum(event["event"] == "tile_done" for event in events) == TILES - tiles_kept
    assert events[-1]["exit_code"] == 0
    whole = photo.with_name("whole.png")
    assert real(*arguments(photo), "-o", whole, "--no-resume").exit_code == 0
    result = photo.with_name("photo-upscale-2x.png")
    assert np.array_equal(np.asarray(Image.open(result)), np.asarray(Image.open(whole)))


def test_that_ctrl_c_leaves_no_file_and_a_rerun_computes_the_rest(real: Enhancer, tmp_path: Path) -> None:
    photo = make_photo(tmp_path / "photo.png", 128, 96)
    stopped = interrupt(photo, signal.SIGINT)
    assert stopped.returncode == 130, stopped.stderr
    assert "goes on where it stopped" in stopped.events[-1]["advice"]
    assert stopped.events[-2]["event"] == "cancelled"
    assert TILES_BEFORE <= stopped.tiles_done <= TILES_BEFORE + 1
    check_that_the_rest_is_computed(real, photo, stopped.tiles_done)


def test_fault_34_that_a_killed_run_computes_only_the_missing_tiles(real: Enhancer, tmp_path: Path) -> None:
    photo = make_photo(tmp_path / "photo.png", 128, 96)
    killed = interrupt(photo, signal.SIGKILL)
    assert killed.returncode == -signal.SIGKILL
    check_that_the_rest_is_computed(real, photo, TILES_BEFORE)

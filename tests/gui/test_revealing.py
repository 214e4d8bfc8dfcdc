"""Showing a file in the file manager: selected where that can be done, else in its folder."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QProcess

from enhancer_gui.gui import revealing
from enhancer_gui.gui.revealing import Revealer

PATIENCE_S = 60.0

BUS_SCRIPT = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QObject, QTimer, Slot
from PySide6.QtDBus import QDBusConnection
from enhancer_gui.gui import revealing

class Manager(QObject):
    @Slot("QStringList", str)
    def ShowItems(self, items, startup_id):
        print("selected", *items, flush=True)
        app.quit()

def open_folder(path):
    print("opened", path.parent, flush=True)
    app.quit()

app = QCoreApplication([])
revealing.open_folder = open_folder
bus, manager = QDBusConnection.connectToBus(QDBusConnection.BusType.SessionBus, "file manager"), Manager()
if sys.argv[2] == "there":
    assert bus.registerObject(
        revealing.FILE_MANAGER_PATH, revealing.FILE_MANAGER, manager, QDBusConnection.RegisterOption.ExportAllSlots
    )
    assert bus.registerService(revealing.FILE_MANAGER)
revealer = revealing.Revealer()
revealer.reveal(Path(sys.argv[1]))
QTimer.singleShot(20_000, app.quit)
app.exec()
"""
"""A program on a message bus of its own that is the file manager, or finds none."""


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Collect the files whose folders would be opened."""
    files: list[Path] = []
    monkeypatch.setattr(revealing, "open_folder", files.append)
    return files


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_that_explorer_and_finder_are_asked_to_select_the_file(
    platform: str, tmp_path: Path, opened: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    photo = tmp_path / "a, b.jpg"
    photo.touch()
    asked: list[object] = []

    def start(*command: object) -> tuple[bool, int]:
        asked.append(command)
        return True, 1

    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(subprocess, "Popen", asked.append)
    monkeypatch.setattr(QProcess, "startDetached", start)
    Revealer().reveal(photo)
    explorer, finder = f'explorer.exe /select,"{photo}"', ("open", ["-R", str(photo)])
    assert asked == [explorer if platform == "win32" else finder]
    assert opened == []


def test_that_the_folder_is_opened_where_explorer_is_missing(
    tmp_path: Path, opened: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(_command: str) -> None:
        raise FileNotFoundError(2, "No such file or directory")

    photo = tmp_path / "a.jpg"
    photo.touch()
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(subprocess, "Popen", missing)
    Revealer().reveal(photo)
    assert opened == [photo]


def test_that_the_folder_of_a_file_that_is_gone_is_opened(tmp_path: Path, opened: list[Path]) -> None:
    Revealer().reveal(tmp_path / "gone.jpg")
    assert opened == [tmp_path / "gone.jpg"]


def test_that_the_folder_is_opened_where_nothing_can_select(
    tmp_path: Path, opened: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "freebsd14")
    photo = tmp_path / "a.jpg"
    photo.touch()
    Revealer().reveal(photo)
    assert opened == [photo]


@pytest.mark.skipif(sys.platform != "linux", reason="The message bus of Linux desktops.")
@pytest.mark.parametrize("manager", ["there", "none"])
def test_that_the_desktop_s_file_manager_is_asked_and_may_be_missing(tmp_path: Path, manager: str) -> None:
    if shutil.which("dbus-run-session") is None:
        pytest.skip("dbus-run-session is not installed.")
    photo = tmp_path / "häus & 1.jpg"
    photo.touch()
    child = subprocess.run(
        ["dbus-run-session", "--", sys.executable, "-c", BUS_SCRIPT, str(photo), manager],
        capture_output=True,
        text=True,
        check=True,
        timeout=PATIENCE_S,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_DATA_DIRS": str(tmp_path)},
    )
    expected = f"selected {photo.as_uri()}" if manager == "there" else f"opened {tmp_path}"
    assert expected in child.stdout.splitlines(), child.stderr

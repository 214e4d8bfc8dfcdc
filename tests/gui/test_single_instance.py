"""A second start hands its photos to the window that is open; whatever stands in its way, the photos are opened."""

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtNetwork import QLocalServer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from enhancer_gui.gui import single_instance
from enhancer_gui.gui.arriving import Arriving, FileOpenEvents
from enhancer_gui.gui.single_instance import Arrival, Reception, Role, address_of_window
from tests.fakes import HANG_LIMIT_S
from tests.gui.rig import PATIENCE_MS, Rig, backend, models, photo, rig, write_photo

__all__ = ["backend", "models", "photo", "rig"]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="The sockets made here by hand are files.")

CHILD_MS = 90_000
"""A program is started anew, on a machine that may be busy."""

SECOND_START = "import sys; from enhancer_gui.gui.app import main; sys.exit(main(sys.argv[1:]))"
START = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from enhancer_gui.gui.single_instance import Reception

app = QCoreApplication([])
paths = [Path(path) for path in sys.argv[1:]]
print(Reception().hand_over_or_listen(paths * (5000 if len(paths) == 1 else 1)).name)
"""
ONE_OF_MANY = """
import sys
from PySide6.QtCore import QCoreApplication, QTimer
from enhancer_gui.gui.single_instance import Reception, Role

app = QCoreApplication([])
reception = Reception()
role = reception.hand_over_or_listen([])
print(role.name, flush=True)
if role is Role.LISTENS:
    left = [int(sys.argv[1]) - 1]
    def count(_arrival):
        left[0] -= 1
        if not left[0]:
            app.quit()
    reception.arrived.connect(count)
    QTimer.singleShot(60_000, app.quit)
    app.exec()
"""


@pytest.fixture
def listening(qtbot: QtBot) -> Iterator[Reception]:
    reception = Reception()
    assert reception.hand_over_or_listen([]) is Role.LISTENS
    yield reception
    reception.close()
    reception.deleteLater()


@pytest.fixture
def by_hand() -> Iterator[socket.socket]:
    """Return a socket at the window's address that listens and does nothing else."""
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(address_of_window())
        made.listen()
        yield made


def start(qtbot: QtBot, *paths: Path) -> Role:
    """Return what becomes of a start in another process while this one's events are served."""
    command = [sys.executable, "-c", START, *map(str, paths)]
    started = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    qtbot.waitUntil(lambda: started.poll() is not None, timeout=CHILD_MS)
    return Role[started.communicate()[0].strip()]


def test_that_a_second_start_opens_its_photos_in_the_open_window(
    qtbot: QtBot, rig: Rig, photo: Path, tmp_path: Path
) -> None:
    reception = Reception(parent=rig.window)
    assert reception.hand_over_or_listen([]) is Role.LISTENS
    Arriving(rig.window, rig.controller.opening, reception, FileOpenEvents(_application()))
    rig.window.showMinimized()
    second = subprocess.Popen([sys.executable, "-c", SECOND_START, photo.name], cwd=tmp_path)
    qtbot.waitUntil(lambda: second.poll() is not None, timeout=CHILD_MS)
    assert second.returncode == 0
    rig.wait(lambda: [found.path for found in rig.controller.desk.photos] == [photo])
    assert not rig.window.isMinimized()
    reception.close()


def test_that_names_arrive_as_they_are(qtbot: QtBot, listening: Reception, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_ACTIVATION_TOKEN", "right")
    paths = (Path("/photos/晨 ä\n.jpg"), Path(os.fsdecode(b"/photos/\xff.jpg")))
    with qtbot.waitSignal(listening.arrived, timeout=CHILD_MS) as arrived:
        assert start(qtbot, *paths) is Role.HANDED_OVER
    assert arrived.args == [Arrival(paths, "right")]


def test_that_thousands_of_photos_arrive_at_once(qtbot: QtBot, listening: Reception) -> None:
    path = Path(f"/photos/{'long name ' * 20}.jpg")
    with qtbot.waitSignal(listening.arrived, timeout=CHILD_MS) as arrived:
        assert start(qtbot, path) is Role.HANDED_OVER
    assert arrived.args == [Arrival((path,) * 5000)]


def test_that_the_socket_of_a_crashed_window_is_taken_over(qtbot: QtBot) -> None:
    with socket.socket(socket.AF_UNIX) as crashed:
        crashed.bind(address_of_window())
    assert Path(address_of_window()).exists()
    reception = Reception()
    assert reception.hand_over_or_listen([]) is Role.LISTENS
    assert start(qtbot) is Role.HANDED_OVER
    reception.close()


def test_that_a_window_that_hangs_is_told_nothing_and_photos_get_their_own(
    by_hand: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(single_instance, "ANSWER_WITHIN_MS", 50)
    assert Reception().hand_over_or_listen([Path("/photos/a.jpg")]) is Role.ALONE
    connection, _ = by_hand.accept()
    assert connection.recv(1) == b""
    connection.close()


@pytest.mark.parametrize("words", [b"", b"[1]\n", b'{"process": 1}\n', b'{"process": 1}\n{"taken": 1}\n'])
def test_that_photos_that_were_not_taken_get_a_window(by_hand: socket.socket, words: bytes) -> None:
    def answer() -> None:
        connection, _ = by_hand.accept()
        with connection:
            connection.sendall(words)

    window = threading.Thread(target=answer)
    window.start()
    assert Reception().hand_over_or_listen([Path("/photos/a.jpg")]) is Role.ALONE
    window.join()


def test_that_nonsense_opens_nothing_and_the_window_listens_on(qtbot: QtBot, listening: Reception) -> None:
    came: list[Arrival] = []
    listening.arrived.connect(came.append)
    for words in (b"nonsense\n", b"[]\n", b'{"paths": ["a.jpg"], "token": ""}\n', b'{"paths": 1, "token": ""}\n'):

        def talk(connection: socket.socket, words: bytes = words) -> None:
            connection.recv(4096)
            connection.sendall(words)

        assert spoken(qtbot, talk) == b""
    assert came == []
    assert start(qtbot) is Role.HANDED_OVER


def test_that_who_says_nothing_is_let_go(qtbot: QtBot, listening: Reception, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(single_instance, "SPEAK_WITHIN_MS", 20)
    assert spoken(qtbot, lambda connection: connection.recv(4096)) == b""


def test_that_who_never_ends_a_line_is_let_go(
    qtbot: QtBot, listening: Reception, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(single_instance, "MOST_BYTES", 1000)

    def talk(connection: socket.socket) -> None:
        connection.recv(4096)
        connection.sendall(b"x" * 2000)

    assert spoken(qtbot, talk) == b""


def spoken(qtbot: QtBot, talk: Callable[[socket.socket], object]) -> bytes:
    """Return what the window says after a conversation, b"" when it has hung up."""

    def meet() -> bytes:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(PATIENCE_MS / 1000)
            connection.connect(address_of_window())
            talk(connection)
            try:
                return connection.recv(4096)
            except ConnectionResetError:
                return b""

    with ThreadPoolExecutor(1) as pool:
        said = pool.submit(meet)
        qtbot.waitUntil(said.done, timeout=PATIENCE_MS)
        return said.result()


def test_that_another_users_socket_is_told_nothing(by_hand: socket.socket, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "getuid", lambda: os.geteuid() + 1)
    assert Reception(by_hand.getsockname()).hand_over_or_listen([Path("/photos/a.jpg")]) is Role.ALONE
    by_hand.settimeout(0)
    with pytest.raises(BlockingIOError):
        by_hand.accept()


def test_that_only_the_user_can_reach_the_window(listening: Reception) -> None:
    assert Path(address_of_window()).stat().st_mode & 0o077 == 0


def test_that_a_folder_that_cannot_hold_a_socket_does_not_keep_the_window_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QLocalServer, "listen", lambda *_: False)
    assert Reception(str(tmp_path / "window")).hand_over_or_listen([]) is Role.ALONE


def test_that_each_screen_has_its_window_and_no_address_is_too_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", ":1")
    first = address_of_window()
    monkeypatch.setenv("DISPLAY", ":2")
    assert address_of_window() != first
    monkeypatch.setenv("ENHANCER_HOME", str(tmp_path / ("long" * 30)))
    assert len(os.fsencode(address_of_window())) <= 100


def test_that_of_starts_at_the_same_time_one_becomes_the_window() -> None:
    count = 3
    with socket.socket(socket.AF_UNIX) as crashed:
        crashed.bind(address_of_window())  # left behind: every one of them finds it and would take it over
    command = [sys.executable, "-c", ONE_OF_MANY, str(count)]
    starts = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(count)]
    roles = sorted(started.communicate(timeout=HANG_LIMIT_S)[0].strip() for started in starts)
    assert roles == [Role.HANDED_OVER.name] * (count - 1) + [Role.LISTENS.name]


def test_that_a_file_that_the_system_asks_to_open_is_opened(rig: Rig, tmp_path: Path) -> None:
    app, photo = _application(), write_photo(tmp_path / "von Finder ä.png")
    reception = Reception(parent=rig.window)
    Arriving(rig.window, rig.controller.opening, reception, FileOpenEvents(app))
    app.sendEvent(app, QFileOpenEvent(QUrl.fromLocalFile(str(photo))))
    rig.wait(lambda: [found.path for found in rig.controller.desk.photos] == [photo])


def _application() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app

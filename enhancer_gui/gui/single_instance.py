"""One window per user and screen: a second start hands its photos to the window that is already there.

The running window listens on a local socket (a named pipe on Windows) that only its user can open. It speaks first: a
start that hears no greeting has found a window that hangs, and opens its own without having sent anything. A socket
whose window has died is taken over; starts that come at the same time take turns at a lock file.
Source: Qt, QLocalServer (a socket file outlives a crash; `removeServer` before the second try).
"""

import hashlib
import json
import logging
import os
import platform
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, QTimer, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from enhancer_gui.storage.paths import cache_dir

LOG = logging.getLogger(__name__)

ANSWER_WITHIN_MS = 8000
"""A window answers at once, whatever it computes; one that is only just being opened, on a slow disk, takes seconds.
Explorer starts a process for each of several photos, all at the same time."""

CONNECT_WITHIN_MS = 1000

SPEAK_WITHIN_MS = 5000
"""Who connects and says nothing is let go."""

LOCKED_FOR_MS = 5 * CONNECT_WITHIN_MS
MOST_BYTES = 1 << 22
"""Some thousand long paths. The command line of Linux and of macOS is shorter; what is longer is no message of ours."""

_MOST_PATH_BYTES = 100
"""`sun_path` holds 104 bytes on macOS and 108 on Linux, with the closing zero."""

_GREETING, _PATHS, _TOKEN, _TAKEN = "process", "paths", "token", "taken"
_TOKEN_VARIABLES = ("XDG_ACTIVATION_TOKEN", "DESKTOP_STARTUP_ID")
"""Given to a process that the user has started: the right to come to the front (Wayland, X11)."""


class Role(Enum):
    """What a process is to do."""

    HANDED_OVER = auto()
    """Leave: the running window has taken the photos."""
    LISTENS = auto()
    """Open the window to which later starts hand theirs."""
    ALONE = auto()
    """Open a window of its own; later starts will not find it."""


@dataclass(frozen=True)
class Arrival:
    """What a second start wants opened, and the right to come to the front where the system gives one."""

    paths: tuple[Path, ...]
    token: str = ""


class Reception(QObject):
    """Hands photos over to a running window, or takes them from later starts.

    Signals:
        arrived(Arrival): a later start has handed something over.
    """

    arrived = Signal(object)

    def __init__(self, address: str | None = None, parent: QObject | None = None) -> None:
        """Do nothing yet; `address` is the user's own one unless it is given."""
        super().__init__(parent)
        self._address = address or address_of_window()
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._welcome)

    def hand_over_or_listen(self, paths: Sequence[Path]) -> Role:
        """Give photos to the running window, or become it; waits some seconds at most."""
        if not _is_own(self._address):
            LOG.info("somebody else's file is at %s", self._address)
            return Role.ALONE
        socket = QLocalSocket()
        lock = QLockFile(_lock_of(self._address))
        if not lock.tryLock(LOCKED_FOR_MS):
            LOG.info("another start holds %s", _lock_of(self._address))
            return Role.ALONE
        try:
            socket.connectToServer(self._address)
            if not socket.waitForConnected(CONNECT_WITHIN_MS):
                return self._listen()
        finally:
            lock.unlock()
        return Role.HANDED_OVER if _give(socket, paths) else Role.ALONE

    @Slot()
    def close(self) -> None:
        """Be found no longer."""
        self._server.close()

    def _listen(self) -> Role:
        QLocalServer.removeServer(self._address)
        if self._server.listen(self._address):
            return Role.LISTENS
        LOG.info("cannot listen at %s: %s", self._address, self._server.errorString())
        return Role.ALONE

    @Slot()
    def _welcome(self) -> None:
        while self._server.hasPendingConnections():
            guest = _Guest(self._server.nextPendingConnection(), self)
            guest.spoke.connect(self.arrived)
            guest.greet()


class _Guest(QObject):
    """One connection of a later start, from the greeting to its end."""

    spoke = Signal(object)

    def __init__(self, socket: QLocalSocket, parent: QObject) -> None:
        super().__init__(parent)
        self._socket = socket
        socket.setParent(self)
        socket.readyRead.connect(self._read)
        socket.disconnected.connect(self.deleteLater)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self._leave)

    def greet(self) -> None:
        self._patience.start(SPEAK_WITHIN_MS)
        _say(self._socket, {_GREETING: os.getpid()})

    @Slot()
    def _read(self) -> None:
        socket = self._socket
        if not socket.canReadLine():
            if socket.bytesAvailable() > MOST_BYTES:
                self._leave()
            return
        arrival = _understood(socket.readLine(MOST_BYTES).data())
        if arrival is None:
            LOG.info("a later start said nothing that can be understood")
            self._leave()
            return
        _say(socket, {_TAKEN: True})
        self.spoke.emit(arrival)

    @Slot()
    def _leave(self) -> None:
        self._socket.abort()
        self.deleteLater()


def address_of_window() -> str:
    """Return where this user's window on this screen is found: the path of a socket, or on Windows a pipe's name.

    The cache folder is the user's own and, inside a Flatpak, the same for every start. Machines that share a home
    and screens of one user have windows of their own.
    """
    folder = cache_dir()
    screen = "|".join(os.environ.get(name, "") for name in ("WAYLAND_DISPLAY", "DISPLAY", "SESSIONNAME"))
    digest = hashlib.sha256(f"{platform.node()}|{screen}|{folder}".encode("utf-8", "surrogateescape")).hexdigest()[:12]
    if sys.platform == "win32":
        return f"enhancer-{digest}"
    path = folder / f"window-{digest}"
    if len(os.fsencode(path)) > _MOST_PATH_BYTES:
        path = Path(tempfile.gettempdir()) / f"enhancer-{os.getuid()}-{digest}"
    return str(path)


def _lock_of(address: str) -> str:
    """Return the lock file of an address: beside the socket, or in the cache folder where that is no path."""
    return f"{address}.lock" if Path(address).is_absolute() else str(cache_dir() / f"{address}.lock")


def _is_own(address: str) -> bool:
    """Return whether nothing of another user lies at the address: photos' names are told to nobody else."""
    if sys.platform == "win32":
        return True
    try:
        return os.lstat(address).st_uid == os.getuid()
    except FileNotFoundError:
        return True


def _give(socket: QLocalSocket, paths: Sequence[Path]) -> bool:
    """Tell a window that answers what to open; returns whether it has taken it."""
    greeting = _heard(socket)
    process = greeting.get(_GREETING)
    if not isinstance(process, int):
        LOG.info("the running window does not answer")
        return False
    _let_come_forward(process)
    token = next((value for name in _TOKEN_VARIABLES if (value := os.environ.get(name))), "")
    _say(socket, {_PATHS: [str(path) for path in paths], _TOKEN: token})
    taken = _heard(socket).get(_TAKEN) is True
    socket.disconnectFromServer()
    return taken


def _heard(socket: QLocalSocket) -> dict[str, object]:
    """Return the next line from the running window, nothing where none comes in time."""
    while not socket.canReadLine():
        if not socket.waitForReadyRead(ANSWER_WITHIN_MS):
            return {}
    return _decoded(socket.readLine().data())


def _say(socket: QLocalSocket, words: dict[str, object]) -> None:
    socket.write(json.dumps(words).encode("ascii") + b"\n")
    socket.flush()


def _understood(line: bytes | bytearray | memoryview) -> Arrival | None:
    words = _decoded(line)
    paths, token = words.get(_PATHS), words.get(_TOKEN)
    if not isinstance(paths, list) or not isinstance(token, str):
        return None
    named = tuple(Path(path) for path in paths if isinstance(path, str))
    return Arrival(named, token) if all(path.is_absolute() for path in named) else None


def _decoded(line: bytes | bytearray | memoryview) -> dict[str, object]:
    try:
        words = json.loads(bytes(line))
    except ValueError:
        return {}
    return words if isinstance(words, dict) else {}


def _let_come_forward(process: int) -> None:
    """Pass on the right to come to the front, which Windows gives to the process that the user has started."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(process)

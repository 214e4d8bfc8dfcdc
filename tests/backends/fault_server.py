"""A line between client and server that does to the bytes what bad networks do."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

BUFFER_BYTES = 65536


@dataclass(frozen=True)
class Fault:
    """What happens to one connection.

    Attributes:
        answer: sent at once in place of the server's.
        swallow: the request arrives and the answer is lost.
        cut_after: bytes of the answer after which the line is cut.
        flip_at: the byte of the answer that is changed.
        stalls: the connection is taken, and nothing is ever read further or said.
    """

    answer: bytes = b""
    swallow: bool = False
    cut_after: int | None = None
    flip_at: int | None = None
    stalls: bool = False


@dataclass
class BadLine:
    """A proxy: each connection gets the next fault; when there is none left, connections are fine.

    Attributes:
        matching: only connections whose first bytes hold this get a fault.
        stalled: a connection stalls now.
        closing: stalled connections end.
    """

    port: int
    url: str = ""
    faults: list[Fault] = field(default_factory=list)
    matching: bytes = b""
    met: int = 0
    stalled: threading.Event = field(default_factory=threading.Event)
    closing: threading.Event = field(default_factory=threading.Event)

    def serve(self, client: socket.socket) -> None:
        with client, socket.create_connection(("127.0.0.1", self.port)) as server:
            first = client.recv(BUFFER_BYTES)
            fault = self.faults.pop(0) if self.faults and self.matching in first else Fault()
            self.met += fault != Fault()
            if fault.stalls:
                self.stalled.set()
                self.closing.wait(60)
                return
            if fault.answer:
                client.sendall(fault.answer)
                return
            server.sendall(first)
            upstream = threading.Thread(target=pump, args=(client, server), daemon=True)
            upstream.start()
            self.answer(server, client, fault)
            for line in (client, server):  # a closed socket is not gone while another thread reads from it
                with suppress(OSError):
                    line.shutdown(socket.SHUT_RDWR)

    def answer(self, server: socket.socket, client: socket.socket, fault: Fault) -> None:
        passed = 0
        while chunk := received(server):
            if fault.swallow:
                return
            if fault.flip_at is not None and passed <= fault.flip_at < passed + len(chunk):
                at = fault.flip_at - passed
                chunk = chunk[:at] + bytes([chunk[at] ^ 1]) + chunk[at + 1 :]
            if fault.cut_after is not None:
                chunk = chunk[: max(0, fault.cut_after - passed)]
            passed += len(chunk)
            try:
                client.sendall(chunk)
            except OSError:
                return
            if fault.cut_after is not None and passed >= fault.cut_after:
                return


def received(line: socket.socket) -> bytes:
    try:
        return line.recv(BUFFER_BYTES)
    except OSError:
        return b""


def pump(source: socket.socket, target: socket.socket) -> None:
    try:
        while chunk := received(source):
            target.sendall(chunk)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        return


@contextmanager
def bad_line(url: str, *faults: Fault, matching: bytes = b"") -> Iterator[BadLine]:
    """Give a proxy in front of a server."""
    line = BadLine(int(url.rsplit(":", 1)[1]), faults=list(faults), matching=matching)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        line.url = f"http://127.0.0.1:{listener.getsockname()[1]}"

        def accept() -> None:
            while True:
                try:
                    client, _ = listener.accept()
                except OSError:
                    return
                threading.Thread(target=line.serve, args=(client,), daemon=True).start()

        thread = threading.Thread(target=accept, daemon=True)
        thread.start()
        try:
            yield line
        finally:
            line.closing.set()
            listener.shutdown(socket.SHUT_RDWR)
            thread.join(5)


@contextmanager
def unanswering() -> Iterator[str]:
    """Give the address of a machine whose connections are neither taken nor refused, as behind a firewall.

    Its queue of connections is full: the kernel drops what else comes.
    """
    with socket.create_server(("127.0.0.1", 0), backlog=0) as listener:
        place = listener.getsockname()
        waiting = [socket.socket() for _ in range(4)]
        for each in waiting:
            each.setblocking(False)
            each.connect_ex(place)
        try:
            yield f"http://127.0.0.1:{place[1]}"
        finally:
            for each in waiting:
                each.close()

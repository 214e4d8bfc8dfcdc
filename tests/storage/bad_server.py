"""A web server on this machine that misbehaves in every way a download has to survive."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum, auto
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

STALL_LIMIT_S = 20.0
"""A test that forgets to let the server go fails instead of hanging."""

FILE, ELSEWHERE = "/model.pth", "/elsewhere/model.pth"


class Act(Enum):
    """What the server does with one request."""

    SERVE = auto()
    DROP = auto()  # closes the line without an answer
    CUT = auto()  # half of what was asked for, then closes the line
    CORRUPT = auto()  # the right size, one bit wrong
    REDIRECT = auto()  # to another address of the same server, which serves
    LOOP = auto()  # to itself, without end
    IGNORE_RANGE = auto()  # the whole file, whatever was asked for
    IGNORE_IF_RANGE = auto()  # the rest of a file that has changed meanwhile
    WRONG_RANGE = auto()  # from another place than asked for
    REFUSE_RANGE = auto()  # 416
    WEB_PAGE = auto()
    GONE = auto()
    BUSY = auto()
    FORBIDDEN = auto()
    TOO_LONG = auto()  # more bytes than the file has, the length not told
    NO_LENGTH = auto()
    STALL = auto()  # half of the file, then silence


@dataclass
class BadServer:
    """The server, what it offers and what it was asked.

    Attributes:
        acts: one for each request, in order; when they are used up it serves.
        asked: headers of the requests so far.
        stalled: set while a request waits in silence.
    """

    content: bytes
    etag: str = '"one"'
    acts: list[Act] = field(default_factory=list)
    asked: list[dict[str, str]] = field(default_factory=list)
    stalled: threading.Event = field(default_factory=threading.Event)
    go_on: threading.Event = field(default_factory=threading.Event)
    port: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}{FILE}"


def handler_of(server: BadServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            server.asked.append(dict(self.headers.items()))
            act = Act.SERVE if self.path == ELSEWHERE or not server.acts else server.acts.pop(0)
            match act:
                case Act.DROP:
                    self.close_connection = True
                case Act.REDIRECT | Act.LOOP:
                    self._head(302, {"Location": ELSEWHERE if act is Act.REDIRECT else FILE, "Content-Length": "0"})
                case Act.GONE | Act.BUSY | Act.FORBIDDEN | Act.REFUSE_RANGE:
                    status = {Act.GONE: 404, Act.BUSY: 503, Act.FORBIDDEN: 403, Act.REFUSE_RANGE: 416}[act]
                    self._head(status, {"Content-Length": "0"})
                case Act.WEB_PAGE:
                    page = b"<html>Please accept our cookies.</html>"
                    self._head(200, {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(page))})
                    self.wfile.write(page)
                case _:
                    self._serve(act)

        def _serve(self, act: Act) -> None:
            start = self._start(act)
            body = server.content[start:]
            if act is Act.CORRUPT:
                body = body[:-1] + bytes([body[-1] ^ 1])
            if act is Act.TOO_LONG:
                body += b"surplus"
            headers = {"ETag": server.etag, "Content-Type": "application/octet-stream"}
            if act in (Act.TOO_LONG, Act.NO_LENGTH):
                self.close_connection = True
                headers["Connection"] = "close"
            else:
                headers["Content-Length"] = str(len(body))
            if start:
                told = start - 1 if act is Act.WRONG_RANGE else start
                headers["Content-Range"] = f"bytes {told}-{len(server.content) - 1}/{len(server.content)}"
            self._head(206 if start else 200, headers)
            half = act in (Act.CUT, Act.STALL)
            self.wfile.write(body[: len(body) // 2] if half else body)
            if act is Act.STALL:
                self.wfile.flush()
                server.stalled.set()
                server.go_on.wait(STALL_LIMIT_S)
            self.close_connection = self.close_connection or half

        def _start(self, act: Act) -> int:
            wanted = self.headers.get("Range", "")
            condition = self.headers.get("If-Range")
            changed = condition is not None and condition != server.etag and act is not Act.IGNORE_IF_RANGE
            if not wanted or act is Act.IGNORE_RANGE or changed:
                return 0
            return int(wanted.removeprefix("bytes=").rstrip("-"))

        def _head(self, status: int, headers: dict[str, str]) -> None:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    return Handler


@contextmanager
def bad_server(content: bytes, *acts: Act) -> Iterator[BadServer]:
    """Run a server on a free port; it stops with the block."""
    server = BadServer(content, acts=list(acts))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler_of(server)) as http:
        http.daemon_threads = True
        server.port = http.server_address[1]
        thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.go_on.set()
            http.shutdown()
            thread.join()

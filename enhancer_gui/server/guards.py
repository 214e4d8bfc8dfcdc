"""Who may ask, and how much: tokens, strange web pages, and bodies without end."""

import hmac
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from enhancer_gui.server.problems import Refused, too_large

_LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]")
_bearer = HTTPBearer(auto_error=False, description="A token from the server's token file.")


@dataclass(frozen=True)
class Authorise:
    """A dependency that lets a request pass or refuses it.

    With tokens one of them must be sent. Without (a server that listens on the loopback only) the requests of web
    pages are refused: any page in a browser on this machine could send them.
    """

    tokens: tuple[str, ...]

    def __call__(
        self, request: Request, credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]
    ) -> None:
        """Raise Refused (401, 403) unless the request may pass."""
        if not self.tokens:
            host = request.headers.get("host", "").rpartition(":")
            name = host[0] if host[1] and not host[2].endswith("]") else host[2]
            if "origin" in request.headers or name not in _LOOPBACK_NAMES:
                raise Refused(
                    HTTPStatus.FORBIDDEN,
                    "A server without a token answers programs on its own machine only, no web pages.",
                    remedy="Start it with a token.",
                )
            return
        sent = credentials.credentials.encode() if credentials is not None else b""
        known = [hmac.compare_digest(sent, token.encode()) for token in self.tokens]  # all: time must tell nothing
        if not any(known):
            raise Refused(
                HTTPStatus.UNAUTHORIZED,
                "The server wants a token." if credentials is None else "The server does not know this token.",
                remedy="Ask whoever runs the server for one.",
                headers={"WWW-Authenticate": "Bearer"},
            )


class LimitBody:
    """ASGI middleware that stops reading a body at a limit, whatever its Content-Length says."""

    def __init__(self, app: ASGIApp, limit_bytes: int) -> None:
        """Wrap an app; the multipart frame around a photo is allowed for."""
        self._app = app
        self._limit_bytes = limit_bytes
        self._allowed = limit_bytes + 2**16

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass one request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        announced = dict(scope["headers"]).get(b"content-length", b"")
        received = 0

        async def bounded() -> Message:
            nonlocal received
            if announced.isdigit() and int(announced) > self._allowed:
                raise too_large(self._limit_bytes)
            message = await receive()
            received += len(message.get("body", b""))
            if received > self._allowed:
                raise too_large(self._limit_bytes)
            return message

        await self._app(scope, bounded, send)

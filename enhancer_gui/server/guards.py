"""Who may ask, and how much: tokens, strange web pages, and bodies without end, in size or in time."""

import asyncio
import hmac
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from enhancer_gui.server.problems import Refused, too_large, too_slow

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
    """ASGI middleware that reads no body beyond a limit, whatever it announces, and none that stands still."""

    def __init__(self, app: ASGIApp, limit_bytes: int, silent_s: float) -> None:
        """Wrap an app; the multipart frame around a photo is allowed for."""
        self._app = app
        self._silent_s = silent_s
        self._limit_bytes = limit_bytes
        self._allowed = limit_bytes + 2**16

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass one request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        announced = dict(scope["headers"]).get(b"content-length", b"")
        received, is_whole = 0, False

        async def bounded() -> Message:
            nonlocal received, is_whole
            if is_whole:  # what comes now is that the client leaves, whenever it likes
                return await receive()
            if announced.isdigit() and int(announced) > self._allowed:
                raise too_large(self._limit_bytes)
            try:
                async with asyncio.timeout(self._silent_s):
                    message = await receive()
            except TimeoutError as e:
                raise too_slow() from e
            received += len(message.get("body", b""))
            is_whole = not message.get("more_body", False)
            if received > self._allowed:
                raise too_large(self._limit_bytes)
            return message

        await self._app(scope, bounded, send)

"""Errors as HTTP knows them: the sentences that the window shows, as problem details (RFC 9457)."""

import logging
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from enhancer_gui.core.errors import (
    BackendError,
    EnhancerError,
    ModelError,
    OutOfMemory,
    PhotoError,
    RecipeError,
    StoreError,
)

log = logging.getLogger(__name__)

PROBLEM = "application/problem+json"

_STATUS: dict[type[EnhancerError], HTTPStatus] = {
    PhotoError: HTTPStatus.UNPROCESSABLE_ENTITY,
    RecipeError: HTTPStatus.UNPROCESSABLE_ENTITY,
    ModelError: HTTPStatus.UNPROCESSABLE_ENTITY,
    StoreError: HTTPStatus.INSUFFICIENT_STORAGE,
    BackendError: HTTPStatus.SERVICE_UNAVAILABLE,
    OutOfMemory: HTTPStatus.SERVICE_UNAVAILABLE,
}


class Refused(EnhancerError):
    """The server says no, for a reason of HTTP's kind.

    Attributes:
        status: what it answers.
        headers: what the answer carries beside the problem.
    """

    def __init__(
        self, status: HTTPStatus, message: str, *, remedy: str = "", headers: dict[str, str] | None = None
    ) -> None:
        """Keep the sentence and the status."""
        super().__init__(message, remedy=remedy)
        self.status = status
        self.headers = headers or {}


def not_found(what: str) -> Refused:
    """Return the answer for something that is not there."""
    return Refused(HTTPStatus.NOT_FOUND, f"There is no {what}.", remedy="It may have been deleted, or was too old.")


def busy(retry_after_s: int) -> Refused:
    """Return the answer of a server whose queue is full."""
    return Refused(
        HTTPStatus.SERVICE_UNAVAILABLE,
        "The server has as many photos waiting as it takes.",
        remedy=f"Try again in {retry_after_s} seconds.",
        headers={"Retry-After": str(retry_after_s)},
    )


def too_large(limit_bytes: int) -> Refused:
    """Return the answer to a body that is larger than the server takes."""
    return Refused(
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        f"The photo is larger than the {limit_bytes / 1e6:.0f} MB that this server takes.",
        remedy="Enhance it on your own machine, or ask whoever runs the server.",
    )


def too_slow() -> Refused:
    """Return the answer to a request that stopped in its middle."""
    return Refused(HTTPStatus.REQUEST_TIMEOUT, "The request stopped before its end.", remedy="Send it again.")


def status_of(error: EnhancerError) -> HTTPStatus:
    """Return the status that an error stands for."""
    if isinstance(error, Refused):
        return error.status
    return next((status for kind, status in _STATUS.items() if isinstance(error, kind)), HTTPStatus.BAD_REQUEST)


def problem(error: EnhancerError) -> JSONResponse:
    """Return the answer for an error: sentence, remedy and status, never technical detail."""
    status = status_of(error)
    content = {
        "type": "about:blank",
        "title": status.phrase,
        "status": status.value,
        "detail": str(error),
        "message": error.message,
        "remedy": error.remedy,
    }
    headers = error.headers if isinstance(error, Refused) else None
    return JSONResponse(content, status.value, headers=headers, media_type=PROBLEM)


def install(app: FastAPI) -> None:
    """Let every error of an app leave it as problem details."""

    @app.exception_handler(EnhancerError)
    async def _known(_request: Request, error: EnhancerError) -> JSONResponse:
        return problem(error)

    @app.exception_handler(RequestValidationError)
    async def _invalid(_request: Request, error: RequestValidationError) -> JSONResponse:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        return problem(Refused(HTTPStatus.UNPROCESSABLE_ENTITY, f"The request is wrong at {where}: {first['msg']}."))

    @app.exception_handler(HTTPException)
    async def _http(request: Request, error: HTTPException) -> JSONResponse:
        status, remedy = HTTPStatus(error.status_code), ""
        words = f"{(error.detail or status.phrase).rstrip('.')}."
        if status is HTTPStatus.NOT_FOUND:
            words, remedy = f"There is nothing at {request.url.path}.", "/openapi.json lists what there is."
        elif status is HTTPStatus.METHOD_NOT_ALLOWED:
            words, remedy = f"{request.url.path} takes no {request.method}.", "/openapi.json lists what it takes."
        return problem(Refused(status, words, remedy=remedy, headers=dict(error.headers or {})))

    @app.exception_handler(ClientDisconnect)
    async def _gone(_request: Request, _error: ClientDisconnect) -> JSONResponse:
        log.info("a client has gone in the middle of what it sent")
        return problem(Refused(HTTPStatus.BAD_REQUEST, "The request broke off."))  # which nobody hears

    @app.exception_handler(OSError)
    async def _disk(_request: Request, error: OSError) -> JSONResponse:
        log.error("the server's folder cannot be used: %r", error)
        words = f"The server cannot keep the photo ({error.strerror or 'its disk fails'})."
        return problem(StoreError(words, remedy="Ask whoever runs the server to make room."))

    @app.exception_handler(Exception)
    async def _bug(_request: Request, error: Exception) -> JSONResponse:
        words = f"Something went wrong inside the server ({type(error).__name__})."
        return problem(Refused(HTTPStatus.INTERNAL_SERVER_ERROR, words, remedy="Please report it."))

"""What the API answers, as it stands in /openapi.json: models of bodies, and what refusals look like."""

from http import HTTPStatus
from typing import Any, TypeAlias

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel, Field

from enhancer_gui.jobs.queue import JobEntry
from enhancer_gui.server.board import Board
from enhancer_gui.server.problems import PROBLEM

Schema: TypeAlias = dict[str, Any]  # as OpenAPI has it
Responses: TypeAlias = dict[int | str, Schema]


class Trouble(BaseModel):
    """Why a job failed."""

    message: str
    remedy: str


class JobView(BaseModel):
    """How far a job is."""

    id: str
    state: str = Field(json_schema_extra={"enum": ["queued", "running", "paused", "finished", "failed", "cancelled"]})
    photo: str
    result: str | None = Field(description="The file's name; null where only tiles are computed.")
    results: list[str] = Field(description="Names of all files, one for each format.")
    created: float = Field(description="Seconds since 1970.")
    waiting_before: int = Field(description="Jobs that come before this one.")
    fraction: float
    tiles_done: int
    tiles: int | None
    eta_s: float | None
    megapixels_per_s: float | None
    device: str | None
    precision: str | None
    notes: list[str]
    error: Trouble | None


class Health(BaseModel):
    """That the server answers."""

    status: str
    version: str


class Readiness(BaseModel):
    """Whether a device can compute, and what ails those that cannot."""

    ready: bool
    troubles: list[str]


class Problem(BaseModel):
    """A refusal (RFC 9457): `message` and `remedy` are the sentences of the window, `detail` both together."""

    type: str
    title: str
    status: int
    detail: str
    message: str
    remedy: str


def job_view(board: Board, entry: JobEntry) -> JobView:
    """Return how far a job is; raises Refused (404)."""
    submission = board.submission(entry.job.id)
    error = entry.error
    return JobView(
        id=entry.job.id,
        state=entry.state.value,
        photo=submission.photo,
        result=submission.result or None,
        results=[file.name for file in board.store.files(submission)],
        created=submission.created,
        waiting_before=board.waiting_before(entry.job.id),
        fraction=entry.fraction,
        tiles_done=entry.tiles_done,
        tiles=entry.started.tiles if entry.started else None,
        eta_s=entry.eta_s,
        megapixels_per_s=entry.megapixels_per_s,
        device=entry.started.device if entry.started else None,
        precision=entry.started.precision if entry.started else None,
        notes=list(entry.notes),
        error=Trouble(message=error.message, remedy=error.remedy) if error else None,
    )


def refusals(reasons: dict[HTTPStatus, str]) -> Responses:
    """Return how a route's refusals are described: why it may answer each status."""
    content = {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {status.value: {"description": reason, "content": content} for status, reason in reasons.items()}


def content(kind: str, what: str) -> Responses:
    """Return how a route's answer is described that is no JSON."""
    return {HTTPStatus.OK.value: {"description": what, "content": {kind: {"schema": {"type": "string"}}}}}


OTHER_REFUSALS: Responses = {
    "default": {
        "description": "Refused, with the reason in words.",
        "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
}
"""For every route: without it FastAPI describes errors that this server does not answer with."""


def describe(app: FastAPI) -> None:
    """Let an app's OpenAPI know the schema that all refusals refer to."""

    def description() -> Schema:
        if app.openapi_schema is None:
            schema = get_openapi(title=app.title, version=app.version, routes=app.routes)
            schemas = schema.setdefault("components", {}).setdefault("schemas", {})
            schemas[Problem.__name__] = Problem.model_json_schema()
            app.openapi_schema = schema
        return app.openapi_schema

    app.openapi = description  # type: ignore[method-assign]  # FastAPI documents this as the way to extend it

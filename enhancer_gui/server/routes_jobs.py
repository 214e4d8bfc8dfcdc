"""Jobs over HTTP: a photo and a recipe go in; progress, tiles and a file come out."""

import mimetypes
from contextlib import suppress
from http import HTTPStatus
from pathlib import Path
from typing import Annotated, TypeAlias

from fastapi import APIRouter, Depends, Header, Query, Request, Response
from fastapi.responses import FileResponse, StreamingResponse
from pydantic import BaseModel, Field
from starlette.concurrency import run_in_threadpool

from enhancer_gui.backends.wire import FRAMES
from enhancer_gui.core.geometry import Region
from enhancer_gui.core.jobs import JobState
from enhancer_gui.server import streams
from enhancer_gui.server.forms import JOB_FORM, MOST_FIELDS, MOST_FILES, read_form
from enhancer_gui.server.problems import Refused, not_found
from enhancer_gui.server.service import Service, service_of
from enhancer_gui.server.views import JobView, content, job_view, refusals
from enhancer_gui.storage.hashing import hash_file
from enhancer_gui.storage.photo_formats import format_of

router = APIRouter(prefix="/v1/jobs", tags=["jobs"])

ServiceNow: TypeAlias = Annotated[Service, Depends(service_of)]
_GONE = refusals({HTTPStatus.NOT_FOUND: "There is no such job."})


class Focus(BaseModel):
    """The part of the photo that matters now, in its pixels."""

    x: int
    y: int
    width: int = Field(ge=1)
    height: int = Field(ge=1)


class Have(BaseModel):
    """The tiles that a client has already."""

    have: list[int] = Field(default_factory=list)


@router.post(
    "",
    summary="Enhance a photo",
    status_code=HTTPStatus.CREATED,
    openapi_extra=JOB_FORM,
    responses={
        HTTPStatus.OK.value: {"model": JobView, "description": "The job that the same key and content have made."},
        **refusals(
            {
                HTTPStatus.CONFLICT: "The key was used for another photo or recipe.",
                HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "The photo or its result is larger than the server takes.",
                HTTPStatus.UNPROCESSABLE_ENTITY: "The photo, the recipe or a field cannot be used.",
                HTTPStatus.FAILED_DEPENDENCY: "An upload that the form names is not here.",
                HTTPStatus.SERVICE_UNAVAILABLE: "The queue is full (Retry-After), or the device is not ready.",
                HTTPStatus.INSUFFICIENT_STORAGE: "The server's disk is full.",
            }
        ),
    },
)
async def create(
    request: Request,
    response: Response,
    service: ServiceNow,
    idempotency_key: Annotated[str, Header(max_length=200)] = "",
) -> JobView:
    """Accept a photo and a recipe; the same Idempotency-Key with the same content answers with the job it made."""
    async with request.form(max_files=MOST_FILES, max_fields=MOST_FIELDS) as form:
        parcel, wish = read_form(form, service.intake, idempotency_key)
        if wish.device != "auto":  # a job that nobody can take would wait for ever
            service.pool.engine(wish.device)
        submission = await run_in_threadpool(service.intake.receive, parcel, wish)
    board = service.board
    same = board.by_key(idempotency_key)
    if same is not None:
        board.store.discard(submission.id)
        if same.fingerprint != submission.fingerprint:
            words = "This idempotency key was used for another photo or recipe."
            raise Refused(HTTPStatus.CONFLICT, words, remedy="Send a new key with each new wish.")
        response.status_code = HTTPStatus.OK.value
        submission = same
    else:
        board.add(submission)
    response.headers["Location"] = f"{router.prefix}/{submission.id}"
    return job_view(board, board.entry(submission.id))


@router.get("", summary="All jobs, or the one made with an idempotency key")
def listed(service: ServiceNow, key: Annotated[str, Query()] = "") -> list[JobView]:
    """Answer the jobs in the order in which they were accepted."""
    if key:
        same = service.board.by_key(key)
        return [] if same is None else [job_view(service.board, service.board.entry(same.id))]
    views = []
    for entry in service.board.entries():
        with suppress(Refused):  # its client has deleted it just now
            views.append(job_view(service.board, entry))
    return views


@router.get("/{job_id}", summary="State, progress and time left of a job", responses=_GONE)
def status(job_id: str, service: ServiceNow) -> JobView:
    """Answer how far a job is."""
    return job_view(service.board, service.board.entry(job_id))


@router.get(
    "/{job_id}/events",
    summary="A job's events as they happen (server-sent events)",
    response_class=StreamingResponse,
    responses={**content("text/event-stream", "Events as JSON; the id of the last one resumes."), **_GONE},
)
def events(job_id: str, service: ServiceNow, last_event_id: Annotated[int, Header(ge=0)] = 0) -> StreamingResponse:
    """Stream the events after Last-Event-ID until the job has ended."""
    service.board.entry(job_id)
    stream = streams.server_sent(service.board, job_id, last_event_id)
    return StreamingResponse(stream, media_type="text/event-stream", headers={"Cache-Control": "no-store"})


@router.post(
    "/{job_id}/tiles",
    summary="A job's events and finished tiles as they come (binary frames)",
    response_class=StreamingResponse,
    responses={
        **content(FRAMES, "Frames of events and tiles."),
        **_GONE,
        **refusals({HTTPStatus.CONFLICT: "The job makes a file."}),
    },
)
def tiles(job_id: str, body: Have, service: ServiceNow) -> StreamingResponse:
    """Stream events and tiles, but for the tiles that the client has; for jobs whose output is tiles."""
    if service.board.submission(job_id).result:
        raise Refused(HTTPStatus.CONFLICT, "This job makes a file.", remedy="Ask for its result.")
    return StreamingResponse(streams.frames(service.board, job_id, frozenset(body.have)), media_type=FRAMES)


@router.get(
    "/{job_id}/result",
    summary="A file that a job has made",
    response_class=FileResponse,
    responses={
        **content("image/*", "The file, or the range of it that was asked for (206)."),
        **_GONE,
        **refusals({HTTPStatus.CONFLICT: "The job has not made it, or not yet."}),
    },
)
async def result(
    job_id: str,
    service: ServiceNow,
    wanted: Annotated[
        str, Query(alias="format", description="One of a job's formats, as png; its first by default.")
    ] = "",
) -> FileResponse:
    """Answer a file, its SHA-256 as ETag; byte ranges are served, so that a broken download can go on."""
    entry = service.board.entry(job_id)
    if entry.state is not JobState.FINISHED:
        remedy = "" if entry.state.is_final else "Ask later."
        raise Refused(HTTPStatus.CONFLICT, f"The job is {entry.state.value}, it has no result.", remedy=remedy)
    file = _file_of(service.board.store.files(service.board.submission(job_id)), wanted)
    if not file.is_file():
        raise not_found("file of this job")
    digest = await run_in_threadpool(hash_file, file)
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    return FileResponse(file, media_type=kind, filename=file.name, headers={"ETag": f'"{digest}"'})


def _file_of(files: tuple[Path, ...], wanted: str) -> Path:
    """Return the file of a format, the first one where none is named; raises Refused."""
    if not files:
        raise not_found("file of this job")
    if not wanted:
        return files[0]
    by_format = {file_format.value: file for file in files if (file_format := format_of(file)) is not None}
    if wanted.lower() not in by_format:
        words = f"This job makes no {wanted}."
        raise Refused(HTTPStatus.NOT_FOUND, words, remedy=f"It makes: {', '.join(by_format)}.")
    return by_format[wanted.lower()]


@router.post("/{job_id}/cancel", summary="Stop a job", status_code=HTTPStatus.ACCEPTED, responses=_GONE)
def cancel(job_id: str, service: ServiceNow) -> JobView:
    """Stop a job: at once while it waits, within two seconds while it runs."""
    service.board.cancel(job_id)
    return job_view(service.board, service.board.entry(job_id))


@router.put("/{job_id}/focus", summary="Say which part matters now", status_code=HTTPStatus.NO_CONTENT, responses=_GONE)
def focus(job_id: str, region: Focus, service: ServiceNow) -> Response:
    """Let the tiles near a region be computed first."""
    service.board.control(job_id).focus = Region(region.x, region.y, region.width, region.height)
    return Response(status_code=HTTPStatus.NO_CONTENT)


@router.delete("/{job_id}", summary="Delete a job and its files", status_code=HTTPStatus.NO_CONTENT, responses=_GONE)
def delete(job_id: str, service: ServiceNow) -> Response:
    """Delete a job; one that still runs is stopped first."""
    service.board.forget(job_id)
    return Response(status_code=HTTPStatus.NO_CONTENT)

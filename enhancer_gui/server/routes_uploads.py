"""Files that several jobs use: sent once, named by the SHA-256 of their bytes."""

from http import HTTPStatus
from typing import Annotated, TypeAlias

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from enhancer_gui.server.service import Service, service_of
from enhancer_gui.server.views import refusals

router = APIRouter(prefix="/v1/uploads", tags=["uploads"])

ServiceNow: TypeAlias = Annotated[Service, Depends(service_of)]
SHA256 = "^[0-9a-f]{64}$"
Hash: TypeAlias = Annotated[str, Path(pattern=SHA256)]
_ANSWERS = {
    HTTPStatus.CREATED.value: {"description": "It is kept now."},
    **refusals(
        {
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "It is larger than the server takes.",
            HTTPStatus.UNPROCESSABLE_ENTITY: "What arrived has another hash.",
            HTTPStatus.INSUFFICIENT_STORAGE: "The server's disk is full.",
        }
    ),
}
_BODY = {"requestBody": {"required": True, "content": {"application/octet-stream": {}}}}


@router.get("", summary="Which of these files are here")
def present(service: ServiceNow, sha256: Annotated[list[Annotated[str, Query(pattern=SHA256)]], Query()]) -> list[str]:
    """Answer those of the hashes whose files need not be sent again; they count as used now."""
    return [each for each in sha256 if service.intake.uploads.find(each) is not None]


@router.put("/{sha256}", summary="Send a photo or a mask for several jobs", openapi_extra=_BODY, responses=_ANSWERS)
async def put(sha256: Hash, request: Request, service: ServiceNow) -> Response:
    """Keep a file whose bytes have this hash until nobody has used it for a while; 201 where it is new, else 200."""
    uploads = service.intake.uploads
    if await run_in_threadpool(uploads.find, sha256) is not None:
        return Response(status_code=HTTPStatus.OK)
    with uploads.incoming(sha256) as incoming:
        async for chunk in request.stream():
            await run_in_threadpool(incoming.write, chunk)
        await run_in_threadpool(incoming.finish)
    return Response(status_code=HTTPStatus.CREATED)


@router.delete("/{sha256}", summary="Remove a file", status_code=HTTPStatus.NO_CONTENT)
def delete(sha256: Hash, service: ServiceNow) -> Response:
    """Remove a file; jobs that were made with it go on, and one that is not here is no mistake."""
    service.intake.uploads.forget(sha256)
    return Response(status_code=HTTPStatus.NO_CONTENT)

"""SageMaker's contract: `/ping` and `/invocations` on port 8080.

The contract (SageMaker developer guide, "Custom inference code with hosting services"): the container is started as
`docker run IMAGE serve`; `/ping` answers 200 within 2 s once it can work; `/invocations` takes the request's body and
answers with the result. Real time ends after 60 s and 6 MB; asynchronous inference, the main path for photos, reads
and writes S3 and allows 1 GB and an hour.

What is to be done comes in one of three ways, in this order:

- Content-Type application/json: {"photo": base64, "name": ..., "preset": ID} or "recipe": {...} instead of "preset";
  "masks": [base64, ...] are pictures, as in the form of `/v1/jobs`;
- the header X-Amzn-SageMaker-Custom-Attributes, as `preset=ID` or as a recipe in JSON (up to 1024 characters);
- neither: the preset enlarge-2x.

The Accept header chooses the format: image/jpeg, image/png, image/tiff or image/webp; anything goes with */*.
A recipe with further formats is refused: an answer holds one file.
"""

import asyncio
import base64
import binascii
import io
import mimetypes
from dataclasses import replace
from http import HTTPStatus
from typing import Annotated, TypeAlias

from fastapi import APIRouter, Depends, Header, Request, Response
from pydantic import BaseModel, ConfigDict, Field, JsonValue, ValidationError
from starlette.concurrency import run_in_threadpool

from enhancer_gui.core import events
from enhancer_gui.core.errors import RecipeError
from enhancer_gui.core.recipe import FileFormat, Recipe
from enhancer_gui.server.forms import MOST_MASKS
from enhancer_gui.server.intake import Parcel, Wish
from enhancer_gui.server.problems import Refused
from enhancer_gui.server.service import Service, service_of
from enhancer_gui.server.streams import follow
from enhancer_gui.server.views import content, refusals
from enhancer_gui.storage.explain import first_problem
from enhancer_gui.storage.recipe_codec import recipe_from_dict

router = APIRouter(tags=["SageMaker"])

ServiceNow: TypeAlias = Annotated[Service, Depends(service_of)]
JSON = "application/json"
_ANYTHING = ("", "*/*", "image/*", "application/octet-stream")
_FORMATS = {
    "image/jpeg": FileFormat.JPEG,
    "image/png": FileFormat.PNG,
    "image/tiff": FileFormat.TIFF,
    "image/webp": FileFormat.WEBP,
}
_SUFFIXES = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/tiff": ".tif",
    "image/webp": ".webp",
    "image/bmp": ".bmp",
}


class Invocation(BaseModel):
    """A request in JSON; a field that is misspelt is refused and not overlooked."""

    model_config = ConfigDict(extra="forbid")

    photo: str
    name: str = "photo"
    preset: str = ""
    recipe: dict[str, JsonValue] | None = None
    masks: list[str] = Field(default_factory=list, max_length=MOST_MASKS)


@router.get("/ping", summary="Whether a model can be used", response_class=Response)
def ping(service: ServiceNow) -> Response:
    """Answer 200 once a device has loaded, else 503; never waits."""
    ready = service.pool.is_ready and not service.board.is_draining
    return Response(status_code=HTTPStatus.OK if ready else HTTPStatus.SERVICE_UNAVAILABLE)


@router.post(
    "/invocations",
    summary="Enhance a photo and wait for it",
    response_class=Response,
    responses={
        **content("image/*", "The result."),
        **refusals(
            {
                HTTPStatus.NOT_ACCEPTABLE: "Accept names no format that can be written.",
                HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "The photo or its result is larger than the server takes.",
                HTTPStatus.UNPROCESSABLE_ENTITY: "The photo or the recipe cannot be used.",
                HTTPStatus.SERVICE_UNAVAILABLE: "The queue is full (Retry-After), or the server is about to end.",
            }
        ),
    },
)
async def invocations(
    request: Request,
    service: ServiceNow,
    content_type: Annotated[str, Header()] = "",
    accept: Annotated[str, Header()] = "*/*",
    attributes: Annotated[str, Header(alias="X-Amzn-SageMaker-Custom-Attributes")] = "",
) -> Response:
    """Answer the enhanced photo's bytes."""
    body = await request.body()
    kind = content_type.split(";")[0].strip().lower()
    if kind == JSON:
        parcel, name, recipe = _from_json(body, service)
    else:
        name, recipe = f"photo{_SUFFIXES.get(kind, '')}", _from_attributes(attributes, service)
        parcel = Parcel(io.BytesIO(body))
    if recipe.export.also:
        raise RecipeError(
            "An answer holds one file, and the recipe asks for several formats.",
            remedy="Leave out all but one.",
        )
    wish = Wish(name, replace(recipe, export=replace(recipe.export, format=_format(accept, recipe))))
    submission = await run_in_threadpool(service.intake.receive, parcel, wish)
    service.board.add(submission)
    try:
        return await _answer(service, submission.id)
    finally:
        service.board.forget(submission.id)


async def _answer(service: Service, job_id: str) -> Response:
    """Return a job's file when it is there.

    Raises:
        Refused: the job failed, or the server ended before.
    """
    async for event in follow(service.board, job_id, 0, until_draining=False):
        match event:
            case events.Finished(target=target) if target is not None:
                content = await asyncio.to_thread(target.read_bytes)
                return Response(content, media_type=mimetypes.guess_type(target.name)[0])
            case events.Failed(message=message, remedy=remedy):
                raise Refused(HTTPStatus.INTERNAL_SERVER_ERROR, message, remedy=remedy)
            case _:
                pass
    raise Refused(HTTPStatus.SERVICE_UNAVAILABLE, "The server ended before the photo was done.", remedy="Try again.")


def _from_json(body: bytes, service: Service) -> tuple[Parcel, str, Recipe]:
    try:
        sent = Invocation.model_validate_json(body)
        photo, *masks = (io.BytesIO(base64.b64decode(each, validate=True)) for each in (sent.photo, *sent.masks))
    except (ValidationError, binascii.Error) as e:
        raise RecipeError(
            f"The request's JSON cannot be used ({first_problem(e)}).", remedy="It needs the photo in base64."
        ) from e
    recipe = recipe_from_dict(sent.recipe) if sent.recipe is not None else service.intake.recipe(sent.preset, "")
    return Parcel(photo, tuple(masks)), sent.name, recipe


def _from_attributes(attributes: str, service: Service) -> Recipe:
    if attributes.lstrip().startswith("{"):
        return service.intake.recipe("", attributes)
    name, _, value = attributes.partition("=")
    if attributes and name.strip() != "preset":
        raise RecipeError("The custom attributes cannot be used.", remedy="Send preset=ID or a recipe as JSON.")
    return service.intake.recipe(value.strip(), "")


def _format(accept: str, recipe: Recipe) -> FileFormat:
    wanted = [part.split(";")[0].strip().lower() for part in accept.split(",")]
    for kind in wanted:
        if kind in _FORMATS:
            return _FORMATS[kind]
        if kind in _ANYTHING:
            return recipe.export.format
    raise Refused(
        HTTPStatus.NOT_ACCEPTABLE, f"Results cannot be {accept}.", remedy=f"These can: {', '.join(_FORMATS)}."
    )

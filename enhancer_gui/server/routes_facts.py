"""What there is: models, presets, devices, and how the server does."""

from http import HTTPStatus
from typing import Annotated, TypeAlias

from fastapi import APIRouter, Depends, Response
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool

from enhancer_gui import __version__
from enhancer_gui.backends.base import DeviceInfo
from enhancer_gui.backends.wire import PlanAnswer, PlanRequest
from enhancer_gui.core.models import ModelCard
from enhancer_gui.core.recipe import Recipe
from enhancer_gui.server.service import Service, service_of
from enhancer_gui.server.views import Health, Readiness, content, refusals
from enhancer_gui.storage.recipe_codec import recipe_to_dict

ServiceNow: TypeAlias = Annotated[Service, Depends(service_of)]
_PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8"

health = APIRouter(tags=["health"])
facts = APIRouter(prefix="/v1", tags=["facts"])
monitoring = APIRouter(tags=["health"])


@health.get("/healthz", summary="Whether the server answers")
def healthz() -> Health:
    """Answer."""
    return Health(status="ok", version=__version__)


@health.get(
    "/readyz",
    summary="Whether a device can compute",
    response_model=Readiness,
    responses={HTTPStatus.SERVICE_UNAVAILABLE.value: {"model": Readiness, "description": "None can, or not any more."}},
)
def readyz(service: ServiceNow) -> JSONResponse:
    """Answer 200 when at least one device has loaded and the server is not about to end, else 503."""
    ready = service.pool.is_ready and not service.board.is_draining
    troubles = [engine.trouble for engine in service.pool.engines if engine.trouble]
    status = HTTPStatus.OK if ready else HTTPStatus.SERVICE_UNAVAILABLE
    return JSONResponse({"ready": ready, "troubles": troubles}, status.value)


@monitoring.get(
    "/metrics",
    summary="Prometheus metrics",
    response_class=Response,
    responses=content("text/plain", "Prometheus' text format."),
)
def metrics(service: ServiceNow) -> Response:
    """Answer in Prometheus' text format."""
    return Response(service.metrics.text(), media_type=_PROMETHEUS)


@facts.get("/models", summary="The models of this server")
def models(service: ServiceNow) -> list[ModelCard]:
    """Answer each model's card: all that planning needs."""
    return list(service.intake.catalogue)


@facts.get("/presets", summary="The presets of this server", response_model=list[Recipe])
def presets(service: ServiceNow) -> JSONResponse:
    """Answer each preset as a recipe, written as recipes are everywhere."""
    return JSONResponse([recipe_to_dict(recipe) for recipe in service.intake.presets.recipes()])


@facts.get("/devices", summary="The devices of this server")
def devices(service: ServiceNow) -> list[DeviceInfo]:
    """Answer the devices that can compute."""
    return [engine.device for engine in service.pool.engines if engine.device is not None]


@facts.post(
    "/plan",
    summary="Where and how a chain would be computed",
    responses=refusals(
        {
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "The photo or its result is larger than the server takes.",
            HTTPStatus.UNPROCESSABLE_ENTITY: "The recipe cannot be used.",
            HTTPStatus.SERVICE_UNAVAILABLE: "The device is not ready.",
        }
    ),
)
async def plan(request: PlanRequest, service: ServiceNow) -> PlanAnswer:
    """Answer device, precision and tile size for a photo that has not been sent yet."""
    work = service.intake.work(request)
    engine = service.pool.engine(request.device)
    return await run_in_threadpool(engine.plan, work, request.precision)

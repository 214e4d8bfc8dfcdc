"""What there is: models, presets, devices, and how the server does."""

from http import HTTPStatus
from typing import Annotated, TypeAlias

from fastapi import APIRouter, Depends, Response
from fastapi.responses import JSONResponse
from pydantic import JsonValue, TypeAdapter
from starlette.concurrency import run_in_threadpool

from enhancer_gui import __version__
from enhancer_gui.backends.wire import PlanAnswer, PlanRequest
from enhancer_gui.core.models import ModelCard
from enhancer_gui.server.service import Service, service_of
from enhancer_gui.storage.recipe_codec import RecipeData, recipe_to_dict

ServiceNow: TypeAlias = Annotated[Service, Depends(service_of)]
_PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8"

health = APIRouter(tags=["health"])
facts = APIRouter(prefix="/v1", tags=["facts"])
monitoring = APIRouter(tags=["health"])
_cards = TypeAdapter(list[ModelCard])


@health.get("/healthz", summary="Whether the server answers")
def healthz() -> dict[str, str]:
    """Answer."""
    return {"status": "ok", "version": __version__}


@health.get("/readyz", summary="Whether a device can compute")
def readyz(service: ServiceNow) -> JSONResponse:
    """Answer 200 when at least one device has loaded and the server is not about to end, else 503."""
    ready = service.pool.is_ready and not service.board.is_draining
    troubles = [engine.trouble for engine in service.pool.engines if engine.trouble]
    status = HTTPStatus.OK if ready else HTTPStatus.SERVICE_UNAVAILABLE
    return JSONResponse({"ready": ready, "troubles": troubles}, status.value)


@monitoring.get("/metrics", summary="Prometheus metrics")
def metrics(service: ServiceNow) -> Response:
    """Answer in Prometheus' text format."""
    return Response(service.metrics.text(), media_type=_PROMETHEUS)


@facts.get("/models", summary="The models of this server")
def models(service: ServiceNow) -> list[dict[str, JsonValue]]:
    """Answer each model's card: all that planning needs."""
    dumped: list[dict[str, JsonValue]] = _cards.dump_python(list(service.intake.catalogue), mode="json")
    return dumped


@facts.get("/presets", summary="The presets of this server")
def presets(service: ServiceNow) -> list[RecipeData]:
    """Answer each preset as a recipe."""
    return [recipe_to_dict(recipe) for recipe in service.intake.presets.recipes()]


@facts.get("/devices", summary="The devices of this server")
def devices(service: ServiceNow) -> list[dict[str, JsonValue]]:
    """Answer the devices that can compute."""
    found = [engine.device for engine in service.pool.engines]
    return [
        {"id": each.id, "name": each.name, "precision": each.precision, "free_bytes": each.free_bytes}
        for each in found
        if each is not None
    ]


@facts.post("/plan", summary="Where and how a chain would be computed")
async def plan(request: PlanRequest, service: ServiceNow) -> PlanAnswer:
    """Answer device, precision and tile size for a photo that has not been sent yet."""
    work = service.intake.work(request)
    engine = service.pool.engine(request.device)
    return await run_in_threadpool(engine.plan, work, request.precision)

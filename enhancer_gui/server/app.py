"""The HTTP application: one for the studio's network, and the same parts behind SageMaker's contract."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus

from fastapi import Depends, FastAPI
from starlette.concurrency import run_in_threadpool

from enhancer_gui import __version__
from enhancer_gui.server import problems, routes_facts, routes_jobs, routes_sagemaker, routes_uploads
from enhancer_gui.server.guards import Authorise, LimitBody
from enhancer_gui.server.metrics import CountRequests
from enhancer_gui.server.service import Service
from enhancer_gui.server.views import OTHER_REFUSALS, describe, refusals

_CLOSED = refusals(
    {
        HTTPStatus.UNAUTHORIZED: "The token is missing or wrong.",
        HTTPStatus.FORBIDDEN: "Without tokens: a web page asked.",
    }
)
_BASE64_GROWTH = 1.4
"""A photo inside JSON grows by a third, and its recipe comes on top."""


def create_app(service: Service, tokens: tuple[str, ...]) -> FastAPI:
    """Return the server for a network: jobs, facts, health, metrics. Without tokens it answers the loopback only."""
    app = _bare_app(service, int(service.board.limits.upload_bytes))
    guarded = [Depends(Authorise(tokens))]
    for router in (routes_jobs.router, routes_uploads.router, routes_facts.facts, routes_facts.monitoring):
        app.include_router(router, dependencies=guarded, responses=_CLOSED)
    app.include_router(routes_facts.health)
    return app


def create_sagemaker_app(service: Service) -> FastAPI:
    """Return the server inside a SageMaker container, which only SageMaker can reach: no token, no jobs."""
    app = _bare_app(service, int(service.board.limits.upload_bytes * _BASE64_GROWTH))
    app.include_router(routes_sagemaker.router)
    app.include_router(routes_facts.health)
    return app


def _bare_app(service: Service, limit_bytes: int) -> FastAPI:
    # No documentation pages: they fetch scripts from other people's servers. /openapi.json is there for any tool.
    app = FastAPI(title="Enhancer", version=__version__, lifespan=_lifespan, docs_url=None, redoc_url=None)
    app.router.responses.update(OTHER_REFUSALS)
    describe(app)
    app.state.service = service
    problems.install(app)
    app.add_middleware(LimitBody, limit_bytes=limit_bytes, silent_s=service.board.limits.silent_seconds)
    app.add_middleware(CountRequests, metrics=service.metrics)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    service: Service = app.state.service
    service.pool.start()
    try:
        yield
    finally:
        await run_in_threadpool(service.pool.close, service.board.drain_left_s)
        service.board.store.close()

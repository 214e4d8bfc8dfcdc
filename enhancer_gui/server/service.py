"""The parts of a running server, in one place for the routes."""

from dataclasses import dataclass

from fastapi import Request

from enhancer_gui.server.board import Board
from enhancer_gui.server.intake import Intake
from enhancer_gui.server.metrics import Metrics
from enhancer_gui.server.pool import Pool


@dataclass(frozen=True)
class Service:
    """What routes use."""

    board: Board
    pool: Pool
    intake: Intake
    metrics: Metrics


def service_of(request: Request) -> Service:
    """Return the service of the app that a request came to."""
    service = request.app.state.service
    assert isinstance(service, Service)
    return service

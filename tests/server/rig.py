"""A server on a real socket in this process, over a fake backend, and the photos that are sent to it."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import uvicorn

from enhancer_gui.backends.base import Backend, DeviceInfo
from enhancer_gui.backends.wire import PlanAnswer
from enhancer_gui.core.cancel import JobControl
from enhancer_gui.core.events import Event
from enhancer_gui.core.jobs import Job
from enhancer_gui.core.work import Work
from enhancer_gui.jobs.runner import Surroundings, run_job
from enhancer_gui.server.app import create_app, create_sagemaker_app
from enhancer_gui.server.engines import Engine
from enhancer_gui.server.job_store import Rooms
from enhancer_gui.server.limits import Limits
from enhancer_gui.server.options import ServerOptions
from enhancer_gui.server.running import DrainingServer, build_service
from enhancer_gui.server.service import Service
from enhancer_gui.storage.catalogue import Catalogue
from enhancer_gui.storage.masks import MaskShelf
from tests.fakes import DEVICE, FakeBackend, fake_catalogue

PATIENCE_S = 60.0
TOKEN = "0123456789abcdef"


@dataclass
class InlineEngine:
    """A device in this process: the backend of a test, without a process around it."""

    backend: Backend
    catalogue: Catalogue
    device: DeviceInfo | None = DEVICE
    trouble: str = ""
    ran: list[str] = field(default_factory=list)

    def start(self) -> None:
        pass

    def run(self, job: Job, rooms: Rooms, control: JobControl) -> Iterator[Event]:
        self.ran.append(job.id)
        around = Surroundings(self.catalogue, rooms.stores, keep_store=False, masks=MaskShelf(rooms.masks))
        yield from run_job(job, self.backend, control, around)

    def plan(self, work: Work, precision: str) -> PlanAnswer:
        info = self.backend.info("auto", precision, work)
        tile_px = self.backend.tile_px(work, "auto", precision)
        return PlanAnswer(info.id, info.name, info.precision, info.free_bytes, tile_px)

    def close(self) -> None:
        self.backend.close()


@dataclass
class Running:
    """A server that listens."""

    url: str
    client: httpx.Client
    service: Service
    server: uvicorn.Server

    def submit(self, photo: Path, key: str = "", **fields: str) -> httpx.Response:
        headers = {"Idempotency-Key": key} if key else {}
        files = {"photo": (photo.name, photo.read_bytes())}
        return self.client.post("/v1/jobs", files=files, data=fields, headers=headers)

    def job(self, job_id: str) -> dict[str, Any]:
        view: dict[str, Any] = self.client.get(f"/v1/jobs/{job_id}").json()
        return view

    def wait(self, job_id: str, *states: str) -> dict[str, Any]:
        """Return a job's view once it is in one of the states; by default in a final one."""
        wanted = states or ("finished", "failed", "cancelled")
        deadline = time.monotonic() + PATIENCE_S
        while (view := self.job(job_id))["state"] not in wanted:
            assert time.monotonic() < deadline, f"still {view}"
            threading.Event().wait(0.01)
        return view

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds."""
        deadline = time.monotonic() + PATIENCE_S
        while not holds():
            assert time.monotonic() < deadline, "it never came about"
            threading.Event().wait(0.01)

    def count(self, route: str, status: int) -> int:
        """Return how often a route has answered with a status, as the metrics tell."""
        sample = f'enhancer_http_requests_total{{route="{route}",status="{status}"}} '
        lines = self.client.get("/metrics").text.splitlines()
        return sum(round(float(line.removeprefix(sample))) for line in lines if line.startswith(sample))

    def enhance(self, photo: Path, **fields: str) -> bytes:
        """Return the bytes of a photo's result."""
        job_id = self.submit(photo, **fields).json()["id"]
        assert self.wait(job_id)["state"] == "finished", self.job(job_id)
        return self.client.get(f"/v1/jobs/{job_id}/result").content


@contextmanager
def serving(
    data: Path,
    backend: Backend | None = None,
    *,
    catalogue: Catalogue | None = None,
    tokens: tuple[str, ...] = (),
    limits: Limits | None = None,
    sagemaker: bool = False,
    engines: list[Engine] | None = None,
    port: int = 0,
    certificate: Path | None = None,
    key: Path | None = None,
) -> Iterator[Running]:
    """Run a server for the block; the client sends the first token and believes any certificate."""
    models = catalogue or fake_catalogue()
    options = ServerOptions(data, tokens=tokens, limits=limits or Limits(drain_seconds=0.0), sagemaker=sagemaker)
    devices: list[Engine] = engines or [InlineEngine(backend or FakeBackend(), models)]
    service = build_service(options, models, devices)
    app = create_sagemaker_app(service) if sagemaker else create_app(service, tokens)
    config = uvicorn.Config(
        app,
        port=port,
        log_level="error",
        ws="none",
        timeout_graceful_shutdown=1,
        ssl_certfile=certificate,
        ssl_keyfile=key,
    )
    server = DrainingServer(config, service.board)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive(), "the server did not start"
            threading.Event().wait(0.005)
        url = f"{'https' if certificate else 'http'}://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
        headers = {"Authorization": f"Bearer {tokens[0]}"} if tokens else {}
        with httpx.Client(base_url=url, headers=headers, timeout=PATIENCE_S, verify=False) as client:
            yield Running(url, client, service, server)
    finally:
        server.handle_exit(0, None)
        thread.join(PATIENCE_S)
    assert not thread.is_alive()

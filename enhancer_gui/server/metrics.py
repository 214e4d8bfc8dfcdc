"""What a studio's monitoring asks: how many, how long, how full (Prometheus text format)."""

from collections.abc import Iterable

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from enhancer_gui.core import events
from enhancer_gui.core.jobs import JobState
from enhancer_gui.server.board import Board
from enhancer_gui.server.pool import Pool

_SECONDS = (0.1, 0.5, 1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600)
_WAITING_STATES = (JobState.QUEUED, JobState.RUNNING)


class Metrics:
    """Counters of one server. `watch` adds what is only known when it is asked for."""

    def __init__(self) -> None:
        """Start at zero."""
        self.registry = CollectorRegistry()
        self._ended = Counter("enhancer_jobs_ended", "Jobs by how they ended.", ["state"], registry=self.registry)
        self._seconds = Histogram(
            "enhancer_job_seconds", "Seconds that finished jobs took.", buckets=_SECONDS, registry=self.registry
        )
        self._tiles = Counter("enhancer_tiles", "Tiles computed.", registry=self.registry)
        self._megapixels = Counter("enhancer_megapixels", "Megapixels computed.", registry=self.registry)
        self._requests = Counter(
            "enhancer_http_requests", "Answers by route and status.", ["route", "status"], registry=self.registry
        )

    def take(self, event: events.Event) -> None:
        """Count an event."""
        match event:
            case events.TileDone(region=region):
                self._tiles.inc()
                self._megapixels.inc(region.pixels / 1e6)
            case events.Finished(seconds=seconds):
                self._ended.labels(JobState.FINISHED).inc()
                self._seconds.observe(seconds)
            case events.Failed():
                self._ended.labels(JobState.FAILED).inc()
            case events.Cancelled():
                self._ended.labels(JobState.CANCELLED).inc()
            case _:
                pass

    def answered(self, route: str, status: int) -> None:
        """Count an answer."""
        self._requests.labels(route, str(status)).inc()

    def watch(self, board: Board, pool: Pool) -> None:
        """Tell the board's and the pool's state too."""
        self.registry.register(_State(board, pool))

    def text(self) -> bytes:
        """Return all metrics in Prometheus' text format."""
        return generate_latest(self.registry)


class _State(Collector):
    def __init__(self, board: Board, pool: Pool) -> None:
        self._board = board
        self._pool = pool

    def collect(self) -> Iterable[Metric]:
        counts = self._board.counts()
        jobs = GaugeMetricFamily("enhancer_jobs", "Jobs now, by state.", labels=["state"])
        for state in _WAITING_STATES:
            jobs.add_metric([state.value], counts[state])
        yield jobs
        ready = sum(engine.device is not None for engine in self._pool.engines)
        yield GaugeMetricFamily("enhancer_devices_ready", "Devices that can compute.", value=ready)
        limit = self._board.limits.waiting_jobs
        yield GaugeMetricFamily("enhancer_queue_limit", "Jobs that may wait.", value=limit)


class CountRequests:
    """ASGI middleware that counts answers by route, so that ids in paths make no new series."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        """Wrap an app."""
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count one answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def counted(message: Message) -> None:
            if message["type"] == "http.response.start":
                route = scope.get("route")
                self._metrics.answered(getattr(route, "path", "none"), message["status"])
            await send(message)

        await self._app(scope, receive, counted)

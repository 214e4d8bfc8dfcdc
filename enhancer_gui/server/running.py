"""From options to a server that runs until it is asked to stop."""

import logging
import socket
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

import uvicorn
from fastapi import FastAPI

from enhancer_gui.backends.base import Backend
from enhancer_gui.core.errors import ConfigError
from enhancer_gui.server.app import create_app, create_sagemaker_app
from enhancer_gui.server.board import Board
from enhancer_gui.server.engines import Engine, ProcessEngine
from enhancer_gui.server.intake import Intake
from enhancer_gui.server.job_store import JobStore
from enhancer_gui.server.metrics import Metrics
from enhancer_gui.server.options import ServerOptions, check
from enhancer_gui.server.pool import Pool
from enhancer_gui.server.service import Service
from enhancer_gui.server.uploads import Uploads
from enhancer_gui.storage.catalogue import Catalogue, load_catalogue, weights_path
from enhancer_gui.storage.paths import config_dir, resources_dir
from enhancer_gui.storage.presets import PresetLibrary

log = logging.getLogger(__name__)


class LocalBackendOf:
    """Makes the local backend over the weights in one folder, in the process that calls it; can be pickled."""

    def __init__(self, folder: Path | None) -> None:
        """Keep the folder; None for the installed weights."""
        self._folder = folder

    def __call__(self) -> Backend:
        """Return the backend; imports torch."""
        from enhancer_gui.backends.local import LocalBackend
        from enhancer_gui.engine.weights import load_network

        folder = self._folder
        if folder is None:
            return LocalBackend()
        return LocalBackend(lambda card: load_network(weights_path(card, folder), sha256=card.sha256, scale=card.scale))


def build_service(options: ServerOptions, catalogue: Catalogue, engines: Sequence[Engine]) -> Service:
    """Return the parts of a server; raises StoreError where its folder cannot be used."""
    metrics = Metrics()
    store = JobStore(options.data)
    board = Board(store, options.limits, metrics.take)
    uploads = Uploads(options.data / "uploads", options.limits.upload_bytes, options.limits.unused_upload_seconds)
    pool = Pool(board, engines, uploads)
    metrics.watch(board, pool)
    presets = PresetLibrary(resources_dir() / "presets", config_dir() / "presets")
    return Service(board, pool, Intake(store, uploads, options.limits, catalogue, presets), metrics)


def run_server(options: ServerOptions) -> None:
    """Serve until SIGTERM or Ctrl-C; running jobs are drained and the others kept for the next start.

    Raises:
        ConfigError, StoreError: it cannot start.
    """
    check(options)
    catalogue = load_catalogue(options.models)
    if not len(catalogue):
        raise ConfigError(f"There is no usable model in {options.models}.", remedy="; ".join(catalogue.problems))
    make_backend = LocalBackendOf(options.models)
    engines = [ProcessEngine(make_backend, device, catalogue) for device in options.devices]
    listener = _listen(options.host, options.port)
    service = build_service(options, catalogue, engines)
    app = create_sagemaker_app(service) if options.sagemaker else create_app(service, options.tokens)
    server = DrainingServer(_config(options, app), service.board)
    log.info("listening on %s port %d", *listener.getsockname()[:2])
    server.run(sockets=[listener])


class DrainingServer(uvicorn.Server):
    """uvicorn that tells the board when it is asked to stop: streams end then, and jobs are refused."""

    def __init__(self, config: uvicorn.Config, board: Board) -> None:
        """Serve what the configuration says."""
        super().__init__(config)
        self._board = board

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Begin to end."""
        self._board.drain()
        super().handle_exit(sig, frame)


def _config(options: ServerOptions, app: FastAPI) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        ws="none",
        timeout_graceful_shutdown=round(options.limits.drain_seconds),
        ssl_certfile=options.certificate,
        ssl_keyfile=options.key,
    )


def _listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens before anything slow begins; raises ConfigError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host.strip("[]"), port), family=family, backlog=128)
    except OSError as e:
        raise ConfigError(
            f"The server cannot listen on {host} port {port} ({e.strerror or e}).", remedy="Choose another --port."
        ) from e

"""The server's command line: every option has an environment variable, for containers and services."""

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from enhancer_gui.backends.address import PORT
from enhancer_gui.core.errors import EnhancerError
from enhancer_gui.server.limits import MEGA, Limits
from enhancer_gui.server.options import (
    LOOPBACK,
    SAGEMAKER_HOST,
    SAGEMAKER_MODELS,
    SAGEMAKER_PORT,
    TOKEN_VARIABLE,
    ServerOptions,
    read_tokens,
)
from enhancer_gui.server.running import run_server
from enhancer_gui.storage.catalogue import load_catalogue
from enhancer_gui.storage.paths import cache_dir

PREFIX = "ENHANCER_SERVE_"
_FAILED = 1
_AUTO = "auto"
_YES, _NO = ("1", "true", "yes", "on"), ("", "0", "false", "no", "off")


def main(argv: Sequence[str]) -> int:
    """Serve until asked to stop; returns the process's exit code (2 for wrong usage)."""
    arguments = _parser().parse_args(argv)
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    try:
        run_server(options_from(arguments))
    except EnhancerError as e:
        sys.stderr.write(f"{e}\n")
        return _FAILED
    return 0


def options_from(arguments: argparse.Namespace) -> ServerOptions:
    """Return what the arguments mean; raises ConfigError."""
    sagemaker: bool = arguments.sagemaker
    defaults = Limits()
    limits = Limits(
        upload_bytes=arguments.max_upload_mb * MEGA,
        photo_pixels=arguments.max_photo_mp * MEGA,
        result_pixels=arguments.max_result_mp * MEGA,
        job_seconds=arguments.max_seconds,
        waiting_jobs=arguments.max_waiting,
        kept_hours=arguments.keep_hours,
        drain_seconds=arguments.drain_seconds,
        retry_after_s=defaults.retry_after_s,
    )
    models: Path | None = arguments.models
    if models is None and sagemaker and len(load_catalogue(SAGEMAKER_MODELS)):
        models = SAGEMAKER_MODELS
    return ServerOptions(
        data=arguments.data or cache_dir() / "server",
        host=arguments.host or (SAGEMAKER_HOST if sagemaker else LOOPBACK),
        port=(SAGEMAKER_PORT if sagemaker else PORT) if arguments.port is None else arguments.port,
        tokens=() if sagemaker else read_tokens(arguments.token_file),
        models=models,
        devices=_names(arguments.devices) or (_AUTO,),
        certificate=arguments.tls_cert,
        key=arguments.tls_key,
        sagemaker=sagemaker,
        limits=limits,
    )


def _names(text: str) -> tuple[str, ...]:
    """Return the names between commas, each once."""
    return tuple(dict.fromkeys(name for part in text.split(",") if (name := part.strip())))


def _parser() -> argparse.ArgumentParser:
    limits = Limits()
    parser = argparse.ArgumentParser(
        prog="enhancer serve",
        description="Serve photos over HTTP: the same engine and recipes for other machines.",
        epilog=f"Each option can be set as {PREFIX}NAME too, as in {PREFIX}PORT=8080. A token comes from "
        f"{TOKEN_VARIABLE} or --token-file.",
    )

    def add(name: str, kind: type, default: object, help_text: str) -> None:
        variable = PREFIX + name.lstrip("-").replace("-", "_").upper()
        given = os.environ.get(variable)
        # A string that is a default is read, and refused, as if it had been typed.
        parser.add_argument(name, type=kind, default=default if given is None else given, help=help_text)

    add("--host", str, None, f"address to listen on; default {LOOPBACK}, this machine alone")
    add("--port", int, None, f"default {PORT}, with --sagemaker {SAGEMAKER_PORT}; 0 takes any that is free")
    add("--token-file", Path, None, "file with one token a line; needed for any address but this machine's own")
    add("--data", Path, None, "folder of jobs and results; default: in the cache folder")
    add("--models", Path, None, f"folder of model cards and weights; with --sagemaker {SAGEMAKER_MODELS} if it has any")
    add("--devices", str, _AUTO, "ids, comma between, one process each; `enhancer devices` lists them")
    add("--tls-cert", Path, None, "certificate (PEM), for https")
    add("--tls-key", Path, None, "its key (PEM)")
    add("--max-upload-mb", int, limits.upload_bytes // MEGA, "largest photo file (%(default)s)")
    add("--max-photo-mp", int, limits.photo_pixels // MEGA, "largest photo in megapixels (%(default)s)")
    add("--max-result-mp", int, limits.result_pixels // MEGA, "largest result in megapixels (%(default)s)")
    add("--max-seconds", float, limits.job_seconds, "longest job (%(default)s)")
    add("--max-waiting", int, limits.waiting_jobs, "jobs that may wait; one more is refused (%(default)s)")
    add("--keep-hours", float, limits.kept_hours, "how long results are kept (%(default)s)")
    add("--drain-seconds", float, limits.drain_seconds, "how long running jobs may end on SIGTERM (%(default)s)")
    given = os.environ.get(f"{PREFIX}SAGEMAKER", "").lower()
    if given not in _YES + _NO:
        parser.error(f"{PREFIX}SAGEMAKER={given}: use 1 or 0")
    parser.add_argument(
        "--sagemaker",
        action=argparse.BooleanOptionalAction,
        default=given in _YES,
        help="serve SageMaker's contract (/ping, /invocations) and nothing else",
    )
    return parser

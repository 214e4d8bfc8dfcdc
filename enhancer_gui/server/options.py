"""What the server is started with, checked before anything is opened."""

import math
import os
import ssl
from dataclasses import dataclass, field, fields
from ipaddress import ip_address
from pathlib import Path

from enhancer_gui.backends.address import PORT
from enhancer_gui.core.errors import ConfigError
from enhancer_gui.server.limits import Limits

LOOPBACK = "127.0.0.1"
SAGEMAKER_HOST, SAGEMAKER_PORT = "0.0.0.0", 8080
SAGEMAKER_MODELS = Path("/opt/ml/model")
MOST_PORT = 65535
TOKEN_VARIABLE = "ENHANCER_TOKEN"
SHORTEST_TOKEN = 16
"""16 characters of hexadecimal are 64 bits: beyond guessing over a network."""


@dataclass(frozen=True)
class ServerOptions:
    """How the server runs.

    Attributes:
        host, port: where it listens.
        tokens: any of them opens the API; must not be empty unless `host` is the loopback or `sagemaker`.
        data: folder of jobs; it survives restarts.
        models: folder of model cards and weights; None for the installed ones.
        devices: ids of the devices to use, one process each; "auto" is the best one.
        certificate, key: PEM files for TLS; both or none.
        sagemaker: serve SageMaker's contract and nothing else.
    """

    data: Path
    host: str = LOOPBACK
    port: int = PORT
    tokens: tuple[str, ...] = ()
    models: Path | None = None
    devices: tuple[str, ...] = ("auto",)
    certificate: Path | None = None
    key: Path | None = None
    sagemaker: bool = False
    limits: Limits = field(default_factory=Limits)


def check(options: ServerOptions) -> None:
    """Refuse what would be unsafe or cannot work.

    Raises:
        ConfigError: no such port; a limit that is no bound; no token although other machines can reach the server; a
            short token; half of TLS, or files that cannot be used.
    """
    _check_limits(options.limits)
    if not 0 <= options.port <= MOST_PORT:
        raise ConfigError(f"There is no port {options.port}.", remedy=f"Choose one from 1 to {MOST_PORT}, or 0.")
    if not options.sagemaker and not options.tokens and not is_loopback(options.host):
        raise ConfigError(
            f"Other machines can reach {options.host}, so the server needs a token.",
            remedy=f"Set {TOKEN_VARIABLE} or give --token-file, or leave --host out.",
        )
    if any(len(token) < SHORTEST_TOKEN for token in options.tokens):
        raise ConfigError(
            "A token is too short to be safe.",
            remedy=f"Use {SHORTEST_TOKEN} characters or more, as from: openssl rand -hex 16",
        )
    if (options.certificate is None) != (options.key is None):
        raise ConfigError("TLS needs a certificate and its key.", remedy="Give --tls-cert and --tls-key.")
    for path in (options.certificate, options.key):
        if path is not None and not path.is_file():
            raise ConfigError(f"“{path}” is not there.", remedy="Check the path of the certificate and of its key.")
    if options.certificate is not None and options.key is not None:
        _check_tls(options.certificate, options.key)


def _check_limits(limits: Limits) -> None:
    """Raise ConfigError for a limit that nothing could keep to: below zero, endless, or no number."""
    wrong = next((each.name for each in fields(limits) if not 0 <= getattr(limits, each.name) < math.inf), None)
    if wrong is not None:
        raise ConfigError(f"A limit of {getattr(limits, wrong)} makes no sense ({wrong}).", remedy="Use 0 or more.")


def _check_tls(certificate: Path, key: Path) -> None:
    """Raise ConfigError where a certificate and its key cannot be used; a passphrase is never asked for."""
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate, key, password="")
    except OSError as e:  # SSLError is one
        raise ConfigError(
            f"The certificate and its key cannot be used ({e.strerror or e}).",
            remedy="Both must be PEM files that belong together, the key without a passphrase.",
        ) from e


def read_tokens(file: Path | None) -> tuple[str, ...]:
    """Return the tokens of the environment and of a file with one a line; lines that begin with # are comments.

    Raises:
        ConfigError: the file cannot be read, or holds none.
    """
    tokens = [os.environ.get(TOKEN_VARIABLE, "")]
    if file is not None:
        try:
            lines = [line.strip() for line in file.read_text(encoding="utf-8").splitlines()]
        except (OSError, UnicodeDecodeError) as e:
            raise ConfigError(f"The token file “{file}” cannot be read.", remedy="Check the path.") from e
        found = [line for line in lines if line and not line.startswith("#")]
        if not found:
            raise ConfigError(f"The token file “{file}” holds no token.", remedy="Write one a line.")
        tokens += found
    return tuple(token for token in tokens if token)


def is_loopback(host: str) -> bool:
    """Return whether only this machine can reach an address to listen on."""
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False

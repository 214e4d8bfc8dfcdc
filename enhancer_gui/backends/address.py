"""Addresses of other machines, as they are typed where a device's id could stand; loads no network library."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from enhancer_gui.core.errors import ConfigError

SCHEMES = ("http", "https")
PORT = 8765
"""Where `enhancer serve` listens unless it is told otherwise."""

BEST = "auto"
"""Device of a machine that means its best one."""

_WEB_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True)
class Address:
    """Where a server is, and which of its devices shall be used ("auto": its best)."""

    url: str
    device: str = BEST

    @property
    def host(self) -> str:
        """The machine's name, for people."""
        return urlsplit(self.url).hostname or self.url

    @property
    def port(self) -> int:
        """Where the server listens."""
        parts = urlsplit(self.url)
        return parts.port or _WEB_PORTS[parts.scheme]

    @property
    def is_private(self) -> bool:
        """Whether nobody on the way can read what is sent: it is encrypted, or stays on this machine."""
        return self.url.startswith("https:") or self.host in ("localhost", "::1") or self.host.startswith("127.")

    @property
    def device_id(self) -> str:
        """The address as the id of a device; `parse_address` reads it."""
        return self.url if self.device == BEST else f"{self.url}#{self.device}"


def parse_address(text: str) -> Address:
    """Return the address in `http://host:port` or `https://host:port#device`.

    Raises:
        ConfigError: it is none.
    """
    try:
        parts = urlsplit(text)
        is_complete = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError as e:
        raise _no_address(text) from e
    if parts.scheme not in SCHEMES or not is_complete or parts.username or parts.query:
        raise _no_address(text)
    return Address(f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}", parts.fragment or BEST)


def typed_address(text: str) -> Address:
    """Return the address that somebody means who types `studio` or `studio:8765`; a full one is left as it is.

    Raises:
        ConfigError: it is none.
    """
    text = text.strip()
    if "://" in text:
        return parse_address(text)
    if not text or any(sign in text for sign in "/@ "):
        raise _no_address(text)
    address = parse_address(f"http://{text}")
    has_port = urlsplit(address.url).port is not None
    return address if has_port else Address(f"{address.url}:{PORT}", address.device)


def is_address(device_id: str) -> bool:
    """Return whether a device id means another machine."""
    return device_id.partition("://")[0] in SCHEMES


def _no_address(text: str) -> ConfigError:
    return ConfigError(f"“{text}” is no server's address.", remedy="Write http://host:port or https://host:port.")

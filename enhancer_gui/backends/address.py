"""Addresses of other machines, as they are typed where a device's id could stand; loads no network library."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from enhancer_gui.core.errors import ConfigError

SCHEMES = ("http", "https")


@dataclass(frozen=True)
class Address:
    """Where a server is, and which of its devices shall be used ("auto": its best)."""

    url: str
    device: str = "auto"

    @property
    def host(self) -> str:
        """The machine's name, for people."""
        return urlsplit(self.url).hostname or self.url


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
    return Address(f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}", parts.fragment or "auto")


def is_address(device_id: str) -> bool:
    """Return whether a device id means another machine."""
    return device_id.partition("://")[0] in SCHEMES


def _no_address(text: str) -> ConfigError:
    return ConfigError(f"“{text}” is no server's address.", remedy="Write http://host:port or https://host:port.")

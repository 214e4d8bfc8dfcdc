"""Why a machine cannot be reached, in the words of whoever has to mend it."""

from collections.abc import Iterator
from socket import gaierror

import httpx

from enhancer_gui.backends.address import PORT, Address
from enhancer_gui.core.errors import BackendError, Unreachable


class FarRefusal(BackendError):
    """A server answers, and says no."""


def unreachable(address: Address, error: Exception) -> Unreachable:
    """Return the error of a server that does not answer, as exactly as the failed attempt tells."""
    host, port = address.host, address.port
    causes = tuple(_causes(error))
    message = f"{host} does not answer."
    remedy = "Check that it is on, that “enhancer serve” runs there, and the address."
    if any(isinstance(cause, gaierror) for cause in causes):
        message = f"There is no machine called “{host}” in this network."
        remedy = "Check the name, or write its number instead, as in http://192.168.1.20:8765."
    elif any(isinstance(cause, ConnectionRefusedError) for cause in causes):
        message = f"{host} does not answer on port {port}."
        remedy = f"Nothing listens there: start “enhancer serve” on it, or check the port ({PORT} as a rule)."
    elif any(isinstance(cause, httpx.ConnectTimeout | httpx.ConnectError) for cause in causes):
        remedy = f"It may be off or asleep, or its firewall keeps port {port} closed."
    return Unreachable(message, remedy=remedy, detail=repr(error))


def with_tiles_kept(error: Unreachable) -> Unreachable:
    """Return the error of a line that was cut in the middle of a job."""
    return Unreachable(error.message, remedy=f"{error.remedy} Finished tiles are kept.", detail=error.detail)


def no_server(address: Address, detail: str) -> FarRefusal:
    """Return the error of something that answers, but not as this program's server does."""
    return FarRefusal(
        f"What answers at {address.host} port {address.port} is not “enhancer serve”.",
        remedy=f"Check the port: it listens on {PORT} unless it was told otherwise.",
        detail=detail,
    )


def _causes(error: BaseException) -> Iterator[BaseException]:
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        cause = cause.__cause__ or cause.__context__

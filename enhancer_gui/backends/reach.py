"""Why a machine cannot be reached, in the words of whoever has to mend it."""

from collections.abc import Iterator
from socket import gaierror

import httpx

from enhancer_gui.backends.address import PORT, Address
from enhancer_gui.core.errors import BackendError, Unreachable

HEALTH = "/healthz"
"""The only question that needs no token."""


class FarRefusal(BackendError):
    """A server answers, and says no.

    Attributes:
        status: HTTP's number for it; 0 where the answer could not be understood.
    """

    def __init__(self, message: str, *, remedy: str = "", detail: str = "", status: int = 0) -> None:
        """Keep the sentences and the status."""
        super().__init__(message, remedy=remedy, detail=detail)
        self.status = status


def refusal(address: Address, answer: httpx.Response) -> FarRefusal:
    """Return the error in an answer: the far side's own sentences where it has any."""
    status = answer.status_code
    if answer.is_redirect:
        where = answer.headers.get("Location", "another address")
        words = f"{address.host} points to {where}, which was not asked."
        return FarRefusal(words, remedy="Give that address yourself.", status=status)
    if answer.request.url.path.endswith(HEALTH):
        return no_server(address, answer.text[:1000])
    try:
        problem = answer.json()
    except ValueError:
        problem = None
    if isinstance(problem, dict) and isinstance(problem.get("message"), str):
        remedy = str(problem.get("remedy", ""))
        return FarRefusal(problem["message"], remedy=remedy, detail=answer.text, status=status)
    return FarRefusal(
        f"{address.host} answered {status} {answer.reason_phrase}.",
        remedy="Check the address: it must be a machine that runs “enhancer serve”.",
        detail=answer.text[:1000],
        status=status,
    )


def untrusted(address: Address, error: Exception) -> FarRefusal:
    """Return the error of a server that cannot prove who it is."""
    return FarRefusal(
        f"{address.host} cannot prove that it is the machine you named, so nothing was sent.",
        remedy="Its certificate must be valid for this name (SSL_CERT_FILE names one of your own). "
        "A server without a certificate is reached by http://.",
        detail=repr(error),
    )


def strange_answer(detail: str) -> FarRefusal:
    """Return the error of an answer that is not what this version expects."""
    return FarRefusal(
        "The far side's answer cannot be understood.",
        remedy="Check the address, and that it runs the same version of this program.",
        detail=detail,
    )


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

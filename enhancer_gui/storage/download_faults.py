"""What a network's failures are called: a sentence and a remedy for each."""

import ssl

import httpx

from enhancer_gui.core.errors import DownloadError
from enhancer_gui.storage.download_terms import Wanted, megabytes

_BY_HAND = "A file that was downloaded elsewhere can be imported."
_GONE = (404, 410)
_NOT_ALLOWED = (401, 403, 407, 451)
_BUSY = (408, 425, 429, 500, 502, 503, 504)


def fault_of(error: Exception, url: str, wanted: Wanted, arrived_bytes: int) -> DownloadError:
    """Return what happened on the way to a server, in words."""
    host = httpx.URL(url).host or url
    kept = f"{megabytes(arrived_bytes)} have arrived and are kept: resume to go on." if arrived_bytes else ""
    match error:
        case httpx.ProxyError():
            words = "The proxy refused the connection.", f"Check the proxy settings of this computer. {_BY_HAND}"
        case httpx.ConnectError() if _is_certificate(error):
            words = f"{host} could not prove that it is {host}.", "Check the clock of this computer, and the network."
        case httpx.ConnectError() | httpx.ConnectTimeout():
            words = f"There is no connection to {host}.", f"Check the network and try again. {_BY_HAND}"
        case httpx.TimeoutException():
            words = f"{host} fell silent while “{wanted.title}” was downloaded.", kept or "Try again later."
        case httpx.TooManyRedirects():
            words = f"{host} sends from one address to the next without end.", f"Try again later. {_BY_HAND}"
        case _:
            words = f"The connection was cut while “{wanted.title}” was downloaded.", kept or "Try again."
    return DownloadError(words[0], remedy=words[1], detail=f"{url}: {error!r}")


def refusal_of(response: httpx.Response, wanted: Wanted) -> DownloadError:
    """Return a server's refusal in words."""
    host, status = response.url.host, response.status_code
    if status in _GONE:
        words = f"“{wanted.title}” is no longer at {host}.", f"Look for it on its page. {_BY_HAND}"
    elif status in _NOT_ALLOWED:
        words = f"{host} does not give out “{wanted.title}” ({status}).", f"Look for it on its page. {_BY_HAND}"
    elif status in _BUSY:
        words = f"{host} is busy or broken ({status}).", "Try again later; what has arrived is kept."
    else:
        words = f"{host} answered with an error ({status}).", f"Try again later. {_BY_HAND}"
    return DownloadError(words[0], remedy=words[1], detail=str(response.url))


def _is_certificate(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError) or "CERTIFICATE_VERIFY_FAILED" in str(error):
            return True
        error = error.__cause__ or error.__context__
    return False

"""When to ask a server again, and when asking again cannot help."""

import random
import ssl
import time
from http import HTTPStatus

from enhancer_gui.core.cancel import JobControl

WAITS_S = (0.5, 1.0, 2.0, 4.0, 8.0, 15.0)
"""Between attempts, half a minute in all: a server that restarts is back by then, and nobody waits longer unasked."""

AGAIN = (
    HTTPStatus.TOO_MANY_REQUESTS,
    HTTPStatus.INTERNAL_SERVER_ERROR,
    HTTPStatus.BAD_GATEWAY,
    HTTPStatus.SERVICE_UNAVAILABLE,
    HTTPStatus.GATEWAY_TIMEOUT,
)
"""Answers after which the same question may be answered otherwise."""

_LONGEST_RETRY_AFTER_S = 60.0
_LOOK_EVERY_S = 0.1


class Patience:
    """Counts attempts and waits between them; a success in between starts the count anew."""

    def __init__(self, waits_s: tuple[float, ...], control: JobControl | None) -> None:
        """Wait these times, a little varied so that many clients do not come back together."""
        self._waits_s = waits_s
        self._control = control
        self._failed = 0

    def succeeded(self) -> None:
        """Start the count anew."""
        self._failed = 0

    def again(self, at_least_s: float = 0.0) -> bool:
        """Wait and return whether to try again; False when patience is at its end. Raises Cancelled."""
        if self._failed == len(self._waits_s):
            return False
        until = time.monotonic() + max(at_least_s, self._waits_s[self._failed] * random.uniform(0.75, 1.25))
        self._failed += 1
        while (left := until - time.monotonic()) > 0:
            if self._control is not None:
                self._control.checkpoint()
            time.sleep(min(left, _LOOK_EVERY_S))
        return True


def is_certificate_fault(error: BaseException) -> bool:
    """Return whether a connection failed because the other side could not prove who it is."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            return not isinstance(cause, ssl.SSLEOFError | ssl.SSLZeroReturnError | ssl.SSLSyscallError)  # cut lines
        cause = cause.__cause__ or cause.__context__
    return False


def retry_after_s(text: str) -> float:
    """Return what a Retry-After header asks for, bounded; 0 where it asks for nothing."""
    return min(float(text), _LONGEST_RETRY_AFTER_S) if text.isdecimal() else 0.0

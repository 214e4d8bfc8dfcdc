"""Calls that may hang (a name server, a machine that is off, a line that is stuck), made so that a cancel does not.

A blocking call cannot be stopped from outside: closing a socket does not wake who reads from it, and a name is looked
up inside the C library. So it is made on a thread of its own, which is left to itself when nobody wants the answer any
more; its own time limits end it.
"""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future, InvalidStateError, wait
from functools import partial
from typing import TypeVar

from enhancer_gui.core.cancel import Cancelled, JobControl

log = logging.getLogger(__name__)
_T = TypeVar("_T")

LOOK_EVERY_S = 0.05
"""How often the token is looked at: nobody feels it."""


def answer_of(call: Callable[[], _T], control: JobControl, if_late: Callable[[_T], object] | None = None) -> _T:
    """Return what a call returns, or raise what it raises; a cancel is answered at once, whatever the call does.

    Args:
        call: made on a thread of its own.
        control: of the job that waits.
        if_late: takes an answer that came after the cancel, on that thread, so that nothing is left behind.

    Raises:
        Cancelled: asked to stop.
    """
    control.checkpoint()
    future = _begin(call, if_late)
    while not wait((future,), LOOK_EVERY_S).done:
        if control.is_cancelled and future.cancel():
            raise Cancelled
    return future.result()


def attempt(call: Callable[[], object], patience_s: float) -> None:
    """Make a call whose outcome matters little; it is waited for so long, and then goes on by itself."""
    wait((_begin(call, None),), patience_s)


def _begin(call: Callable[[], _T], if_late: Callable[[_T], object] | None) -> "Future[_T]":
    future: Future[_T] = Future()

    def run() -> None:
        try:
            answer = call()
        except Exception as e:  # raised again where somebody waits for the answer
            _tell(partial(future.set_exception, e), repr(e))
            return
        is_late = not _tell(partial(future.set_result, answer), "an answer")
        if is_late and if_late is not None:
            if_late(answer)

    threading.Thread(target=run, daemon=True, name="a call that may hang").start()
    return future


def _tell(tell: Callable[[], None], what: str) -> bool:
    """Hand an outcome over; returns whether somebody still waits for it."""
    try:
        tell()
    except InvalidStateError:
        log.debug("too late: %s", what)
        return False
    return True

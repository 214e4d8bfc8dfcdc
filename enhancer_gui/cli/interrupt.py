"""Ctrl-C and SIGTERM: the first asks politely, the second does not."""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from enhancer_gui.core.cancel import JobControl

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def cancel_on_signals(control: JobControl, message: str) -> Iterator[None]:
    """Cancel `control` on the first Ctrl-C or SIGTERM inside the block and raise KeyboardInterrupt on the second."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        if control.is_cancelled:
            raise KeyboardInterrupt
        control.cancel()
        # Not print: the signal may have arrived inside one.
        os.write(sys.__stderr__.fileno() if sys.__stderr__ else 2, f"\n{message}\n".encode())

    previous: dict[signal.Signals, Callable[[int, FrameType | None], object] | int | None] = {}
    for number in _SIGNALS:
        previous[number] = signal.signal(number, stop)
    try:
        yield
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)

"""How one thread asks another to hold or to stop: a token, set directly and read between tiles."""

import threading

from enhancer_gui.core.geometry import Region


class Cancelled(Exception):
    """Work was stopped on request. Not an error: it is caught by whoever handed out the token."""


class JobControl:
    """Cancel, pause and the region that matters now, for one running job.

    Every method may be called from any thread. The worker calls `checkpoint` before each tile and,
    when `is_paused`, frees its device and calls `wait_while_paused`.
    """

    def __init__(self) -> None:
        """Start running."""
        self._cancelled = threading.Event()
        self._running = threading.Event()
        self._running.set()
        self._focus: Region | None = None

    @property
    def focus(self) -> Region | None:
        """The part of the source that matters now (source pixels): its tiles are computed first."""
        return self._focus

    @focus.setter
    def focus(self, region: Region | None) -> None:
        self._focus = region

    @property
    def is_cancelled(self) -> bool:
        """Whether the job shall stop."""
        return self._cancelled.is_set()

    @property
    def is_paused(self) -> bool:
        """Whether the job shall hold."""
        return not self._running.is_set() and not self.is_cancelled

    def cancel(self) -> None:
        """Ask the job to stop; a paused job stops too."""
        self._cancelled.set()
        self._running.set()

    def pause(self) -> None:
        """Ask the job to hold before its next tile."""
        self._running.clear()

    def resume(self) -> None:
        """Let a paused job go on."""
        self._running.set()

    def checkpoint(self) -> None:
        """Raise `Cancelled` if the job shall stop."""
        if self.is_cancelled:
            raise Cancelled

    def wait_while_paused(self) -> None:
        """Block until resumed or cancelled; raises `Cancelled` in the latter case."""
        self._running.wait()
        self.checkpoint()

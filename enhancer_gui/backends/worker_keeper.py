"""Keeps a process that computes at hand: started early, and started again when it is gone."""

from enhancer_gui.backends.worker_child import ChildDied, Limits, WorkerChild
from enhancer_gui.backends.worker_process import MakeBackend
from enhancer_gui.core.cancel import JobControl
from enhancer_gui.core.errors import BackendError, EnhancerError

STARTS = 2
"""A process that dies twice before it has loaded would die again."""


class Keeper:
    """Holds the process that lives now."""

    def __init__(self, make_backend: MakeBackend, limits: Limits) -> None:
        self._make_backend = make_backend
        self._limits = limits
        self.child: WorkerChild | None = None
        self.start()

    def start(self) -> None:
        """Start a process in place of one that is gone; returns at once."""
        if self.child is None:
            self.child = WorkerChild(self._make_backend, self._limits)

    def ready(self, control: JobControl | None = None) -> WorkerChild:
        """Return a process that has loaded, a new one if need be; raises Cancelled, BackendError."""
        reason = ""
        for _ in range(STARTS):
            if self.child is not None and self.child.is_ready and not self.child.is_alive:
                self.lose(self.child)
            self.start()
            child = self.child
            assert child is not None
            try:
                child.expect()
                while not child.is_ready:
                    if control is not None:
                        control.checkpoint()
                    child.look()
            except ChildDied as e:
                self.lose(child)
                reason = str(e)
            except EnhancerError:
                self.lose(child)
                raise
            else:
                return child
        raise BackendError(
            "The process that computes cannot be started.",
            remedy="Install the program again, or compute without a process of its own.",
            detail=reason,
        )

    def lose(self, child: WorkerChild) -> None:
        """Take note that a process is gone."""
        child.end()
        if self.child is child:
            self.child = None

    def close(self) -> None:
        """End the process."""
        if self.child is not None:
            self.lose(self.child)

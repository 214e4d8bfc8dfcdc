"""How this machine computes: in the program itself, or in a process of its own. Imports no torch until it must."""

from functools import partial

from enhancer_gui.backends.base import Backend
from enhancer_gui.core.errors import BackendError
from enhancer_gui.storage.settings import WorkerKind


def open_local(threads: int | None = None) -> Backend:
    """Return the backend that computes in this process; imports torch.

    Args:
        threads: of the CPU that may compute; None leaves torch's choice.

    Raises:
        BackendError: torch cannot be loaded.
    """
    try:
        from enhancer_gui.backends.local import LocalBackend
    except (ImportError, OSError) as e:
        raise BackendError(
            "The library that computes (torch) cannot be loaded.", remedy="Install it again.", detail=repr(e)
        ) from e
    return LocalBackend(threads=threads)


def open_here(kind: WorkerKind, threads: int | None = None) -> Backend:
    """Return the backend of this machine.

    Raises:
        BackendError: torch cannot be loaded (a process tells that when it is first asked something).
    """
    if kind is WorkerKind.THREAD:
        return open_local(threads)
    from enhancer_gui.backends.supervised import SupervisedBackend

    return SupervisedBackend(partial(open_local, threads))

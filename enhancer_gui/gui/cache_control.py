"""The tile stores on disk, measured and swept in the background."""

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from enhancer_gui.core.errors import EnhancerError
from enhancer_gui.gui.background import BackgroundCalls

SHUT_DOWN_S = 1.0


class CacheControl(QObject):
    """Keeps the cache within its limit.

    Signals:
        measured(object): bytes that all stores take (an int; larger than a C int).
        failed(EnhancerError): the cache cannot be read.
    """

    measured = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Do nothing yet."""
        super().__init__(parent)
        self._calls = BackgroundCalls(self)
        self._calls.done.connect(self._pass_on)
        self._calls.failed.connect(self._pass_on_failure)

    @Slot()
    def measure(self) -> None:
        """Find out how much room the stores take; answered by `measured`."""
        self._calls.submit(None, _size_bytes)

    def sweep(self, max_bytes: int, keep: Iterable[Path]) -> None:
        """Remove stores beyond the limit and stale ones, but for those in `keep`; answered by `measured`."""
        self._calls.submit(None, partial(_swept, max_bytes, tuple(keep)))

    def shut_down(self) -> bool:
        """Stop; returns whether the present call has ended."""
        return self._calls.shut_down(SHUT_DOWN_S)

    @Slot(object, object)
    def _pass_on(self, _key: object, size_bytes: int) -> None:
        self.measured.emit(size_bytes)

    @Slot(object, object)
    def _pass_on_failure(self, _key: object, error: EnhancerError) -> None:
        self.failed.emit(error)


def _swept(max_bytes: int, keep: tuple[Path, ...]) -> int:
    from enhancer_gui.storage.paths import stores_dir
    from enhancer_gui.storage.store_cache import sweep_stores

    sweep_stores(stores_dir(), max_bytes, keep=keep)
    return _size_bytes()


def _size_bytes() -> int:
    from enhancer_gui.storage.paths import stores_dir
    from enhancer_gui.storage.store_cache import room_of_stores

    return room_of_stores(stores_dir())

"""The tile stores on disk, measured and swept in the background."""

import os
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from enhancer_gui.core.errors import EnhancerError
from enhancer_gui.gui.background import BackgroundCalls

MAX_AGE_DAYS = 30.0
"""A result that was not looked at for a month is cheaper to compute again than to keep."""

BLOCK_BYTES = 512
"""Unit of `st_blocks` (POSIX): stores are sparse, so their length says little."""

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
    from enhancer_gui.storage.paths import tiles_dir
    from enhancer_gui.storage.store_cache import sweep_stores

    sweep_stores(tiles_dir(), max_bytes, MAX_AGE_DAYS, keep)
    return _size_bytes()


def _size_bytes() -> int:
    """Return the bytes of all files; a file that vanishes meanwhile counts nothing."""
    from enhancer_gui.storage.paths import tiles_dir

    total = 0
    for folder, _folders, names in os.walk(tiles_dir()):
        for name in names:
            path = Path(folder, name)
            if path.exists():
                facts = path.stat()
                blocks: int | None = getattr(facts, "st_blocks", None)
                total += facts.st_size if blocks is None else blocks * BLOCK_BYTES
    return total

"""A file while it leaves this machine."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from enhancer_gui.core.cancel import JobControl

Sent: TypeAlias = Callable[[int, int], None]
"""Hears how many bytes of how many have left this machine."""


class Outgoing(io.FileIO):
    """A file on its way: it tells how much of it has gone, and stops being read when its job is cancelled."""

    def __init__(self, path: Path, control: JobControl, on_sent: Sent | None) -> None:
        """Open the file; `on_sent` hears of every piece that is read."""
        super().__init__(path)
        self._control = control
        self._on_sent = on_sent
        self._size = path.stat().st_size

    def read(self, size: int | None = -1, /) -> bytes:
        """Read a piece; raises Cancelled."""
        self._control.checkpoint()
        chunk = super().read(size) or b""
        if self._on_sent is not None:
            self._on_sent(self.tell(), self._size)
        return chunk

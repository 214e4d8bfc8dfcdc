"""Keeps decoders from talking past us: what a broken file deserves is one sentence, not a warning.

Pillow, tifffile and imagecodecs report oddities through `warnings` and `logging`, for every caller of the process.
"""

import logging
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import Image

Image.MAX_IMAGE_PIXELS = None  # the limit is ours, checked from the header: see photo_files.check_size
for _library in ("PIL", "tifffile", "imagecodecs"):
    logging.getLogger(_library).setLevel(logging.CRITICAL + 1)


class _Filters:
    """The process's warning filters, changed while anyone is inside."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._inside = 0
        self._saved = warnings.catch_warnings()

    def enter(self) -> None:
        with self._lock:
            if self._inside == 0:
                self._saved = warnings.catch_warnings()
                self._saved.__enter__()
                warnings.filterwarnings("ignore", module=r"(PIL|tifffile)\b")
            self._inside += 1

    def leave(self) -> None:
        with self._lock:
            self._inside -= 1
            if self._inside == 0:
                self._saved.__exit__(None, None, None)


_filters = _Filters()


@contextmanager
def quiet_decoders() -> Iterator[None]:
    """Ignore the warnings of Pillow and tifffile inside the block; several threads may be inside.

    `warnings.catch_warnings` alone is process-wide and would be restored in the wrong order by threads
    that overlap, so only the first to enter changes the filters and the last to leave restores them.
    """
    _filters.enter()
    try:
        yield
    finally:
        _filters.leave()

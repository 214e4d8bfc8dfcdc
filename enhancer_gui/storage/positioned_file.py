"""A file read and written at positions by several threads at once, on systems with and without pread."""

import os
import threading
from pathlib import Path


class PositionedFile:
    """An open file without a current position. `read_at` may be called from any thread."""

    def __init__(self, path: Path, *, writable: bool) -> None:
        """Open an existing file; OSError as `open`."""
        self._file = path.open("r+b" if writable else "rb", buffering=0)
        self._lock = threading.Lock()

    def read_at(self, offset: int, size: int) -> bytes:
        """Return exactly `size` bytes.

        Raises:
            EOFError: the file is shorter.
            OSError: it cannot be read.
        """
        pieces = []
        while size > 0:
            piece = self._read_some(offset, size)
            if not piece:
                raise EOFError(f"{size} bytes missing at {offset}")
            pieces.append(piece)
            offset, size = offset + len(piece), size - len(piece)
        return pieces[0] if len(pieces) == 1 else b"".join(pieces)

    def write_at(self, offset: int, data: memoryview) -> None:
        """Write all of `data` (bytes); OSError when the disk refuses."""
        while data.nbytes:
            written = self._write_some(offset, data)
            offset, data = offset + written, data[written:]

    def flush_to_disk(self) -> None:
        """Return when what was written would survive a loss of power."""
        getattr(os, "fdatasync", os.fsync)(self._file.fileno())

    def close(self) -> None:
        """Close the file; further calls raise ValueError."""
        self._file.close()

    def _read_some(self, offset: int, size: int) -> bytes:
        if hasattr(os, "pread"):
            return os.pread(self._file.fileno(), size, offset)
        with self._lock:
            self._file.seek(offset)
            return self._file.read(size)

    def _write_some(self, offset: int, data: memoryview) -> int:
        if hasattr(os, "pwrite"):
            return os.pwrite(self._file.fileno(), data, offset)
        with self._lock:
            self._file.seek(offset)
            return self._file.write(data)

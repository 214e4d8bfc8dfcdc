"""The identity of a file: its content's hash."""

import hashlib
from pathlib import Path

from enhancer_gui.core.cancel import JobControl

_PIECE_BYTES = 2**20
"""Read at once: a slow disk or share gives it in a tenth of a second, so a cancel is heard."""


def hash_file(path: Path, control: JobControl | None = None) -> str:
    """Return the SHA-256 of a file's bytes as 64 hexadecimal digits.

    Raises:
        OSError: the file cannot be read.
        Cancelled: the job of `control` was asked to stop.
    """
    digest, piece = hashlib.sha256(), memoryview(bytearray(_PIECE_BYTES))
    with path.open("rb", buffering=0) as file:
        while count := file.readinto(piece):
            if control is not None:
                control.checkpoint()
            digest.update(piece[:count])
    return digest.hexdigest()

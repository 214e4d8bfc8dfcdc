"""Reading from a file that may end too soon: a short read is an error, and never fewer samples."""

from typing import BinaryIO


def read_exactly(file: BinaryIO, size_bytes: int) -> bytes:
    """Return the file's next bytes; raises EOFError where there are fewer."""
    data = file.read(size_bytes)
    if len(data) < size_bytes:
        raise EOFError(f"{len(data)} of {size_bytes} bytes")
    return data

"""Arrays lent to another process of this machine: it maps the same memory, nothing is sent through a pipe.

The memory is a file without a name whose open descriptor is handed over, so nothing is left behind however either
process ends. (`multiprocessing.shared_memory` has names, a process of its own that removes them, and lies in
/dev/shm, which is 64 MB small in a container: writing beyond that kills the writer with SIGBUS.) A photo that is
decoded into a scratch file (`storage.scratch`) is lent as that file.
"""

import mmap
import os
import sys
import tempfile
import weakref
from dataclasses import dataclass
from multiprocessing import reduction
from multiprocessing.connection import Connection

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import NDArray

from enhancer_gui.core.errors import OutOfMemory
from enhancer_gui.storage.scratch import map_again, open_file_of

_ZEROS = bytes(1 << 20)


@dataclass(frozen=True)
class Place:
    """Where an array lies in a file: `offset` and `strides` in bytes, `dtype` as NumPy writes it.

    Attributes:
        is_scratch: the file may be larger than memory; pages are given back after each reading.
    """

    shape: tuple[int, ...]
    dtype: str
    strides: tuple[int, ...]
    offset: int
    file_bytes: int
    is_scratch: bool = False


class SharedMemory:
    """Memory that other processes can map, as long as this object lives or they map it."""

    def __init__(self, size_bytes: int) -> None:
        """Reserve it; the content is zero.

        Raises:
            OutOfMemory: there is no room.
        """
        try:
            self.file = _nameless_file(size_bytes)
            weakref.finalize(self, os.close, self.file)
            self.mapping = mmap.mmap(self.file, size_bytes)
        except OSError as e:
            raise OutOfMemory(
                f"There is not enough memory to share {size_bytes / 1e6:.0f} MB with the process that computes.",
                remedy="Close other programs.",
                detail=repr(e),
            ) from e


class Lent:
    """An array in a file that can be handed to another process.

    Attributes:
        file: open as long as this object lives.
        place: where in it the array lies.
    """

    def __init__(self, array: NDArray[np.generic]) -> None:
        """Copy the array into shared memory, unless it lies in a scratch file already.

        Raises:
            OutOfMemory: there is no room.
        """
        found = open_file_of(array)
        self._owner: SharedMemory | NDArray[np.generic]
        if found is not None:
            self._owner = array
            self.file, mapped = found
            start = np.frombuffer(mapped, np.uint8).__array_interface__["data"][0]
            first = array.__array_interface__["data"][0]
            self.place = Place(array.shape, array.dtype.str, array.strides, first - start, len(mapped), True)
            return
        owner = self._owner = SharedMemory(max(1, array.nbytes))
        self.file = owner.file
        copy: NDArray[np.generic] = np.ndarray(array.shape, array.dtype, owner.mapping)
        copy[:] = array
        self.place = Place(array.shape, array.dtype.str, copy.strides, 0, max(1, array.nbytes))


def borrow(file: int, place: Place) -> NDArray[np.generic]:
    """Return the array behind a descriptor that `take` gave, read-only; the descriptor is closed. Raises OSError."""
    kind = np.dtype(place.dtype)
    try:
        if place.is_scratch:
            flat = map_again(file, place.file_bytes, kind)
            return as_strided(flat[place.offset // kind.itemsize :], place.shape, place.strides, subok=True)
        mapping = mmap.mmap(file, place.file_bytes, access=mmap.ACCESS_READ)
    finally:
        os.close(file)
    return np.ndarray(place.shape, kind, mapping, place.offset, place.strides)


def map_writable(file: int, size_bytes: int) -> mmap.mmap:
    """Return the memory behind a descriptor that `take` gave; the descriptor is closed. Raises OSError."""
    try:
        return mmap.mmap(file, size_bytes)
    finally:
        os.close(file)


def hand_over(file: int, pipe: Connection, pid: int) -> None:
    """Give an open file to the process at the other end of a pipe, which must call `take` now; raises OSError."""
    if sys.platform == "win32":
        import msvcrt

        file = msvcrt.get_osfhandle(file)
    reduction.send_handle(pipe, file, pid)


def take(pipe: Connection) -> int:
    """Return the descriptor of a file that the other end hands over; raises OSError, EOFError."""
    handle: int = reduction.recv_handle(pipe)
    if sys.platform == "win32":
        import msvcrt

        return msvcrt.open_osfhandle(handle, os.O_RDWR)
    return handle


def _nameless_file(size_bytes: int) -> int:
    if sys.platform == "linux":
        file = os.memfd_create("enhancer", os.MFD_CLOEXEC)
        os.ftruncate(file, size_bytes)
    else:
        file = _reserved_file(size_bytes)
    return file


def _reserved_file(size_bytes: int) -> int:
    with tempfile.TemporaryFile() as content:
        for start in range(0, size_bytes, len(_ZEROS)):  # written and not only claimed: a full disk shows here
            content.write(_ZEROS[: size_bytes - start])
        content.flush()
        return os.dup(content.fileno())

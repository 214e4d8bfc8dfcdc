"""What of this machine lies at the far side: each photo and each mask is sent once, however many jobs use it.

Files are named by the SHA-256 of their bytes, so a photo of which six candidates are compared, or that a program
started anew works on, is asked for and found there. What is not used any more is removed again, at the latest when the
connection is closed; the server sweeps what a program that died has left.
"""

import logging
import tempfile
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from enhancer_gui.backends.far_side import FarSide
from enhancer_gui.backends.lossless import write_lossless
from enhancer_gui.backends.outgoing import Outgoing, Sent
from enhancer_gui.core.cancel import JobControl
from enhancer_gui.core.image import Image
from enhancer_gui.core.waiting import attempt
from enhancer_gui.storage.hashing import hash_file
from enhancer_gui.storage.masks import write_mask_file

log = logging.getLogger(__name__)

PHOTO_NAME, _MASK_NAME = "photo.tif", "mask.png"
MOST_FILES = 16
MOST_BYTES = 2 << 30
"""What may lie there for us: two photos of 100 megapixels and 16 bits, so that looking at one beside the job of another
sends neither again."""
GOODBYE_S = 1.0
"""How long the end of the program waits for a server that does not answer any more."""


@dataclass(frozen=True)
class _Lying:
    sha256: str
    size_bytes: int


class FarFiles:
    """The files that were sent to one server. Every method may be called from any thread.

    Attributes:
        on_sent: hears how a photo goes on its way; None where nobody cares.
    """

    def __init__(self, far: FarSide) -> None:
        """Send nothing yet."""
        self.on_sent: Sent | None = None
        self._far = far
        self._lying: OrderedDict[str, _Lying] = OrderedDict()
        self._lock = threading.Lock()

    def photo(self, image: Image, pixels: str, control: JobControl) -> str:
        """Return the name, a SHA-256, under which a photo's pixels lie at the far side now.

        Args:
            image: the photo.
            pixels: hash of its samples (`lossless.digest`).
            control: of the job that needs it.

        Raises:
            Cancelled: asked to stop.
            BackendError: it cannot be sent, or is refused.
            PhotoError: there is no room for the file on this machine.
        """
        return self._sent(pixels, PHOTO_NAME, lambda path: write_lossless(image, path, control), control)

    def mask(self, name: str, picture: NDArray[np.uint8], control: JobControl) -> str:
        """Return the same for the picture, (H, W) uint8, of the mask of a name; raises as `photo`."""
        return self._sent(name, _MASK_NAME, lambda path: write_mask_file(path, picture), control)

    def doubt(self) -> None:
        """Take nothing for granted any more: the far side has lost a file."""
        with self._lock:
            self._lying.clear()

    def close(self) -> None:
        """Remove everything at the far side, as far as it answers in time."""
        with self._lock:
            left = tuple(self._lying.values())
            self._lying.clear()
        if left:
            attempt(partial(self._drop, left), GOODBYE_S)

    def _sent(self, identity: str, name: str, write: Callable[[Path], None], control: JobControl) -> str:
        with self._lock:
            known = self._lying.get(identity)
        if known is not None and self._far.has_upload(known.sha256, control):
            self._remember(identity, known)
            return known.sha256
        with tempfile.TemporaryDirectory(prefix="enhancer-") as folder:
            path = Path(folder) / name
            write(path)
            lying = _Lying(hash_file(path, control), path.stat().st_size)
            if not self._far.has_upload(lying.sha256, control):
                with Outgoing(path, control, self.on_sent) as file:
                    self._far.put_upload(file, lying.sha256, control)
        self._remember(identity, lying)
        return lying.sha256

    def _remember(self, identity: str, lying: _Lying) -> None:
        """Count a file as the one used last, and remove those that were used longest ago."""
        unused: list[_Lying] = []
        with self._lock:
            self._lying[identity] = lying
            self._lying.move_to_end(identity)
            while len(self._lying) > 1 and self._is_too_much():
                unused.append(self._lying.popitem(last=False)[1])
        if unused:
            attempt(partial(self._drop, unused), 0.0)

    def _drop(self, unused: Sequence[_Lying]) -> None:
        for each in unused:
            self._far.drop_upload(each.sha256)

    def _is_too_much(self) -> bool:
        size_bytes = sum(each.size_bytes for each in self._lying.values())
        return len(self._lying) > MOST_FILES or size_bytes > MOST_BYTES

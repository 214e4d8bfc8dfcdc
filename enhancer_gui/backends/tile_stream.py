"""Frames of one job as they arrive, read by a thread of their own so that a cancel never waits for the network."""

import logging
import queue
import threading
import time
from collections.abc import Collection, Iterator
from types import TracebackType

import httpx

from enhancer_gui.backends.far_side import FarSide
from enhancer_gui.backends.patience import AGAIN
from enhancer_gui.backends.reach import refusal
from enhancer_gui.backends.wire import ALIVE, ALIVE_EVERY_S, Frame, read_frames
from enhancer_gui.core.cancel import JobControl
from enhancer_gui.core.errors import EnhancerError
from enhancer_gui.core.geometry import Region
from enhancer_gui.core.waiting import attempt

log = logging.getLogger(__name__)

SILENCE_S = 15 * ALIVE_EVERY_S
"""A line that was silent for so long is dead: the far side says every second that it lives."""

_FRAMES_AHEAD = 2
"""Tiles that may wait here: more would fill the memory while the disk is slow."""
_LOOK_EVERY_S = 0.05
_FOCUS_EVERY_S = 0.5


class Broken(Exception):
    """The line was cut, or what came over it was damaged: ask again for what is missing.

    Attributes:
        told: what to tell where asking again does not help; None for a line that was cut.
    """

    def __init__(self, what: str, told: EnhancerError | None = None) -> None:
        """Keep what happened."""
        super().__init__(what)
        self.told = told


class TileStream:
    """An open stream of frames; used as a context manager, by one thread."""

    def __init__(self, far: FarSide, job_id: str, have: Collection[int]) -> None:
        """Ask for the events and tiles of a job, but for the tiles that are here already."""
        self._far = far
        self._job_id = job_id
        self._have = sorted(have)
        self._arrived: queue.Queue[Frame | Exception | None] = queue.Queue(_FRAMES_AHEAD)
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._focus: Region | None = None
        self._focus_told = 0.0

    def __enter__(self) -> "TileStream":
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopped.set()

    def frames(self, control: JobControl) -> Iterator[Frame]:
        """Yield what arrives until the far side has said all.

        Raises:
            Cancelled: asked to stop; answered at once.
            Broken: the line was cut.
            BackendError: the far side refuses.
        """
        while True:
            control.checkpoint()
            self._tell_focus(control.focus)
            try:
                arrived = self._arrived.get(timeout=_LOOK_EVERY_S)
            except queue.Empty:
                continue
            if arrived is None:
                return
            if isinstance(arrived, Exception):
                raise arrived
            if arrived.kind != ALIVE:
                yield arrived

    def _read(self) -> None:
        path = f"/v1/jobs/{self._job_id}/tiles"
        timeout = httpx.Timeout(SILENCE_S, connect=5.0)
        try:
            with self._far.client.stream("POST", path, json={"have": self._have}, timeout=timeout) as answer:
                if not answer.is_success:
                    answer.read()
                    no = refusal(self._far.address, answer)
                    again = answer.status_code in AGAIN
                    self._put(Broken(str(no), no) if again else no)
                    return
                for frame in read_frames(answer.iter_bytes()):
                    if not self._put(frame):
                        return
            self._put(None)
        except httpx.TransportError as e:
            self._put(Broken(repr(e)))
        except EnhancerError as e:
            self._put(Broken(str(e), e))
        except Exception as e:  # what a damaged answer may also raise: without a word the reader would be waited for
            log.warning("the far side's answer could not be read", exc_info=True)
            self._put(Broken(repr(e)))

    def _put(self, item: Frame | Exception | None) -> bool:
        """Hand something over; False where nobody wants it any more."""
        while not self._stopped.is_set():
            try:
                self._arrived.put(item, timeout=_LOOK_EVERY_S)
            except queue.Full:
                continue
            return True
        return False

    def _tell_focus(self, focus: Region | None) -> None:
        now = time.monotonic()
        if focus is None or focus == self._focus or focus.is_empty or now - self._focus_told < _FOCUS_EVERY_S:
            return
        self._focus, self._focus_told = focus, now
        attempt(lambda: self._put_focus(focus), 0.0)

    def _put_focus(self, focus: Region) -> None:
        body = {"x": focus.x, "y": focus.y, "width": focus.width, "height": focus.height}
        try:
            self._far.client.put(f"/v1/jobs/{self._job_id}/focus", json=body, timeout=_FOCUS_EVERY_S)
        except httpx.HTTPError as e:
            log.debug("the far side does not know where one looks: %r", e)

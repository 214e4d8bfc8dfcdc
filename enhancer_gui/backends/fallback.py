"""Another machine, and this one where that does not answer: only for those who asked for it."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TypeVar

from enhancer_gui.backends.base import Backend, DeviceInfo, Loading, TileResult, WorkOrder
from enhancer_gui.core.cancel import JobControl
from enhancer_gui.core.errors import Unreachable
from enhancer_gui.core.work import Work

_T = TypeVar("_T")
log = logging.getLogger(__name__)

HERE = "auto"
"""Device of this machine that takes over: its best."""


class FallbackBackend:
    """Computes on the far side until that cannot be reached, and from then on here.

    A photo in hand is completed here in the far side's precision, so that its tiles fit together.
    """

    def __init__(self, far: Backend, make_local: Callable[[], Backend]) -> None:
        """Use `far` first; `make_local` is called when it is needed."""
        self._far = far
        self._make_local = make_local
        self._local: Backend | None = None

    def wait_until_ready(self, device_id: str, precision: str, work: Work, control: JobControl) -> None:
        """See `Loading.wait_until_ready`."""
        if self._local is None:
            try:
                _wait(self._far, device_id, precision, work, control)
                return
            except Unreachable as e:
                self._take_over(e)
        assert self._local is not None
        _wait(self._local, HERE, precision, work, control)

    def devices(self) -> tuple[DeviceInfo, ...]:
        """Return the devices of whoever computes now."""
        return self._ask(lambda backend, _: backend.devices(), HERE)

    def info(self, device_id: str, precision: str, work: Work) -> DeviceInfo:
        """See `Backend.info`."""
        return self._ask(lambda backend, device: backend.info(device, precision, work), device_id)

    def tile_px(self, work: Work, device_id: str, precision: str) -> int:
        """See `Backend.tile_px`."""
        return self._ask(lambda backend, device: backend.tile_px(work, device, precision), device_id)

    def enhance(self, order: WorkOrder, device_id: str, control: JobControl) -> Iterator[TileResult]:
        """See `Backend.enhance`."""
        if self._local is not None:
            yield from self._local.enhance(order, HERE, control)
            return
        precision, missing = order.precision, set(order.pending)
        try:
            _wait(self._far, device_id, order.precision, order.work, control)
            precision = self._far.info(device_id, order.precision, order.work).precision
            for result in self._far.enhance(order, device_id, control):
                missing.discard(result.tile.index)
                yield result
            return
        except Unreachable as e:
            local = self._take_over(e)
        note = "The other machine does not answer any more: the rest is computed here."
        rest = replace(order, pending=tuple(sorted(missing)), precision=precision)
        for result in local.enhance(rest, HERE, control):
            yield replace(result, note=" ".join(filter(None, (note, result.note))))
            note = ""

    def release(self) -> None:
        """See `Backend.release`."""
        (self._local or self._far).release()

    def close(self) -> None:
        """Close both."""
        self._far.close()
        if self._local is not None:
            self._local.close()

    def _ask(self, question: Callable[[Backend, str], _T], device_id: str) -> _T:
        if self._local is None:
            try:
                return question(self._far, device_id)
            except Unreachable as e:
                self._take_over(e)
        assert self._local is not None
        return question(self._local, HERE)

    def _take_over(self, reason: Unreachable) -> Backend:
        log.warning("%s This machine computes instead, as you asked.", reason.message)
        self._local = self._make_local()
        return self._local


def _wait(backend: Backend, device_id: str, precision: str, work: Work, control: JobControl) -> None:
    if isinstance(backend, Loading):
        backend.wait_until_ready(device_id, precision, work, control)

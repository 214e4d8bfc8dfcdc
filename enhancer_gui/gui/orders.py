"""From buttons to queued jobs: names are settled in the background, then the queue gets its jobs."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from enhancer_gui.core.errors import EnhancerError
from enhancer_gui.gui.background import BackgroundCalls
from enhancer_gui.gui.planning import Plan, SavePlace, Wish, plan_jobs
from enhancer_gui.gui.queue_control import QueueControl
from enhancer_gui.jobs.plan import JobOptions

SHUT_DOWN_S = 1.0


@dataclass(frozen=True)
class _Order:
    """Wishes that were made together."""

    wishes: tuple[Wish, ...]
    where: SavePlace
    options: JobOptions

    @property
    def photo_ids(self) -> tuple[str, ...]:
        return tuple(wish.photo_id for wish in self.wishes)


class Orders(QObject):
    """Turns wishes into jobs, one order after the other, so that names of earlier ones are known to later ones.

    Signals:
        skipped(tuple[Path, ...]): files that are there already and were left alone, as the recipe asks.
        impossible(str, EnhancerError): a photo whose job cannot be planned; told before the others are queued.
    """

    skipped = Signal(tuple)
    impossible = Signal(str, object)

    def __init__(self, queue: QueueControl, parent: QObject | None = None) -> None:
        """Feed this queue."""
        super().__init__(parent)
        self._queue = queue
        self._orders: deque[_Order] = deque()
        self._calls = BackgroundCalls(self)
        self._calls.done.connect(self._submit)
        self._calls.failed.connect(self._report)

    def place(self, wishes: Iterable[Wish], where: SavePlace, options: JobOptions) -> tuple[Wish, ...]:
        """Plan and queue; photos whose jobs wait or run already are left alone. Returns the wishes that are taken."""
        pending = {photo_id for order in self._orders for photo_id in order.photo_ids}
        new = tuple(w for w in wishes if w.photo_id not in pending and not self._queue.is_busy(w.photo_id))
        if new:
            self._orders.append(_Order(new, where, options))
            if len(self._orders) == 1:
                self._plan_next()
        return new

    def shut_down(self) -> bool:
        """Stop planning; returns whether the present call has ended."""
        return self._calls.shut_down(SHUT_DOWN_S)

    def _plan_next(self) -> None:
        if self._orders:
            order = self._orders[0]
            call = partial(plan_jobs, order.wishes, order.where, order.options, self._targets())
            self._calls.submit(order.photo_ids, call)

    def _targets(self) -> tuple[Path, ...]:
        return tuple(entry.job.target for entry in self._queue.unfinished if entry.job.target is not None)

    @Slot(object, object)
    def _submit(self, _photo_ids: tuple[str, ...], plan: Plan) -> None:
        self._orders.popleft()
        for photo_id, error in plan.errors:
            self.impossible.emit(photo_id, error)
        self._queue.submit_all(plan.jobs)
        if plan.skipped:
            self.skipped.emit(plan.skipped)
        self._plan_next()

    @Slot(object, object)
    def _report(self, photo_ids: tuple[str, ...], error: EnhancerError) -> None:
        self._submit(photo_ids, Plan(errors=tuple((photo_id, error) for photo_id in photo_ids)))

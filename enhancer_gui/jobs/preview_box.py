"""Which previews are wanted now: filled by whoever looks, emptied by whoever computes, on different threads."""

import threading
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from enhancer_gui.core.cancel import JobControl
from enhancer_gui.core.geometry import Region
from enhancer_gui.core.image import Image
from enhancer_gui.core.jobs import Job


@dataclass(frozen=True, eq=False)
class Patch:
    """A small part of a photo as a recipe makes it, without its finish.

    Attributes:
        region: the part, in source pixels.
        scale: native enlargement.
        samples: float32 (region.height · scale, region.width · scale, C), 0..1.
    """

    region: Region
    scale: int
    samples: NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class PreviewOrder:
    """A wish to see what a recipe makes of one place of a photo.

    Attributes:
        job: the photo and the recipe; no file is written, whatever its target.
        image: the photo's pixels, which whoever looks at it has in memory already.
        region: the place, in source pixels.
        keep: takes the region's pixels, on the thread that computes; None lets them go into the photo's tile store.
    """

    job: Job
    image: Image
    region: Region
    keep: Callable[[Patch], None] | None = None


class PreviewBox:
    """The latest wishes and the one that is being served; every method may be called from any thread."""

    def __init__(self) -> None:
        """Start empty."""
        self._changed = threading.Condition()
        self._waiting: list[PreviewOrder] = []
        self._served: tuple[PreviewOrder, JobControl] | None = None
        self._is_moved = False
        self._is_closed = False

    def want(self, orders: Sequence[PreviewOrder]) -> None:
        """Replace all wishes, the most urgent first.

        The one that is being served goes on at its new place if it is among them (the same job id), and is
        cancelled otherwise.
        """
        with self._changed:
            if self._is_closed:
                return
            waiting = list(orders)
            if self._served is not None:
                served, control = self._served
                same = next((order for order in waiting if order.job.id == served.job.id), None)
                if same is None:
                    control.cancel()
                elif not control.is_cancelled:
                    waiting.remove(same)
                    self._is_moved = self._is_moved or same.region != control.focus
                    control.focus = same.region
            self._waiting = waiting
            self._changed.notify_all()

    def withdraw(self, job_ids: Collection[str]) -> None:
        """Take back these wishes and no others; the one that is being served is cancelled if it is among them."""
        with self._changed:
            self._waiting = [order for order in self._waiting if order.job.id not in job_ids]
            if self._served is not None and self._served[0].job.id in job_ids:
                self._served[1].cancel()
            self._changed.notify_all()

    def take(self) -> tuple[PreviewOrder, JobControl] | None:
        """Return the next wish with its token and count it as being served; None where there is none."""
        with self._changed:
            if not self._waiting or self._is_closed:
                return None
            order, control = self._waiting.pop(0), JobControl()
            control.focus = order.region
            self._served, self._is_moved = (order, control), False
            return self._served

    def finish(self) -> None:
        """Take note that the wish being served has ended; one that was moved meanwhile is looked at once more."""
        with self._changed:
            if self._served is not None and self._is_moved:
                order, control = self._served
                if control.focus is not None and not control.is_cancelled:
                    self._waiting.insert(0, replace(order, region=control.focus))
            self._served = None

    def wait(self, timeout_s: float) -> None:
        """Return when wishes have changed, or after a while."""
        with self._changed:
            self._changed.wait(timeout_s)

    def close(self) -> None:
        """Cancel what is being served and take no more wishes."""
        with self._changed:
            self._is_closed = True
            self._waiting = []
            if self._served is not None:
                self._served[1].cancel()
            self._changed.notify_all()

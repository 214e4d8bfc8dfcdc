"""What became of a queue when its last job has ended: one value, told once, however many photos there were."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from enhancer_gui.core.errors import EnhancerError
from enhancer_gui.core.events import Cancelled, Event, Failed, Finished, Started
from enhancer_gui.gui.announcements import Announcement, Offer
from enhancer_gui.gui.orders import Orders
from enhancer_gui.gui.panels.words import count_words, duration_words
from enhancer_gui.gui.queue_control import QueueControl
from enhancer_gui.gui.widgets import Tone

WORTH_TELLING = 2
"""A single photo tells its own end."""


@dataclass(frozen=True)
class QueueSummary:
    """How the jobs of a queue ended, by their ids.

    Attributes:
        computed: enhanced, but no file was asked for.
        kept: their files were there already and were left as they are.
        folders: where files were written.
        failed: among them those that could not even be queued.
        seconds: from the first start to the last end; 0 where nothing was started.
    """

    saved: tuple[str, ...] = ()
    computed: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    stopped: tuple[str, ...] = ()
    folders: tuple[Path, ...] = ()
    seconds: float = 0.0


class QueueReport(QObject):
    """Follows a queue, and what was ordered but could not be queued, and tells when all of it has ended.

    Signals:
        ended(QueueSummary): the last of at least two jobs has ended.
    """

    ended = Signal(object)

    def __init__(
        self,
        queue: QueueControl,
        orders: Orders,
        parent: QObject | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Follow this queue and the orders that it gets; `clock` tells seconds."""
        super().__init__(parent)
        self._queue, self._clock = queue, clock
        self._endings: dict[str, Finished | Failed | Cancelled] = {}
        self._since: float | None = None
        queue.happened.connect(self._follow)
        queue.stirred.connect(self._look)
        orders.impossible.connect(self._take_impossible)

    @Slot(object)
    def _follow(self, event: Event) -> None:
        match event:
            case Started() if self._since is None:
                self._since = self._clock()
            case Finished() | Failed() | Cancelled():
                self._endings[event.job_id] = event
                self._look()
            case _:
                pass

    @Slot(str, object)
    def _take_impossible(self, photo_id: str, error: EnhancerError) -> None:
        """Take note of it; the queue is stirred when the whole order has been looked at."""
        self._endings[photo_id] = Failed(photo_id, error.message, error.remedy, error.detail)

    @Slot()
    def _look(self) -> None:
        if not self._endings or self._queue.unfinished:
            return
        endings, since = self._endings, self._since
        self._endings, self._since = {}, None
        if len(endings) >= WORTH_TELLING:
            self.ended.emit(_summary(endings, 0.0 if since is None else self._clock() - since))


def _summary(endings: dict[str, Finished | Failed | Cancelled], seconds: float) -> QueueSummary:
    saved, computed, kept, failed, stopped = [], [], [], [], []
    folders: dict[Path, None] = {}
    for job_id, ending in endings.items():
        match ending:
            case Finished(target=None):
                computed.append(job_id)
            case Finished(skipped=True):
                kept.append(job_id)
            case Finished(target=Path() as target):
                saved.append(job_id)
                folders[target.parent] = None
            case Failed():
                failed.append(job_id)
            case Cancelled():
                stopped.append(job_id)
    return QueueSummary(
        tuple(saved), tuple(computed), tuple(kept), tuple(failed), tuple(stopped), tuple(folders), seconds
    )


class SummaryWords(QObject):
    """Puts a summary into a sentence and an announcement."""

    def sentence(self, summary: QueueSummary) -> str:
        """Return how many photos ended how, and how long that took."""
        one_and_many = (
            (summary.saved, self.tr("1 photo saved"), self.tr("{count} photos saved")),
            (summary.computed, self.tr("1 photo enhanced"), self.tr("{count} photos enhanced")),
            (summary.kept, self.tr("1 left as it was"), self.tr("{count} left as they were")),
            (summary.failed, self.tr("1 failed"), self.tr("{count} failed")),
            (summary.stopped, self.tr("1 stopped"), self.tr("{count} stopped")),
        )
        parts = [
            one if len(ids) == 1 else many.format(count=count_words(len(ids))) for ids, one, many in one_and_many if ids
        ]
        words = self.tr("{parts}, in {time}.") if summary.seconds else self.tr("{parts}.")
        return words.format(parts=self.tr(", ").join(parts), time=duration_words(summary.seconds))

    def announcement(self, summary: QueueSummary) -> Announcement:
        """Return what the window tells: with a list where something failed, else with the way to the files."""
        if summary.failed:
            words = self.tr("What failed…")
            return Announcement(self.sentence(summary), "", Tone.WARN, Offer.SUMMARY, words, stays=True)
        if summary.saved:
            return Announcement(
                self.sentence(summary),
                tone=Tone.GOOD,
                offer=Offer.REVEAL,
                offer_words=self.tr("Show in folder"),
                subject=summary.saved[-1],
                stays=True,
                place=summary.folders[0] if len(summary.folders) == 1 else None,
            )
        return Announcement(self.sentence(summary))

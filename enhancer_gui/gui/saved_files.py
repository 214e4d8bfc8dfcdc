"""What has been saved of each photo, so that nobody is urged to save what is saved already."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from enhancer_gui.core.events import TERMINAL, Event, Finished
from enhancer_gui.core.recipe import Recipe
from enhancer_gui.gui.choices import Choices
from enhancer_gui.gui.photo_list import Photo
from enhancer_gui.gui.planning import Wish
from enhancer_gui.gui.queue_control import QueueControl


@dataclass(frozen=True)
class _Saved:
    """What a file was made with.

    Attributes:
        recipe: as the panels showed it, also where the file was given a name and a format of its own.
        folder: that files went to; None is beside each photo.
    """

    recipe: Recipe
    folder: Path | None


class SavedFiles(QObject):
    """Remembers with which recipe each photo was saved last.

    Signals:
        saved(str): a file of this photo was written.
        changed(): one was, or files now go to another folder.
    """

    saved = Signal(str)
    changed = Signal()

    def __init__(self, queue: QueueControl, choices: Choices, parent: QObject | None = None) -> None:
        """Follow the queue and the settings."""
        super().__init__(parent)
        self._queue, self._choices = queue, choices
        self._expected: dict[str, _Saved] = {}
        self._saved: dict[str, _Saved] = {}
        queue.happened.connect(self._follow)
        queue.removed.connect(self._forget)
        choices.changed.connect(self.changed)

    def expect(self, wishes: Iterable[Wish]) -> None:
        """Take note of what is going to be saved."""
        for wish in wishes:
            if wish.save:
                self._expected[wish.photo_id] = _Saved(wish.recipe, self._choices.now.output_folder)

    def has(self, photo: Photo) -> bool:
        """Return whether a photo was saved just as its recipe and the settings say now."""
        return self.has_recipe(photo) and self._saved[photo.id].folder == self._choices.now.output_folder

    def has_recipe(self, photo: Photo) -> bool:
        """Return whether a photo was saved just as its recipe says now, wherever that was."""
        saved = self._saved.get(photo.id)
        return saved is not None and saved.recipe == photo.recipe

    @Slot(object)
    def _follow(self, event: Event) -> None:
        if not isinstance(event, TERMINAL):
            return
        expected, entry = self._expected.pop(event.job_id, None), self._queue.entry(event.job_id)
        if isinstance(event, Finished) and event.target is not None and not event.skipped and entry is not None:
            self._saved[event.job_id] = expected or _Saved(entry.job.recipe, self._choices.now.output_folder)
            self.saved.emit(event.job_id)
            self.changed.emit()

    @Slot(str)
    def _forget(self, photo_id: str) -> None:
        self._expected.pop(photo_id, None)
        self._saved.pop(photo_id, None)

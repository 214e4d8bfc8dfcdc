"""Tells panels and status line how things stand, whenever something happened."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from enhancer_gui.backends.base import DeviceInfo
from enhancer_gui.core.errors import EnhancerError
from enhancer_gui.core.image import Image
from enhancer_gui.core.jobs import JobState
from enhancer_gui.core.recipe import FileFormat, Recipe
from enhancer_gui.gui.desk import Desk
from enhancer_gui.gui.panels.facts import PhotoFacts
from enhancer_gui.gui.panels.words import left_words, speed_words
from enhancer_gui.gui.photo_list import Photo
from enhancer_gui.gui.queue_control import QueueControl
from enhancer_gui.gui.reporting import foot_of, memory_in_use_bytes, status_of
from enhancer_gui.gui.showing import Showing
from enhancer_gui.jobs.queue import JobEntry


class Reports(QObject):
    """Emits what views show; each value is complete in itself.

    Signals:
        foot_changed(FootState), status_changed(StatusFacts), facts_changed(PhotoFacts | None).
        pill_changed(str): how far the current photo is, in words; empty while nothing runs.
        problem_changed(EnhancerError | None): why the current photo cannot be opened.
        name_changed(str, str): the file name that the pattern leads to, and what is wrong with it.
        notice_changed(str, str): why the recipe in hand cannot be done, and what to do; empty where it can.
    """

    foot_changed = Signal(object)
    status_changed = Signal(object)
    facts_changed = Signal(object)
    pill_changed = Signal(str)
    problem_changed = Signal(object)
    name_changed = Signal(str, str)
    notice_changed = Signal(str, str)

    def __init__(self, desk: Desk, queue: QueueControl, showing: Showing, parent: QObject | None = None) -> None:
        """Follow desk and queue."""
        super().__init__(parent)
        self._desk, self._queue, self._showing = desk, queue, showing
        self._device: DeviceInfo | None = None
        queue.happened.connect(self.tell_progress)
        queue.changed.connect(self.tell_progress)
        queue.removed.connect(self.tell_progress)
        desk.choice_changed.connect(self.tell_progress)
        desk.current_changed.connect(self.tell_all)
        desk.recipe_changed.connect(self.tell_all)
        desk.photo_changed.connect(self.tell_all)
        showing.photo_read.connect(self.tell_all)

    def set_device(self, device: DeviceInfo) -> None:
        """Take note of the device that will be used."""
        self._device = device
        self.tell_progress()

    def name_of_current(self) -> str:
        """Return the file name that the current photo's result gets; empty while that is unknown."""
        return self._name(self._desk.current)[0]

    @Slot()
    def tell_all(self) -> None:
        """Tell everything about the current photo."""
        photo = self._desk.current
        self.facts_changed.emit(self._facts(photo))
        self.problem_changed.emit(photo.error if photo is not None else None)
        self.name_changed.emit(*self._name(photo))
        self.notice_changed.emit(*self._notice(photo))
        self.tell_progress()

    @Slot()
    def tell_progress(self) -> None:
        """Tell what changes while work goes on."""
        current = self._desk.current
        entry = self._desk.entry(current) if current is not None else None
        self.foot_changed.emit(
            foot_of(
                tuple(filter(None, map(self._desk.entry, self._desk.chosen))),
                self._queue.queue.active,
                can_enhance=any(self._can_enhance(photo) for photo in self._desk.chosen),
                can_save=any(photo.results and not photo.error for photo in self._desk.chosen),
                photos=len(self._desk.chosen_readable),
            )
        )
        self.pill_changed.emit(self._pill(entry))
        self.tell_status()

    @Slot()
    def tell_status(self) -> None:
        """Tell device, memory and the queue's progress."""
        device = self._device.name if self._device else ""
        precision = self._device.precision if self._device else ""
        self.status_changed.emit(status_of(self._queue.queue, device, precision, memory_in_use_bytes()))

    def _can_enhance(self, photo: Photo) -> bool:
        if photo.error is not None or self._queue.is_busy(photo.id):
            return False
        return self._desk.result_of(photo) is None or len(self._desk.chosen_readable) > 1

    def _facts(self, photo: Photo | None) -> PhotoFacts | None:
        image = self._showing.image
        if photo is None or image is None:
            return None
        own = _format_of(FileFormat.KEEP, photo.path, image)
        return PhotoFacts(photo.path.name, image.width, image.height, format=own, depth=image.depth)

    def _name(self, photo: Photo | None) -> tuple[str, str]:
        image = self._showing.image
        return ("", "") if photo is None or image is None else _name_of(photo.path, photo.recipe, image)

    def _notice(self, photo: Photo | None) -> tuple[str, str]:
        if photo is None:
            return "", ""
        try:
            self._desk.work_of(photo)
        except EnhancerError as error:
            return error.message, error.remedy
        return "", ""

    def _pill(self, entry: JobEntry | None) -> str:
        if entry is None or entry.state.is_final:
            return ""
        if entry.state is JobState.QUEUED:
            return self.tr("Waiting")
        if entry.state is JobState.PAUSED:
            return self.tr("Paused")
        if entry.is_saving:
            return self.tr("Saving")
        tiles = entry.started.tiles if entry.started is not None else 0
        parts = [self.tr("{done} of {all} tiles").format(done=entry.tiles_done, all=tiles)]
        if entry.megapixels_per_s is not None:
            parts.append(speed_words(entry.megapixels_per_s))
        if entry.eta_s is not None:
            parts.append(left_words(entry.eta_s))
        return "    ".join(parts)


def _format_of(wanted: FileFormat, path: Path, image: Image) -> FileFormat:
    from enhancer_gui.storage.photos import resolve_format

    return resolve_format(wanted, path, image.depth, image.alpha is not None)


def _name_of(path: Path, recipe: Recipe, image: Image) -> tuple[str, str]:
    from enhancer_gui.jobs.naming import render_name
    from enhancer_gui.storage.photos import suffix_of

    try:
        name = render_name(recipe.export.name_pattern, path, recipe, (image.width, image.height))
    except EnhancerError as error:
        return "", str(error)
    return name + suffix_of(_format_of(recipe.export.format, path, image)), ""

"""Tells panels and status line how things stand, whenever something happened."""

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from enhancer_gui.backends.base import DeviceInfo
from enhancer_gui.backends.transfer import Phase
from enhancer_gui.core.errors import EnhancerError, MissingModel
from enhancer_gui.core.events import Event, Progress, TileDone
from enhancer_gui.core.jobs import JobState
from enhancer_gui.core.recipe import FileFormat
from enhancer_gui.gui.desk import Desk
from enhancer_gui.gui.forecast import Forecast, forecast, format_for
from enhancer_gui.gui.panels.facts import Hindrance, PhotoFacts, PreviewState
from enhancer_gui.gui.panels.words import count_words, left_words, speed_words, transfer_words
from enhancer_gui.gui.photo_list import Photo
from enhancer_gui.gui.queue_control import QueueControl
from enhancer_gui.gui.reporting import foot_of, memory_in_use_bytes, status_of
from enhancer_gui.gui.saved_files import SavedFiles
from enhancer_gui.gui.sentences import words_of
from enhancer_gui.gui.showing import Showing
from enhancer_gui.jobs.plan import denoisable_steps
from enhancer_gui.jobs.queue import JobEntry

GATHER_MS = 60
"""Tiles are told together: what is told of them looks at all chosen photos, which may be thousands."""


class Reports(QObject):
    """Emits what views show; each value is complete in itself.

    Signals:
        foot_changed(FootState), status_changed(StatusFacts), facts_changed(PhotoFacts | None).
        pill_changed(str): how far the current photo is, in words; empty while nothing runs.
        problem_changed(EnhancerError | None): why the current photo cannot be opened.
        forecast_changed(Forecast): the files that saving leads to.
        denoisable_changed(frozenset[int]): the steps in hand whose models can be told how much noise to take.
        scales_changed(dict[str, int]): what each model that is here enlarges by, by its id.
        hindrance_changed(Hindrance | None): why the recipe in hand cannot be done; None where it can.
    """

    foot_changed = Signal(object)
    status_changed = Signal(object)
    facts_changed = Signal(object)
    pill_changed = Signal(str)
    problem_changed = Signal(object)
    forecast_changed = Signal(object)
    denoisable_changed = Signal(object)
    scales_changed = Signal(object)
    hindrance_changed = Signal(object)

    def __init__(
        self, desk: Desk, queue: QueueControl, showing: Showing, saved: SavedFiles, parent: QObject | None = None
    ) -> None:
        """Follow desk and queue."""
        super().__init__(parent)
        self._desk, self._queue, self._showing, self._saved = desk, queue, showing, saved
        self._device: DeviceInfo | None = None
        self._preview = PreviewState()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(GATHER_MS)
        self._soon.timeout.connect(self.tell_progress)
        queue.happened.connect(self._follow_event)
        queue.stirred.connect(self.tell_progress)
        queue.transferred.connect(self._tell_soon)
        desk.choice_changed.connect(self.tell_progress)
        desk.current_changed.connect(self.tell_all)
        desk.recipe_changed.connect(self.tell_all)
        desk.photo_changed.connect(self._follow_photo)
        showing.photo_read.connect(self.tell_all)
        saved.changed.connect(self.tell_progress)

    def set_device(self, device: DeviceInfo) -> None:
        """Take note of the device that will be used."""
        self._device = device
        self.tell_progress()

    @Slot(object)
    def set_preview(self, state: PreviewState) -> None:
        """Take note of how far the preview of the current photo is."""
        self._preview = state
        self.tell_progress()

    def name_of_current(self) -> str:
        """Return the file name that the current photo's result gets; empty while that is unknown."""
        return self._forecast(self._desk.current).name

    @Slot()
    def tell_all(self) -> None:
        """Tell everything about the current photo."""
        photo = self._desk.current
        self.facts_changed.emit(self._facts(photo))
        self.problem_changed.emit(photo.error if photo is not None else None)
        self.forecast_changed.emit(self._forecast(photo))
        self.denoisable_changed.emit(self._denoisable(photo))
        self.scales_changed.emit(self._scales())
        self.hindrance_changed.emit(self._hindrance(photo))
        self.tell_progress()

    @Slot()
    def tell_progress(self) -> None:
        """Tell what changes while work goes on."""
        self._soon.stop()
        current, chosen = self._desk.current, self._desk.chosen
        entry = self._desk.prospects.entry(current) if current is not None else None
        readable = self._desk.chosen_readable
        savable = [photo for photo in chosen if photo.results and not photo.error]
        self.foot_changed.emit(
            foot_of(
                tuple(filter(None, map(self._desk.prospects.entry, chosen))),
                self._queue.queue.active,
                can_enhance=any(self._can_enhance(photo, len(readable)) for photo in chosen),
                can_save=bool(savable),
                is_saved=bool(savable) and all(map(self._saved.has, savable)),
                photos=len(readable),
            )
        )
        self.pill_changed.emit(self._pill(entry))
        self.tell_status()

    @Slot()
    def tell_status(self) -> None:
        """Tell device, memory and the queue's progress."""
        device = self._device.name if self._device else ""
        precision = self._device.precision if self._device else ""
        facts = status_of(self._queue.queue, device, precision, memory_in_use_bytes(), self._queue.transfer)
        self.status_changed.emit(facts)

    def _can_enhance(self, photo: Photo, readable: int) -> bool:
        if photo.error is not None or self._queue.is_busy(photo.id):
            return False
        if readable > 1:
            return not self._saved.has(photo)
        return self._desk.prospects.result_of(photo) is None and self._hindrance(photo) is None

    @Slot(object)
    def _follow_event(self, event: Event) -> None:
        if isinstance(event, TileDone | Progress):
            self._tell_soon()
        else:
            self.tell_progress()

    @Slot()
    def _tell_soon(self) -> None:
        if not self._soon.isActive():
            self._soon.start()

    @Slot(str)
    def _follow_photo(self, photo_id: str) -> None:
        current = self._desk.current
        if current is not None and current.id == photo_id:
            self.tell_all()
        else:
            self._tell_soon()

    def _facts(self, photo: Photo | None) -> PhotoFacts | None:
        image = None if photo is None else self._showing.image_of(photo.id)
        if photo is None or image is None:
            return None
        own = format_for(FileFormat.KEEP, photo.path, image)
        return PhotoFacts(photo.path.name, image.width, image.height, format=own, depth=image.depth)

    def _forecast(self, photo: Photo | None) -> Forecast:
        image = None if photo is None else self._showing.image_of(photo.id)
        return Forecast() if photo is None or image is None else forecast(photo.path, photo.recipe, image)

    def _scales(self) -> dict[str, int]:
        catalogue = self._desk.prospects.catalogue
        return {} if catalogue is None else {card.id: card.scale for card in catalogue.cards.values()}

    def _denoisable(self, photo: Photo | None) -> frozenset[int]:
        catalogue = self._desk.prospects.catalogue
        if photo is None or photo.size is None or catalogue is None:
            return frozenset()
        return denoisable_steps(photo.recipe, photo.size, catalogue)

    def _hindrance(self, photo: Photo | None) -> Hindrance | None:
        if photo is None:
            return None
        try:
            self._desk.prospects.work_of(photo)
        except MissingModel as error:
            remedy = (
                self.tr("It can be downloaded.")
                if error.can_be_had
                else self.tr("Import its file, or choose another preset.")
            )
            return Hindrance(words_of(error.message), remedy, error.model_id, error.can_be_had)
        except EnhancerError as error:
            return Hindrance(words_of(error.message), words_of(error.remedy))
        return None

    def _pill(self, entry: JobEntry | None) -> str:
        if self._preview.is_running:
            return self._preview_words()
        if entry is None or entry.state.is_final:
            return ""
        transfer = self._queue.transfer_of(entry.job.id)
        if transfer is not None and transfer.phase is not Phase.RECEIVING and entry.state is not JobState.PAUSED:
            return transfer_words(transfer)
        if entry.state is JobState.QUEUED:
            return self.tr("Waiting")
        if entry.state is JobState.PAUSED:
            return self.tr("Paused")
        if entry.is_saving:
            return self.tr("Saving")
        tiles = entry.started.tiles if entry.started is not None else 0
        parts = [self.tr("{done} of {all} tiles").format(done=count_words(entry.tiles_done), all=count_words(tiles))]
        if entry.megapixels_per_s is not None:
            parts.append(speed_words(entry.megapixels_per_s))
        if entry.eta_s is not None:
            parts.append(left_words(entry.eta_s))
        return "    ".join(parts)

    def _preview_words(self) -> str:
        state = self._preview
        if not state.tiles:
            return self.tr("Preparing a preview")
        return self.tr("Preview: {done} of {all} in view").format(
            done=count_words(state.done), all=count_words(state.tiles)
        )

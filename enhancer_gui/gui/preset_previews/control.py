"""Computes what each preset does to a small part of the photo, one after the other, while nobody needs the machine.

By the machinery of the live preview: one order after the other for the same worker, between the tiles of whatever else
it does. Whatever the user does stops it.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QImage

from enhancer_gui.backends.address import is_address
from enhancer_gui.backends.base import DeviceInfo
from enhancer_gui.core.errors import EnhancerError
from enhancer_gui.core.events import TERMINAL, Cancelled, Event, Finished
from enhancer_gui.core.geometry import Region
from enhancer_gui.core.image import Image
from enhancer_gui.core.recipe import Recipe
from enhancer_gui.gui.background import BackgroundCalls
from enhancer_gui.gui.choices import Choices
from enhancer_gui.gui.desk import Desk
from enhancer_gui.gui.live_preview import LivePreview
from enhancer_gui.gui.panels.facts import PreviewState
from enhancer_gui.gui.photo_list import Photo
from enhancer_gui.gui.preset_control import PresetControl
from enhancer_gui.gui.preset_previews.pictures import (
    Key,
    PictureCache,
    Place,
    find_place,
    finished_part,
    key_of,
)
from enhancer_gui.gui.preset_previews.rest import CPU, Rest, has_power_to_spare
from enhancer_gui.gui.queue_control import QueueControl
from enhancer_gui.gui.showing import Showing
from enhancer_gui.gui.widgets.card_picture import CardPicture
from enhancer_gui.gui.worker import WorkerThread
from enhancer_gui.jobs.plan import JobOptions, make_job
from enhancer_gui.jobs.preview_box import Patch, PreviewOrder
from enhancer_gui.storage.settings import AUTO

PAUSE_MS = 150
"""Between two presets, and after the end of something else: whoever was waited for goes first."""

SHUT_DOWN_S = 1.0


@dataclass(frozen=True, eq=False)
class _Run:
    """A preset that is being computed; its pixels are put into `patches` by the thread that computes."""

    job_id: str
    key: Key
    image: Image
    patches: list[Patch] = field(default_factory=list)


class PresetPreviews(QObject):
    """Fills the cards.

    Signals:
        pictured(dict[str, CardPicture]): what each card shows of the photo; empty where cards show their words alone.
    """

    pictured = Signal(object)

    def __init__(
        self,
        desk: Desk,
        queue: QueueControl,
        showing: Showing,
        worker: WorkerThread,
        presets: PresetControl,
        live: LivePreview,
        choices: Choices,
        parent: QObject | None = None,
    ) -> None:
        """Follow everything that comes first."""
        super().__init__(parent)
        self._desk, self._queue, self._showing, self._worker = desk, queue, showing, worker
        self._presets, self._live, self._choices = presets, live, choices
        self.rest = Rest(self)
        self.cache = PictureCache()
        self._device_id = CPU
        self._run: _Run | None = None
        self._given_up: set[Key] = set()
        self._finishing: set[Key] = set()
        self._is_stopped = False
        self._calls = BackgroundCalls(self)
        self._calls.done.connect(self._keep)
        self._calls.failed.connect(self._give_up)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(PAUSE_MS)
        self._soon.timeout.connect(self._go_on)
        self._connect()

    def _connect(self) -> None:
        self.rest.begun.connect(self._go_on)
        self.rest.ended.connect(self._stop)
        self._worker.preview_event.connect(self._follow)
        self._worker.devices_found.connect(self._take_devices)
        self._live.progressed.connect(self._follow_live)
        self._queue.changed.connect(self._stop)
        self._queue.happened.connect(self._follow_job)
        self._queue.removed.connect(self.cache.forget)
        self._showing.photo_read.connect(self._look)
        for changed in (self._desk.current_changed, self._presets.changed, self._choices.changed):
            changed.connect(self._start_anew)

    def shut_down(self) -> bool:
        """Compute nothing more; returns whether the present call has ended."""
        self._is_stopped = True
        self.rest.stop()
        self._stop()
        return self._calls.shut_down(SHUT_DOWN_S)

    @property
    def is_running(self) -> bool:
        """Whether a preset is being computed."""
        return self._run is not None

    # Showing

    @Slot()
    def _start_anew(self) -> None:
        self._stop()
        self._given_up.clear()
        self._tell()
        self._soon.start()

    @Slot(str, object)
    def _look(self, photo_id: str, image: Image) -> None:
        """Find out what is to be shown of a photo."""
        if self.cache.place(photo_id) is None:
            self._calls.submit(photo_id, partial(find_place, image))
        else:
            self._start_anew()

    @Slot(str, object)
    def prefer(self, photo_id: str, faces: tuple[Region, ...]) -> None:
        """Show the largest face: by a face everybody judges best."""
        if faces and photo_id == self._showing.photo_id and (image := self._showing.image) is not None:
            self._calls.submit(photo_id, partial(find_place, image, faces[0]))

    def _tell(self) -> None:
        photo = self._desk.current
        if photo is None or photo.error is not None or not self._choices.now.preset_previews:
            self.pictured.emit({})
            return
        place, pictures = self.cache.place(photo.id), {}
        for preset in self._presets.presets:
            key = None if place is None else key_of(photo, preset, place, self._desk.catalogue)
            after = None if key is None else self.cache.picture(key)
            pictures[preset.id] = CardPicture(None if place is None else place.before, after)
        is_told = self._can_compute() or any(picture.after is not None for picture in pictures.values())
        told: Mapping[str, CardPicture] = pictures if is_told else {}  # the photo alone, nine times, tells nothing
        self.pictured.emit(told)

    @Slot(object, object)
    def _keep(self, key: str | Key, found: Place | QImage) -> None:
        if isinstance(key, str) and isinstance(found, Place):
            self._stop()
            self.cache.forget(key)
            self.cache.put_place(key, found)
        elif isinstance(key, tuple) and isinstance(found, QImage):
            self._finishing.discard(key)
            self.cache.put_picture(key, found)
        self._tell()
        self._soon.start()

    @Slot(object, object)
    def _give_up(self, key: str | Key, _error: EnhancerError) -> None:
        """Leave a card without its picture: whoever chooses the preset is told what is wrong."""
        if isinstance(key, tuple):
            self._finishing.discard(key)
            self._given_up.add(key)
        self._soon.start()

    # Computing

    def _can_compute(self) -> bool:
        """Return whether the device may be used for this at all."""
        settings = self._choices.now
        device = self._device_id if settings.device == AUTO else settings.device
        return not is_address(device) and has_power_to_spare(device)

    def _may_run(self) -> bool:
        return (
            not self._is_stopped
            and self._choices.now.preset_previews
            and self.rest.is_begun
            and not (self._live.is_running or self._live.is_suspended)
            and not self._queue.unfinished
            and self._can_compute()
        )

    @Slot()
    def _go_on(self) -> None:
        """Compute the next picture that is missing, if nothing else is to be done."""
        photo, image = self._desk.current, self._showing.image
        if self._run is not None or self._finishing or photo is None or image is None or not self._may_run():
            return
        place = self.cache.place(photo.id)
        if place is None:
            return
        for preset in self._presets.presets:
            key = key_of(photo, preset, place, self._desk.catalogue)
            if key is not None and key not in self._given_up and self.cache.picture(key) is None:
                self._compute(photo, image, preset, key)
                return

    def _compute(self, photo: Photo, image: Image, preset: Recipe, key: Key) -> None:
        _, region, stages, _ = key
        if not stages:
            self._finish(key, image, None)
            return
        self._run = run = _Run(uuid.uuid4().hex, key, image)
        settings = self._choices.now
        options = JobOptions(device=settings.device, precision=settings.precision)
        job = replace(make_job(photo.path, preset, None, options), id=run.job_id)
        self._worker.want_previews((PreviewOrder(job, image, region, run.patches.append),))

    def _finish(self, key: Key, image: Image, patch: Patch | None) -> None:
        _, region, _, finish = key
        self._finishing.add(key)
        self._calls.submit(key, partial(finished_part, image, finish, region, patch))

    @Slot()
    def _stop(self) -> None:
        """Want nothing now; what was computed is kept."""
        self._soon.stop()
        if self._run is not None:
            self._worker.drop_previews({self._run.job_id})
            self._run = None

    # Following

    @Slot(object)
    def _follow(self, event: Event) -> None:
        run = self._run
        if run is None or event.job_id != run.job_id:
            return
        if isinstance(event, TERMINAL):
            self._run = None
            if isinstance(event, Finished) and run.patches:
                self._finish(run.key, run.image, run.patches[0])
            elif not isinstance(event, Cancelled):
                self._given_up.add(run.key)
                self._soon.start()

    @Slot(object)
    def _follow_live(self, state: PreviewState) -> None:
        if state.is_running:
            self._stop()
        else:
            self._soon.start()

    @Slot(object)
    def _follow_job(self, event: Event) -> None:
        if isinstance(event, TERMINAL):
            self._soon.start()

    @Slot(object)
    def _take_devices(self, devices: tuple[DeviceInfo, ...]) -> None:
        self._device_id = devices[0].id if devices else CPU
        self._tell()
        self._soon.start()

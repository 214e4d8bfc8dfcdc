"""Computes what each preset does to a small part of the photo, one after the other, while nobody needs the machine.

By the machinery of the live preview: one order after the other for the same worker, between the tiles of whatever else
it does. Whatever the user does stops it.
"""

from collections.abc import Mapping
from typing import TypeAlias

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QImage

from enhancer_gui.backends.address import is_address
from enhancer_gui.backends.base import DeviceInfo
from enhancer_gui.core.events import TERMINAL, Event
from enhancer_gui.core.faces import FaceShare
from enhancer_gui.core.geometry import Region
from enhancer_gui.core.masks import Mask, Masks
from enhancer_gui.core.models import Task
from enhancer_gui.core.recipe import Recipe
from enhancer_gui.gui.choices import Choices
from enhancer_gui.gui.desk import Desk
from enhancer_gui.gui.live_preview import LivePreview
from enhancer_gui.gui.panels.facts import PreviewState
from enhancer_gui.gui.preset_control import PresetControl
from enhancer_gui.gui.preset_previews.course import Course
from enhancer_gui.gui.preset_previews.pictures import PictureCache, Place, Wish, wish_of
from enhancer_gui.gui.preset_previews.places import PlaceFinder
from enhancer_gui.gui.preset_previews.rest import CPU, Rest, has_power_to_spare
from enhancer_gui.gui.queue_control import QueueControl
from enhancer_gui.gui.showing import Showing
from enhancer_gui.gui.widgets.card_picture import CardPicture
from enhancer_gui.gui.worker import WorkerThread
from enhancer_gui.jobs.plan import JobOptions, make_job
from enhancer_gui.storage.settings import AUTO

PAUSE_MS = 150
"""Between two presets, and after the end of something else: whoever was waited for goes first."""

SHUT_DOWN_S = 1.0


Limits: TypeAlias = tuple[Masks, tuple[FaceShare, ...], frozenset[tuple[Task, Mask]]]
"""What a photo's recipe says of where and whom, which stays when another preset is chosen."""


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
        self._desk, self._queue, self._showing = desk, queue, showing
        self._presets, self._live, self._choices = presets, live, choices
        self.rest = Rest(self)
        self.cache = PictureCache()
        self._device_id = CPU
        self._course = Course(worker, self)
        self._given_up: set[Wish] = set()
        self._is_stopped = False
        self._places = PlaceFinder(self)
        self._limits: Limits | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(PAUSE_MS)
        self._soon.timeout.connect(self._go_on)
        worker.devices_found.connect(self._take_devices)
        self._connect()

    def _connect(self) -> None:
        self.rest.begun.connect(self._go_on)
        self.rest.ended.connect(self._stop)
        self._course.done.connect(self._keep)
        self._course.failed.connect(self._give_up)
        self._live.progressed.connect(self._follow_live)
        self._queue.changed.connect(self._stop)
        self._queue.happened.connect(self._follow_job)
        self._queue.removed.connect(self.cache.forget)
        self._queue.removed.connect(self._places.forget)
        self._places.found.connect(self._take_place)
        self._places.failed.connect(self._start_anew)
        self._showing.photo_read.connect(self._look)
        self._desk.recipe_changed.connect(self._follow_recipe)
        for changed in (self._desk.current_changed, self._presets.changed, self._choices.changed):
            changed.connect(self._start_anew)

    def shut_down(self) -> bool:
        """Compute nothing more; returns whether the present call has ended."""
        self._is_stopped = True
        self.rest.stop()
        self._stop()
        has_ended = self._places.shut_down(SHUT_DOWN_S)
        return self._course.shut_down(SHUT_DOWN_S) and has_ended

    @property
    def is_running(self) -> bool:
        """Whether a preset is being computed."""
        return self._course.is_running

    # Showing

    @Slot()
    def _start_anew(self) -> None:
        self._stop()
        self._given_up.clear()
        self._tell()
        self._soon.start()

    @Slot()
    def _look(self) -> None:
        """Find out what is to be shown of the current photo."""
        photo, image = self._desk.current, self._showing.image
        if photo is None or image is None or not self._places.look(photo.id, image, photo.recipe.masks.result):
            self._start_anew()

    @Slot(str, object)
    def prefer(self, photo_id: str, faces: tuple[Region, ...]) -> None:
        """Show the largest face: by a face everybody judges best."""
        if faces:
            self._places.prefer(photo_id, faces[0])
            if photo_id == self._showing.photo_id:
                self._look()

    @Slot(object)
    def _follow_recipe(self, recipe: Recipe) -> None:
        """Begin anew where masks or faces are others: whatever preset is chosen would keep them."""
        limits = _limits_of(recipe)
        if limits != self._limits:
            self._limits = limits
            self._look()

    @Slot(str, object)
    def _take_place(self, photo_id: str, place: Place) -> None:
        self._stop()
        self.cache.forget(photo_id)
        self.cache.put_place(photo_id, place)
        self._tell()
        self._soon.start()

    def _tell(self) -> None:
        photo = self._desk.current
        if photo is None or photo.error is not None or not self._choices.now.preset_previews:
            self.pictured.emit({})
            return
        place, pictures = self.cache.place(photo.id), {}
        for preset in self._presets.presets:
            wish = None if place is None else wish_of(photo, preset, place, self._desk.prospects.catalogue)
            after = None if wish is None else self.cache.picture(wish)
            pictures[preset.id] = CardPicture(None if place is None else place.before, after)
        is_told = self._can_compute() or any(picture.after is not None for picture in pictures.values())
        told: Mapping[str, CardPicture] = pictures if is_told else {}  # the photo alone, nine times, tells nothing
        self.pictured.emit(told)

    @Slot(object, object)
    def _keep(self, wish: Wish, picture: QImage) -> None:
        self.cache.put_picture(wish, picture)
        self._tell()
        self._soon.start()

    @Slot(object)
    def _give_up(self, wish: Wish) -> None:
        """Leave a card without its picture."""
        self._given_up.add(wish)
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
        if self._course.is_busy or photo is None or image is None or not self._may_run():
            return
        place = self.cache.place(photo.id)
        if place is None:
            return
        for preset in self._presets.presets:
            wish = wish_of(photo, preset, place, self._desk.prospects.catalogue)
            if wish is not None and wish not in self._given_up and self.cache.picture(wish) is None:
                settings = self._choices.now
                options = JobOptions(device=settings.device, precision=settings.precision)
                self._course.serve(wish, make_job(photo.path, preset, None, options), image)
                return

    @Slot()
    def _stop(self) -> None:
        """Want nothing now; what was computed is kept."""
        self._soon.stop()
        self._course.stop()

    # Following

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


def _limits_of(recipe: Recipe) -> Limits:
    steps = frozenset((step.task, step.mask) for step in recipe.steps if step.mask is not None)
    return recipe.masks, recipe.finish.faces, steps

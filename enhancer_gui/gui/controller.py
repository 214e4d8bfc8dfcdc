"""The middle of the window: makes the parts that work, connects them, starts and stops them. No layout."""

from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Slot

from enhancer_gui.backends.base import DeviceInfo
from enhancer_gui.core.errors import ConfigError, EnhancerError, PhotoError
from enhancer_gui.core.events import Event, Started, TileDone
from enhancer_gui.core.geometry import Region
from enhancer_gui.core.image import Image
from enhancer_gui.gui.announcer import Announcer
from enhancer_gui.gui.background import BackgroundCalls
from enhancer_gui.gui.cache_control import CacheControl
from enhancer_gui.gui.choices import Choices
from enhancer_gui.gui.comparing import Comparing
from enhancer_gui.gui.cropping import Cropping
from enhancer_gui.gui.desk import Desk
from enhancer_gui.gui.examining import Examining
from enhancer_gui.gui.face_finding import FaceFinding
from enhancer_gui.gui.linking import link
from enhancer_gui.gui.live_preview import LivePreview
from enhancer_gui.gui.machines import Machines
from enhancer_gui.gui.many_photos import ManyPhotos
from enhancer_gui.gui.mask_keeper import MaskKeeper
from enhancer_gui.gui.masking import Masking
from enhancer_gui.gui.model_control import ModelControl
from enhancer_gui.gui.opening import Opening
from enhancer_gui.gui.orders import Orders
from enhancer_gui.gui.pixel_probe import PixelProbe
from enhancer_gui.gui.place_control import PlaceControl
from enhancer_gui.gui.preset_control import DEFAULT_RECIPE, PresetControl
from enhancer_gui.gui.preset_previews import PresetPreviews
from enhancer_gui.gui.queue_control import QueueControl
from enhancer_gui.gui.queue_summary import QueueReport
from enhancer_gui.gui.recipe_editing import RecipeEditing
from enhancer_gui.gui.recipe_history import RecipeHistory
from enhancer_gui.gui.replaying import Replaying
from enhancer_gui.gui.reports import Reports
from enhancer_gui.gui.session import SessionKeeper
from enhancer_gui.gui.showing import Showing
from enhancer_gui.gui.thumbnails import ThumbnailLoader
from enhancer_gui.gui.truth_meter import TruthMeter
from enhancer_gui.gui.watching import Watching
from enhancer_gui.gui.work_actions import WorkActions
from enhancer_gui.gui.worker import OpenWorkshop, WorkerThread
from enhancer_gui.storage.catalogue import Catalogue

STATUS_EVERY_MS = 2000
"""Memory in the status line: often enough to see a trend, too seldom to be noticed."""

PREPARE_AFTER_MS = 300
"""Importing torch keeps a core busy for seconds: what the window shows first comes first."""

STOP_WITHIN_S = 3.0
"""Longest wait for the worker when the window closes."""


class Controller(QObject):
    """Owns everything behind the window."""

    def __init__(self, open_workshop: OpenWorkshop, choices: Choices, parent: QObject | None = None) -> None:
        """Make and connect the parts; nothing runs before `start`."""
        super().__init__(parent)
        self.choices = choices
        self.worker = WorkerThread(open_workshop, self)
        self.queue = QueueControl(self.worker, self)
        self.desk = Desk(self.queue, DEFAULT_RECIPE, self)
        self.opening = Opening(self.desk, choices, self)
        self.showing = Showing(self)
        self.thumbnails = ThumbnailLoader(self)
        self.orders = Orders(self.queue, self)
        self.presets = PresetControl(self)
        self.editing = RecipeEditing(self.desk, self.presets, choices, self)
        self.replaying = Replaying(self.editing, self)
        self.history = RecipeHistory(self.desk, self)
        self.mask_keeper = MaskKeeper(self.queue, self)
        self.masking = Masking(self.desk, self.showing, self.editing, self.mask_keeper, self)
        self.examining = Examining(self.desk, self.showing, self)
        self.faces = FaceFinding(self.desk, self.showing, self)
        self.truth = TruthMeter(self.showing, self)
        self.comparing = Comparing(self.desk, self.showing, self.presets, self)
        self.live = LivePreview(self.desk, self.queue, self.showing, self.worker, choices, self)
        self.preset_previews = PresetPreviews(
            self.desk, self.queue, self.showing, self.worker, self.presets, self.live, choices, self
        )
        self.probe = PixelProbe(self.showing, self)
        self.cropping = Cropping(self.desk, self)
        self.actions = WorkActions(self.desk, self.queue, self.orders, choices, self)
        self.reports = Reports(self.desk, self.queue, self.showing, self)
        self.session = SessionKeeper(self.queue, self)
        self.announcer = Announcer(self.desk, self)
        self.many = ManyPhotos(self.desk, self.actions, self)
        self.queue_report = QueueReport(self.queue, self)
        self.watching = Watching(self.desk, self.orders, self.actions, self.presets, choices, self)
        self.cache = CacheControl(self)
        self.models = ModelControl(choices, self)
        self.machines = Machines(choices, self)
        self.place = PlaceControl(
            choices, self.machines, self.desk, self.comparing, self.presets, self.queue, self.reports, self
        )
        self._loading = BackgroundCalls(self)
        self._timer = QTimer(self)
        self._timer.setInterval(STATUS_EVERY_MS)
        self._is_stopped = False
        self._connect()

    def _connect(self) -> None:
        self.queue.happened.connect(self._follow)
        self.desk.current_changed.connect(self._show_current)
        self.opening.found.connect(self._add)
        self.showing.photo_read.connect(self._take_photo)
        self.actions.reading_wanted.connect(self._read_again)
        self.thumbnails.failed.connect(self._take_damaged)
        self.models.models_changed.connect(self._load_models)
        self._loading.done.connect(self._take_catalogue)
        self._loading.failed.connect(self._tell_loading_error)
        self._timer.timeout.connect(self.reports.tell_status)
        link(self)

    # Life

    def start(self) -> None:
        """Start what runs beside the window; called once it is on the screen, and of no effect if it closed at once."""
        if self._is_stopped:
            return
        self.worker.start()
        self._load_models()
        self.presets.load()
        self.place.start()
        self.session.look()
        self.cache.sweep(self.choices.now.cache_limit_bytes, ())
        self._timer.start()
        self.reports.tell_all()
        QTimer.singleShot(PREPARE_AFTER_MS, self.worker.prepare)
        if self.choices.problem is not None:
            self.announcer.tell_error(ConfigError(self.choices.problem))

    def stop(self) -> bool:
        """Stop everything and remember what is unfinished; returns False if a thread did not stop in time."""
        if self._is_stopped:
            return True
        self._is_stopped = True
        self._timer.stop()
        self.session.keep_now()
        self.live.shut_down()
        self.preset_previews.shut_down()
        stopped = self.worker.stop(STOP_WITHIN_S)
        readers = (
            self.opening,
            self.replaying,
            self.orders,
            self.showing,
            self.thumbnails,
            self.comparing,
            self.probe,
            self.examining,
            self.masking,
            self.mask_keeper,
            self.faces,
            self.truth,
        )
        stopped = self.machines.shut_down() and stopped
        for part in (*readers, self.watching, self.cache, self.models, self.presets, self.session, self.choices):
            part.shut_down()
        self._loading.shut_down(STOP_WITHIN_S)
        return stopped

    @property
    def devices(self) -> tuple[DeviceInfo, ...]:
        """This machine's devices, the best one first; none before they are known."""
        return self.place.places.here

    @property
    def unfinished(self) -> int:
        """How many photos are waiting or worked on."""
        return len(self.queue.unfinished)

    # What views ask for

    @Slot(tuple)
    def load_thumbnails(self, photo_ids: tuple[str, ...]) -> None:
        """Read the thumbnails that the filmstrip needs."""
        for photo_id in photo_ids:
            if photo_id in self.desk.photos:
                self.thumbnails.request(photo_id, self.desk.photos[photo_id].path)

    @Slot(object)
    def look_at(self, region: Region) -> None:
        """Serve this part first: pixels of what the viewer shows."""
        scale = self.showing.scale
        current = self.desk.current
        if current is not None and not region.is_empty:
            part = region.aligned(scale)
            source = Region(part.x // scale, part.y // scale, part.width // scale, part.height // scale)
            self.queue.focus(current.id, source)
            self.live.look_at(source)

    @Slot()
    def clear_cache(self) -> None:
        """Throw away all stored tiles but those of photos on the desk."""
        self.cache.sweep(0, self.desk.stores)

    @Slot()
    def continue_session(self) -> None:
        """Go on with what an earlier run has left unfinished."""
        left = {item.path: item for item in self.session.take()}
        self.desk.add(left)
        photos = [p for p in self.desk.photos if p.path in left and not self.queue.is_busy(p.id)]
        self.desk.give_recipes({photo.id: left[photo.path].recipe for photo in photos})
        self.queue.submit_all([left[photo.path].job(photo.id, self.actions.options) for photo in photos])

    # Reactions

    @Slot(object)
    def _add(self, paths: tuple[Path, ...]) -> None:
        self.desk.add(paths)

    @Slot()
    def _load_models(self) -> None:
        self._loading.submit(None, _load_catalogue)

    @Slot(object, object)
    def _take_catalogue(self, _key: object, catalogue: Catalogue) -> None:
        self.place.set_catalogue(catalogue)

    @Slot(object, object)
    def _tell_loading_error(self, _key: object, error: EnhancerError) -> None:
        self.announcer.tell_error(error)

    @Slot(str)
    def _show_current(self, _photo_id: str = "") -> None:
        photo = self.desk.current
        self.showing.show_photo(photo.id if photo else "", photo.path if photo else None)
        self.comparing.refresh()

    @Slot(str)
    def _read_again(self, photo_id: str) -> None:
        current = self.desk.current
        if current is not None and current.id == photo_id:
            self.showing.show_photo("", None)
            self._show_current()
        self.load_thumbnails((photo_id,))

    @Slot(str, object)
    def _take_damaged(self, photo_id: str, error: EnhancerError) -> None:
        if isinstance(error, PhotoError) and photo_id in self.desk.photos and self.desk.photos[photo_id].size is None:
            self.desk.set_error(photo_id, error)

    @Slot(str, object)
    def _take_photo(self, photo_id: str, image: Image) -> None:
        self.desk.set_size(photo_id, (image.width, image.height))
        self.comparing.refresh()

    @Slot(object)
    def _follow(self, event: Event) -> None:
        current = self.desk.current
        if current is not None and event.job_id == current.id and not isinstance(event, Started | TileDone):
            self.comparing.refresh()


def _load_catalogue() -> Catalogue:
    from enhancer_gui.storage.catalogue import load_catalogue

    return load_catalogue()

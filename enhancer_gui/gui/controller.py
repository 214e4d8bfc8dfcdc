"""The middle of the window: makes the parts that work, connects them, starts and stops them. No layout."""

from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Slot

from enhancer_gui.backends.base import DeviceInfo
from enhancer_gui.core.errors import ConfigError
from enhancer_gui.core.geometry import Region
from enhancer_gui.gui.announcer import Announcer
from enhancer_gui.gui.cache_control import CacheControl
from enhancer_gui.gui.catalogue_loading import CatalogueLoading
from enhancer_gui.gui.choices import Choices
from enhancer_gui.gui.comparing import Comparing
from enhancer_gui.gui.cropping import Cropping
from enhancer_gui.gui.current_photo import CurrentPhoto
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
from enhancer_gui.gui.saved_files import SavedFiles
from enhancer_gui.gui.session import SessionKeeper
from enhancer_gui.gui.showing import Showing
from enhancer_gui.gui.thumbnails import ThumbnailLoader
from enhancer_gui.gui.truth_meter import TruthMeter
from enhancer_gui.gui.watching import Watching
from enhancer_gui.gui.work_actions import WorkActions
from enhancer_gui.gui.worker import OpenWorkshop, WorkerThread

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
        self.saved = SavedFiles(self.queue, choices, self)
        self.desk = Desk(self.queue, self.saved, DEFAULT_RECIPE, self)
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
        self.actions = WorkActions(self.desk, self.queue, self.orders, self.saved, choices, self)
        self.reports = Reports(self.desk, self.queue, self.showing, self.saved, self)
        self.session = SessionKeeper(self.queue, self)
        self.announcer = Announcer(self.desk, self)
        self.many = ManyPhotos(self.desk, self.actions, self)
        self.queue_report = QueueReport(self.queue, self.orders, self)
        self.watching = Watching(self.desk, self.orders, self.actions, self.presets, choices, self)
        self.cache = CacheControl(self)
        self.models = ModelControl(choices, self)
        self.machines = Machines(choices, self)
        self.place = PlaceControl(
            choices, self.machines, self.desk, self.comparing, self.presets, self.queue, self.reports, self
        )
        self.catalogue = CatalogueLoading(self)
        self.current = CurrentPhoto(self.desk, self.queue, self.showing, self.comparing, self.thumbnails, self)
        self._timer = QTimer(self)
        self._timer.setInterval(STATUS_EVERY_MS)
        self._is_stopped = False
        self._connect()

    def _connect(self) -> None:
        self.opening.found.connect(self._add)
        self._timer.timeout.connect(self.reports.tell_status)
        link(self)

    # Life

    def start(self) -> None:
        """Start what runs beside the window; called once it is on the screen, and of no effect if it closed at once."""
        if self._is_stopped:
            return
        self.worker.start()
        self.catalogue.load()
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
        stopped = self.machines.shut_down() and stopped
        parts = (
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
            self.catalogue,
            self.watching,
            self.cache,
            self.models,
            self.presets,
            self.session,
            self.choices,
        )
        ended = [part.shut_down() for part in parts]  # every one, whatever the others answer
        return all(ended) and stopped

    @property
    def devices(self) -> tuple[DeviceInfo, ...]:
        """This machine's devices, the best one first; none before they are known."""
        return self.place.places.here

    @property
    def unfinished(self) -> int:
        """How many photos are waiting or worked on."""
        return len(self.queue.unfinished)

    # What views ask for

    @Slot(object)
    def look_at(self, region: Region) -> None:
        """Serve this part of the current photo first, in its own pixels."""
        current = self.desk.current
        if current is not None and not region.is_empty:
            self.queue.focus(current.id, region)
            self.live.look_at(region)

    @Slot()
    def clear_cache(self) -> None:
        """Throw away all stored tiles but those of photos on the desk."""
        self.cache.sweep(0, self.desk.prospects.stores(self.desk.photos))

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

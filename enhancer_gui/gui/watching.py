"""A watched folder in the window: what arrives there is put on the desk, enhanced and saved without being asked for.

It is watched again at the next start, until the user says that it shall not be.
"""

import math
import time
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from enhancer_gui.core.errors import EnhancerError
from enhancer_gui.core.recipe import OnConflict, Recipe
from enhancer_gui.gui.background import BackgroundCalls
from enhancer_gui.gui.choices import Choices
from enhancer_gui.gui.desk import Desk
from enhancer_gui.gui.orders import Orders
from enhancer_gui.gui.planning import SavePlace, Wish
from enhancer_gui.gui.preset_control import PresetControl
from enhancer_gui.gui.work_actions import WorkActions
from enhancer_gui.jobs.watch import LOOK_EVERY_S, SETTLED_AFTER_S, FolderWatch
from enhancer_gui.storage.settings import WatchedFolder

SHUT_DOWN_S = 1.0
LATEST_S = SETTLED_AFTER_S + LOOK_EVERY_S + 10.0
"""What has arrived this shortly before the end may not have been taken; what has been is known by its result."""


@dataclass(frozen=True)
class WatchOrder:
    """What is watched, and what is done with what arrives.

    Attributes:
        preset: id of the preset.
        present_too: photos that are in the folder already are worked on, too, unless their results are there.
    """

    folder: Path
    destination: Path
    preset: str
    present_too: bool = False


@dataclass(frozen=True)
class WatchState:
    """How a watched folder stands; `order` is None while nothing is watched.

    Attributes:
        is_gone: the folder is not there now; it may be on a drive that comes back.
    """

    order: WatchOrder | None = None
    taken: int = 0
    arriving: int = 0
    is_gone: bool = False


class Watching(QObject):
    """Looks into one folder while the window is open.

    Signals:
        changed(WatchState): watching began or ended, or photos have arrived.
        resumed(WatchOrder): a folder of the last time is watched again.
        failed(EnhancerError): the folder cannot be looked into.
    """

    changed = Signal(object)
    resumed = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        desk: Desk,
        orders: Orders,
        actions: WorkActions,
        presets: PresetControl,
        choices: Choices,
        parent: QObject | None = None,
    ) -> None:
        """Watch nothing before the presets are known."""
        super().__init__(parent)
        self._desk, self._orders, self._actions, self._presets = desk, orders, actions, presets
        self._choices = choices
        self._has_resumed = False
        self.state = WatchState()
        self._watch: FolderWatch | None = None
        self._calls = BackgroundCalls(self)
        self._calls.done.connect(self._take)
        self._calls.failed.connect(self._pass_on_failure)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(round(LOOK_EVERY_S * 1000))
        self._timer.timeout.connect(self.look)
        presets.changed.connect(self._resume)

    def start(self, order: WatchOrder) -> None:
        """Watch this folder from now on, in place of another one."""
        self._has_resumed = True
        self._begin(order, 0.0 if order.present_too else math.inf)
        since = 0.0 if order.present_too else time.time()
        self._remember(WatchedFolder(order.folder, order.destination, order.preset, since))

    def _begin(self, order: WatchOrder, passed_before: float) -> None:
        self._timer.stop()
        pattern = self._recipe(order).export.name_pattern
        ids = [preset.id for preset in self._presets.presets]
        watch = FolderWatch(order.folder, order.destination, pattern, ids)
        self._watch = watch
        self._tell(WatchState(order))
        self._calls.submit(watch, partial(_first_look, watch, passed_before))

    @Slot()
    def _resume(self) -> None:
        """Go on with what was watched the last time, once: with what has arrived since then, too."""
        watched = self._choices.now.watched
        if not self._has_resumed and watched is not None and self._presets.presets:
            order = WatchOrder(watched.folder, watched.destination, watched.preset)
            self._begin(order, watched.since)
            self.resumed.emit(order)
        self._has_resumed = self._has_resumed or bool(self._presets.presets)

    @Slot()
    def stop(self) -> None:
        """Watch nothing any more, at the next start neither; what was taken is finished."""
        self._remember(None)
        self._end()

    def _end(self) -> None:
        self._timer.stop()
        self._watch = None
        self._tell(WatchState())

    @Slot()
    def look(self) -> None:
        """Look for what has arrived."""
        if (watch := self._watch) is not None:
            self._calls.submit(watch, watch.look)

    def shut_down(self) -> bool:
        """Stop looking until the next start; returns whether the present look has ended."""
        if self._watch is not None and self._timer.isActive():
            self._remember_now()
        self._timer.stop()
        self._watch = None
        return self._calls.shut_down(SHUT_DOWN_S)

    @Slot(object, object)
    def _take(self, watch: FolderWatch, photos: Sequence[Path]) -> None:
        order = self.state.order
        if watch is not self._watch or order is None:
            return
        self._timer.start()
        if photos:
            self._order(order, photos, watch.replaced)
            self._remember_now()
        taken = self.state.taken + len(photos)
        state = replace(self.state, taken=taken, arriving=watch.waiting, is_gone=not watch.is_there)
        if state != self.state:
            self._tell(state)

    def _order(self, order: WatchOrder, paths: Sequence[Path], replaced: Container[Path]) -> None:
        recipe = self._recipe(order)
        beside = replace(recipe, export=replace(recipe.export, on_conflict=OnConflict.UNIQUE))
        self._desk.add(paths, show=False)
        photos = [photo for photo in map(self._desk.photos.with_path, paths) if photo is not None]
        recipes = {photo.id: beside if photo.path in replaced else recipe for photo in photos}
        self._desk.give_recipes(recipes)
        place = SavePlace(order.destination, order.destination, originals=tuple(paths))
        wishes = tuple(Wish(photo.id, photo.path, recipes[photo.id], save=True) for photo in photos)
        self._orders.place(wishes, place, self._actions.options)

    def _recipe(self, order: WatchOrder) -> Recipe:
        """Return the preset's recipe; results that are there are left alone, so that a restart repeats nothing."""
        preset = self._presets.get(order.preset)
        recipe = self._desk.recipe if preset is None else preset
        return replace(recipe, export=replace(recipe.export, on_conflict=OnConflict.SKIP))

    def _remember_now(self) -> None:
        """Take note that what has arrived until now has been dealt with."""
        if (watched := self._choices.now.watched) is not None:
            self._remember(replace(watched, since=max(watched.since, time.time() - LATEST_S)))

    def _remember(self, watched: WatchedFolder | None) -> None:
        self._choices.put(replace(self._choices.now, watched=watched))

    def _tell(self, state: WatchState) -> None:
        self.state = state
        self.changed.emit(state)

    @Slot(object, object)
    def _pass_on_failure(self, watch: FolderWatch, error: EnhancerError) -> None:
        if watch is self._watch:
            self._end()
            self.failed.emit(error)


def _first_look(watch: FolderWatch, passed_before: float) -> tuple[Path, ...]:
    """Look for the first time; returns nothing, since nothing can have settled yet."""
    watch.pass_over(passed_before)
    return watch.look()

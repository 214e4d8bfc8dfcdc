"""The photos on the desk: which are there, which are chosen, and the recipe of each."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from enhancer_gui.core.errors import EnhancerError
from enhancer_gui.core.events import Event, Finished, Started
from enhancer_gui.core.recipe import Recipe
from enhancer_gui.gui.panels.filmstrip_row import FilmstripRow
from enhancer_gui.gui.photo_list import Photo, PhotoList, Result
from enhancer_gui.gui.prospects import Prospects
from enhancer_gui.gui.queue_control import QueueControl
from enhancer_gui.gui.reporting import row_of
from enhancer_gui.gui.saved_files import SavedFiles
from enhancer_gui.storage.catalogue import Catalogue


class Desk(QObject):
    """Photos, choice and recipes; `prospects` tells what they mean.

    Signals:
        rows_added(tuple[FilmstripRow, ...]), row_changed(FilmstripRow), rows_removed(tuple[str, ...]),
            rows_ordered(tuple[str, ...]): all ids in their new order.
        current_changed(str): another photo is the current one; "" is none.
        choice_changed(): other photos are chosen.
        recipe_changed(Recipe): the recipe in hand.
        begun(): photos have another recipe that nobody chose for them, the one that they begin with.
        photo_changed(str): size, error or result of a photo.
    """

    rows_added = Signal(tuple)
    row_changed = Signal(object)
    rows_removed = Signal(tuple)
    rows_ordered = Signal(tuple)
    current_changed = Signal(str)
    choice_changed = Signal()
    recipe_changed = Signal(object)
    begun = Signal()
    photo_changed = Signal(str)

    def __init__(self, queue: QueueControl, saved: SavedFiles, recipe: Recipe, parent: QObject | None = None) -> None:
        """Start with no photo and `recipe` in hand."""
        super().__init__(parent)
        self.photos = PhotoList()
        self._queue, self._saved = queue, saved
        self.prospects = Prospects(queue)
        self._recipe = self._first_recipe = recipe
        self._current = ""
        self._chosen: tuple[str, ...] = ()
        queue.happened.connect(self._follow)
        queue.changed.connect(self._refresh_row)
        queue.transferred.connect(self._refresh_row)
        saved.saved.connect(self._refresh_row)
        queue.forgotten.connect(self._drop)

    @property
    def current(self) -> Photo | None:
        """The photo in the viewer."""
        return self.photos[self._current] if self._current else None

    @property
    def chosen(self) -> tuple[Photo, ...]:
        """The photos that buttons act on: the selection, or the current one."""
        chosen = tuple(self.photos[photo_id] for photo_id in self._chosen if photo_id in self.photos)
        return chosen or ((self.photos[self._current],) if self._current else ())

    @property
    def chosen_readable(self) -> tuple[Photo, ...]:
        """The chosen photos without damaged ones: those that can be enhanced."""
        return tuple(photo for photo in self.chosen if not photo.is_damaged)

    @property
    def recipe(self) -> Recipe:
        """The recipe in hand: the current photo's, or the one that the next photo gets."""
        return self.current.recipe if self.current else self._recipe

    def set_catalogue(self, catalogue: Catalogue) -> None:
        """Learn which models there are; from now on recipes can be planned."""
        self.prospects.catalogue = catalogue
        for photo in self.photos:
            self._refresh_row(photo.id)

    def add(self, paths: Iterable[Path], *, show: bool = True) -> tuple[Photo, ...]:
        """Put photos on the desk; the first becomes the current one, without `show` only if none was."""
        wanted = tuple(paths)
        added = self.photos.add(wanted, self.recipe.without_masks())
        if added:
            self.rows_added.emit(tuple(self._row(photo) for photo in added))
        first = added[0] if added else next(filter(None, map(self.photos.with_path, wanted)), None)
        if first is not None and (show or not self._current):
            self.make_current(first.id)
        return added

    def remove(self, photo_ids: Iterable[str]) -> None:
        """Take photos from the desk; a running job is stopped first."""
        self._queue.remove_all(tuple(photo_ids))

    @Slot(str)
    def make_current(self, photo_id: str) -> None:
        """Make a photo the current one; "" is none."""
        if photo_id == self._current or (photo_id and photo_id not in self.photos):
            return
        self._current = photo_id
        self._chosen = ()
        self.current_changed.emit(photo_id)
        self.recipe_changed.emit(self.recipe)

    @Slot(tuple)
    def choose(self, photo_ids: tuple[str, ...]) -> None:
        """Choose several photos for the buttons to act on."""
        if photo_ids != self._chosen:
            self._chosen = photo_ids
            self.choice_changed.emit()

    def move(self, photo_ids: Iterable[str], before: str) -> None:
        """Put photos before another one, "" behind the last; their jobs run in the new order, too."""
        self.photos.move(photo_ids, before)
        self._queue.order(self.photos.ids)
        self.rows_ordered.emit(self.photos.ids)

    def step(self, by: int) -> None:
        """Go to a neighbour of the current photo."""
        if self._current:
            self.make_current(self.photos.neighbour(self._current, by))

    def set_recipe(self, recipe: Recipe) -> None:
        """Give the chosen photos a recipe; the next photos get it too.

        Its masks and faces are the current photo's; each other photo keeps its own, and the next ones have none.
        """
        self._recipe = recipe.without_masks()
        for photo in self.chosen:
            self._put_recipe(photo.id, recipe if photo.id == self._current else recipe.with_masks_of(photo.recipe))
        self.recipe_changed.emit(recipe)

    def begin_with(self, recipe: Recipe) -> None:
        """Exchange the recipe that the desk began with, wherever nobody has chosen another one."""
        if self._recipe == self._first_recipe:
            self._recipe = recipe
        for photo in self.photos:
            if photo.recipe == self._first_recipe:
                self._put_recipe(photo.id, recipe)
        self.begun.emit()
        self.recipe_changed.emit(self.recipe)

    def give_recipes(self, recipes: Mapping[str, Recipe]) -> None:
        """Give photos recipes of their own; the next photos do not get them."""
        for photo_id, recipe in recipes.items():
            self._put_recipe(photo_id, recipe)
        if recipes:
            self.recipe_changed.emit(self.recipe)

    def _put_recipe(self, photo_id: str, recipe: Recipe) -> None:
        self.photos.put(replace(self.photos[photo_id], recipe=recipe))
        self._refresh_row(photo_id)

    def set_size(self, photo_id: str, size: tuple[int, int]) -> None:
        """Take note of a photo's size, now that it has been read."""
        self._put(photo_id, size=size)

    def set_error(self, photo_id: str, error: EnhancerError | None) -> None:
        """Take note of why a photo cannot be opened, or that it now can."""
        self._put(photo_id, error=error)

    def _put(self, photo_id: str, *, size: tuple[int, int] | None = None, error: EnhancerError | None = None) -> None:
        if photo_id in self.photos:
            photo = self.photos[photo_id]
            self.photos.put(replace(photo, size=size or photo.size, error=error))
            self._refresh_row(photo_id)
            self.photo_changed.emit(photo_id)

    def keep_preview(self, photo_id: str, preview: Result) -> None:
        """Take note of tiles that were begun for a photo outside of its job, or of how many there are by now."""
        if photo_id in self.photos:
            photo = self.photos[photo_id]
            known = photo.preview_for(preview.stages)
            began = None if known is None else (known.started.store, known.started.tiles_kept)
            if began != (preview.started.store, preview.started.tiles_kept):
                self.photos.put(replace(photo, previews=photo.with_preview(preview)))
                self.photo_changed.emit(photo_id)

    def _row(self, photo: Photo) -> FilmstripRow:
        transfer = self._queue.transfer_of(photo.id)
        is_current_result = self.prospects.result_of(photo) is not None
        is_saved = self._saved.has_recipe(photo)
        entry = self.prospects.entry(photo)
        return row_of(photo, entry, transfer, is_current_result=is_current_result, is_saved=is_saved)

    @Slot(str)
    def _refresh_row(self, photo_id: str) -> None:
        if photo_id in self.photos:
            self.row_changed.emit(self._row(self.photos[photo_id]))

    @Slot(object)
    def _follow(self, event: Event) -> None:
        if event.job_id not in self.photos:
            return
        photo = self.photos[event.job_id]
        if isinstance(event, Started):
            self.photos.put(replace(photo, size=event.source_size, error=None))
        elif isinstance(event, Finished) and (result := self.prospects.finished(photo)) is not None:
            self.photos.put(replace(photo, results=photo.with_result(result)))
        self._refresh_row(photo.id)
        if isinstance(event, Started | Finished):
            self.photo_changed.emit(photo.id)

    @Slot(tuple)
    def _drop(self, photo_ids: tuple[str, ...]) -> None:
        gone = {photo_id for photo_id in photo_ids if photo_id in self.photos}
        if not gone:
            return
        if self._current in gone:
            ids = self.photos.ids
            place = ids.index(self._current)
            nearest = (*ids[place + 1 :], *reversed(ids[:place]))
            self.make_current(next((photo_id for photo_id in nearest if photo_id not in gone), ""))
        for photo_id in gone:
            self.photos.remove(photo_id)
        self._chosen = tuple(chosen for chosen in self._chosen if chosen not in gone)
        self.rows_removed.emit(tuple(photo_id for photo_id in photo_ids if photo_id in gone))
        self.choice_changed.emit()

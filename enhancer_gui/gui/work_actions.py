"""What the user can have done to photos: enhance, save, hold, stop, repeat, take away, show in the file manager."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Signal, Slot

from enhancer_gui.core.errors import RecipeError
from enhancer_gui.gui.choices import Choices
from enhancer_gui.gui.desk import Desk
from enhancer_gui.gui.opening import own_folders
from enhancer_gui.gui.orders import Orders
from enhancer_gui.gui.panels.facts import FootAction
from enhancer_gui.gui.panels.filmstrip_row import FilmAction
from enhancer_gui.gui.photo_list import Photo
from enhancer_gui.gui.planning import SavePlace, Wish
from enhancer_gui.gui.queue_control import QueueControl
from enhancer_gui.gui.reporting import error_of
from enhancer_gui.gui.revealing import Revealer
from enhancer_gui.gui.saved_files import SavedFiles
from enhancer_gui.jobs.plan import JobOptions


class WorkActions(QObject):
    """Acts on the photos of the desk.

    Signals:
        details_wanted(str, EnhancerError): show an error of the photo with this name.
        refused(EnhancerError): it cannot be done now, and why.
        reading_wanted(str): try again to read the photo with this id.
        left_out(tuple[Path, ...]): damaged photos that were chosen, but cannot be enhanced.
        here_wanted(): compute on this machine what another one has failed to do.
    """

    details_wanted = Signal(str, object)
    refused = Signal(object)
    reading_wanted = Signal(str)
    left_out = Signal(tuple)
    here_wanted = Signal()

    def __init__(
        self,
        desk: Desk,
        queue: QueueControl,
        orders: Orders,
        saved: SavedFiles,
        choices: Choices,
        parent: QObject | None = None,
    ) -> None:
        """Act on this desk and queue."""
        super().__init__(parent)
        self._desk, self._queue, self._orders, self._saved, self._choices = desk, queue, orders, saved, choices
        self._revealer = Revealer(self)

    @Slot(object)
    def press(self, action: FootAction) -> None:
        """Do what a button at the panel's foot says, with the chosen photos; holding holds the queue."""
        match action:
            case FootAction.ENHANCE:
                self.enhance()
            case FootAction.SAVE:
                self.save()
            case FootAction.PAUSE:
                self.act(self._active_ids, FilmAction.PAUSE)
            case FootAction.RESUME:
                self.act(self._active_ids, FilmAction.RESUME)
            case FootAction.CANCEL:
                self.act(self._chosen_ids, FilmAction.CANCEL)

    @Slot()
    def enhance(self) -> None:
        """Compute the chosen photo; several are computed and saved. Damaged and saved ones are left out."""
        readable = self._desk.chosen_readable
        if len(readable) > 1:
            self._order([photo for photo in readable if not self._saved.has(photo)], save=True)
        else:
            self._order(readable, save=False)
        if damaged := tuple(photo.path for photo in self._desk.chosen if photo.is_damaged):
            self.left_out.emit(damaged)

    @Slot()
    def save(self) -> None:
        """Save the results of the chosen photos by folder and name pattern."""
        with_result = tuple(photo for photo in self._desk.chosen if photo.results)
        if not with_result:
            self.refused.emit(RecipeError(self.tr("There is no result to save yet."), remedy=self.tr("Enhance first.")))
        self._order(with_result, save=True)

    def save_as(self, named: Path) -> None:
        """Save the current photo's result under a name."""
        if (photo := self._desk.current) is not None:
            self._place((Wish(photo.id, photo.path, photo.recipe, save=True, save_as=named),))

    @Slot(tuple, object)
    def act(self, photo_ids: Iterable[str], action: FilmAction) -> None:
        """Do something with photos, wherever they are in the filmstrip."""
        photos = [self._desk.photos[photo_id] for photo_id in photo_ids if photo_id in self._desk.photos]
        match action:
            case FilmAction.REMOVE:
                self._desk.remove(photo.id for photo in photos)
            case FilmAction.RETRY:
                self._retry(photos)
            case FilmAction.HERE:
                self.here_wanted.emit()
            case FilmAction.REVEAL:
                self._reveal(photos)
            case FilmAction.DETAILS:
                self._show_details(photos)
            case FilmAction.CANCEL:
                self._queue.cancel_all([photo.id for photo in photos])
            case FilmAction.PAUSE | FilmAction.RESUME:
                for photo in photos:
                    self._hold(photo.id, action)

    @Slot()
    def cancel_current(self) -> None:
        """Stop the jobs of the chosen photos, also those that still wait."""
        self.act(self._chosen_ids, FilmAction.CANCEL)

    @property
    def _chosen_ids(self) -> tuple[str, ...]:
        return tuple(photo.id for photo in self._desk.chosen)

    @property
    def _active_ids(self) -> tuple[str, ...]:
        active = self._queue.queue.active
        return () if active is None else (active.job.id,)

    def _hold(self, photo_id: str, action: FilmAction) -> None:
        if action is FilmAction.PAUSE:
            self._queue.pause(photo_id)
        else:
            self._queue.resume(photo_id)

    def _order(self, photos: Iterable[Photo], *, save: bool) -> None:
        self._place(tuple(Wish(photo.id, photo.path, photo.recipe, save) for photo in photos))

    def _place(self, wishes: tuple[Wish, ...]) -> None:
        for wish in wishes:
            if self._desk.photos[wish.photo_id].error is not None:
                self._desk.set_error(wish.photo_id, None)
        self._saved.expect(self._orders.place(wishes, self._where(), self.options))

    @property
    def options(self) -> JobOptions:
        """How jobs are run, as the settings say."""
        settings = self._choices.now
        return JobOptions(device=settings.device, precision=settings.precision)

    def folder_for(self, photo: Photo) -> Path:
        """Return the folder that the photo's result goes to."""
        return self._where().folder_for(photo.path)

    def _where(self) -> SavePlace:
        pictures = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        originals = tuple(photo.path for photo in self._desk.photos)
        return SavePlace(self._choices.now.output_folder, Path(pictures or Path.home()), own_folders(), originals)

    def _retry(self, photos: Iterable[Photo]) -> None:
        for photo in photos:
            entry = self._desk.prospects.entry(photo)
            self._desk.set_error(photo.id, None)
            if entry is None:
                self.reading_wanted.emit(photo.id)
            elif replace(entry.job.recipe, export=photo.recipe.export) == photo.recipe:
                settings = self._choices.now
                self._queue.submit(replace(entry.job, device=settings.device, precision=settings.precision))
            else:
                self._order((photo,), save=entry.job.target is not None)

    def _reveal(self, photos: Iterable[Photo]) -> None:
        for photo in photos:
            entry = self._desk.prospects.entry(photo)
            self._revealer.reveal(entry.result if entry is not None and entry.result is not None else photo.path)

    def _show_details(self, photos: Iterable[Photo]) -> None:
        for photo in photos:
            error = error_of(photo, self._desk.prospects.entry(photo))
            if error is not None:
                self.details_wanted.emit(photo.path.name, error)

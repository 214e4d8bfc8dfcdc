"""What is done to many photos at once: recipes carried from one to others, failed ones tried again, their order."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal, Slot

from enhancer_gui.core.recipe import Recipe
from enhancer_gui.gui.announcements import Announcement
from enhancer_gui.gui.desk import Desk
from enhancer_gui.gui.panels.filmstrip_row import FilmAction
from enhancer_gui.gui.panels.preset_words import shipped_words
from enhancer_gui.gui.panels.words import count_words
from enhancer_gui.gui.photo_list import Photo
from enhancer_gui.gui.reporting import error_of
from enhancer_gui.gui.work_actions import WorkActions


class ManyPhotos(QObject):
    """Acts on the photos of the desk.

    Signals:
        told(Announcement): what was done, for what would otherwise be seen only photo by photo.
    """

    told = Signal(object)

    def __init__(self, desk: Desk, actions: WorkActions, parent: QObject | None = None) -> None:
        """Start with no recipe copied."""
        super().__init__(parent)
        self._desk, self._actions = desk, actions
        self._copied: Recipe | None = None

    @property
    def failed(self) -> tuple[str, ...]:
        """The ids of photos that could not be read or enhanced."""
        entry = self._desk.prospects.entry
        return tuple(photo.id for photo in self._desk.photos if error_of(photo, entry(photo)) is not None)

    @Slot()
    def copy_recipe(self) -> None:
        """Keep the recipe of the current photo."""
        if self._desk.current is not None:
            self._copied = self._desk.recipe
            words = self.tr("The recipe “{name}” is copied.").format(name=shipped_words(self._copied.name))
            self._tell(words, self.tr("Choose other photos and paste it."))

    @Slot()
    def paste_recipe(self) -> None:
        """Give the chosen photos the recipe that was copied."""
        if self._copied is None:
            self._tell(self.tr("No recipe has been copied yet."), self.tr("Choose a photo and copy its recipe first."))
        else:
            self._give(self._copied, self._desk.chosen)

    @Slot()
    def recipe_to_chosen(self) -> None:
        """Give the chosen photos the recipe of the current one."""
        self._give(self._desk.recipe, self._desk.chosen)

    @Slot()
    def recipe_to_all(self) -> None:
        """Give all photos the recipe of the current one."""
        self._give(self._desk.recipe, self._desk.photos)

    @Slot()
    def retry_failed(self) -> None:
        """Try all photos again that could not be read or enhanced."""
        if failed := self.failed:
            self._actions.act(failed, FilmAction.RETRY)
        else:
            self._tell(self.tr("No photo has failed."))

    def _give(self, recipe: Recipe, photos: Iterable[Photo]) -> None:
        recipes = {photo.id: recipe.with_masks_of(photo.recipe) for photo in photos}
        self._desk.give_recipes(recipes)
        if len(recipes) == 1:
            self._tell(self.tr("The photo has the recipe “{name}” now.").format(name=shipped_words(recipe.name)))
        elif recipes:
            words = self.tr("{count} photos have the recipe “{name}” now.")
            self._tell(words.format(count=count_words(len(recipes)), name=shipped_words(recipe.name)))

    def _tell(self, message: str, remedy: str = "") -> None:
        self.told.emit(Announcement(message, remedy))

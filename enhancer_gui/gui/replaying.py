"""A result that is opened says how it was made: its recipe is offered."""

import logging
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from enhancer_gui.core.errors import EnhancerError
from enhancer_gui.core.recipe import Recipe
from enhancer_gui.gui.background import BackgroundCalls
from enhancer_gui.gui.recipe_editing import RecipeEditing

LOG = logging.getLogger(__name__)

SHUT_DOWN_S = 1.0


class Replaying(QObject):
    """Looks for a record in a photo that is opened alone: asking thousands would read them all.

    Signals:
        offered(str, str): the file's name, and the name of the recipe that made it.
    """

    offered = Signal(str, str)

    def __init__(self, editing: RecipeEditing, parent: QObject | None = None) -> None:
        """Put recipes that are accepted in hand here."""
        super().__init__(parent)
        self._editing = editing
        self._recipe: Recipe | None = None
        self._calls = BackgroundCalls(self)
        self._calls.done.connect(self._take)

    @Slot(tuple)
    def look(self, photos: tuple[Path, ...]) -> None:
        """Look at photos that were opened."""
        if len(photos) == 1:
            self._calls.submit(photos[0], partial(_recipe_in, photos[0]))

    @Slot()
    def accept(self) -> None:
        """Put the recipe that was offered last in hand."""
        if self._recipe is not None:
            self._editing.adopt(self._recipe)

    def shut_down(self) -> bool:
        """Stop looking; returns whether the present look has ended."""
        return self._calls.shut_down(SHUT_DOWN_S)

    @Slot(object, object)
    def _take(self, photo: Path, recipe: Recipe | None) -> None:
        if recipe is not None:
            self._recipe = recipe
            self.offered.emit(photo.name, recipe.name)


def _recipe_in(photo: Path) -> Recipe | None:
    from enhancer_gui.storage.record import read_record

    try:
        return read_record(photo).recipe
    except (EnhancerError, OSError) as error:  # most photos are no results; those that cannot be read say so elsewhere
        LOG.debug("no recipe in %s: %s", photo, error)
        return None

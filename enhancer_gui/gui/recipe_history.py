"""Undo and redo of everything that is chosen for photos: recipes as they were, whoever changed them."""

import time
from collections.abc import Callable
from dataclasses import dataclass, fields, replace

from PySide6.QtCore import QObject, Signal, Slot

from enhancer_gui.core.recipe import Recipe
from enhancer_gui.gui.desk import Desk

MERGE_S = 0.7
"""Changes of the same thing that follow each other faster are one: a slider that is dragged."""

MOST_STEPS = 200


@dataclass(frozen=True)
class _Change:
    """One photo's recipe before and after."""

    photo_id: str
    before: Recipe
    after: Recipe


class RecipeHistory(QObject):
    """Remembers the recipes of the photos on the desk.

    Signals:
        changed(bool, bool): whether something can be undone and redone.
    """

    changed = Signal(bool, bool)

    def __init__(
        self, desk: Desk, parent: QObject | None = None, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Follow a desk; `clock` tells seconds."""
        super().__init__(parent)
        self._desk = desk
        self._seen: dict[str, Recipe] = {}
        self._done: list[tuple[_Change, ...]] = []
        self._undone: list[tuple[_Change, ...]] = []
        self._is_moving = False
        self._clock = clock
        self._changed_at: float | None = None
        desk.rows_added.connect(self._note)
        desk.begun.connect(self._begin)
        desk.recipe_changed.connect(self._note)
        desk.rows_removed.connect(self._forget)

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to take back."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Whether a change was taken back."""
        return bool(self._undone)

    @Slot()
    def undo(self) -> None:
        """Take the last change back."""
        if self._done:
            step = self._done.pop()
            self._undone.append(step)
            self._give({change.photo_id: change.before for change in step})

    @Slot()
    def redo(self) -> None:
        """Make the change again that was taken back last."""
        if self._undone:
            step = self._undone.pop()
            self._done.append(step)
            self._give({change.photo_id: change.after for change in step})

    def _give(self, recipes: dict[str, Recipe]) -> None:
        """Give recipes back; what happens to none but photos out of sight is brought into sight."""
        there = {photo_id: recipe for photo_id, recipe in recipes.items() if photo_id in self._desk.photos}
        current = self._desk.current
        self._is_moving = True
        if there and (current is None or current.id not in there):
            self._desk.make_current(next(iter(there)))
        self._desk.give_recipes(there)
        self._seen.update(there)
        self._is_moving = False
        self._changed_at = None
        self._tell()

    @Slot()
    def _begin(self) -> None:
        """Take down the recipes as they are: nobody chose them, so there is nothing to take back."""
        self._seen = {photo.id: photo.recipe for photo in self._desk.photos}

    @Slot()
    def _note(self) -> None:
        """Take down which recipes have changed since the last look."""
        if self._is_moving:
            return
        step: list[_Change] = []
        for photo in self._desk.photos:
            before = self._seen.get(photo.id)
            if before is not None and before != photo.recipe:
                step.append(_Change(photo.id, before, photo.recipe))
            self._seen[photo.id] = photo.recipe
        if step:
            self._remember(tuple(step))

    def _remember(self, step: tuple[_Change, ...]) -> None:
        now = self._clock()
        is_soon = self._changed_at is not None and now - self._changed_at < MERGE_S
        last = self._done[-1] if self._done else None
        if is_soon and last is not None and _what(last) == _what(step) and not (_paints(last) or _paints(step)):
            old = {change.photo_id: change.before for change in last}
            self._done[-1] = tuple(replace(change, before=old[change.photo_id]) for change in step)
        else:
            self._done.append(step)
            del self._done[:-MOST_STEPS]
        self._undone.clear()
        self._changed_at = now
        self._tell()

    @Slot(object)
    def _forget(self, photo_ids: tuple[str, ...]) -> None:
        """Drop what concerns photos that are gone."""
        gone = set(photo_ids)
        for photo_id in gone:
            self._seen.pop(photo_id, None)
        for steps in (self._done, self._undone):
            left = [tuple(change for change in step if change.photo_id not in gone) for step in steps]
            steps[:] = [step for step in left if step]
        self._tell()

    def _tell(self) -> None:
        self.changed.emit(self.can_undo, self.can_redo)


def _paints(step: tuple[_Change, ...]) -> bool:
    """Return whether a mask was painted: every stroke is a change of its own, however fast they follow."""
    return any(_pictures(change.before) != _pictures(change.after) for change in step)


def _pictures(recipe: Recipe) -> frozenset[str]:
    return frozenset(mask.picture for mask in recipe.all_masks)


def _what(step: tuple[_Change, ...]) -> frozenset[tuple[str, str]]:
    """Return which fields of which photos' recipes changed; those of the finish and the export one by one."""
    places: set[tuple[str, str]] = set()
    for change in step:
        for whole, old, new in (
            ("recipe", change.before, change.after),
            ("finish", change.before.finish, change.after.finish),
            ("export", change.before.export, change.after.export),
        ):
            names = (field.name for field in fields(old) if getattr(old, field.name) != getattr(new, field.name))
            places |= {(change.photo_id, f"{whole}.{name}") for name in names}
    return frozenset(places)

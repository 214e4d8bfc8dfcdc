"""The preset library in the window: read and written in the background, one call after the other."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from enhancer_gui.core.errors import ConfigError, EnhancerError
from enhancer_gui.core.models import Task
from enhancer_gui.core.recipe import ExportSpec, Recipe, Step
from enhancer_gui.core.sizes import SizeTarget
from enhancer_gui.gui.background import BackgroundCalls
from enhancer_gui.storage.presets import PresetLibrary

DEFAULT_RECIPE = Recipe(
    "enlarge-2x", "Enlarge 2×", (Step(Task.UPSCALE),), export=ExportSpec(size=SizeTarget(value=2.0))
)
"""What is in hand until the presets are read; the same as the shipped preset of this id."""

WRITE_WITHIN_S = 2.0
OWN_FOLDER = "presets"
SHIPPED_FOLDER = "presets"


class PresetControl(QObject):
    """All presets: this machine's, and before them those of another machine while photos are computed there.

    Signals:
        changed(tuple[Recipe, ...], frozenset[str]): the presets in order, and the ids of the user's own.
        added(str): a new preset of this id, after `changed`.
        failed(EnhancerError): something could not be done; nothing has changed.
    """

    changed = Signal(object, object)
    added = Signal(str)
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Know no preset until `load`."""
        super().__init__(parent)
        self._presets: dict[str, Recipe] = {}
        self._far: dict[str, Recipe] = {}
        self._library: PresetLibrary | None = None
        self._calls = BackgroundCalls(self)
        self._calls.done.connect(self._take_over)
        self._calls.failed.connect(self._pass_on_failure)

    @property
    def presets(self) -> tuple[Recipe, ...]:
        """All presets in order."""
        return tuple(self._presets.values())

    def get(self, preset_id: str) -> Recipe | None:
        """Return a preset; None for an id that is not known."""
        return self._presets.get(preset_id)

    def load(self) -> None:
        """Read shipped and own presets."""
        self._calls.submit(None, _first_read)

    def set_far(self, recipes: tuple[Recipe, ...]) -> None:
        """Offer another machine's presets before those that it does not know; none offers this machine's only."""
        far = {recipe.id: recipe for recipe in recipes}
        if far != self._far:
            self._far = far
            self._offer()

    def save(self, recipe: Recipe, name: str) -> None:
        """Keep a recipe as an own preset."""
        self._change(lambda library: library.save(recipe, name).id)

    def rename(self, preset_id: str, name: str) -> None:
        """Give an own preset another name."""
        self._change(lambda library: library.rename(preset_id, name).id)

    def duplicate(self, preset_id: str) -> None:
        """Make an own preset that is the same but for its name; one of another machine becomes one of this."""
        far = self._far.get(preset_id)
        if far is None:
            self._change(lambda library: library.duplicate(preset_id).id)
        else:
            self._change(lambda library: library.save(far, far.name).id)

    def delete(self, preset_id: str) -> None:
        """Forget an own preset."""
        self._change(lambda library: library.delete(preset_id))

    def reset(self, preset_id: str) -> None:
        """Bring a shipped preset back to how it came."""
        self._change(lambda library: library.reset(preset_id).id if library.is_edited(preset_id) else None)

    def export_to(self, preset_id: str, file: Path) -> None:
        """Write a preset into a file for others."""
        self._change(lambda library: library.export_file(preset_id, file))

    def import_from(self, file: Path) -> None:
        """Take over a preset from a file."""
        self._change(lambda library: library.import_file(file).id)

    def shut_down(self) -> bool:
        """Finish what was asked for; returns whether that was done in time."""
        return self._calls.finish(WRITE_WITHIN_S)

    def _change(self, change: Callable[[PresetLibrary], str | None]) -> None:
        if self._library is not None:
            self._calls.submit(None, partial(_changed, self._library, change))

    @Slot(object, object)
    def _take_over(self, _key: object, outcome: tuple[PresetLibrary, str | None]) -> None:
        library, subject = outcome
        is_first = self._library is None
        known = frozenset(self._presets)
        self._library = library
        self._offer()
        if subject is not None and subject not in known:
            self.added.emit(subject)
        if is_first and library.problems:
            self.failed.emit(ConfigError(library.problems[0], detail="\n".join(library.problems)))

    def _offer(self) -> None:
        library = self._library
        if library is None:
            return
        here = {recipe.id: recipe for recipe in library.recipes() if recipe.id not in self._far}
        self._presets = self._far | here
        self.changed.emit(self.presets, frozenset(each for each in here if not library.is_shipped(each)))

    @Slot(object, object)
    def _pass_on_failure(self, _key: object, error: EnhancerError) -> None:
        self.failed.emit(error)


def read_library() -> PresetLibrary:
    """Read shipped and own presets from disk; not for the window's thread."""
    from enhancer_gui.storage.paths import config_dir, resources_dir

    return PresetLibrary(resources_dir() / SHIPPED_FOLDER, config_dir() / OWN_FOLDER)


def _first_read() -> tuple[PresetLibrary, None]:
    return read_library(), None


def _changed(library: PresetLibrary, change: Callable[[PresetLibrary], str | None]) -> tuple[PresetLibrary, str | None]:
    return library, change(library)

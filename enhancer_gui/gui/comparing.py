"""Which two versions of the current photo are compared: the photo, its present result, and any earlier one."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from enhancer_gui.core.errors import EnhancerError
from enhancer_gui.core.events import Event, Started, TileDone
from enhancer_gui.core.recipe import Recipe
from enhancer_gui.core.work import Stage, Work
from enhancer_gui.gui.background import BackgroundCalls
from enhancer_gui.gui.desk import Desk
from enhancer_gui.gui.panels.preset_words import shipped_words
from enhancer_gui.gui.panels.words import percent_words
from enhancer_gui.gui.photo_list import Photo, Result
from enhancer_gui.gui.preset_control import PresetControl
from enhancer_gui.gui.showing import Compared, Showing, SizedRun
from enhancer_gui.gui.viewer import ORIGINAL_ID, PRESENT_ID, Side, Version
from enhancer_gui.storage.catalogue import Catalogue

SHUT_DOWN_S = 1.0


@dataclass(frozen=True)
class _Choice:
    """What the user has chosen for a photo, and for which models of its recipe."""

    before: str = ORIGINAL_ID
    after: str = PRESENT_ID
    stages: tuple[Stage, ...] | None = None


class Comparing(QObject):
    """Hands the two results to `Showing` and the list of all of them to the viewer.

    Signals:
        versions_changed(tuple[Version, ...], str, str): what can be compared, and the ids shown before and after.
        tile_finished(Region, Side): pixels that can be shown now, in pixels of that side's result.
    """

    versions_changed = Signal(object, str, str)
    tile_finished = Signal(object, object)

    def __init__(self, desk: Desk, showing: Showing, presets: PresetControl, parent: QObject | None = None) -> None:
        """Follow the desk."""
        super().__init__(parent)
        self._desk, self._showing, self._presets = desk, showing, presets
        self._catalogue: Catalogue | None = None
        self._choices: dict[str, _Choice] = {}
        self._stored: dict[str, tuple[Result, ...]] = {}
        self._stores: dict[str, Path] = {}
        self._told: tuple[tuple[Version, ...], str, str] | None = None
        self._calls = BackgroundCalls(self, newest_first=True)
        self._calls.done.connect(self._take_stored)
        desk.photo_changed.connect(self.refresh)
        desk.recipe_changed.connect(self.refresh)
        showing.before_changed.connect(self._forget_told)
        showing.photo_read.connect(self._look_for_stored)
        presets.changed.connect(self._look_for_stored)

    def set_catalogue(self, catalogue: Catalogue) -> None:
        """Learn which models there are; results of earlier runs can be found from now on."""
        self._catalogue = catalogue
        self._look_for_stored()
        self.refresh()

    @Slot(object, str)
    def choose(self, side: Side, version: str) -> None:
        """Show another version on a side."""
        photo = self._desk.current
        if photo is not None:
            known = self._choice_of(photo)
            before, after = (version, known.after) if side is Side.BEFORE else (known.before, version)
            self._choices[photo.id] = _Choice(before, after, self._desk.prospects.stages_of(photo))
            self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Show what is to be compared now."""
        photo = self._desk.current
        if photo is None or self._showing.image is None:
            return
        present, others = (
            self._desk.prospects.shown_run(photo),
            {run.started.store.name: run for run in self._others(photo)},
        )
        choice = self._choice_of(photo)
        before = choice.before if choice.before == PRESENT_ID or choice.before in others else ORIGINAL_ID
        after = choice.after if choice.after == ORIGINAL_ID or choice.after in others else PRESENT_ID
        started = {PRESENT_ID: present, ORIGINAL_ID: None} | {key: run.started for key, run in others.items()}
        work = self._desk.prospects.planned(photo)
        runs = {key: None if run is None else SizedRun(run, size_shown(run, work)) for key, run in started.items()}
        if runs[before] is None and after == ORIGINAL_ID:  # the photo beside itself says nothing
            after = PRESENT_ID
        compared = Compared(runs[before], runs[after], is_original=after == ORIGINAL_ID)
        self._showing.show_results(compared, photo.recipe.finish, photo.recipe.tile_masks)
        self._tell(tuple(self._versions(photo, work, present, others)) if present or others else (), before, after)

    @Slot(object)
    def follow(self, event: Event) -> None:
        """Pass on the tiles that jobs and previews finish."""
        if isinstance(event, Started):
            self._stores[event.job_id] = event.store
        elif isinstance(event, TileDone) and (store := self._stores.get(event.job_id)) is not None:
            for changed, side in self._showing.changed_by(event.region, store):
                self.tile_finished.emit(changed, side)

    def shut_down(self) -> bool:
        """Stop looking for results; returns whether the present call has ended."""
        return self._calls.shut_down(SHUT_DOWN_S)

    def _choice_of(self, photo: Photo) -> _Choice:
        """Return the user's choice; another recipe brings back its own result, which is what was asked for."""
        choice, stages = self._choices.get(photo.id, _Choice()), self._desk.prospects.stages_of(photo)
        return choice if choice.stages == stages else _Choice(choice.before, PRESENT_ID, stages)

    def _others(self, photo: Photo) -> Iterator[Result]:
        """Yield the results beside the present one, the latest first, each store once."""
        present = self._desk.prospects.shown_run(photo)
        seen = {present.store} if present is not None else set()
        known = (*reversed(photo.results), *reversed(photo.previews), *self._stored.get(photo.id, ()))
        for result in known:
            if result.started.store not in seen:
                seen.add(result.started.store)
                yield result

    def _versions(
        self, photo: Photo, work: Work | None, present: Started | None, others: dict[str, Result]
    ) -> Iterator[Version]:
        yield Version(ORIGINAL_ID, self.tr("Original"), _size_words(photo.size or (0, 0)))
        if present is not None:
            yield Version(PRESENT_ID, self.tr("Present result"), _saved_words(present, work))
        finished = {result.started.store for result in photo.results}
        for key, result in others.items():
            started = result.started
            is_whole = started.store in finished or started.tiles_kept == started.tiles
            part = "" if is_whole else self.tr("in part")
            details = filter(None, (_saved_words(started, work), _strength_words(result.stages), part))
            yield Version(key, shipped_words(result.name), ", ".join(details))

    def _tell(self, versions: tuple[Version, ...], before: str, after: str) -> None:
        if self._told != (versions, before, after):
            self._told = versions, before, after
            self.versions_changed.emit(versions, before, after)

    @Slot()
    def _forget_told(self) -> None:
        self._told = None

    @Slot()
    def _look_for_stored(self) -> None:
        photo, image, presets = self._desk.current, self._showing.image, self._presets.presets
        if photo is None or image is None or self._catalogue is None or not presets or photo.id in self._stored:
            return
        call = partial(_found, photo.path, (image.width, image.height), presets, self._catalogue)
        self._calls.submit(photo.id, call)

    @Slot(object, object)
    def _take_stored(self, photo_id: str, found: tuple[Result, ...]) -> None:
        self._stored[photo_id] = found
        self.refresh()


def _found(path: Path, size: tuple[int, int], recipes: tuple[Recipe, ...], catalogue: Catalogue) -> tuple[Result, ...]:
    from enhancer_gui.jobs.stored_results import stored_results
    from enhancer_gui.storage.paths import stores_dir

    try:
        found = stored_results(path, size, recipes, catalogue, stores_dir())
    except EnhancerError:  # what cannot be found is not offered; the photo itself tells its own errors
        return ()
    return tuple(Result(each.stages, each.started, each.recipe.name) for each in found)


def size_shown(run: Started, work: Work | None) -> tuple[int, int]:
    """Return the size in which a run's result is looked at: the file's, where the recipe in hand means such tiles.

    What it cuts off is seen, too: the viewer shows where.
    """
    return run.native_size if work is None or run.native_size != work.native_size else work.resampled_size


def _saved_words(run: Started, work: Work | None) -> str:
    return _size_words(run.native_size if work is None or run.native_size != work.native_size else work.target_size)


def _strength_words(stages: tuple[Stage, ...]) -> str:
    """Return how strongly the steps of a result act; "" where all do in full. Results of one preset differ by it."""
    strengths = [stage.strength for stage in stages]
    return " + ".join(map(percent_words, strengths)) if any(strength < 1 for strength in strengths) else ""


def _size_words(size: tuple[int, int]) -> str:
    return f"{size[0]} × {size[1]}"

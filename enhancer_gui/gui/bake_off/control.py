"""Behind the grid: which candidates there are, and their tiles by the machinery of the live preview."""

import uuid
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from enhancer_gui.core.errors import RecipeError
from enhancer_gui.core.events import Event, Failed, Finished, Progress, Started, TileDone
from enhancer_gui.core.geometry import Region
from enhancer_gui.core.image import Image
from enhancer_gui.gui.bake_off.candidates import CHOSEN_AT_FIRST, FEWEST, Candidate, candidates
from enhancer_gui.gui.bake_off.page import BakeOffPage
from enhancer_gui.gui.bake_off.run import Run
from enhancer_gui.gui.comparing import size_shown
from enhancer_gui.gui.controller import Controller
from enhancer_gui.gui.live_preview import IDLE_MS, MOST_PIXELS, middle_of
from enhancer_gui.gui.photo_list import Photo, Result
from enhancer_gui.gui.sentences import words_of
from enhancer_gui.gui.sources import PhotoSource, StoreSource
from enhancer_gui.gui.viewer.camera import Camera
from enhancer_gui.jobs.plan import make_job
from enhancer_gui.jobs.preview_box import PreviewOrder
from enhancer_gui.storage.catalogue import Catalogue

CLOSE_UP = 2.0
"""Zoom of the photo itself where the whole of it was in view: cells are too small to judge a whole photo."""


class BakeOffControl(QObject):
    """Opens and closes the bake-off, and lets the candidates compute what is in view.

    Signals:
        opened(), closed(): the page is to be shown, or the viewer again.
        refused(EnhancerError): there is nothing to compare now.
    """

    opened = Signal()
    closed = Signal()
    refused = Signal(object)

    def __init__(self, page: BakeOffPage, controller: Controller) -> None:
        """Serve this page."""
        super().__init__(page)
        self._page, self._controller = page, controller
        self._found: tuple[Candidate, ...] = ()
        self._runs: dict[str, Run] = {}
        self._view = Camera()
        self._region: Region | None = None
        self._photo_id = ""
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(IDLE_MS)
        self._idle.timeout.connect(self._renew)
        controller.worker.preview_event.connect(self._follow)
        controller.desk.current_changed.connect(self.close)
        controller.desk.recipe_changed.connect(self._await_renewal)
        controller.queue.happened.connect(self._give_way)
        page.chosen.connect(self._choose)
        page.selection_changed.connect(self._select)
        page.looked_at.connect(self._look_at)
        page.closed.connect(self.close)

    @property
    def is_open(self) -> bool:
        """Whether candidates are being compared."""
        return bool(self._photo_id)

    def open(self, view: Camera) -> None:
        """Compare what there is for the current photo, beginning where the viewer's camera looks."""
        desk, catalogue = self._controller.desk, self._controller.desk.prospects.catalogue
        photo, image = desk.current, self._controller.showing.image
        if photo is None or image is None or catalogue is None or self.is_open:
            return
        if self._controller.queue.is_in_flight(photo.id):
            words = self.tr("This photo is being enhanced just now.")
            self.refused.emit(RecipeError(words, remedy=self.tr("Wait for its end, or cancel it.")))
            return
        self._found = self._candidates(photo, catalogue, image)
        if len(self._found) < FEWEST:
            self.refused.emit(RecipeError(self.tr("There is nothing else to compare this preset with.")))
            return
        self._photo_id, self._region = photo.id, None
        self._view = view.zoom_centre(CLOSE_UP * image.width / view.width) if view.fitted else view
        self._controller.live.suspend(True)
        self.opened.emit()
        self._select(tuple(candidate.id for candidate in self._found[:CHOSEN_AT_FIRST]))

    @Slot()
    def close(self) -> None:
        """Take nothing; what was computed is kept."""
        if self.is_open:
            self._idle.stop()
            self._photo_id = ""
            self._runs = {}
            self._controller.worker.want_previews(())
            self._page.clear()
            self._controller.live.suspend(False)
            self.closed.emit()

    @Slot(tuple)
    def _select(self, ids: tuple[str, ...]) -> None:
        image = self._controller.showing.image
        if image is None or not self.is_open:
            return
        known = {run.candidate.stages: (job_id, run) for job_id, run in self._runs.items()}
        self._runs = {}
        for candidate in self._found:
            if candidate.id in ids:
                job_id, run = known.get(candidate.stages, (uuid.uuid4().hex, Run(candidate)))
                self._runs[job_id] = run if run.candidate == candidate else self._with(run, candidate)
        has_cells = tuple(run.candidate.id for run in self._runs.values()) == tuple(self._page.cells)
        if has_cells:
            self._page.set_candidates(self._found, ids)
        else:
            view = self._page.view if self._page.cells else self._view
            self._page.show_candidates(PhotoSource(image), self._found, ids, view)
        for job_id, run in self._runs.items():
            if not has_cells or known.get(run.candidate.stages) != (job_id, run):
                self._show(run)
            self._page.tell(run.candidate.id, run.words or self.tr("Waiting"))
        if self._region is not None:
            self._order()

    @Slot(object)
    def _look_at(self, region: Region) -> None:
        if region != self._region:
            self._region = region
            self._order()

    def _order(self) -> None:
        photo, image, region = self._controller.desk.current, self._controller.showing.image, self._region
        if photo is None or image is None or region is None or not self.is_open:
            return
        place = middle_of(region, MOST_PIXELS)
        options = self._controller.actions.options
        self._controller.worker.want_previews(
            tuple(
                PreviewOrder(
                    replace(make_job(photo.path, run.candidate.recipe, None, options), id=job_id), image, place
                )
                for job_id, run in self._runs.items()
            )
        )

    @Slot(object)
    def _follow(self, event: Event) -> None:
        run = self._runs.get(event.job_id)
        if run is None:
            return
        match event:
            case Started():
                is_new = run.started is None
                self._runs[event.job_id] = run = replace(run, started=event)
                result = Result(run.candidate.stages, event, run.candidate.title)
                self._controller.desk.keep_preview(self._photo_id, result)
                if is_new:
                    self._runs[event.job_id] = run = replace(run, shown=self._source_of(run.candidate, event))
                    self._show(run)
            case TileDone() if run.shown is not None:
                self._page.tile_finished(run.candidate.id, run.shown.changed_by(event.region))
            case Progress() if event.tiles_done < event.tiles:
                words = self.tr("{done} of {all} done").format(done=event.tiles_done, all=event.tiles)
                self._tell(event.job_id, words)
            case Finished():
                run = replace(run, seconds=run.seconds + event.seconds)
                self._runs[event.job_id] = run
                self._tell(event.job_id, self._time_words(run))
            case Failed():
                self._tell(event.job_id, words_of(event.message))
            case _:
                pass

    def _tell(self, job_id: str, words: str) -> None:
        self._runs[job_id] = run = replace(self._runs[job_id], words=words)
        self._page.tell(run.candidate.id, words)

    def _show(self, run: Run) -> None:
        self._page.show_result(run.candidate.id, run.shown)

    def _with(self, run: Run, candidate: Candidate) -> Run:
        """Return a run of the same models, finished and sized as another candidate has it."""
        shown = None if run.started is None else self._source_of(candidate, run.started)
        return replace(run, candidate=candidate, shown=shown)

    @Slot()
    def _await_renewal(self) -> None:
        if self.is_open:
            self._idle.start()

    @Slot()
    def _renew(self) -> None:
        """Compare anew what the panels have changed: a click takes what its cell shows, and nothing else."""
        photo, catalogue = self._controller.desk.current, self._controller.desk.prospects.catalogue
        image = self._controller.showing.image
        if not self.is_open or photo is None or image is None or catalogue is None:
            return
        shown = {run.candidate.id for run in self._runs.values()}
        self._found = self._candidates(photo, catalogue, image)
        if len(self._found) < FEWEST:
            self.close()
            return
        first, *others = self._found  # the recipe in hand, and those beside it that were compared before any new ones
        others.sort(key=lambda candidate: candidate.id not in shown)
        self._select(tuple(candidate.id for candidate in (first, *others[: max(FEWEST, len(shown)) - 1])))

    @Slot(object)
    def _give_way(self, event: Event) -> None:
        """Let the viewer show how the photo's own job comes along."""
        if isinstance(event, Started) and event.job_id == self._photo_id:
            self.close()

    def _candidates(self, photo: Photo, catalogue: Catalogue, image: Image) -> tuple[Candidate, ...]:
        return candidates(photo.recipe, self._controller.presets.presets, catalogue, (image.width, image.height))

    def _source_of(self, candidate: Candidate, started: Started) -> StoreSource | None:
        """Return what a candidate makes, in the size that it would be saved in."""
        image, photo = self._controller.showing.image, self._controller.desk.current
        if image is None or photo is None:
            return None
        recipe = candidate.recipe
        size = size_shown(started, self._controller.desk.prospects.planned(replace(photo, recipe=recipe)))
        return StoreSource(started, image, recipe.finish, recipe.tile_masks, size)

    def _time_words(self, run: Run) -> str:
        if run.seconds <= 0:
            return self.tr("Kept from before")
        return self.tr("{0} s").format(self._page.locale().toString(run.seconds, "f", 1))

    @Slot(str)
    def _choose(self, candidate_id: str) -> None:
        candidate = next((each for each in self._found if each.id == candidate_id), None)
        photo_id = self._photo_id
        self.close()
        if candidate is not None and photo_id:
            self._take(candidate)

    def _take(self, candidate: Candidate) -> None:
        if candidate.is_preset:
            self._controller.editing.choose_preset(candidate.recipe.id)
        else:
            self._controller.editing.set_recipe(candidate.recipe.with_masks_of(self._controller.desk.recipe))

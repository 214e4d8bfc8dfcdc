"""What a photo's recipe means, and which computation belongs to it: done, under way, begun, or of an older recipe."""

from collections.abc import Iterable
from pathlib import Path

from enhancer_gui.core.errors import EnhancerError
from enhancer_gui.core.events import Started
from enhancer_gui.core.work import Stage, Work
from enhancer_gui.gui.panels.filmstrip_row import has_failed_there
from enhancer_gui.gui.photo_list import Photo, Result
from enhancer_gui.gui.queue_control import QueueControl
from enhancer_gui.jobs.plan import plan_work
from enhancer_gui.jobs.queue import JobEntry
from enhancer_gui.storage.catalogue import Catalogue


class Prospects:
    """Answers for any photo; changes nothing.

    Attributes:
        catalogue: the models that there are; None before they are known.
    """

    def __init__(self, queue: QueueControl) -> None:
        """Look into this queue."""
        self.catalogue: Catalogue | None = None
        self._queue = queue

    def entry(self, photo: Photo) -> JobEntry | None:
        """Return what the queue knows of a photo."""
        return self._queue.entry(photo.id)

    def has_failed_there(self, photo_id: str) -> bool:
        """Return whether another machine is why a photo's job failed."""
        entry = self._queue.entry(photo_id)
        return entry is not None and has_failed_there(entry)

    def work_of(self, photo: Photo) -> Work | None:
        """Return what the photo's recipe means; None while its size or the models are unknown.

        Raises:
            RecipeError, ModelError: the recipe cannot be done.
        """
        if photo.size is None or self.catalogue is None:
            return None
        return plan_work(photo.recipe, photo.size, self.catalogue)

    def planned(self, photo: Photo) -> Work | None:
        """Return what the photo's recipe means; None where that is unknown or impossible."""
        try:
            return self.work_of(photo)
        except EnhancerError:  # the panels say so; there is no result for such a recipe
            return None

    def stages_of(self, photo: Photo) -> tuple[Stage, ...] | None:
        """Return the models that the photo's recipe means; None where that is unknown or impossible."""
        work = self.planned(photo)
        return None if work is None else work.stages

    def result_of(self, photo: Photo) -> Result | None:
        """Return the finished computation that the photo's recipe asks for; None where it is still to be done."""
        stages = self.stages_of(photo)
        return None if stages is None else photo.result_for(stages)

    def finished(self, photo: Photo) -> Result | None:
        """Return what the photo's job has just computed; None where it can no longer be told for which models."""
        entry = self.entry(photo)
        if entry is None or entry.started is None or self.catalogue is None:
            return None
        try:
            stages = plan_work(entry.job.recipe, entry.started.source_size, self.catalogue).stages
        except EnhancerError:  # made with a model of another machine that is no longer in use
            return None
        return Result(stages, entry.started, entry.job.recipe.name)

    def shown_run(self, photo: Photo) -> Started | None:
        """Return the run whose tiles are to be shown: one under way, the one asked for, previewed, stopped or old."""
        entry = self.entry(photo)
        if entry is not None and not entry.state.is_final and entry.started is not None:
            return entry.started
        stages = self.stages_of(photo)
        result = None if stages is None else photo.result_for(stages) or photo.preview_for(stages)
        if result is None and entry is not None and entry.started is not None:
            return entry.started  # stopped on the way: what is there stays in view
        if result is None and photo.results:
            result = photo.results[-1]
        return None if result is None else result.started

    def stores(self, photos: Iterable[Photo]) -> tuple[Path, ...]:
        """Return the tile stores that photos need."""
        known = tuple(photos)
        runs = [result.started for photo in known for result in (*photo.results, *photo.previews)]
        entries = (self.entry(photo) for photo in known)
        runs += [entry.started for entry in entries if entry is not None and entry.started is not None]
        return tuple(run.store for run in runs)

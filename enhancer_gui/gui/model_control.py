"""Looks after models for the window: what there is, downloads, imports, checks. No widgets, and nothing that blocks."""

from collections.abc import Hashable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Signal, Slot

from enhancer_gui.core.cancel import JobControl
from enhancer_gui.core.errors import EnhancerError
from enhancer_gui.gui import model_calls
from enhancer_gui.gui.background import BackgroundCalls
from enhancer_gui.gui.choices import Choices
from enhancer_gui.gui.model_calls import Shelf, Words
from enhancer_gui.gui.model_rows import Activity, ModelRow
from enhancer_gui.storage.download_terms import DownloadProgress
from enhancer_gui.storage.model_entries import ModelEntry, ModelState

if TYPE_CHECKING:
    from enhancer_gui.jobs.model_import import Imported  # which imports torch

SHUT_DOWN_S = 2.0
_LOOK = "look"


@dataclass(frozen=True, eq=False)
class _Download:
    """A download that waits or runs; each has a token of its own, so that late news of a stopped one are known."""

    model_id: str
    control: JobControl


@dataclass(frozen=True)
class _Check:
    model_id: str


@dataclass(frozen=True)
class _Change:
    """Something that changes what is on the disk."""

    model_id: str


@dataclass(frozen=True)
class _Import:
    file: Path


class ModelControl(QObject):
    """Models and what is being done with them; downloads and imports run one after the other.

    Signals:
        listed(tuple[ModelRow, ...]): all models, anew.
        row_changed(ModelRow): something about one of them.
        used_changed(object): bytes that the user's models take.
        problems_changed(tuple[str, ...]): sentences about cards that cannot be used.
        import_started(Path): a file is being imported.
        imported(Path, str, bool): under which title, and whether it is new.
        import_failed(Path, EnhancerError): why not.
        failed(EnhancerError): the models cannot be listed.
        models_changed(): a model has come, gone or changed its name.
    """

    listed = Signal(object)
    row_changed = Signal(object)
    used_changed = Signal(object)
    problems_changed = Signal(object)
    import_started = Signal(object)
    imported = Signal(object, str, bool)
    import_failed = Signal(object, object)
    failed = Signal(object)
    models_changed = Signal()
    _progressed = Signal(object, object)

    def __init__(self, choices: Choices, parent: QObject | None = None) -> None:
        """Do nothing yet; `look` is the beginning."""
        super().__init__(parent)
        self._choices = choices
        self._rows: dict[str, ModelRow] = {}
        self._downloads: dict[str, _Download] = {}
        self._slow, self._quick = BackgroundCalls(self), BackgroundCalls(self)
        for calls in (self._slow, self._quick):
            calls.done.connect(self._take)
            calls.failed.connect(self._take_failure)
        self._progressed.connect(self._take_progress)

    @property
    def rows(self) -> tuple[ModelRow, ...]:
        """All models as last seen."""
        return tuple(self._rows.values())

    def row(self, model_id: str) -> ModelRow:
        """Return a model by its id; KeyError where there is none."""
        return self._rows[model_id]

    @Slot()
    def look(self) -> None:
        """Find out what there is; answered by `listed`."""
        self._quick.submit(_LOOK, model_calls.look)

    def must_accept(self, model_id: str) -> bool:
        """Return whether the licence of a model is still to be accepted."""
        row = self._rows[model_id].entry.row
        return row is not None and row.must_accept and row.licence_weights not in self._choices.now.accepted_licences

    def accept(self, model_id: str) -> None:
        """Remember that the licence of a model was accepted."""
        row = self._rows[model_id].entry.row
        if row is not None:
            accepted = tuple(sorted({*self._choices.now.accepted_licences, row.licence_weights}))
            self._choices.put(replace(self._choices.now, accepted_licences=accepted))

    def download(self, model_id: str) -> None:
        """Download and install a model, or go on with it."""
        row = self._rows[model_id].entry.row
        if row is None or model_id in self._downloads:
            return
        job = _Download(model_id, JobControl())
        self._downloads[model_id] = job
        self._show(replace(self._rows[model_id], activity=Activity.WAITING, error=None, progress=None))
        report = partial(self._progressed.emit, job)
        accepted = self._choices.now.accepted_licences
        self._slow.submit(job, partial(model_calls.download, row, accepted, job.control, report))

    def pause(self, model_id: str) -> None:
        """Stop a download; what has arrived is kept."""
        job = self._downloads.pop(model_id, None)
        if job is not None:
            job.control.cancel()
            self._show(replace(self._rows[model_id], activity=Activity.NONE, progress=None))

    def discard(self, model_id: str) -> None:
        """Throw away what has arrived of a download."""
        self._quick.submit(_Change(model_id), partial(model_calls.discard, self._rows[model_id].entry))

    def verify(self, model_id: str) -> None:
        """Compare a model with its checksum."""
        self._show(replace(self._rows[model_id], activity=Activity.VERIFYING, error=None, is_verified=False))
        self._quick.submit(_Check(model_id), partial(model_calls.verify, self._rows[model_id].entry))

    def remove(self, model_id: str) -> None:
        """Take a model away."""
        self._quick.submit(_Change(model_id), partial(model_calls.remove, self._rows[model_id].entry))

    def edit(self, model_id: str, words: Words) -> None:
        """Change what a person says of a model of their own."""
        self._quick.submit(_Change(model_id), partial(model_calls.edit, model_id, words))

    def import_file(self, file: Path) -> None:
        """Import weights; answered by `imported` or `import_failed`."""
        self.import_started.emit(file)
        self._slow.submit(_Import(file), partial(model_calls.import_weights, file))

    def shut_down(self) -> bool:
        """Stop everything; downloads go on at the next start. Returns whether all has ended in time."""
        for model_id in tuple(self._downloads):
            self._downloads.pop(model_id).control.cancel()
        slow, quick = self._slow.shut_down(SHUT_DOWN_S), self._quick.shut_down(SHUT_DOWN_S)
        return slow and quick

    # Answers

    @Slot(object, object)
    def _take(self, key: Hashable, result: object) -> None:
        if isinstance(result, Shelf):
            self._list(result)
        elif isinstance(key, _Download):
            self._end_download(key, None)
            if result:
                self.models_changed.emit()
        elif isinstance(key, _Check):
            if (row := self._rows.get(key.model_id)) is not None:
                self._show(replace(row, activity=Activity.NONE, is_verified=True))
        elif isinstance(key, _Import):
            self._end_import(key.file, cast("Imported", result))
        else:
            self._changed_models()

    @Slot(object, object)
    def _take_failure(self, key: Hashable, error: EnhancerError) -> None:
        if isinstance(key, _Download):
            self._end_download(key, error)
        elif isinstance(key, _Check | _Change):
            if (row := self._rows.get(key.model_id)) is not None:
                self._show(replace(row, activity=Activity.NONE, error=error))
        elif isinstance(key, _Import):
            self.import_failed.emit(key.file, error)
        else:
            self.failed.emit(error)

    @Slot(object, object)
    def _take_progress(self, job: _Download, progress: DownloadProgress) -> None:
        if self._downloads.get(job.model_id) is job:
            is_here = progress.done_bytes == progress.total_bytes
            activity = Activity.INSTALLING if is_here else Activity.DOWNLOADING
            self._show(replace(self._rows[job.model_id], activity=activity, progress=progress))

    def _end_download(self, job: _Download, error: EnhancerError | None) -> None:
        if self._downloads.get(job.model_id) is job:
            del self._downloads[job.model_id]
            self._show(replace(self._rows[job.model_id], activity=Activity.NONE, progress=None, error=error))
        self.look()

    def _end_import(self, file: Path, done: "Imported") -> None:
        self._changed_models()
        self.imported.emit(file, done.card.title, done.is_new)

    def _changed_models(self) -> None:
        self.models_changed.emit()
        self.look()

    def _list(self, shelf: Shelf) -> None:
        """Take over what is on the disk; what is being done with a model, and what went wrong, stays with it."""
        self._rows = {entry.id: self._renewed(entry) for entry in shelf.entries}
        self.listed.emit(self.rows)
        self.used_changed.emit(shelf.used_bytes)
        self.problems_changed.emit(shelf.problems)

    def _renewed(self, entry: ModelEntry) -> ModelRow:
        before = self._rows.get(entry.id)
        if before is None:
            return ModelRow(entry)
        has_come = entry.state is ModelState.INSTALLED and before.entry.state is not entry.state
        return replace(before, entry=entry, error=None, is_verified=False) if has_come else replace(before, entry=entry)

    def _show(self, row: ModelRow) -> None:
        self._rows[row.entry.id] = row
        self.row_changed.emit(row)

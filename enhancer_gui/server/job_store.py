"""Jobs on the disk: a folder for each, and one journal that says what was asked and how it ended.

    FOLDER/.lock                 held while a server runs here
    FOLDER/jobs.jsonl            journal; see `jobs.journal`
    FOLDER/jobs/ID/photo/NAME    what was uploaded
    FOLDER/jobs/ID/masks/        pictures of the recipe's masks, as `storage.masks` keeps them
    FOLDER/jobs/ID/tiles/        tile store while the job runs, and after it for jobs that write no file
    FOLDER/jobs/ID/result/NAME   the file, and beside it the same in each further format that the recipe names

A server that starts again finds ended jobs with their results, and begins the others anew from the tiles that are done.
"""

import logging
import re
import shutil
from collections.abc import Iterator, Set
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import JsonValue, TypeAdapter, ValidationError

from enhancer_gui.core import events
from enhancer_gui.core.errors import StoreError
from enhancer_gui.core.jobs import Job
from enhancer_gui.core.recipe import OnConflict, Recipe
from enhancer_gui.jobs.journal import Journal, Record, read_journal, rewrite_journal
from enhancer_gui.jobs.naming import files_of
from enhancer_gui.storage.folder_lock import FolderLock

log = logging.getLogger(__name__)

JOURNAL_NAME = "jobs.jsonl"
_JOB_ID = re.compile("[0-9a-f]{32}")
_CREATED, _ENDED, _DELETED = "created", "ended", "deleted"
_FINISHED, _FAILED, _CANCELLED = "finished", "failed", "cancelled"


@dataclass(frozen=True)
class Submission:
    """What a client asked for.

    Attributes:
        photo: name of the uploaded file, made harmless.
        result: name of the file to write first; "" where only tiles are wanted.
        created: seconds since the epoch.
        key: the client's idempotency key, or "".
        fingerprint: hash of photo, recipe and options: the same key with another fingerprint is a mistake.
    """

    id: str
    photo: str
    result: str
    recipe: Recipe
    created: float
    device: str = "auto"
    precision: str = "auto"
    tile_px: int | None = None
    key: str = ""
    fingerprint: str = ""


@dataclass(frozen=True)
class KeptJob:
    """A job that an earlier run of the server has left; `ended` is None where it must be done (again)."""

    submission: Submission
    ended: events.Event | None


@dataclass(frozen=True)
class Rooms:
    """The folders that a job works in: of its tile store, and of the pictures of its masks."""

    stores: Path
    masks: Path


_submissions = TypeAdapter(Submission)


class JobStore:
    """The jobs below one folder; one server at a time."""

    def __init__(self, folder: Path) -> None:
        """Read what is there, open the journal and remove what it does not know: uploads that a kill broke off.

        Raises:
            StoreError: another server uses the folder, or the disk refuses.
        """
        self._folder = folder
        self._lock = FolderLock(folder)
        self._kept = tuple(self._read(read_journal(folder / JOURNAL_NAME)))
        rewrite_journal(folder / JOURNAL_NAME, [record for kept in self._kept for record in _records(kept)])
        self._journal = Journal(folder / JOURNAL_NAME)
        self._remove_all_but({kept.submission.id for kept in self._kept})

    @property
    def kept(self) -> tuple[KeptJob, ...]:
        """The jobs that were there at the start, oldest first."""
        return self._kept

    def photo(self, job_id: str, name: str) -> Path:
        """Return where a job's photo lies."""
        return self._place(job_id) / "photo" / name

    def results(self, job_id: str) -> Path:
        """Return the folder of a job's result."""
        return self._place(job_id) / "result"

    def files(self, submission: Submission) -> tuple[Path, ...]:
        """Return the files that a job writes, one for each format, the recipe's own first; none for tiles only."""
        job = self.job(submission)
        return () if job.target is None else files_of(job.target, job.source, job.recipe)

    def stores(self, job_id: str) -> Path:
        """Return the folder of a job's tile store."""
        return self.rooms(job_id).stores

    def rooms(self, job_id: str) -> Rooms:
        """Return the folders that a job works in."""
        return Rooms(self._place(job_id) / "tiles", self._place(job_id) / "masks")

    def job(self, submission: Submission) -> Job:
        """Return the job that a submission means; its files may be replaced in a folder that is nobody else's."""
        export = replace(submission.recipe.export, on_conflict=OnConflict.OVERWRITE)
        return Job(
            id=submission.id,
            source=self.photo(submission.id, submission.photo),
            target=self.results(submission.id) / submission.result if submission.result else None,
            recipe=replace(submission.recipe, export=export),
            device=submission.device,
            precision=submission.precision,
            tile_px=submission.tile_px,
        )

    def keep(self, submission: Submission) -> None:
        """Remember a job before its client is told that it is accepted."""
        self._journal.append(_created(submission))

    def end(self, event: events.Event) -> None:
        """Remember how a job ended before anybody is told."""
        self._journal.append(_ended(event))

    def forget(self, job_id: str) -> None:
        """Remove a job's files and forget it, also where a full disk takes no record of that."""
        self.discard(job_id)
        try:
            self._journal.append({"record": _DELETED, "job": job_id})
        except StoreError as e:
            log.info("job %s is deleted; a restart will see that by its missing photo: %s", job_id, e)

    def discard(self, job_id: str) -> None:
        """Remove a job's files."""
        shutil.rmtree(self._place(job_id), ignore_errors=True)

    def close(self) -> None:
        """Close the journal and give the folder back."""
        self._journal.close()
        self._lock.release()

    def _remove_all_but(self, known: Set[str]) -> None:
        jobs = self._folder / "jobs"
        for place in jobs.iterdir() if jobs.is_dir() else ():
            if place.name not in known and _JOB_ID.fullmatch(place.name):
                self.discard(place.name)

    def _place(self, job_id: str) -> Path:
        return self._folder / "jobs" / job_id

    def _read(self, records: list[Record]) -> Iterator[KeptJob]:
        created: dict[str, Submission] = {}
        ended: dict[str, events.Event] = {}
        for record in records:
            job_id = str(record.get("job", ""))
            match record.get("record"):
                case "created":
                    try:
                        submission = _submissions.validate_python(record.get("submission"))
                    except ValidationError:
                        log.info("a job of another version was left out: %s", job_id)
                        continue
                    created[submission.id] = submission
                case "ended" if job_id in created and (event := self._event(created[job_id], record)):
                    ended[job_id] = event
                case "deleted":
                    created.pop(job_id, None)
        for job_id, submission in created.items():
            if self.photo(job_id, submission.photo).is_file():
                yield KeptJob(submission, ended.get(job_id))

    def _event(self, submission: Submission, record: Record) -> events.Event | None:
        """Return how a job ended; None where its result is gone, so that it is done again."""
        job_id = submission.id
        match record.get("state"):
            case "finished":
                target = self.results(job_id) / submission.result if submission.result else None
                seconds = record.get("seconds")
                if not all(file.is_file() for file in self.files(submission)):
                    return None
                return events.Finished(job_id, target, float(seconds) if isinstance(seconds, int | float) else 0.0)
            case "failed":
                message, remedy, detail = (str(record.get(name, "")) for name in ("message", "remedy", "detail"))
                return events.Failed(job_id, message, remedy, detail)
            case "cancelled":
                return events.Cancelled(job_id)
            case _:
                return None


def _records(kept: KeptJob) -> Iterator[Record]:
    yield _created(kept.submission)
    if kept.ended is not None:
        yield _ended(kept.ended)


def _created(submission: Submission) -> Record:
    data: JsonValue = _submissions.dump_python(submission, mode="json")
    return {"record": _CREATED, "job": submission.id, "submission": data}


def _ended(event: events.Event) -> Record:
    record: Record = {"record": _ENDED, "job": event.job_id}
    match event:
        case events.Finished(seconds=seconds):
            return {**record, "state": _FINISHED, "seconds": seconds}
        case events.Failed(message=message, remedy=remedy, detail=detail):
            return {**record, "state": _FAILED, "message": message, "remedy": remedy, "detail": detail}
        case events.Cancelled():
            return {**record, "state": _CANCELLED}
        case _:
            raise ValueError(f"{event} ends nothing")

"""What the models dialog has done on other threads: each call reads or writes the disk, some the network.

Nothing here runs before it is asked for, and httpx and torch are imported by the calls that need them.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from enhancer_gui.core.cancel import Cancelled, JobControl
from enhancer_gui.core.models import ModelCard, Task
from enhancer_gui.storage.download_terms import Report
from enhancer_gui.storage.model_entries import ModelEntry
from enhancer_gui.storage.published_models import PublishedModel

if TYPE_CHECKING:
    from enhancer_gui.jobs.model_import import Imported


@dataclass(frozen=True)
class Shelf:
    """All models, sentences about cards that cannot be used, and the room that the user's models take."""

    entries: tuple[ModelEntry, ...]
    problems: tuple[str, ...]
    used_bytes: int


@dataclass(frozen=True)
class Words:
    """What a person may say of a model of their own."""

    title: str
    licence: str
    task: Task


def look() -> Shelf:
    """Return all models there are; raises ConfigError."""
    from enhancer_gui.storage.catalogue import load_catalogue
    from enhancer_gui.storage.model_entries import list_entries
    from enhancer_gui.storage.model_shelf import used_bytes
    from enhancer_gui.storage.published_models import load_published

    catalogue, published = load_catalogue(), load_published()
    return Shelf(list_entries(catalogue, published), (*catalogue.problems, *published.problems), used_bytes())


def download(row: PublishedModel, accepted: tuple[str, ...], control: JobControl, report: Report) -> bool:
    """Download and install; returns False where it was stopped. Raises EnhancerError."""
    from enhancer_gui.jobs.model_download import download as fetch_and_install

    try:
        fetch_and_install(row, accepted, control, report)
    except Cancelled:
        return False
    return True


def import_weights(file: Path) -> "Imported":
    """Import a file; raises ModelError."""
    from enhancer_gui.jobs.model_import import import_file

    return import_file(file)


def verify(entry: ModelEntry) -> None:
    """Compare a model's files with their checksums; raises ModelError."""
    from enhancer_gui.storage import model_shelf

    if entry.card is not None:
        model_shelf.verify(entry.card)


def remove(entry: ModelEntry) -> None:
    """Take a model away; raises ModelError."""
    from enhancer_gui.storage import model_shelf

    model_shelf.remove(entry.id)


def discard(entry: ModelEntry) -> None:
    """Throw away what has arrived of a download."""
    from enhancer_gui.storage.download_record import discard_part
    from enhancer_gui.storage.model_entries import download_target

    if entry.row is not None:
        discard_part(download_target(entry.row))


def edit(model_id: str, words: Words) -> None:
    """Change what a person says of a model; raises ModelError."""
    from enhancer_gui.storage.model_shelf import edit as change

    change(model_id, title=words.title, licence=words.licence, task=words.task)


def file_of(card: ModelCard) -> Path:
    """Return the file of an installed model; raises ModelError."""
    from enhancer_gui.storage.catalogue import weights_path

    return weights_path(card)

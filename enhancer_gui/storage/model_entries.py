"""All models in one list: shipped, installed, half downloaded and published ones, each with its state."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from enhancer_gui.core.errors import ModelError
from enhancer_gui.core.models import ModelCard, Task
from enhancer_gui.storage.catalogue import Catalogue, weights_path
from enhancer_gui.storage.download_record import part_bytes
from enhancer_gui.storage.model_cards import Origin
from enhancer_gui.storage.model_shelf import origin_of
from enhancer_gui.storage.paths import downloads_dir
from enhancer_gui.storage.published_models import Needs, PublishedModel, PublishedModels, Terms


class ModelState(StrEnum):
    """Where a model is."""

    EMBEDDED = "embedded"
    INSTALLED = "installed"
    BROKEN = "broken"
    PAUSED = "paused"
    AVAILABLE = "available"
    BY_HAND = "by-hand"


@dataclass(frozen=True)
class ModelEntry:
    """A model and what can be said of it.

    Attributes:
        id: what commands call it.
        size_bytes: of the installed weights, or of the download; None while unknown.
        licence: of the weights.
        card: of an installed or shipped model.
        row: where it is published, if anywhere.
        arrived_bytes: how much of a download is there.
        origin: of an imported model.
        problem: a sentence on what is broken; else empty.
    """

    id: str
    title: str
    summary: str
    task: Task
    scale: int
    size_bytes: int | None
    licence: str
    terms: Terms
    state: ModelState
    card: ModelCard | None = None
    row: PublishedModel | None = None
    arrived_bytes: int = 0
    origin: Origin | None = None
    problem: str = ""

    @property
    def is_checksum_unknown(self) -> bool:
        """Whether nobody publishes a checksum, so that the first download is believed."""
        return self.row is not None and self.row.sha256 is None and not self.row.by_hand

    @property
    def needs(self) -> Needs:
        """The optional extra it needs."""
        return Needs.NOTHING if self.row is None else self.row.needs


def list_entries(catalogue: Catalogue, published: PublishedModels) -> tuple[ModelEntry, ...]:
    """Return all models: those that can be used first, then those that can be had, in the catalogue's order.

    Raises:
        ConfigError: the user's folders cannot be made.
    """
    installed = [_of_card(card, catalogue, published) for card in catalogue]
    there = {entry.row.id for entry in installed if entry.row is not None}
    return (*installed, *(_of_row(row) for row in published if row.id not in there))


def download_target(row: PublishedModel) -> Path:
    """Return where a download is kept until it is installed."""
    return downloads_dir() / f"{row.id}-{row.file}"


def _of_card(card: ModelCard, catalogue: Catalogue, published: PublishedModels) -> ModelEntry:
    is_own = card.id in catalogue.own
    origin = origin_of(card.id) if is_own else None
    row = None if origin is None else published.rows.get(origin.published_id)
    problem = ""
    try:
        weights_path(card, catalogue.folder)
    except ModelError as error:
        problem = str(error)
    state = ModelState.BROKEN if problem else ModelState.INSTALLED if is_own else ModelState.EMBEDDED
    return ModelEntry(
        id=card.id,
        title=card.title,
        summary=card.summary,
        task=card.task,
        scale=card.scale,
        size_bytes=card.size_bytes,
        licence=card.licence,
        terms=Terms.FREE if row is None else row.terms,
        state=state,
        card=card,
        row=row,
        origin=origin,
        problem=problem,
    )


def _of_row(row: PublishedModel) -> ModelEntry:
    arrived = part_bytes(download_target(row))
    state = ModelState.BY_HAND if row.by_hand else ModelState.PAUSED if arrived else ModelState.AVAILABLE
    return ModelEntry(
        id=row.id,
        title=row.title,
        summary=row.summary,
        task=row.task,
        scale=row.scale,
        size_bytes=row.size_bytes,
        licence=row.licence_weights,
        terms=row.terms,
        state=state,
        row=row,
        arrived_bytes=arrived,
    )

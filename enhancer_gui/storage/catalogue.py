"""The models there are: one JSON card beside each weights file.

A card says what a model does, what it needs and where it comes from; training and scores may be told under
"training" and "scores", which planning does not read.
"""

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue, ValidationError

from enhancer_gui.core.errors import ModelError
from enhancer_gui.core.models import ModelCard, Precision, Task, Tiling
from enhancer_gui.storage.explain import first_problem
from enhancer_gui.storage.paths import resources_dir

MODELS_FOLDER = "models"
_Count = Annotated[int, Field(ge=0)]
_Text = Annotated[str, Field(min_length=1)]
_FileName = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]
_log = logging.getLogger(__name__)


class _CardFile(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    schema_version: Literal[1] = 1
    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9._-]*$")]
    title: _Text
    summary: str
    task: Task
    scale: Annotated[int, Field(ge=1, le=16)]
    architecture: _Text
    halo_px: _Count
    multiple_of: Annotated[int, Field(ge=1)]
    precisions: Annotated[tuple[Precision, ...], Field(min_length=1)]
    tiling: Tiling
    weights: _FileName
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    size_bytes: Annotated[int, Field(ge=1)]
    work_per_pixel: _Count
    live_channels: Annotated[int, Field(ge=1)]
    licence: _Text
    source: _Text
    training: dict[str, JsonValue] = Field(default_factory=dict)
    scores: list[dict[str, JsonValue]] = Field(default_factory=list)

    def card(self) -> ModelCard:
        return ModelCard(**{name: getattr(self, name) for name in ModelCard.__dataclass_fields__})


@dataclass(frozen=True)
class Catalogue:
    """Models by id, and sentences about cards that could not be used.

    Attributes:
        folder: where cards and weights lie; None for the shipped ones.
    """

    cards: Mapping[str, ModelCard]
    problems: tuple[str, ...] = ()
    folder: Path | None = None

    def __iter__(self) -> Iterator[ModelCard]:
        return iter(self.cards.values())

    def __len__(self) -> int:
        return len(self.cards)

    def get(self, model_id: str) -> ModelCard:
        """Return a model's card.

        Raises:
            ModelError: there is no such model.
        """
        if model_id in self.cards:
            return self.cards[model_id]
        known = ", ".join(sorted(self.cards)) or "none"
        raise ModelError(f"There is no model “{model_id}”.", remedy=f"Known models are: {known}.")

    def for_task(self, task: Task, scale: int) -> list[ModelCard]:
        """Return the models that do a task at a native scale, in the order of their ids."""
        return [card for _, card in sorted(self.cards.items()) if card.task is task and card.scale == scale]


def load_catalogue(folder: Path | None = None) -> Catalogue:
    """Return the catalogue of a folder's cards (`*.json`), the shipped one by default.

    A broken card is reported in `problems` and left out.

    Raises:
        ConfigError: the program's own data folder is missing.
    """
    place = resources_dir() / MODELS_FOLDER if folder is None else folder
    cards: dict[str, ModelCard] = {}
    problems = []
    for path in sorted(place.glob("*.json")):
        try:
            card = _CardFile.model_validate_json(path.read_bytes()).card()
        except (OSError, ValidationError) as error:
            problems.append(f"The model card {path.name} cannot be used: {first_problem(error)}.")
            continue
        if card.id in cards:
            problems.append(f"The model card {path.name} has the id of another card, “{card.id}”, and was left out.")
            continue
        cards[card.id] = card
    for problem in problems:
        _log.info("%s", problem)
    return Catalogue(cards, tuple(problems), folder)


def weights_path(card: ModelCard, folder: Path | None = None) -> Path:
    """Return where a model's weights are.

    Raises:
        ModelError: they are missing, or have another size than the card says.
    """
    path = (resources_dir() / MODELS_FOLDER if folder is None else folder) / card.weights
    if not path.is_file():
        raise ModelError(
            f"The weights of “{card.title}” are missing.", remedy="Install the program again.", detail=str(path)
        )
    found = path.stat().st_size
    if found != card.size_bytes:
        raise ModelError(
            f"The weights of “{card.title}” are damaged.",
            remedy="Install the program again.",
            detail=f"{path}: {found} bytes instead of {card.size_bytes}",
        )
    return path

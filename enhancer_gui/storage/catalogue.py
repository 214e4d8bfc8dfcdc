"""The models there are: those that are shipped, and those that the user has downloaded or imported."""

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pydantic import ValidationError

from enhancer_gui.core.errors import MissingModel, ModelError
from enhancer_gui.core.models import ModelCard, Task
from enhancer_gui.storage.explain import first_problem
from enhancer_gui.storage.model_cards import CARD_SUFFIX, read_card
from enhancer_gui.storage.paths import MODELS_FOLDER, models_dir, resources_dir
from enhancer_gui.storage.published_models import CATALOGUE_FOLDER, PublishedModels, load_published

_INSTALL_PROGRAM = "Install the program again."
_INSTALL_MODEL = "Download or import the model again."
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Catalogue:
    """Models by id, and sentences about cards that could not be used.

    Attributes:
        folder: where cards and weights lie; None for the shipped ones and the user's own.
        own: ids of models that the user has added.
    """

    cards: Mapping[str, ModelCard]
    problems: tuple[str, ...] = ()
    folder: Path | None = None
    own: frozenset[str] = frozenset()

    def __iter__(self) -> Iterator[ModelCard]:
        return iter(self.cards.values())

    def __len__(self) -> int:
        return len(self.cards)

    def get(self, model_id: str) -> ModelCard:
        """Return a model's card.

        Raises:
            MissingModel: there is no such model.
        """
        if model_id in self.cards:
            return self.cards[model_id]
        row = _published(resources_dir() / CATALOGUE_FOLDER).rows.get(model_id)
        if row is not None:
            raise MissingModel(
                f"“{row.title}” is not installed.",
                remedy=f"Download it in the models dialog, or with `enhancer models download {row.id}`.",
                model_id=model_id,
                can_be_had=True,
            )
        raise MissingModel(
            f"There is no model “{model_id}”.",
            remedy="`enhancer models list` shows those that are installed.",
            model_id=model_id,
        )

    def for_task(self, task: Task, scale: int) -> list[ModelCard]:
        """Return the models that do a task at a native scale: the shipped ones first, each group by id.

        The first is what a recipe takes that names none, so a model that was added never displaces a shipped one.
        """
        ordered = sorted(self.cards.values(), key=lambda card: (card.id in self.own, card.id))
        return [card for card in ordered if card.task is task and card.scale == scale]


def load_catalogue(folder: Path | None = None) -> Catalogue:
    """Return the catalogue of a folder's cards (`*.json`); by default the shipped ones and the user's own.

    A broken card is reported in `problems` and left out.

    Raises:
        ConfigError: the program's own data folder is missing, or the user's cannot be made.
    """
    if folder is not None:
        cards, problems = _read_folder(folder, taken=frozenset())
        return Catalogue(cards, tuple(problems), folder)
    shipped, problems = _read_folder(resources_dir() / MODELS_FOLDER, taken=frozenset())
    own, own_problems = _read_folder(models_dir(), taken=frozenset(shipped))
    return Catalogue({**shipped, **own}, (*problems, *own_problems), None, frozenset(own))


def weights_path(card: ModelCard, folder: Path | None = None) -> Path:
    """Return where a model's weights are: in `folder`, or else with the program or among the user's models.

    Raises:
        ModelError: they are missing, or have another size than the card says.
    """
    remedy = _INSTALL_PROGRAM
    path = (resources_dir() / MODELS_FOLDER if folder is None else folder) / card.weights
    if folder is None and not path.is_file() and (models_dir() / f"{card.id}{CARD_SUFFIX}").is_file():
        path, remedy = models_dir() / card.weights, _INSTALL_MODEL
    if not path.is_file():
        raise ModelError(f"The weights of “{card.title}” are missing.", remedy=remedy, detail=str(path))
    found = path.stat().st_size
    if found != card.size_bytes:
        raise ModelError(
            f"The weights of “{card.title}” are damaged.",
            remedy=remedy,
            detail=f"{path}: {found} bytes instead of {card.size_bytes}",
        )
    return path


@lru_cache(maxsize=1)
def _published(folder: Path) -> PublishedModels:
    """Return what is published, read once: the window plans a recipe again with every change of it."""
    return load_published(folder)


def _read_folder(folder: Path, taken: frozenset[str]) -> tuple[dict[str, ModelCard], list[str]]:
    cards: dict[str, ModelCard] = {}
    problems = []
    for path in sorted(folder.glob(f"*{CARD_SUFFIX}")):
        try:
            card = read_card(path).card()
        except (OSError, ValidationError) as error:
            problems.append(f"The model card {path.name} cannot be used: {first_problem(error)}.")
            continue
        if card.id in cards or card.id in taken:
            problems.append(f"The model card {path.name} has the id of another card, “{card.id}”, and was left out.")
            continue
        cards[card.id] = card
    for problem in problems:
        _log.info("%s", problem)
    return cards, problems

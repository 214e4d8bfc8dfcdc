"""`enhancer run --replay`: what was done to a result, done to other photos."""

from dataclasses import dataclass
from pathlib import Path

from enhancer_gui.core.errors import ModelError
from enhancer_gui.core.recipe import Recipe
from enhancer_gui.storage.catalogue import Catalogue
from enhancer_gui.storage.record import UsedModel, read_record


@dataclass(frozen=True)
class Replayed:
    """A recipe that a result names, and sentences about what will differ."""

    recipe: Recipe
    notes: tuple[str, ...]


def replay_recipe(file: Path, catalogue: Catalogue) -> Replayed:
    """Return the recipe in a result's record.

    Raises:
        PhotoError: the file cannot be opened.
        RecipeError: it does not say how it was made.
    """
    record = read_record(file)
    changed = [model.id for model in record.models if not _is_here(model, catalogue)]
    notes = [f"The model “{model}” is not the one that made {file.name}; results will differ." for model in changed]
    return Replayed(record.recipe, tuple(dict.fromkeys(notes)))


def _is_here(model: UsedModel, catalogue: Catalogue) -> bool:
    try:
        return catalogue.get(model.id).sha256 == model.sha256
    except ModelError:
        return False

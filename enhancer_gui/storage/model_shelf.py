"""The user's own models on disk: a card and a safetensors file each, put there whole and taken away whole.

A model exists when its card does: the card is written last and removed first.
"""

import os
import re
from dataclasses import replace
from pathlib import Path

from pydantic import JsonValue, ValidationError

from enhancer_gui.core.errors import ModelError
from enhancer_gui.core.models import ModelCard, Task
from enhancer_gui.storage.atomic import new_part, sweep_parts
from enhancer_gui.storage.catalogue import load_catalogue, weights_path
from enhancer_gui.storage.explain import first_problem
from enhancer_gui.storage.hashing import hash_file
from enhancer_gui.storage.model_cards import CARD_SUFFIX, CardFile, Origin, read_card, write_card
from enhancer_gui.storage.paths import models_dir

WEIGHTS_SUFFIX = ".safetensors"

_NOT_IN_IDS = re.compile(r"[^a-z0-9._]+")
_LONGEST_ID = 60


def free_id(wanted: str) -> str:
    """Return an identifier made of a name, with a number where it is taken by another model."""
    plain = _NOT_IN_IDS.sub("-", wanted.lower()).strip("-._")[:_LONGEST_ID] or "model"
    taken = load_catalogue().cards.keys() | {path.stem for path in models_dir().glob(f"*{CARD_SUFFIX}")}
    number, candidate = 1, plain
    while candidate in taken:
        number += 1
        candidate = f"{plain}-{number}"
    return candidate


def with_weights(sha256: str) -> ModelCard | None:
    """Return the installed or shipped model whose weights have this checksum, if any."""
    return next((card for card in load_catalogue() if card.sha256 == sha256), None)


def room_for_weights(name: str) -> Path:
    """Return a new empty file among the models for weights that are being made; OSError when the disk refuses.

    What an import that was killed has left there is swept away.
    """
    sweep_parts(models_dir())
    return new_part(models_dir() / f"{name}{WEIGHTS_SUFFIX}")


def put(card: ModelCard, weights: Path, facts: dict[str, JsonValue], origin: Origin) -> None:
    """Take a finished weights file (from `room_for_weights`) over under the card's id.

    Raises:
        ModelError: the disk refuses.
    """
    try:
        with weights.open("r+b") as file:
            os.fsync(file.fileno())
        os.replace(weights, models_dir() / card.weights)
        write_card(_card_path(card.id), card, facts, origin)
    except OSError as error:
        raise _refused(f"“{card.title}” cannot be installed ({error.strerror}).", error) from error


def renew_weights(card: ModelCard, weights: Path) -> None:
    """Put fresh weights in the place of equal ones that may be damaged or gone; those of the program stay.

    Raises:
        ModelError: the disk refuses.
    """
    if not _card_path(card.id).is_file():
        return
    try:
        os.replace(weights, models_dir() / card.weights)
    except OSError as error:
        raise _refused(f"“{card.title}” cannot be installed ({error.strerror}).", error) from error


def edit(model_id: str, *, title: str = "", licence: str = "", task: Task | None = None) -> ModelCard:
    """Change what a person may say of a model of their own, and return its card; empty words change nothing.

    Raises:
        ModelError: there is no such model, it came with the program, or the disk refuses.
    """
    file = _own(model_id)
    card = file.card()
    card = replace(card, title=title or card.title, licence=licence or card.licence, task=task or card.task)
    try:
        write_card(_card_path(model_id), card, file.facts, file.origin)
    except OSError as error:
        raise _refused(f"The card of “{card.title}” cannot be changed ({error.strerror}).", error) from error
    return card


def remove(model_id: str) -> None:
    """Take a model away, its weights too.

    Raises:
        ModelError: there is no such model, it came with the program, or the disk refuses.
    """
    file = _own(model_id)
    try:
        _card_path(model_id).unlink()
        (models_dir() / file.weights).unlink(missing_ok=True)
    except OSError as error:
        raise _refused(f"“{file.title}” cannot be removed ({error.strerror}).", error) from error


def origin_of(model_id: str) -> Origin | None:
    """Return where a model's weights came from; None for shipped ones and where the card does not say."""
    try:
        return read_card(_card_path(model_id)).origin
    except (OSError, ValidationError):
        return None


def verify(card: ModelCard) -> None:
    """Read a model's weights and compare them with its card.

    Raises:
        ModelError: they are missing or damaged.
    """
    path = weights_path(card)
    try:
        found = hash_file(path)
    except OSError as error:
        raise _refused(f"The weights of “{card.title}” cannot be read ({error.strerror}).", error) from error
    if found != card.sha256:
        raise ModelError(
            f"The weights of “{card.title}” are damaged.",
            remedy="Remove the model, then download or import it again.",
            detail=f"{path}: expected {card.sha256}, found {found}",
        )


def used_bytes() -> int:
    """Return the room that the user's models take."""
    return sum(path.stat().st_size for path in models_dir().iterdir() if path.is_file())


def _own(model_id: str) -> CardFile:
    catalogue = load_catalogue()
    if model_id in catalogue.cards and model_id not in catalogue.own:
        raise ModelError(
            f"“{catalogue.cards[model_id].title}” came with the program.",
            remedy="It can be neither changed nor removed.",
        )
    try:
        return read_card(_card_path(model_id))
    except FileNotFoundError as error:
        raise ModelError(
            f"There is no model “{model_id}” of yours.", remedy="`enhancer models list` shows those that are installed."
        ) from error
    except (OSError, ValidationError) as error:
        raise ModelError(
            f"The card of “{model_id}” cannot be used: {first_problem(error)}.",
            remedy=f"Delete {_card_path(model_id)} and import the model again.",
        ) from error


def _card_path(model_id: str) -> Path:
    return models_dir() / f"{model_id}{CARD_SUFFIX}"


def _refused(sentence: str, error: OSError) -> ModelError:
    return ModelError(sentence, remedy="Check the disk.", detail=repr(error))

"""From a file of weights to a model that can be chosen: convert, try, name, install.

Two files with the same tensors are one model, whatever they are called and however they are wrapped.
"""

import logging
from dataclasses import dataclass, fields
from json import dumps, loads
from pathlib import Path

from pydantic import JsonValue

from enhancer_gui.core.errors import ModelError
from enhancer_gui.core.models import ModelCard, Precision, Task
from enhancer_gui.engine.conversion import Converted, convert
from enhancer_gui.engine.networks import NetworkFacts
from enhancer_gui.storage import model_shelf, published_models
from enhancer_gui.storage.catalogue import load_catalogue
from enhancer_gui.storage.hashing import hash_file
from enhancer_gui.storage.model_cards import Origin
from enhancer_gui.storage.published_models import PublishedModel, PublishedModels

NO_LICENCE = "not stated"
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Wishes:
    """What the user says of a file; what is left out is taken from the catalogue, or from the file itself.

    Attributes:
        scale: only where the network leaves a choice.
        twin: id of an installed model of the same kind that keeps more noise; see `ModelCard.twin`.
    """

    title: str = ""
    licence: str = ""
    task: Task | None = None
    scale: int | None = None
    twin: str = ""


@dataclass(frozen=True)
class Imported:
    """The model, and whether it was there before."""

    card: ModelCard
    is_new: bool


def import_file(file: Path, wishes: Wishes | None = None, *, published: PublishedModels | None = None) -> Imported:
    """Install a file of the user's own; one that is published is known again by its checksum.

    Raises:
        ModelError: it cannot be read, is refused, or cannot be installed.
    """
    if not file.is_file():
        raise ModelError(f"There is no file {file.name}.", remedy="Check the name.", detail=str(file))
    try:
        sha256 = hash_file(file)
    except OSError as error:
        raise ModelError(f"{file.name} cannot be read ({error.strerror}).", remedy="Check the file.") from error
    known = model_shelf.with_weights(sha256)  # a copy of what is here already, shipped models included
    if known is not None:
        return Imported(_renamed(known, wishes or Wishes()), is_new=False)
    row = (published_models.load_published() if published is None else published).with_sha256(sha256)
    return install(file, sha256, row, wishes or Wishes())


def install(file: Path, sha256: str, row: PublishedModel | None, wishes: Wishes, url: str = "") -> Imported:
    """Convert a file and put it among the user's models.

    Args:
        file: stays as it is.
        sha256: of the file.
        row: what is published about it, if anything.
        wishes: what the user says of it.
        url: where it was downloaded; "" for a file of the user's own.

    Raises:
        ModelError: it is refused, or cannot be installed.
    """
    try:
        part = model_shelf.room_for_weights("import")
    except OSError as error:
        raise ModelError(
            f"{file.name} cannot be imported ({error.strerror}).", remedy="Check the disk.", detail=repr(error)
        ) from error
    try:
        wanted = wishes.scale or (row.scale if row is not None and row.task is Task.UPSCALE else None)
        converted = convert(file, part, scale=wanted)
        content = hash_file(part)
        known = model_shelf.with_weights(content)
        if known is not None and known.scale == converted.scale:
            model_shelf.renew_weights(known, part)
            return Imported(_renamed(known, wishes), is_new=False)
        card = _card(file, part, content, converted, row, wishes)
        trusted = bool(url) and (row is None or row.sha256 is None)
        origin = Origin(file.name, sha256, url, "" if row is None else row.id, trusted)
        model_shelf.put(card, part, facts_of(converted), origin)
    finally:
        part.unlink(missing_ok=True)
    _log.info("%s was imported as %s", file, card.id)
    return Imported(card, is_new=True)


def facts_of(converted: Converted) -> dict[str, JsonValue]:
    """Return the network's facts as they are kept on the card: all but the functions that build it."""
    known = {each.name: getattr(converted.facts, each.name) for each in fields(NetworkFacts)}
    facts = {name: fact for name, fact in known.items() if not callable(fact)}
    plain: dict[str, JsonValue] = loads(dumps({**facts, "parameters": converted.parameters}, default=str))
    return plain


def _renamed(card: ModelCard, wishes: Wishes) -> ModelCard:
    """Return a model that is there already, with the words the user has for it now; shipped ones keep theirs."""
    words = (wishes.title, wishes.licence, wishes.task)
    if not any(words) or model_shelf.origin_of(card.id) is None:
        return card
    return model_shelf.edit(card.id, title=wishes.title, licence=wishes.licence, task=wishes.task)


def _card(
    file: Path, weights: Path, sha256: str, converted: Converted, row: PublishedModel | None, wishes: Wishes
) -> ModelCard:
    facts = converted.facts
    model_id = model_shelf.free_id(file.stem if row is None else row.id)
    task = wishes.task or (row.task if row is not None else None) or _own_task(converted)
    _must_fit(task, converted.scale, file)
    if wishes.twin:
        _must_be_twin(wishes.twin, facts.architecture, converted.scale)
    size = f"{facts.architecture} {facts.variant}".strip()
    return ModelCard(
        id=model_id,
        title=wishes.title or (row.title if row is not None else file.stem),
        summary=row.summary if row is not None else f"Imported from {file.name} ({size})",
        task=task,
        scale=converted.scale,
        architecture=facts.architecture,
        halo_px=converted.halo_px,
        multiple_of=facts.multiple_of,
        precisions=_precisions(facts, row),
        tiling=facts.tiling,
        weights=f"{model_id}{model_shelf.WEIGHTS_SUFFIX}",
        sha256=sha256,
        size_bytes=weights.stat().st_size,
        work_per_pixel=converted.work_per_pixel,
        live_channels=converted.live_channels,
        licence=wishes.licence or (row.licence_weights if row is not None else NO_LICENCE),
        source=(row.source if row is not None else facts.source) or file.name,
        window_px=facts.window_px,
        value_range=facts.value_range,
        mean=facts.mean,
        colour=facts.colour,
        padding=facts.padding,
        picture_statistics=facts.picture_statistics,
        twin=wishes.twin or (row.twin if row is not None else ""),
    )


def _own_task(converted: Converted) -> Task:
    """Return what the network was published for; one that does not enlarge and says no more is taken for cleaning."""
    task = converted.facts.task
    return Task.RESTORE if task is Task.UPSCALE and converted.scale == 1 else task


def _must_fit(task: Task, scale: int, file: Path) -> None:
    if (task is Task.UPSCALE) != (scale > 1):
        what = f"enlarges {scale} times" if scale > 1 else "does not enlarge"
        others = "upscale" if scale > 1 else ", ".join(each.value for each in Task if each is not Task.UPSCALE)
        raise ModelError(
            f"{file.name} {what}: its task cannot be “{task.value}”.", remedy=f"Choose its task among: {others}."
        )


def _must_be_twin(twin: str, architecture: str, scale: int) -> None:
    card = load_catalogue().get(twin)
    if (card.architecture, card.scale) != (architecture, scale):
        raise ModelError(
            f"“{card.title}” cannot be the twin: it is another kind of network.", remedy="Name the model it belongs to."
        )


def _precisions(facts: NetworkFacts, row: PublishedModel | None) -> tuple[Precision, ...]:
    """Return the formats that both the network and the catalogue call safe."""
    allowed = facts.precisions if row is None else tuple(each for each in facts.precisions if each in row.precisions)
    return allowed or (Precision.FP32,)

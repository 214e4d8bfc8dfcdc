"""Models as rows of a list and as facts of one."""

from enhancer_gui.cli.tables import Row, size_words
from enhancer_gui.core.models import ModelCard
from enhancer_gui.storage.model_cards import CARD_SUFFIX, CardFile, read_card
from enhancer_gui.storage.model_entries import ModelEntry
from enhancer_gui.storage.paths import MODELS_FOLDER, resources_dir

LIST_COLUMNS = ("id", "task", "scale", "size_bytes", "state", "summary")

_UNKNOWN_CHECKSUM = "not published: the first download is trusted and remembered"


def row_of(entry: ModelEntry) -> Row:
    """Return what programs are told of a model; later versions add fields and keep these."""
    precisions = entry.card.precisions if entry.card else entry.row.precisions if entry.row else ()
    return {
        "id": entry.id,
        "task": entry.task.value,
        "scale": entry.scale,
        "title": entry.title,
        "summary": entry.summary,
        "state": entry.state.value,
        "precisions": [precision.value for precision in precisions],
        "size_bytes": entry.size_bytes,
        "arrived_bytes": entry.arrived_bytes,
        "licence": entry.licence,
        "terms": entry.terms.value,
        "source": entry.card.source if entry.card else entry.row.source if entry.row else "",
        "needs": entry.needs.value,
        "problem": entry.problem,
    }


def facts_of(entry: ModelEntry) -> Row:
    """Return all that is known of a model."""
    facts = row_of(entry)
    card, row, origin = entry.card, entry.row, entry.origin
    if card is not None:
        facts |= {
            "architecture": card.architecture,
            "tiling": card.tiling.value,
            "halo_px": card.halo_px,
            "multiple_of": card.multiple_of,
            "work_per_pixel": card.work_per_pixel,
            "sha256": card.sha256,
            **_making_of(card),
        }
    elif row is not None:
        facts |= {"architecture": row.network, "tiling": row.tiling.value, "sha256": row.sha256}
    if row is not None:
        facts |= {"licence_code": row.licence_code, "urls": list(row.urls), "page": row.page, "note": row.note}
    if origin is not None:
        facts |= {"imported_from": origin.file, "imported_sha256": origin.sha256, "downloaded_from": origin.url}
    return facts


def fact_lines(entry: ModelEntry) -> list[tuple[str, str]]:
    """Return the facts that people want, as names and words; what is empty is left out."""
    facts = facts_of(entry)
    words = {
        name: ", ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
        for name, value in facts.items()
    }
    if entry.card is not None:
        words |= _making_words(entry.card)
    words["size_bytes"] = size_words(entry.size_bytes)
    words["arrived_bytes"] = size_words(entry.arrived_bytes) if entry.arrived_bytes else ""
    if entry.is_checksum_unknown and entry.card is None:
        words["sha256"] = _UNKNOWN_CHECKSUM
    names = {name: name.removesuffix("_bytes").replace("_", " ").capitalize() for name in words}
    return [(names[name], value) for name, value in words.items() if value]


def _shipped_card(card: ModelCard) -> CardFile | None:
    """Return the file of a shipped model's card, which says how it was trained; none of others, which do not say it."""
    path = resources_dir() / MODELS_FOLDER / f"{card.id}{CARD_SUFFIX}"
    return read_card(path) if path.is_file() else None


def _making_of(card: ModelCard) -> Row:
    """Return how a shipped model was trained and what it scores."""
    told = _shipped_card(card)
    return {} if told is None else {"training": told.training, "scores": told.scores}


def _making_words(card: ModelCard) -> dict[str, str]:
    """Return the same for people: its weaknesses, the photos it learned from, the scores."""
    told = _shipped_card(card)
    if told is None:
        return {}
    photos = (told.training.get("photos"), told.training.get("photos_licence"))
    return {
        "training": "",
        "weaknesses": str(told.training.get("weaknesses", "")),
        "trained_on": ", ".join(str(words) for words in photos if words),
        "scores": "; ".join(f"{each['set']}: {each['psnr_y_db']} dB / {each['ssim_y']}" for each in told.scores),
    }

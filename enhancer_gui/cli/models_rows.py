"""Models as rows of a list and as facts of one."""

from enhancer_gui.cli.tables import Row, size_words
from enhancer_gui.storage.model_entries import ModelEntry

LIST_COLUMNS = ("id", "task", "scale", "size_bytes", "state", "summary")

_UNKNOWN_CHECKSUM = "not published: the first download is trusted and remembered"


def row_of(entry: ModelEntry) -> Row:
    """Return what programs are told of a model; later versions add fields and keep these."""
    precisions = entry.card.precisions if entry.card else entry.row.precisions if entry.row else ()
    return {
        "id": entry.id,
        "task": entry.purpose.value,
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
    words["size_bytes"] = size_words(entry.size_bytes)
    words["arrived_bytes"] = size_words(entry.arrived_bytes) if entry.arrived_bytes else ""
    if entry.is_checksum_unknown and entry.card is None:
        words["sha256"] = _UNKNOWN_CHECKSUM
    names = {name: name.removesuffix("_bytes").replace("_", " ").capitalize() for name in words}
    return [(names[name], value) for name, value in words.items() if value]

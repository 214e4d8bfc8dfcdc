"""Models in words: what they are for, where they are, what can be done with them."""

from PySide6.QtCore import QCoreApplication, QLocale

from enhancer_gui.gui.model_rows import Activity, ModelAction, ModelRow
from enhancer_gui.gui.panels.words import amount_words, task_words
from enhancer_gui.gui.theme import Glyph
from enhancer_gui.gui.widgets import Tone
from enhancer_gui.storage.model_entries import ModelEntry, ModelState
from enhancer_gui.storage.published_models import Needs, Terms

translate = QCoreApplication.translate
_SEPARATOR = " · "
_MEGA = 1_000_000

GLYPHS = {
    ModelAction.DISCARD: Glyph.CANCEL,
    ModelAction.VERIFY: Glyph.VERIFY,
    ModelAction.EDIT: Glyph.PENCIL,
    ModelAction.REVEAL: Glyph.REVEAL,
    ModelAction.REMOVE: Glyph.DELETE,
    ModelAction.OPEN_PAGE: Glyph.WEB,
}
"""Actions that are icons; the others are words."""


def state_words(row: ModelRow) -> tuple[str, Tone]:
    """Return the state in a word, and its tone; a model that is merely to be had has none."""
    match row.activity:
        case Activity.WAITING:
            return translate("ModelWords", "Waiting"), Tone.NEUTRAL
        case Activity.DOWNLOADING:
            return translate("ModelWords", "Downloading"), Tone.ACCENT
        case Activity.INSTALLING:
            return translate("ModelWords", "Installing"), Tone.ACCENT
        case Activity.VERIFYING:
            return translate("ModelWords", "Checking"), Tone.ACCENT
        case Activity.NONE:
            return _resting(row)


def facts_words(entry: ModelEntry) -> str:
    """Return task, size, licence and network in a line; tasks are called as in the list of steps."""
    purpose = task_words(entry.task)
    if entry.scale > 1:
        purpose = translate("ModelWords", "{purpose} {scale}×").format(purpose=purpose, scale=entry.scale)
    unknown = translate("ModelWords", "size not known")
    size = unknown if entry.size_bytes is None else size_words(entry.size_bytes)
    network = entry.card.architecture if entry.card else entry.row.network if entry.row else ""
    return _SEPARATOR.join(filter(None, (purpose, size, licence_words(entry), network)))


def licence_words(entry: ModelEntry) -> str:
    """Return the licence, and what it forbids where it does."""
    match entry.terms:
        case Terms.FREE:
            return entry.licence
        case Terms.NON_COMMERCIAL:
            return translate("ModelWords", "{licence}, non-commercial").format(licence=entry.licence)
        case Terms.RESTRICTED:
            return translate("ModelWords", "{licence}, with restrictions").format(licence=entry.licence)
        case Terms.UNSTATED:
            return translate("ModelWords", "licence not stated")


def terms_words(terms: Terms) -> str:
    """Return what is to be accepted, in a sentence or two."""
    match terms:
        case Terms.NON_COMMERCIAL:
            return translate(
                "ModelWords", "The licence forbids commercial use: results may not be sold or used for business."
            )
        case Terms.UNSTATED:
            return translate(
                "ModelWords",
                "Its authors state no licence, so all rights are theirs. Ask them before you publish results.",
            )
        case Terms.RESTRICTED | Terms.FREE:
            return translate("ModelWords", "The licence restricts what the model may be used for. Read it first.")


def hint_words(entry: ModelEntry) -> str:
    """Return what to know before downloading; empty where there is nothing."""
    if entry.row is None or entry.card is not None:
        return ""
    hints = [entry.row.note] if entry.row.note else []
    if entry.is_checksum_unknown:
        hints.append(
            translate("ModelWords", "Nobody publishes its checksum: the first download is trusted and remembered.")
        )
    match entry.needs:
        case Needs.COMMUNITY:
            hints.append(translate("ModelWords", "Needs the optional library spandrel."))
        case Needs.NOTHING:
            pass
    return " ".join(hints)


def progress_words(row: ModelRow) -> str:
    """Return how far a download is; empty where none runs."""
    progress = row.progress
    if row.activity is Activity.WAITING:
        return translate("ModelWords", "Waits for its turn")
    if row.activity is Activity.INSTALLING:
        return translate("ModelWords", "Checking the file and trying the model on a small picture")
    if row.entry.state is ModelState.PAUSED and row.activity is Activity.NONE:
        return _amounts(row.entry.arrived_bytes, row.entry.size_bytes)
    if progress is None:
        return ""
    words = _amounts(progress.done_bytes, progress.total_bytes)
    if progress.bytes_per_s:
        speed = translate("ModelWords", "{amount}/s").format(amount=size_words(round(progress.bytes_per_s)))
        words = words + _SEPARATOR + speed
    return words


def action_words(action: ModelAction, row: ModelRow) -> tuple[str, str]:
    """Return the words on a button, and what it does in a sentence."""
    match action:
        case ModelAction.DOWNLOAD if row.entry.state is ModelState.PAUSED:
            return translate("ModelWords", "Resume"), translate("ModelWords", "Go on where the download stopped")
        case ModelAction.DOWNLOAD if row.entry.state is ModelState.BROKEN:
            return translate("ModelWords", "Download again"), translate("ModelWords", "Replace the damaged file")
        case ModelAction.DOWNLOAD:
            return translate("ModelWords", "Download"), translate("ModelWords", "Download, check and install it")
        case ModelAction.PAUSE:
            return translate("ModelWords", "Pause"), translate("ModelWords", "Pause; what has arrived is kept")
        case ModelAction.DISCARD:
            return translate("ModelWords", "Discard"), translate("ModelWords", "Throw away what has arrived")
        case ModelAction.USE:
            return translate("ModelWords", "Use"), translate("ModelWords", "Use it for the photo in the window")
        case ModelAction.VERIFY:
            return translate("ModelWords", "Check"), translate("ModelWords", "Compare the file with its checksum")
        case ModelAction.EDIT:
            return translate("ModelWords", "Edit"), translate("ModelWords", "Change its name, task and licence")
        case ModelAction.REVEAL:
            return translate("ModelWords", "Show in folder"), translate(
                "ModelWords", "Show its file in the file manager"
            )
        case ModelAction.REMOVE:
            return translate("ModelWords", "Remove"), translate("ModelWords", "Remove it from this computer")
        case ModelAction.OPEN_PAGE:
            return translate("ModelWords", "Open its page"), translate("ModelWords", "Read about it in the browser")


def _resting(row: ModelRow) -> tuple[str, Tone]:
    match row.entry.state:
        case ModelState.EMBEDDED:
            words, tone = translate("ModelWords", "Included"), Tone.NEUTRAL
        case ModelState.INSTALLED:
            words, tone = translate("ModelWords", "Installed"), Tone.GOOD
        case ModelState.BROKEN:
            return translate("ModelWords", "Damaged"), Tone.BAD
        case ModelState.PAUSED:
            return translate("ModelWords", "Paused"), Tone.WARN
        case ModelState.AVAILABLE | ModelState.BY_HAND:
            words, tone = "", Tone.NEUTRAL
    return (translate("ModelWords", "Checked"), Tone.GOOD) if row.is_verified else (words, tone)


def size_words(size_bytes: int) -> str:
    """Return the size of a file in the units of the locale, fine enough to see a download grow."""
    return amount_words(size_bytes, 1 if size_bytes >= _MEGA else 0)


def _amounts(done_bytes: int, total_bytes: int | None) -> str:
    done = size_words(done_bytes)
    if not total_bytes:
        return translate("ModelWords", "{done} so far").format(done=done)
    percent = QLocale().toString(100 * done_bytes // total_bytes)
    return translate("ModelWords", "{done} of {total} · {percent} %").format(
        done=done, total=size_words(total_bytes), percent=percent
    )

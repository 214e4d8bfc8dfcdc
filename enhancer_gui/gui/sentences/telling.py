"""Says sentences of the layers below in the user's language."""

import re
from collections.abc import Sequence
from functools import partial
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QLocale

from enhancer_gui.gui.sentences.patterns import Value, recognised

CONTEXT = "Sentences"
NAMES = ("Models", "Presets", "Tasks")
"""The contexts of names that come with the program; gui/panels and phrases list them."""

_FIELD = re.compile(r"\{(\d+)\}")
_BETWEEN = re.compile(r"(?<=[.!?]) (?=[A-Z“`])")
"""Where one sentence ends and the next begins, unless that is in a name."""


class Told(Protocol):
    """What happened and what to do: an error, or the event that a job failed."""

    @property
    def message(self) -> str:
        """What happened."""

    @property
    def remedy(self) -> str:
        """What can be done about it; may be empty."""


def words_of(text: str) -> str:
    """Return a sentence, or several, in the user's language; what is not known comes back as it is."""
    whole = _known(text)
    if whole is not None:
        return whole
    parts = _sentences_in(text)
    return text if len(parts) == 1 else _joined(list(map(words_of, parts)))


def words_of_error(error: Told) -> str:
    """Return what happened and what to do about it, in one line in the user's language."""
    return _joined([words_of(part) for part in (error.message, error.remedy) if part])


def _known(text: str) -> str | None:
    bare = text.strip()
    for pattern, values in recognised(bare):
        said = QCoreApplication.translate(CONTEXT, pattern.source)
        if said == pattern.source:  # the language is English
            return text
        words = [_value_words(value) for value in values]
        return _FIELD.sub(partial(_filled, words), said)
    return None


def _sentences_in(text: str) -> list[str]:
    parts, start = [], 0
    for gap in _BETWEEN.finditer(text):
        if text.count("“", start, gap.start()) == text.count("”", start, gap.start()):
            parts.append(text[start : gap.start()])
            start = gap.end()
    return [*parts, text[start:]]


def _filled(words: Sequence[str], field: re.Match[str]) -> str:
    return words[int(field[1])]


def _value_words(value: Value) -> str:
    """Return a value in the user's language; names of files and presets stay, titles of models are known."""
    if value.is_quoted or not value.text:
        return _name_words(value.text)
    known = _known(value.text)
    if known is not None:
        return known
    return _formats_words(value.text) or words_of(_name_words(value.text))


def _name_words(name: str) -> str:
    """Return the title of a model or preset that came with the program in the user's language; other names stay."""
    said = (QCoreApplication.translate(context, name) for context in NAMES)
    return next((words for words in said if words != name), name)


def _formats_words(text: str) -> str:
    """Return the list of formats that can be read, as lists are written in the user's language; else nothing."""
    from enhancer_gui.storage.format_table import readable_titles

    if text != readable_titles():
        return ""
    titles = re.split(r", | and ", text)
    return QLocale().createSeparatedList([_known(title) or title for title in titles])


def _joined(sentences: list[str]) -> str:
    """Return sentences one after the other; not every language puts a space between them."""
    pair = QCoreApplication.translate("Telling", "{0} {1}")
    said = ""
    for sentence in filter(None, sentences):
        said = pair.replace("{0}", said, 1).replace("{1}", sentence, 1) if said else sentence
    return said

"""Recognises which sentence a text is, and the values in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from enhancer_gui.gui.sentences import of_backends, of_core, of_engine, of_gui, of_jobs, of_server, of_storage
from enhancer_gui.gui.sentences.phrases import PHRASES, SYSTEM_PHRASES

_FIELD = re.compile(r"(“?)\{(\d+)\}")


@dataclass(frozen=True)
class Value:
    """A value in a sentence; `is_quoted` where it is a name in quotation marks."""

    text: str
    is_quoted: bool


@dataclass(frozen=True)
class Pattern:
    """A sentence with numbered fields: “{0}” is empty.

    Attributes:
        source: the sentence in English, as the translation knows it.
        form: matches texts that were made from it.
        quoted: which fields stand after an opening quotation mark.
    """

    source: str
    form: re.Pattern[str]
    quoted: tuple[bool, ...]

    def values_in(self, text: str) -> tuple[Value, ...] | None:
        """Return the values that make a text of this pattern, or None where it is none."""
        found = self.form.fullmatch(text)
        if found is None:
            return None
        return tuple(Value(value, quoted) for value, quoted in zip(found.groups(), self.quoted, strict=True))

    @classmethod
    def of(cls, source: str) -> "Pattern":
        """Return the pattern of a sentence; its fields are numbered in their order."""
        fixed = _FIELD.split(source)[::3]
        form = "(.*?)".join(map(re.escape, _with_marks(source, fixed)))
        return cls(source, re.compile(form, re.DOTALL), tuple(bool(mark) for mark, _ in _FIELD.findall(source)))


def recognised(text: str) -> Iterator[tuple[Pattern, tuple[Value, ...]]]:
    """Yield the patterns that a text may be made from, the most exact one first."""
    for pattern in _patterns():
        values = pattern.values_in(text)
        if values is not None:
            yield pattern, values


def all_sources() -> tuple[str, ...]:
    """Return every sentence and phrase that can be recognised."""
    tables = (of_core, of_engine, of_storage, of_backends, of_jobs, of_server, of_gui)
    return (*(source for table in tables for source in table.PATTERNS), *PHRASES, *SYSTEM_PHRASES)


@cache
def _patterns() -> tuple[Pattern, ...]:
    """Return all patterns, those with the most words of their own first: “{0} are.” fits much that it is not."""
    return tuple(sorted(map(Pattern.of, all_sources()), key=lambda pattern: -len(_FIELD.sub("", pattern.source))))


def _with_marks(source: str, fixed: list[str]) -> list[str]:
    """Give back to each fixed part the quotation mark that opened the field behind it."""
    marks = [mark for mark, _ in _FIELD.findall(source)]
    return [part + mark for part, mark in zip(fixed, [*marks, ""], strict=True)]

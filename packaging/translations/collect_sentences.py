"""Writes the tables of sentences that the layers below the window say, where Qt's translation tool finds them.

    python packaging/translations/collect_sentences.py

Errors and notes are raised as plain English by layers that know nothing of Qt or of languages, and many reach the
window as text, from another process or another machine. The window translates them by their patterns (gui/sentences),
and this collects the patterns from the code itself: whatever reads as a sentence is one, each value in it a numbered
field. A test compares the tables with the code; another asks for a translation of every row. After a change: run this,
format the tables with ruff, then pyside6-lupdate, translate, pyside6-lrelease.
"""

import ast
import builtins
import re
import textwrap
from collections.abc import Iterator
from itertools import count
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "enhancer_gui"
TABLES = PACKAGE / "gui" / "sentences"

LAYERS = ("core", "engine", "storage", "backends", "jobs", "server", "gui")

UNHEARD = (
    "engine/degrade",  # says how training makes its pairs
    "backends/cluster.py",  # the command line's alone, and so is signing
    "storage/credentials.py",
    "gui/app.py",  # its own words are read in a terminal too
    "gui/sentences",
    "server/commands.py",  # who starts a server reads these in a terminal
    "server/metrics.py",
    "server/options.py",
    "server/running.py",
    "server/forms.py",
    "server/routes_uploads.py",
    "server/routes_jobs.py",  # these answer programs that use the interface wrongly
    "server/routes_sagemaker.py",
    "server/app.py",  # these describe the interface to those who write such programs
    "server/routes_facts.py",
    "server/views.py",
)
"""Parts of the layers whose sentences no window shows."""

_NOT_SAID = ("debug", "info", "warning", "error", "exception", "tr", "translate")
"""What these are called with is for the log, or is translated already."""

_LINE_CHARACTERS = 100
"""So that a line of a table stays within the house's width."""


def collected() -> dict[str, tuple[str, ...]]:
    """Return the patterns that each layer says, in the order of the code, each one once in all."""
    known: set[str] = set()
    found: dict[str, tuple[str, ...]] = {}
    for layer in LAYERS:
        fresh: dict[str, None] = {}
        for path in sorted((PACKAGE / layer).rglob("*.py")):
            if not path.relative_to(PACKAGE).as_posix().startswith(UNHEARD):
                fresh.update(dict.fromkeys(patterns_in(path.read_text("utf-8"))))
        found[layer] = tuple(pattern for pattern in fresh if pattern not in known)
        known.update(found[layer])
    return found


def patterns_in(code: str) -> Iterator[str]:
    """Yield the pattern of every sentence in a file's code; what only developers read is left out."""
    yield from _sentences(ast.parse(code), is_said=False)


def table(layer: str, patterns: tuple[str, ...]) -> str:
    """Return the text of a layer's table."""
    rows = "\n".join(
        f"    str(QT_TRANSLATE_NOOP({_argument(pattern)})),".replace("\n", "\n    ") for pattern in patterns
    )
    return (
        f'"""What {layer}/ says; written by packaging/translations/collect_sentences.py."""\n'
        f"\nfrom PySide6.QtCore import QT_TRANSLATE_NOOP\n\nPATTERNS: tuple[str, ...] = (\n{rows}\n)\n"
    )


def main() -> None:
    """Write the tables."""
    for layer, patterns in collected().items():
        (TABLES / f"of_{layer}.py").write_text(table(layer, patterns), "utf-8")


def _sentences(node: ast.AST, *, is_said: bool) -> Iterator[str]:
    if isinstance(node, ast.Call) and _name(node.func) in _NOT_SAID:
        return
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):  # a docstring
        return
    pattern = _pattern(node, count())
    if pattern is not None:
        pattern = pattern.strip()
        if _reads_as_sentence(pattern) or (is_said and _words(pattern)):
            yield pattern
        return
    if isinstance(node, ast.Call) and _is_error(node.func):
        for message in node.args[:1]:
            yield from _sentences(message, is_said=True)
        for keyword in node.keywords:
            if keyword.arg != "detail":
                yield from _sentences(keyword.value, is_said=keyword.arg == "remedy")
        return
    for child in ast.iter_child_nodes(node):
        # what is said may be one of two, or be made shorter: PhotoError(a if b else c), PhotoError(a.strip())
        is_way = isinstance(node, ast.IfExp | ast.Attribute) or (isinstance(node, ast.Call) and child is node.func)
        yield from _sentences(child, is_said=is_said and is_way)


def _pattern(node: ast.AST, fields: Iterator[int]) -> str | None:
    """Return a text with a field for each value in it; None where the node is no text."""
    match node:
        case ast.Constant(value=str(words)):
            return words
        case ast.JoinedStr(values=parts):
            return "".join(
                str(part.value) if isinstance(part, ast.Constant) else f"{{{next(fields)}}}" for part in parts
            )
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            texts = [_pattern(side, fields) for side in (left, right)]
            if texts == [None, None]:
                return None
            return "".join(f"{{{next(fields)}}}" if text is None else text for text in texts)
    return None


def _is_error(called: ast.expr) -> bool:
    """Return whether a call makes one of our errors; Python's own are developers' words."""
    name = _name(called)
    is_ours = name.endswith(("Error", "Refusal", "Failure")) or name in ("Unreachable", "OutOfMemory")
    return is_ours and not hasattr(builtins, name)


def _name(called: ast.expr) -> str:
    match called:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
    return ""


def _reads_as_sentence(text: str) -> bool:
    is_whole = re.fullmatch(r"[A-Z“{`].*\s.*[.!?](\s*\{\d+\})*", text, re.DOTALL)
    return is_whole is not None and _words(text) > 1


def _words(text: str) -> int:
    return len(re.findall(r"[A-Za-z]+", re.sub(r"\{\d+\}", "", text)))


def _argument(pattern: str) -> str:
    pieces = textwrap.wrap(
        pattern, _LINE_CHARACTERS, drop_whitespace=False, break_long_words=False, break_on_hyphens=False
    )
    if len(pieces) == 1:
        return f'"Sentences", {_quoted(pattern)}'
    lines = "\n".join(f"        {_quoted(piece)}" for piece in pieces)
    return f'\n        "Sentences",\n{lines},\n    '


def _quoted(text: str) -> str:
    """Return a literal as the formatter would write it."""
    if '"' in text and "'" not in text:
        return "'" + text.replace("\\", "\\\\") + "'"
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


if __name__ == "__main__":
    main()

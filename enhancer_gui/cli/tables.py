"""Lists for people (a table) and for programs (JSON)."""

import json
from collections.abc import Sequence
from typing import Annotated, TypeAlias

import typer
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from enhancer_gui.cli.console import say

Row: TypeAlias = dict[str, object]
AsJson = Annotated[bool, typer.Option("--json", help="A JSON array instead of a table.")]

_UNKNOWN = "?"
_SHORT = ("id", "task", "scale", "size_bytes", "state")
"""Columns that are read at a glance: words may be broken, these may not."""


def warn(problems: Sequence[str]) -> None:
    """Print sentences about what could not be used on standard error."""
    for problem in problems:
        say(Console(stderr=True), problem, "yellow")


def show(rows: Sequence[Row], columns: Sequence[str], *, as_json: bool, one_line: bool = False) -> None:
    """Print rows: these columns as a table, or all that is known as JSON; `one_line` elides what is too long."""
    if as_json:
        print(json.dumps(rows))
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=one_line)
    for column in columns:
        heading = column.removesuffix("_bytes").replace("_", " ").capitalize()
        gives_way = one_line and column not in _SHORT
        table.add_column(
            heading,
            no_wrap=one_line or column in _SHORT,
            justify="right" if column.endswith("_bytes") else "left",
            ratio=1 if gives_way else None,
        )
    for row in rows:
        table.add_row(*(Text(_cell(column, row[column])) for column in columns))
    Console().print(table)


def size_words(size_bytes: int | None) -> str:
    """Return an amount of data in decimal units; a question mark while it is unknown."""
    if size_bytes is None:
        return _UNKNOWN
    return f"{size_bytes / 1e6:.1f} MB" if size_bytes < 1e9 else f"{size_bytes / 1e9:.1f} GB"


def _cell(column: str, value: object) -> str:
    if column == "free_bytes" and isinstance(value, int):
        return f"{value / 2**30:.1f} GiB"
    if column.endswith("_bytes") and (value is None or isinstance(value, int)):
        return size_words(value)
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)

"""`enhancer models`, `presets` and `devices`: what there is to choose from."""

import json
from collections.abc import Sequence
from typing import Annotated, TypeAlias

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from enhancer_gui.cli import environment
from enhancer_gui.cli.console import say
from enhancer_gui.cli.guard import exit_codes
from enhancer_gui.core.sizes import SizeMode, SizeTarget

Row: TypeAlias = dict[str, object]
AsJson = Annotated[bool, typer.Option("--json", help="A JSON array instead of a table.")]


def models(as_json: AsJson = False) -> None:
    """List the models that are installed."""
    with exit_codes():
        catalogue = environment.catalogue()
        rows: list[Row] = [
            {
                "id": card.id,
                "task": card.task.value,
                "scale": card.scale,
                "title": card.title,
                "summary": card.summary,
                "precisions": [precision.value for precision in card.precisions],
                "size_bytes": card.size_bytes,
                "licence": card.licence,
                "source": card.source,
            }
            for card in catalogue
        ]
    _warn(catalogue.problems)
    _show(rows, ("id", "task", "scale", "title", "summary", "licence"), as_json=as_json)


def presets(as_json: AsJson = False) -> None:
    """List the presets: those that are shipped, and your own."""
    with exit_codes():
        library = environment.presets()
        rows: list[Row] = [
            {
                "id": recipe.id,
                "name": recipe.name,
                "steps": [step.task.value for step in recipe.active_steps],
                "size": size_text(recipe.export.size),
                "summary": recipe.summary,
            }
            for recipe in library.recipes()
        ]
    _warn(library.problems)
    _show(rows, ("id", "name", "steps", "size", "summary"), as_json=as_json)


def devices(as_json: AsJson = False) -> None:
    """List the devices that passed their self-test, the preferred one first."""
    with exit_codes():
        backend = environment.make_backend()
        try:
            rows: list[Row] = [
                {"id": each.id, "name": each.name, "precision": each.precision, "free_bytes": each.free_bytes}
                for each in backend.devices()
            ]
        finally:
            backend.close()
    _show(rows, ("id", "name", "precision", "free_bytes"), as_json=as_json)


def size_text(size: SizeTarget) -> str:
    """Return a size in words."""
    match size.mode:
        case SizeMode.SCALE:
            return f"{size.value:g}x"
        case SizeMode.MEGAPIXELS:
            return f"{size.value:g} MP"
        case SizeMode.FIT | SizeMode.FILL:
            return f"{size.mode.value} {size.value:g}x{size.value2:g}"
        case _:
            return f"{size.mode.value.replace('_', ' ')} {size.value:g}"


def _warn(problems: Sequence[str]) -> None:
    for problem in problems:
        say(Console(stderr=True), problem, "yellow")


def _show(rows: Sequence[Row], columns: Sequence[str], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(rows))
        return
    table = Table()
    for column in columns:
        table.add_column(column.removesuffix("_bytes").replace("_", " ").capitalize(), no_wrap=column == "id")
    for row in rows:
        table.add_row(*(Text(_cell(column, row[column])) for column in columns))
    Console().print(table)


def _cell(column: str, value: object) -> str:
    if column.endswith("_bytes") and isinstance(value, int):
        return f"{value / 2**30:.1f} GiB"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)

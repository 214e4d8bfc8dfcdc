"""`enhancer presets` and `devices`: what there is to choose from."""

from typing import Annotated, TypeAlias

import typer

from enhancer_gui.backends.address import parse_address
from enhancer_gui.cli.guard import exit_codes, wrong_usage
from enhancer_gui.cli.remote_device import TOKEN_VARIABLE, Place, place_of
from enhancer_gui.cli.tables import AsJson, Row, show, warn
from enhancer_gui.core.sizes import SizeMode, SizeTarget
from enhancer_gui.storage.settings import AUTO

Far: TypeAlias = Annotated[
    str, typer.Option("--device", metavar="URL", help="Ask a machine that runs `enhancer serve`.")
]
Token: TypeAlias = Annotated[str, typer.Option(envvar=TOKEN_VARIABLE, show_envvar=True, help="Opens that machine.")]


def presets(device: Far = AUTO, token: Token = "", as_json: AsJson = False) -> None:
    """List the presets: those that are shipped, and your own; with --device those of another machine."""
    with exit_codes():
        library = _place(device, token).presets
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
    warn(library.problems)
    show(rows, ("id", "name", "steps", "size", "summary"), as_json=as_json)


def devices(device: Far = AUTO, token: Token = "", as_json: AsJson = False) -> None:
    """List the devices that passed their self-test, the preferred one first; with --device another machine's."""
    with exit_codes():
        backend = _place(device, token).make_backend()
        try:
            rows: list[Row] = [
                {"id": each.id, "name": each.name, "precision": each.precision, "free_bytes": each.free_bytes}
                for each in backend.devices()
            ]
        finally:
            backend.close()
    show(rows, ("id", "name", "precision", "free_bytes"), as_json=as_json)


def _place(device: str, token: str) -> Place:
    """Return this machine, or the one with an address; raises BadParameter where it is none."""
    if device != AUTO:
        with wrong_usage("--device"):
            parse_address(device)
    return place_of(device, token, fallback=False)


def size_text(size: SizeTarget) -> str:
    """Return a size in words."""
    match size.mode:
        case SizeMode.SCALE:
            return f"{size.value:g}x"
        case SizeMode.MEGAPIXELS:
            return f"{size.value:g} MP"
        case SizeMode.PERCENT:
            return f"{size.value:g} %"
        case SizeMode.PAPER_CM | SizeMode.PAPER_INCH:
            unit = "cm" if size.mode is SizeMode.PAPER_CM else "in"
            return f"paper {size.value:g}x{size.value2:g} {unit}, {size.dpi:g} dpi"
        case SizeMode.FIT | SizeMode.FILL | SizeMode.CROP:
            return f"{size.mode.value} {size.value:g}x{size.value2:g}"
        case _:
            return f"{size.mode.value.replace('_', ' ')} {size.value:g}"

"""`enhancer models`: what there is, what can be had, and looking after it."""

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from enhancer_gui.cli import environment
from enhancer_gui.cli.batch import ExitCode
from enhancer_gui.cli.console import complain, say, shown
from enhancer_gui.cli.guard import exit_codes
from enhancer_gui.cli.models_download import download_all
from enhancer_gui.cli.models_rows import LIST_COLUMNS, fact_lines, facts_of, row_of
from enhancer_gui.cli.tables import AsJson, show, warn
from enhancer_gui.core.errors import EnhancerError, ModelError
from enhancer_gui.core.models import Task
from enhancer_gui.storage import model_shelf
from enhancer_gui.storage.model_entries import ModelEntry, ModelState, list_entries
from enhancer_gui.storage.published_models import load_published

models = typer.Typer(
    name="models",
    help="List, download, import and look after models. Without a command the installed ones are listed.",
    rich_markup_mode="markdown",
)
_THERE = (ModelState.EMBEDDED, ModelState.INSTALLED, ModelState.BROKEN)
_Id = Annotated[str, typer.Argument(metavar="ID", help="`enhancer models list --all` shows the ids.")]
_AsObject = Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")]


@models.callback(invoke_without_command=True)
def _models(context: typer.Context, as_json: AsJson = False) -> None:
    if context.invoked_subcommand is None:
        list_models(as_json=as_json)
    elif as_json:
        raise typer.BadParameter("--json belongs after the command's name.")


@models.command("list")
def list_models(
    everything: Annotated[
        bool, typer.Option("--all", "-a", help="Those that can be downloaded, too. Nothing is contacted for this.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """List the models that are installed."""
    with exit_codes():
        entries, problems = _entries()
    warn(problems)
    wanted = [entry for entry in entries if everything or entry.state in _THERE]
    show([row_of(entry) for entry in wanted], LIST_COLUMNS, as_json=as_json, one_line=True)


@models.command("show")
def show_model(model_id: _Id, as_json: _AsObject = False) -> None:
    """Tell all that is known of a model."""
    with exit_codes():
        entry = _entry(model_id)
        if as_json:
            print(json.dumps(facts_of(entry)))
            return
        table = Table(show_header=False, box=None)
        for name, words in fact_lines(entry):
            table.add_row(Text(name, "dim"), Text(words))
        Console().print(table)


@models.command("download")
def download(
    model_ids: Annotated[list[str], typer.Argument(metavar="ID", help="`enhancer models list --all` shows the ids.")],
    accept_licence: Annotated[
        bool, typer.Option("--accept-licence", help="Accept the licences of these models; each is asked for once.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON line for each model.")] = False,
) -> None:
    """Download models and install them. Ctrl-C pauses: the same command goes on where it stopped."""
    with exit_codes(), environment.logging_to_file():
        published = load_published()
        rows = tuple(published.get(model_id) for model_id in model_ids)
        download_all(rows, accept=accept_licence, as_json=as_json)


@models.command("import")
def import_model(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Weights: .safetensors, .pth, .pt and the like.")],
    title: Annotated[str, typer.Option(help="What the model is called; default: the name of the file.")] = "",
    licence: Annotated[str, typer.Option(help="Its licence.")] = "",
    task: Annotated[Task | None, typer.Option(help="What it does; default: what its kind of network does.")] = None,
    scale: Annotated[int | None, typer.Option(min=1, max=16, help="Where its network leaves a choice.")] = None,
    twin: Annotated[
        str, typer.Option(metavar="ID", help="The installed model that keeps more noise, to be mixed with it.")
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="One JSON line on standard output.")] = False,
) -> None:
    """Import a file of weights. Code that may be hidden in it never runs. Imported again, it takes the new title."""
    with exit_codes(), environment.logging_to_file():
        from enhancer_gui.jobs.model_import import Wishes, import_file

        done = import_file(file, Wishes(title.strip(), licence.strip(), task, scale, twin))
        card = done.card
        if as_json:
            print(json.dumps({"id": card.id, "new": done.is_new, "title": card.title, "task": card.task.value}))
            return
        what = "imported" if done.is_new else "known already"
        say(Console(), f"{shown(file)} is {what}: {card.id} ({card.title}, {card.task.value}, {card.scale}×)")


@models.command("verify")
def verify(
    model_ids: Annotated[list[str] | None, typer.Argument(metavar="ID", help="Default: all installed ones.")] = None,
    as_json: AsJson = False,
) -> None:
    """Read weights and compare them with their checksums. Exit code 1 where one is damaged."""
    with exit_codes():
        entries = [_entry(each) for each in model_ids] if model_ids else [e for e in _entries()[0] if e.state in _THERE]
        faults = {entry.id: _fault(entry) for entry in entries}
    if as_json:
        print(
            json.dumps(
                [{"id": name, "ok": fault is None, "problem": str(fault or "")} for name, fault in faults.items()]
            )
        )
    else:
        for name, fault in faults.items():
            if fault is None:
                say(Console(), f"{name}: as it should be")
            else:
                complain(f"{name}: {fault}")
    if any(fault is not None for fault in faults.values()):
        raise typer.Exit(ExitCode.FAILED)


@models.command("remove")
def remove(model_id: _Id) -> None:
    """Remove a model of your own; those that came with the program stay."""
    with exit_codes():
        entry = _entry(model_id)
        model_shelf.remove(model_id)
    say(Console(), f"{entry.title} is removed.")


def _entries() -> tuple[tuple[ModelEntry, ...], tuple[str, ...]]:
    catalogue, published = environment.catalogue(), load_published()
    return list_entries(catalogue, published), (*catalogue.problems, *published.problems)


def _entry(model_id: str) -> ModelEntry:
    """Return a model by its id; raises ModelError."""
    entries, _problems = _entries()
    for entry in entries:
        if entry.id == model_id:
            return entry
    raise ModelError(f"There is no model “{model_id}”.", remedy="`enhancer models list --all` shows those there are.")


def _fault(entry: ModelEntry) -> EnhancerError | None:
    try:
        model_shelf.verify(entry.card or environment.catalogue().get(entry.id))
    except EnhancerError as error:
        return error
    return None

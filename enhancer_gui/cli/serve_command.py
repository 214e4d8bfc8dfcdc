"""`enhancer serve`: starts the third face, which is a program of its own and knows its own options."""

import importlib

import typer

from enhancer_gui.cli.console import complain

SERVER = "enhancer_gui.server.commands"
"""Named, not imported: faces do not know each other, and the server's libraries are an extra."""

AS_IT_IS = {"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []}


def serve(context: typer.Context) -> None:
    """Serve photos over HTTP to other machines; `enhancer serve --help` lists its options."""
    try:
        server = importlib.import_module(SERVER)
    except ModuleNotFoundError as e:
        complain(f"The server's libraries are missing ({e.name}). Install them: pip install 'enhancer-gui[server]'")
        raise typer.Exit(1) from e
    raise typer.Exit(server.main(context.args))

"""`enhancer`: enhance photos, and look after models, from a terminal or a script.

Exit codes: 0 all done, 1 some failed, 2 wrong usage, 130 interrupted.
"""

from typing import Annotated

import typer

from enhancer_gui import __version__
from enhancer_gui.cli.batch_command import batch
from enhancer_gui.cli.console import forgive_encodings
from enhancer_gui.cli.degrade_command import degrade
from enhancer_gui.cli.diagnose_command import diagnose
from enhancer_gui.cli.evaluate_command import evaluate
from enhancer_gui.cli.list_commands import devices, presets
from enhancer_gui.cli.models_command import models
from enhancer_gui.cli.run_command import run
from enhancer_gui.cli.serve_command import AS_IT_IS, serve
from enhancer_gui.cli.train_command import train
from enhancer_gui.cli.watch_command import watch

app = typer.Typer(
    name="enhancer",
    help="Enlarge, deblur and restore photos on your own machine. Originals are never overwritten.",
    epilog="Exit codes: 0 all done, 1 some failed, 2 wrong usage, 130 interrupted.",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
)


def _print_version(wanted: bool) -> None:
    if wanted:
        print(f"enhancer {__version__}")
        raise typer.Exit


@app.callback()
def _program(
    _version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and leave.")
    ] = False,
) -> None:
    forgive_encodings()


for command in (run, batch, watch, diagnose, presets, devices, evaluate, train, degrade):
    app.command()(command)
app.add_typer(models)
app.command(context_settings=AS_IT_IS)(serve)


def main() -> None:
    """Run the command line of this process; leaves with an exit code."""
    app()


if __name__ == "__main__":
    main()

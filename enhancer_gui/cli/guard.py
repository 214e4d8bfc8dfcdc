"""How errors and interruptions leave a command: a sentence and an exit code, never a traceback."""

from collections.abc import Iterator
from contextlib import contextmanager

import typer

from enhancer_gui.cli.batch import ExitCode
from enhancer_gui.cli.console import complain
from enhancer_gui.core.cancel import Cancelled
from enhancer_gui.core.errors import EnhancerError


@contextmanager
def exit_codes() -> Iterator[None]:
    """Turn errors inside the block into a sentence and exit code 1, interruptions into 130."""
    try:
        yield
    except EnhancerError as e:
        complain(str(e))
        raise typer.Exit(ExitCode.FAILED) from e
    except (Cancelled, KeyboardInterrupt) as e:
        raise typer.Exit(ExitCode.INTERRUPTED) from e


@contextmanager
def wrong_usage(option: str | None = None) -> Iterator[None]:
    """Turn errors inside the block into wrong usage (exit code 2)."""
    try:
        yield
    except EnhancerError as e:
        raise typer.BadParameter(str(e), param_hint=option) from e
